"""What a customer pays with, and where their money goes back to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desk.shop.money import in_words, require_amount
from desk.shop.refusals import GiftCardEmpty, GiftCardExpired, NoSuchPaymentMethod, NotEnoughBalance


class PaymentKind(StrEnum):
    """What kind of payment method it is."""

    CREDIT_CARD = "credit_card"
    PAYPAL = "paypal"
    APPLE_PAY = "apple_pay"
    GOOGLE_PAY = "google_pay"
    GIFT_CARD = "gift_card"


_NAMES = {
    PaymentKind.CREDIT_CARD: "card",
    PaymentKind.PAYPAL: "PayPal",
    PaymentKind.APPLE_PAY: "Apple Pay",
    PaymentKind.GOOGLE_PAY: "Google Pay",
    PaymentKind.GIFT_CARD: "gift card",
}


@dataclass(eq=False)
class PaymentMethod:
    """A way in which a customer pays. Of a card, only its brand and last four digits are kept.

    `brand` is a word such as `mastercard`. `balance` is what is left on a gift card, None for
    everything else; a gift card without `expires_on` is valid for ever.
    """

    id: str
    customer_id: str
    kind: PaymentKind
    brand: str | None = None
    last_four: str | None = None
    balance: Decimal | None = None
    expires_on: date | None = None

    def __post_init__(self) -> None:
        if self.last_four is not None and not re.fullmatch(r"[0-9]{4}", self.last_four):
            raise ValueError(f"payment method {self.id}: only the last four digits are kept")
        if self.is_gift_card != (self.balance is not None):
            raise ValueError(f"payment method {self.id}: gift cards, and only they, have a balance")
        if self.balance is not None and not self.balance >= 0:
            raise ValueError(f"payment method {self.id}: a balance is never below nothing")

    @property
    def is_gift_card(self) -> bool:
        """Whether it holds a balance, which refunds reach at once."""
        return self.kind is PaymentKind.GIFT_CARD

    @property
    def name(self) -> str:
        """`Mastercard ending 9212`, `PayPal`, `gift card ending 4410`."""
        is_branded = self.kind is PaymentKind.CREDIT_CARD and self.brand
        name = self.brand.replace("_", " ").title() if is_branded and self.brand else None
        ending = f" ending {self.last_four}" if self.last_four else ""
        return f"{name or _NAMES[self.kind]}{ending}"

    @property
    def label(self) -> str:
        """The name, of a gift card with what is left: `gift card ending 4410 (£35.00 left)`."""
        return self.label_in("£")

    def label_in(self, currency_sign: str) -> str:
        """`label` in another currency."""
        if self.balance is None:
            return self.name
        return f"{self.name} ({in_words(self.balance, currency_sign)} left)"

    def has_expired(self, today: date) -> bool:
        """Whether it is a gift card whose last day is over."""
        return self.expires_on is not None and today > self.expires_on

    def require_valid(self, today: date) -> None:
        """Raise `GiftCardExpired` if it is one that has."""
        if self.expires_on is not None and self.has_expired(today):
            day = f"{self.expires_on.day} {self.expires_on:%B %Y}"
            raise GiftCardExpired(f"The {self.name} was valid until {day}.")

    def require_covers(self, amount: Decimal, today: date, currency_sign: str = "£") -> None:
        """Raise the `CannotPay` that says why this amount cannot be paid with it, if so."""
        self.require_valid(today)
        if self.balance is None or self.balance >= amount:
            return
        if self.balance == 0:
            raise GiftCardEmpty(f"There is nothing left on the {self.name}.")
        raise NotEnoughBalance(
            f"The {self.name} has {in_words(self.balance, currency_sign)} left, and "
            f"{in_words(amount, currency_sign)} would have to be paid."
        )

    def pay(self, amount: Decimal, today: date) -> None:
        """Take an amount from it; raises a `CannotPay`."""
        require_amount(amount)
        self.require_covers(amount, today)
        if self.balance is not None:
            self.balance -= amount

    def receive(self, amount: Decimal) -> None:
        """Give an amount back to it, even if it has expired meanwhile: it came from there."""
        require_amount(amount)
        if self.balance is not None:
            self.balance += amount


class Wallet:
    """The payment methods of one customer."""

    def __init__(self, methods: Iterable[PaymentMethod]) -> None:
        self._methods = {method.id: method for method in methods}

    def __iter__(self) -> Iterator[PaymentMethod]:
        return iter(self._methods.values())

    def find(self, method_id: str | None) -> PaymentMethod | None:
        """The method with this id, if the customer still has it."""
        return self._methods.get(method_id or "")

    def method(self, method_id: str | None) -> PaymentMethod:
        """The method with this id; raises `NoSuchPaymentMethod`, also for somebody else's."""
        method = self.find(method_id)
        if method is None:
            raise NoSuchPaymentMethod("We do not have this payment method of yours.")
        return method
