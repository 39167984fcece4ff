"""Taking a passage apart into its sentences, and putting some of them together again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.answers.sentences import Kind, quoted, searchable, sentences_of
from knowledge_base.passages import Passage, split
from knowledge_base.reading.folder import ARTICLES_FOLDER, read_articles

LAMPS = (
    "Lamps have a warranty. It lasts 2 years.\n\nTo claim:\n\n"
    "1. Take a photo. Show the fault.\n2. Send it.\n\n"
    "- Oak lamp – Price: £20\n- Pine lamp – Price: £15"
)


def test_prose_is_parted_at_its_sentences_and_a_list_at_its_lines() -> None:
    assert [(one.text, one.kind) for one in sentences_of(LAMPS)] == [
        ("Lamps have a warranty.", Kind.PROSE),
        ("It lasts 2 years.", Kind.PROSE),
        ("To claim:", Kind.PROSE),
        ("1. Take a photo. Show the fault.", Kind.STEP),
        ("2. Send it.", Kind.STEP),
        ("- Oak lamp – Price: £20", Kind.BULLET),
        ("- Pine lamp – Price: £15", Kind.BULLET),
    ]


def test_a_chosen_sentence_stays_in_its_layout() -> None:
    sentences = sentences_of(LAMPS)
    assert quoted(sentences, {0, 1, 4, 3}) == (
        "Lamps have a warranty. It lasts 2 years.\n\n1. Take a photo. Show the fault.\n2. Send it."
    )
    assert quoted(sentences, set()) == ""


@pytest.mark.parametrize(
    "sentence",
    [
        "Bring a card, e.g. A4 paper is fine, to the desk.",
        "It weighs approx. 5 kg and costs £3.95 at most.",
        "Write to hello@shop.example with the word order.",
        "See no. 5 of the list.",
    ],
)
def test_an_abbreviation_or_an_amount_does_not_end_a_sentence(sentence: str) -> None:
    assert [one.text for one in sentences_of(sentence)] == [sentence]


def test_a_quotation_ends_with_its_sentence() -> None:
    assert [one.text for one in sentences_of('It says "sold out." Wait for a message.')] == [
        'It says "sold out."',
        "Wait for a message.",
    ]


def test_a_row_of_a_table_has_a_name_and_prose_has_none() -> None:
    names = [one.name for one in sentences_of("- Express, UK – Price: £7\n- Chat: quick\n- thanks")]
    assert names == ["Express, UK", "Chat", ""]
    assert sentences_of("A box – Price: £7")[0].name == ""


def test_each_sentence_is_read_below_its_heading() -> None:
    passage = Passage("care", "Care", "/care", "Wool", "Wash cold. Dry flat.")
    assert searchable(passage) == ["Wool: Wash cold.", "Wool: Dry flat."]
    assert searchable(Passage("care", "Care", "/care", "", "Dry flat.")) == ["Care: Dry flat."]


def test_the_articles_of_the_shop_are_put_together_as_they_were() -> None:
    articles, _ = read_articles(ARTICLES_FOLDER)
    for passage in (passage for article in articles for passage in split(article)):
        sentences = sentences_of(passage.text)
        assert quoted(sentences, range(len(sentences))) == passage.text


@given(st.text())
def test_no_sentence_holds_a_word_that_its_text_has_not(text: str) -> None:
    assert all(one.text in text for one in sentences_of(text))
