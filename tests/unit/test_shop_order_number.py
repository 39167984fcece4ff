"""Order numbers as customers write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.shop.order_number import normalise


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
