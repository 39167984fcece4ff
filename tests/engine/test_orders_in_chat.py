"""Customers see and change their own orders, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from tests.engine.chat_client import ChatClient, by_others, words_of
from tests.engine.console_client import ConsoleClient
from tests.engine.shop_records import ShopRecords

if TYPE_CHECKING:
    from tests.engine.conftest import OpenChat

pytestmark = pytest.mark.engine

NO_SUCH_NUMBER = "HP-999999"


def day(order_day: object) -> str:
    return f"{order_day:%A} {order_day:%-d} {order_day:%B}"


def tells_state(order: Order) -> list[str]:
    """What any true account of the order's state has in it."""
    match order.status:
        case OrderStatus.PENDING:
            return ["hasn't been packed yet", day(order.estimated_delivery_on)]
        case OrderStatus.SHIPPED:
            return [str(order.tracking_number), day(order.estimated_delivery_on)]
        case OrderStatus.DELIVERED:
            return ["was delivered", day(order.delivered_at)]
        case OrderStatus.CANCELLED:
            return ["was cancelled", day(order.cancelled_at), f"£{order.refund_amount:.2f}"]
        case OrderStatus.RETURNED:
            return ["received the return", f"£{order.refund_amount:.2f}"]
        case _:
            return [f"£{order.refund_amount:.2f}", order.refund_label]


@pytest.mark.parametrize(
    "status",
    [
        OrderStatus.PENDING,
        OrderStatus.SHIPPED,
        OrderStatus.DELIVERED,
        OrderStatus.CANCELLED,
        OrderStatus.RETURN_REQUESTED,
        OrderStatus.RETURNED,
    ],
)
def test_a_verified_customer_gets_the_true_state_of_an_order(
    open_chat: OpenChat, records: ShopRecords, status: OrderStatus
) -> None:
    customer, order = records.customer_with(status)
    answer = words_of(open_chat(customer.id).say(f"Where is my order {order.id}?"))
    assert order.id in answer
    assert order.items[0].product_name in answer
    for fact in tells_state(order):
        assert fact in answer


def test_somebody_elses_order_is_like_one_that_does_not_exist(
    open_chat: OpenChat, records: ShopRecords
) -> None:
    customer, _ = records.customer_with(OrderStatus.SHIPPED)
    _, foreign = records.customer_with(
        OrderStatus.DELIVERED, lambda order: order.customer_id != customer.id
    )
    chat = open_chat(customer.id)
    answers = [
        words_of(chat.say(f"Where is my order {number}?")).replace(number, "N")
        for number in (foreign.id, NO_SUCH_NUMBER)
    ]
    assert "can't find order N" in answers[0]
    assert answers[0] == answers[1]


def test_somebody_elses_order_cannot_be_cancelled_or_returned(
    open_chat: OpenChat, records: ShopRecords
) -> None:
    customer, _ = records.customer_with(OrderStatus.SHIPPED)
    _, pending = records.customer_with(
        OrderStatus.PENDING, lambda order: order.customer_id != customer.id
    )
    chat = open_chat(customer.id)
    assert "can't find" in words_of(chat.say(f"Please cancel my order {pending.id}"))
    chat.say("yes")
    assert records.order(pending.id).status is OrderStatus.PENDING
    _, delivered = records.customer_with(
        OrderStatus.DELIVERED, lambda order: order.customer_id != customer.id
    )
    assert "can't find" in words_of(chat.say(f"I want to return order {delivered.id}"))


def test_an_anonymous_customer_is_asked_and_sees_nothing_until_the_details_are_right(
    chat: ChatClient, records: ShopRecords
) -> None:
    customer, order = records.customer_with(OrderStatus.SHIPPED)
    assert "order number" in words_of(chat.say("Where is my order?"))
    asked = words_of(chat.say(order.id))
    assert "e-mail address or postcode" in asked
    assert order.items[0].product_name not in asked
    answer = words_of(chat.say(customer.postcode))
    assert customer.name.split()[0] in answer
    assert str(order.tracking_number) in answer


def test_an_email_address_identifies_as_well(chat: ChatClient, records: ShopRecords) -> None:
    customer, order = records.customer_with(OrderStatus.DELIVERED)
    chat.say(f"where is {order.id.lower()}?")
    assert day(order.delivered_at) in words_of(chat.say(customer.email.upper()))


def wrong_details(chat: ChatClient, number: str, contact: str) -> list[str]:
    chat.say("Where is my order?")
    return [words_of(chat.say(number)), words_of(chat.say(contact))]


def test_a_wrong_number_and_a_wrong_postcode_get_the_same_answer(
    open_chat: OpenChat, records: ShopRecords
) -> None:
    customer, order = records.customer_with(OrderStatus.DELIVERED)
    wrong_postcode = wrong_details(open_chat(), order.id, "ZE9 9ZZ")
    wrong_number = wrong_details(open_chat(), NO_SUCH_NUMBER, customer.postcode)
    assert wrong_postcode == wrong_number
    assert "couldn't find an order with those details" in wrong_postcode[1]
    assert "2 tries left" in wrong_postcode[1]


