"""Takes out of a text what says who somebody is, before it leaves its conversation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.entities.currencies import SIGNS
from desk.shop.order_number import order_numbers

NAME, EMAIL, ORDER, POSTCODE, NUMBER, LINK, STREET = (
    "[name]", "[e-mail]", "[order]", "[postcode]", "[number]", "[link]", "[address]",
)  # fmt: skip
_SHORTEST_NAME = 2
_EMAIL = re.compile(r"[\w.+%-]+\s?@\s?[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
# A link often has an account or an order in it.
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>()\[\]]+", re.IGNORECASE)
# Before numbers: its digits alone would say less than the whole.
_STREET = re.compile(
    r"\b\d{1,5}[A-Za-z]?,?\s+(?:(?:[A-Z][\w'’-]+\s+){1,4}"
    r"(?i:street|st|road|rd|avenue|ave|lane|ln|drive|close|court|way|place|square|terrace|gardens|"
    r"crescent|hill|row|mews)|(?:[a-z][\w'’-]+\s+){1,2}(?:street|road|avenue|lane|terrace))\b"
)
_POSTCODE = re.compile(
    r"\b(?:[A-Z]{1,2}[0-9][A-Z0-9]?\s{0,2}[0-9][ABD-HJLNP-UW-Z]{2}"  # LS6 2AB
    r"|[A-Z][0-9][A-Z][ -]?[0-9][A-Z][0-9]"  # K1A 0B1
    r"|(?:[AC-FHKNPRTV-Y][0-9]{2}|D6W)\s?(?=[A-Z]*[0-9])(?=[0-9]*[A-Z])[0-9AC-FHKNPRTV-Y]{4}"
    r"|[1-9][0-9]{3}\s[A-Z]{2})\b"  # 1015 CJ
)
# Those that people type in small letters, with the space that chat ("b4 2nd") has, too.
_POSTCODE_IN_SMALL_LETTERS = re.compile(
    r"\b[a-z]{1,2}[0-9][a-z0-9]?\s?[0-9](?!st|nd|rd|th|ft|lb|gb|tb|hr|yr|xl)[abd-hjlnp-uw-z]{2}\b"
)
_CODE_IN_DIGITS = re.compile(
    r"\b(zip(?:\s?code)?|post(?:al)?\s?code|plz)(\W{1,3}(?:is\s)?)\d{4,5}\b", re.IGNORECASE
)
_DATE = r"\d{4}-\d\d-\d\d(?!\d)|\d{1,2}[./]\d{1,2}[./]\d{2,4}(?![\d./-])"
# Phone, card, account and parcel numbers: no price has so many digits.
_NUMBER = re.compile(
    rf"(?<![\w{''.join(SIGNS)}])(?!{_DATE})(?:[A-Z]{{2,4}})?\+?\(?\d(?:[ ()./-]{{0,2}}\d){{6,}}\b"
)
_TRACKING = re.compile(r"\b(?=[A-Z0-9]{8,})(?:[A-Z]+\d|\d+[A-Z])[A-Z0-9]*\d[A-Z0-9]*\b")
_CAPITAL = r"[A-Z][\w'’-]+"
_INTRODUCED = re.compile(
    r"\b((?i:(?:my|our|his|her)\s(?:full\s|first\s|last\s)?name(?:\sis|[’']s)|under\sthe\sname"
    rf"(?:\sof)?)\s+)({_CAPITAL}(?:\s{_CAPITAL}){{0,2}})|\b((?i:this\sis)\s)({_CAPITAL}\s{_CAPITAL})"
)
_ADDRESSED = re.compile(
    r"(?m)^(\s*(?i:dear|hi|hello|hey|good\s(?:morning|afternoon|evening))\s)"
    rf"(?!There\b)({_CAPITAL}(?:\s{_CAPITAL})?)(?=\s?[,.!–—-]|\s*$)"
)
_TITLED = re.compile(rf"\b((?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?)\s{_CAPITAL}(?:\s{_CAPITAL})?")


def masked(text: str, names: Iterable[str] = ()) -> str:
    """`text` with `[name]`, `[e-mail]`, `[order]` and so on where those stood.

    `names` are people's whole names that may occur; each part of one is masked. Besides, only names
    behind words such as "my name is" and "Dear" are seen. Money, dates, days and sizes stay: they
    are what an answer is about.
    """
    text = _LINK.sub(LINK, _EMAIL.sub(EMAIL, text))
    text = _without_order_numbers(text, are_marked=True)
    text = _STREET.sub(STREET, text)
    for pattern in (_POSTCODE, _POSTCODE_IN_SMALL_LETTERS):
        text = pattern.sub(POSTCODE, text)
    text = _CODE_IN_DIGITS.sub(rf"\1\2{POSTCODE}", text)
    text = _TRACKING.sub(NUMBER, _NUMBER.sub(NUMBER, text))
    text = _without_order_numbers(text, are_marked=False)
    text = _INTRODUCED.sub(lambda match: f"{match[1] or match[3]}{NAME}", text)
    text = _ADDRESSED.sub(rf"\1{NAME}", _TITLED.sub(rf"\1 {NAME}", text))
    return _without_names(text, names)


def _without_order_numbers(text: str, are_marked: bool) -> str:
    """Those with their letters or sign, which no longer number has; or bare ones in one piece."""
    for written in sorted(order_numbers().find(text), key=lambda one: -one.start):
        is_bare = text[written.start : written.end].isdecimal()
        if written.is_marked if are_marked else is_bare:
            text = text[: written.start] + ORDER + text[written.end :]
    return text


def _without_names(text: str, names: Iterable[str]) -> str:
    wholes = sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True)
    parts = {part for whole in wholes for part in whole.split() if len(part) >= _SHORTEST_NAME}
    for whole in wholes:
        text = re.sub(rf"(?<!\w){re.escape(whole)}(?!\w)", NAME, text, flags=re.IGNORECASE)
    for part in sorted(parts, key=len, reverse=True):
        # In capitals at its beginning: "will", "may" and "rose" are words as well.
        text = re.sub(rf"(?<!\w){re.escape(part.capitalize())}(?!\w)", NAME, text)
    return re.sub(rf"{re.escape(NAME)}(?:\s{re.escape(NAME)})+", NAME, text)
