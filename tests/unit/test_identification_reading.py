"""Names, postcodes and the rest are read from what customers write."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.identity.names import said_names
from actions.identity.reading import details_in, is_only_contact, lacking_in, wants_new_code
from desk.customers.identity import Detail
from tests.identification_cases import message

ALL = frozenset(Detail)
NAMES = frozenset({Detail.EMAIL, Detail.NAME, Detail.POSTCODE})


def told(text: str, wanted: Any = NAMES, asked: Any = ()) -> dict[str, str]:
    found = details_in(message(text), wanted, asked)
    return {detail.value: said for detail, said in found.items()}


@pytest.mark.parametrize(
    ("text", "details"),
    [
        (
            "hi, I'm Yara Sanchez, zip 75255, where is my order",
            {"name": "Yara Sanchez", "postcode": "75255"},
        ),
        ("my email is x@y.com", {"email": "x@y.com"}),
        ("Where's my stuff? Yara Sanchez 75255", {"name": "Yara Sanchez", "postcode": "75255"}),
        ("this is Yara Sanchez from 75255", {"name": "Yara Sanchez", "postcode": "75255"}),
        ("name: mei li, zip code: 10001-1234", {"name": "mei li", "postcode": "10001-1234"}),
        ("My name's Siân O'Shea, SE15 4QN", {"name": "Siân O'Shea", "postcode": "SE15 4QN"}),
        (
            "I am Noah Brown and my e-mail address is noah@x.example",
            {"name": "Noah Brown", "email": "noah@x.example"},
        ),
        ("I'm Ludwig van der Berg.", {"name": "Ludwig van der Berg"}),
        ("my name is raj patel i want to return a lamp", {"name": "raj patel"}),
        ("my user id is yara_sanchez_1234", {}),
        ("I'm looking for my order", {}),
        ("I am very angry", {}),
        ("i'm trying to cancel", {}),
        ("this is ridiculous", {}),
        ("It's been three weeks", {}),
        ("I'm Gold Member", {}),
        ("I paid 12345 for it", {}),
        ("I wrote to help@shop.com and nobody answered", {}),
        ("Hiking Boots please", {}),
        ("I need the Blue Hiking Boots", {}),
        ("/inform", {}),
        ("", {}),
    ],
)
def test_what_nobody_asked_for(text: str, details: dict[str, str]) -> None:
    assert told(text) == details


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("Yara Sanchez", {"name": "Yara Sanchez"}),
        ("yara sanchez", {"name": "yara sanchez"}),
        ("75255 yara sanchez", {"name": "yara sanchez", "postcode": "75255"}),
        ("Yara Sanchez\n75255\n", {"name": "Yara Sanchez", "postcode": "75255"}),
        ("sure, it's Fatima Moore", {"name": "Fatima Moore"}),
        ("Yara", {"name": "Yara"}),
        ("王小明", {"name": "王小明"}),
        ("8001", {"postcode": "8001"}),
        ("3011, not 3012", {"postcode": "3011"}),
        ("1015 CJ", {"postcode": "1015 CJ"}),
        ("postcode is 1015 CJ ok", {"postcode": "1015 CJ"}),
        ("postcode: se15 4qn thanks", {"postcode": "se15 4qn"}),
        ("my zip is 90210 and I'm Mei Patel", {"name": "Mei Patel", "postcode": "90210"}),
        (
            "Ivan Santos, 477 Park Avenue, Suite 558, Dallas TX 75277",
            {"name": "Ivan Santos", "postcode": "75277"},
        ),
        ("not a@x.com, it is b@x.com", {"email": "b@x.com"}),
        ("why do you need that?", {}),
        ("what for", {}),
        ("how long do refunds take", {}),
        ("no", {}),
        ("I don't remember", {}),
        ("yes please", {}),
        ("what is your delivery cost", {}),
    ],
)
def test_an_answer(text: str, details: dict[str, str]) -> None:
    assert told(text, asked=NAMES) == details


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("HP-104233 and SE15 4QN", {"order": "HP-104233", "postcode": "SE15 4QN"}),
        ("sian@example.com for order 104233", {"order": "HP-104233", "email": "sian@example.com"}),
        ("it's 104233", {"order": "HP-104233"}),
    ],
)
def test_an_order_number_and_what_shows_that_it_is_theirs(
    text: str, details: dict[str, str]
) -> None:
    wanted = {Detail.ORDER, Detail.EMAIL, Detail.POSTCODE}
    assert told(text, wanted=wanted, asked=wanted) == details


BY_ORDER = frozenset({Detail.ORDER, Detail.EMAIL, Detail.POSTCODE})
CONTACT = frozenset({Detail.EMAIL, Detail.POSTCODE})


def told_in_a_swiss_shop(text: str, asked: Any) -> dict[str, str]:
    # Digits alone may be the number of an order here.
    parsed = message(text, order_number="VB26-####")
    return {d.value: said for d, said in details_in(parsed, BY_ORDER, asked).items()}


@pytest.mark.parametrize(
    "text",
    [
        "3011",
        "it's 3011",
        "3011 Bern",
        "3011 bern",
        "3011 St. Gallen please",
        "CH-3011",
        "CH 3011 Bern",
        "my postcode is CH-3011, thanks",
        "I live in 3011 Zürich",
        "Beat Müller, Bahnhofplatz 3, 3011 Bern",
    ],
)
def test_a_postcode_of_digits_is_taken_where_it_is_wanted(text: str) -> None:
    assert told_in_a_swiss_shop(text, CONTACT) == {"postcode": "3011"}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("VB26-0103 3011", BY_ORDER),
        ("VB26-0103, 3011 Bern", BY_ORDER),
        ("0103 and 3011 Bern", BY_ORDER),
        ("Where is my order VB26-0103, postcode 3011?", ()),
        ("Where is my order VB26-0103? 3011 Bern", ()),
        ("VB26-0103, my postcode is CH-3011.", ()),
    ],
)
def test_order_number_and_postcode_are_told_apart(text: str, asked: Any) -> None:
    assert told_in_a_swiss_shop(text, asked) == {"order": "VB26-0103", "postcode": "3011"}


@pytest.mark.parametrize(
    ("text", "asked"),
    [("0103", BY_ORDER), ("order 0103", CONTACT), ("VB26-0103", CONTACT), ("VB26-0103", ())],
)
def test_the_number_of_an_order_is_no_postcode(text: str, asked: Any) -> None:
    assert told_in_a_swiss_shop(text, asked) == {"order": "VB26-0103"}


@pytest.mark.parametrize(
    "text",
    [
        "12 days",
        "ok 12",
        "I ordered it in 2026",
        "it came at 1430",
        "on 3 March 2026",
        "1200 CHF",
        "I paid 1200 francs",
        "1201 Main Street",
        "+41 31 3011 22",
        "what is 3011 anyway?",
        "what does it cost",
    ],
)
def test_other_numbers_are_no_postcode(text: str) -> None:
    assert told(text, wanted=CONTACT, asked=CONTACT) == {}


@pytest.mark.parametrize(
    "text",
    [
        "I'm Nadia Keller, 4058",
        "this is Nadia Keller from 4058",
        "I'm Nadia Keller and I live in 4058 Basel",
        "Nadia Keller, Rheingasse 3, CH-4058 Basel",
    ],
)
def test_a_name_with_a_postcode_of_four_digits(text: str) -> None:
    details = {"name": "Nadia Keller", "postcode": "4058"}
    assert told(text) == details
    assert told(text, asked=NAMES) == details


@pytest.mark.parametrize("text", ["3011 Bern", "9000 St. Gallen", "8953 Dietikon"])
def test_a_town_is_no_name(text: str) -> None:
    assert told(text, asked=NAMES) == {"postcode": text.split(maxsplit=1)[0]}


@pytest.mark.parametrize(
    "text",
    [
        "change my address to 4 Ferry Lane, London SE15 4QN",
        "send order HP-104233 to Bahnhofstrasse 7, 8001 Zürich",
        "I moved to Rheingasse 3, 4058 Basel. I'm Nadia Keller",
    ],
)
def test_a_new_address_does_not_show_who_they_are(text: str) -> None:
    assert "postcode" not in told(text, wanted=ALL)


@pytest.mark.parametrize(
    ("text", "is_only_that"),
    [
        ("my postcode is 3011", True),
        ("It's 3011 Bern.", True),
        ("SE15 4QN", True),
        ("my email is x@y.com", True),
        ("my postcode is 3011, where is my order", False),
        ("my postcode has changed to 3011", False),
        ("send it to Bahnhofstrasse 7, 8001 Zürich", False),
        ("hello", False),
        ("", False),
    ],
)
def test_a_contact_by_itself(text: str, is_only_that: bool) -> None:
    assert is_only_contact(message(text)) is is_only_that


@pytest.mark.parametrize("text", ["123456", "123 456", "my code is 123-456.", "it says 123456"])
def test_a_code_is_no_order_number(text: str) -> None:
    (code,) = told(text, wanted=ALL, asked={Detail.CODE}).values()
    assert [character for character in code if character.isdigit()] == list("123456")


@pytest.mark.parametrize("text", ["12345", "1234567", "12 34 56 78", "a@123456.com"])
def test_other_digits_are_no_code(text: str) -> None:
    assert "code" not in told(text, wanted=ALL, asked={Detail.CODE})


def test_no_code_is_heard_before_one_is_asked_for() -> None:
    assert "code" not in told("123456", wanted=ALL, asked=ALL - {Detail.CODE})


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("I don't have my order number", {Detail.ORDER}),
        ("i can't access that e-mail any more", {Detail.EMAIL}),
        ("I can't find the confirmation email", {Detail.ORDER}),
        ("I forgot my zip code", {Detail.POSTCODE}),
        ("I don't know", set()),
        ("I have it here", set()),
        ("can you find my order?", set()),
    ],
)
def test_what_the_customer_does_not_have(text: str, lacking: set[Detail]) -> None:
    assert lacking_in(message(text), ALL) == lacking


def test_only_one_thing_was_asked_for_and_it_is_not_known() -> None:
    assert lacking_in(message("I don't know it"), {Detail.EMAIL}) == {Detail.EMAIL}
    assert lacking_in(message("I don't know it"), ()) == set()


@pytest.mark.parametrize(
    "text",
    [
        "I did not get it",
        "nothing arrived, send it again",
        "I haven't received any code",
        "can you resend it",
        "Send a new code",
        "no email yet",
    ],
)
def test_another_code_is_wanted(text: str) -> None:
    assert wants_new_code(message(text))


@pytest.mark.parametrize("text", ["where is my order", "how long does delivery take", "yes"])
def test_no_other_code_is_wanted(text: str) -> None:
    assert not wants_new_code(message(text))


@given(st.text())
def test_no_text_raises(text: str) -> None:
    for asked in ((), ALL):
        found = details_in(message(text), ALL, asked)
        assert all(
            said in text or said.startswith("HP-") for said in found.values() if said.isascii()
        )


@pytest.mark.parametrize(
    "part",
    [
        "name is ",
        "I'm A ",
        "a@",
        "zip ",
        "12345 ",
        "1234 ",
        "1234 Ab ",
        "CH-",
        "123 ",
        "Aa Aa, ",
        "a'",
        "A.B-",
        "don't have ",
    ],
)
def test_long_texts_take_no_time(part: str) -> None:
    text = (part * 20_000)[:20_000]
    began = time.process_time()
    details_in({"text": text, "entities": []}, ALL, ALL)
    lacking_in({"text": text}, ALL)
    wants_new_code({"text": text})
    is_only_contact({"text": text})
    said_names(text)
    assert time.process_time() - began < 1
