"""Reads the values that a customer wants and those that they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from actions.reading.comparisons import comparisons_in
from actions.reading.option_values import Hit, OptionValues
from actions.reading.phrases import Sign, Splitter
from actions.reading.superlatives import find_superlatives
from actions.reading.tokens import Token, form_at, tokens_of
from actions.reading.unknown_values import unknown_values
from bot.entities.words import word_set
from desk.shop.catalogue import Variant

_HAVING = word_set("have had got ordered bought received currently from current has mine")
"""In a clause with one of these, a value is what somebody has."""
_CLAUSE_ENDS = word_set(". , ; ! ? but and want wanted need like prefer to for would instead")
_FAR = 8
_TOO_GENERAL = frozenset({"type", "level", "setting"})
_ANY = word_set("any whatever whichever every either")
_NO_MATTER = (("don't", "mind"), ("dont", "mind"), ("doesn't", "matter"), ("doesnt", "matter"),
              ("don't", "care"), ("dont", "care"), ("not", "fussed"))  # fmt: skip


@dataclass
class Wish:
    """By dimension the values that will do and those that will not.

    `free`: dimensions of which any value will do; `by_price`: -1 for the cheapest, 1 for the
    dearest, `compares`: cheaper than now; `at_end`: a dimension in which there is nothing beyond
    what the item is; `unknown`: what was named and does not exist, by what it would be.
    """

    allowed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: dict[str, set[str]] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)
    by_price: int = 0
    compares: bool = False
    at_end: str = ""
    unknown: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said that chooses."""
        return not (self.allowed or self.excluded or self.by_price or self.free)

    @property
    def is_either(self) -> bool:
        """Whether it leaves open which of several values: "M or L"."""
        return any(
            len(values) > 1 and name not in self.free for name, values in self.allowed.items()
        )

    @property
    def named(self) -> dict[str, str]:
        """The values asked for, where it is one of a dimension."""
        return {name: values[0] for name, values in self.allowed.items() if len(values) == 1}

    @property
    def dimensions(self) -> set[str]:
        """What was spoken of."""
        return self.allowed.keys() | self.excluded.keys() | self.free

    def allows(self, options: Mapping[str, str]) -> bool:
        """Whether these options are what is wanted."""
        return self.agreement(options) == len(self.allowed) + len(self.excluded)

    def agreement(self, options: Mapping[str, str]) -> int:
        """In how many dimensions these options are as wanted."""
        return sum(options.get(name) in values for name, values in self.allowed.items()) + sum(
            options.get(name) not in values for name, values in self.excluded.items()
        )

    def changed_by(self, later: Wish) -> Wish:
        """The wish, with what a later one says instead."""
        changed = later.allowed.keys() | later.excluded.keys() | later.free
        return Wish(
            {n: v for n, v in self.allowed.items() if n not in changed} | later.allowed,
            {n: v for n, v in self.excluded.items() if n not in changed} | later.excluded,
            (self.free - changed) | later.free,
            later.by_price or self.by_price,
            later.compares if later.by_price else self.compares,
            later.at_end,
            later.unknown,
        )


def wish_in(text: str, current: Mapping[str, str], variants: Sequence[Variant]) -> Wish:
    """What a message says about the options of one product."""
    values: dict[str, list[str]] = {}
    for variant in variants:
        for name, value in variant.options.items():
            values.setdefault(name, []).append(value)
    tokens = tokens_of(text)
    known = OptionValues(values)
    hits = _of_one_dimension(known.find(tokens, bare_numbers=True), current)
    taken = frozenset(index for hit in hits for index in range(hit.start, hit.end))
    wish = Wish()
    wanted, unwanted = _signed(tokens, hits, taken, current)
    for hit in unwanted:
        wish.excluded.setdefault(hit.dimension, set()).add(hit.value)
    for name in dict.fromkeys(hit.dimension for hit in wanted):
        wish.allowed[name] = _meant(
            tokens, [hit for hit in wanted if hit.dimension == name], current.get(name)
        )
        # What is wanted leaves nothing to exclude.
        wish.excluded.pop(name, None)
    for name, out in tuple(wish.excluded.items()):
        left = tuple(value for value in known.values[name] if value not in out)
        if len(left) == 1:
            # "not polarised", where there is one other choice.
            wish.allowed[name] = left
            del wish.excluded[name]
    wish.free = _free(tokens, known) - wish.dimensions
    for superlative in find_superlatives(tokens):
        if superlative.by == "price" and superlative.start not in taken:
            wish.by_price, wish.compares = superlative.direction, superlative.compares
    for compared in comparisons_in(tokens, taken, current, known.values):
        if compared.value is None:
            wish.at_end = compared.dimension
        else:
            wish.allowed.setdefault(compared.dimension, (compared.value,))
    for name in _kept(tokens, known):
        wish.allowed.setdefault(name, (current[name],) if name in current else ())
    wish.allowed = {name: values for name, values in wish.allowed.items() if values}
    wish.unknown = unknown_values(tokens, taken, known.values, wish.dimensions)
    return wish


