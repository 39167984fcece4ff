"""The tier that counts for a return is today's: in the shop, and in what the articles say of it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desk.customers.customer import Customer, Tier
from desk.database.database import Database
from desk.settings import ROOT
from desk.shop.refusals import ReturnWindowOver
from tests.integration.job_shop import DELIVERED, DELIVERED_AT, ME, SQLITE, a_talk

ARTICLES = ROOT / "knowledge_base" / "articles"


@SQLITE
@pytest.mark.anyio
async def test_an_order_of_before_has_the_window_of_the_tier_of_today(database: Database) -> None:
    forty_days_on = DELIVERED_AT + timedelta(days=40)
    shop = (await a_talk(database, lambda: forty_days_on)).shop
    order = await shop.order_of(ME, DELIVERED)
    assert order is not None
    items = [order.items[0].id]
    await give_tier(database, Tier.GOLD)
    assert (await shop.plan_return(ME, DELIVERED, items)).amount > 0
    await give_tier(database, Tier.SILVER)
    with pytest.raises(ReturnWindowOver):
        await shop.plan_return(ME, DELIVERED, items)


async def give_tier(database: Database, tier: Tier) -> None:
    async with database.write() as session:
        (await session.get_one(Customer, ME)).tier = tier


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gold-member-returns", "the tier on the day you request the return"),
        ("harbour-club", "the tier on the day you request the return"),
        ("return-conditions", "the membership on the day of the request"),
    ],
)
def test_the_articles_say_the_same(name: str, words: str) -> None:
    assert words in (ARTICLES / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("article", sorted(ARTICLES.glob("*.md")), ids=lambda file: str(file.stem))
def test_no_article_counts_the_tier_of_the_order(article: Path) -> None:
    text = article.read_text("utf-8")
    for words in ("the day the order was placed", "if it was placed by", "benefits it was placed"):
        assert words not in text
