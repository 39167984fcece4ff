"""What the browser tests share: Chromium, visitors with a chat, and agents with a console."""

from __future__ import annotations

import re
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    expect,
    sync_playwright,
)

if TYPE_CHECKING:
    from tests.conftest import Running

ARTIFACTS = Path(__file__).resolve().parent.parent / ".artifacts"
DESKTOP = (1280, 800)
PHONE = (390, 844)
_PATIENCE_MS = 15_000
_FAILED = pytest.StashKey[bool]()

expect.set_options(timeout=_PATIENCE_MS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember for the fixtures whether the test has failed."""
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


class Chat:
    """The widget on a page, as a customer uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.panel = page.get_by_role("dialog", name="Harbour & Pine")
        self.field = self.panel.get_by_role("textbox", name="Write a message")
        self.messages = self.panel.locator("li.message")
        self.own = self.panel.locator("li.message.customer")
        self.answers = self.panel.locator("li.message:not(.customer)")

    def open(self) -> Chat:
        self.page.get_by_role("button", name="Open chat").click()
        return self

    def sign_in(self, customer: str) -> None:
        """Become one of the invented customers, on the shop's page."""
        self.page.locator("#account summary").click()
        self.page.locator("#account").get_by_role("button", name=customer).click()
        expect(self.page.locator("#account summary")).to_contain_text(customer.split(maxsplit=1)[0])

    def sign_out(self) -> None:
        self.page.locator("#account summary").click()
        self.page.get_by_role("button", name="Sign out").click()
        expect(self.page.locator("#account summary")).to_contain_text("Sign in")

    def say(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")
        expect(self.own.last.locator(".text")).to_have_text(text)

    def ask(self, text: str) -> Locator:
        """Say it, and wait for the first message that comes back."""
        known = self.answers.count()
        self.say(text)
        answer = self.answers.nth(known)
        expect(answer).to_be_visible()
        return answer


class Visitors:
    """Opens browsers of people's own, and watches what goes wrong in them."""

    def __init__(self, browser: Browser, url: str) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._expected: list[str] = []
        self.url = url
        self.errors: list[str] = []
        self.requested: list[str] = []

    def page(self, size: tuple[int, int] = DESKTOP, **options: Any) -> Page:
        """An empty page of somebody who has never been here."""
        width, height = size
        context = self._browser.new_context(
            base_url=self.url,
            viewport={"width": width, "height": height},
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(_PATIENCE_MS)
        context.on("console", self._heard)
        context.on("weberror", lambda error: self._went_wrong(str(error.error)))
        context.on("request", lambda request: self.requested.append(request.url))
        self._contexts.append(context)
        return context.new_page()

    def shopper(self, customer: str | None = None, size: tuple[int, int] = DESKTOP) -> Chat:
        """A visitor in the shop, signed in as the customer with this name, or nobody."""
        page = self.page(size)
        page.goto("/")
        if customer is not None:
            Chat(page).sign_in(customer)
        return Chat(page)

    def agent(self, email: str, password: str, **options: Any) -> Page:
        """An agent who has logged in to the console."""
        page = self.page(**options)
        page.goto("/console")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.get_by_text("Live", exact=True)).to_be_visible()
        return page

    def expect_error(self, pattern: str) -> None:
        """Errors that match are what the test is about."""
        self._expected.append(pattern)

    def take_screenshots(self, name: str) -> None:
        """Keep what every open page shows."""
        ARTIFACTS.mkdir(exist_ok=True)
        pages = [page for context in self._contexts for page in context.pages]
        for number, page in enumerate(pages, 1):
            page.screenshot(path=ARTIFACTS / f"{name}-{number}.png")

    def leave(self) -> None:
        """Close everything."""
        for context in self._contexts:
            context.close()

    def unexpected(self) -> list[str]:
        """The errors that nobody said would come."""
        known = re.compile("|".join(self._expected) or r"(?!)")
        return [error for error in self.errors if not known.search(error)]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._went_wrong(f"{message.text} ({message.location['url']})")

    def _went_wrong(self, error: str) -> None:
        self.errors.append(error)


# Not for the session: Playwright keeps an event loop running, in which no asynchronous test of
# another folder could start its own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-quic", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def visitors(
    browser: Browser, running: Running, request: pytest.FixtureRequest
) -> Iterator[Visitors]:
    """People with browsers; an error in one of their consoles fails the test."""
    visitors = Visitors(browser, running.url)
    yield visitors
    if request.node.stash.get(_FAILED, False):
        visitors.take_screenshots(request.node.name)
    visitors.leave()
    assert visitors.unexpected() == []
