"""Jobs as the engine carries them: begun, left, taken up again, one after the other."""

from __future__ import annotations

import pytest
from rasa_sdk.events import BotUttered

from desk.clock import Clock
from desk.conversations.conversations import Conversations
from desk.database.database import Database
from desk.shop.order_status import OrderStatus
from tests.integration.job_chat import Chat, Event, a_chat
from tests.integration.job_shop import (
    DELIVERED,
    LAMP,
    ME,
    ON_ITS_WAY,
    PACKED,
    SHIRT_AND_SOCKS,
    SQLITE,
    UNKNOWN,
    changed,
    pack,
    rows_in,
)

pytestmark = [pytest.mark.anyio, SQLITE]

CANCEL = "cancel HP-100002, I ordered it by mistake"


@pytest.fixture
async def chat(database: Database, clock: Clock, conversations: Conversations) -> Chat:
    return await a_chat(database, clock, conversations)


async def status_of(chat: Chat, number: str) -> OrderStatus:
    order = await chat.shop.order_of(ME, number)
    assert order is not None
    return order.status


def a_request(text: str, intent: str, *numbers: str, only_if_refused: bool = False) -> Event:
    entities = [{"entity": "order_number", "value": number} for number in numbers]
    return {
        "text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": entities,
        "only_if_refused": only_if_refused,
    }  # fmt: skip


async def test_a_job_is_begun_confirmed_and_over(chat: Chat) -> None:
    assert await chat.say(CANCEL, "cancel_order", LAMP) == ["utter_cancel_confirm"]
    assert chat.said[0]["custom"] == {"asks": "confirm"}
    assert (chat.loop, chat.slots["requested_slot"]) == ("job_form", "job_answer")
    assert await chat.say("yes", "affirm") == ["utter_order_was_cancelled"]
    assert (chat.loop, chat.slots["job"], chat.slots["job_ended"]) == (None, None, None)
    assert chat.slots["order_number"] == LAMP
    assert await status_of(chat, LAMP) is OrderStatus.CANCELLED


async def test_a_refusal_at_once_leaves_no_form(chat: Chat) -> None:
    assert await chat.say("cancel it", "cancel_order", DELIVERED) == ["utter_job_refused"]
    assert (chat.loop, chat.slots["job"], chat.slots["job_ended"]) == (None, None, None)


async def test_a_question_in_between_is_rejected_and_the_form_asks_again(chat: Chat) -> None:
    await chat.say(CANCEL, "cancel_order", LAMP)
    await chat.say("what does delivery cost?", "ask_delivery_cost")
    assert chat.is_rejected
    assert await chat.put_off() == ["utter_cancel_confirm"]
    assert await chat.say("yes", "affirm") == ["utter_order_was_cancelled"]


async def test_the_form_only_asks_again_after_a_message_that_others_answered(
    chat: Chat, database: Database
) -> None:
    await chat.say(CANCEL, "cancel_order", LAMP)
    before = await rows_in(database)
    # The escalation policy may answer a message that the form would have taken for a yes.
    chat.said = []
    await chat.say("yes?", "ask_person")
    assert await chat.put_off() == ["utter_cancel_confirm"]
    assert changed(before, await rows_in(database)) == {}


async def test_two_orders_of_one_cancellation_are_done_in_turn_each_with_its_yes(
    chat: Chat,
) -> None:
    text = "cancel HP-100001 and HP-100002, I no longer need them"
    assert await chat.say(text, "cancel_order", SHIRT_AND_SOCKS, LAMP) == ["utter_cancel_confirm"]
    assert chat.said[-1]["order_number"] == SHIRT_AND_SOCKS

    assert await chat.say("yes", "affirm") == ["utter_order_was_cancelled", "utter_cancel_confirm"]
    assert chat.said[-1]["order_number"] == LAMP
    assert chat.said[-1]["reason"] == "no longer needed"
    assert await status_of(chat, SHIRT_AND_SOCKS) is OrderStatus.CANCELLED
    assert await status_of(chat, LAMP) is OrderStatus.PENDING

    assert await chat.say("yes", "affirm") == ["utter_order_was_cancelled"]
    assert await status_of(chat, LAMP) is OrderStatus.CANCELLED
    assert chat.loop is None
    keys = [(await chat.shop.changes_of(number))[0].key for number in (SHIRT_AND_SOCKS, LAMP)]
    assert len(set(keys)) == 2


