"""What customers of the demo shop are told about themselves, their orders and the products."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import anyio
import pytest
import yaml
from rasa_sdk.executor import CollectingDispatcher

from actions.account.invoices import SendInvoice
from actions.account.order_total import OrderTotal
from actions.account.profile import (
    GiftCardBalance,
    Newsletter,
    TellMembership,
    TellMyData,
)
from actions.account.refunds import RefundStatus
from actions.desk_action import DeskAction
from actions.orders import OrderStatusAction
from actions.products.finding import FindProduct, Recommend
from actions.products.questions import ProductQuestion, ProductStock
from desk.customers.consent import Purpose
from desk.demo_shop.data import fill
from desk.services import Services
from desk.settings import ROOT
from desk.shop.catalogue import Product
from desk.shop.invoice_links import LIFETIME, InvoiceLinks, has_invoice
from desk.shop.money import in_words, total_of
from desk.shop.order import Order
from desk.shop_name import shop_name
from tests.integration.desk_in_process import Desk, desk_in
from tests.unit.trackers import a_message, a_tracker, follow_up

pytestmark = pytest.mark.anyio

RESPONSES: dict[str, Any] = {}
for file in (ROOT / "domain").glob("*.yml"):
    RESPONSES |= yaml.safe_load(file.read_text("utf-8")).get("responses", {})
FROM_ARTICLES = "action_answer_question"


@pytest.fixture(scope="module")
def demo_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the demo shop; filling it takes longer than a test."""
    folder = tmp_path_factory.mktemp("demo")

    async def fill_it() -> None:
        async with desk_in(folder) as desk:
            await fill(desk.services.database, desk.services.clock().date())

    anyio.run(fill_it)
    return folder / "parley.db"


@pytest.fixture
async def desk(tmp_path: Path, demo_shop: Path) -> AsyncIterator[Desk]:
    """A desk with the demo shop."""
    shutil.copy(demo_shop, tmp_path / "parley.db")
    async with desk_in(tmp_path) as desk:
        yield desk


async def asked(desk: Desk, action: type[DeskAction], intent: str, text: str, **slots: Any) -> str:
    """What the bot says to it in this desk's conversation, and after `=>` what it does next."""
    dispatcher = CollectingDispatcher()
    tracker = a_tracker(a_message(intent, text), **slots)
    tracker.sender_id = desk.conversation_id
    events = await action(desk.services).run(dispatcher, tracker, {})
    said = [
        # As the engine fills it in: a value that is missing raises.
        RESPONSES[message["response"]][0]["text"].format(**message)
        for message in dispatcher.messages
    ]
    next_action = follow_up(events)
    return "\n".join(said + ([f"=> {next_action}"] if next_action != "action_listen" else []))


async def sign_in(desk: Desk, customer_id: str) -> None:
    conversation = await desk.services.conversations.start(
        channel="web", customer_id=customer_id, verified_by="token", locale=None, page=None
    )
    desk.conversation_id = conversation.id


async def product(desk: Desk, name: str) -> Product:
    (found,) = [p for p in await desk.services.shop.products(limit=500) if p.name == name]
    return found


async def with_orders(desk: Desk) -> list[Order]:
    """Sign a customer in who has several orders, one of them packed; the orders, newest first."""
    for number in range(1, 60):
        orders = await desk.services.shop.orders_of(f"cus_{number:04}")
        if len(orders) > 1 and any(map(has_invoice, orders)):
            await sign_in(desk, orders[0].customer_id)
            return orders
    raise LookupError("the demo shop has no such customer")


async def test_stock_and_prices_are_those_of_the_catalogue(desk: Desk) -> None:
    shirt = await product(desk, "Heavy cotton T-shirt")
    left = [variant for variant in shirt.variants if variant.is_in_stock]
    colours = {variant.options["colour"] for variant in left}
    said = await asked(desk, ProductStock, "ask_availability", "how many T-shirt options are there")
    assert f"{len(left)} out of {len(shirt.variants)} options" in said
    assert said.count("\n- ") == len(left)
    said = await asked(
        desk, ProductStock, "ask_availability", "how many colours of the T-shirt are in stock"
    )
    assert f"by colour: {len(colours)} (" in said
    assert all(colour in said for colour in colours)


