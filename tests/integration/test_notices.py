"""The mail that says how to send things back: it leaves once, when the change is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from desk.clock import Clock
from desk.customers.customer import Customer
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.errors import ParleyError
from desk.mail.file_sender import FileSender
from desk.mail.sender import Mail, MailNotSent, MailSender
from desk.settings import ROOT
from desk.shop.notices import Addressee, Addressees, Notices
from desk.shop.order_status import OrderStatus
from desk.shop.service_policy import STANDARD_POLICY
from desk.shop.shop import Shop
from tests.integration.job_shop import CARD, DELIVERED, GIFT_CARD, ME, PAYPAL, RUG, SQLITE, fill

pytestmark = [pytest.mark.anyio, SQLITE]

TEMPLATES = ROOT / "mail_templates"
LAMP, SOCKS = f"{DELIVERED}-4", f"{DELIVERED}-3"


class NoServer:
    """A mail server that is down."""

    async def send(self, mail: Mail) -> None:  # noqa: ARG002
        raise MailNotSent("The mail server smtp.example:587 did not take a mail: timed out")


class Broken:
    """A sender with a fault that nobody has thought of."""

    async def send(self, mail: Mail) -> None:  # noqa: ARG002
        raise ZeroDivisionError


class Post:
    """The mails in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def mails(self) -> list[EmailMessage]:
        read = [message_from_bytes(f.read_bytes(), policy=default) for f in self.folder.glob("*")]
        return [mail for mail in read if isinstance(mail, EmailMessage)]

    @property
    def text(self) -> str:
        """The text of the only mail, with the line ends of this machine."""
        return str(self.only.get_content()).replace("\r\n", "\n")

    @property
    def only(self) -> EmailMessage:
        (mail,) = self.mails
        return mail


