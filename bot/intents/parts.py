"""Takes a message apart where a second request may begin.

It is cut between sentences, at words such as "and", "also" or "by the way", and at conditions such
as "if that isn't possible", which say that what follows is wanted only otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_FEWEST_WORDS = 2
"""What is wanted otherwise may be one: "if not, cancel"."""
_MOST_PARTS = 8
_LONGEST = 600
"""Characters; a longer message is a story, and cutting it up would cost too much."""

_STARTERS = (
    r"and|also|plus|btw|by the way|oh|another thing|one more thing|while i['\u2019]?m here|"
    r"secondly|then|as well as"
)
_JOB = (
    r"(?:cancel|return|exchange|swap|switch|change|replace|refund|remove|add|update|modify|amend"
    r"|redirect|(?:send|give|take)\b[^,;.?!]{0,40} back\b|(?:send|give) back)"
)
_JOB_DONE = r"(?:cancell?ing|returning|exchanging|swapping|switching|changing|replacing|updating)"
_WAS_DONE = r"(?:cancell?ed|returned|exchanged|swapped|changed|replaced|refunded|sent back)"
_BEGINS = rf"(?:i|please|pls|just|can|could|would|{_JOB}|send|give|keep|make)\b"
"""How what is wanted instead begins, where neither a comma nor "then" stands before it."""
_NOT = r"(?:n['\u2019]?t|not)"
_CANNOT = (
    rf"(?:(?:can|ca|could|wo|will) ?{_NOT}"
    rf"|(?:are|am|is)? ?(?:{_NOT} able|unable) to|['\u2019](?:re|m) (?:not able|unable) to)"
)
_SO = r"(?:that|this|it)"
# "If it isn't too late" says when the first is wanted, and nothing of another.
_POSSIBLE = (
    r"(?:possible|available|in stock|allowed|doable|feasible|an option|ok|okay|going to)\b(?! to\b)"
)
_GONE = r"(?:too late|sent|shipped|dispatched|packed|gone|left|on its way)"
_REST = r"[^,;.?!]{0,30}?"
_END = rf"(?:,|,? then\b|(?= {_BEGINS}))"
# "Cancel it, and if that isn't possible, change the address": wanted only if the first is refused.
_ALTERNATIVE = (
    r"(?:and |or |but )?"
    rf"(?:if (?:{_SO}(?:['\u2019]?s| is)? ?{_NOT} (?:\w+ )?{_POSSIBLE}(?:{_REST}{_END}|(?= the\b))"
    rf"|{_SO} (?:does|wo|will|ca|can|could|did) ?{_NOT} (?:work|happen|go|be)\b{_REST}{_END}"
    rf"|(?:you|u|they) (?:can|ca|could) ?{_NOT}\b{_REST}{_END}"
    rf"|{_SO}(?:['\u2019]s| is| has) (?:already |been )*{_GONE}\b{_REST}{_END}"
    rf"|(?:\w+ ){{1,4}}?(?:is|are) ?{_NOT} (?:\w+ )?(?:available|in stock)\b{_REST}{_END}"
    rf"|(?:you|they) (?:do|did) ?{_NOT} have\b{_REST}{_END}"
    rf"|there(?:['\u2019]s| is| are) (?:no|none|not)\b{_REST}{_END}"
    rf"|(?:i|we) (?:can|ca|could) ?{_NOT}(?: (?:do|have|get) {_SO})?{_END}"
    rf"|not possible(?! to\b)(?:{_END}|(?=\s))|(?:not|no){_END})"
    r"|otherwise|failing that|or else|alternatively)"
)
_GAP = r"(?<![,\s])[,\s]+"
_SENTENCE_END = r"(?<=[.!?;])\s+|\s*\n\s*"
_CONNECTIVE = rf"{_GAP}(?=(?:{_STARTERS})(?![\w-])|&\s)"
_CUTS = re.compile(
    rf"(?P<otherwise>{_GAP}{_ALTERNATIVE}(?![\w-]))|{_SENTENCE_END}|{_CONNECTIVE}", re.IGNORECASE
)
_HOLDING = re.compile(
    rf"(?:^|{_GAP})(?:(?:and|or|but|so) )?if (?:"
    rf"(?:i|we|you|u|they) ?{_CANNOT} (?P<asked>{_JOB}\b[^;.?!]{{0,80}}?)"
    rf"|(?P<passive>(?:the|my|order)\b[^,;.?!]{{0,60}}? (?:can|ca) ?{_NOT} be {_WAS_DONE})\b"
    r"[^,;.?!]{0,20}?"
    rf"|(?P<done>{_JOB_DONE}\b[^,;.?!]{{0,80}}?) (?:is|was) ?{_NOT} {_POSSIBLE})"
    rf"(?:,? then\b|,(?=\s*(?:then )?{_BEGINS})"
    rf"|(?= (?:please )?{_JOB} (?:it|its|them|the|my|that|this)\b))",
    re.IGNORECASE,
)
"""A condition that holds the first request: "if I can't return it, then exchange it"."""
_LEADING = re.compile(
    rf"(?:{_ALTERNATIVE}(?![\w-])|(?:{_STARTERS}|too)(?![\w-])|[&,:\-\s])+", re.IGNORECASE
)
_CONDITION = re.compile(r"[&,:\-\s]*(?:(?:and|or|but|so) )?if\b", re.IGNORECASE)
_THEN = re.compile(r"then\b", re.IGNORECASE)

_ADDS = re.compile(
    r"\b(?:also|plus|oh|btw|by the way|another thing|one more thing|while i|secondly|as well as)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:(?:what|who|why|how|which|do|does|did|is|are|will|would|can|could|has|have)\b"
    r"|(?:am|was|were|shall|should|may|might|had)\s+(?:i|you|we|he|she|it|they|the|my|your|our|this"
    r"|that|these|those|there)\b)"
    r"|\b(?:wh(?:en|ere)['\u2019]?s?|tell me|let me know|show me|want to know|like to know)\b",
    re.IGNORECASE,
)
# The mark belongs to the "could you" before the part: "… with oak and width 120 cm, please?"
_IS_POLITE = re.compile(r"\b(?:please|pls|plz|thanks|thank you)\s*\?$", re.IGNORECASE)
_SENTENCES = re.compile(r"[.!?;\n]")
_NO_WORD = re.compile(r"[\s\"'()\[\]\u2018-\u201f]*")
_OF_A_CLAUSE = re.compile(
    r"\b(?:am|is|are|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|i|you|u)\b"
    r"|['\u2019](?:s|re|m|ve|ll)\b",
    re.IGNORECASE,
)
_NAMES_ONLY = re.compile(
    r"(?:(?:just|only|at least|with|in|to|for|from)\s+)*"
    r"(?:the|an?|my|both|all|one|two|three|any|another|size|\d+)\b",
    re.IGNORECASE,
)
"""How a wish begins that has no verb of its own."""
_IS_DONE = re.compile(r"\b(?:cancel|return|exchang|swap|chang|refund|send|money)", re.IGNORECASE)
SAYS_A_JOB = re.compile(rf"\b{_JOB}\b", re.IGNORECASE)
"""A word of what is to be done: "cancel", "exchange"."""
_TRAILING = re.compile(rf"(?:[\s,&]|\b(?:{_STARTERS}|but|or))+$", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A stretch of a message, `text[start:end]` of it; what is said before it ends at `after`.

    `is_alternative`: it is wanted only if what was asked before is not possible. `is_added`: "also"
    or the like stands before it, which announces another matter. `is_held`: it stands in a
    condition, as what may not be possible. `goes_on`: it only continues a sentence,
    so that a mark at its end is not its own.
    """

    text: str
    start: int
    end: int
    after: int
    is_alternative: bool = False
    is_added: bool = False
    is_held: bool = False
    goes_on: bool = False

    @property
    def is_question(self) -> bool:
        """Whether it asks something."""
        # Of "could you swap it for one with oak and width 90 cm?" the mark is the whole sentence's.
        has_own_mark = self.text.endswith("?") and not self.goes_on
        is_marked = has_own_mark and not _IS_POLITE.search(self.text)
        return is_marked or _ASKS.search(self.text) is not None

    @property
    def only_names(self) -> bool:
        """Whether it names a thing, with no word of what is to be done."""
        return _NAMES_ONLY.match(self.text) is not None and not _IS_DONE.search(self.text)


