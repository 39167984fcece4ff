"""The path that Parley is for: an answer, an order, a handoff, a person, and back to the bot."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visitors
    from tests.conftest import Running

pytestmark = pytest.mark.browser

COMPLAINTS = (
    "your service is disappointing",
    "I'm really annoyed now, nobody ever answers properly",
)


def test_an_answer_names_the_article_that_it_comes_from(visitors: Visitors) -> None:
    chat = visitors.shopper().open()

    answer = chat.ask("How long is a gift card valid?")

    expect(answer).to_contain_text("24 months")
    with chat.page.context.expect_page() as opened:
        answer.get_by_role("link", name="Using a gift card").click()
    article = opened.value
    expect(article.get_by_role("heading", level=1)).to_contain_text("Using a gift card")
    expect(article.get_by_role("article")).to_contain_text("24 months")


def test_an_order_is_told_to_its_customer_and_to_nobody_else(
    visitors: Visitors, running: Running
) -> None:
    customer = running.demo["customers"][1]
    order_id = customer["order_ids"][0]
    chat = visitors.shopper().open()

    asked_back = chat.ask(f"Where is my order {order_id}?")

    expect(asked_back).to_contain_text("postcode")
    expect(chat.panel).not_to_contain_text("Kestrel")
    chat.page.keyboard.press("Escape")

    chat.sign_in(customer["name"])
    answer = chat.open().ask("Where is my order?")

    expect(answer).to_contain_text(order_id)
    expect(answer).to_contain_text("late")
    expect(answer).to_contain_text(re.compile(r"Kestrel Parcels, tracking number KP\d{9}"))


def test_a_customer_who_has_had_enough_reaches_a_person_and_comes_back_to_the_bot(
    visitors: Visitors, running: Running
) -> None:
    customer = running.demo["customers"][4]
    agent = running.demo["agents"][0]
    console = visitors.agent(agent["email"], agent["password"])
    chat = visitors.shopper(customer["name"]).open()

    for complaint in COMPLAINTS:
        answer = chat.ask(complaint)

    expect(answer).to_contain_text("I've passed you to a colleague")
    expect(chat.panel.get_by_role("status").first).to_contain_text("in the queue")

    _open_ticket(console, customer["name"])
    about = console.get_by_role("complementary", name="About this ticket")
    expect(about).to_contain_text(re.compile("frustrat|annoyed|upset", re.IGNORECASE))
    expect(about.get_by_role("row").filter(has_text=re.compile(r"0\.\d\d → "))).to_be_visible()
    expect(about).to_contain_text(customer["email"])
    expect(about).to_contain_text(customer["order_ids"][0])
    for complaint in COMPLAINTS:
        expect(console.get_by_role("main")).to_contain_text(complaint)

    console.get_by_role("button", name="Claim").click()
    expect(chat.answers.last).to_contain_text("has joined the conversation")
    _reply(console, "I'm sorry about this. I'm looking at your order now.")
    expect(chat.answers.last).to_contain_text("I'm looking at your order now.")
    expect(chat.answers.last).to_contain_text("Mia Hartley")

    chat.say("Thank you, that is kind")
    expect(console.get_by_role("main")).to_contain_text("Thank you, that is kind")
    visitors.take_screenshots("handoff")
    console.get_by_role("button", name="Return to the assistant").click()
    console.get_by_role("dialog").get_by_role("button", name="Return", exact=True).click()
    expect(chat.answers.last).to_contain_text("You're back with the automatic assistant")

    answer = chat.ask("How long is a gift card valid?")

    expect(answer).to_contain_text("24 months")
    expect(answer).to_have_class(re.compile("bot"))


def _open_ticket(console: Page, customer: str) -> None:
    console.get_by_role("navigation", name="Tickets").get_by_role("link", name=customer).click()
    expect(console.get_by_role("heading", level=1)).to_contain_text(customer)


def _reply(console: Page, text: str) -> None:
    console.get_by_label("Reply to the customer").fill(text)
    console.get_by_label("Reply to the customer").press("Enter")
