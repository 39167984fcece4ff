"""The same is wanted for another order: it is done after the one under way, with its own yes."""

from __future__ import annotations

import pytest

from desk.clock import Clock
from desk.conversations.conversations import Conversations
from desk.database.database import Database
from desk.shop.order_status import OrderStatus
from desk.shop.shop import Shop
from tests.integration.job_chat import Chat, a_chat
from tests.integration.job_shop import (
    CARD,
    DELIVERED,
    LAMP,
    ME,
    SHIRT_AND_SOCKS,
    SQLITE,
    THEIRS,
    changed,
    pack,
    rows_in,
)

pytestmark = [pytest.mark.anyio, SQLITE]

NEW = "12 Mill Road, Cambridge, CB1 2AB"
NEW_LINE = f"{NEW}, United Kingdom"


@pytest.fixture
async def chat(database: Database, clock: Clock, conversations: Conversations) -> Chat:
    return await a_chat(database, clock, conversations)


async def line_of(shop: Shop, number: str) -> str:
    order = await shop.order_of(ME, number)
    assert order is not None
    return order.shipping_address.line


async def ask_for_address(chat: Chat) -> None:
    said = await chat.say("change the address of HP-100002", "change_address", LAMP)
    assert said == ["utter_which_address"]


@pytest.mark.parametrize("intent", ["inform", "change_address", "change_default_address"])
@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("use the same for order HP-100001", (SHIRT_AND_SOCKS,)),
        ("Can you use the same address for HP-100001 too?", (SHIRT_AND_SOCKS,)),
        ("same address for my other order too", ()),
    ],
)
async def test_the_other_order_waits_while_the_question_is_asked_again(
    chat: Chat, database: Database, text: str, numbers: tuple[str, ...], intent: str
) -> None:
    before = await rows_in(database)
    await ask_for_address(chat)
    said = await chat.say(text, intent, *numbers)
    assert said == ["utter_same_later", "utter_which_address"]
    assert chat.said[0]["orders"] == SHIRT_AND_SOCKS

    assert await chat.say(NEW, "inform") == ["utter_change_address_confirm"]
    assert chat.said[0]["order_number"] == LAMP
    assert changed(before, await rows_in(database)) == {}
    said = await chat.say("yes", "affirm")
    assert said == ["utter_address_changed", "utter_change_address_confirm"]
    assert chat.said[1]["order_number"] == SHIRT_AND_SOCKS
    assert chat.said[1]["after"] == NEW_LINE
    assert await line_of(chat.shop, SHIRT_AND_SOCKS) != NEW_LINE

    assert await chat.say("yes", "affirm") == ["utter_address_changed"]
    assert await line_of(chat.shop, LAMP) == await line_of(chat.shop, SHIRT_AND_SOCKS) == NEW_LINE


async def test_the_address_and_the_wish_may_come_together(chat: Chat) -> None:
    await ask_for_address(chat)
    said = await chat.say(f"{NEW}, and use the same for order HP-100001", "inform", SHIRT_AND_SOCKS)
    assert said == ["utter_same_later", "utter_change_address_confirm"]
    assert (chat.said[1]["order_number"], chat.said[1]["after"]) == (LAMP, NEW_LINE)


async def test_a_yes_beside_the_wish_is_one_to_what_was_shown_only(chat: Chat) -> None:
    await ask_for_address(chat)
    await chat.say(NEW, "inform")
    text = "yes, and the same for my other order please"
    said = await chat.say(text, "affirm")
    assert said == ["utter_address_changed", "utter_change_address_confirm"]
    assert chat.said[1]["order_number"] == SHIRT_AND_SOCKS
    assert await line_of(chat.shop, SHIRT_AND_SOCKS) != NEW_LINE

    await chat.say("no", "deny")
    assert await line_of(chat.shop, SHIRT_AND_SOCKS) != NEW_LINE


RESERVATIONS = [
    ("Yes, do the same for HP-100001 instead", (SHIRT_AND_SOCKS,)),
    ("Yes, the same for HP-100001 but not for HP-100002", (SHIRT_AND_SOCKS, LAMP)),
    ("yes, the same for my other order rather than this one", ()),
    ("yes please do the same for HP-100001, leave this one alone", (SHIRT_AND_SOCKS,)),
    ("sure, same for HP-100001 and forget HP-100002", (SHIRT_AND_SOCKS, LAMP)),
    ("Yes, the same for HP-100001 and HP-100002", (SHIRT_AND_SOCKS, LAMP)),
    ("Yes, the same for HP-100001 only", (SHIRT_AND_SOCKS,)),
    ("ok, do the same for HP-100001 first", (SHIRT_AND_SOCKS,)),
    ("Yes, same for HP-100001, but send this one to 5 High Street", (SHIRT_AND_SOCKS,)),
    ("Yes, the same for HP-100001. Not for HP-100002.", (SHIRT_AND_SOCKS, LAMP)),
]


