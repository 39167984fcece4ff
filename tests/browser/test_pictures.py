"""Takes the pictures of README and docs, when PARLEY_SAVE_PICTURES=1 asks for them.

They are written to docs/images/.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visitors
    from tests.conftest import Running

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        os.environ.get("PARLEY_SAVE_PICTURES") != "1", reason="PARLEY_SAVE_PICTURES is not 1"
    ),
]

ROOT = Path(__file__).resolve().parents[2]
IMAGES = ROOT / "docs" / "images"
UNANSWERED = ROOT / "tests" / "goals" / "demo" / "unanswered.yml"
SIZE = (1280, 860)
MAX_BYTES = 300_000


def test_the_picture_of_the_chat_is_taken(visitors: Visitors, running: Running) -> None:
    chat = visitors.shopper(running.demo["customers"][0]["name"], size=SIZE)
    chat.page.get_by_role("button", name="Close the demo notes").click()
    chat.open()

    answer = chat.ask("What sizes do your socks come in?")
    expect(answer.get_by_role("link").first).to_be_visible()
    chat.ask("Thanks. And where is my order?")
    _take(chat.page, "chat")


def test_the_picture_of_the_console_is_taken(visitors: Visitors, running: Running) -> None:
    agent = running.demo["agents"][0]
    late, calm = running.demo["customers"][1], running.demo["customers"][3]
    waiting = visitors.shopper(calm["name"]).open()
    waiting.ask("I'd like to talk to a person, please")
    chat = visitors.shopper(late["name"]).open()
    for text in (
        "Where is my order?",
        "Your service is disappointing",
        "I'm really annoyed now, nobody ever answers properly",
        "THIS IS A JOKE. I am fed up and never buying here again",
    ):
        chat.ask(text)

    console = visitors.agent(agent["email"], agent["password"], size=SIZE)
    console.get_by_role("link", name=late["name"]).click()
    console.get_by_role("button", name="Claim").click()
    console.get_by_label("Reply to the customer").fill(
        "Hello, I'm Mia. I'm sorry that this took so long. I'm ringing Kestrel about it now."
    )
    console.get_by_role("button", name="Send").click()
    chat.say("Thank you, Mia. At last somebody who helps.")

    expect(console.get_by_role("main")).to_contain_text("At last somebody who helps.")
    _take(console, "console")


def test_the_picture_of_missing_knowledge_is_taken(visitors: Visitors, running: Running) -> None:
    # All that is asked on it was asked by simulated customers, in conversations with this desk.
    running.parley("simulate", str(UNANSWERED))

    agent = running.demo["agents"][0]
    page = visitors.agent(agent["email"], agent["password"], size=SIZE)
    page.get_by_role("link", name="Missing knowledge").click()
    expect(page.get_by_role("heading", level=1, name="Missing knowledge")).to_be_visible()
    page.locator(".group-card summary").first.click()
    expect(page.locator(".loading")).to_have_count(0)
    _take(page, "missing-knowledge")


def _take(page: Page, name: str) -> None:
    page.evaluate("document.activeElement.blur()")
    IMAGES.mkdir(parents=True, exist_ok=True)
    picture = IMAGES / f"{name}.png"
    page.wait_for_timeout(1_000)  # Until everything has settled.
    page.screenshot(path=picture)
    assert picture.stat().st_size <= MAX_BYTES