class Counter:
    """The shop with mails; `notices` are waited for after each change."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        mail: MailSender,
        templates: Path = TEMPLATES,
        addressees: Addressees | None = None,
    ) -> None:
        customers = Customers(database, clock)
        self.notices = Notices(mail, addressees or customers, templates, "£", clock)
        self.shop = Shop(database, clock, customers, STANDARD_POLICY, self.notices)

    async def send_back(
        self, items: Mapping[str, int], key: str, to: str = CARD, order: str = DELIVERED
    ) -> OrderStatus:
        order_now = await self.shop.request_return(ME, order, items, to, key)
        await self.notices.finish()
        return order_now.status

    async def exchange(self, wanted: Mapping[str, str], key: str, pay: str | None) -> OrderStatus:
        order_now = await self.shop.request_exchange(ME, DELIVERED, wanted, pay, key)
        await self.notices.finish()
        return order_now.status


@pytest.fixture
async def shop_database(database: Database) -> Database:
    await fill(database)
    return database


@pytest.fixture
def post(tmp_path: Path) -> Post:
    return Post(tmp_path / "mail")


@pytest.fixture
def counter(shop_database: Database, clock: Clock, post: Post) -> Counter:
    return Counter(shop_database, clock, FileSender(post.folder, "Shop <help@shop.example>"))


async def test_a_return_is_followed_by_a_mail_with_all_of_it(counter: Counter, post: Post) -> None:
    await counter.send_back({LAMP: 1, SOCKS: 2}, "key-1")
    assert str(post.only["To"]) == "cus_1@example.com"
    assert post.only["Subject"] == f"Your return from order {DELIVERED}"
    text = post.text
    assert text.startswith("Hello Siân,\n")
    assert "\n- 2 × Wool socks (grey)\n- 1 × Oak desk lamp (black)\n" in text
    assert (
        "£56.00 goes back to Visa ending 4821, within 5 to 7 working days after we have the parcel."
        in text
    )
    assert "any Kestrel point" in text
    assert "prepaid label" in text
    assert "{" not in text


async def test_an_exchange_is_followed_by_a_mail_with_all_of_it(
    counter: Counter, post: Post
) -> None:
    await counter.exchange({LAMP: "LAMP-BRASS", SOCKS: "SOCKS-NAVY"}, "key-1", PAYPAL)
    assert post.only["Subject"] == f"Your exchange for order {DELIVERED}"
    text = post.text
    assert "\n- 3 × Wool socks: navy instead of grey\n" in text
    assert "- Oak desk lamp: brass instead of black, £48.00 instead of £40.00\n" in text
    assert "You pay £8.00 with PayPal." in text
    assert "any Kestrel point" in text
    assert "{" not in text


async def test_what_costs_nothing_leaves_no_gap(counter: Counter, post: Post) -> None:
    await counter.exchange({SOCKS: "SOCKS-NAVY"}, "key-1", None)
    assert "\n\n\n" not in post.text


async def test_the_same_key_again_sends_nothing(counter: Counter, post: Post) -> None:
    assert await counter.send_back({LAMP: 1}, "key-1") is OrderStatus.RETURN_REQUESTED
    assert await counter.send_back({LAMP: 1}, "key-1") is OrderStatus.RETURN_REQUESTED
    assert len(post.mails) == 1


async def test_the_same_key_after_a_restart_sends_nothing(
    counter: Counter, post: Post, shop_database: Database, clock: Clock
) -> None:
    await counter.send_back({LAMP: 1}, "key-1")
    restarted = Counter(shop_database, clock, FileSender(post.folder, "help@shop.example"))
    await restarted.send_back({LAMP: 1}, "key-1")
    assert len(post.mails) == 1


async def test_each_change_has_its_mail(counter: Counter, post: Post) -> None:
    await counter.send_back({LAMP: 1}, "key-1")
    await counter.send_back({f"{RUG}-1": 1}, "key-2", GIFT_CARD, RUG)
    assert {str(mail["Subject"])[-9:] for mail in post.mails} == {DELIVERED, RUG}


async def test_what_is_refused_sends_nothing(counter: Counter, post: Post) -> None:
    with pytest.raises(ParleyError):
        await counter.send_back({LAMP: 7}, "key-1")
    with pytest.raises(ParleyError):
        await counter.exchange({LAMP: "LAMP-PINK"}, "key-2", CARD)
    await counter.notices.finish()
    assert post.mails == []


@pytest.mark.parametrize("sender", [NoServer(), Broken()])
async def test_a_mail_that_cannot_be_sent_is_logged_and_undoes_nothing(
    shop_database: Database, clock: Clock, sender: MailSender
) -> None:
    counter = Counter(shop_database, clock, sender)
    with capture_logs() as logs:
        assert await counter.send_back({LAMP: 1}, "key-1") is OrderStatus.RETURN_REQUESTED
    (entry,) = logs
    assert (entry["event"], entry["order"]) == ("notices.mail_not_sent", DELIVERED)
    assert "cus_1@example.com" not in str(logs)
    order = await counter.shop.order_of(ME, DELIVERED)
    assert order is not None
    assert order.status is OrderStatus.RETURN_REQUESTED


async def test_a_customer_who_is_gone_gets_no_mail(
    shop_database: Database, clock: Clock, post: Post
) -> None:
    class Nobody:
        async def get(self, customer_id: str) -> Addressee | None:  # noqa: ARG002
            return None

    sender = FileSender(post.folder, "help@shop.example")
    counter = Counter(shop_database, clock, sender, addressees=Nobody())
    with capture_logs() as logs:
        await counter.send_back({LAMP: 1}, "key-1")
    assert [entry["event"] for entry in logs] == ["notices.nobody_to_tell"]
    assert post.mails == []


@pytest.mark.parametrize(("name", "hello"), [("", "Hello there,"), ("Ada Byron", "Hello Ada,")])
async def test_the_mail_is_to_somebody(
    shop_database: Database, clock: Clock, post: Post, name: str, hello: str
) -> None:
    async with shop_database.write() as session:
        customer = await session.get(Customer, ME)
        assert customer is not None
        customer.name = name
    sender = FileSender(post.folder, "help@shop.example")
    await Counter(shop_database, clock, sender).send_back({LAMP: 1}, "key-1")
    assert post.text.startswith(hello)


async def test_the_words_are_those_of_the_companys_files(
    shop_database: Database, clock: Clock, post: Post, tmp_path: Path
) -> None:
    ours = tmp_path / "ours"
    ours.mkdir()
    for name in ("return_requested", "exchange_requested"):
        (ours / f"{name}.txt").write_text("Subject: On {order_number}\n\nBring {items} to us.\n")
    sender = FileSender(post.folder, "help@shop.example")
    await Counter(shop_database, clock, sender, ours).send_back({LAMP: 1}, "key-1")
    assert post.only["Subject"] == f"On {DELIVERED}"
    assert post.text == "Bring - 1 × Oak desk lamp (black) to us.\n"


async def test_after_a_week_nobody_needs_the_mail_any_more(shop_database: Database) -> None:
    sent: list[Mail] = []

    class Recorder:
        async def send(self, mail: Mail) -> None:
            sent.append(mail)

    asked_at = datetime(2026, 3, 17, 9, tzinfo=UTC)
    await Counter(shop_database, lambda: asked_at, Recorder()).send_back({LAMP: 1}, "key-1")
    (mail,) = sent
    assert mail.good_until == asked_at + timedelta(days=7)


async def test_the_services_wait_for_mails_on_their_way(
    counter: Counter, post: Post, shop_database: Database
) -> None:
    await counter.shop.request_return(ME, DELIVERED, {LAMP: 1}, CARD, "key-1")
    assert post.mails == []
    await counter.notices.finish()
    assert len(post.mails) == 1
