"""The things that may be meant, and what a message mentions of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from actions.reading.list_places import PlaceHit
from actions.reading.option_values import Hit
from actions.reading.phrases import Sign
from actions.reading.product_names import NameHit
from actions.reading.superlatives import Superlative
from actions.reading.tokens import tokens_of


@dataclass(frozen=True)
class Candidate:
    """A thing that may be meant.

    `price` and `options` tell it from others; `quantity`: how many of it there are; `words`: what
    else it is called, like an order's number or "delivered".
    """

    key: str
    name: str
    options: Mapping[str, str] = field(default_factory=dict)
    price: Decimal | None = None
    quantity: int = 1
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mention:
    """The candidates that fit a phrase; all of them are meant if `is_all`, else one.

    `count`: how many of it; `is_other`: whatever else there is; `has_name`: the phrase says what
    kind of thing it is, not only what it is like; `has_one`: it stands for itself, "the blue one";
    `total`: "both" or "all three" of them, where there are more; `kinds`: what the name alone fits,
    whatever its options; `is_whole`: all pieces of them, as was said.
    """

    keys: tuple[str, ...]
    sign: Sign
    link: str
    is_all: bool = False
    count: int | None = None
    is_other: bool = False
    has_name: bool = False
    has_one: bool = False
    is_nothing: bool = False
    corrects: bool = False
    total: int | None = None
    kinds: tuple[str, ...] = ()
    is_whole: bool = False

    @property
    def is_count_only(self) -> bool:
        """Whether it says how many of what was named before: "just one of them"."""
        return not self.keys and self.count is not None

    @property
    def is_clear(self) -> bool:
        """Whether no question is left."""
        return self.is_all or len(self.keys) == 1


@dataclass(frozen=True)
class Evidence:
    """What was found in a message, wherever it stands."""

    names: Sequence[NameHit]
    options: Sequence[Hit]
    places: Sequence[PlaceHit]
    superlatives: Sequence[Superlative]

    @property
    def indexes(self) -> frozenset[int]:
        """The tokens that name something."""
        spans = [(hit.start, hit.end) for hit in self.names]
        spans += [(hit.start, hit.end) for hit in self.options]
        spans += [(hit.start, hit.end) for hit in self.places]
        spans += [(hit.start, hit.end) for hit in self.superlatives]
        return frozenset(index for span in spans for index in range(*span))


def is_plural_name(name: str) -> bool:
    """Whether a thing is called by a plural: "Hiking Boots"."""
    words = [token for token in tokens_of(name.partition(",")[0]) if token.is_word]
    return bool(words) and words[-1].form != words[-1].stem
