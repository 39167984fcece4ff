"""The widget in a customer's hands: keyboard, reload, lost connection, phone, hostile text."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visitors
    from tests.conftest import Running

pytestmark = pytest.mark.browser

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
