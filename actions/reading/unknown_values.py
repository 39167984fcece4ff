"""Values that a customer names and that the product does not come in: "in pink"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from actions.reading.measures import size_of, unit_at
from actions.reading.tokens import Token, form_at, tokens_of
from bot.entities.words import word_set

_KINDS = {
    "colour": word_set(
        "black white grey silver gold red blue green yellow orange purple pink brown beige navy "
        "turquoise teal violet burgundy maroon cream ivory khaki olive bronze copper lilac mint "
        "magenta charcoal tan coral"
    ),
    "material": word_set(
        "cotton polyester wool linen silk leather suede canvas nylon denim metal steel wood wooden "
        "oak walnut pine bamboo glass ceramic plastic rubber silicone iron brass copper "
        "marble mesh "
        "fabric velvet titanium aluminium"
    ),
    "size": word_set("xxs xs xl xxl xxxl"),
}
"""By the word of a dimension: values that are of it wherever they are named."""


def unknown_values(
    tokens: Sequence[Token],
    taken: frozenset[int],
    values: Mapping[str, Sequence[str]],
    spoken_of: set[str],
) -> dict[str, str]:
    """What was named of a dimension that does not have it; none where another value was named."""
    found: dict[str, str] = {}
    for name in values:
        if name in spoken_of:
            continue
        own = {token.stem for token in tokens_of(name)}
        for kind, known in _KINDS.items():
            if kind not in own:
                continue
            for index, token in enumerate(tokens):
                is_size = kind == "size" and _is_number_of_size(tokens, index)
                if index not in taken and (token.stem in known or is_size):
                    first = tokens[index - 1] if token.glued and token.is_word else token
                    said = f"{first.text}{token.text}" if first.is_number else token.text
                    found.setdefault(name, said if token.is_word else token.text)
        units = {_unit_of(value) for value in values[name]} - {""}
        for index, token in enumerate(tokens):
            unit = unit_at(tokens, index + 1)
            if index in taken or not token.is_number or not unit or not units:
                continue
            kinds = {size_of("1", one)[0] for one in units}
            if size_of("1", unit)[0] in kinds and index + 1 not in taken:
                joint = "" if tokens[index + 1].glued else " "
                found.setdefault(name, f"{token.text}{joint}{tokens[index + 1].text}")
    return found


def _is_number_of_size(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number stands behind "size": "size 12", "a size 12"."""
    return tokens[index].is_number and form_at(tokens, index - 1) in ("size", "sizes")


def _unit_of(value: str) -> str:
    tokens = tokens_of(value)
    return next((unit for at in range(len(tokens)) if (unit := unit_at(tokens, at))), "")
