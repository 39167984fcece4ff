"""What the shop sells."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from desk.shop.refusals import OutOfStock


@dataclass(eq=False)
class Variant:
    """A product in one choice of its options (`{"colour": "oak"}`); `id` is its SKU.

    `stock` is None where the shop does not count; then `is_available` alone says whether it is
    sold. `product_id` is set by its product.
    """

    id: str
    options: dict[str, str]
    price: Decimal
    stock: int | None
    position: int = 0
    is_available: bool = True
    product_id: str = ""

    @property
    def is_in_stock(self) -> bool:
        """Whether one can be sent now."""
        return self.has(1)

    def has(self, quantity: int) -> bool:
        """Whether so many can be sent now."""
        return self.is_available and (self.stock is None or self.stock >= quantity)

    def take(self, quantity: int) -> None:
        """Set so many aside for an order; raises `OutOfStock`."""
        if not self.has(quantity):
            raise OutOfStock("There are not enough of this left just now.")
        if self.stock is not None:
            self.stock -= quantity

    def put_back(self, quantity: int) -> None:
        """So many are for sale again."""
        if self.stock is not None:
            self.stock += quantity


@dataclass(eq=False)
class Product:
    """Something the shop sells; personalised products are not returnable."""

    id: str
    name: str
    category: str
    description: str
    variants: list[Variant] = field(default_factory=list)
    is_returnable: bool = True

    def __post_init__(self) -> None:
        for variant in self.variants:
            variant.product_id = self.id
