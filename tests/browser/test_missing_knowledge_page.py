"""The page "Missing knowledge" opens from the console and fits every screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Route, expect

if TYPE_CHECKING:
    from tests.browser.conftest import Visitors
    from tests.conftest import Running

pytestmark = pytest.mark.browser

SIZES = {"desktop": (1280, 800), "phone": (390, 844)}
NO_ARTICLES: dict[str, Any] = {
    "answered": 0,
    "never_found": [],
    "out_of_date": [],
    "contradictions": [],
}


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


def test_no_date_is_broken_by_the_end_of_a_line(visitors: Visitors, running: Running) -> None:
    agent = running.demo["agents"][1]
    console = visitors.agent(agent["email"], agent["password"])
    console.route("**/api/console/knowledge", _one_group)
    console.goto("/console/knowledge")
    facts = console.locator(".group-facts")

    for width in range(320, 460, 4):
        console.set_viewport_size({"width": width, "height": 800})
        for date in ("30 Mar 2025", "31 Oct 2025"):
            assert facts.evaluate(_LINES_OF, date) == 1, (width, date)


def test_the_page_says_where_articles_are_too_many_to_look_for_contradictions(
    visitors: Visitors, running: Running
) -> None:
    agent = running.demo["agents"][1]
    console = visitors.agent(agent["email"], agent["password"])
    articles = NO_ARTICLES | {"are_compared": False}
    shown = {"days": 30, "asked": 0, "groups": [], "articles": articles}
    console.route("**/api/console/knowledge", lambda route: route.fulfill(json=shown))
    console.goto("/console/knowledge")

    expect(console.get_by_role("heading", name="contradict each other")).to_be_visible()
    told = "There are too many articles to look for contradictions."
    expect(console.get_by_text(told)).to_be_visible()


_LINES_OF = """(element, date) => {
  const text = element.firstChild;
  const start = text.data.replaceAll("\u00a0", " ").indexOf(date);
  const range = document.createRange();
  range.setStart(text, start);
  range.setEnd(text, start + date.length);
  return new Set([...range.getClientRects()].map((line) => line.top)).size;
}"""


def _one_group(route: Route) -> None:
    first, last = "2025-03-30T12:00:00+00:00", "2025-10-31T12:00:00+00:00"
    asked: dict[str, Any] = {"text": "Do you rent?", "read_as": None, "article": None}
    lacks = ["unanswered"]
    group = {
        "id": "question_1",
        "question": "Do you rent?",
        "count": 2,
        "first_asked_at": first,
        "last_asked_at": last,
        "lacks": {"unanswered": 2, "not_helpful": 0, "badly_rated": 0, "reworded": 0},
        "questions": [asked | {"asked_at": at, "lacks": lacks} for at in (last, first)],
        "written": None,
        "asked_since": 2,
        "left_out": None,
    }
    articles = NO_ARTICLES | {"are_compared": True}
    route.fulfill(json={"days": 30, "asked": 2, "groups": [group], "articles": articles})