async def test_an_order_that_is_added_before_the_yes_follows_after_it(
    chat: Chat, database: Database
) -> None:
    await chat.say(CANCEL, "cancel_order", LAMP)
    before = await rows_in(database)
    said = await chat.say("yes, and cancel HP-100001 as well", "affirm", SHIRT_AND_SOCKS)
    assert said == ["utter_cancel_confirm"]
    assert chat.said[-1]["order_number"] == LAMP
    assert changed(before, await rows_in(database)) == {}
    assert await chat.say("yes", "affirm") == ["utter_order_was_cancelled", "utter_cancel_confirm"]
    assert chat.said[-1]["order_number"] == SHIRT_AND_SOCKS


async def test_two_orders_go_to_one_new_address(chat: Chat) -> None:
    text = "please send HP-100001 and HP-100002 to 12 Mill Road, Cambridge, CB1 2AB"
    await chat.say(text, "change_address", SHIRT_AND_SOCKS, LAMP)
    said = await chat.say("yes", "affirm")
    assert said == ["utter_address_changed", "utter_change_address_confirm"]
    await chat.say("yes", "affirm")
    for number in (SHIRT_AND_SOCKS, LAMP):
        order = await chat.shop.order_of(ME, number)
        assert order is not None
        assert order.shipping_address.postcode == "CB1 2AB"


async def test_a_no_to_the_second_order_keeps_it(chat: Chat) -> None:
    text = "cancel HP-100001 and HP-100002, I no longer need them"
    await chat.say(text, "cancel_order", SHIRT_AND_SOCKS, LAMP)
    await chat.say("yes", "affirm")
    assert await chat.say("no", "deny") == ["utter_order_kept"]
    assert await status_of(chat, LAMP) is OrderStatus.PENDING


@pytest.mark.parametrize("first", [PACKED, ON_ITS_WAY, UNKNOWN])
async def test_a_second_order_is_not_lost_when_the_first_cannot_be_cancelled(
    chat: Chat, first: str
) -> None:
    text = f"cancel {first} and HP-100002, my mistake"
    said = await chat.say(text, "cancel_order", first, LAMP)
    refusal = "utter_no_such_order" if first == UNKNOWN else "utter_cannot_cancel_but_return"
    assert said == [refusal, "utter_cancel_confirm"]
    assert chat.said[-1]["order_number"] == LAMP
    assert chat.loop == "job_form"


async def test_an_order_that_cannot_be_found_is_in_question_no_more(chat: Chat) -> None:
    said = await chat.say(f"cancel {UNKNOWN}", "cancel_order", UNKNOWN)
    assert said == ["utter_no_such_order", "utter_cancel_which_order"]
    assert chat.slots["order_number"] is None
    assert "utter_no_such_order" not in await chat.say("the blue thing", "inform")


async def test_a_job_that_was_left_for_another_is_offered_again(chat: Chat) -> None:
    await chat.say("return something of HP-100006", "return_item", DELIVERED)
    text = "oh, and I have to cancel HP-100002, I ordered it by mistake"
    assert await chat.say(text, "cancel_order", LAMP) == ["utter_cancel_confirm"]
    said = await chat.say("yes", "affirm")
    assert said == ["utter_order_was_cancelled", "utter_resume_return"]
    assert chat.said[-1]["custom"] == {"asks": "resume"}
    assert chat.loop is None

    assert await chat.say("yes", "affirm") == ["utter_return_which_items"]
    assert chat.loop == "job_form"
    assert chat.slots["parked_job"] is chat.slots["offered"] is None
    await chat.say("the lamp, back on my card", "inform")
    assert await chat.say("yes", "affirm") == ["utter_return_requested"]
    assert await status_of(chat, DELIVERED) is OrderStatus.RETURN_REQUESTED


async def test_a_job_that_was_left_is_forgotten_by_a_no(chat: Chat, database: Database) -> None:
    await chat.say("return something of HP-100006", "return_item", DELIVERED)
    await chat.say("and please cancel HP-100002, my mistake", "cancel_order", LAMP)
    await chat.say("yes", "affirm")
    before = await rows_in(database)
    assert await chat.say("no", "deny") == ["utter_all_right"]
    assert chat.slots["parked_job"] is None
    assert await chat.say("go on with it", "resume_job") == ["utter_nothing_to_resume"]
    assert changed(before, await rows_in(database)) == {}


async def test_the_same_message_twice_begins_the_same_job(chat: Chat) -> None:
    await chat.say(CANCEL, "cancel_order", LAMP, seq=7)
    key = chat.slots["job"]["key"]
    chat.loop = None
    await chat.say(CANCEL, "cancel_order", LAMP, seq=7)
    assert chat.slots["job"]["key"] == key
    await chat.say(CANCEL, "cancel_order", LAMP, seq=8)
    chat.loop = None
    await chat.say(CANCEL, "cancel_order", LAMP, seq=9)
    assert chat.slots["job"]["key"] != key


