"""Reads what the bot says as a customer would: what it waits for, and what it shows to choose."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from bot.entities.currencies import SIGNS
from desk.simulation.asking import Ask

# By what words a message waits for something, where it does not say so itself. The first counts.
_STATEMENTS: tuple[tuple[Ask, str], ...] = (
    (
        Ask.AGAIN,
        r"not sure i understood|didn't (quite )?(understand|get)|put it another way|couldn't match"
        r"|in other words|say that again|rephrase|what is it about\?|which of these do you mean",
    ),
    (
        Ask.IDENTITY,
        r"know (who you are|the order is yours)|(order )?number and the e-?mail"
        r"|(which|what|your).{0,30}e-?mail( address)? or postcode",
    ),
    (Ask.CONFIRM, r"(say|reply|answer|type) [\"']?yes"),
)
_CUES: tuple[tuple[Ask, str], ...] = (
    (Ask.CODE, r"\bcode\b.*\?|(enter|send|type|tell).{0,30}\bcode\b"),
    (Ask.RESUME, r"(still want|carry on with|go on with|continue with|pick up).{0,80}\?"),
    (
        Ask.CONFIRM,
        r"shall i (?!bring|get|call|put|connect|hand)|is (that|this) (right|correct|ok|okay)"
        r"|are you (happy|sure)|do you confirm|please confirm|go ahead\?|may i do (that|it)"
        r"|would you like me to (?!bring|get|connect|call)|\byes or no\b",
    ),
    (
        Ask.PERSON,
        r"(bring|get|call|put|connect|hand).{0,40}(colleague|person|someone|human|\bone in\b).*\?",
    ),
    (Ask.RATING, r"(how (was|did)|rate|would you recommend).{0,80}\?"),
    (Ask.EMAIL, r"(which|what|your).{0,40}e-?mail.*[?.]"),
    (Ask.POSTCODE, r"(which|what|your).{0,40}(postcode|zip).*[?.]"),
    (Ask.NAME, r"(what|your).{0,30}\bname\b.*\?"),
    (Ask.REFUND_TO, r"(where|which|what|how).{0,60}(refund|money).{0,60}\?"),
    (
        Ask.PAYMENT,
        r"(which|what|how|with what).{0,60}(payment|pay\b|card|charge|difference).{0,60}\?",
    ),
    (Ask.ADDRESS, r"(which|what|where|full|new).{0,60}(address|deliver|send it|go to).{0,40}\?"),
    (Ask.REASON, r"\bwhy\b.*\?|\breasons?\b.{0,120}\?|which is it\?"),
    (Ask.ORDER, r"(which|what)( other| of your)? orders?\b.*\?|order number.{0,20}\?"),
    (
        Ask.OPTION,
        r"(which|what).{0,60}(option|colou?r|size|version|variant|instead|rather|like it).{0,60}\?"
        r"|instead\?",
    ),
    (Ask.ITEMS, r"(which|what).{0,60}(items?|send back|return|exchange|change|of (it|them)).*\?"),
    (Ask.CHOICE, r"which (one|of)|which do you mean"),
)
# Courtesies at the end of an answer; they wait for nothing.
_ANYTHING_ELSE = re.compile(
    r"[^.?\n]*\b(anything else|what (would you like to|can i) do (next|instead|for you)"
    r"|what would you like to do)\b[^.?\n]*\?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_SHORT = 45
# What looks like an order number in any shop: letters and digits, or what is called an order.
_ANY_NUMBER = (
    r"(?<![\w-])#?[A-Z]{1,4}(?:\d{1,4}[-/.])?[-/.]?\d{4,10}(?![\w-])",
    r"(?<=[Oo]rder )#?(?=[\w/.-]*\d{3})[A-Z\d]+(?:[-/.][A-Z\d]+)*(?!\w)",
)
_NUMBER = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[,'\u2019]\d{3})+|\d+)(\.\d{2})?(?![.,]?\d)"
)  # fmt: skip
_LETTERS_BEFORE = re.compile(r"[^\W\d_]\.?[ \u00a0]?\Z")
_LETTERS_BEHIND = re.compile(r"[ \u00a0]?[^\W\d_]{1,4}\b")
_MEASURE = re.compile(r"[ \u00a0]?(?:mm|cm|m|km|g|kg|ml|l|in|ft|oz|lb)\b")
_LINE = re.compile(r"^\s*(?:[-•*]|\(?(\d{1,2})[.):])\s+(.+)$")


@dataclass(frozen=True)
class Line:
    """A line of a list; `number` is what a customer may call it by."""

    number: int
    text: str
    is_numbered: bool = False


@dataclass(frozen=True)
class Heard:
    """What the others said to one message of the customer."""

    texts: list[str]
    buttons: list[dict[str, str]] = field(default_factory=list)
    asks: Ask | None = None
    owner: str = "bot"

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.texts)

    @property
    def last(self) -> str:
        """The last thing."""
        return self.texts[-1] if self.texts else ""

    @property
    def proposal(self) -> str:
        """What a yes is asked for: what was said before belongs to it only if the end is short."""
        is_short = len(self.last) < _SHORT
        return "\n".join(self.texts[-2:]) if is_short else self.last


def heard(messages: Sequence[dict[str, Any]], owner: str) -> Heard:
    """What these messages of others come to; `asks` by the messages, else by their words."""
    texts = [str(message.get("text", "")) for message in messages]
    # The question is in the message that was said last, unless that only rounds it off.
    told = [message.get("asks") for message in messages if message.get("asks")]
    asks = _ask(told[-1]) if told else None
    spoken = asked_in(texts[-1]) if texts else None
    if asks is None or (asks is Ask.PERSON and spoken is Ask.AGAIN):
        # A person is often offered beside the wish to hear it in other words.
        asks = spoken
    buttons = [button for message in messages[-1:] for button in message.get("buttons") or []]
    return Heard(texts, buttons, asks, owner)


def asked_in(text: str) -> Ask | None:
    """What a text waits for, by its words; None if it only tells something."""
    # A line of a list holds names, which may sound like anything.
    spoken = "\n".join(line for line in text.splitlines() if not _LINE.match(line))
    spoken = folded(_ANYTHING_ELSE.sub("", spoken))
    for ask, cue in _STATEMENTS:
        if re.search(cue, spoken):
            return ask
    # What waits for an answer stands at the end; a question before it was only rhetorical.
    sentences = [each for each in _SENTENCE_END.split(spoken.strip()) if each.strip()]
    questions = " ".join(each for each in sentences[-2:] if each.endswith("?"))
    for ask, cue in _CUES:
        if re.search(cue, questions):
            return ask
    return None


def lines_in(text: str) -> list[Line]:
    """The lines of a list, as they are counted."""
    found: list[Line] = []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match:
            number = int(match[1]) if match[1] else len(found) + 1
            found.append(Line(number, match[2], match[1] is not None))
    return found


def order_numbers_in(text: str, own: Collection[str] = ()) -> list[str]:
    """What looks like an order number, as it is written; `own` are some that the shop has."""
    looks = [_look(number) for number in sorted(own, key=len, reverse=True)]
    pattern = "|".join((*dict.fromkeys(looks), *_ANY_NUMBER))
    return list(dict.fromkeys(match[0] for match in re.finditer(pattern, text)))


def amounts_in(text: str) -> set[Decimal]:
    """All amounts of money: beside a sign like £, or with two decimals beside letters like CHF."""
    return {
        Decimal(re.sub(r"[^\d]", "", match[1]) + (match[2] or ".00"))
        for match in _NUMBER.finditer(text)
        if _is_money(text[: match.start()], text[match.end() :], has_pence=bool(match[2]))
    }


def _look(number: str) -> str:
    """The pattern of numbers that look like it; digits alone may be anything, so only itself."""
    is_any = number.isdigit()
    look = "".join(r"\d" if c.isdigit() and not is_any else re.escape(c) for c in number)
    return rf"(?<![\w{''.join(SIGNS)}-]){look}(?![\w-])(?![.,]\d)"


def _is_money(before: str, behind: str, *, has_pence: bool) -> bool:
    beside = before.rstrip(" \u00a0")[-1:] + behind.lstrip(" \u00a0")[:1]
    if any(unicodedata.category(character) == "Sc" for character in beside):
        return True
    if not has_pence or _MEASURE.match(behind):
        return False
    return bool(_LETTERS_BEFORE.search(before[-3:]) or _LETTERS_BEHIND.match(behind))


def folded(text: str) -> str:
    """`text` as words are compared: case, accents, quotes and spaces are even."""
    plain = unicodedata.normalize("NFKD", text).replace("\u2019", "'").replace("\u2018", "'")
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[ \t\u00a0]+", " ", plain)


def mentions(text: str, words: str) -> bool:
    """Whether `words` occur in `text`, whatever case, accents and quotes."""
    wanted = re.escape(" ".join(folded(words).split()))
    return re.search(rf"(?<!\w){wanted}(?!\w)", " ".join(folded(text).split())) is not None


def _ask(value: Any) -> Ask | None:
    try:
        return Ask(value)
    except ValueError:
        return None
