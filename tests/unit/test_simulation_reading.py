"""What the bot waits for and shows is read from its words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from desk.simulation.asking import Ask
from desk.simulation.goal import Request
from desk.simulation.known import Known, KnownItem
from desk.simulation.reading import amounts_in, asked_in, heard, lines_in, order_numbers_in
from desk.simulation.summary import check


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Which order would you like to return something from?", Ask.ORDER),
        ("What is your order number? It looks like HP-204816.", Ask.ORDER),
        ("What would you like to send back from order HP-104152?\n1. A mug", Ask.ITEMS),
        ("Which items of order HP-1 is it about?", Ask.ITEMS),
        ("May I ask why you'd like to cancel order HP-104251?", Ask.REASON),
        ("I can take one of these reasons: a, or b. Which is it?", Ask.REASON),
        ("Which colour would you like instead?\n- ink\n- chalk", Ask.OPTION),
        ("How would you like to pay the difference of £5.00?", Ask.PAYMENT),
        ("Where should the refund go?\n1. Visa\n2. gift card", Ask.REFUND_TO),
        ("What is the new address?", Ask.ADDRESS),
        ("- Cancel order HP-1\n- Refund £2.00\n\nShall I cancel it?", Ask.CONFIRM),
        ("Is that right?", Ask.CONFIRM),
        ("And which e-mail address or postcode was the order placed with?", Ask.IDENTITY),
        ("I need its number and the e-mail address it was placed with.", Ask.IDENTITY),
        ("What is your name?", Ask.NAME),
        ("Please enter the code from our e-mail. What is the code?", Ask.CODE),
        ("Do you still want to return the lamp?", Ask.RESUME),
        ("Shall I bring in a colleague?", Ask.PERSON),
        ("Shall I bring one in?", Ask.PERSON),
        ("I'm not sure I understood that. Could you put it another way?", Ask.AGAIN),
        ("Done: order HP-1 is cancelled. Is there anything else I can do?", None),
        ("All right. What would you like to do next?", None),
        ("You can return items within 30 days.", None),
        ("Why is my parcel late? Parcels wait at the border. We tell you by e-mail.", None),
    ],
)
def test_what_is_asked(text: str, asks: Ask | None) -> None:
    assert asked_in(text) is asks


def test_what_the_message_says_of_itself_counts_more() -> None:
    messages: list[dict[str, Any]] = [
        {"text": "Which size?", "asks": None, "buttons": []},
        {"text": "How would you like it?", "asks": "option", "buttons": [{"title": "L"}]},
    ]
    result = heard(messages, "bot")
    assert (result.asks, result.buttons) == (Ask.OPTION, [{"title": "L"}])
    assert heard([{"text": "Done.", "asks": "something new"}], "bot").asks is None


def test_lists_numbers_and_amounts() -> None:
    text = "Your orders:\n1. HP-104251 – a pen\n2. #W1234567 – a mug, £1,234.50\n- a line"
    assert [(line.number, line.is_numbered) for line in lines_in(text)] == [
        (1, True), (2, True), (3, False),
    ]  # fmt: skip
    assert order_numbers_in(text) == ["HP-104251", "#W1234567"]
    assert amounts_in(text + " and £28") == {Decimal("1234.50"), Decimal("28.00")}


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Refund CHF 52.90 to your card.", "52.90"),
        ("- Refund: CHF1,234.50", "1234.50"),
        ("You get 52.90 kr. back", "52.90"),
        ("You pay Fr. 8.00.", "8.00"),
        ("It comes to 12.00 €", "12.00"),
        ("It is ₹1,200", "1200.00"),
        ("A rope of 1.50 m", None),
        ("It came on 12.03.2026 at CHF street 8", None),
        ("order VB26-0001, 2 items", None),
    ],
)
def test_amounts_of_any_currency(text: str, amount: str | None) -> None:
    assert amounts_in(text) == ({Decimal(amount)} if amount else set())


def test_order_numbers_of_any_shop() -> None:
    assert order_numbers_in("1. VB26-0001 – a bell") == ["VB26-0001"]
    assert order_numbers_in("Cancel order 2026-117 for CHF 1200.00") == ["2026-117"]
    text = "1. 1001 – a bell\n2. 2002/A – to 4410 Elm Street, 10083"
    assert order_numbers_in(text) == []
    assert order_numbers_in(text, {"1001", "2001/A"}) == ["1001", "2002/A"]


BOWL = KnownItem("Tideline serving bowl", {"glaze": "kelp"}, "BOWL-03")
SCARF = KnownItem("Harris check scarf", {"colour": "heather"}, "SCARF-01")
WHITE = KnownItem("Cycling Helmet", {"color": "white"}, "1")
BLACK = KnownItem("Cycling Helmet", {"color": "black"}, "2")
SWAP = {"product": "Cycling Helmet", "options": {"color": "white"}, "new": {"size": "M"}}


def verdict(text: str, known: Known, **request: object) -> str:
    return str(check(text, Request.model_validate(request), known))


def test_a_summary_has_to_name_what_is_wanted_and_nothing_else() -> None:
    known = Known(
        {"HP-104152": [BOWL, SCARF]},
        {"HP-104152": "delivered"},
        amounts={("HP-104152", "return_delivered_order_items"): {Decimal("32.00")}},
    )
    wanted = {"job": "return", "order": "104152", "items": ["Tideline serving bowl"]}
    right = "Return from order HP-104152: Tideline serving bowl (kelp), £32.00 to Apple Pay"
    assert verdict(right, known, **wanted) == ""
    assert "order HP-104152" in verdict(right.replace("104152", "104153"), known, **wanted)
    assert "names order HP-104153" in verdict(f"{right} HP-104153", known, **wanted)
    assert "names Harris check scarf" in verdict(f"{right} Harris check scarf", known, **wanted)
    assert "does not name 32.00" in verdict(right.replace("32.00", "74.00"), known, **wanted)
    assert "a cancellation" in verdict(f"Cancel order HP-104152. {right}", known, **wanted)
    assert "what is to be done" in verdict(right.replace("Return from", "Of"), known, **wanted)
    gift = wanted | {"refund_to": {"kind": "gift_card", "last_four": "2021"}}
    assert "does not name 2021" in verdict(right, known, **gift)


def test_a_summary_of_another_shop_is_read_as_well() -> None:
    known = Known(
        {"VB26-0001": [BOWL]},
        {"VB26-0001": "pending"},
        amounts={("VB26-0001", "cancel_pending_order"): {Decimal("52.90")}},
    )
    wanted = {"job": "cancel", "order": "VB26-0001"}
    right = "- Cancel order VB26-0001\n- Refund CHF 52.90 to Twint"
    assert verdict(right, known, **wanted) == ""
    assert "does not name 52.90" in verdict(right.replace("52.90", "25.90"), known, **wanted)
    other = verdict(right.replace("0001", "0002"), known, **wanted)
    assert "does not name order VB26-0001; it names order VB26-0002" in other


def test_of_two_items_of_one_product_the_right_one_has_to_be_named() -> None:
    known = Known({"W1": [WHITE, BLACK]}, {"W1": "pending"})
    wanted = {"job": "change_items", "order": "W1", "items": [SWAP]}
    assert verdict("Change W1: Cycling Helmet (white) for one in M", known, **wanted) == ""
    assert "names black" in verdict("Change W1: Cycling Helmet (black) for M", known, **wanted)


def test_another_option_than_the_item_has_or_gets_is_wrong() -> None:
    choices = frozenset({"8", "10", "leather", "synthetic"})
    boots = KnownItem("Hiking Boots", {"size": "8", "material": "leather"}, "1", choices)
    known = Known({"W1": [boots]}, {"W1": "pending"})
    new = {"size": "10", "material": "leather"}
    wanted = {
        "job": "change_items",
        "order": "W1",
        "items": [{"product": "Hiking Boots", "new": new}],
    }
    text = "Change order W1:\n- Hiking Boots: 10, leather instead of 8, leather"
    assert verdict(text, known, **wanted) == ""
    other = text.replace("10, leather", "10, synthetic")
    assert "names Hiking Boots: synthetic" in verdict(other, known, **wanted)


def test_without_the_shop_the_goals_own_words_count() -> None:
    wanted = {
        "job": "change_address",
        "order": "HP-104251",
        "address": {"street": "4 Ferry Lane", "city": "London", "postcode": "SE15 4QN"},
    }
    text = "Order HP-104251 will be sent to 4 Ferry Lane, London, SE15 4QN"
    assert verdict(text, Known(), **wanted) == ""
    assert "SE15 4QN" in verdict(text.replace("4QN", "4QM"), Known(), **wanted)