async def test_what_the_catalogue_does_not_have_may_stand_in_an_article(desk: Desk) -> None:
    for text in ("do you sell snowboards", "is there a waiting list", ""):
        assert await asked(desk, ProductStock, "ask_availability", text) == f"=> {FROM_ARTICLES}"
    said = await asked(desk, ProductQuestion, "ask_product", "which planet is it")
    assert said.startswith("I don't have an answer to that")


async def test_it_is_the_product_that_was_talked_of_last(desk: Desk) -> None:
    mug = await product(desk, "Tideline mug")
    text = "and how much is it in ink"
    said = await asked(desk, ProductStock, "ask_availability", text, product_in_question=mug.id)
    assert "Tideline mug" in said
    assert "12.00" in said


async def test_where_the_articles_are_silent_the_catalogue_says_what_it_knows(desk: Desk) -> None:
    said = await asked(desk, ProductQuestion, "ask_product", "does the kettle whistle")
    assert "Enamelled steel with a low whistle" in said


async def test_products_are_found_by_price_and_are_in_stock(desk: Desk) -> None:
    said = await asked(desk, FindProduct, "find_product", "something for the kitchen under £30")
    assert "These would fit" in said
    prices = [float(price) for price in re.findall(r"£([0-9.]+\d)", said)]
    assert prices
    assert max(prices) <= 30
    said = await asked(desk, FindProduct, "find_product", "a warm jumper under £60")
    assert "comes closest" in said
    assert "Trawler wool jumper, £89.00" in said
    assert "couldn't find" in await asked(desk, FindProduct, "find_product", "do you sell duvets")
    said = await asked(desk, FindProduct, "find_product", "i want to buy something")
    assert "What is it for" in said


async def test_a_recommendation_knows_the_customers_orders(desk: Desk) -> None:
    said = await asked(desk, Recommend, "recommend_product", "what would you recommend")
    assert "our customers order most" in said
    orders = await with_orders(desk)
    said = await asked(desk, Recommend, "recommend_product", "what would you recommend")
    assert said == await asked(desk, Recommend, "recommend_product", "what would you recommend")
    assert not any(f". {item.product_name}" in said for o in orders for item in o.items)
    assert "your " in said


async def test_whoever_asks_about_their_own_is_asked_who_they_are(desk: Desk) -> None:
    for action, intent, text in (
        (TellMyData, "ask_my_data", "which address do you have"),
        (OrderTotal, "order_total", "what did I pay"),
        (SendInvoice, "ask_invoice", "send me the invoice"),
        (GiftCardBalance, "gift_card_balance", "gift card balance"),
        (Recommend, "recommend_product", "what goes with my order"),
    ):
        said = await asked(desk, action, intent, text)
        assert "£" not in said
        assert "e-mail" in said or "order number" in said


async def test_an_order_adds_up(desk: Desk) -> None:
    (newest, *_) = orders = await with_orders(desk)
    said = await asked(desk, OrderTotal, "order_total", "how much did I pay for my order")
    assert f"Order {newest.id} comes to {in_words(newest.total)}" in said
    assert newest.items[0].product_name in said
    said = await asked(desk, OrderTotal, "order_total", "my last two orders together")
    assert in_words(total_of(order.total for order in orders[:2])) in said
    item = orders[-1].items[0]
    said = await asked(
        desk, OrderTotal, "order_total", f"how much was the {item.product_name}",
        order_number=orders[-1].id,
    )  # fmt: skip
    assert in_words(item.total) in said


