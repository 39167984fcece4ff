"""What says who somebody is does not leave its conversation; what an answer is about does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.insight.masking import masked

NAMES = ("Anna Smith-Jones", "Will Hope", "Omar")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail me at anna.k@example.co.uk", "mail me at [e-mail]"),
        ("it is HP-104187, again: hp 104187", "it is [order], again: [order]"),
        ("order 104187 please", "order [order] please"),
        ("I live in LS6 2AB", "I live in [postcode]"),
        ("to nr1 3jt please", "to [postcode] please"),
        ("zip code is 90210", "zip code is [postcode]"),
        ("call 07700 900123 or +44 (0)7700 900123", "call [number] or [number]"),
        ("card 4111 1111 1111 1111", "card [number]"),
        ("track RM123456789GB", "track [number]"),
        ("see https://shop.example/o?id=7&t=x.", "see [link]"),
        ("sent to 12 Orchard Road, Leeds", "sent to [address], Leeds"),
        ("live at 7b old mill lane", "live at [address]"),
        ("my name is Priya Shah and", "my name is [name] and"),
        ("Under the name Shah, please", "Under the name [name], please"),
        ("Dear Ms Okafor,", "Dear Ms [name],"),
        ("Hi Priya,\nall good", "Hi [name],\nall good"),
        ("anna smith-jones and Anna asked", "[name] and [name] asked"),
        ("Thanks, Omar", "Thanks, [name]"),
        ("I'm Priya Shah and", "I'm [name] and"),
        ("Hi, I am Priya.", "Hi, I am [name]."),
        ("This is O'Neil, again", "This is [name], again"),
        ("my name is priya shah and i wait", "my name is [name] and i wait"),
        ("mein Name ist Jörg Müller", "mein Name ist [name]"),
        ("Where is it?\nThanks, Priya", "Where is it?\nThanks, [name]"),
        ("Kind regards,\npriya shah", "Kind regards,\n[name]"),
        ("my iban is GB29 NWBK 6016 1331 9268 19 ok", "my iban is [number] ok"),
        ("de89370400440532013000", "[number]"),
        ("born 12.03.1981, dob: 12 March 1981", "born [date], dob: [date]"),
        ("my birthday is on May 3rd", "my birthday is on [date]"),
        ("Hauptstr. 5, 10115 Berlin", "[address], [postcode] Berlin"),
        ("bitte an bahnhofstraße 12a", "bitte an [address]"),
        ("to 12 rue de Rivoli", "to [address]"),
        ("Flat 3, 7 High Street, Leeds", "[address], Leeds"),
    ],
)
def test_what_says_who_somebody_is_is_masked(text: str, expected: str) -> None:
    assert masked(text, NAMES) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("McDonald asked", "Sean McDonald"),
        ("mcdonald asked", "Sean McDonald"),
        ("O'Brien asked", "Pat O'Brien"),
        ("O’BRIEN asked", "Pat O'Brien"),
        ("anne-marie asked", "Anne-Marie Smith"),
        ("Anne-Marie asked", "Anne-Marie Smith"),
        ("SMITH asked", "Anne-Marie Smith"),
        ("josé asked", "José Ruiz"),
        ("Price asked", "Anna Price"),
    ],
)
def test_a_known_name_is_masked_however_it_is_written(text: str, name: str) -> None:
    assert masked(text, [name]) == "[name] asked"


@pytest.mark.parametrize(
    "text", ["what price is it", "IS THE PRICE OK, I may pay", "a li-ion pack"]
)
def test_a_name_that_is_a_word_as_well_stays_one_in_small_letters(text: str) -> None:
    assert masked(text, ["May Price", "Li Pack"]) == text


@pytest.mark.parametrize(
    "text",
    [
        "Returns are free within 30 days, for £15.90 or €20,000.00.",
        "Open from 10:30 on 12/11/2026 and 2026-11-03, for 5–7 working days.",
        "Size UK 10 or M, 94 cm; the lamp takes a 60 W E27 bulb.",
        "Hello there, will you hope for it? Hi, do you deliver to Norway?",
        "see u b4 2nd may, it is on its way in 3 days the wrong way round",
        "I'm Gold, is 10 % off?",
        "I'm VERY ANGRY, this is REALLY BAD. I'm Irish, do you deliver?",
        "my name is on the card and my name is spelt wrong",
        "Thanks Again\nThanks, Bye",
        "The 1981 model was made on 3 May; 10000 Euro, it's due on 12.03.2026",
        "",
    ],
)
def test_what_an_answer_is_about_stays(text: str) -> None:
    assert masked(text, NAMES) == text


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
def test_whatever_people_write_can_be_masked(text: str, names: list[str]) -> None:
    masked(text, names)


def test_masking_long_texts_is_quick() -> None:
    for part in (
        "1 ",
        "a@",
        "1 A ",
        "Hi Anna ",
        "12 old ",
        "HP-1 ",
        "I'm Anna ",
        "gb29 nwbk ",
        "born is ",
        "my name is a ",
        "Regards\n",
        "Hauptstr. 5, 1",
    ):
        assert masked(part * 2000, NAMES) is not None