async def test_what_is_wanted_otherwise_follows_a_refusal(chat: Chat) -> None:
    requests = [
        a_request("cancel HP-100003", "cancel_order", PACKED),
        a_request("change HP-100002", "change_address", LAMP, only_if_refused=True),
    ]
    text = "cancel HP-100003, and if that isn't possible, change HP-100002"
    said = await chat.say(text, "cancel_order", PACKED, requests=requests)
    assert said == ["utter_cannot_cancel_but_return", "utter_next_request", "utter_which_address"]
    assert chat.slots["job"]["kind"] == "change_address"


async def test_what_is_wanted_otherwise_is_not_wanted_after_a_success(chat: Chat) -> None:
    requests = [
        a_request("cancel HP-100002, my mistake", "cancel_order", LAMP),
        a_request("change HP-100002", "change_address", LAMP, only_if_refused=True),
    ]
    text = "cancel HP-100002, my mistake, and if that isn't possible, change HP-100002"
    assert await chat.say(text, "cancel_order", LAMP, requests=requests) == ["utter_cancel_confirm"]
    assert await chat.say("yes", "affirm") == ["utter_order_was_cancelled"]
    assert chat.loop is None


async def test_what_is_wanted_otherwise_follows_a_refusal_at_the_yes(
    chat: Chat, database: Database
) -> None:
    requests = [
        a_request("cancel HP-100002, my mistake", "cancel_order", LAMP),
        a_request("change HP-100001", "change_address", SHIRT_AND_SOCKS, only_if_refused=True),
    ]
    await chat.say("cancel HP-100002, otherwise …", "cancel_order", LAMP, requests=requests)
    await pack(database, LAMP)
    said = await chat.say("yes", "affirm")
    assert said == ["utter_cannot_cancel_but_return", "utter_next_request", "utter_which_address"]


async def test_a_job_that_is_lost_offers_a_person(chat: Chat, database: Database) -> None:
    await chat.say("return something of HP-100006", "return_item", DELIVERED)
    before = await rows_in(database)
    for _ in range(2):
        await chat.say("flurble", "out_of_scope")
    assert await chat.say("gribbit", "out_of_scope") == ["utter_job_lost"]
    assert (chat.loop, chat.slots["offered"]) == (None, "person")
    assert changed(before, await rows_in(database)) == {}


async def test_where_nobody_can_be_identified_customers_are_asked_to_sign_in(
    database: Database, clock: Clock, conversations: Conversations
) -> None:
    chat = await a_chat(database, clock, conversations, None, may_identify=False)
    before = await rows_in(database)
    for intent in ("cancel_order", "return_item", "change_default_address"):
        assert await chat.say("do it with HP-100002", intent, LAMP) == ["utter_sign_in_first"]
        assert chat.loop is None
    assert changed(before, await rows_in(database)) == {}


async def test_a_form_of_nobody_who_is_known_ends(
    database: Database, clock: Clock, conversations: Conversations
) -> None:
    mine = await a_chat(database, clock, conversations)
    await mine.say(CANCEL, "cancel_order", LAMP)
    stranger = await a_chat(database, clock, conversations, None, may_identify=False)
    before = await rows_in(database)
    stranger.slots, stranger.loop = dict(mine.slots), "job_form"
    await stranger.say("yes", "affirm")
    assert stranger.slots["job"] is None
    assert stranger.loop is None
    assert changed(before, await rows_in(database)) == {}


def an_answer() -> Event:
    answer: Event = BotUttered("We send by post.", metadata={"utter_action": "utter_answer"})
    return answer


@pytest.mark.parametrize(
    ("begun", "asks", "text"),
    [
        (CANCEL, "utter_cancel_confirm", "no, that's not what I asked"),
        ("cancel HP-100002", "utter_cancel_why", "wrong answer"),
    ],
)
async def test_that_an_answer_did_not_help_is_no_answer_to_the_job(
    chat: Chat, begun: str, asks: str, text: str
) -> None:
    assert await chat.say(begun, "cancel_order", LAMP) == [asks]
    await chat.say("how do you send things", "ask_delivery_options")
    assert chat.is_rejected
    chat.events.append(an_answer())
    assert await chat.put_off() == [asks]
    assert await chat.say(text, "not_helpful") == []
    assert (chat.is_rejected, chat.loop) == (True, "job_form")
    assert await chat.put_off() == [asks]


async def test_it_did_not_work_is_a_reason_also_after_an_answer(chat: Chat) -> None:
    await chat.say("cancel HP-100002", "cancel_order", LAMP)
    await chat.say("how do you send things", "ask_delivery_options")
    chat.events.append(an_answer())
    await chat.put_off()
    assert await chat.say("no need for it", "not_helpful") == ["utter_cancel_confirm"]
