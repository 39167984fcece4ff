"""Which photos belong to a request, by the events of the conversation."""

from __future__ import annotations

from typing import Any

from actions.jobs.photos_besides import photos_besides

Event = dict[str, Any]


def a_message(seq: int, *, photo: bool = False) -> Event:
    return {"event": "user", "metadata": {"seq": seq, "photo": photo}}


def test_photos_count_that_came_while_the_customer_was_identified() -> None:
    kept = {"event": "slot", "name": "job", "value": {"heard": [{"seq": 3}]}}
    events = [
        a_message(1, photo=True), a_message(2), a_message(3), kept, a_message(4, photo=True),
        a_message(5),
    ]  # fmt: skip
    assert photos_besides(events, 3) == 1
    assert photos_besides(events[1:3], 3) == 0
    assert photos_besides([], None) == 0
    assert photos_besides([*events[:1], a_message(2)], None) == 1
