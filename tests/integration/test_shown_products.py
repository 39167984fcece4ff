"""Choosing from the products that were shown, and hearing more of the one chosen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import CollectingDispatcher

from actions.account.order_total import OrderTotal
from actions.desk_action import DeskAction
from actions.dialogue import Inform
from actions.people import OfferPerson
from actions.products.finding import FindProduct
from actions.products.questions import ProductQuestion, ProductStock
from actions.products.shown import SHOWN, ProductDetails
from desk.settings import ROOT
from tests.integration.desk_in_process import Desk, desk_in
from tests.integration.job_shop import fill
from tests.unit.trackers import a_message, a_tracker, follow_up, slots_after

pytestmark = pytest.mark.anyio

RESPONSES: dict[str, Any] = {
    name: texts
    for file in ("knowledge", "people", "products")
    for name, texts in yaml.safe_load((ROOT / "domain" / f"{file}.yml").read_text("utf-8"))[
        "responses"
    ].items()
}
LIST = {"products_shown": ["shirt", "socks", "lamp"]}


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk with the small shop."""
    async with desk_in(tmp_path) as desk:
        await fill(desk.services.database)
        yield desk


async def ran(
    desk: Desk, action: type[DeskAction], intent: str, text: str, **slots: Any
) -> tuple[str, dict[str, Any]]:
    dispatcher = CollectingDispatcher()
    tracker = a_tracker(a_message(intent, text), **slots)
    tracker.latest_message["text"] = text
    tracker.sender_id = desk.conversation_id
    events = await action(desk.services).run(dispatcher, tracker, {})
    said = [
        RESPONSES[m["response"]][0]["text"].format(**{"shop_name": "", **m})
        for m in dispatcher.messages
    ]
    return "\n".join(said), slots_after(tracker, events) | {"next": follow_up(events)}


async def test_what_was_found_is_numbered_and_kept(desk: Desk) -> None:
    said, after = await ran(desk, FindProduct, "find_product", "something under £30")
    assert "\n1. " in said
    assert len(after[SHOWN]) == said.count("\n") > 1
    assert after["product_in_question"] is None
    said, after = await ran(desk, FindProduct, "find_product", "a t-shirt")
    assert (after[SHOWN], after["product_in_question"]) == (["shirt"], "shirt")
    assert "\n- T-shirt" in said


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("the second one", "socks"),
        ("number 3 please", "lamp"),
        ("the blue one", "shirt"),
        ("the T-shirt", "shirt"),
        ("the cheapest", "socks"),
    ],
)
async def test_one_of_those_shown_is_chosen(desk: Desk, text: str, wanted: str) -> None:
    _, after = await ran(desk, Inform, "inform", text, **LIST)
    assert after["next"] == "action_product_details"
    assert after["product_in_question"] == wanted


async def test_a_question_about_one_of_them_is_answered(desk: Desk) -> None:
    text = "tell me more about the blue one"
    _, after = await ran(desk, ProductQuestion, "ask_product", text, **LIST)
    assert (after["next"], after["product_in_question"]) == ("action_product_details", "shirt")
    said, after = await ran(desk, ProductStock, "ask_availability", "is the second one in", **LIST)
    assert "Wool socks" in said
    assert after["product_in_question"] == "socks"


@pytest.mark.parametrize(
    ("action", "intent", "text"),
    [
        (OfferPerson, "not_helpful", "tell me more about the second one"),
        (OrderTotal, "order_total", "how much is the second one"),
    ],
)
async def test_a_choice_that_reads_like_something_else_is_one(
    desk: Desk, action: type[DeskAction], intent: str, text: str
) -> None:
    said, after = await ran(desk, action, intent, text, **LIST)
    assert said == ""
    assert (after["next"], after["product_in_question"]) == ("action_product_details", "socks")


async def test_it_is_still_the_product_talked_of_last(desk: Desk) -> None:
    said, _ = await ran(
        desk, ProductStock, "ask_availability", "how much is it in black",
        product_in_question="lamp", **LIST,
    )  # fmt: skip
    assert "Oak desk lamp" in said


async def test_the_details_are_price_and_what_is_in_stock(desk: Desk) -> None:
    said, _ = await ran(desk, ProductDetails, "inform", "the first", product_in_question="shirt")
    assert "T-shirt, £16.25 to £25.50." in said
    assert "colour: blue, red or green" in said
    assert "black" not in said


async def test_what_chooses_nothing_is_no_choice(desk: Desk) -> None:
    for text, slots in (("the second one", {}), ("something else", LIST), ("the pink lamp", {})):
        _, after = await ran(desk, ProductQuestion, "ask_product", text, **slots)
        assert after["next"] != "action_product_details"
