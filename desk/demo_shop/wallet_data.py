"""With what the customers of the demo shop pay, and the gift cards that they have besides."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from desk.shop.wallet import PaymentKind, PaymentMethod

# Every third customer has been given a gift card; what is left on them, in turn.
EVERY = 3
LEFT = ("35.00", "120.00", "8.50", "0.00", "250.00")
# One in so many of those was given long ago, and has expired.
EXPIRED_EVERY = 7
# 24 months, as the help centre says.
VALID_DAYS = 730


class WayToPay(StrEnum):
    """What an order was paid with."""

    VISA = "visa"
    MASTERCARD = "mastercard"
    AMERICAN_EXPRESS = "american_express"
    PAYPAL = "paypal"
    APPLE_PAY = "apple_pay"
    GOOGLE_PAY = "google_pay"
    GIFT_CARD = "gift_card"


_CARDS = (WayToPay.VISA, WayToPay.MASTERCARD, WayToPay.AMERICAN_EXPRESS)
_WITH_ENDING = (*_CARDS, WayToPay.GIFT_CARD)


class DemoWallets:
    """Makes each customer's payment methods, one of each kind, when they first pay with it."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._methods: dict[tuple[str, WayToPay], PaymentMethod] = {}

    @property
    def methods(self) -> list[PaymentMethod]:
        """All that were made."""
        return list(self._methods.values())

    def method(self, customer_id: str, way: WayToPay, ending: str) -> PaymentMethod:
        """The customer's method of this kind; a new one ends with `ending`."""
        key = (customer_id, way)
        if key not in self._methods:
            self._methods[key] = self._new(customer_id, way, ending)
        return self._methods[key]

    def give_gift_card(self, customer_id: str, index: int) -> None:
        """A gift card for every third customer, and for all of the first six.

        What was refunded to one that they had already stays on it; such a one never expires.
        """
        is_shown = index < 2 * EVERY
        if not is_shown and index % EVERY:
            return
        had_one = (customer_id, WayToPay.GIFT_CARD) in self._methods
        left = Decimal(LEFT[(index if is_shown else index // EVERY) % len(LEFT)])
        card = self.method(customer_id, WayToPay.GIFT_CARD, f"{2000 + 7 * index:04d}")
        card.balance = (card.balance or Decimal("0.00")) + left
        if had_one:
            return
        is_old = not is_shown and index // EVERY % EXPIRED_EVERY == 0
        card.expires_on = self._today + timedelta(days=-30 if is_old else VALID_DAYS)

    def _new(self, customer_id: str, way: WayToPay, ending: str) -> PaymentMethod:
        is_card = way in _CARDS
        return PaymentMethod(
            id=f"{way.value}_{customer_id.removeprefix('cus_')}",
            customer_id=customer_id,
            kind=PaymentKind.CREDIT_CARD if is_card else PaymentKind(way.value),
            brand=way.value if is_card else None,
            last_four=ending if way in _WITH_ENDING else None,
            balance=Decimal("0.00") if way is WayToPay.GIFT_CARD else None,
        )
