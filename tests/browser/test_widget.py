"""The widget in a customer's hands: keyboard, reload, lost connection, phone, hostile text."""

from __future__ import annotations

import json
import os
import re
import signal
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visitors
    from tests.conftest import Running

pytestmark = pytest.mark.browser

DESKTOP = (1280, 800)
PHONE = (390, 844)
QUESTION = "How long is a gift card valid?"
HOSTILE = '<img src=x onerror="window.hurt = true"> **bold** <b>hi</b>'


def test_everything_can_be_done_with_the_keyboard(visitors: Visitors) -> None:
    chat = visitors.shopper()
    keyboard = chat.page.keyboard
    launcher = chat.page.get_by_role("button", name="Open chat")

    keyboard.press("Shift+Tab")  # From the top of the page backwards: its last element.
    expect(launcher).to_be_focused()
    keyboard.press("Enter")
    expect(chat.field).to_be_focused()
    keyboard.type("Hello")
    keyboard.press("Enter")
    offered = chat.panel.get_by_role("button", name="Talk to a person", exact=True).last
    expect(offered).to_be_visible()
    keyboard.press("Shift+Tab")
    expect(chat.panel.get_by_role("button", name="Add a photo")).to_be_focused()
    keyboard.press("Shift+Tab")
    expect(offered).to_be_focused()
    keyboard.press("Enter")
    expect(chat.own.last).to_contain_text("Talk to a person")
    expect(chat.panel).to_contain_text("passed you to a colleague")
    expect(chat.field).to_be_focused()
    keyboard.press("Escape")

    expect(chat.panel).to_be_hidden()
    expect(launcher).to_be_focused()


def test_a_reload_keeps_the_conversation_and_the_draft(visitors: Visitors) -> None:
    chat = visitors.shopper().open()
    chat.ask(QUESTION)
    chat.field.fill("And may I")
    said = chat.messages.all_inner_texts()

    chat.page.reload()
    chat.open()

    expect(chat.own).to_have_count(1)
    expect(chat.messages).to_have_text(said, use_inner_text=True)
    expect(chat.field).to_have_value("And may I")


def test_a_message_written_without_a_network_is_sent_once_when_it_is_back(
    visitors: Visitors,
) -> None:
    visitors.expect_error("ERR_INTERNET_DISCONNECTED")
    chat = visitors.shopper().open()
    chat.ask("Hello")

    chat.page.context.set_offline(True)
    expect(chat.panel).to_contain_text("You're offline")
    chat.say(QUESTION)
    expect(chat.own.last).to_contain_text("Waiting to be sent")
    chat.page.context.set_offline(False)

    expect(chat.answers.last).to_contain_text("24 months")
    expect(chat.panel).not_to_contain_text("You're offline")
    chat.page.reload()  # What is shown now is what the desk has stored.
    chat.open()
    expect(chat.own).to_have_count(2)
    expect(chat.own.filter(has_text=QUESTION)).to_have_count(1)


def test_on_a_phone_the_chat_fills_the_screen(visitors: Visitors) -> None:
    chat = visitors.shopper(size=PHONE).open()
    chat.ask(QUESTION)

    box = chat.panel.bounding_box()

    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, *PHONE)
    wider = chat.panel.evaluate(
        "panel => [...panel.querySelectorAll('*')].filter(e => e.scrollWidth > innerWidth).length"
    )
    assert wider == 0
    chat.panel.get_by_role("button", name="Close chat").click()
    expect(chat.page.get_by_role("button", name="Open chat")).to_be_focused()


def test_markup_in_a_message_is_shown_as_text_to_customer_and_agent(
    visitors: Visitors, running: Running
) -> None:
    agent = running.demo["agents"][1]
    customer = running.demo["customers"][3]
    chat = visitors.shopper(customer["name"]).open()

    chat.ask(HOSTILE)
    chat.ask("I want to talk to a person")

    expect(chat.own.first.locator(".text")).to_have_text(HOSTILE)
    console = visitors.agent(agent["email"], agent["password"])
    console.get_by_role("link", name=customer["name"]).last.click()
    expect(console.get_by_role("region", name="Messages")).to_contain_text(HOSTILE)
    for page in (chat.page, console):
        assert page.evaluate("window.hurt") is None
    console.get_by_role("button", name="Claim").click()
    console.get_by_role("button", name="Resolve").click()
    console.get_by_role("dialog").get_by_role("button", name="Resolve").click()
    expect(chat.panel).to_contain_text("Our colleague has closed this conversation.")


def test_another_customer_in_the_same_browser_sees_nothing_of_the_first(
    visitors: Visitors, running: Running
) -> None:
    first, second = running.demo["customers"][0], running.demo["customers"][2]
    chat = visitors.shopper(first["name"]).open()
    answer = chat.ask("Where is my order?")
    expect(answer).to_contain_text(first["order_ids"][0])
    chat.page.keyboard.press("Escape")

    chat.sign_out()
    chat.open()
    expect(chat.messages).to_have_count(1)  # The greeting.
    chat.page.keyboard.press("Escape")
    chat.sign_in(second["name"])
    chat.open()
    expect(chat.messages).to_have_count(1)
    answer = chat.ask("Where is my order?")

    expect(answer).to_contain_text(second["order_ids"][0])
    expect(chat.panel).not_to_contain_text(first["order_ids"][0])


def test_without_the_engine_the_customer_is_passed_to_people(
    visitors: Visitors, running: Running
) -> None:
    chat = visitors.shopper().open()
    chat.ask("Hello")

    os.kill(running.engine_pid(), signal.SIGKILL)
    try:
        answer = chat.ask("Where is my order?")

        expect(answer).to_contain_text("I can't answer by myself at the moment")
        expect(chat.panel.get_by_role("status").first).to_contain_text("in the queue")
    finally:
        running.wait_until_ready()


