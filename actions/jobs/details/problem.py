"""What is wrong, with which items, in the customer's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from actions.hesitation import hesitates
from actions.jobs.case import JobCase
from actions.jobs.details.items import WhichItems
from actions.jobs.job import Detail
from actions.jobs.said import Said
from actions.jobs.saying import Saying
from actions.reading.product_names import ProductNames
from actions.reading.tokens import tokens_of
from actions.reading.yes_no import yes_or_no
from desk.shop.order import Order

_FEWEST_WORDS = 4
"""So many words tell something; "it is broken" calls for a question."""
_FEWEST_ADDED = 2
_PHOTOS = "photos"
"""The detail that counts them."""
_LONGEST = 1000
_CONFIRM = "confirm"
_REPORTS = frozenset({"item_damaged", "wrong_item", "item_missing"})
_TELLING = _REPORTS | {"", "inform", "out_of_scope", "unclear", "photo_sent"}
"""Intents of messages that tell more of the problem while it is asked whether that is all."""
_MAY_TELL = frozenset({"affirm", "choose_other", "complaint", "deny"})
"""Of these, only what goes on from there tells more: "yes, and it has a hole too"."""
_MORE = re.compile(r"\b(?:also|too|as well|and|plus|but|it|its|it['’]s)\b", re.IGNORECASE)
_UNWANTED = re.compile(
    r"\b(?:leave|stop|cancel|forget|never ?mind|pass|tell|want|bother|need)\b", re.IGNORECASE
)
_OTHER = re.compile(r"\b(?:other|another|instead|all|both|only|just)\b", re.IGNORECASE)


class AffectedItems(WhichItems):
    """The items that something is wrong with.

    "It's not in the box" says what is wrong, and takes back nothing: once items are chosen, only a
    message that names one of the order's, or asks for another, chooses anew.
    """

    async def read(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """As ever, until some are chosen."""
        order = await case.order()
        if order is not None and self.name in case.state.details and not is_asked:
            may_choose = said.intent == "choose_other" or _OTHER.search(said.text)
            if not may_choose and not _names_one_of(order, said.text):
                return False
        return await super().read(case, said, is_asked=is_asked)


class Problem(Detail):
    """The account that people get to read; never interpreted. It may be no more than photos."""

    name: ClassVar = "problem"

    def __init__(self, question: str) -> None:
        """`question` is the response that asks for it."""
        self._question = question

    async def read(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """What is said when asked for it, or in a request that says enough; and what is added."""
        if said.intent == "stop_job":
            return False
        details = case.state.details
        account = details.get(self.name)
        is_told = bool(said.text) and _tells(case, said, account, is_asked=is_asked)
        if is_told:
            details[self.name] = _together(account, said.text)
        if said.photo_count:
            details[_PHOTOS] = details.get(_PHOTOS, 0) + said.photo_count
            details.setdefault(self.name, "")
        if said.has_photo:
            # For those before it the bot has said thanks already.
            case.notes.append(Saying("utter_photo_passed_on"))
        return is_told or said.photo_count > 0

    async def ask(self, case: JobCase) -> Saying:
        """An open question."""
        return Saying(self._question, asks=self.name)


def account_of(details: Mapping[str, Any]) -> str:
    """What the customer told of the problem, and how many photos they sent of it."""
    count = details.get(_PHOTOS, 0)
    photos = "" if not count else "a photo" if count == 1 else f"{count} photos"
    told = str(details[Problem.name])
    return f"{told} (with {photos})" if told and photos else told or photos


def _tells(case: JobCase, said: Said, account: str | None, *, is_asked: bool) -> bool:
    """Whether the words of a message tell of the problem."""
    if is_asked:
        # "Yes" answers another question than ours.
        return yes_or_no(said.text) is None
    if not account:
        is_request = said is case.state.heard[0] or said.intent in _REPORTS or said.has_photo
        is_addition = account is not None and _adds(case, said)
        return is_addition or (is_request and said.word_count >= _FEWEST_WORDS)
    return _adds(case, said)


def _adds(case: JobCase, said: Said) -> bool:
    """Whether a message tells more of a problem that was told already."""
    is_long = said.word_count >= _FEWEST_WORDS
    if case.state.asked != _CONFIRM:
        return said.intent in _REPORTS and is_long
    if hesitates(said.text) and said.intent not in _REPORTS:
        return False
    if said.is_question or yes_or_no(said.text) is not None:
        return False
    if said.intent in _MAY_TELL:
        # "No, it's the lid that is cracked" corrects; "no, I don't want that" is a no.
        return is_long and bool(_MORE.search(said.text)) and not _UNWANTED.search(said.text)
    # What only chose other items took the mark of the plan away.
    is_correction = _CONFIRM not in case.state.details
    fewest = _FEWEST_WORDS if is_correction else _FEWEST_ADDED
    return said.intent in _TELLING and said.word_count >= fewest


def _together(account: str | None, added: str) -> str:
    added = added.strip()
    if not account:
        return added[:_LONGEST]
    if added.casefold() in account.casefold():
        return account
    return f"{account}{' ' if account.endswith(('.', '!', '?')) else '; '}{added}"[:_LONGEST]


def _names_one_of(order: Order, text: str) -> bool:
    names = ProductNames((item.id, item.product_name, ()) for item in order.items)
    return any(hit.is_head for hit in names.find(tokens_of(text)))
