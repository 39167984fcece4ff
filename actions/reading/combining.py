"""Puts the mentions of one message together: what they come to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from actions.reading.candidates import Candidate, Mention, is_plural_name
from actions.reading.phrases import Sign

_OUT = (Sign.NOT_MEANT, Sign.EXCEPTED, Sign.REMOVED)


@dataclass(frozen=True)
class Choice:
    """What was chosen, by key in the candidates' order.

    `unclear`: several fit a phrase that means one of them; `quantities`: where a number was said,
    which may be more than there are; `is_none`: none of them is wanted.
    """

    chosen: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    quantities: Mapping[str, int] = field(default_factory=dict)
    is_none: bool = False

    @property
    def is_understood(self) -> bool:
        """Whether the message said anything about the candidates."""
        return bool(self.chosen or self.unclear or self.is_none)


class Combiner:
    """Knows what was chosen before, and keeps what is unclear."""

    def __init__(
        self, by_key: Mapping[str, Candidate], now: Sequence[str], *, several: bool, adds: bool
    ) -> None:
        self._by_key = by_key
        self._now = now
        self._several = several
        self._adds = adds
        self._quantities: dict[str, int] = {}
        self._unclear: set[str] = set()

    def combine(self, mentions: Sequence[Mention]) -> Choice:
        """The choice they come to."""
        mentions = self._turned(mentions)
        begun, out = self._read_out([m for m in mentions if m.sign in _OUT and not m.is_other])
        doubtful_out = frozenset(self._unclear)
        said = [m for m in mentions if m.sign is Sign.MEANT or m.is_other]
        meant = self._read_meant(said, begun, out)
        has_meant = bool(begun) or any(not m.is_nothing for m in said)
        if len(meant) > 1 and any(m.link == "or" and m.sign is Sign.MEANT for m in mentions):
            # "the lamp or the socks"
            self._unclear, meant = self._unclear | meant, set()
        meant, out = self._without_doubtful(meant, out, doubtful_out)
        if not has_meant and doubtful_out.intersection(self._now):
            # "remove the lamp", where two were chosen
            return self._choice(set(self._now) - out - doubtful_out)
        if any(m.is_nothing for m in mentions) and not meant and not self._unclear:
            return Choice(is_none=True)
        if not has_meant and out:
            return self._without(out, is_excepted=any(m.sign is Sign.EXCEPTED for m in mentions))
        is_replaced = any(m.sign is Sign.NOT_MEANT for m in mentions) and out & set(self._now)
        if self._several and (self._adds or is_replaced):
            meant |= set(self._now) - out - self._unclear
        return self._choice(meant)

    def _without_doubtful(
        self, meant: set[str], out: set[str], doubtful_out: frozenset[str]
    ) -> tuple[set[str], set[str]]:
        """What is meant less what may not be: "everything but the camera", where there are two."""
        overlap = meant & doubtful_out
        if len(overlap) == 1:
            # "the lamps, but not the black one"
            out, meant = out | overlap, meant - overlap
        if len(overlap) <= 1 and meant:
            # "the white one, not the black one": which black one does not matter.
            self._unclear -= doubtful_out
        self._unclear -= (meant - doubtful_out) | out
        return meant - self._unclear, out

    def _read_out(self, mentions: Sequence[Mention]) -> tuple[set[str], set[str]]:
        """What is not meant; first, what "remove" begins with as it was not chosen yet."""
        begun: set[str] = set()
        out: set[str] = set()
        for mention in mentions:
            if mention.sign is Sign.REMOVED and not set(mention.keys) & set(self._now):
                begun |= self._of(mention, begun)
            else:
                # Only what was chosen can be taken back.
                now = tuple(key for key in mention.keys if key in self._now)
                out |= self._of(replace(mention, keys=now or mention.keys), out)
        return begun, out

    def _read_meant(
        self, mentions: Sequence[Mention], begun: Collection[str], out: Collection[str]
    ) -> set[str]:
        """What is meant, first by what is named, then by "the other one" and "the rest"."""
        meant = set(begun)
        for mention in (m for m in mentions if not m.is_other):
            if mention.is_whole:
                self._take_whole(mention.keys)
            if mention.total is not None and mention.total in (len(meant), len(self._now)):
                # "the lamp and the rug, both"
                meant |= meant if len(meant) == mention.total else set(self._now)
            elif mention.is_all and len(mention.keys) == len(self._by_key):
                meant |= set(mention.keys) - set(out)
            else:
                meant |= self._of(mention, meant)
        for mention in (m for m in mentions if m.is_other):
            rest = set(mention.keys) - meant - set(out)
            rest -= set() if meant or out else set(self._now)
            is_all = mention.is_all and bool(meant or out or self._now)
            meant |= self._of(replace(mention, keys=self._ordered(rest), is_all=is_all), set())
        return meant - set(out)

    def _turned(self, mentions: Sequence[Mention]) -> list[Mention]:
        """With "keep everything but the rug" turned into "the rug", and "not all" left out."""
        kept_all = [
            m
            for m in mentions
            if m.sign is Sign.NOT_MEANT and len(m.keys) == len(self._by_key) and not m.is_other
        ]
        if not kept_all or len(mentions) == len(kept_all):
            return list(mentions)
        return [
            replace(m, sign=Sign.MEANT) if m.sign is Sign.EXCEPTED else m
            for m in mentions
            if m not in kept_all
        ]

    def _of(self, mention: Mention, already: Collection[str]) -> set[str]:
        """What is surely meant by one mention; what is not goes to the unclear ones."""
        keys = [key for key in mention.keys if key not in already] or list(mention.keys)
        if mention.count is not None and keys:
            return self._counted(keys, mention.count)
        if mention.is_all or len(keys) == 1:
            return set(keys)
        self._unclear |= set(keys)
        return set()

    def _counted(self, keys: Sequence[str], count: int) -> set[str]:
        held = {key: self._by_key[key].quantity for key in keys}
        if count == sum(held.values()) and len(keys) > 1:
            self._take_whole(keys)
            return set(keys)
        if len(keys) > 1:
            self._unclear |= set(keys)
            return set()
        key = keys[0]
        is_place = held[key] == 1 and list(self._by_key)[count - 1 : count] == [key]
        # "the 2 boots" are one pair.
        is_pair = (held[key], count) == (1, 2) and is_plural_name(self._by_key[key].name)
        if not is_place and not is_pair:
            self._quantities[key] = count
        return {key}

    def _take_whole(self, keys: Collection[str]) -> None:
        """All pieces of these."""
        whole = {key: self._by_key[key].quantity for key in keys}
        self._quantities |= {key: count for key, count in whole.items() if count > 1}

    def _without(self, out: Collection[str], *, is_excepted: bool) -> Choice:
        """What is left where only what is not meant was said."""
        if self._now and any(key not in out for key in self._now):
            return self._choice(set(self._now) - set(out))
        rest = set(self._by_key) - set(out)
        if len(rest) == 1 or (is_excepted and self._several):
            if is_excepted:
                self._take_whole(rest)
            return self._choice(rest)
        self._unclear |= rest
        return self._choice(set())

    def _choice(self, meant: Collection[str]) -> Choice:
        if len(meant) > 1 and not self._several:
            return Choice((), self._ordered(set(meant) | self._unclear))
        quantities = {key: count for key, count in self._quantities.items() if key in meant}
        return Choice(self._ordered(meant), self._ordered(self._unclear), quantities)

    def _ordered(self, keys: Collection[str]) -> tuple[str, ...]:
        return tuple(key for key in self._by_key if key in keys)
