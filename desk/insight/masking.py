"""Takes out of a text what says who somebody is, before it leaves its conversation."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.entities.currencies import SIGNS
from bot.entities.streets_abroad import streets_abroad
from desk.insight.introductions import COMMON_WORDS, without_introductions
from desk.shop.order_number import order_numbers

NAME, EMAIL, ORDER, POSTCODE, NUMBER, LINK, STREET, DATE = (
    "[name]", "[e-mail]", "[order]", "[postcode]", "[number]", "[link]", "[address]", "[date]",
)  # fmt: skip
_SHORTEST_NAME = 2
_SHORTEST_IN_SMALL_LETTERS = 3
_EMAIL = re.compile(r"[\w.+%-]+\s?@\s?[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
# A link often has an account or an order in it.
_LINK = re.compile(r"\b(?:https?://|www\.)[^\s<>()\[\]]+", re.IGNORECASE)
# Before numbers: its digits alone would say less than the whole.
_STREET = re.compile(
    r"\b(?:(?i:flat|apartment|apt\.?|unit)\s\d{1,4}[A-Za-z]?,?\s)?\d{1,5}[A-Za-z]?,?\s+(?:(?:[A-Z][\w'’-]+\s+){1,4}"
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
# Behind a street of the Continent, where it has a town: "10000 Euro" is none.
_CODE_BEHIND_STREET = re.compile(
    rf"({re.escape(STREET)},?\s(?:[A-Z]{{1,2}}-)?)\d{{4,5}}(?=\s[A-ZÀ-Þ])"
)
_DATE = r"\d{4}-\d\d-\d\d(?!\d)|\d{1,2}[./]\d{1,2}[./]\d{2,4}(?![\d./-])"
# Phone, card, account and parcel numbers: no price has so many digits.
_NUMBER = re.compile(
    rf"(?<![\w{''.join(SIGNS)}])(?!{_DATE})(?:[A-Z]{{2,4}})?\+?\(?\d(?:[ ()./-]{{0,2}}\d){{6,}}\b"
)
_IBAN = re.compile(
    r"\b[A-Z]{2}\d{2}[ -]?[A-Z0-9]{4}(?:[ -]?(?=[A-Z]*\d)[A-Z0-9]{4}){2,6}"
    r"(?:[ -]?(?=[A-Z]*\d)[A-Z0-9]{1,3})?\b",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez)[a-zä]{0,7}\.?"
_BORN = re.compile(
    r"\b((?:born|birthday|date\sof\sbirth|birth\s?date|d\.?o\.?b|geboren|geburtsdatum)\b\W{1,3}"
    r"(?:(?:is|was|on|in|the|am|ist)\W{1,2}){0,3})"
    r"(?:\d{1,4}[./ -]\d{1,2}[./ -]\d{1,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:of\s)?{_MONTH}(?:,?\s\d{{2,4}})?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{2,4}})?|\d{{4}})(?!\w)",
    re.IGNORECASE,
)
_TRACKING = re.compile(r"\b(?=[A-Z0-9]{8,})(?:[A-Z]+\d|\d+[A-Z])[A-Z0-9]*\d[A-Z0-9]*\b")


def masked(text: str, names: Iterable[str] = ()) -> str:
    """`text` with `[name]`, `[e-mail]`, `[order]` and so on where those stood.

    `names` are people's whole names that may occur; each part of one is masked. Besides, only names
    where people introduce themselves, greet or sign are seen. Money, dates but those of birth, days
    and sizes stay: they are what an answer is about.
    """
    text = _LINK.sub(LINK, _EMAIL.sub(EMAIL, text))
    text = _BORN.sub(rf"\1{DATE}", _IBAN.sub(NUMBER, text))
    text = _without_order_numbers(text, are_marked=True)
    text = _without_streets(text)
    for pattern in (_POSTCODE, _POSTCODE_IN_SMALL_LETTERS):
        text = pattern.sub(POSTCODE, text)
    text = _CODE_IN_DIGITS.sub(rf"\1\2{POSTCODE}", text)
    text = _TRACKING.sub(NUMBER, _NUMBER.sub(NUMBER, text))
    text = _without_order_numbers(text, are_marked=False)
    return _without_names(without_introductions(text, NAME), names)


def _without_streets(text: str) -> str:
    text = _STREET.sub(STREET, text)
    spans: list[tuple[int, int]] = []
    for start, end in sorted(streets_abroad(text)):
        # Two kinds of streets may be seen in the same words.
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    for start, end in reversed(spans):
        text = text[:start] + STREET + text[end:]
    return _CODE_BEHIND_STREET.sub(rf"\1{POSTCODE}", text)


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
        text = re.sub(_as_a_word(whole), NAME, text, flags=re.IGNORECASE)
    for part in sorted(parts, key=len, reverse=True):
        if part.casefold() in COMMON_WORDS or len(part) < _SHORTEST_IN_SMALL_LETTERS:
            # With a capital at its beginning: "will", "may" and "rose" are words as well.
            text = re.sub(_as_a_word(part.capitalize()), NAME, text)
        else:
            text = re.sub(_as_a_word(part), NAME, text, flags=re.IGNORECASE)
    return re.sub(rf"{re.escape(NAME)}(?:\s{re.escape(NAME)})+", NAME, text)


def _as_a_word(name: str) -> str:
    """A pattern of a name by itself, with either apostrophe; what is masked already stays."""
    written = re.sub("['’]", "['’]", re.escape(name))
    return rf"(?<![\w\[]){written}(?!\w)"
