"""Changing the address, the payment method or the items of a pending order."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from desk.shop.jobs.job import Case
from desk.shop.order_change import Change
from desk.shop.order_rules import (
    require_address_changeable,
    require_items_changeable,
    require_other_payment,
    require_payment_changeable,
)
from desk.shop.plans import AddressPlan, PaymentPlan, SwapPlan
from desk.shop.refusals import NothingToChange
from desk.shop.shipping_address import PostalAddress, ShippingAddress
from desk.shop.swap import set_aside, swaps_of


@dataclass(frozen=True)
class AddressChange:
    """Send a pending order elsewhere; without a `name` of its own, to whom it went before."""

    change: ClassVar = Change.CHANGE_ADDRESS
    keeps_to_return_window: ClassVar = False
    why: ClassVar = ""
    new_variant_ids: ClassVar = None
    address: PostalAddress
    name: str = ""

    @property
    def request(self) -> dict[str, Any]:
        """The address."""
        # Somebody, for the tidying only: whose name it will be is known with the order.
        tidy = asdict(ShippingAddress.to(self.name.strip() or "-", self.address))
        return tidy | {"name": self.name.strip()}

    def plan(self, case: Case) -> AddressPlan:
        """Both addresses; raises `InvalidAddress` or a `CannotChange`."""
        order = case.order
        require_address_changeable(order, case.policy)
        name = self.name.strip() or order.shipping_address.name
        after = ShippingAddress.to(name, self.address)
        if after == order.shipping_address:
            raise NothingToChange(f"Order {order.id} goes to this address already.")
        return AddressPlan(order.id, order.shipping_address, after)

    def carry_out(self, plan: AddressPlan, case: Case) -> None:
        """Change it."""
        case.order.change_address(plan.after, case.now, case.policy)


@dataclass(frozen=True)
class PaymentChange:
    """Let a pending order be paid with another method; the first one is refunded."""

    change: ClassVar = Change.CHANGE_PAYMENT
    keeps_to_return_window: ClassVar = False
    why: ClassVar = ""
    new_variant_ids: ClassVar = None
    payment_method_id: str

    @property
    def request(self) -> dict[str, Any]:
        """The id of the method."""
        return {"payment_method_id": self.payment_method_id}

    def plan(self, case: Case) -> PaymentPlan:
        """The moves; raises `NoSuchPaymentMethod`, a `CannotChange` or a `CannotPay`."""
        order = case.order
        require_payment_changeable(order, case.policy)
        method = case.wallet.method(self.payment_method_id)
        require_other_payment(order, method)
        method.require_valid(case.now.date())
        charges = (case.charge(method, order.total),) if order.total else ()
        moves = (*charges, *case.refunds_of_everything())
        return PaymentPlan(order.id, order.payment_label, method.name, moves)

    def carry_out(self, plan: PaymentPlan, case: Case) -> None:
        """Change it, and move the money."""
        method = case.wallet.method(self.payment_method_id)
        case.order.change_payment(method, case.now, case.policy)
        case.settle(plan.moves)


@dataclass(frozen=True)
class ItemsChange:
    """Other variants of the same products in a pending order: `{item_id: variant_id}`."""

    change: ClassVar = Change.CHANGE_ITEMS
    keeps_to_return_window: ClassVar = False
    why: ClassVar = ""
    wanted: Mapping[str, str]
    payment_method_id: str | None

    @property
    def request(self) -> dict[str, Any]:
        """What is wanted, and the id of the method for the difference."""
        return {"items": dict(self.wanted), "payment_method_id": self.payment_method_id}

    @property
    def new_variant_ids(self) -> Collection[str]:
        """What is wanted."""
        return self.wanted.values()

    def plan(self, case: Case) -> SwapPlan:
        """The swaps and how the difference is settled.

        Raises `NoSuchItem`, `NoSuchVariant`, a `CannotChange`, `NoSuchPaymentMethod` or a
        `CannotPay`.
        """
        order = case.order
        require_items_changeable(order, case.policy)
        swaps = swaps_of(order.items_to_change(self.wanted), self.wanted, case.variants)
        plan = SwapPlan(order.id, swaps, ())
        moves = case.difference(self.payment_method_id, plan.difference)
        return SwapPlan(order.id, swaps, moves)

    def carry_out(self, plan: SwapPlan, case: Case) -> None:
        """Change them, exchange what is set aside, and settle the difference."""
        set_aside(plan.swaps, case.variants)
        for swap in plan.swaps:
            case.variants[swap.old_variant_id].put_back(swap.quantity)
        case.order.change_items(plan.swaps, case.now, case.policy)
        case.settle(plan.moves)
