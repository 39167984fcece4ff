from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desk.conversations.text import MAX_TEXT_CHARACTERS, InvalidText, clean, for_engine

# Everything that Python can hold in a string, halves of surrogate pairs included.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
# What has a meaning here, in any order: hypothesis rarely puts these side by side by itself.
_BLANKS = " \n\r\t\x1c\x85\u00a0\u2003\u2028\u3000\u200b\ufeff"
_MARKS = "/\x00\u0301\u200e\u202e\ud83d\ude00😀ש"
TRICKY_TEXT = st.text(st.sampled_from(f"{_BLANKS}{_MARKS}restart"), max_size=12)
MESSAGES = ANY_TEXT | TRICKY_TEXT


def cleaned(text: str) -> str | None:
    """The clean text; None where it is refused, which no other error may do."""
    try:
        return clean(text)
    except InvalidText:
        return None


@settings(deadline=None)
@given(MESSAGES)
@example("e\x00\u0301")
@example("\ud83d\u0301e")
def test_what_is_kept_can_be_stored_shown_and_compared(text: str) -> None:
    kept = cleaned(text)
    if kept is None:
        return
    controls = {c for c in kept if unicodedata.category(c) == "Cc"}
    assert controls <= {"\n", "\t"}
    assert unicodedata.is_normalized("NFC", kept)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert kept == kept.strip()
    assert kept


@settings(deadline=None)
@given(MESSAGES)
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    kept = cleaned(text)
    assert kept is None or clean(kept) == kept


@settings(deadline=None)
@given(MESSAGES)
@example("/\u00a0/restart")
@example("/\u2003/handoff_ended")
@example("\u3000/restart")
def test_the_engine_never_reads_a_text_as_a_command(text: str) -> None:
    kept = cleaned(text)
    for given_text in (text, kept or ""):
        for_it = for_engine(given_text)
        assert for_it
        # The engine strips every kind of white space before it looks for the slash.
        assert not for_it.strip().startswith("/")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Where is my order?", "Where is my order?"),
        ("  one\r\ntwo\rthree\n", "one\ntwo\nthree"),
        ("cafe\u0301", "caf\u00e9"),
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("a\tb", "a\tb"),
        ("broken \ud83d half", "broken  half"),
        ("brilliant 😀 👩‍👩‍👧 🇬🇧", "brilliant 😀 👩‍👩‍👧 🇬🇧"),
        ("👍", "👍"),
        ("איפה ההזמנה שלי?", "איפה ההזמנה שלי?"),
        ("\u2067אבג\u2069 abc \u200fאבג", "\u2067אבג\u2069 abc \u200fאבג"),
        ("refund \u202e05 \u202cpounds", "refund 05 pounds"),
        ("订单在哪里", "订单在哪里"),
        ("?", "?"),
        ("1", "1"),
        ("/restart", "/restart"),
    ],
)
def test_text_is_kept_as_people_wrote_it(text: str, kept: str) -> None:
    assert clean(text) == kept


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\t \r\n", "\u200b", "\x00\x01", "\ud83d", "\u202e \u202c", "\u0301", "\ufeff"],
)
def test_a_text_with_nothing_to_read_is_refused(text: str) -> None:
    with pytest.raises(InvalidText, match="empty"):
        clean(text)


def test_a_text_of_the_greatest_length_is_kept_and_one_more_is_refused() -> None:
    assert clean("x" * MAX_TEXT_CHARACTERS) == "x" * MAX_TEXT_CHARACTERS
    with pytest.raises(InvalidText, match=r"4,001 characters.*4,000"):
        clean("x" * (MAX_TEXT_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("/restart", "restart"),
        (' / /affirm{"order_number": "1"}', 'affirm{"order_number": "1"}'),
        ("//", "?"),
        ("/", "?"),
        ("\ufeff/restart", "restart"),
        ("and/or", "and/or"),
        ("where is it", "where is it"),
    ],
)
def test_leading_slashes_are_left_out_for_the_engine(text: str, read: str) -> None:
    assert for_engine(text) == read
