"""How actions word dates, amounts and items, and what they read from a customer's words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from actions import words
from actions.jobs.details.items import candidates_of
from actions.jobs.details.reason import reason_in
from actions.orders import STATE_RESPONSES
from actions.reading.choices import choose
from desk.shop.order import Order
from desk.shop.order_item import OrderItem
from desk.shop.order_status import DeliveryMethod, OrderStatus
from desk.shop.payment import Direction, MoneyMove
from desk.shop.plans import PlannedItem
from desk.shop.service_policy import AT_ONCE, STANDARD_POLICY, RefundTime
from desk.shop.shipping_address import ShippingAddress
from desk.shop.swap import Swap
from desk.shop.wallet import PaymentKind

MISTAKE = "ordered by mistake"
NOT_NEEDED = "no longer needed"


def an_item(place: int, name: str, quantity: int = 1, **options: str) -> OrderItem:
    return OrderItem(
        f"HP-104233-{place}", "V", name, options, quantity, Decimal("12.50"), position=place
    )


LAMP = an_item(1, "Oak desk lamp", finish="black")
SOCKS = an_item(2, "Wool socks", 2, size="M", colour="grey")
MUG = an_item(3, "Tideline mug")
RUG = an_item(4, "Jute rug")


def an_order(*items: OrderItem) -> Order:
    return Order(
        id="HP-104233",
        customer_id="cus_1",
        placed_at=datetime(2026, 3, 2, tzinfo=UTC),
        delivery_method=DeliveryMethod.STANDARD,
        shipping_fee=Decimal("3.95"),
        payment_method_id=None,
        payment_kind=PaymentKind.CREDIT_CARD,
        payment_label="Visa ending 4821",
        shipping_address=ShippingAddress("Siân Okafor", "4 Ferry Lane", "London", "SE15 4QN", "GB"),
        estimated_delivery_on=date(2026, 3, 9),
        items=list(items),
    )


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (date(2026, 5, 3), "Sunday 3 May"),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), "Thursday 31 December"),
        (None, ""),
    ],
)
def test_a_day_is_said_without_a_year(moment: date | None, said: str) -> None:
    assert words.day(moment) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Decimal("12.5"), "12.50"),
        (Decimal("1234"), "1,234.00"),
        (Decimal("0.1") + Decimal("0.2"), "0.30"),
        (None, "0.00"),
    ],
)
def test_an_amount_has_two_places(value: Decimal | None, said: str) -> None:
    assert words.amount(value) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([LAMP], "Oak desk lamp (black)"),
        ([LAMP, SOCKS], "Oak desk lamp (black) and 2 × Wool socks (M, grey)"),
        ([MUG, RUG, LAMP], "Tideline mug, Jute rug and Oak desk lamp (black)"),
        ([MUG, RUG, LAMP, SOCKS], "Tideline mug, Jute rug and 2 more items"),
    ],
)
def test_items_are_said_as_a_list_with_an_and(items: list[OrderItem], said: str) -> None:
    assert words.items(items) == said
    assert words.items(iter(items)) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([LAMP], "Oak desk lamp (black)"),
        ([LAMP, SOCKS], "Oak desk lamp (black) and 2 × Wool socks (M, grey)"),
        ([MUG, RUG, LAMP], "Tideline mug, Jute rug and Oak desk lamp (black)"),
        (
            [MUG, RUG, LAMP, SOCKS],
            "\n  - 1 × Tideline mug\n  - 1 × Jute rug\n  - 1 × Oak desk lamp (black)"
            "\n  - 2 × Wool socks (M, grey)",
        ),
    ],
)
def test_what_is_agreed_to_names_every_item(items: list[OrderItem], said: str) -> None:
    assert words.all_items(items) == said
    assert words.all_items(PlannedItem.of(item) for item in items) == said


def test_one_of_several_has_its_number() -> None:
    assert words.all_items([PlannedItem.of(SOCKS, 1)]) == "1 × Wool socks (M, grey)"
    assert words.all_items([PlannedItem.of(SOCKS, 2)]) == "2 × Wool socks (M, grey)"
    assert words.all_items([PlannedItem.of(LAMP, 1)]) == "Oak desk lamp (black)"


def test_a_mark_changes_with_every_item_and_every_number() -> None:
    many = [PlannedItem.of(item) for item in (MUG, RUG, LAMP, SOCKS)]
    fewer = [*many[:3], PlannedItem.of(SOCKS, 1)]
    # Of the same name and options, as two lines of an order may be.
    other = [*many[:3], PlannedItem.of(an_item(5, "Wool socks", 2, size="M", colour="grey"))]
    marks = {words.mark_of(items) for items in (many, fewer, other, many[:3], many[1:])}
    assert len(marks) == 5
    assert words.mark_of(many) == words.mark_of(list(many))


def test_a_mark_of_swaps_changes_with_every_item_variant_and_number() -> None:
    swap = a_swap("Mug", "blue", "red", "12.50")
    swaps = [
        swap,
        replace(swap, item_id="HP-104233-2"),
        replace(swap, variant_id="NEWER"),
        replace(swap, quantity=2),
    ]
    assert len({words.mark_of_swaps([one]) for one in swaps}) == len(swaps)


TO_CARD = MoneyMove(
    Direction.REFUND, Decimal("1250.5"), "pay_1", "Visa ending 4821", RefundTime(5, 7)
)
TO_GIFT_CARD = MoneyMove(
    Direction.REFUND, Decimal("5"), "pay_2", "gift card 4410", AT_ONCE, waits_for_parcel=True
)


def test_every_refund_is_said_with_its_amount_its_way_and_its_time() -> None:
    assert words.to_refund([TO_CARD, TO_GIFT_CARD], "£") == (
        "Refund £1,250.50 to Visa ending 4821, within 5 to 7 working days\n"
        "- Refund £5.00 to gift card 4410, as soon as we have the parcel"
    )
    assert words.going_back([TO_CARD, TO_GIFT_CARD], "$") == (
        "$1,250.50 goes back to Visa ending 4821, within 5 to 7 working days. "
        "$5.00 goes back to gift card 4410, as soon as we have the parcel."
    )


def test_that_nothing_is_refunded_is_said_too() -> None:
    assert words.to_refund([], "£") == "There is nothing to refund"
    assert words.going_back([], "£") == "There is nothing to refund."


def test_options_that_say_nothing_alone_are_named() -> None:
    assert words.option_values({"size": "M", "colour": "grey"}) == "M, grey"
    assert words.option_values({"waterproof": "yes", "lid": "No", "size": "M"}) == (
        "waterproof: yes, lid: No, M"
    )
    assert words.option_values({"colour": "moss", "lining": "Without", "size": "42"}) == (
        "moss, lining: Without, size: 42"
    )
    assert words.option_values({"finish": "plain", "model": "standard", "length": "42 cm"}) == (
        "finish: plain, model: standard, 42 cm"
    )
    assert words.option_values({}) == ""
    assert words.item_name(MUG) == "Tideline mug"


def test_a_choice_of_words_ends_with_an_or() -> None:
    assert words.either(["black"]) == "black"
    assert words.either(["black", "blue", "red"]) == "black, blue or red"


def test_an_order_is_said_in_a_line() -> None:
    assert words.order_line(an_order(LAMP)) == (
        "HP-104233 – Oak desk lamp (black), placed Monday 2 March, pending"
    )


def a_swap(name: str, new: str, old: str, price: str, quantity: int = 1) -> Swap:
    return Swap(
        "HP-104233-1", name, quantity,
        "OLD", {"colour": old}, Decimal("12.50"), "NEW", {"colour": new}, Decimal(price),
    )  # fmt: skip


def test_a_swap_says_both_prices_of_the_whole_line_unless_they_are_the_same() -> None:
    planned = [a_swap("Mug", "blue", "red", "12.50"), a_swap("Socks", "M", "L", "13.00", 3)]
    assert words.swaps(planned, "£") == (
        "Mug: blue instead of red\n- 3 × Socks: M instead of L, £39.00 instead of £37.50"
    )
    assert words.swapped(planned) == "Mug (blue) and Socks (M)"
    assert words.swapped(planned[:1]) == "Mug (blue)"


def test_a_difference_is_settled_in_words_either_way() -> None:
    pays = MoneyMove(Direction.PAYMENT, Decimal("2"), "pay_1", "Visa ending 4821")
    assert words.to_settle([pays, TO_GIFT_CARD], "$") == (
        "Pay $2.00 with Visa ending 4821\n"
        "- Refund $5.00 to gift card 4410, as soon as we have the parcel"
    )
    assert words.settled([pays, TO_GIFT_CARD], "$") == (
        "You pay $2.00 with Visa ending 4821. "
        "$5.00 goes back to gift card 4410, as soon as we have the parcel."
    )
    assert words.to_settle([], "£") == "The price stays the same"
    assert words.settled([], "£") == ""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no longer needed", NOT_NEEDED),
        ("ordered by mistake", MISTAKE),
        ("I no longer need it", NOT_NEEDED),
        ("changed my mind", NOT_NEEDED),
        ("don’t want it anymore", NOT_NEEDED),
        ("i dont need this", NOT_NEEDED),
        ("found it cheaper", NOT_NEEDED),
        ("It takes TOO LONG", NOT_NEEDED),
        ("wrong size", MISTAKE),
        ("I ordered it twice by accident", MISTAKE),
        ("oops, didn't mean to", MISTAKE),
        ("clicked the wrong one, I don't need two", MISTAKE),
        ("because", None),
        ("none of your business", None),
        ("", None),
    ],
)
def test_a_reason_is_read_from_a_customers_own_words(text: str, reason: str | None) -> None:
    assert reason_in(text, STANDARD_POLICY.cancellation_reasons) == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("I Found it Cheaper elsewhere", "found it cheaper"),
        ("wrong size, sadly", "wrong size"),
        ("wrong", "wrong"),
        ("wrongly done", None),
        ("ordered by mistake", None),
        ("I no longer need it", None),
    ],
)
def test_only_the_reasons_that_the_shop_accepts_are_read(text: str, reason: str | None) -> None:
    assert reason_in(text, ("found it cheaper", "wrong", "wrong size")) == reason


@pytest.mark.parametrize("text", ["I do need it, don't cancel", "I need it tomorrow"])
def test_words_that_only_look_like_a_reason_are_none(text: str) -> None:
    assert reason_in(text, STANDARD_POLICY.cancellation_reasons) is None


def places_in(text: str) -> list[int]:
    """The places of the items that a customer means to whom the order was shown as a list."""
    order = an_order(LAMP, SOCKS, MUG, RUG)
    chosen = choose(text, candidates_of(order), several=True, shown=True).chosen
    return [item.position for item in order.items if item.id in chosen]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("all", [1, 2, 3, 4]),
        ("everything please", [1, 2, 3, 4]),
        ("the whole order", [1, 2, 3, 4]),
        ("1", [1]),
        ("1 and 3", [1, 3]),
        ("3,1", [1, 3]),
        ("the first one", [1]),
        ("second and LAST", [2, 4]),
        ("the lamp", [1]),
        ("socks", [2]),
        ("the sock and the mugs", [2, 3]),
        ("Tideline mugs", [3]),
        ("9", []),
        ("0", []),
        ("the tent", []),
        ("", []),
        ("HP-104233", []),
    ],
)
def test_items_are_found_by_number_place_name_or_all_of_them(text: str, places: list[int]) -> None:
    assert places_in(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("the mug", [3]),
        ("rug and mug", [3, 4]),
        ("not all of them, just the lamp", [1]),
        ("everything but the lamp", [2, 3, 4]),
        ("all except 2", [1, 3, 4]),
        ("the second, I have had it for 2 days", [2]),
    ],
)
def test_items_are_not_mistaken_for_others(text: str, places: list[int]) -> None:
    assert places_in(text) == places


def test_there_is_something_to_say_about_every_state_of_an_order() -> None:
    assert set(STATE_RESPONSES) == set(OrderStatus)
