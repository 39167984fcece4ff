"""What a message tells of who the customer is: in any order, several details at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from actions.identity.names import bare_names, said_names
from actions.identity.postcodes import FoundPostcode, find_postcode
from actions.reading.address_tables import CITIES
from bot.entities.words import word_set
from desk.customers.identity import Detail

Message = Mapping[str, Any]
"""A message as rasa-sdk's tracker has it, with `text` and `entities`."""

_LONGEST_TEXT = 2000
_SHORT = 8
"""Words of a message that says no more than that something is not known."""
_CODE = re.compile(r"(?<![\w@.-])[0-9]{3}[ -]?[0-9]{3}(?![\w@-])")
_BESIDE_CONTACT = word_set(
    "my the it it's its it’s is that's i live in at from and ok okay yes so here please thanks "
    "thank you hi hello post code postal postcode zip plz email e-mail mail address ch-"
)
_SAINTS = frozenset({"St", "St.", "Saint", "Sankt"})
_NEW_PLACE = re.compile(
    r"\b(?:address|deliver(?:ed|y)?|ship(?:ped)?|sen[dt]|mov(?:e|ed|ing)|change|redirect)\b"
    r"(?:(?!\b(?:i['’]?m|i am|this is|name)\b)[^.!?\n]){0,60}\bto\b"
    r"(?:(?!\b(?:i['’]?m|i am|this is|name)\b)[^!?\n]){0,80}$",
    re.IGNORECASE,
)
"""Before a place that the customer wants something sent to; who lives there is not known yet."""
_NOT_OWN_EMAIL = re.compile(
    r"\b(?:to|wrote|write|writing to|e-?mailed|contact(?:ed|ing)?|messaged|copied|cc)\s*$",
    re.IGNORECASE,
)
_OWN_EMAIL = re.compile(
    r"\bmy (?:other |real |own )?(?:e-?mail(?: address)?|account|address)\b[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
_LACKING = re.compile(
    r"\b(?:(?:don['’]?t|do not|can['’]?t|can ?not|couldn['’]?t|could not|no longer|didn['’]?t)"
    r"(?: \w+)? (?:have|know|remember|recall|find|access|use|get into)|forgot(?:ten)?|lost|deleted"
    r"|haven['’]?t got|have no|no idea|not sure(?: what)?|no access)\b",
    re.IGNORECASE,
)
_NAMED = {
    Detail.EMAIL: re.compile(r"\be-?mails?\b|\bmailbox\b|\binbox\b", re.IGNORECASE),
    Detail.ORDER: re.compile(r"\border\b|\bconfirmation\b|\breference\b", re.IGNORECASE),
    Detail.POSTCODE: re.compile(r"\bpost ?codes?\b|\bpostal\b|\bzip\b", re.IGNORECASE),
}
_NO_CODE = re.compile(
    r"\b(?:(?:did|have|has)(?:n['’]?t| not)|didnt|havent|hasnt|never|no)\b.{0,30}"
    r"\b(?:get|got|receiv\w+|arriv\w+|come|came|code|mail|e-mail|email|anything)\b"
    r"|\b(?:re-?send|send (?:it|me|one|a|the|another)|another (?:one|code)|new (?:one|code)"
    r"|try again|again)\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"^\W*(?:but |and |sorry,? )?(?:why\b|what(?:'s| is)? (?:that |this |it )?for\b|how come\b"
    r"|is (?:that|this|it) (?:really )?(?:safe|necessary|needed)\b|do (?:i|you) (?:really )?(?:have"
    r" to|need)\b)",
    re.IGNORECASE,
)


def details_in(
    message: Message, wanted: Collection[Detail], asked: Collection[Detail]
) -> dict[Detail, str]:
    """The details of `wanted` in a message; `asked` were asked for just before, others were not."""
    text = str(message.get("text") or "")[:_LONGEST_TEXT]
    if text.startswith("/"):
        return {}
    entities = list(message.get("entities") or [])
    told: dict[Detail, str] = {}
    emails = _entities(entities, "email")
    told[Detail.EMAIL] = next(
        (str(one["value"]) for one in reversed(emails) if asked or _is_own(text, one)), ""
    )
    rest = _without(text, emails)
    if Detail.CODE in asked and (code := _CODE.search(rest)):
        told[Detail.CODE] = code.group()
        rest = _blanked(rest, code.start(), code.end())
    found = _postcode(rest, entities, wanted, asked)
    if found is not None:
        told[Detail.POSTCODE] = found.code
        rest = _blanked(rest, found.start, found.end)
    orders = [
        one
        for one in _entities(entities, "order_number")
        # What was read as a code or a postcode is no order.
        if rest[one["start"] : one["end"]].strip(" ,") != ""
    ]
    told[Detail.ORDER] = str(orders[0]["value"]) if orders else ""
    rest = _without(rest, [*orders, *_entities(entities, "product", "option")])
    told[Detail.NAME] = _name_beside(rest, found, told, asked)
    if found is not None and not asked and not found.is_sure:
        # Digits alone are a postcode beside a name or the number of an order.
        is_told = told[Detail.NAME] or told[Detail.ORDER]
        told[Detail.POSTCODE] = found.code if is_told else ""
    return {detail: said for detail, said in told.items() if said and detail in wanted}


def lacking_in(message: Message, asked: Collection[Detail]) -> set[Detail]:
    """What the customer says they do not have or know: what they name of it, or all of it."""
    text = str(message.get("text") or "")[:_LONGEST_TEXT]
    if text.startswith("/") or not asked or not _LACKING.search(text):
        return set()
    named = {detail for detail, words in _NAMED.items() if words.search(text)}
    if named == {Detail.EMAIL, Detail.ORDER}:
        # "I can't find the confirmation e-mail": the number is in it.
        named = {Detail.ORDER}
    if named:
        return named & set(asked)
    is_short = len(text.split()) <= _SHORT and "?" not in text
    return set(asked) if is_short and len(set(asked)) == 1 else set()


def wants_new_code(message: Message) -> bool:
    """Whether the code did not arrive, or another one is wanted."""
    return bool(_NO_CODE.search(str(message.get("text") or "")[:_LONGEST_TEXT]))


def asks_why(message: Message) -> bool:
    """Whether the customer only wants to know why we ask."""
    text = str(message.get("text") or "")[:_LONGEST_TEXT]
    return len(text.split()) <= _SHORT and _WHY.search(text) is not None


def said_of_oneself(message: Message) -> tuple[list[str], list[str]]:
    """Whole names and e-mail addresses that a message says to be the customer's own."""
    text = str(message.get("text") or "")[:_LONGEST_TEXT]
    entities = list(message.get("entities") or [])
    emails = _entities(entities, "email")
    bare = text.strip(" .,!\n")
    own = [
        str(one["value"])
        for one in emails
        if _OWN_EMAIL.search(text[: one["start"]]) or text[one["start"] : one["end"]] == bare
    ]
    rest = _without(text, _entities(entities, "email", "order_number", "product", "option"))
    return [name for name in said_names(rest) if len(name.split()) > 1], own


def is_only_contact(message: Message) -> bool:
    """Whether a message says no more than an e-mail address or a postcode: "my zip is 75255"."""
    contact = {Detail.EMAIL, Detail.POSTCODE}
    details = details_in(message, contact, asked=contact)
    rest = str(message.get("text") or "")[:_LONGEST_TEXT]
    for said in details.values():
        # "3011 Bern": the town is no more than the postcode.
        rest = re.sub(rf"{re.escape(said)}(?: [A-ZÀ-Þ][\w.-]*){{0,2}}", " ", rest)
    words = rest.casefold().replace(",", " ").strip(" .!\n").split()
    return bool(details) and all(word in _BESIDE_CONTACT or word in CITIES for word in words)


def _name(rest: str, told: Mapping[Detail, str], asked: Collection[Detail]) -> str:
    said = said_names(rest)
    if said:
        return said[-1]
    is_asked = Detail.NAME in asked
    if is_asked or told.get(Detail.POSTCODE):
        return next(iter(bare_names(rest, is_asked=is_asked)), "")
    return ""


def _name_beside(
    rest: str,
    postcode: FoundPostcode | None,
    told: Mapping[Detail, str],
    asked: Collection[Detail],
) -> str:
    """The name; in "8002 Zürich" the town is none, and in "8002 Nadia Keller" it is one."""
    if postcode is None or postcode.town_end == postcode.end:
        return _name(rest, told, asked)
    name = _name(_blanked(rest, postcode.end, postcode.town_end), told, asked)
    words = rest[postcode.end : postcode.town_end].strip(" ,").split()
    may_be_name = len(words) > 1 and words[0] not in _SAINTS
    return name or (_name(rest, told, asked) if may_be_name else "")


def _postcode(
    rest: str, entities: list[Message], wanted: Collection[Detail], asked: Collection[Detail]
) -> FoundPostcode | None:
    if Detail.POSTCODE not in wanted:
        return None
    # Where order numbers have as many digits, one of those may be meant by them.
    numbers = _entities(entities, "order_number") if Detail.ORDER in wanted else []
    found = find_postcode(
        rest,
        [(one["start"], one["end"]) for one in _entities(entities, "postcode")],
        [(one["start"], one["end"]) for one in numbers],
        is_asked=Detail.POSTCODE in asked,
        is_order_asked=Detail.ORDER in asked,
    )
    if found is not None and not asked and _NEW_PLACE.search(rest[: found.start]):
        return None
    return found


def _is_own(text: str, email: Message) -> bool:
    """Whether an address that nobody asked for may be the customer's: not one they wrote to."""
    return _NOT_OWN_EMAIL.search(text[: email["start"]]) is None


def _entities(entities: Iterable[Message], *kinds: str) -> list[Message]:
    return [
        one
        for one in entities
        if one.get("entity") in kinds
        and isinstance(one.get("start"), int)
        and isinstance(one.get("end"), int)
    ]


def _without(text: str, entities: Iterable[Message]) -> str:
    for one in entities:
        text = _blanked(text, one["start"], one["end"])
    return text


def _blanked(text: str, start: int, end: int) -> str:
    """The text with a comma there, and all else in its place."""
    return f"{text[:start]},{' ' * (end - start - 1)}{text[end:]}" if end > start else text
