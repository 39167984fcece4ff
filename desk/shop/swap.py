"""Another variant of the same product instead of an item of an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desk.shop.catalogue import Variant
from desk.shop.money import total_of
from desk.shop.order_item import OrderItem
from desk.shop.refusals import NoSuchVariant, NothingToChange, OtherProduct, OutOfStock


@dataclass(eq=False)
class Swap:
    """A whole line of an order in another variant, at the variant's price of today.

    Never altered; an exchange keeps its swaps.
    """

    item_id: str
    product_name: str
    quantity: int
    old_variant_id: str
    old_options: dict[str, str]
    old_unit_price: Decimal
    variant_id: str
    options: dict[str, str]
    unit_price: Decimal

    @property
    def difference(self) -> Decimal:
        """What the customer pays more; below nothing, what they get back."""
        return (self.unit_price - self.old_unit_price) * self.quantity


def difference_of(swaps: Iterable[Swap]) -> Decimal:
    """What the customer pays more for all of them; below nothing, what they get back."""
    return total_of(swap.difference for swap in swaps)


def swaps_of(
    items: Sequence[OrderItem], wanted: Mapping[str, str], variants: Mapping[str, Variant]
) -> tuple[Swap, ...]:
    """The swap of each item for the variant that is wanted for it, by the ids of both.

    `variants` holds those of the items and those wanted. Raises `NoSuchVariant`, `OtherProduct`,
    `NothingToChange` or `OutOfStock`.
    """
    swaps = tuple(_swap(item, wanted[item.id], variants) for item in items)
    needed: Counter[str] = Counter()
    for swap in swaps:
        needed[swap.variant_id] += swap.quantity
        if not variants[swap.variant_id].has(needed[swap.variant_id]):
            raise OutOfStock(f"{_named(swap)} is not in stock{_as_many(swap)}.")
    return swaps


def set_aside(swaps: Sequence[Swap], variants: Mapping[str, Variant]) -> None:
    """Take the new variants from the stock; raises `OutOfStock`."""
    for swap in swaps:
        variants[swap.variant_id].take(swap.quantity)


def _swap(item: OrderItem, variant_id: str, variants: Mapping[str, Variant]) -> Swap:
    old, new = variants.get(item.variant_id), variants.get(variant_id)
    if new is None:
        raise NoSuchVariant(f"We do not have {item.product_name} like that.")
    if old is None or old.product_id != new.product_id:
        raise OtherProduct(
            f"{item.product_name} can only be changed for another option of the same product."
        )
    if new.id == item.variant_id:
        raise NothingToChange(f"{item.product_name} is ordered like that already.")
    return Swap(
        item_id=item.id,
        product_name=item.product_name,
        quantity=item.quantity,
        old_variant_id=item.variant_id,
        old_options=dict(item.options),
        old_unit_price=item.unit_price,
        variant_id=new.id,
        options=dict(new.options),
        unit_price=new.price,
    )


def _named(swap: Swap) -> str:
    return f"{swap.product_name} ({', '.join(swap.options.values())})"


def _as_many(swap: Swap) -> str:
    return " in that number" if swap.quantity > 1 else ""