@pytest.mark.parametrize("intent", ["affirm", "inform", "cancel_order"])
@pytest.mark.parametrize(("text", "numbers"), RESERVATIONS)
async def test_a_yes_with_a_reservation_cancels_nothing(
    chat: Chat, database: Database, text: str, numbers: tuple[str, ...], intent: str
) -> None:
    before = await rows_in(database)
    # What was said before makes none of these words harmless.
    asked = "cancel HP-100002, I ordered it by mistake, not the other one, so no lamp instead"
    assert await chat.say(asked, "cancel_order", LAMP) == ["utter_cancel_confirm"]
    assert await chat.say(text, intent, *numbers) == ["utter_same_later", "utter_cancel_confirm"]
    assert chat.said[1]["order_number"] == LAMP
    assert changed(before, await rows_in(database)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Yes, the same for order number HP-100001 too, thank you",
        "yes please. Also do the same for HP-100001 as well please",
        "Yes, cancel it, and the same for HP-100001",
    ],
)
async def test_courtesy_beside_the_other_order_leaves_a_yes_as_it_is(chat: Chat, text: str) -> None:
    await chat.say("cancel HP-100002, I ordered it by mistake", "cancel_order", LAMP)
    said = await chat.say(text, "affirm", SHIRT_AND_SOCKS)
    assert said == ["utter_order_was_cancelled", "utter_cancel_confirm"]
    assert chat.said[1]["order_number"] == SHIRT_AND_SOCKS


async def test_a_no_to_this_order_goes_on_to_the_other_with_its_own_yes(
    chat: Chat, database: Database
) -> None:
    before = await rows_in(database)
    await chat.say("cancel HP-100002, I ordered it by mistake", "cancel_order", LAMP)
    said = await chat.say("no, do the same for HP-100001", "deny", SHIRT_AND_SOCKS)
    assert said[-2:] == ["utter_order_kept", "utter_cancel_confirm"]
    assert chat.said[-1]["order_number"] == SHIRT_AND_SOCKS
    assert changed(before, await rows_in(database)) == {}

    assert await chat.say("yes", "affirm") == ["utter_order_was_cancelled"]
    kept, cancelled = [await chat.shop.order_of(ME, n) for n in (LAMP, SHIRT_AND_SOCKS)]
    assert kept is not None
    assert cancelled is not None
    assert (kept.status, cancelled.status) == (OrderStatus.PENDING, OrderStatus.CANCELLED)


async def test_a_yes_that_takes_the_order_back_is_none_though_its_words_were_said_before(
    chat: Chat, database: Database
) -> None:
    before = await rows_in(database)
    asked = "cancel HP-100002, I ordered it by mistake, it is not needed"
    await chat.say(asked, "cancel_order", LAMP)
    assert (await chat.say("Yes, not HP-100002", "affirm", LAMP))[-1] == "utter_cancel_confirm"
    assert changed(before, await rows_in(database)) == {}


async def test_the_same_card_pays_for_the_other_order(chat: Chat) -> None:
    await chat.say("change the payment of HP-100002", "change_payment", LAMP)
    text = "the visa, and the same card for order HP-100001"
    said = await chat.say(text, "change_payment", SHIRT_AND_SOCKS)
    assert said == ["utter_same_later", "utter_change_payment_confirm"]
    said = await chat.say("yes", "affirm")
    # The other one is paid with it already, which is said, and nothing happens to it.
    assert said == ["utter_payment_changed", "utter_job_refused"]
    order = await chat.shop.order_of(ME, LAMP)
    assert order is not None
    assert order.payment_method_id == CARD


async def test_an_order_of_somebody_else_is_not_held(chat: Chat) -> None:
    await ask_for_address(chat)
    said = await chat.say("use the same for HP-200001", "inform", THEIRS)
    assert said == ["utter_no_such_order", "utter_which_address"]
    await chat.say(NEW, "inform")
    assert await chat.say("yes", "affirm") == ["utter_address_changed"]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("and the same for my other order", "utter_several_other_orders"),
        ("and the same for all my other orders", "utter_same_later"),
    ],
)
async def test_of_several_other_orders_only_all_can_be_meant_without_a_number(
    chat: Chat, text: str, note: str
) -> None:
    question = await chat.say("HP-100006 came broken", "item_damaged", DELIVERED)
    assert await chat.say(text, "inform") == [note, *question]


async def test_it_is_said_if_there_is_no_other_order(chat: Chat, database: Database) -> None:
    await pack(database, SHIRT_AND_SOCKS)
    await ask_for_address(chat)
    said = await chat.say("the same for my other order please", "inform")
    assert said == ["utter_no_other_order", "utter_which_address"]


async def test_a_question_about_another_order_holds_nothing(chat: Chat) -> None:
    await ask_for_address(chat)
    text = "do you charge the same for HP-100001?"
    assert "utter_same_later" not in await chat.say(text, "ask_question", SHIRT_AND_SOCKS)


@pytest.mark.parametrize("intent", ["inform", "change_address", "order_status"])
async def test_the_address_of_another_order_may_be_meant(chat: Chat, intent: str) -> None:
    await chat.say(f"send HP-100001 to {NEW}", "change_address", SHIRT_AND_SOCKS)
    await chat.say("yes", "affirm")
    await ask_for_address(chat)
    text = "the same address as for HP-100001"
    assert await chat.say(text, intent, SHIRT_AND_SOCKS) == ["utter_change_address_confirm"]
    assert (chat.said[0]["order_number"], chat.said[0]["after"]) == (LAMP, NEW_LINE)


async def test_nobody_elses_address_can_be_meant(chat: Chat) -> None:
    await ask_for_address(chat)
    said = await chat.say("the same address as for HP-200001", "inform", THEIRS)
    assert "utter_change_address_confirm" not in said
    assert chat.slots["job"]["details"] == {"order": LAMP}
