"""From the bot to people and back: nobody is lost, and two never speak at once."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from tests.engine.chat_client import ChatClient, by_others, words_of
from tests.engine.console_client import ConsoleClient

if TYPE_CHECKING:
    from tests.conftest import Running
    from tests.engine.conftest import OpenChat

pytestmark = pytest.mark.engine

ASK = "I want to talk to a person please"
# Long enough for the bot to have answered, if it were to.
_TURN_SECONDS = 1.5


def authors(chat: ChatClient, after: int) -> list[str]:
    return [message["author"] for message in chat.messages(after)]


def test_who_asks_for_a_person_is_told_their_place_in_the_queue(chat: ChatClient) -> None:
    (told,) = chat.say(ASK)
    assert told["author"] == "system"
    position = chat.history()["queue_position"]
    place = "next in line" if position == 1 else f"number {position} in line"
    assert place in told["text"]
    assert chat.history()["owner"] == "queue"


def test_places_in_the_queue_move_up(open_chat: OpenChat, mia: ConsoleClient) -> None:
    first, second = open_chat(), open_chat()
    first.say(ASK)
    second.say(ASK)
    before = second.history()["queue_position"]
    with second.events(str(second.last_seq)) as events:
        assert next(events).data["queue_position"] == before
        mia.do(mia.ticket_of(first.conversation_id)["id"], "claim")
        assert next(events).data["queue_position"] == before - 1


def test_a_wrong_password_opens_nothing(running: Running) -> None:
    agent = running.demo["agents"][0]
    with ConsoleClient(running.url) as stranger:
        for email, password in ((agent["email"], "guess"), ("nobody@example.com", "guess")):
            refused = stranger.log_in(email, password)
            assert refused.status_code == 401
            assert "do not match" in refused.text
        assert stranger.http.get("/api/console/queue").status_code == 401
        assert stranger.http.get("/console").headers["location"] == "/console/login"


def test_the_console_refuses_what_another_site_makes_a_browser_send(
    chat: ChatClient, mia: ConsoleClient
) -> None:
    chat.say(ASK)
    ticket_id = mia.ticket_of(chat.conversation_id)["id"]
    forged = mia.http.post(f"/api/console/tickets/{ticket_id}/claim")
    assert forged.status_code == 403
    assert mia.ticket_of(chat.conversation_id)["state"] == "waiting"


def test_the_queue_and_the_ticket_say_why_and_what_was_said(
    chat: ChatClient, mia: ConsoleClient
) -> None:
    chat.say("Can I pay with PayPal?")
    chat.say(ASK)
    summary = mia.ticket_of(chat.conversation_id)
    assert summary["reason_code"] == "asked_for_person"
    assert summary["reason"] == "The customer asked for a person."
    assert summary["claimed_by"] is None
    page = mia.page(summary["id"])
    assert page["conversation"]["owner"] == "queue"
    assert [(m["seq"], m["text"]) for m in page["messages"]] == [
        (m["seq"], m["text"]) for m in chat.messages()
    ]
    assert [m["intent"] for m in page["messages"] if m["author"] == "customer"] == [
        "ask_payment_methods",
        "ask_person",
    ]
    assert page["ticket"]["what_was_tried"] == ["Looked for an answer in the articles"]


def test_the_page_of_a_verified_customer_shows_them_and_their_orders(
    open_chat: OpenChat, running: Running, mia: ConsoleClient
) -> None:
    known = running.demo["customers"][0]
    chat = open_chat(known["id"])
    chat.say(ASK)
    page = mia.page(mia.ticket_of(chat.conversation_id)["id"])
    assert page["ticket"]["customer_name"] == known["name"]
    assert page["customer"]["email"] == known["email"]
    assert page["customer"]["verified_by"] == "token"
    assert [order["id"] for order in page["orders"]] == known["order_ids"]


def test_a_ticket_has_one_agent(chat: ChatClient, mia: ConsoleClient, tom: ConsoleClient) -> None:
    chat.say(ASK)
    ticket_id = mia.ticket_of(chat.conversation_id)["id"]
    assert mia.do(ticket_id, "claim").status_code == 200
    assert mia.do(ticket_id, "claim").status_code == 200, "one's own ticket again changes nothing"
    for what in ("claim", "return", "resolve"):
        refused = tom.do(ticket_id, what)
        assert refused.status_code == 409
        assert refused.json()["error"]["code"] == "ticket_taken"
    late = tom.do(ticket_id, "reply", client_message_id="late", text="I'm here too")
    assert late.status_code == 409
    assert words_of(chat.messages()).count("has joined the conversation") == 1
    assert tom.ticket_of(chat.conversation_id)["claimed_by"] == "Mia Hartley"


def test_a_reply_reaches_the_customer_while_they_watch(
    chat: ChatClient, mia: ConsoleClient
) -> None:
    chat.say(ASK)
    ticket_id = mia.ticket_of(chat.conversation_id)["id"]
    with chat.events(str(chat.last_seq)) as events:
        assert next(events).name == "status"
        seq = mia.reply(ticket_id, "Hello, this is Mia. How can I help?")
        heard = [next(events) for _ in range(3)]
    said = [event for event in heard if event.name == "message"]
    assert [event.data["author"] for event in said] == ["system", "agent"]
    assert (said[-1].seq, said[-1].data["author_name"]) == (seq, "Mia Hartley")
    (status,) = [event for event in heard if event.name == "status"]
    assert status.data == {"owner": "agent", "queue_position": None, "agent_name": "Mia Hartley"}
    assert chat.messages(seq - 1)[0]["text"] == "Hello, this is Mia. How can I help?"


def test_the_same_reply_twice_is_said_once(chat: ChatClient, mia: ConsoleClient) -> None:
    chat.say(ASK)
    ticket_id = mia.ticket_of(chat.conversation_id)["id"]
    replies = [
        mia.do(ticket_id, "reply", client_message_id="once", text="Good morning") for _ in range(2)
    ]
    assert replies[0].json() == replies[1].json()
    assert words_of(chat.messages()).count("Good morning") == 1


def test_the_bot_is_silent_with_an_agent_and_answers_again_afterwards(
    chat: ChatClient, mia: ConsoleClient
) -> None:
    chat.say(ASK)
    waiting = chat.put("Can I pay with PayPal?")
    ticket_id = mia.ticket_of(chat.conversation_id)["id"]
    mia.reply(ticket_id, "Yes, you can.")
    chat.put("And where is my order HP-999999?")
    time.sleep(_TURN_SECONDS)
    assert authors(chat, waiting) == ["system", "agent", "customer"]
    assert mia.do(ticket_id, "return").status_code == 200
    time.sleep(_TURN_SECONDS)
    assert authors(chat, waiting) == ["system", "agent", "customer", "system"]
    (answer,) = chat.say("How long is a gift card valid?")
    assert (answer["author"], chat.history()["owner"]) == ("bot", "bot")
    assert "24 months" in answer["text"]


def test_what_was_written_just_before_the_handoff_is_left_to_people(
    chat: ChatClient, mia: ConsoleClient
) -> None:
    first = chat.put(ASK)
    # Arrives while the bot still works on the message before, or just after it.
    chat.put("Can I pay with PayPal?")
    chat.answers_to(first)
    ticket_id = mia.ticket_of(chat.conversation_id)["id"]
    mia.do(ticket_id, "return")
    returned = chat.last_seq
    (answer,) = chat.say("How long is a gift card valid?")
    time.sleep(_TURN_SECONDS)
    assert "24 months" in answer["text"]
    assert authors(chat, returned) == ["customer", "bot"]


def test_the_bot_forgets_what_it_was_about_to_do_before_the_human_stretch(
    chat: ChatClient, mia: ConsoleClient
) -> None:
    assert "order number" in words_of(chat.say("Where is my order?"))
    chat.say("Let me talk to a human")
    mia.do(mia.ticket_of(chat.conversation_id)["id"], "return")
    answer = words_of(chat.say("How long is a gift card valid?"))
    assert "24 months" in answer
    assert "order number" not in answer


def test_a_resolved_ticket_is_over_and_the_bot_answers_next(
    chat: ChatClient, mia: ConsoleClient
) -> None:
    chat.say(ASK)
    ticket_id = mia.ticket_of(chat.conversation_id)["id"]
    resolved = mia.do(ticket_id, "resolve", note="Explained the payment methods.")
    assert resolved.status_code == 200
    assert resolved.json()["ticket"]["note"] == "Explained the payment methods."
    assert resolved.json()["ticket"]["state"] == "resolved"
    tickets = [ticket["id"] for group in mia.queue().values() for ticket in group]
    assert ticket_id not in tickets
    assert mia.do(ticket_id, "claim").json()["error"]["code"] == "ticket_closed"
    assert "24 months" in words_of(chat.say("How long is a gift card valid?"))


def test_growing_frustration_brings_a_person_with_the_numbers(
    chat: ChatClient, mia: ConsoleClient
) -> None:
    for complaint in (
        "My parcel has not arrived and nobody told me why",
        "I have already asked twice, this is getting ridiculous",
        "STILL no answer! This is absolutely useless, worst service ever!!!",
    ):
        chat.say(complaint)
    assert chat.history()["owner"] == "queue"
    assert "struggle" in by_others(chat.messages())[-1]["text"]
    summary = mia.ticket_of(chat.conversation_id)
    assert summary["reason_code"] == "frustration"
    assert summary["priority"] == 2
    evidence = {fact["name"]: fact["value"] for fact in summary["evidence"]}
    (scores,) = [value for value in evidence.values() if "→" in value]
    read = [float(score) for score in re.findall(r"\d\.\d\d", scores)]
    assert len(read) == 3
    assert read[0] < read[-1]
    page = mia.page(summary["id"])
    shown = [m["frustration_score"] for m in page["messages"] if m["author"] == "customer"]
    assert [round(score, 2) for score in shown] == read


@pytest.mark.parametrize(
    "words",
    [
        "The kettle caught fire and burned my hand",
        "My solicitor will be in touch about this",
        "Someone has hacked my account and used my card",
    ],
)
def test_what_only_people_should_handle_goes_to_them_at_once(
    chat: ChatClient, mia: ConsoleClient, words: str
) -> None:
    (told,) = chat.say(words)
    assert told["author"] == "system"
    summary = mia.ticket_of(chat.conversation_id)
    assert (summary["reason_code"], summary["priority"]) == ("sensitive_topic", 1)


def test_an_unknown_ticket_is_not_found(mia: ConsoleClient) -> None:
    for answer in (
        mia.http.get("/api/console/tickets/ticket_none"),
        mia.do("ticket_none", "claim"),
        mia.do("ticket_none", "reply", client_message_id="a", text="Hello"),
    ):
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "not_found"
