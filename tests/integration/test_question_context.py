"""What is bought or looked at says which product a question means that names none."""

from __future__ import annotations

import functools
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from actions.question_context import Question, question_of
from bot.encoder.sentence_encoder import shared_encoder
from desk.conversations.conversation import Reply
from desk.customers.customer import Customer
from desk.shop.order import Order
from knowledge_base.article import Article
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.knowledge_base import KnowledgeBase
from tests.integration.answering import Visit
from tests.integration.desk_in_process import Desk, desk_in
from tests.integration.job_shop import (
    DELIVERED,
    LAMP,
    ME,
    NEWCOMER,
    RUG,
    SHIRT_AND_SOCKS,
    THEIRS,
    UNKNOWN,
    fill,
)
from tests.unit.trackers import a_message, a_tracker

pytestmark = pytest.mark.anyio

CLEANING = "how do I clean it"
OF_LAMP, OF_RUG = "Care of the desk lamp", "Care of the jute rug"
_ARTICLES = [
    Article("lamp", OF_LAMP, "/help/lamp", "Dust it with a dry cloth.",
            asked_as=(CLEANING,), products=("Oak desk lamp",)),
    Article("rug", OF_RUG, "/help/rug", "Shake it outside and brush it.",
            asked_as=(CLEANING,), products=("Jute rug",)),
]  # fmt: skip


@functools.cache
def knowledge() -> KnowledgeBase:
    """The two articles, indexed."""
    index = KnowledgeIndex.build(_ARTICLES, shared_encoder(), "the care of two products")
    return KnowledgeBase(index, shared_encoder(), 0.5)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with desk_in(tmp_path, knowledge=knowledge()) as desk:
        await fill(desk.services.database)
        yield desk


async def asked(
    desk: Desk, customer_id: str | None = ME, greeted_with: str | None = None, **slots: Any
) -> Question:
    """What is known of the question, with the `slots`; the greeting may have named an order."""
    message = a_message("ask_care", CLEANING)
    if greeted_with is not None:
        offer = "/order_status" + json.dumps({"order_number": greeted_with})
        message |= {"metadata": {"opening_offer": offer}}
    customer = None
    if customer_id is not None:
        async with desk.services.database.read() as session:
            customer = await session.get_one(Customer, customer_id)
    return await question_of(desk.services, a_tracker(message, **slots), customer)


async def test_an_order_of_one_product_is_about_it_and_one_of_several_about_none(
    desk: Desk,
) -> None:
    products: dict[str | None, tuple[str, ...]] = {
        LAMP: ("Oak desk lamp",),
        # Two of the same.
        RUG: ("Jute rug",),
        SHIRT_AND_SOCKS: (),
        DELIVERED: (),
        THEIRS: (),
        UNKNOWN: (),
        None: (),
    }
    for number, names in products.items():
        question = await asked(desk, order_number=number)
        assert (number, question.context.subjects) == (number, names)


async def test_the_order_that_the_greeting_named_is_in_question(desk: Desk) -> None:
    assert (await asked(desk, greeted_with=LAMP)).context.subjects == ("Oak desk lamp",)


async def test_the_only_order_is_in_question_only_where_it_is_named(desk: Desk) -> None:
    async with desk.services.database.write() as session:
        (await session.get_one(Order, LAMP)).customer_id = NEWCOMER
    unnamed = await asked(desk, NEWCOMER)
    assert unnamed.facts is not None
    assert (unnamed.facts.order_number, unnamed.context.subjects) == (LAMP, ())
    named = await asked(desk, NEWCOMER, order_number=LAMP)
    assert named.context.subjects == ("Oak desk lamp",)


async def test_the_product_that_was_shown_comes_before_that_of_the_order(desk: Desk) -> None:
    lamp, rug = ("Oak desk lamp",), ("Jute rug",)
    for shown, names in (("rug", rug), ("no longer sold", lamp), (None, lamp)):
        question = await asked(desk, order_number=LAMP, product_in_question=shown)
        assert (shown, question.context.subjects) == (shown, names)


async def test_who_is_not_known_has_no_order_but_may_have_been_shown_a_product(desk: Desk) -> None:
    assert (await asked(desk, None, order_number=LAMP)).context.subjects == ()
    shown = await asked(desk, None, product_in_question="rug")
    assert shown.context.subjects == ("Jute rug",)


@pytest.mark.parametrize(("number", "title"), [(LAMP, OF_LAMP), (RUG, OF_RUG)])
async def test_a_question_is_answered_for_the_product_of_the_order(
    desk: Desk, number: str, title: str
) -> None:
    (answer,) = await asking_of(desk, number)
    assert answer.citations[0]["title"] == title


@pytest.mark.parametrize("number", [DELIVERED, None])
async def test_where_no_product_is_in_question_the_customer_is_asked(
    desk: Desk, number: str | None
) -> None:
    (question,) = await asking_of(desk, number)
    titles = [button["title"] for button in question.buttons]
    assert (sorted(titles[:2]), titles[2:]) == ([OF_LAMP, OF_RUG], ["Something else"])


async def asking_of(desk: Desk, number: str | None) -> list[Reply]:
    """What the customer hears who asks with this order in question."""
    visit = Visit(desk)
    await visit.verified_as(ME)
    visit.slots["order_number"] = number
    return await visit.ask(CLEANING)
