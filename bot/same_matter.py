"""When two messages may be about the same matter: one definition, for mood and escalation alike."""

from __future__ import annotations


def is_about_the_same_order(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two messages that name the orders `one` and `other` may mean the same.

    A message that names none means whichever the conversation is about.
    """
    return not one or not other or not one.isdisjoint(other)
