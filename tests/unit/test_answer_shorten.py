"""Shortening a passage to what was asked."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.answers.sentences import searchable, sentences_of
from knowledge_base.answers.shorten import SHORT_ENOUGH, Shortened, shorten
from knowledge_base.passages import Passage

ASKED = Path(__file__).parent / "answers_shortened.yml"
LEAST_KEPT_SHARE = 0.95
MOST_CHARACTERS_SHARE = 0.5
MOST_MILLISECONDS = 5

RETURNS = (
    "Returning an item is free. To request a return:\n\n"
    "1. Open My orders and choose the delivered order.\n"
    "2. Select Return items and tick everything you want to send back.\n"
    "3. Choose a refund to the original payment method or to a gift card.\n\n"
    "The status of the order changes to return requested. Guests need the order number and the "
    "e-mail address used for the order. Our warehouse is in Bristol, next to the old harbour. "
    "It is painted green."
)
PRICES = (
    "We offer two delivery options in the UK and one to the EU, all with the same carrier. "
    "These are the prices:\n\n"
    "- Standard, UK – Price: £3.95; Time: 3–5 working days\n"
    "- Express, UK – Price: £7.95; Time: next working day\n"
    "- EU – Price: £12.95; Time: 5–8 working days\n\n"
    "The driver brings the parcel to the front door of the building and not up the stairs. "
    "Only furniture is an exception. Our vans are green and our drivers are friendly."
)


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder.load()


def shortened(encoder: SentenceEncoder, question: str, text: str, heading: str = "") -> Shortened:
    passage = Passage("help", "Help", "/help", heading, text)
    vectors = encoder.encode([question, *searchable(passage)])
    return shorten(question, text, vectors[0], vectors[1:])


def asked() -> list[dict[str, Any]]:
    passages: list[dict[str, Any]] = yaml.safe_load(ASKED.read_text("utf-8"))
    return passages


def test_half_of_the_characters_keep_what_answers(encoder: SentenceEncoder) -> None:
    kept: list[bool] = []
    before = after = 0
    for entry in asked():
        text = entry["text"]
        passage = Passage("help", "Help", "/help", entry["heading"], text)
        sentences = encoder.encode(searchable(passage))
        questions = encoder.encode([one["question"] for one in entry["asked"]])
        for one, vector in zip(entry["asked"], questions, strict=True):
            answer = shorten(one["question"], text, vector, sentences)
            kept.append(all(words in answer.text for words in one["keeps"]))
            before += len(text)
            after += len(answer.text)
    assert len(kept) > 80
    assert statistics.mean(kept) >= LEAST_KEPT_SHARE
    assert after / before <= MOST_CHARACTERS_SHARE


def test_it_takes_little_time_where_the_vectors_are_there(encoder: SentenceEncoder) -> None:
    passage = Passage("help", "Help", "/help", "Returns", RETURNS)
    vectors = encoder.encode(["how do I return it", *searchable(passage)])
    times = []
    for _ in range(20):
        start = time.perf_counter()
        shorten("how do I return it", RETURNS, vectors[0], vectors[1:])
        times.append(1000 * (time.perf_counter() - start))
    assert statistics.median(times) <= MOST_MILLISECONDS


def test_steps_stay_all_steps_with_what_leads_in(encoder: SentenceEncoder) -> None:
    answer = shortened(encoder, "how do I tick what I send back", RETURNS, "Returns")
    assert "To request a return:\n\n1. Open" in answer.text
    assert "\n2. Select" in answer.text
    assert "\n3. Choose" in answer.text
    assert "Bristol" not in answer.text


def test_of_a_table_the_row_that_is_named_stays(encoder: SentenceEncoder) -> None:
    text = shortened(encoder, "what does express delivery cost", PRICES, "Delivery").text
    assert "These are the prices:\n\n- Express, UK – Price: £7.95" in text
    assert "- Standard" not in text
    assert "- EU" not in text


def test_of_a_table_all_rows_stay_where_none_is_named(encoder: SentenceEncoder) -> None:
    text = shortened(encoder, "what are the prices and times", PRICES, "Delivery").text
    assert "- Standard" in text
    assert "- Express" in text
    assert "- EU" in text


def test_what_limits_a_sentence_stays_with_it(encoder: SentenceEncoder) -> None:
    text = shortened(encoder, "does the driver bring it up the stairs", PRICES, "Delivery").text
    assert "not up the stairs. Only furniture is an exception." in text
    assert "friendly" not in text


def test_a_sentence_that_leans_on_the_one_before_brings_it(encoder: SentenceEncoder) -> None:
    text = shortened(encoder, "is it painted green", RETURNS, "Our warehouse").text
    assert "Our warehouse is in Bristol, next to the old harbour. It is painted green." in text


LABELS = (
    "If the label does not print, use the code in our e-mail. Send us:\n\n"
    "1. A photo of the label.\n"
    "2. The number of your order, as it stands in the e-mail.\n\n"
    "We look into every label on the same day and write back before the evening, except on "
    "Sundays and public holidays. Our printers stand in Bristol, and they are rather old. "
    "This is how they go on:"
)


def vectors_for(text: str, answering: str) -> NDArray[np.float32]:
    """Vectors of which only that of the sentence `answering` is close to `(1, 0, …)`."""
    vectors = np.zeros((len(sentences_of(text)), 384), dtype=np.float32)
    vectors[[one.text for one in sentences_of(text)].index(answering), 0] = 1
    return vectors


def test_a_sentence_that_leads_to_a_list_brings_it_whichever_way_it_is_kept() -> None:
    vectors = vectors_for(LABELS, "If the label does not print, use the code in our e-mail.")
    text = shorten("hm", LABELS, np.eye(1, 384, dtype=np.float32)[0], vectors).text
    assert text.endswith(
        "Send us:\n\n1. A photo of the label.\n2. The number of your order, as it "
        "stands in the e-mail."
    )


def test_a_sentence_that_leads_to_nothing_is_left_out() -> None:
    vectors = vectors_for(LABELS, "Our printers stand in Bristol, and they are rather old.")
    text = shorten("hm", LABELS, np.eye(1, 384, dtype=np.float32)[0], vectors).text
    assert text == "Our printers stand in Bristol, and they are rather old."


def test_what_is_wanted_in_any_case_stays(encoder: SentenceEncoder) -> None:
    passage = Passage("help", "Help", "/help", "Delivery", PRICES)
    vectors = encoder.encode(["what does express cost", *searchable(passage)])
    last = len(sentences_of(PRICES)) - 1
    answer = shorten("what does express cost", PRICES, vectors[0], vectors[1:], also=[last])
    assert answer.quoted[-1] == "Our vans are green and our drivers are friendly."


@pytest.mark.parametrize("text", ["", "Yes.", "Wash cold. Dry flat. Do not iron it."])
def test_a_short_passage_stays_whole(encoder: SentenceEncoder, text: str) -> None:
    assert len(text) <= SHORT_ENOUGH
    assert shortened(encoder, "how do I wash it", text).text == text


def test_all_stays_where_no_sentence_is_close_to_the_question() -> None:
    vectors = np.zeros((len(sentences_of(RETURNS)), 384), dtype=np.float32)
    assert shorten("hm", RETURNS, np.zeros(384, np.float32), vectors).text == RETURNS


def test_vectors_of_another_passage_are_refused() -> None:
    with pytest.raises(ValueError, match="vectors"):
        shorten("why", "One. Two.", np.zeros(384, np.float32), np.zeros((5, 384), np.float32))


@given(st.text(), st.lists(st.text(st.characters(codec="utf-8"), min_size=1), max_size=30))
def test_nothing_is_quoted_that_is_not_written(question: str, lines: list[str]) -> None:
    text = "\n".join(lines)
    vectors = np.ones((len(sentences_of(text)), 384), dtype=np.float32)
    answer = shorten(question, text, np.ones(384, dtype=np.float32), vectors)
    assert all(sentence in text for sentence in answer.quoted)
