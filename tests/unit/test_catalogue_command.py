"""The products that the bot recognises are those of the demo shop."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml

from desk.commands.catalogue import catalogue_file, write_catalogue
from desk.commands.paths import CATALOGUE
from desk.demo_shop.data import demo_shop
from desk.shop.catalogue import Product, Variant


def a_product(name: str, *options: dict[str, str]) -> Product:
    variants = [
        Variant(f"SKU-{number}", choice, Decimal("1.00"), 1)
        for number, choice in enumerate(options)
    ]
    return Product("prd_1", name, "home", "", variants)


def test_the_committed_file_is_that_of_the_demo_shop() -> None:
    products = demo_shop(date(2026, 1, 1)).products
    assert CATALOGUE.read_text("utf-8") == catalogue_file(products), (
        "the demo shop sells something else: run `.venv/bin/parley catalogue`"
    )


def test_the_order_of_the_products_changes_nothing() -> None:
    products = demo_shop(date(2026, 1, 1)).products
    assert catalogue_file(products) == catalogue_file(reversed(products))


def test_every_option_is_there_once_with_its_dimension() -> None:
    lamp = a_product("Lamp", {"colour": "red"}, {"colour": "blue"})
    chair = a_product("Chair", {"colour": "red"}, {"wood": "oak"})
    tables = yaml.safe_load(catalogue_file([lamp, chair]))["nlu"]
    assert [table["lookup"] for table in tables] == ["product", "option"]
    assert tables[0]["examples"].splitlines() == ["- Chair", "- Lamp"]
    assert tables[1]["examples"].splitlines() == ["- colour: blue", "- colour: red", "- wood: oak"]


def test_a_shop_without_options_has_no_table_of_them() -> None:
    tables = yaml.safe_load(catalogue_file([a_product("Lamp")]))["nlu"]
    assert [table["lookup"] for table in tables] == ["product"]


def test_the_file_is_written_only_where_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "catalogue.yml"
    assert write_catalogue([a_product("Lamp")], file)
    assert not write_catalogue([a_product("Lamp")], file)
    assert write_catalogue([a_product("Chair")], file)
