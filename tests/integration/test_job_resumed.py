"""A job that was left for another, or put off, is offered again: once, and by what it is about."""

from __future__ import annotations

import pytest
import yaml

from desk.clock import Clock
from desk.conversations.conversations import Conversations
from desk.database.database import Database
from desk.settings import ROOT
from desk.shop.order_item import OrderItem
from tests.integration.job_chat import Chat, a_chat
from tests.integration.job_shop import DELIVERED, LAMP, ME, ON_ITS_WAY, SHIRT_AND_SOCKS, SQLITE

pytestmark = [pytest.mark.anyio, SQLITE]

CANCEL = "oh, and I have to cancel HP-100002, I ordered it by mistake"
_TEXTS: dict[str, str] = {
    name: texts[0]["text"]
    for file in ("jobs", "account")
    for name, texts in yaml.safe_load((ROOT / "domain" / f"{file}.yml").read_text("utf-8"))[
        "responses"
    ].items()
    if name.startswith("utter_resume_")
}


@pytest.fixture
async def chat(database: Database, clock: Clock, conversations: Conversations) -> Chat:
    return await a_chat(database, clock, conversations)


def text_of(chat: Chat) -> str:
    """The question as the engine puts it together."""
    newest = chat.said[-1]
    return _TEXTS[newest["response"]].format_map(newest)


async def leave_for_a_cancellation(chat: Chat) -> str:
    """Cancel the lamp in the middle of a job; returns what is asked then."""
    await chat.say(CANCEL, "cancel_order", LAMP)
    assert await chat.say("yes", "affirm") == ["utter_order_was_cancelled", chat.responses[-1]]
    return text_of(chat)


async def put_off(chat: Chat) -> list[str]:
    """Ask something else; returns the responses, with the form's own if it is still under way."""
    said = await chat.say("where is HP-100004", "order_status", ON_ITS_WAY)
    return [*said, *(await chat.put_off() if chat.loop else [])]


async def test_it_is_named_by_its_items_and_its_order(chat: Chat) -> None:
    await chat.say("return the lamp and 2 of the socks of HP-100006", "return_item", DELIVERED)
    assert await leave_for_a_cancellation(chat) == (
        "Now, back to your return of 2 × Wool socks (grey) and Oak desk lamp (black) "
        "(order HP-100006): shall we go on with that?"
    )
    assert [button["title"] for button in chat.said[-1]["buttons"]] == ["Yes", "No"]


async def test_a_long_list_of_items_is_cut_short(chat: Chat) -> None:
    await chat.say("return HP-100006", "return_item", DELIVERED)
    await chat.say("all of them", "inform")
    assert await leave_for_a_cancellation(chat) == (
        "Now, back to your return of T-shirt (blue, M), T-shirt (blue, L) and 3 more items "
        "(order HP-100006): shall we go on with that?"
    )


async def test_of_what_arrived_damaged_the_order_alone_is_named(chat: Chat) -> None:
    await chat.say("my order HP-100006 arrived broken", "item_damaged", DELIVERED)
    await chat.say("all of them", "inform")
    assert await leave_for_a_cancellation(chat) == (
        "Now, back to what arrived damaged (order HP-100006): shall we go on with that?"
    )


async def test_items_that_are_not_known_yet_are_left_out(chat: Chat) -> None:
    await chat.say("return something of HP-100006", "return_item", DELIVERED)
    assert await leave_for_a_cancellation(chat) == (
        "Now, back to your return (order HP-100006): shall we go on with that?"
    )


async def test_so_is_an_order_that_is_not_known_yet(chat: Chat) -> None:
    assert await chat.say("return something", "return_item") == ["utter_return_which_order"]
    assert await leave_for_a_cancellation(chat) == (
        "Now, back to your return: shall we go on with that?"
    )


async def test_an_order_that_is_gone_is_left_out(chat: Chat) -> None:
    await chat.say("return the lamp of HP-100006", "return_item", DELIVERED)
    chat.slots["job"]["details"]["order"] = "HP-200002"
    assert await leave_for_a_cancellation(chat) == (
        "Now, back to your return: shall we go on with that?"
    )


