"""What a customer wants to spend."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.products.price_limits import PriceLimits, price_limits

NO_LIMIT = PriceLimits()


def most(amount: str) -> PriceLimits:
    return PriceLimits(most=Decimal(amount))


def least(amount: str) -> PriceLimits:
    return PriceLimits(least=Decimal(amount))


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("looking for a warm jumper under £60", most("60")),
        ("smart watch under $200", most("200")),
        ("gift under 20", most("20")),
        ("thirty quid tops", most("30")),
        ("no more than £30", most("30")),
        ("not more than 80 pounds", most("80")),
        ("less than 45", most("45")),
        ("nothing above a hundred pounds", most("100")),
        ("my budget's £25", most("25")),
        ("a budget of 25 for my boss", most("25")),
        ("£50 or less", most("50")),
        ("up to 70", most("70")),
        ("up to £70", most("70")),
        ("a hundred and fifty pounds", most("150")),
        ("a lamp for £39.50", most("39.50")),
        ("at least £100", least("100")),
        ("over 50 pounds", least("50")),
        ("more than £20", least("20")),
        ("between 20 and 40, a present", PriceLimits(Decimal(20), Decimal(40))),
        ("20-40 quid", PriceLimits(Decimal(20), Decimal(40))),
        ("from £40 to £20", PriceLimits(Decimal(20), Decimal(40))),
        ("more than £20 but less than £50", PriceLimits(Decimal(20), Decimal(50))),
        ("about fifty quid", PriceLimits(Decimal("37.50"), Decimal("62.50"))),
    ],
)
def test_limits_are_read_from_words_and_numbers(text: str, limits: PriceLimits) -> None:
    assert price_limits(text) == limits


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a lamp",
        "two mugs",
        "a rug of 230 cm",
        "a bottle that holds more than 1 l",
        "128gb tablet",
        "running shoes in a size 9",
        "one of those lamps",
        "what goes with HP-104233",
        "🎁" * 50,
    ],
)
def test_other_numbers_limit_nothing(text: str) -> None:
    assert price_limits(text) == NO_LIMIT


def test_a_price_is_within_or_so_much_outside() -> None:
    limits = price_limits("between £20 and £40")
    assert limits.allow(Decimal(20))
    assert limits.allow(Decimal(40))
    assert not limits.allow(Decimal("40.01"))
    assert limits.distance(Decimal("42.50")) == Decimal("2.50")
    assert limits.distance(Decimal(15)) == Decimal(5)
    assert limits.distance(Decimal(30)) == 0
