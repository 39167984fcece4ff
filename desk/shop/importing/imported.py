"""What came of an import, for whoever started it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Imported:
    """How many of each were in the files.

    `left_alone` are orders that customers changed here; `cards_left_alone` gift cards whose
    balance here is another than in the file, because they paid or were refunded here.
    `odd_numbers` are order numbers that the engine would not recognise in a message.
    """

    products: int = 0
    customers: int = 0
    payment_methods: int = 0
    orders: int = 0
    left_alone: list[str] = field(default_factory=list)
    cards_left_alone: list[str] = field(default_factory=list)
    odd_numbers: list[str] = field(default_factory=list)
