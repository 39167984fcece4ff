"""The page "Missing knowledge" opens from the console and fits every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visitors
    from tests.conftest import Running

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 800), "phone": (390, 844)}


@pytest.mark.parametrize("size", SIZES)
def test_an_agent_goes_to_missing_knowledge_and_back(
    visitors: Visitors, running: Running, size: str
) -> None:
    agent = running.demo["agents"][1]
    console = visitors.agent(agent["email"], agent["password"], size=SIZES[size])

    console.get_by_role("link", name="Missing knowledge").click()
    expect(console.get_by_role("heading", level=1, name="Missing knowledge")).to_be_visible()
    expect(console.get_by_role("heading", name="What new articles changed")).to_be_visible()
    assert console.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    console.get_by_role("link", name="Tickets").click()
    expect(console.get_by_text("Live", exact=True)).to_be_visible()
