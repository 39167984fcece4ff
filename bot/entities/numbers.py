"""Details that are told by their form: order numbers, e-mail addresses, postcodes, amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from bot.entities.detail import Detail
from bot.entities.patterns import Token, TokenPatterns
from bot.entities.reading import Reader, Reading
from bot.entities.words import word_set

POUND, EURO, DOLLAR = "GBP", "EUR", "USD"
_CURRENCIES = {
    "£": POUND, "gbp": POUND, "quid": POUND, "pound": POUND, "pounds": POUND, "sterling": POUND,
    "€": EURO, "eur": EURO, "euro": EURO, "euros": EURO,
    "$": DOLLAR, "usd": DOLLAR, "dollar": DOLLAR, "dollars": DOLLAR, "bucks": DOLLAR,
}  # fmt: skip
_SIGNS = frozenset("£€$")
_NOTES = {"fiver": "5.00", "tenner": "10.00"}
_PENCE_IN_A_POUND = 100
_PENCE = frozenset({"p", "pence"})

CLASSES = (
    dict.fromkeys(_CURRENCIES, "CURRENCY")
    | dict.fromkeys(_NOTES, "NOTE")
    | dict.fromkeys(_PENCE, "PENCE")
    | {".": "POINT", ",": "POINT"}
)
"""Classes of words for the reader."""

_ORDER_CUES = word_set("order orders number no ref reference purchase hp #")
_TIME_CUES = word_set("at by until till from before after around on since version")
_UNITS = word_set(
    "am pm cm mm m km kg g l ml litre litres liter inch inches oclock hours hour h % x stars"
)
WORDS = _ORDER_CUES | _TIME_CUES | _UNITS | {"dot", "underscore", "dash", "hyphen", "a"}
"""Further words that the patterns here name."""

_NUM: Token = {"TAG": "NUM"}
_DIGITS_2 = {"TAG": "NUM", "LEMMA": "2"}
_DIGITS_3 = {"TAG": "NUM", "LEMMA": "3"}
_POINT = {"TAG": "POINT"}
_CURRENCY = {"TAG": "CURRENCY"}
_SIX = {"TAG": "NUM", "LEMMA": "6"}
_PREFIX = {"ORTH": "hp"}
_DASH = {"TAG": "sign", "OP": "?"}

_ORDER_PATTERNS = {
    "written": [
        [_PREFIX, _DASH, _SIX], [_PREFIX, _DASH, _DIGITS_3, _DIGITS_3],
        [{"ORTH": "#"}, _SIX], [{"ORTH": "#"}, _DIGITS_3, _DIGITS_3],
        [{"ORTH": "#"}, _PREFIX, _DASH, _SIX],
    ],
    "spaced": [[_DIGITS_3, _DIGITS_3]],
    "bare": [[_SIX]],
}  # fmt: skip
_AMOUNT_PATTERNS = {
    "amount": [
        [_CURRENCY, _NUM], [_CURRENCY, _NUM, _POINT, _DIGITS_2],
        [_CURRENCY, _NUM, _POINT, _DIGITS_3], [_CURRENCY, _NUM, _POINT, _DIGITS_3, _POINT,
        _DIGITS_2],
        [_NUM, _CURRENCY], [_NUM, _POINT, _DIGITS_2, _CURRENCY],
        [_NUM, _POINT, {"TAG": "NUM", "LEMMA": "1"}, _CURRENCY],
    ],
    "pence": [[_NUM, {"TAG": "PENCE"}]],
    "note": [[{"ORTH": "a"}, {"TAG": "NOTE"}]],
    "decimal": [[_NUM, _POINT, _DIGITS_2]],
}  # fmt: skip

_EMAIL = re.compile(r"[\w.+%-]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
# Where an address is spoken, only these end it: "at work. please" is none.
_LAST_LABELS = word_set("com org net uk eu example io me info de fr ie biz gov edu scot")
_JOINTS = {"dot": ".", ".": ".", "underscore": "_", "_": "_", "dash": "-", "hyphen": "-", "-": "-"}

_POSTCODE = re.compile(
    r"(?<![\w/.-]) ([A-Z]{1,2}) [0-9][A-Z0-9]? [ \t\xa0]{0,2} ([0-9][ABD-HJLNP-UW-Z]{2}) (?![\w-])",
    re.IGNORECASE | re.VERBOSE,
)
_AREAS = word_set(
    "ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e "
    "ec eh en ex fk fy g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll "
    "ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm "
    "sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze"
)
# "b4 2nd", "m24 5ft": chat, not an address.
_NO_INWARD = re.compile(r"1st|2nd|3rd|[04-9]th|[0-9](?:ft|lb|gb|tb|hr|yr|xl)")


class NumberReader:
    """Reads order numbers, e-mail addresses, postcodes and amounts."""

    def __init__(self, reader: Reader) -> None:
        self._orders = TokenPatterns(reader, _ORDER_PATTERNS)
        self._amounts = TokenPatterns(reader, _AMOUNT_PATTERNS)

    def read(self, reading: Reading) -> Iterator[Detail]:
        """All of them; a number that two of them could be is given twice."""
        yield from _emails(reading)
        yield from _postcodes(reading)
        if "NUM" in reading.tags:
            yield from self._order_numbers(reading)
            yield from self._amounts_in(reading)
        elif "NOTE" in reading.tags:
            yield from self._amounts_in(reading)

    def _order_numbers(self, reading: Reading) -> Iterator[Detail]:
        for key, start, end in self._orders.find(reading):
            named = any(reading.form(start - back) in _ORDER_CUES for back in (1, 2))
            if key == "bare" and not (named or reading.words[start].startswith("1")):
                continue
            if key == "spaced" and not named:
                continue
            if key == "bare" and reading.form(start - 1) in _SIGNS:
                continue
            if _stands_alone(reading, start, end):
                yield _detail("order_number", reading, start, end, reading.said(start, end))

    def _amounts_in(self, reading: Reading) -> Iterator[Detail]:
        for key, start, end in self._amounts.find(reading):
            if key == "note":
                yield _detail("amount", reading, start, end, _NOTES[reading.forms[end - 1]])
                continue
            if key == "decimal" and not _is_price(reading, start, end):
                continue
            if key == "pence" and reading.forms[end - 1] == "p" and not reading.is_joined(end - 1):
                continue
            value = _money(reading, start, end, is_pence=key == "pence")
            if value is not None:
                yield _detail("amount", reading, start, end, value)


def _stands_alone(reading: Reading, start: int, end: int) -> bool:
    """Whether no digits or letters touch the number: no part of a longer one."""
    before_is_number = reading.tag(start - 1) == "NUM" and reading.form(start - 1) == "0"
    after_is_number = reading.tag(end) == "NUM" and reading.form(end) == "0"
    if before_is_number or after_is_number:
        return False
    if (
        reading.form(start - 1) in (".", ",")
        and reading.tag(start - 2) == "NUM"
        and (reading.is_joined(start) and reading.is_joined(start - 1))
    ):
        return False
    glued = reading.text[max(reading.starts[start] - 1, 0) : reading.starts[start]]
    if glued.isalnum() or glued in ("+", "@", "_") or (glued == "-" and start > 0):
        return False
    tail = reading.text[reading.ends[end - 1] : reading.ends[end - 1] + 2]
    if tail[:1].isalpha() or tail[:1] in ("@", "_"):
        return False
    return not (tail[:1] in ("-", "/", ".", ",", "%") and tail[1:].isdecimal())


def _is_price(reading: Reading, start: int, end: int) -> bool:
    """Whether a decimal without a currency is money: "29,50", but neither "9.30" nor "1.25 m"."""
    if not (reading.is_joined(start + 1) and reading.is_joined(start + 2)):
        return False
    if not reading.words[start].isdecimal() or reading.form(start - 1) in _TIME_CUES:
        return False
    if reading.form(start - 1) in (".", ",", "/", ":") and reading.is_joined(start):
        return False
    if reading.form(end) in _UNITS:
        return False
    tail = reading.text[reading.ends[end - 1] : reading.ends[end - 1] + 2]
    return not (tail[:1].isalnum() or (tail[:1] in (".", ",", "/", "-") and tail[1:].isdecimal()))


def _money(reading: Reading, start: int, end: int, *, is_pence: bool) -> str | None:
    """`29.50` in pounds, else `30.00 EUR`; None if the parts do not belong together."""
    currency = POUND
    digits = ""
    for index in range(start, end):
        if reading.tags[index] == "CURRENCY":
            currency = _CURRENCIES[reading.forms[index]]
        elif reading.tags[index] == "NUM":
            # As written: the nought of "29.05" counts.
            word = reading.words[index]
            digits += word if word.isdecimal() else str(reading.number(index))
        elif reading.tags[index] == "POINT":
            if not (reading.is_joined(index) and reading.is_joined(index + 1)):
                return None
            # Three digits follow a thousands' mark; two, or one, are the pence.
            is_thousands = len(reading.words[index + 1]) == 3  # noqa: PLR2004 - digits
            digits += "" if is_thousands else "."
    if len(digits) > 12:  # noqa: PLR2004 - beyond any price
        return None
    amount = Decimal(digits) / (_PENCE_IN_A_POUND if is_pence else 1)
    return f"{amount:.2f}" if currency == POUND else f"{amount:.2f} {currency}"


def _emails(reading: Reading) -> Iterator[Detail]:
    if "@" in reading.text:
        for match in _EMAIL.finditer(reading.text):
            typed = match.group().lstrip(".%+-")
            start = match.end() - len(typed)
            if not typed.startswith("@"):
                yield Detail("email", start, match.end(), typed, typed)
    for index in range(1, len(reading.forms) - 1):
        if reading.words[index].casefold() == "at" or reading.forms[index] == "@":
            spoken = _spoken_email(reading, index)
            if spoken is not None:
                yield spoken


def _spoken_email(reading: Reading, at: int) -> Detail | None:
    """Like "anna dot smith at example dot com", also "(at)" and "example.com"."""
    left, right = at - 1, at + 1
    if reading.form(left) in ("(", "[") and reading.form(right) in (")", "]"):
        left, right = left - 1, right + 1
    first, end, name, domain = left, right + 1, "", ""
    if not (left >= 0 and right < len(reading.words)):
        return None
    if not (reading.words[left].isalnum() and reading.words[right].isalnum()):
        return None
    name, domain = reading.words[left], reading.words[right]
    while (
        first >= 1
        and (
            joint := _joint(reading, first - 1)
            or ("" if reading.is_joined(first) and reading.words[first - 1].isalnum() else None)
        )
        is not None
    ):
        step = 2 if joint else 1
        if first - step < 0 or not reading.words[first - step].isalnum():
            break
        first -= step
        name = reading.words[first] + joint + name
    while (joint := _joint(reading, end)) and end + 1 < len(reading.words):
        if not reading.words[end + 1].isalnum():
            break
        domain += joint + reading.words[end + 1]
        end += 2
    if domain.rpartition(".")[2].casefold() not in _LAST_LABELS or "." not in domain:
        return None
    return _detail("email", reading, first, end, f"{name}@{domain}".casefold(), 0.9)


def _joint(reading: Reading, index: int) -> str | None:
    """The sign that a spoken joint stands for; a written one touches both neighbours."""
    if not 0 < index < len(reading.words) - 1:
        return None
    word = reading.words[index].casefold()
    if word in _JOINTS and not word.isalpha():
        is_tight = reading.is_joined(index) and reading.is_joined(index + 1)
        return _JOINTS[word] if is_tight else None
    return _JOINTS.get(word)


def _postcodes(reading: Reading) -> Iterator[Detail]:
    for match in _POSTCODE.finditer(reading.text):
        area, inward = match[1], match[2]
        if area.casefold() not in _AREAS:
            continue
        # Capitals are an address; "b4 2nd" is chat.
        if not inward.isupper() and _NO_INWARD.fullmatch(inward.casefold()):
            continue
        typed = match.group()
        yield Detail("postcode", match.start(), match.end(), typed, typed)


def _detail(
    kind: str, reading: Reading, start: int, end: int, value: str, confidence: float = 1.0
) -> Detail:
    first, last = reading.starts[start], reading.ends[end - 1]
    return Detail(kind, first, last, reading.text[first:last], value, confidence)