def test_details_that_were_wrong_are_forgotten(chat: ChatClient, records: ShopRecords) -> None:
    customer, order = records.customer_with(OrderStatus.DELIVERED)
    assert "2 tries left" in wrong_details(chat, order.id, "ZE9 9ZZ")[1]
    asked = words_of(chat.say(order.id))
    assert "left" not in asked
    assert "e-mail address or postcode" in asked
    assert day(order.delivered_at) in words_of(chat.say(customer.postcode))


def test_three_failures_bring_a_person(
    chat: ChatClient, mia: ConsoleClient, records: ShopRecords
) -> None:
    customer, order = records.customer_with(OrderStatus.DELIVERED)
    chat.say("Where is my order?")
    for attempt in range(3):
        chat.say(order.id)
        chat.say(f"wrong{attempt}@example.com")
        if chat.history()["owner"] == "queue":
            break
    assert attempt == 2, "people were called before the customer had three tries"
    last = by_others(chat.messages())[-1]
    assert last["author"] == "system"
    assert "couldn't match" in last["text"]
    ticket = mia.ticket_of(chat.conversation_id)
    assert ticket["reason_code"] == "identification_locked"
    assert (ticket["customer_name"], ticket["verified"]) == (None, False)
    seen = words_of(chat.messages())
    assert customer.name not in seen
    assert order.items[0].product_name not in seen


def test_a_cancellation_needs_a_clear_yes_and_happens_once(
    open_chat: OpenChat, records: ShopRecords
) -> None:
    customer, order = records.customer_with(OrderStatus.PENDING)
    chat = open_chat(customer.id)
    assert order.id in words_of(chat.say(f"Please cancel my order {order.id}"))
    summary = words_of(chat.press("I ordered it by mistake"))
    assert f"£{order.total:.2f}" in summary
    assert order.payment_label in summary
    assert records.order(order.id).status is OrderStatus.PENDING
    assert "is cancelled" in words_of(chat.press("Yes, cancel the order"))
    # The same yes again is refused: it would answer whatever was asked since.
    with pytest.raises(AssertionError, match="payload_not_offered"):
        chat.press("Yes, cancel the order")
    chat.say(f"Please cancel my order {order.id}")
    cancelled = records.order(order.id)
    assert cancelled.status is OrderStatus.CANCELLED
    assert cancelled.cancellation_reason == "ordered by mistake"
    assert len(records.changes(order.id)) == 1


@pytest.mark.parametrize("answer", ["no", "hmm, let me think about it", "stop, forget it"])
def test_without_a_clear_yes_nothing_is_cancelled(
    open_chat: OpenChat, records: ShopRecords, answer: str
) -> None:
    customer, order = records.customer_with(OrderStatus.PENDING)
    chat = open_chat(customer.id)
    chat.say(f"Please cancel my order {order.id}")
    assert "Shall I cancel it?" in words_of(chat.say("I no longer need it"))
    assert "is cancelled" not in words_of(chat.say(answer))
    assert records.order(order.id).status is OrderStatus.PENDING
    assert records.changes(order.id) == []


def test_a_cancelled_order_is_not_promised_to_arrive(
    open_chat: OpenChat, records: ShopRecords
) -> None:
    customer, order = records.customer_with(OrderStatus.CANCELLED)
    answer = words_of(open_chat(customer.id).say(f"Please cancel my order {order.id}"))
    assert "cancelled already" in answer
    assert "once it has arrived" not in answer.lower()


def test_one_item_of_an_order_goes_back(open_chat: OpenChat, records: ShopRecords) -> None:
    # The newest delivery that holds several things: surely within the 30 days.
    customer, order = records.customer_with(
        OrderStatus.DELIVERED,
        lambda order: len(order.items) > 1 and all(item.is_returnable for item in order.items),
    )
    chat = open_chat(customer.id)
    choice = words_of(chat.say(f"I'd like to return something from order {order.id}"))
    assert all(item.product_name in choice for item in order.items)
    asked = chat.say("2")
    if asked[-1]["asks"] == "refund_to":
        asked = chat.say("1")
    summary = words_of(asked)
    assert f"£{order.items[1].total:.2f}" in summary
    assert records.order(order.id).status is OrderStatus.DELIVERED
    assert "is requested" in words_of(chat.press("Yes, request the return"))
    returned = records.order(order.id)
    assert returned.status is OrderStatus.RETURN_REQUESTED
    quantities = [item.returned_quantity for item in returned.items]
    assert quantities[1] == order.items[1].quantity
    assert sum(quantities) == quantities[1]
    assert len(records.changes(order.id)) == 1


def test_a_press_is_kept_under_the_title_that_was_pressed(
    open_chat: OpenChat, records: ShopRecords
) -> None:
    customer, order = records.customer_with(OrderStatus.PENDING)
    chat = open_chat(customer.id)
    chat.say("What is the capital of Peru?")
    chat.press("No, thank you")
    chat.say(f"Please cancel my order {order.id}")
    chat.press("I no longer need it")
    chat.press("No, keep it")
    said = [message["text"] for message in chat.messages() if message["author"] == "customer"]
    assert said[-1] == "No, keep it"
