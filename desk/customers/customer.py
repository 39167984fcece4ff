"""A customer of the shop."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum

from desk.customers.address import Address

# Only before digits: the letters of "SE 15 4QN" are part of it.
_COUNTRY = re.compile(
    r"^\s*(?:[A-Z]{1,3}[-–\s]+(?=[0-9][0-9\s-]+$)|NL[-–\s]+(?=[0-9]{4}\s?[A-Z]{2}\s*$))",
    re.IGNORECASE,
)


class Tier(StrEnum):
    """Harbour Club tier."""

    MEMBER = "member"
    SILVER = "silver"
    GOLD = "gold"


class ContactChannel(StrEnum):
    """How a customer likes to be reached."""

    CHAT = "chat"
    EMAIL = "email"
    PHONE = "phone"
    SMS = "sms"
    POST = "post"


@dataclass(eq=False)
class Customer:
    """What we know of a customer. `id` is `cus_…` or the shop's own, `email` is in lower case.

    `country` is an ISO 3166 code of two letters (`GB`), `language` an ISO 639 one (`en`). The
    address is the default one. `postcode_key` is the postcode as it is looked for.
    """

    id: str
    name: str
    email: str
    phone: str
    postcode: str
    street: str
    city: str
    country: str
    tier: Tier
    language: str
    created_at: datetime
    street2: str = ""
    region: str = ""
    preferred_channel: ContactChannel = ContactChannel.EMAIL
    tags: list[str] = field(default_factory=list)
    postcode_key: str = field(init=False, default="")

    def __post_init__(self) -> None:
        # One customer per address, however typed: the unique index compares letter by letter.
        self.email = folded_email(self.email)
        self.postcode_key = folded_postcode(self.postcode)

    @property
    def address(self) -> Address:
        """The default address."""
        return Address(
            self.street, self.street2, self.city, self.region, self.postcode, self.country
        )

    def move_to(self, address: Address) -> None:
        """Make this the default address; raises `InvalidAddress`."""
        for name, value in asdict(address.cleaned()).items():
            setattr(self, name, value)
        self.postcode_key = folded_postcode(self.postcode)


def folded_email(text: str) -> str:
    """`text` as e-mail addresses are kept and compared: trimmed, in lower case."""
    return text.strip().lower()


def folded_postcode(text: str) -> str:
    """`text` as postcodes are compared: letters and digits only, in lower case.

    The letters of a country before it are left out: `CH-3011` is `3011`, as people type it.
    """
    plain = _COUNTRY.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return "".join(character for character in plain if character.isalnum())


def folded_name(text: str) -> str:
    """`text` as names are compared: without accents, case, and signs between the words."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = "".join(
        character if character.isalnum() else " "
        for character in plain
        if not unicodedata.combining(character) and character not in "'’"
    )
    return " ".join(words.split())
