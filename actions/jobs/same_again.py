"""The same for another order, wished for during a job: "and do the same for HP-104233"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actions.jobs.said import Said
from desk.shop.order_number import order_numbers

# What repeats has a limit everywhere, so that no message takes long.
_FOR_OTHERS = re.compile(
    r"(?:\b(?:and|also|then|please|pls|can you|could you|would you|i want|i'd like|"
    r"(?:do|make|use)(?: it| that)?|take|put|apply|it's|with|to)\b[\s,]{0,3}){0,8}"
    r"\b(?:the )?same(?P<what>(?:\s{1,3}(?!(?:as|like)\b)[\w'’-]{1,30}){0,4}?)"
    r"\s{1,3}(?:for|on|to)\b(?P<whom>[^.!?;]{0,300})[.!?;\s]{0,9}",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\bother (?:\w+ )?(?:order|one|purchase)(?P<several>s?)\b", re.IGNORECASE)
_JUST_ORDERS = re.compile(
    r"(?:(?:(?:all |both )?(?:of )?(?:(?:my|the|our) )?other (?:\w{1,30} )?"
    r"(?:order|one|purchase)s?|(?:(?:my|the|our) )?orders?(?: numbers?)?"
    r"|too|as well|please|pls|and|also|for)\b|[\s,:&]){0,60}",
    re.IGNORECASE,
)
"""Says which orders, and nothing besides."""
_RESERVES = re.compile(
    r"\b(?:not?|never|without|(?:do|does|is)n['’]?t|cannot|can['’]?t|instead|only|just|rather|but|"
    r"except|first|before|until|unless|leave|forget|keep|skip|ignore)\b",
    re.IGNORECASE,
)
_ASKS_US_TO = re.compile(r"\b(?:can|could|would|will) (?:you|we|i)\b|\bplease\b", re.IGNORECASE)
_COMPARES = re.compile(r"\bsame\b[^.!?;]{0,80}?\b(?:as|like)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def compares(said: Said) -> bool:
    """Whether another order only tells what is wanted for this one: "the same as HP-104233"."""
    return _COMPARES.search(said.text) is not None


@dataclass(frozen=True)
class SameAgain:
    """`numbers` are the orders it is wanted for, none if just "my other order" is said.

    `rest` is what the message says besides, about the order that the job is about. `is_reserved`:
    a yes in it may not be one to that order ("yes, the same for HP-104233 instead").
    """

    numbers: tuple[str, ...]
    is_of_all: bool
    rest: str
    is_reserved: bool = False


def same_again(said: Said, current: str | None) -> SameAgain | None:
    """The wish, if the message has one; `current` is the order that the job is about."""
    if current is None or "same" not in said.text.casefold():
        return None
    clause = _FOR_OTHERS.search(said.text)
    if clause is None:
        return None
    if said.has_question_mark and not _ASKS_US_TO.search(said.text):
        # "Do you charge the same for HP-104233?"
        return None
    other, is_numbered = _OTHER.search(clause["whom"]), _DIGIT.search(clause["whom"])
    numbers = tuple(n for n in said.order_numbers if n != current) if is_numbered else ()
    if not numbers and other is None:
        return None
    besides = _besides(clause["whom"], numbers)
    before, after = said.text[: clause.start()].rstrip(" ,:-"), said.text[clause.end() :]
    names_current = any(one.number == current for one in order_numbers().find(clause["whom"]))
    return SameAgain(
        numbers,
        is_of_all=other is not None and other["several"] != "",
        rest=" ".join(part for part in (before, besides, after.strip()) if part),
        is_reserved=names_current or _RESERVES.search(f"{clause['what']} {besides}") is not None,
    )


def _besides(whom: str, numbers: tuple[str, ...]) -> str:
    """What is said after the orders that the same is wanted for: "but send this one to …"."""
    for written in list(order_numbers().find(whom)):
        if written.number in numbers:
            blank = " " * (written.end - written.start)
            whom = f"{whom[: written.start]}{blank}{whom[written.end :]}"
    orders = _JUST_ORDERS.match(whom)
    return whom[orders.end() if orders else 0 :].strip()
