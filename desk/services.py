"""The capabilities, as the composition root builds them and as actions and pages use them."""

from __future__ import annotations

from dataclasses import dataclass

from desk.agents.agents import Agents
from desk.anticipation.greeting import Anticipation
from desk.clock import Clock
from desk.conversations.announcements import Announcements
from desk.conversations.conversations import Conversations
from desk.conversations.photos import Photos
from desk.customers.customers import Customers
from desk.customers.identification import Identification
from desk.customers.profile import Profiles
from desk.customers.token import CustomerTokens
from desk.database.database import Database
from desk.engine.client import Engine
from desk.engine.turns import Turns
from desk.handoff.handoff import Handoff
from desk.insight.article_report import ArticleReports
from desk.insight.metrics import Metrics
from desk.insight.missing_knowledge import MissingKnowledge
from desk.insight.questions import Questions
from desk.insight.ratings import Ratings
from desk.mail.outbox import Outbox
from desk.settings import Settings
from desk.shop.notices import Notices
from desk.shop.recommendations import Recommendations
from desk.shop.shop import Shop
from desk.writer.writer import Writer
from knowledge_base.knowledge_base import KnowledgeBase


@dataclass(frozen=True)
class Services:
    """Everything that a request may need, built once."""

    settings: Settings
    clock: Clock
    database: Database
    announcements: Announcements
    conversations: Conversations
    photos: Photos
    customers: Customers
    profiles: Profiles
    customer_tokens: CustomerTokens
    outbox: Outbox
    identification: Identification
    shop: Shop
    notices: Notices
    recommendations: Recommendations
    anticipation: Anticipation
    handoff: Handoff
    ratings: Ratings
    agents: Agents
    knowledge: KnowledgeBase
    writer: Writer | None
    questions: Questions
    missing_knowledge: MissingKnowledge
    article_reports: ArticleReports
    engine: Engine
    turns: Turns
    metrics: Metrics

    async def close(self) -> None:
        """Let the turns in progress end, then close what is open."""
        await self.turns.finish()
        await self.identification.finish()
        await self.notices.finish()
        await self.outbox.close()
        await self.engine.close()
        if self.writer:
            await self.writer.close()
        await self.database.close()
