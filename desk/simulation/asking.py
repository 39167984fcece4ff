"""What the bot may wait for: the values of `asks` in the chat API."""

from __future__ import annotations

from enum import StrEnum


class Ask(StrEnum):
    """What an answer is wanted to. `again` is ours: the bot did not understand."""

    ORDER = "order"
    ITEMS = "items"
    OPTION = "option"
    PAYMENT = "payment"
    REFUND_TO = "refund_to"
    ADDRESS = "address"
    REASON = "reason"
    CONFIRM = "confirm"
    IDENTITY = "identity"
    NAME = "name"
    EMAIL = "email"
    POSTCODE = "postcode"
    CODE = "code"
    RESUME = "resume"
    CHOICE = "choice"
    PERSON = "person"
    RATING = "rating"
    AGAIN = "again"


IDENTIFYING = frozenset({Ask.IDENTITY, Ask.NAME, Ask.EMAIL, Ask.POSTCODE, Ask.CODE})
