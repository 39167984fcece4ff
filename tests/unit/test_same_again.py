"""A wish for the same in another order, in messages of any make."""

from __future__ import annotations

import time

import pytest

from actions.jobs.said import Said
from actions.jobs.same_again import same_again


@pytest.mark.parametrize(
    "text", [",", "and ", ", and ", "it's ", "same ", "same for ", "the same and a b ", "same   "]
)
def test_no_message_takes_long_to_hear_a_wish_in(text: str) -> None:
    long = (text * 4_000)[:4_000]
    begun = time.process_time()
    for written in (long, f"{long} same"):
        assert same_again(Said(written, order_numbers=("HP-100001",)), "HP-100002") is None
    assert time.process_time() - begun < 0.1
