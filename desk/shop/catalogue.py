"""What the shop sells."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(eq=False)
class Variant:
    """A product in one choice of its options (`{"colour": "oak"}`); `id` is its SKU."""

    id: str
    options: dict[str, str]
    price: Decimal
    stock: int
    position: int = 0

    @property
    def is_in_stock(self) -> bool:
        """Whether one can be sent now."""
        return self.stock > 0


@dataclass(eq=False)
class Product:
    """Something the shop sells; personalised products are not returnable."""

    id: str
    name: str
    category: str
    description: str
    variants: list[Variant] = field(default_factory=list)
    is_returnable: bool = True