async def test_braces_in_a_name_are_no_place_to_put_anything(
    chat: Chat, database: Database
) -> None:
    async with database.write() as session:
        item = await session.get(OrderItem, f"{DELIVERED}-4")
        assert item is not None
        item.product_name = "Lamp {of_order} {x} {0}"
    await chat.say("return the lamp of HP-100006", "return_item", DELIVERED)
    assert await leave_for_a_cancellation(chat) == (
        "Now, back to your return of Lamp {of_order} {x} {0} (black) (order HP-100006): "
        "shall we go on with that?"
    )


async def test_a_job_that_three_questions_put_off_is_offered_instead_of_asked_again(
    chat: Chat,
) -> None:
    await chat.say("return the lamp of HP-100006", "return_item", DELIVERED)
    for _ in range(2):
        assert await put_off(chat) == ["utter_order_shipped", "utter_which_refund"]
    assert await put_off(chat) == ["utter_order_shipped", "utter_resume_return"]
    assert text_of(chat) == (
        "Now, back to your return of Oak desk lamp (black) (order HP-100006): "
        "shall we go on with that?"
    )
    assert (chat.loop, chat.slots["job"], chat.slots["offered"]) == (None, None, "job")

    assert await chat.say("yes", "affirm") == ["utter_which_refund"]
    assert (chat.loop, chat.slots["parked_job"]) == ("job_form", None)
    # Taken up again, it may be put off as often as before.
    assert await put_off(chat) == ["utter_order_shipped", "utter_which_refund"]


async def test_photos_put_nothing_off(chat: Chat) -> None:
    await chat.say("return the lamp of HP-100006", "return_item", DELIVERED)
    for _ in range(4):
        said = await chat.say("", "photo_sent", photo=True)
        assert said[0] == "utter_photo_kept"
        assert chat.loop == "job_form"
        await chat.put_off()


async def test_where_a_person_is_offered_the_job_is_not_offered_as_well(chat: Chat) -> None:
    await chat.say("return the lamp of HP-100006", "return_item", DELIVERED)
    for _ in range(2):
        await put_off(chat)
    finding = {"level": "offer", "code": "frustration", "words": "Impatient.", "evidence": []}
    chat.slots["escalation"] = finding
    assert await put_off(chat) == ["utter_order_shipped", "utter_offer_person"]
    assert (chat.loop, chat.slots["offered"]) == (None, "person")
    assert chat.slots["parked_job"]["kind"] == "return"


async def test_an_answer_in_between_starts_the_count_anew(chat: Chat) -> None:
    await chat.say("return something of HP-100006", "return_item", DELIVERED)
    for _ in range(2):
        await put_off(chat)
    assert await chat.say("the lamp", "inform") == ["utter_which_refund"]
    for _ in range(2):
        assert await put_off(chat) == ["utter_order_shipped", "utter_which_refund"]


async def test_who_goes_on_with_something_else_is_not_asked_again(chat: Chat) -> None:
    await chat.say("return the lamp of HP-100006", "return_item", DELIVERED)
    for _ in range(3):
        await put_off(chat)
    assert await put_off(chat) == ["utter_order_shipped"]
    assert chat.slots["offered"] is None
    await chat.say(CANCEL, "cancel_order", LAMP)
    assert await chat.say("yes", "affirm") == ["utter_order_was_cancelled"]
    # It is not forgotten.
    assert await chat.say("go on with it", "resume_job") == ["utter_which_refund"]


async def test_a_job_that_is_left_once_more_is_offered_once_more(chat: Chat) -> None:
    await chat.say("return the lamp of HP-100006", "return_item", DELIVERED)
    await leave_for_a_cancellation(chat)
    await chat.say("yes", "affirm")
    await chat.say("cancel HP-100001, my mistake", "cancel_order", SHIRT_AND_SOCKS)
    said = await chat.say("yes", "affirm")
    assert said == ["utter_order_was_cancelled", "utter_resume_return"]


async def test_a_job_that_ends_as_it_is_taken_up_is_not_offered_again(chat: Chat) -> None:
    await chat.say(CANCEL, "cancel_order", LAMP)
    await chat.say("return something of HP-100006", "return_item", DELIVERED)
    for _ in range(3):
        await chat.say("flurble", "out_of_scope")
    assert chat.responses == ["utter_job_lost"]
    await chat.shop.cancel_order(ME, LAMP, "no longer needed", idempotency_key="elsewhere")
    assert await chat.say("go on with it", "resume_job") == ["utter_job_refused"]
    assert chat.slots["parked_job"] is None
