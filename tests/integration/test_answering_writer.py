"""A writer phrases the answer in the turn, from what was found; whatever fails, that is quoted."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.answering import Visit, answering_desk
from tests.integration.job_shop import DELIVERED, ME
from tests.unit import writer_endpoint as endpoint
from tests.unit.writer_endpoint import FakeEndpoint

pytestmark = pytest.mark.anyio

QUESTION = "How long do I have to return something?"
WRITTEN = "You can return items within 30 days of delivery"
QUOTED = "Items can be returned within 30 days of delivery."


@pytest.fixture
def fake() -> Iterator[FakeEndpoint]:
    with endpoint.running_endpoint() as fake:
        yield fake


@pytest.fixture
async def visit(tmp_path: Path, fake: FakeEndpoint) -> AsyncIterator[Visit]:
    settings: dict[str, Any] = {
        "writer_url": fake.url,
        "writer_model": "small",
        "writer_timeout_seconds": 2.0,
    }
    async with answering_desk(tmp_path, **settings) as desk:
        yield Visit(desk)


async def test_the_customer_reads_what_the_writer_says_of_the_passage(
    visit: Visit, fake: FakeEndpoint
) -> None:
    fake.answer = endpoint.says(f"{WRITTEN} [1]. The moon is made of cheese [1].")
    (answer,) = await visit.ask(QUESTION)
    assert answer.text == f"{WRITTEN}."
    assert [one["title"] for one in answer.citations] == ["Return an item"]
    assert QUOTED in fake.sent


async def test_the_customers_name_and_order_stay_here(visit: Visit, fake: FakeEndpoint) -> None:
    fake.answer = endpoint.says(f"{WRITTEN} [1].")
    await visit.verified_as(ME)
    await visit.ask(f"I am Siân Okafor, my order was {DELIVERED}. {QUESTION}")
    assert fake.asked
    assert "30 days" in fake.sent
    assert not any(word in fake.sent for word in ("Siân", "Okafor", DELIVERED))


async def test_what_is_known_of_the_order_is_told_in_our_own_words(
    visit: Visit, fake: FakeEndpoint
) -> None:
    await visit.verified_as(ME)
    visit.slots["order_number"] = DELIVERED
    (answer,) = await visit.ask(QUESTION)
    assert "you have until 4 April" in answer.text
    assert fake.asked == []


async def test_a_contradiction_is_shown_whoever_writes(visit: Visit, fake: FakeEndpoint) -> None:
    fake.answer = endpoint.says("Gift wrapping costs £3.50 per item [1].")
    (answer,) = await visit.ask("what does gift wrapping cost")
    assert "Our articles say two things here." in answer.text
    assert fake.asked == []


@pytest.mark.parametrize(
    "broken",
    [
        endpoint.responds(500, b"no"),
        endpoint.hangs_up,
        endpoint.says("Everything is free for ever [1]."),
        endpoint.says("<script>alert(1)</script> [1]."),
        endpoint.says(None),
    ],
    ids=["an error", "a hang-up", "an invention", "a script", "nothing"],
)
async def test_a_writer_of_no_use_leaves_the_quotation(
    visit: Visit, fake: FakeEndpoint, broken: endpoint.Answer
) -> None:
    fake.answer = broken
    (answer,) = await visit.ask(QUESTION)
    assert answer.text.startswith(QUOTED)
    assert fake.asked


async def test_a_writer_that_is_too_slow_is_not_waited_for(
    visit: Visit, fake: FakeEndpoint
) -> None:
    fake.answer = endpoint.says_after(fake.ended, 30.0, f"{WRITTEN} [1].")
    (answer,) = await visit.ask(QUESTION)
    assert answer.text.startswith(QUOTED)
