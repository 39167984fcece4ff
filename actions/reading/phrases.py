"""Cuts a message into phrases that each mean something, and says which are denied."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum

from actions.reading.phrase_words import (
    ADDING,
    BEGINNINGS,
    CORRECTING,
    DENYING,
    ENDS,
    EXCEPTING,
    IFS,
    JOINING,
    KEEPING,
    NEGATED,
    REMOVING,
    REPLACING,
    SWAPPING,
    VERBS,
    WANTING,
    WHOLES,
    WISHING,
)
from actions.reading.tokens import Token, form_at

_LONGEST = 4


class Sign(Enum):
    """What is said of the things in a phrase."""

    MEANT = "meant"
    NOT_MEANT = "not meant"
    EXCEPTED = "excepted"
    REMOVED = "removed"
    """Not meant if it was chosen before; "remove the rug" may also begin."""
    WISHED = "wished"
    """Like "for a black one": none of the things at hand."""
    CONDITIONAL = "conditional"
    """Like "if I can't return the lamp": meant, unless something else is."""


@dataclass
class Phrase:
    """Indexes of tokens; `link`: how it is joined to the phrase before ("and", ",", "" …)."""

    indexes: list[int] = field(default_factory=list)
    link: str = ""
    sign: Sign = Sign.MEANT
    adds: bool = False
    corrects: bool = False


class _Scope(Enum):
    NONE = 0
    ONE = 1
    """Ends with the phrase: "instead of the lamp the socks"."""
    NARROW = 2
    """Goes over "and" and "or": "not the lamp or the rug, the socks"."""
    WIDE = 3
    """Goes over commas, too: "all but the lamp, the rug and the socks"."""


_OPERATORS: dict[tuple[str, ...], tuple[Sign, _Scope]] = {
    **dict.fromkeys(EXCEPTING, (Sign.EXCEPTED, _Scope.WIDE)),
    **dict.fromkeys(KEEPING, (Sign.NOT_MEANT, _Scope.WIDE)),
    **dict.fromkeys(DENYING, (Sign.NOT_MEANT, _Scope.NARROW)),
    **dict.fromkeys(REPLACING, (Sign.NOT_MEANT, _Scope.ONE)),
    **dict.fromkeys(REMOVING, (Sign.REMOVED, _Scope.WIDE)),
}


class Splitter:
    """Goes over the tokens of one message once."""

    def __init__(self, tokens: Sequence[Token], evidence: Collection[int]) -> None:
        """`evidence`: the indexes of tokens that name something, and so are no operators."""
        self._tokens = tokens
        self._evidence = frozenset(evidence)
        self._phrases: list[Phrase] = []
        self._phrase = Phrase()
        self._sign, self._scope = Sign.MEANT, _Scope.NONE
        self._corrects = False
        self.adds = False
        """Whether the message adds to what was chosen: "also the socks"."""

    def split(self) -> list[Phrase]:
        """The phrases in order."""
        index = 0
        while index < len(self._tokens):
            index += self._step(index)
        self._close("")
        return self._phrases

    def _step(self, index: int) -> int:
        """Read what stands here; says how many tokens that were."""
        if index in self._evidence:
            self._phrase.indexes.append(index)
            return 1
        for length in range(_LONGEST, 0, -1):
            if not self._evidence.isdisjoint(range(index, index + length)):
                # "but not waterproof": the "not" belongs to the value.
                continue
            forms = tuple(form_at(self._tokens, at) for at in range(index, index + length))
            if self._operates(forms, index):
                return length
        form = self._tokens[index].form
        if form in JOINING or form in ENDS:
            self._join(form, index)
        elif form in BEGINNINGS and self._has_evidence():
            self._close("")
            if self._scope in (_Scope.ONE, _Scope.NARROW):
                self._mean()
            self._phrase.indexes.append(index)
        elif form in WISHING and self._wishes(index):
            self._close(form)
            self._sign, self._scope = Sign.WISHED, _Scope.ONE
            self._phrase.sign = Sign.WISHED
        elif form in VERBS:
            self._verb(index)
        else:
            self._phrase.indexes.append(index)
        return 1

    def _operates(self, forms: tuple[str, ...], index: int) -> bool:
        if forms in ADDING:
            self.adds = True
            self._close("" if self._phrase.link == "" else self._phrase.link)
            return True
        if forms in CORRECTING:
            self._close(",")
            self._mean()
            self._corrects = True
            self._phrase.corrects = True
            return True
        if forms == ("than",) and "rather" in (token.form for token in self._tokens[:index]):
            # "rather the rug than the lamp"
            forms = ("rather", "than")
        if forms == ("but",) and self._excepts(index):
            forms = ("all", "but")
        if forms not in _OPERATORS:
            return False
        if forms == ("neither",) and not self._denies(index):
            return False
        if forms == ("no",) and not self._denies(index):
            # "no, the other one": it is the answer to something else.
            self._close(",")
            self._mean()
            self._phrase.corrects = True
            return True
        self._close("")
        self._sign, self._scope = _OPERATORS[forms]
        self._phrase.sign = self._sign
        return True

    def _denies(self, index: int) -> bool:
        """Whether a thing is named right behind: "no lamp", "neither the lamp nor the rug"."""
        is_no = self._tokens[index].form == "no"
        return any(at in self._evidence for at in range(index + 1, index + (2 if is_no else 4)))

    def _excepts(self, index: int) -> bool:
        """Whether "but" leaves something out: "all of it but the rug", "the order but the rug"."""
        after = form_at(self._tokens, index + 1)
        ahead = range(index + 1, index + 1 + _LONGEST)
        ahead = range(ahead.start, next((at for at in ahead if self._joins(at)), ahead.stop))
        is_thing = index + 1 in self._evidence or after in BEGINNINGS
        if not is_thing or self._evidence.isdisjoint(ahead):
            return False
        is_named = False
        for at in range(index - 1, -1, -1):
            form = self._tokens[at].form
            if form in WHOLES or (form == "order" and not is_named):
                return True
            if form in ENDS or form in VERBS or (form == "," and at != index - 1):
                return False
            is_named = is_named or at in self._evidence
        return False

    def _joins(self, index: int) -> bool:
        return form_at(self._tokens, index) in JOINING | ENDS

    def _join(self, form: str, index: int) -> None:
        self._close(form)
        ends = form in ENDS or form == "but" or self._scope is _Scope.ONE
        if ends or (form == "," and self._scope is _Scope.NARROW):
            self._mean()

    def _verb(self, index: int) -> None:
        """A verb of its own begins a new phrase: "keep the lamp and return the rest"."""
        self._close("")
        before = [form_at(self._tokens, at) for at in range(max(index - 4, 0), index)]
        is_denied = any(form in NEGATED for form in before)
        if is_denied and not IFS.isdisjoint(
            form_at(self._tokens, at) for at in self._clause(index)
        ):
            self._sign, self._scope = Sign.CONDITIONAL, _Scope.NARROW
        elif is_denied and self._tokens[index].form not in WANTING:
            self._sign, self._scope = Sign.NOT_MEANT, _Scope.WIDE
        elif is_denied:
            self._sign, self._scope = Sign.REMOVED, _Scope.WIDE
        else:
            self._mean()
        self._phrase.sign = self._sign

    def _clause(self, index: int) -> range:
        """The tokens before this one in its clause."""
        start = index
        while start > 0 and self._tokens[start - 1].form not in ENDS | {","}:
            start -= 1
        return range(start, index)

    def _wishes(self, index: int) -> bool:
        """Whether "for" or "to" begins what is wanted instead of a thing that was named."""
        after = form_at(self._tokens, index + 1)
        before = self._tokens[:index]
        if index + 1 in self._evidence and any(token.form in SWAPPING for token in before):
            # "exchange the shirt from the order to L"
            return any(at in self._evidence for at in range(index))
        return self._has_evidence() or after in ("a", "an", "another", "one", "something")

    def _has_evidence(self) -> bool:
        return any(index in self._evidence for index in self._phrase.indexes)

    def _mean(self) -> None:
        self._sign, self._scope = Sign.MEANT, _Scope.NONE
        self._phrase.sign = Sign.MEANT

    def _close(self, link: str) -> None:
        if self._phrase.indexes:
            self._phrases.append(self._phrase)
            self._phrase = Phrase()
        self._phrase.link = link or self._phrase.link
        self._phrase.sign = self._sign
