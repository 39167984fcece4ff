"""Changing what the customer's account holds."""

from __future__ import annotations

from typing import ClassVar

from actions.jobs.case import JobCase
from actions.jobs.details.address import NewAddress, address_of
from actions.jobs.job import Job, Planned
from actions.jobs.refusal import JobRefusal
from actions.jobs.saying import Saying
from desk.customers.address import Address, InvalidAddress
from desk.customers.consent import Purpose
from desk.errors import ParleyError


class ChangeDefaultAddress(Job[Address]):
    """Change the address that new orders go to."""

    kind: ClassVar = "change_default_address"
    begun_by: ClassVar = frozenset({"change_default_address"})

    def __init__(self) -> None:
        self.details = (NewAddress("utter_which_default_address", may_be_own=False),)

    async def plan(self, case: JobCase) -> Planned[Address]:
        """From where to where."""
        address = address_of(case).cleaned()
        if address == case.customer.address:
            raise JobRefusal(Saying("utter_same_default_address", {"address": str(address)}))
        told = {"before": str(case.customer.address), "after": str(address)}
        saying = Saying("utter_change_default_address_confirm", told, asks="confirm")
        return Planned(saying, str(address), address)

    async def carry_out(self, case: JobCase, plan: Address) -> Saying:
        """Change it."""
        await case.services.customers.change_default_address(
            case.customer.id, plan, idempotency_key=case.state.key
        )
        return Saying("utter_default_address_changed", {"address": str(plan)})

    async def mend(self, case: JobCase, refusal: ParleyError) -> bool:
        """Another address."""
        if not isinstance(refusal, InvalidAddress):
            return False
        case.state.forget("address", "confirm")
        return True


class _Newsletter(Job[None]):
    """Give or withdraw the consent to the newsletter."""

    is_given: ClassVar[bool]

    def __init__(self) -> None:
        self.details = ()

    async def plan(self, case: JobCase) -> Planned[None]:
        """That it would, if it is not so already."""
        name = "subscribe" if self.is_given else "unsubscribe"
        has = await case.services.customers.has_consent(case.customer.id, Purpose.NEWSLETTER)
        if has is self.is_given:
            raise JobRefusal(Saying(f"utter_{name}d_already"))
        told = {"email": case.customer.email}
        return Planned(Saying(f"utter_{name}_confirm", told, asks="confirm"), name, None)

    async def carry_out(self, case: JobCase, _: None) -> Saying:
        """Write it down, in the customer's own words."""
        wording = case.state.heard[0].text[:500] if case.state.heard else ""
        await case.services.customers.record_consent(
            case.customer.id,
            Purpose.NEWSLETTER,
            self.is_given,
            idempotency_key=case.state.key,
            wording=wording,
        )
        name = "subscribe" if self.is_given else "unsubscribe"
        return Saying(f"utter_{name}d", {"email": case.customer.email})


class Subscribe(_Newsletter):
    """Send the newsletter from now on."""

    kind: ClassVar = "subscribe"
    begun_by: ClassVar = frozenset({"newsletter"})
    is_given: ClassVar = True


class Unsubscribe(_Newsletter):
    """Send no newsletter any more."""

    kind: ClassVar = "unsubscribe"
    begun_by: ClassVar = frozenset({"unsubscribe"})
    is_given: ClassVar = False