def parts_of(text: str) -> list[Part]:
    """The parts of a message that might be requests; empty if it cannot be taken apart."""
    if len(text) > _LONGEST:
        return []
    cuts = _cuts_of(text)
    parts: list[Part] = []
    for cut, following in pairwise([_Cut(0, 0), *cuts, _Cut(len(text), len(text))]):
        lead = _LEADING.match(text, cut.end, following.start)
        said = text[lead.end() if lead else cut.end : following.start]
        begin = following.start - len(said)
        said = said.rstrip()
        if len(said.split()) < (1 if cut.is_otherwise else _FEWEST_WORDS):
            continue
        parts.append(
            Part(
                said,
                begin,
                begin + len(said),
                cut.start if cut.is_otherwise or cut.is_holding else cut.end,
                is_alternative=cut.is_otherwise and parts != [],
                is_added=lead is not None and _ADDS.search(lead.group()) is not None,
                is_held=cut.is_holding,
                goes_on=parts != [] and _continues(text[: cut.start], said),
            )
        )
    return parts if 1 < len(parts) <= _MOST_PARTS else []


def _continues(before: str, said: str) -> bool:
    """Whether `said` continues what was asked before it in the same sentence, or is no clause.

    "Could you swap it for one in oak | and charge my card?", "… for oak | and width 90 cm?", but
    not "cancel my order | and wher is my refnd?".
    """
    sentence = _SENTENCES.split(before)[-1].lstrip()
    if _NO_WORD.fullmatch(sentence):
        return False
    return _ASKS.match(sentence) is not None or _OF_A_CLAUSE.search(said) is None


@dataclass(frozen=True)
class _Cut:
    """Where a message is cut; what stands between `start` and `end` belongs to no part."""

    start: int
    end: int
    is_otherwise: bool = False
    is_holding: bool = False


def _cuts_of(text: str) -> list[_Cut]:
    cuts: list[_Cut] = []
    begin = 0
    for held in [*_HOLDING.finditer(text), None]:
        end = held.start() if held else len(text)
        for found in _CUTS.finditer(text, begin, end):
            is_otherwise = found["otherwise"] is not None
            before = cuts[-1].end if cuts else 0
            if (
                not is_otherwise
                and _THEN.match(text, found.end())
                and _CONDITION.match(text, before, found.start())
            ):
                # "If it is damaged, then I want to return it" is one request.
                continue
            cuts.append(
                _Cut(found.start() if is_otherwise else found.end(), found.end(), is_otherwise)
            )
        if held:
            wish = str(held.lastgroup)
            cuts.append(_Cut(held.start(), held.start(wish), is_holding=True))
            cuts.append(_Cut(held.end(wish), held.end(), is_otherwise=True))
            begin = held.end()
    return cuts


def without_trailing(said: str) -> str:
    """Without the words that lead over to what comes next."""
    return _TRAILING.sub("", said).strip()
