"""Where something is to go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import ClassVar

from actions.jobs.case import JobCase
from actions.jobs.job import Detail
from actions.jobs.said import Said
from actions.jobs.same_again import compares
from actions.jobs.saying import Saying
from actions.reading.addresses import AddressReading, names_box, read_address
from desk.customers.address import Address
from desk.shop.shipping_address import PostalAddress

_PARTS = ("street", "street2", "city", "region", "postcode", "country")
_SPOKEN = {"street": "street and number", "city": "town or city"}
_THE_SAME = re.compile(
    r"\b(?:the same|that|this)(?: (?:new|address|one|place))*\s*"
    r"(?:$|[.,!;?]|(?:too|as well|please|for|in|on)\b)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:my|the) (?:default|home|usual|own|normal|profile|account|saved)(?: \w+)? address\b"
    r"|\baddress (?:in|on|of|from) my (?:account|profile)\b|\bhome address\b",
    re.IGNORECASE,
)


class NewAddress(Detail):
    """A postal address, `{part: text}`; complete once nothing that a parcel needs is missing."""

    name: ClassVar = "address"
    holds_for_later_orders: ClassVar = True
    _partial: ClassVar = "address_parts"

    def __init__(self, question: str, *, may_be_own: bool) -> None:
        """`may_be_own`: the customer's own addresses can be meant by their names."""
        self._question = question
        self._may_be_own = may_be_own

    async def read(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """Whole or in parts, over several messages; "my work address" where we have it."""
        if not said.text:
            return False
        details = case.state.details
        by_name = await self._as_for_other(case, said) or await self._by_name(case, said.text)
        if by_name is not None:
            return self._settle(case, by_name)
        is_to_confirm = case.state.asked == "confirm"
        if self.name in details and not is_to_confirm:
            return False
        if details.get(self._partial) and said is not case.said:
            # The parts stand for what earlier messages said.
            return False
        return await self._read_parts(case, said.text, is_asked=is_asked or is_to_confirm)

    async def ask(self, case: JobCase) -> Saying:
        """For all of it, or for what is missing."""
        missing = case.state.details.get("address_missing")
        if missing and case.state.details.get(self._partial):
            missing_parts = " and ".join(_SPOKEN.get(part, part) for part in missing)
            return Saying("utter_address_part", {"missing": missing_parts}, asks=self.name)
        return Saying(self._question, asks=self.name)

    async def _read_parts(self, case: JobCase, text: str, *, is_asked: bool) -> bool:
        details = case.state.details
        partial: Mapping[str, str] = details.get(self._partial, {})
        # What is missing of a new address is not filled up from the old one.
        current = None if partial else await self._current(case)
        country = partial.get("country") or await self._country(case)
        reading = read_address(text, country, current)
        is_about_it = is_asked or bool(partial)
        if names_box(text) and (reading.is_box or (is_about_it and "street" not in reading.parts)):
            return self._refuse_box(case, {**partial, **reading.told_parts})
        if not reading.parts or not (is_about_it or "street" in reading.parts):
            return False
        if partial:
            known = AddressReading(dict(partial), is_country_told="country" in partial)
            reading = known.with_more(reading)
        elif self.name in details and not reading.is_complete:
            reading = reading.corrects(address_of(case))
        if reading.is_complete:
            return self._settle(case, dict.fromkeys(_PARTS, "") | reading.parts)
        self._keep(case, reading.told_parts, reading.missing)
        details.pop(self.name, None)
        return True

    def _settle(self, case: JobCase, parts: Mapping[str, str]) -> bool:
        if case.state.details.get(self.name) != parts:
            case.state.details[self.name] = dict(parts)
            case.state.forget("confirm", self._partial, "address_missing")
        return True

    def _keep(self, case: JobCase, parts: Mapping[str, str], missing: Iterable[str]) -> None:
        case.state.details[self._partial] = dict(parts)
        case.state.details["address_missing"] = list(missing)

    def _refuse_box(self, case: JobCase, parts: Mapping[str, str]) -> bool:
        """Say that a box will not do; what else the address says is kept."""
        case.notes.append(Saying("utter_no_po_box"))
        rest = {name: part for name, part in parts.items() if name != "street"}
        if rest and self.name not in case.state.details:
            needed = ("street", "city", "postcode")
            self._keep(case, rest, (part for part in needed if part not in rest))
        return True

    async def _as_for_other(self, case: JobCase, said: Said) -> Mapping[str, str] | None:
        """Where another order goes: "the same address as for HP-104233"."""
        is_taken_over = case.state.asked is None and self.name in case.state.details
        if not compares(said) or is_taken_over:
            return None
        for number in said.order_numbers:
            order = await case.find_order(number)
            if order is not None and order.id != case.state.details.get("order"):
                return _parts_of(order.shipping_address)
        return None

    async def _by_name(self, case: JobCase, text: str) -> Mapping[str, str] | None:
        """The address talked about before, or one of the customer's own, if that is meant."""
        if case.last_address is not None and _THE_SAME.search(text):
            return case.last_address
        if not self._may_be_own or "address" not in text.casefold():
            return None
        for kept in await case.services.customers.further_addresses_of(case.customer.id):
            if re.search(rf"\b{re.escape(kept.label)} address\b", text, re.IGNORECASE):
                return _parts_of(kept.address)
        return _parts_of(case.customer.address) if _OWN.search(text) else None

    async def _current(self, case: JobCase) -> PostalAddress:
        """What "the same but flat 3" changes: what was just said, or where it goes now."""
        if self.name in case.state.details:
            return address_of(case)
        order = await case.order()
        return case.customer.address if order is None else order.shipping_address

    async def _country(self, case: JobCase) -> str:
        order = await case.order()
        return case.customer.country if order is None else order.shipping_address.country


def address_of(case: JobCase) -> Address:
    """The address that was given."""
    return Address(**case.state.details[NewAddress.name])


def _parts_of(address: PostalAddress) -> dict[str, str]:
    return {part: str(getattr(address, part)) for part in _PARTS}
