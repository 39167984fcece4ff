"""Names that look like templates, marks or SQL are only names, wherever they are shown."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
import yaml
from markupsafe import escape
from rasa_sdk.executor import CollectingDispatcher
from rich.console import Console

from actions.orders import ListOrders
from desk.commands.profile_page import profile_page
from desk.commands.shop import import_shop
from desk.composition import open_profiles
from desk.mail.file_sender import folder_in
from desk.settings import ROOT
from desk.shop.invoice_links import InvoiceLinks
from tests.integration.desk_in_process import Desk, desk_in
from tests.unit.trackers import a_message, a_tracker

pytestmark = pytest.mark.anyio

LATE, DELIVERED = "HP-700001", "HP-700002"
RESPONSES = yaml.safe_load((ROOT / "domain" / "orders.yml").read_text("utf-8"))["responses"]
NAMES = pytest.mark.parametrize(
    "name",
    ["{first_name}", "{{7*7}}", "<b>x</b>", "'); DROP TABLE orders;--", "[bold]x[/italic]"],
)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path) as desk:
        yield desk


async def import_as(name: str, desk: Desk, folder: Path) -> None:
    """A customer and a product of this name, with an order that is late and one that came."""
    now = desk.services.clock()
    order = {
        "customer_id": "c1",
        "placed_at": (now - timedelta(days=12)).isoformat(),
        "payment_method_id": "pm1",
        "items": [{"variant_id": "V1"}],
    }
    late_since = (now - timedelta(days=4)).date().isoformat()
    late = {"id": LATE, "status": "shipped", "estimated_delivery_on": late_since}
    came = {"id": DELIVERED, "status": "delivered", "delivered_at": late_since}
    home = {"street": "4 Ferry Lane", "city": "London", "postcode": "SE15 4QN", "country": "GB"}
    told = {
        "products": [{"id": "p1", "name": name, "variants": [{"id": "V1", "price": "20.00"}]}],
        "customers": [{"id": "c1", "name": name, "email": "c1@shop.example", **home}],
        "payment_methods": [{"id": "pm1", "customer_id": "c1", "kind": "paypal"}],
        "orders": [order | late, order | came],
    }
    file = folder / "shop.json"
    file.write_text(json.dumps(told))
    await import_shop(desk.services.database, file, desk.services.clock)


async def greeting(desk: Desk) -> str:
    """What the customer reads first in a new conversation."""
    token = desk.services.customer_tokens.sign("c1", timedelta(hours=1))
    session = await desk.http.post("/api/chat/sessions", json={"customer_token": token})
    desk.conversation_id = session.json()["conversation_id"]
    desk.headers = {"Authorization": f"Bearer {session.json()['token']}"}
    (message,) = await desk.messages()
    return str(message["text"])


async def order_list(desk: Desk) -> str:
    """What the bot says to "my orders"."""
    dispatcher = CollectingDispatcher()
    tracker = a_tracker(a_message("list_orders", "my orders"))
    tracker.sender_id = desk.conversation_id
    await ListOrders(desk.services).run(dispatcher, tracker, {})
    (said,) = dispatcher.messages
    text: str = RESPONSES[said["response"]][0]["text"]
    return text.format(**said)


async def mail_on_a_return(desk: Desk, folder: Path) -> str:
    """The text of the mail about the return of what came."""
    shop, notices = desk.services.shop, desk.services.notices
    (item,) = (await order_of(desk, DELIVERED)).items
    await shop.request_return("c1", DELIVERED, [item.id], "pm1", "key-1")
    await notices.finish()
    (file,) = folder_in(folder).glob("*.eml")
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(mail, EmailMessage)
    return str(mail.get_content())


async def order_of(desk: Desk, number: str) -> Any:
    order = await desk.services.shop.order_of("c1", number)
    assert order is not None
    return order


@NAMES
async def test_a_name_is_shown_as_it_stands_and_breaks_nothing(
    name: str, desk: Desk, tmp_path: Path
) -> None:
    await import_as(name, desk, tmp_path)
    services = desk.services
    first_word, *_ = name.split()

    said = await greeting(desk)
    assert said.startswith(f"Hello {first_word}. Your order {LATE}, {name}, is late")

    lines = await order_list(desk)
    assert lines.count(name) == 2

    text = await mail_on_a_return(desk, tmp_path)
    assert text.startswith(f"Hello {first_word},")
    assert f"- 1 × {name}" in text

    secret = services.settings.session_secret.get_secret_value()
    page = await desk.http.get(InvoiceLinks("", secret, services.clock).link("c1", DELIVERED))
    assert page.status_code == 200
    assert f"<p>{escape(name)}</p>" in page.text
    assert f"<td>{escape(name)}</td>" in page.text
    assert "<b>" not in page.text

    shown = io.StringIO()
    profile = await open_profiles(services.database, services.customers).of("c1")
    Console(file=shown, width=200).print(profile_page(profile))
    assert name in shown.getvalue()

    assert {order.id for order in await services.shop.orders_of("c1")} == {LATE, DELIVERED}
