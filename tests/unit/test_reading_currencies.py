"""Amounts in other currencies than the pound, and in the shop's own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.products.price_limits import PriceLimits, price_limits
from actions.reading.candidates import Candidate
from actions.reading.choices import choose
from actions.reading.currencies import names_money

PRICES = [
    Candidate("lamp", "Lamp", {}, Decimal("14.90")),
    Candidate("rug", "Rug", {}, Decimal("52.00")),
]


@pytest.mark.parametrize(
    "text",
    [
        "a lamp under 60 zł", "a lamp under 60 zl", "under 60 PLN", "a rug below 60kr",
        "less than 60 kr.", "CHF 60 max", "under Fr. 60", "up to A$60", "up to NZ$60", "under ¥60",
        "under ₹60", "under Rs. 60", "nothing above 60 francs", "60,00 zł or less", "under €60,00",
    ],
)  # fmt: skip
def test_limits_are_read_in_any_currency(text: str) -> None:
    assert price_limits(text) == PriceLimits(most=Decimal(60))


@pytest.mark.parametrize(
    ("text", "sign", "most"),
    [
        ("a rug for 60 points", "points", "60"),
        ("a rug for 60 points", "", None),
        ("a rug for Pts60", "Pts ", "60"),
        ("60 Fr. for a rug", "Fr. ", "60"),
        ("a rug for ƒ60", "ƒ", "60"),
        ("a rug of 60 (cm)", "(", None),
    ],
)
def test_the_sign_of_the_shop_is_known(text: str, sign: str, most: str | None) -> None:
    limits = PriceLimits(most=None if most is None else Decimal(most))
    assert price_limits(text, sign) == limits


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("under 1.299,00 €", "1299"),
        ("under €1.299,50", "1299.50"),
        ("under kr 1.299,50", "1299.50"),
        ("under 1 299,00 zł", "1299"),
        ("under 1\u00a0299,00 zł", "1299"),
        ("under CHF 1’299,00", "1299"),
        ("under 1.234.567,00 €", "1234567"),
        ("under 1.299 €", "1299"),
        ("under €1,299.00", "1299"),
        ("under 12.50 €", "12.50"),
    ],
)
def test_thousands_are_read_as_the_continent_writes_them(text: str, most: str) -> None:
    assert price_limits(text) == PriceLimits(most=Decimal(most))


@pytest.mark.parametrize(
    ("text", "sign", "most"),
    [
        ("a rug for R60", "R", "60"),
        ("a rug for R 1299", "R", "1299"),
        ("a rug for 60,00 R", "R", "60"),
        ("a rug for 600 R", "R", "600"),
        ("a shirt in size 2 M", "M", None),
        ("a shirt, M 2 of them", "M", None),
        ("I want 2 a shirt", "a ", None),
    ],
)
def test_a_sign_of_one_letter_is_money_only_beside_what_may_be_a_price(
    text: str, sign: str, most: str | None
) -> None:
    limits = PriceLimits(most=None if most is None else Decimal(most))
    assert price_limits(text, sign) == limits


@pytest.mark.parametrize(
    ("text", "sign", "key"),
    [
        ("the 14 zł one", "", "lamp"),
        ("the one for 14,90 kr", "", "lamp"),
        ("the A$52 one", "", "rug"),
        ("the one for CHF 52", "", "rug"),
        ("the ¥52 one", "", "rug"),
        ("the one for 52 points", "points", "rug"),
    ],
)
def test_something_is_chosen_by_its_price_in_any_currency(text: str, sign: str, key: str) -> None:
    choice = choose(text, PRICES, several=False, shown=False, currency_sign=sign)
    assert choice.chosen == (key,)


@pytest.mark.parametrize(
    ("text", "is_money"),
    [
        ("where are my 50 zł for the return", True),
        ("did you get my return, A$20", True),
        ("where is my ¥", True),
        ("my return of 2 mugs", False),
        ("my return rs", False),
        ("has my return been received", False),
    ],
)
def test_money_is_told_from_other_numbers(text: str, is_money: bool) -> None:
    assert names_money(text) is is_money
