"""Whether a passage says a sentence, on pairs written by hand; and what is hidden and put back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.encoder.sentence_encoder import shared_encoder
from desk.writer.hiding import Hiding
from desk.writer.support import is_supported
from knowledge_base.passages import Passage

PAIRS = Path(__file__).with_name("writer_support.yml")


def passage(text: str, heading: str = "Returns") -> Passage:
    return Passage("one", "An article", "/one", heading, text)


def supports(text: str, sentence: str) -> bool:
    return is_supported(sentence, [passage(text)], shared_encoder())


def scored(part: str) -> tuple[float, float]:
    """Precision and recall on the passages of one part."""
    cases: list[dict[str, Any]] = yaml.safe_load(PAIRS.read_text("utf-8"))
    right = let_through = supported = 0
    for case in cases:
        if case["part"] == part:
            source = [passage(case["text"], case["heading"])]
            right += sum(is_supported(one, source, shared_encoder()) for one in case["supported"])
            let_through += sum(is_supported(one, source, shared_encoder()) for one in case["wrong"])
            supported += len(case["supported"])
    return right / (right + let_through), right / supported


@pytest.mark.parametrize(
    ("part", "precision", "recall"), [("choosing", 0.99, 0.8), ("testing", 0.99, 0.85)]
)
def test_what_counts_as_supported_is_nearly_always_so(
    part: str, precision: float, recall: float
) -> None:
    measured = scored(part)
    assert measured[0] >= precision
    assert measured[1] >= recall


RETURNS = (
    "Please request the return within 30 days of delivery (60 days for Gold members). "
    "Opened candles cannot be returned, unless they are faulty."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Please request the return within 30 days.",
        "Please request the return within thirty days of delivery.",
        "Within 30 days of delivery, request your return.",
        "Gold members request the return within 60 days of delivery.",
        "Unless they are faulty, opened candles can't be returned.",
    ],
)
def test_other_words_of_grammar_and_another_order_are_the_same(sentence: str) -> None:
    assert supports(RETURNS, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Please request the return within 60 days of delivery.",  # that is for members
        "Please request the return within 30 weeks of delivery.",
        "Please request the return within 30 days of dispatch.",
        "Please request the return after 30 days.",
        "Please request the return within £30 of delivery.",
        "Silver members request the return within 60 days of delivery.",
        "Opened candles cannot be returned.",  # the exception is lost
        "Opened candles can be returned, unless they are faulty.",
        "Unopened candles cannot be returned, unless they are faulty.",
        "Please request the return within 30 days of delivery and it is free.",
        "Please request the return within ٣٠ days of delivery.",
        "30 60.",
        "It is.",
        "",
        "…",
        "Bitte beantragen Sie die Rückgabe innerhalb von 30 Tagen.",
        "return " * 3_000,
    ],
)
def test_a_sentence_that_goes_beyond_the_passage_or_loses_a_limit_is_not(sentence: str) -> None:
    assert not supports(RETURNS, sentence)


def test_nothing_is_said_by_an_empty_passage() -> None:
    assert not supports("", "Returning is free.")


def test_parts_of_a_sentence_must_stand_close_together() -> None:
    between = "Rooms have a view. Guests like the garden. Towels are changed daily. "
    text = f"Breakfast is free. {between}Parking costs £5 a night."
    assert supports(text, "Parking costs £5 a night.")
    assert not supports(text, "Breakfast is free and the parking costs £5 a night.")
    assert not supports(text, "Breakfast costs £5 a night.")


def test_an_address_is_never_put_together_from_words() -> None:
    text = "Write to hello@shop.example for a free return."
    assert supports(text, "For a free return, write to hello@shop.example.")
    assert not supports(text, "For a free return, write to hello@free.example.")
    assert not supports(text, "For a free return, write to shop.free.example.")


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("where is HP-104233 and HP-104234?", "where is [order 1] and [order 2]?"),
        ("HP-104233, I said HP-104233", "[order 1], I said [order 1]"),
        ("Hi, I'm Anna Schmidt, Hauptstr. 5", "Hi, I'm [name 1], [address 1]"),
        ("born 12.03.1981, thanks", "born [date 1], thanks"),
        ("nothing to hide for £5 on 3 May", "nothing to hide for £5 on 3 May"),
        ("[order] and [1] are HP-104233", "[order 1] and [1] are [order 2]"),
        ("", ""),
    ],
)
def test_what_is_hidden_is_numbered_and_put_back(text: str, hidden: str) -> None:
    hiding = Hiding()
    assert hiding.hide(text) == hidden
    assert hiding.restore(hidden) == text


def test_the_same_number_keeps_its_placeholder_through_a_conversation() -> None:
    hiding = Hiding(["Ada Okafor"])
    assert hiding.hide("I'm Ada, a@b.example") == "I'm [name 1], [e-mail 1]"
    assert hiding.hide("a@b.example and c@d.example") == "[e-mail 1] and [e-mail 2]"
    assert hiding.restore("[name 1]: [e-mail 2], [e-mail 1]") == "Ada: c@d.example, a@b.example"
    assert hiding.restore("[order 1]") is None


def test_what_stands_side_by_side_is_hidden_but_not_put_back() -> None:
    hiding = Hiding(["Ada Okafor"])
    hidden = hiding.hide("Ada Okafor HP-104233")
    assert hidden == "[name 1] [order 1]"
    assert hiding.restore(hidden) is None