def _signed(
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    taken: frozenset[int],
    current: Mapping[str, str],
) -> tuple[list[Hit], list[Hit]]:
    """Values that are wanted, and those that are not."""
    sign_at = {
        index: phrase.sign for phrase in Splitter(tokens, taken).split() for index in phrase.indexes
    }
    wanted: list[Hit] = []
    unwanted: list[Hit] = []
    for hit in hits:
        is_out = sign_at.get(hit.start) in (Sign.NOT_MEANT, Sign.EXCEPTED, Sign.REMOVED)
        is_had = current.get(hit.dimension) == hit.value and _is_had(tokens, hit.start)
        if is_out:
            unwanted.append(hit)
        elif not is_had:
            wanted.append(hit)
    return wanted, unwanted


def _is_had(tokens: Sequence[Token], start: int) -> bool:
    """Whether a value is told as what somebody has: "I have the blue one"."""
    for index in range(start - 1, max(start - 1 - _FAR, -1), -1):
        form = tokens[index].form
        if form in _HAVING:
            # "could I have the blue one"
            return form_at(tokens, index - 1) not in (
                "i",
                "to",
                "we",
                "can",
                "could",
                "please",
            ) or (
                form_at(tokens, index - 2) not in ("can", "could", "may", "like", "want", "rather")
            )
        if form in _CLAUSE_ENDS:
            return False
    return False


def _meant(tokens: Sequence[Token], hits: Sequence[Hit], own: str | None) -> tuple[str, ...]:
    """Which of several values of a dimension: all that "or" joins, else the last."""
    meant = [hits[0]]
    for hit in hits[1:]:
        between = {tokens[index].form for index in range(meant[-1].end, hit.start)}
        if between & {"or", "/"}:
            meant.append(hit)
        elif hit.value != own or all(one.value == own for one in meant):
            meant = [hit]
    return tuple(dict.fromkeys(hit.value for hit in meant))


def _of_one_dimension(hits: Sequence[Hit], current: Mapping[str, str]) -> list[Hit]:
    """Of the dimensions that a value may be of, those in which it is a change, if any."""
    kept = []
    for hit in hits:
        rivals = [other for other in hits if (other.start, other.end) == (hit.start, hit.end)]
        changes = [other for other in rivals if current.get(other.dimension) != other.value]
        if len(rivals) == 1 or hit in changes or not changes:
            kept.append(hit)
    return kept


def _kept(tokens: Sequence[Token], known: OptionValues) -> list[str]:
    """Dimensions that are to stay: "the same size and colour but in wool"."""
    kept = []
    for index, token in enumerate(tokens):
        if token.form != "same":
            continue
        said = set()
        for after in tokens[index + 1 : index + 1 + _FAR]:
            if after.form in ("but", "except", "in", "with", "just", "only"):
                break
            said.add(after.stem)
        kept += [n for n in known.values if {t.stem for t in tokens_of(n)} & said - _TOO_GENERAL]
    return kept


def _free(tokens: Sequence[Token], known: OptionValues) -> set[str]:
    """Dimensions of which any value will do: "any colour", "the size doesn't matter"."""
    free = set()
    for name in known.values:
        own = {token.stem for token in tokens_of(name)}
        for index, token in enumerate(tokens):
            if token.stem not in own:
                continue
            pairs = {
                (form_at(tokens, at), form_at(tokens, at + 1)) for at in range(index - 5, index + 4)
            }
            if form_at(tokens, index - 1) in _ANY or not pairs.isdisjoint(_NO_MATTER):
                free.add(name)
    return free
