"""Which products and options of a catalogue a message is about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.products.lines import choices, listed, prices, product_line
from actions.products.meant import is_named, meant
from desk.shop.catalogue import Product, Variant


def a_product(name: str, *options: dict[str, str]) -> Product:
    variants = [
        Variant(f"{name}-{n}", given, Decimal(10 + n), 1, n) for n, given in enumerate(options)
    ]
    return Product(name, name, "", "", variants)


CATALOGUE = [
    a_product("Electric Kettle", {"capacity": "1L"}, {"capacity": "2L"}),
    a_product("Tea Kettle", {"material": "glass"}, {"material": "stainless steel"}),
    a_product(
        "Water Bottle",
        {"capacity": "500ml", "color": "blue"},
        {"capacity": "1000ml", "color": "blue"},
        {"capacity": "1000ml", "color": "red"},
    ),
    a_product("Slate wireless keyboard", {"colour": "slate"}, {"colour": "chalk"}),
    a_product("Saltings rubber boots", {"size": "42"}, {"size": "43"}),
    a_product("Heavy cotton T-shirt", {"colour": "ink"}, {"colour": "moss"}),
]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("how many T-shirt options do you have", ["Heavy cotton T-shirt"]),
        ("kettle", ["Electric Kettle", "Tea Kettle"]),
        ("do you have a tea kettle", ["Tea Kettle"]),
        ("price of ur kettels", ["Electric Kettle", "Tea Kettle"]),
        ("is the blue bottle in stock", ["Water Bottle"]),
        ("do you sell snowboards", []),
        ("something in rubber", []),
        ("", []),
    ],
)
def test_products_are_meant_by_what_they_are_called(text: str, names: list[str]) -> None:
    assert [product.name for product in meant(text, CATALOGUE).products] == names


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("is the blue bottle in 1000ml available", ["Water Bottle-1"]),
        ("a bottle in 1 litre", ["Water Bottle-1", "Water Bottle-2"]),
        ("the red or the blue bottle", ["Water Bottle-0", "Water Bottle-1", "Water Bottle-2"]),
        ("got any 43 boots left", ["Saltings rubber boots-1"]),
        ("tea kettle of steel", ["Tea Kettle-1"]),
        ("the slate keyboard", ["Slate wireless keyboard-0"]),
        ("the slate keyboard in chalk", ["Slate wireless keyboard-1"]),
    ],
)
def test_options_choose_among_the_variants(text: str, fits: list[str]) -> None:
    wanted = meant(text, CATALOGUE)
    assert wanted.product is not None
    variants = wanted.product.variants
    assert [v.id for v in variants if wanted.options.allow(v)] == fits
    assert not wanted.options.unknown


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("the bottle in green", ("green",)),
        ("a bottle of 750 ml", ("750 ml",)),
        ("boots in a 45", ("45",)),
        ("two bottles under £30", ()),
        ("a bottle for less than 30 pounds", ()),
    ],
)
def test_what_no_variant_has_is_noticed(text: str, unknown: tuple[str, ...]) -> None:
    assert meant(text, CATALOGUE).options.unknown == unknown


def test_a_dimension_can_be_asked_for_without_a_value() -> None:
    assert meant("which colours does the bottle come in", CATALOGUE).options.dimensions == {"color"}
    assert meant("what sizes of boots", CATALOGUE).options.dimensions == {"size"}


def test_everything_is_no_name() -> None:
    assert not is_named("how much did I spend on everything", ["Water Bottle"])
    assert is_named("how much was the bottle", ["Water Bottle"])


def test_products_are_told_in_a_line() -> None:
    bottle = CATALOGUE[2]
    assert product_line(bottle, bottle.variants, "$") == (
        "Water Bottle, $10.00 to $12.00 (capacity: 500ml or 1000ml; color: blue or red)"
    )
    assert product_line(bottle, bottle.variants[:1], "£") == "Water Bottle, £10.00 (500ml, blue)"
    assert prices([], "£") == ""
    assert listed([]) == ""
    many = a_product("Rug", *({"size": f"{n}"} for n in range(9)))
    assert choices(many.variants) == "size: 0, 1, 2, 3, 4 or 4 more"
