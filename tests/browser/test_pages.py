"""Every page opens cleanly: no errors, nothing from elsewhere, nothing wider than a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visitors
    from tests.conftest import Running

pytestmark = pytest.mark.browser

NOT_FOUND = "/help/no-such-article"
PAGES = (
    "/",
    "/?category=kitchen",
    "/help",
    "/help/delivery-options-and-times",
    NOT_FOUND,
    "/console/login",
    "/docs",
)
SIZES = {"desktop": (1280, 800), "phone": (390, 844)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_without_errors_and_fits(visitors: Visitors, path: str, size: str) -> None:
    if path == NOT_FOUND:
        visitors.expect_error(r"status of 404 .*no-such-article")
    page = visitors.page(SIZES[size])

    response = page.goto(path, wait_until="networkidle" if path == "/docs" else "load")

    assert response is not None
    assert response.status == (404 if path == NOT_FOUND else 200)
    expect(page.get_by_role("heading").filter(visible=True).first).to_be_visible()
    assert _overflow(page) <= 0
    assert _elsewhere(visitors) == []


@pytest.mark.parametrize("size", SIZES)
def test_the_console_with_a_ticket_fits(visitors: Visitors, running: Running, size: str) -> None:
    customer, agent = running.demo["customers"][5], running.demo["agents"][1]
    chat = visitors.shopper(customer["name"]).open()
    chat.ask("I want to talk to a person")
    console = visitors.agent(agent["email"], agent["password"], size=SIZES[size])

    console.get_by_role("link", name=customer["name"]).first.click()
    expect(console.get_by_role("heading", level=1, name=customer["name"])).to_be_visible()

    assert _overflow(console) <= 0
    assert _elsewhere(visitors) == []
    console.get_by_label("Reply to the customer").fill("I am here now.")
    console.get_by_role("button", name="Send").click()
    expect(chat.answers.last).to_contain_text("I am here now.")
    console.get_by_role("button", name="Resolve").click()
    console.get_by_role("dialog").get_by_role("button", name="Resolve").click()
    expect(chat.panel).to_contain_text("Our colleague has closed this conversation.")


def test_wrong_passwords_are_answered_with_a_sentence(visitors: Visitors) -> None:
    visitors.expect_error("status of 401 .*console/login")
    page = visitors.page()
    page.goto("/console")

    page.get_by_label("E-mail address").fill("nobody@harbourandpine.example")
    page.get_by_label("Password").fill("guessed")
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_role("alert")).to_have_text("This e-mail and password do not match.")
    expect(page.get_by_label("E-mail address")).to_have_value("nobody@harbourandpine.example")


def _overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    root = "document.documentElement"
    return int(page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))


def _elsewhere(visitors: Visitors) -> list[str]:
    """What was requested from another origin than our own."""
    origin = urlsplit(visitors.url).netloc
    return [
        url
        for url in visitors.requested
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != origin
    ]
