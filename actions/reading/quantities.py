"""How many of what was chosen: "make that two", "just one of them"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from actions.reading.candidates import Candidate, Evidence
from actions.reading.tokens import Token, form_at, number_of

_MAKING = frozenset({("make", "that"), ("make", "it"), ("make", "them"), ("just", "the")})
_ONLY = frozenset({"just", "only"})
_POINTING = frozenset({"other", "another", "that", "this", "the", "which", "wrong", "right"})
_GROUPS = frozenset({"them", "those", "these", "it"})


def quantity_of_current(
    tokens: Sequence[Token], evidence: Evidence, candidates: Sequence[Candidate], is_chosen: bool
) -> tuple[str, dict[str, int]] | None:
    """The item and how many of it, where a message says nothing but how many.

    `is_chosen`: whether the candidates are those chosen before. None where several may be meant.
    """
    if len(candidates) != 1 or evidence.names or evidence.options or evidence.superlatives:
        return None
    item = candidates[0]
    for index, token in enumerate(tokens):
        number = number_of(token)
        before = (form_at(tokens, index - 2), form_at(tokens, index - 1))
        if number is None or (token.form == "one" and before[1] in _POINTING):
            continue
        after = (form_at(tokens, index + 1), form_at(tokens, index + 2))
        is_told = (
            before in _MAKING
            or (after[0] == "of" and after[1] in _GROUPS)
            or (is_chosen and before[1] in _ONLY and item.quantity > 1)
            or (item.quantity > 1 and not evidence.places)
            or (item.quantity > 1 and len(tokens) == 1)
        )
        if is_told:
            return item.key, {} if number == item.quantity else {item.key: number}
    return None


def is_only_one(tokens: Sequence[Token], evidence: Evidence) -> bool:
    """Whether somebody wants just one of what was chosen, and does not say which."""
    forms = [token.form for token in tokens if token.kind != "sign"]
    is_said = any(before in _ONLY and form == "one" for before, form in pairwise(forms))
    return is_said and not evidence.indexes