async def test_whoevers_payment_failed_is_told_so_and_how_to_pay(desk: Desk) -> None:
    await sign_in(desk, "cus_0023")
    orders = await desk.services.shop.orders_of("cus_0023")
    (order,) = [order for order in orders if order.failed_payment is not None]
    said = await asked(desk, OrderStatusAction, "order_status", "where is my order")
    assert f"Order {order.id}" in said
    assert f"the payment with {order.payment_label} did not go through" in said
    assert "choose another payment method" in said
    said = await asked(
        desk, OrderTotal, "order_total", "what did it come to", order_number=order.id
    )
    assert said.endswith(f"The payment with {order.payment_label} did not go through.")
    profile = await desk.services.profiles.of("cus_0023")
    others = total_of(other.total for other in orders if other is not order)
    assert profile.purchases.lifetime_value == others


async def test_nobody_elses_order_is_told_of(desk: Desk) -> None:
    await with_orders(desk)
    me = (await desk.services.conversations.get(desk.conversation_id)).customer_id
    others = await desk.services.shop.orders_of("cus_0001" if me != "cus_0001" else "cus_0002")
    for action, intent in ((OrderTotal, "order_total"), (SendInvoice, "ask_invoice")):
        for number in (others[0].id, "HP-999999"):
            said = await asked(desk, action, intent, "how much", order_number=number)
            assert "among yours" in said or said.startswith("=>")
            assert "£" not in said


async def test_a_known_customer_is_told_their_tier(desk: Desk) -> None:
    assert await asked(desk, TellMembership, "ask_membership", "whats my tier") == (
        f"=> {FROM_ARTICLES}"
    )
    orders = await with_orders(desk)
    customer = await desk.services.customers.get(orders[0].customer_id)
    assert customer is not None
    said = await asked(desk, TellMembership, "ask_membership", "whats my tier")
    assert customer.tier.value.title() in said
    assert await asked(desk, TellMembership, "ask_membership", "what do silver members get") == (
        f"=> {FROM_ARTICLES}"
    )


async def test_a_wish_for_the_newsletter_is_a_job_and_a_question_is_none(desk: Desk) -> None:
    for wish in ("I'd like to subscribe to your newsletter", "sign me up for news", "/newsletter"):
        assert await asked(desk, Newsletter, "newsletter", wish) == "=> action_begin_job"
    for question in (
        "what's in the newsletter", "how often do you send offers out",
        "what do I get if I go on the mailing list", "how do I get the newsletter",
    ):  # fmt: skip
        assert await asked(desk, Newsletter, "newsletter", question) == f"=> {FROM_ARTICLES}"


async def test_whether_they_have_the_newsletter_stands_in_their_consents(desk: Desk) -> None:
    customer_id = (await with_orders(desk))[0].customer_id
    for number, is_given in enumerate((True, False)):
        await desk.services.customers.record_consent(
            customer_id, Purpose.NEWSLETTER, is_given, idempotency_key=f"consent-{number}"
        )
        for text in ("am I subscribed to the newsletter?", "did I sign up", "do I get your emails"):
            assert await asked(desk, Newsletter, "newsletter", text) == "=> action_tell_my_data"
        for intent in ("newsletter", "ask_my_data"):
            said = await asked(desk, TellMyData, intent, "am I subscribed?")
            wanted = "yes, you get it" if is_given else "no, you do not get it"
            assert said == f"Newsletter: {wanted}."


async def test_all_that_was_ever_spent_is_added_up(desk: Desk) -> None:
    orders = await with_orders(desk)
    spent = total_of(order.paid for order in orders)
    for text in ("how much did I spend in total with you", "what have I spent here so far"):
        said = await asked(desk, OrderTotal, "order_total", text, order_number=orders[0].id)
        assert said.startswith(f"You have spent {in_words(spent)} with us so far, on {len(orders)}")


