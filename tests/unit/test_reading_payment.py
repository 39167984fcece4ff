"""Which payment method is meant."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.reading.choices import Choice
from actions.reading.payment import named_payment, unknown_payment
from desk.shop.wallet import PaymentKind, PaymentMethod

VISA = PaymentMethod("credit_card_1234567", "cus_1", PaymentKind.CREDIT_CARD, "visa", "4821")
AMEX = PaymentMethod("card_9", "cus_1", PaymentKind.CREDIT_CARD, "american_express", "1003")
PAYPAL = PaymentMethod("paypal_77", "cus_1", PaymentKind.PAYPAL)
GIFT = PaymentMethod(
    "gift_card_55", "cus_1", PaymentKind.GIFT_CARD, last_four="4410", balance=Decimal(35)
)

METHODS = [VISA, PAYPAL, GIFT]

TABLE = """
paypal => paypal_77
Paypal please => paypal_77
pay pal => paypal_77
pay-pal => paypal_77
payapl => paypal_77
my paypal account => paypal_77
to paypal => paypal_77
can I use paypal? => paypal_77
paypal_77 => paypal_77
my visa => credit_card_1234567
visa card => credit_card_1234567
the visa ending in 4821 => credit_card_1234567
the card ending 4821 => credit_card_1234567
4821 => credit_card_1234567
**** 4821 => credit_card_1234567
credit_card_1234567 => credit_card_1234567
credit card 1234567 => credit_card_1234567
my credit card please => credit_card_1234567
the card => credit_card_1234567
debit card => credit_card_1234567
back to my card => credit_card_1234567
can you put the money on my visa? => credit_card_1234567
gift card => gift_card_55
giftcard => gift_card_55
gift card balance => gift_card_55
the voucher => gift_card_55
store credit => gift_card_55
gift certificate => gift_card_55
put it on my gift card instead => gift_card_55
ending in 4410 => gift_card_55
the one I paid with => credit_card_1234567
original => credit_card_1234567
the original payment method please => credit_card_1234567
same payment method => credit_card_1234567
how I originally paid => credit_card_1234567
the card I used for the order => credit_card_1234567
back to where it came from => credit_card_1234567
1 => credit_card_1234567
2 => paypal_77
the third => gift_card_55
last one => gift_card_55
not the visa, paypal => paypal_77
paypal, not the card => paypal_77
not the gift card but paypal => paypal_77
the other one => ? paypal_77 gift_card_55
not paypal => ? credit_card_1234567 gift_card_55
anything but the gift card => ? credit_card_1234567 paypal_77
paypal or the card => ? credit_card_1234567 paypal_77
I paid with visa but want it on paypal => paypal_77
I used my card, can I have it on the gift card? => gift_card_55
back to the card I paid with => credit_card_1234567
mastercard =>
apple pay =>
how long does it take =>
yes =>
hello =>
neither => none
"""


def as_told(choice: Choice) -> str:
    unclear = " ".join(["?", *choice.unclear]) if choice.unclear else ""
    return "none" if choice.is_none else " ".join(choice.chosen) or unclear


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_payment_methods(line: str) -> None:
    text, _, meant = line.partition(" =>")
    assert as_told(named_payment(text, METHODS, VISA.id)) == meant.strip()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("the card", "? credit_card_1234567 card_9"),
        ("my credit card", "? credit_card_1234567 card_9"),
        ("amex", "card_9"),
        ("american express", "card_9"),
        ("the amex card", "card_9"),
        ("the other card", "card_9"),
        ("the visa", "credit_card_1234567"),
        ("the one ending 1003", "card_9"),
    ],
)
def test_of_two_cards(text: str, meant: str) -> None:
    assert as_told(named_payment(text, [VISA, AMEX, PAYPAL], VISA.id)) == meant


def test_the_other_of_two_is_clear() -> None:
    assert named_payment("the other one", [VISA, PAYPAL], VISA.id).chosen == (PAYPAL.id,)


def test_what_an_order_was_paid_with_may_be_gone() -> None:
    assert not named_payment("the original one", [PAYPAL, GIFT], VISA.id).chosen
    assert not named_payment("the original one", [PAYPAL, GIFT], None).chosen


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a gift card", "gift card"),
        ("my gift-card please", "gift-card"),
        ("voucher", "voucher"),
        ("bitcoin", "bitcoin"),
        ("can I pay with Klarna?", "Klarna"),
        ("amex", "amex"),
        ("my American Express", "American Express"),
        ("mastercard", "mastercard"),
        ("apple pay", "apple pay"),
        ("bank transfer", "bank transfer"),
        ("by cheque", "cheque"),
        ("the card ending in 9999", "ending in 9999"),
        ("paypal", None),
        ("my visa", None),
        ("my card", None),
        ("the card ending 4821", None),
        ("not amex, the visa", None),
        ("I don't have apple pay", None),
        ("I paid with klarna", None),
        ("can you check that?", None),
        ("how long does it take", None),
        ("yes", None),
        ("", None),
    ],
)
def test_a_method_that_the_customer_does_not_have(text: str, named: str | None) -> None:
    assert unknown_payment(text, [VISA, PAYPAL]) == named


def test_a_card_is_unknown_to_who_has_none() -> None:
    assert unknown_payment("my credit card", [PAYPAL]) == "credit card"
    assert unknown_payment("my visa", [GIFT]) == "visa"
    assert unknown_payment("gift card", [GIFT]) is None
