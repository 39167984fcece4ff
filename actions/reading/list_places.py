"""Numbers and ordinals that mean places in a list that was shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from actions.reading.tokens import Token, form_at, number_of
from bot.entities.words import ORDINALS, word_set

_LABELS = word_set("number numbers no nr num option options item items choice line position # nos")
_ENDINGS = word_set("st nd rd th")
_FROM_THE_END = {"last": 1, "final": 1, "bottom": 1, "penultimate": 2, "middle": 0}
_FROM_THE_TOP = {"top": 1, "former": 1, "latter": 2, "uppermost": 1}
_NO_PRONOUN = word_set("this that the which other another any every each no just only")
"""Before "one" these make it a pronoun, or a number of things."""
_BEHIND = word_set(
    "and & + , . ; ! ? ) : or / please pls thanks thank only one ones item items option options "
    "for then too also but not except instead i is it that's are was as with if you well "
    "no yes ok okay - – — from in at on"
) | {""}
_BEFORE = (
    word_set(
        "and & + , . ; ! ? ( : or / the yes yeah yep ok okay no not just only want "
        "choose pick take "
        "i'd i'll like with for is it's its be to return exchange cancel swap change say maybe "
        "but then except also plus remove without drop add minus order take out than of "
        "minus me go - – — definitely rather please keep"
    )
    | _LABELS
    | {""}
)
_MONTHS = word_set(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec of week weeks day days time month"
)


@dataclass(frozen=True)
class PlaceHit:
    """The tokens from `start` to before `end` mean these places, counted from 0."""

    start: int
    end: int
    places: tuple[int, ...]


def find_places(tokens: Sequence[Token], length: int, taken: Collection[int]) -> list[PlaceHit]:
    """Places in a list of so many; tokens that are `taken` mean something else."""
    found: list[PlaceHit] = []
    index = 0
    while index < len(tokens):
        hit = None if index in taken else _at(tokens, index, length, taken)
        if hit is not None:
            found.append(hit)
        index = hit.end if hit is not None else index + 1
    return found


def _at(
    tokens: Sequence[Token], index: int, length: int, taken: Collection[int]
) -> PlaceHit | None:
    token = tokens[index]
    ordinal, end = _ordinal(tokens, index)
    if ordinal is not None:
        return _from_ordinal(tokens, index, end, ordinal, length)
    if token.form in _FROM_THE_END or token.form in _FROM_THE_TOP:
        return _from_an_end(tokens, index, length)
    number = number_of(token)
    if number is None or not _is_place(tokens, index, taken):
        return None
    upper = _range_end(tokens, index)
    if upper is not None and 1 <= number < upper <= length:
        return PlaceHit(index, index + 3, tuple(range(number - 1, upper)))
    return PlaceHit(index, index + 1, (number - 1,)) if 1 <= number <= length else None


def _ordinal(tokens: Sequence[Token], index: int) -> tuple[int | None, int]:
    """What "second" or "2nd" counts, and where it ends."""
    token = tokens[index]
    if token.form in ORDINALS:
        return ORDINALS[token.form], index + 1
    ends = form_at(tokens, index + 1) in _ENDINGS and tokens[index + 1].glued
    if token.is_number and ends:
        return number_of(token), index + 2
    return None, index + 1


def _from_ordinal(  # noqa: PLR0911 - a list of rules, each way out is one
    tokens: Sequence[Token], start: int, end: int, ordinal: int, length: int
) -> PlaceHit | None:
    before, after = form_at(tokens, start - 1), form_at(tokens, end)
    if after in _MONTHS or before in _MONTHS - {"of"}:
        return None
    if ordinal == 1 and start == 0 and after in (",", "i", "of"):
        # "first, the lamp"
        return None
    if before in ("a", "one") and tokens[start].form == "second":
        return None
    if after == "to" and form_at(tokens, end + 1) == "last":
        return PlaceHit(start, end + 2, (length - ordinal,)) if ordinal <= length else None
    if after == "from" and "bottom" in (form_at(tokens, end + 2), form_at(tokens, end + 1)):
        return PlaceHit(start, end + 3, (length - ordinal,)) if ordinal <= length else None
    many = number_of(tokens[end]) if end < len(tokens) and after != "one" else None
    if ordinal == 1 and many is not None and many <= length:
        return PlaceHit(start, end + 1, tuple(range(many)))
    return PlaceHit(start, end, (ordinal - 1,)) if 1 <= ordinal <= length else None


def _from_an_end(tokens: Sequence[Token], index: int, length: int) -> PlaceHit | None:
    form, after = tokens[index].form, form_at(tokens, index + 1)
    if after in _MONTHS or form_at(tokens, index - 1) in ("at", "right"):
        return None
    many = number_of(tokens[index + 1]) if index + 1 < len(tokens) and after != "one" else None
    if form in _FROM_THE_TOP:
        place = _FROM_THE_TOP[form]
        if form in ("top",) and many is not None and many <= length:
            return PlaceHit(index, index + 2, tuple(range(many)))
        return PlaceHit(index, index + 1, (place - 1,)) if place <= length else None
    if form == "middle":
        return PlaceHit(index, index + 1, (length // 2,)) if length % 2 else None
    if many is not None and many <= length:
        return PlaceHit(index, index + 2, tuple(range(length - many, length)))
    place = _FROM_THE_END[form]
    return PlaceHit(index, index + 1, (length - place,)) if place <= length else None


def _is_place(tokens: Sequence[Token], index: int, taken: Collection[int]) -> bool:
    """Whether a number stands as one of a list stands."""
    token, before, after = tokens[index], form_at(tokens, index - 1), form_at(tokens, index + 1)
    is_tight_before = token.glued and index > 0 and tokens[index - 1].text not in ",&+(#"
    is_tight_after = (
        index + 1 < len(tokens)
        and tokens[index + 1].glued
        and tokens[index + 1].text not in ",.;!?)&+:-–/"
    )
    if is_tight_before or is_tight_after:
        return False
    if token.form == "one" and (before in _NO_PRONOUN or index - 1 in taken):
        return False
    if index - 1 in taken and after in _BEHIND:
        # "lamp 2"
        return True
    if before in _LABELS:
        return True
    is_before_number = index > 0 and number_of(tokens[index - 1]) is not None
    is_after_number = index + 1 < len(tokens) and number_of(tokens[index + 1]) is not None
    return (before in _BEFORE or is_before_number) and (after in _BEHIND or is_after_number)


def _range_end(tokens: Sequence[Token], index: int) -> int | None:
    """The second number of "1-3" or "1 to 3"."""
    if form_at(tokens, index + 1) in ("-", "–", "to", "through", "till", "until"):
        return number_of(tokens[index + 2]) if index + 2 < len(tokens) else None
    return None
