"""Which stretch of a message belongs to which of the items that it names."""

from __future__ import annotations

from collections.abc import Sequence

from actions.reading.choices import Candidate, choose
from actions.reading.product_names import NameHit, ProductNames
from actions.reading.tokens import Token, tokens_of
from bot.entities.words import word_set

_BORDERS = word_set(", . ; ! ? and & + / then also plus : -")
_TURNS = word_set("for to into with instead should")
"""What stands before these says which item it is; what stands behind them, what is wanted."""


def segments(text: str, items: Sequence[Candidate]) -> dict[str, str]:
    """By the key of each item that is named, what the message says of it.

    A stretch runs from the "and" or comma before the item's name to the one before the next name;
    what is said of an item in several places is put together. An item that cannot be told from
    another one has no stretch.
    """
    tokens = tokens_of(text)
    hits = ProductNames((item.key, item.name, item.words) for item in items).find(tokens)
    heads = [hit for hit in hits if hit.is_head]
    starts = [_border_before(tokens, hits, heads, place) for place in range(len(heads))]
    found: dict[str, str] = {}
    for place, hit in enumerate(heads):
        end = starts[place + 1] if place + 1 < len(heads) else len(tokens)
        stretch = tokens[starts[place] : end]
        if not stretch:
            continue
        said = text[stretch[0].start : stretch[-1].end]
        for key in _meant(stretch, hit, items, text):
            found[key] = f"{found[key]} {said}" if key in found else said
    return found


def _border_before(
    tokens: Sequence[Token], hits: Sequence[NameHit], heads: Sequence[NameHit], place: int
) -> int:
    """Behind the last "and" or comma between this name and the one before."""
    first = heads[place - 1].end if place else 0
    start = heads[place].start
    for index in range(start - 1, first - 1, -1):
        if tokens[index].form in _BORDERS:
            return index + 1
    # Names side by side: the first has nothing behind it.
    words = [hit.start for hit in hits if first <= hit.start < start]
    return 0 if not place else min([start, *words])


def _meant(
    stretch: Sequence[Token], hit: NameHit, items: Sequence[Candidate], text: str
) -> tuple[str, ...]:
    """The item, or items, that a name in its stretch means."""
    best = max(hit.weights.values())
    tied = [item for item in items if hit.weights.get(item.key) == best]
    if len(tied) == 1:
        return (tied[0].key,)
    turn = next((token for token in stretch if token.form in _TURNS), stretch[-1])
    end = turn.start if turn.form in _TURNS else turn.end
    choice = choose(text[stretch[0].start : end], tied, several=True, shown=False)
    return choice.chosen
