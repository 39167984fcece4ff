"""Which messages may be about the same order."""

from __future__ import annotations

import pytest

from bot.same_matter import is_about_the_same_order

NONE, ONE, OTHER, BOTH = (frozenset(orders) for orders in ("", "a", "b", "ab"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (NONE, NONE, True),
        (NONE, ONE, True),
        (ONE, ONE, True),
        (ONE, BOTH, True),
        (ONE, OTHER, False),
    ],
)
def test_only_other_numbers_make_another_matter(
    one: frozenset[str], other: frozenset[str], same: bool
) -> None:
    assert is_about_the_same_order(one, other) is same
    assert is_about_the_same_order(other, one) is same