def test_a_customer_with_one_late_order_is_greeted_with_it(
    visitors: Visitors, running: Running
) -> None:
    customer = running.demo["customers"][1]
    chat = visitors.shopper(customer["name"]).open()

    greeting = chat.answers.last
    expect(greeting).to_contain_text(f"Your order {customer['order_ids'][0]}")
    expect(greeting).to_contain_text("is late")
    expect(chat.messages).to_have_count(1)
    chat.panel.get_by_role("button", name="Yes, please").click()

    expect(chat.own.last).to_contain_text("Yes, please")
    expect(chat.answers.last).to_contain_text("tracking number")
    chat.page.reload()
    chat.open()
    expect(chat.panel.get_by_text(f"Your order {customer['order_ids'][0]}")).to_have_count(1)


def test_the_numbers_under_the_question_how_it_was_reach_the_agents(
    visitors: Visitors, running: Running
) -> None:
    agent = running.demo["agents"][1]
    customer = running.demo["customers"][2]
    chat = visitors.shopper(customer["name"], size=PHONE).open()
    chat.ask("I want to talk to a person")
    console = visitors.agent(agent["email"], agent["password"])
    console.get_by_role("link", name=customer["name"]).last.click()
    console.get_by_role("button", name="Claim").click()
    console.get_by_role("button", name="Resolve").click()
    console.get_by_role("dialog").get_by_role("button", name="Resolve").click()

    scale = chat.panel.get_by_role("group", name=re.compile("^How "))
    best = scale.get_by_role("button").last
    comment = chat.panel.get_by_label("Would you like to say why?")
    best.focus()
    chat.page.keyboard.press("Enter")
    expect(best).to_have_attribute("aria-pressed", "true")
    comment.fill("Quick and <b>kind</b>")
    chat.panel.get_by_role("button", name="Send", exact=True).click()
    expect(comment).to_be_hidden()
    expect(best).to_be_focused()

    chat.page.reload()
    chat.open()
    expect(best).to_have_attribute("aria-pressed", "true")
    console.reload()
    about = console.get_by_role("complementary", name="About this ticket")
    expect(about).to_contain_text("about our people")
    expect(about).to_contain_text("Quick and <b>kind</b>")
    expect(console.get_by_role("navigation", name="Tickets")).to_contain_text(
        "Ratings, last 30 days"
    )


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_whether_an_answer_helped_is_asked_once(visitors: Visitors, size: tuple[int, int]) -> None:
    chat = visitors.shopper(size=size).open()
    question = chat.panel.get_by_role("group", name="Did that help?")
    chat.ask(QUESTION)
    expect(question).to_be_visible()
    chat.ask("Hello")
    expect(question).to_have_count(0)

    chat.ask(QUESTION)
    expect(question).to_have_count(1)
    question.get_by_role("button", name="No", exact=True).focus()
    chat.page.keyboard.press("Enter")
    expect(chat.panel).to_contain_text("Sorry about that.")
    colleague = chat.panel.get_by_role("button", name="Ask a colleague")
    expect(colleague).to_be_focused()
    shown = chat.messages.count()

    with chat.page.expect_response("**/api/chat/answers"):
        chat.page.reload()
        chat.open()
    expect(chat.messages).to_have_count(shown)
    expect(question).to_have_count(0)

    chat.ask("Can I pay with PayPal?")
    question.get_by_role("button", name="No", exact=True).click()
    colleague.click()
    expect(chat.panel).to_contain_text("passed you to a colleague")
    expect(chat.field).to_be_focused()
    expect(colleague).to_have_count(0)


def test_a_yes_is_thanked_for(visitors: Visitors) -> None:
    chat = visitors.shopper().open()
    chat.ask(QUESTION)
    chat.panel.get_by_role("button", name="Yes", exact=True).click()
    expect(chat.panel.get_by_role("status").filter(has_text="Thanks")).to_be_focused()
    expect(chat.panel.get_by_role("group", name="Did that help?")).to_have_count(0)


@pytest.mark.parametrize(
    ("asks", "attributes"),
    [
        ("email", {"inputmode": "email", "autocomplete": "email"}),
        ("postcode", {"inputmode": "text", "autocomplete": "postal-code"}),
        ("code", {"inputmode": "numeric", "autocomplete": "one-time-code"}),
        ("address", {"inputmode": "text", "autocomplete": "street-address"}),
        ("confirm", {"inputmode": "text", "autocomplete": "off", "placeholder": "Write a message"}),
        ("toString", {"autocomplete": "off", "placeholder": "Write a message"}),
    ],
)
def test_the_field_fits_what_the_bot_asks_for(
    visitors: Visitors, asks: str, attributes: dict[str, str]
) -> None:
    chat = visitors.shopper().open()
    chat.page.route("**/api/chat/events", lambda route: route.fulfill(**_stream(asks)))

    chat.say("Hello")

    expect(chat.answers.last).to_contain_text("What is it?")
    for name, value in attributes.items():
        expect(chat.field).to_have_attribute(name, value)


def _stream(asks: str) -> dict[str, str]:
    """An event stream in which the bot asks for something."""
    message = {"seq": 2, "author": "bot", "text": "What is it?", "asks": asks}
    message["created_at"] = "2026-03-11T10:30:00+00:00"
    body = f"id: 2\nevent: message\ndata: {json.dumps(message)}\n\n"
    return {"content_type": "text/event-stream", "body": body}
