"""What is more or less than what somebody has: "a bigger one", "more storage", "one size up"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from actions.reading.option_sizes import rank
from actions.reading.tokens import Token, form_at, number_of, tokens_of
from bot.entities.words import word_set

_MORE = word_set(
    "bigger larger more higher longer taller wider thicker brighter heavier greater "
    "stronger up upgrade harder"
)
_LESS = word_set(
    "smaller less lower shorter narrower thinner dimmer lighter fewer easier weaker down downgrade"
)
_MOST = word_set(
    "biggest largest most highest longest tallest widest thickest brightest heaviest "
    "hardest maximum max"
)
_LEAST = word_set(
    "smallest least lowest shortest thinnest dimmest lightest easiest minimum tiniest"
)
_NEEDS_DIMENSION = word_set(
    "more less most least higher lower highest lowest greater fewer maximum max minimum "
    "lighter lightest harder easier hardest easiest heavier heaviest"
)
_ABOUT = {
    "brighter": "brightness", "dimmer": "brightness", "brightest": "brightness",
    "dimmest": "brightness", "thicker": "thickness", "thinner": "thickness",
    "thickest": "thickness", "thinnest": "thickness", "taller": "height", "tallest": "height",
    "longer": "length", "longest": "length", "shorter": "length", "shortest": "length",
    "harder": "difficulty", "easier": "difficulty", "hardest": "difficulty",
    "easiest": "difficulty",
    "heavier": "weight", "lighter": "weight", "heaviest": "weight", "lightest": "weight",
    "wider": "width", "widest": "width", "narrower": "width",
}  # fmt: skip
_CALLED = {
    "memory": "ram", "space": "storage", "screen": "screen", "display": "screen",
    "battery": "battery", "volume": "capacity", "difficult": "difficulty", "harder": "difficulty",
    "easier": "difficulty", "pressure": "pressure", "resolution": "resolution", "hours": "battery",
    "bright": "brightness", "long": "length", "tall": "height", "thick": "thickness",
    "heavy": "weight", "hard": "difficulty", "difficulty": "difficulty",
}  # fmt: skip
_USUAL = ("size", "capacity", "length", "height", "width", "diameter", "piece", "storage", "weight")
_NEAR = 4


@dataclass(frozen=True)
class Comparison:
    """A dimension and the value that is meant; None where the item is already at the end."""

    dimension: str
    value: str | None


def comparisons_in(
    tokens: Sequence[Token],
    taken: frozenset[int],
    current: Mapping[str, str],
    values: Mapping[str, Sequence[str]],
) -> list[Comparison]:
    """All comparisons with what somebody has; tokens that are `taken` name values."""
    found = []
    for index, token in enumerate(tokens):
        if index in taken or not _compares(tokens, index):
            continue
        direction = 1 if token.form in _MORE | _MOST else -1
        name = _dimension(tokens, index, current, values)
        if name is None:
            continue
        places = {value: place for value in values[name] if (place := rank(value)) is not None}
        if token.form in _MOST | _LEAST:
            most = max(places.items(), key=lambda place: place[1] * direction)
            found.append(Comparison(name, most[0]))
            continue
        own = places[current[name]]
        beyond = sorted(
            (place * direction, value)
            for value, place in places.items()
            if (place - own) * direction > 0
        )
        steps = _steps(tokens, index)
        found.append(Comparison(name, beyond[steps - 1][1] if len(beyond) >= steps else None))
    return found


def _compares(tokens: Sequence[Token], index: int) -> bool:
    form, before = tokens[index].form, form_at(tokens, index - 1)
    if form in ("up", "down"):
        return before in ("size", "sizes", "step")
    if form == "longer" and before in ("no", "any", "much"):
        return False
    if form in ("more", "less", "most", "least") and form_at(tokens, index + 1) in (
        "expensive", "pricey", "recent", "than", "time", "information",
    ):  # fmt: skip
        return False
    return form in _MORE | _LESS | _MOST | _LEAST


def _dimension(
    tokens: Sequence[Token],
    index: int,
    current: Mapping[str, str],
    values: Mapping[str, Sequence[str]],
) -> str | None:
    """Which dimension is compared; it has an order, and the item a place in it."""
    sized = [
        name
        for name, given in values.items()
        if current.get(name) in given
        and rank(current[name]) is not None
        and len({rank(value) for value in given} - {None}) > 1
    ]
    own = {name: {token.stem for token in tokens_of(name)} for name in sized}
    about = _ABOUT.get(tokens[index].form)
    # "bigger storage", then "the screen should be bigger"
    for at in (*range(index + 1, index + _NEAR), index - 1, index - 2, index - 3):
        # "bigger size" says less than "bigger screen".
        if not 0 <= at < len(tokens) or tokens[at].stem == "size":
            continue
        said = {tokens[at].stem, _CALLED.get(tokens[at].form, "")}
        named = next((name for name in sized if said & own[name]), None)
        if named is not None:
            return named
    for name in sized:
        if about is not None and about in own[name]:
            return name
    if tokens[index].form in _NEEDS_DIMENSION:
        return None
    if about == "length" and any("battery" in own[name] for name in sized):
        return next(name for name in sized if "battery" in own[name])
    for usual in _USUAL:
        for name in sized:
            if usual in own[name]:
                return name
    return sized[0] if len(sized) == 1 else None


def _steps(tokens: Sequence[Token], index: int) -> int:
    """How many sizes up: "two sizes bigger"."""
    for at in range(max(index - 3, 0), index):
        number = number_of(tokens[at])
        if number is not None and form_at(tokens, at + 1) in ("size", "sizes", "step", "steps"):
            return max(number, 1)
    return 1
