"""Formats of order numbers: what they understand and what is no format."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.entities.order_format import InvalidFormat, OrderNumbers


@pytest.mark.parametrize(
    ("written", "texts", "number"),
    [
        (
            r"\#W#######",
            ["#W2378156", "W2378156", "w 2378156", "#w2378156", "2378156", "# 2378156"],
            "#W2378156",
        ),
        ("HP-######", ["hp1O4233", "HP-l04233", "1042 33", "hp one oh four two 33"], "HP-104233"),
        ("###-#######", ["204-1234567", "204 1234567", "2041234567", "#2041234567"], "204-1234567"),
        ("ORD/2026/####", ["ord 2026 1234", "ORD20261234", "2026/1234", "1234"], "ORD/2026/1234"),
        ("AB##-C####", ["ab12-c3456", "12c3456", "AB 12 C 3456"], "AB12-C3456"),
        ("Nr. ####", ["nr 1234", "Nr.1234", "nr: 1234"], "Nr. 1234"),
    ],
)
def test_people_write_it_in_many_ways(written: str, texts: list[str], number: str) -> None:
    assert {text: OrderNumbers(written).normalise(text) for text in texts} == dict.fromkeys(
        texts, number
    )


def test_the_first_format_that_fits_counts() -> None:
    numbers = OrderNumbers(["A-####", "B-####", "#####"])
    found = [numbers.normalise(text) for text in ("1234", "b1234", "12345", "123456")]
    assert found == ["A-1234", "B-1234", "12345", None]


@pytest.mark.parametrize(
    "written",
    ["", "HP", "HP-##", "#" * 21, "A" * 38 + "###", "###/", [], None, 123456, [7], {"a": 1}],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(written: object) -> None:
    with pytest.raises(InvalidFormat, match=r"it must (be|have)"):
        OrderNumbers(written)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "example"),
    [
        ("HP-######", "HP-204816"),
        (r"\#W#######", "#W2048162"),
        (["####", "HP-######"], "2048"),
        ("A###-B", "A204-B"),
    ],
)
def test_people_are_shown_a_number_in_the_first_format(
    written: str | list[str], example: str
) -> None:
    assert OrderNumbers(written).example == example
    assert OrderNumbers(written).normalise(example) == example


@settings(max_examples=30)
@given(
    st.from_regex(r"([A-Z]{1,3}-?)?(#{1,6}[-/A-Z]?){1,2}#{1,6}[A-Z]?", fullmatch=True).filter(
        lambda written: 3 <= written.count("#") <= 20
    ),
    st.integers(min_value=0, max_value=10**20),
)
def test_every_number_of_a_format_is_its_own_normal_form(written: str, number: int) -> None:
    digits = iter(f"{number:020d}"[-written.count("#") :])
    order = re.sub("#", lambda _: next(digits), written)
    for text in (order, order.lower(), f"#{order}"):
        assert OrderNumbers(written).normalise(text) == order


@given(st.text())
def test_no_text_raises(text: str) -> None:
    for written in OrderNumbers(["HP-######", r"\#W#######"]).find(text):
        assert 0 <= written.start < written.end <= len(text)


@pytest.mark.parametrize(
    "text", ["1 ", "o", "1-", "hp ", "one ", "HP then a dash ", "# ", "1 and "]
)
def test_long_texts_take_no_time(text: str) -> None:
    numbers = OrderNumbers("HP-" + "#" * 20)
    began = time.process_time()
    list(numbers.find((text * 20_000)[:20_000]))
    # Measured: 0.03 s at most.
    assert time.process_time() - began < 1