async def test_a_question_about_a_return_is_told_of_returns(desk: Desk) -> None:
    for number in range(1, 100):
        orders = await desk.services.shop.orders_of(f"cus_{number:04}")
        returns = [order for order in orders if order.order_return]
        if returns:
            break
    await sign_in(desk, orders[0].customer_id)
    for text in ("status of my return", "has my return been received"):
        said = await asked(desk, RefundStatus, "refund_status", text)
        assert "These are your returns" in said
        assert all(f"- {order.id}, " in said for order in returns)
    for text in ("where is my refund", "money for my return"):
        assert "your refunds" in await asked(desk, RefundStatus, "refund_status", text)


async def test_balances_are_told(desk: Desk) -> None:
    for number in range(1, 100):
        methods = await desk.services.shop.payment_methods_of(f"cus_{number:04}")
        cards = [method for method in methods if method.is_gift_card and method.balance]
        if cards:
            break
    await sign_in(desk, cards[0].customer_id)
    said = await asked(desk, GiftCardBalance, "gift_card_balance", "what's left on my gift card")
    assert in_words(await desk.services.shop.gift_card_balance(cards[0].customer_id)) in said
    (nobody,) = [
        order.customer_id
        for number in range(1, 60)
        for order in (await desk.services.shop.orders_of(f"cus_{number:04}"))[:1]
        if not any(
            m.is_gift_card for m in await desk.services.shop.payment_methods_of(order.customer_id)
        )
    ][:1]
    await sign_in(desk, nobody)
    said = await asked(desk, GiftCardBalance, "gift_card_balance", "what's left on my gift card")
    assert said == f"There is no gift card in your account.\n=> {FROM_ARTICLES}"


async def test_the_invoice_is_a_page_for_whoever_has_the_link(desk: Desk) -> None:
    orders = await with_orders(desk)
    order = next(filter(has_invoice, orders))
    said = await asked(desk, SendInvoice, "ask_invoice", "invoice please", order_number=order.id)
    assert order.id in said
    page = await desk.http.get(link_to(desk.services, order.customer_id, order.id))
    assert page.status_code == 200
    assert in_words(order.total) in page.text
    assert order.shipping_address.postcode in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"
    waiting = [o for o in orders if not has_invoice(o)]
    for one in waiting:
        said = await asked(desk, SendInvoice, "ask_invoice", "invoice", order_number=one.id)
        assert "invoice" in said
        page = await desk.http.get(link_to(desk.services, one.customer_id, one.id))
        assert page.status_code == 404


async def test_the_invoice_names_the_shop_and_what_the_settings_say_of_the_seller(
    tmp_path: Path, demo_shop: Path
) -> None:
    shutil.copy(demo_shop, tmp_path / "parley.db")
    async with desk_in(tmp_path, seller="1 Dock Road\nBristol <BS1>\nVAT GB 123") as desk:
        order = next(filter(has_invoice, await with_orders(desk)))
        page = await desk.http.get(link_to(desk.services, order.customer_id, order.id))
        lines = ["1 Dock Road", "Bristol &lt;BS1&gt;", "VAT GB 123"]
        assert f"<strong>{html.escape(shop_name())}</strong><br>{'<br>'.join(lines)}" in page.text


async def test_a_link_that_is_forged_foreign_or_old_shows_nothing(desk: Desk) -> None:
    orders = await with_orders(desk)
    order = next(filter(has_invoice, orders))
    services = desk.services
    good = link_to(services, order.customer_id, order.id)
    old = InvoiceLinks(
        "", services.settings.session_secret.get_secret_value(),
        lambda: services.clock() - LIFETIME - timedelta(minutes=1),
    ).link(order.customer_id, order.id)  # fmt: skip
    for bad in (good[:-2], "/invoices/x", link_to(services, "cus_other", order.id), old):
        page = await desk.http.get(bad)
        assert page.status_code == 404
        assert order.id not in page.text
        assert "No invoice here" in page.text


def link_to(services: Services, customer_id: str, number: str) -> str:
    secret = services.settings.session_secret.get_secret_value()
    return InvoiceLinks("", secret, services.clock).link(customer_id, number)
