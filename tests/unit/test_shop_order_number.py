"""Order numbers as customers write them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.entities.order_format import OrderNumbers
from desk.settings import ROOT, InvalidSettings
from desk.shop.order_number import normalise, order_numbers


@pytest.mark.parametrize(
    "text",
    [
        "HP-104233", "hp-104233", "HP104233", "hp 104233", "#104233", "104233", "# 104233",
        "#HP-104233", " HP - 104233 ", "Hp–104233", "hp_104233", "HP:104233", "104 233",
        "104233.", "HP-104233?", "ＨＰ－１０４２３３", "hp\u00a0104233",
    ],
)  # fmt: skip
def test_an_order_number_is_understood(text: str) -> None:
    assert normalise(text) == "HP-104233"


@pytest.mark.parametrize(
    "text",
    [
        "", "HP-", "10423", "1042334", "HP-10423a", "XP-104233", "HP104233 HP104234", "my order",
        "104233 or so", "١٠٤٢٣٣", "HP-104233\x00",
    ],
)  # fmt: skip
def test_anything_else_is_no_order_number(text: str) -> None:
    assert normalise(text) is None


@given(st.text())
def test_whatever_comes_out_is_an_order_number_or_nothing(text: str) -> None:
    number = normalise(text)
    assert number is None or normalise(number) == number


@given(st.integers(min_value=0, max_value=999_999), st.sampled_from(["", "#", "hp", "HP-", "Hp "]))
def test_every_number_is_understood_with_every_prefix(number: int, prefix: str) -> None:
    assert normalise(f"{prefix}{number:06d}") == f"HP-{number:06d}"


@pytest.mark.parametrize(
    ("setting", "text", "number"),
    [
        (r"    order_number: \#W#######", "w2378156", "#W2378156"),
        ('    order_number: ["A-####", "B-####"]', "b1234", "B-1234"),
        ("", "104233", "HP-104233"),
    ],
)
def test_they_look_as_the_engines_configuration_says(
    tmp_path: Path, setting: str, text: str, number: str
) -> None:
    config = a_config(tmp_path, f"  - name: bot.entities.extractor.DetailExtractor\n{setting}")
    assert order_numbers(config).normalise(text) == number


def test_without_a_reader_of_details_they_are_like_the_demo_shops(tmp_path: Path) -> None:
    config = a_config(tmp_path, "  - name: WhitespaceTokenizer")
    assert order_numbers(config).normalise("hp104233") == "HP-104233"


@pytest.mark.parametrize(
    ("pipeline", "what"),
    [
        ("  - name: DetailExtractor\n    order_number: HP", "it must have 3 to 20 digits"),
        ("  - name: DetailExtractor\n    order_number: 12", "it must be like HP-######"),
        ("  - no_name: 1", "cannot be read"),
        ("  [", "cannot be read"),
    ],
)
def test_a_wrong_configuration_is_told_of(tmp_path: Path, pipeline: str, what: str) -> None:
    with pytest.raises(InvalidSettings, match=rf"^config\.yml.*{what}"):
        order_numbers(a_config(tmp_path, pipeline))


def test_a_missing_configuration_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="cannot be read"):
        order_numbers(tmp_path / "config.yml")


def a_config(folder: Path, pipeline: str) -> Path:
    config = folder / "config.yml"
    config.write_text(f"pipeline:\n{pipeline}\n", "utf-8")
    return config


def test_the_guide_for_ones_own_shop_makes_its_order_numbers_known() -> None:
    guide = (ROOT / "docs" / "your-own-shop.md").read_text("utf-8")
    step = guide.split("```yaml\n")[1].split("```")[0]
    numbers = OrderNumbers(yaml.safe_load(step)["order_number"])
    orders = guide.split("```csv orders.csv\n")[1].split("```")[0].splitlines()[1:]
    ids = [order.split(",")[0] for order in orders]
    assert len(ids) > 1
    assert [numbers.normalise(id_) for id_ in ids] == ids
