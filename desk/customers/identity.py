"""What customers say to show who they are, and which of it is enough."""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from desk.customers.customer import Customer, folded_name, folded_postcode

LONGEST_DETAIL = 320
_LONG_ZIP = re.compile(r"\s*([0-9]{5})-[0-9]{4}\s*")


class Detail(StrEnum):
    """One thing that a customer may say of themselves."""

    ORDER = "order"
    EMAIL = "email"
    NAME = "name"
    POSTCODE = "postcode"
    CODE = "code"


class Method(StrEnum):
    """How a customer showed who they are; kept with each try and with the conversation."""

    EMAIL = "email"
    NAME_AND_POSTCODE = "name_and_postcode"
    ORDER_AND_EMAIL = "order_and_email"
    ORDER_AND_POSTCODE = "order_and_postcode"
    CODE = "code_by_email"


NEEDED: Mapping[Method, frozenset[Detail]] = MappingProxyType(
    {
        Method.EMAIL: frozenset({Detail.EMAIL}),
        Method.NAME_AND_POSTCODE: frozenset({Detail.NAME, Detail.POSTCODE}),
        Method.ORDER_AND_EMAIL: frozenset({Detail.ORDER, Detail.EMAIL}),
        Method.ORDER_AND_POSTCODE: frozenset({Detail.ORDER, Detail.POSTCODE}),
        Method.CODE: frozenset({Detail.EMAIL, Detail.CODE}),
    }
)
"""What each method needs, in the order in which methods are tried."""


@dataclass(frozen=True)
class Details:
    """What a customer said of themselves, as they typed it; empty where they said nothing."""

    order: str = ""
    email: str = ""
    name: str = ""
    postcode: str = ""
    code: str = ""

    def __getitem__(self, detail: Detail) -> str:
        text: str = getattr(self, detail.value)
        return text[:LONGEST_DETAIL]

    @property
    def known(self) -> frozenset[Detail]:
        """Which of them were said."""
        return frozenset(detail for detail in Detail if self[detail].strip())


def cleaned_email(text: str) -> str:
    """An address without the spaces and signs of the sentence around it."""
    plain = unicodedata.normalize("NFKC", text)
    # Zs, Cc: spaces, tabs and newlines; Cf: zero-width ones.
    kept = (c for c in plain if unicodedata.category(c) not in ("Zs", "Cc", "Cf", "Cs"))
    return "".join(kept).strip(".,;:!?<>()\"'").lower()


def digits_of(text: str) -> str:
    """The digits in it, as 0 to 9: the part of a number that is the same however it is written."""
    digits = "".join(character for character in text if character.isdecimal())
    return "".join(str(unicodedata.decimal(digit)) for digit in digits)[:20]


def spellings(postcode: str) -> list[str]:
    """A postcode as typed; of `75255-1234` the part that is kept, too."""
    match = _LONG_ZIP.fullmatch(postcode)
    return [postcode] if match is None else [postcode, match[1]]


def folded(detail: Detail, text: str) -> str:
    """A detail as it is compared, so that another spelling is no other guess."""
    match detail:
        case Detail.ORDER | Detail.CODE:
            return digits_of(text)
        case Detail.EMAIL:
            return cleaned_email(text)
        case Detail.NAME:
            return folded_name(text)
        case Detail.POSTCODE:
            return folded_postcode(spellings(text)[-1])


def has_email(customer: Customer | None, email: str) -> bool:
    """Whether this is the customer's address; nobody's is none, after the same work."""
    kept = cleaned_email(customer.email if customer else "nobody@example.com")
    is_same = hmac.compare_digest(cleaned_email(email).encode(), kept.encode())
    return is_same and customer is not None and kept != ""


def has_postcode(customer: Customer | None, postcode: str) -> bool:
    """Whether this is the customer's postcode; nobody's is none, after the same work."""
    kept = customer.postcode_key if customer else "zz999zz"
    is_same = [
        hmac.compare_digest(folded_postcode(written).encode(), kept.encode())
        for written in spellings(postcode)
    ]
    return any(is_same) and customer is not None and kept != ""
