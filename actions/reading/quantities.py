"""How many of what was chosen: "make that two", "just one of them"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from actions.reading.candidates import Candidate, Evidence
from actions.reading.tokens import Token, form_at, number_of
from bot.entities.words import word_set

_ALL = frozenset({"all", "both", "every", "whole", "everything"})
_MINUS = frozenset("-–−")
_TIMES = frozenset({"x", "×"})
_PAIR = 2
_DOING = frozenset({"return", "cancel", "exchange", "send", "swap", "change", "refund", "but"})
"""Beside these "all of them" is rather of the order than of one line."""
_MAKING = frozenset({("make", "that"), ("make", "it"), ("make", "them"), ("just", "the")})
_ONLY = frozenset({"just", "only"})
_BEFORE_ONE = word_set(
    "just only yes no ok please , return keep send want need exchange cancel of for make take"
) | {""}
"""Behind other words "one" stands for a thing: "the white one", "that one"."""
_GROUPS = frozenset({"them", "those", "these", "it"})


def count_at(tokens: Sequence[Token], index: int) -> int | None:
    """The number that stands here, which may be nothing or less: "zero", "-2"."""
    token = tokens[index]
    number = 0 if token.form == "zero" else number_of(token)
    if number is None or not (token.glued and form_at(tokens, index - 1) in _MINUS):
        return number
    is_range = tokens[index - 1].glued
    return number if is_range else -number


def is_times(tokens: Sequence[Token], index: int) -> bool:
    """Whether the number here counts things by its form: "2x", "x2", "(2)"."""
    before, after = form_at(tokens, index - 1), form_at(tokens, index + 1)
    return before in _TIMES or after in _TIMES or (before == "(" and after == ")")


def quantity_of_current(
    tokens: Sequence[Token], evidence: Evidence, candidates: Sequence[Candidate], is_chosen: bool
) -> tuple[str, int] | None:
    """The item and how many of it, where a message says nothing but how many.

    `is_chosen`: whether the candidates are those chosen before. None where several may be meant.
    """
    if len(candidates) != 1 or evidence.names or evidence.options or evidence.superlatives:
        return None
    item = candidates[0]
    for index, token in enumerate(tokens):
        number = count_at(tokens, index)
        before = (form_at(tokens, index - 2), form_at(tokens, index - 1))
        is_thing = token.form == "one" and before not in _MAKING and before[1] not in _BEFORE_ONE
        if number is None or is_thing:
            continue
        after = (form_at(tokens, index + 1), form_at(tokens, index + 2))
        is_told = (
            before in _MAKING
            or before[1:] == ("all",)
            or (after[0] == "of" and after[1] in _GROUPS)
            or (is_chosen and before[1] in _ONLY and item.quantity > 1)
            or (item.quantity > 1 and not evidence.places)
            or (item.quantity > 1 and len(tokens) == 1)
        )
        if is_told:
            return item.key, number
    return (item.key, item.quantity) if is_chosen and _is_whole(tokens, item.quantity) else None


def _is_whole(tokens: Sequence[Token], quantity: int) -> bool:
    """Whether "both" or "all of them" means the pieces of one line."""
    forms = [token.form for token in tokens]
    if "both" in forms:
        return quantity == _PAIR
    is_all = not _ALL.isdisjoint(forms) and not _GROUPS.isdisjoint(forms)
    return quantity > 1 and is_all and not _DOING.intersection(forms)


def is_only_one(tokens: Sequence[Token], evidence: Evidence) -> bool:
    """Whether somebody wants just one of what was chosen, and does not say which."""
    forms = [token.form for token in tokens if token.kind != "sign"]
    is_said = any(before in _ONLY and form == "one" for before, form in pairwise(forms))
    return is_said and not evidence.indexes
