"""The composition root: the one place where everything is built and tied together."""

from __future__ import annotations

import hmac
from functools import cache, partial
from pathlib import Path

from bot.encoder.sentence_encoder import shared_encoder
from desk.agents.agents import Agents
from desk.agents.tables import map_agents
from desk.anticipation.greeting import Anticipation
from desk.clock import Clock, utc_now
from desk.conversations.announcements import Announcements
from desk.conversations.conversations import Conversations
from desk.conversations.photos import Photos, folder_in
from desk.conversations.tables import map_conversations
from desk.customers.copied import CopiedCustomers
from desk.customers.customers import Customers
from desk.customers.identification import Identification, OrderOwners
from desk.customers.identity import Method
from desk.customers.profile import Profiles
from desk.customers.source import load_source
from desk.customers.tables import map_customers
from desk.customers.token import CustomerTokens
from desk.database.database import Database
from desk.engine.client import Engine
from desk.engine.turns import Turns
from desk.handoff.earlier import PastConversations
from desk.handoff.handoff import Handoff
from desk.handoff.tables import map_tickets
from desk.insight.article_folder import ArticleFolder
from desk.insight.article_report import ArticleReports
from desk.insight.drafts import Drafts
from desk.insight.metrics import Metrics
from desk.insight.missing_knowledge import MissingKnowledge
from desk.insight.question_tables import map_questions
from desk.insight.questions import Questions
from desk.insight.ratings import RatingPlan, Ratings
from desk.insight.tables import map_ratings
from desk.mail.file_sender import FileSender
from desk.mail.file_sender import folder_in as mails_in
from desk.mail.outbox import Outbox
from desk.mail.outbox import folder_in as unsent_in
from desk.mail.sender import MailSender
from desk.mail.smtp_sender import MailServer, SmtpSecurity, SmtpSender
from desk.services import Services
from desk.settings import Settings, load_settings
from desk.shop.notices import Notices
from desk.shop.order_number import order_numbers
from desk.shop.policy_file import read_policy
from desk.shop.purchases import PurchaseHistory
from desk.shop.recommendations import Recommendations
from desk.shop.service_policy import IdentificationMethod, ServicePolicy
from desk.shop.shop import Shop
from desk.shop.tables import map_shop
from desk.writer.endpoint import Endpoint
from desk.writer.writer import Writer
from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.sync import sync

_METHODS = {
    IdentificationMethod.EMAIL: Method.EMAIL,
    IdentificationMethod.NAME_AND_POSTCODE: Method.NAME_AND_POSTCODE,
    IdentificationMethod.ORDER_AND_EMAIL: Method.ORDER_AND_EMAIL,
    IdentificationMethod.ORDER_AND_POSTCODE: Method.ORDER_AND_POSTCODE,
    IdentificationMethod.CODE_BY_EMAIL: Method.CODE,
}


def map_tables() -> None:
    """Tie all domain classes to their tables; every table is then known to the metadata."""
    map_conversations()
    map_customers()
    map_shop()
    map_agents()
    map_tickets()
    map_ratings()
    map_questions()


def index_folder(settings: Settings) -> Path:
    """Where the knowledge index lies."""
    return settings.data_dir / "knowledge"


def build_services(
    settings: Settings,
    clock: Clock = utc_now,
    engine: Engine | None = None,
    knowledge: KnowledgeBase | None = None,
    database: Database | None = None,
) -> Services:
    """Build everything; raises `IndexUnavailable` or `EncoderUnavailable` if a part is missing.

    Raises `InvalidPolicy`, `InvalidTemplate`, `NoSuchSource` or `InvalidSettings` for what settings
    and files name.
    Connections are made at their first use. `engine`, `knowledge` and `database` may be given, so
    that tests can run many desks beside one engine and one index.
    """
    map_tables()
    order_numbers()
    database = database or Database(settings.sql_url)
    announcements = Announcements()
    metrics = Metrics()
    conversations = Conversations(database, announcements, clock)
    handoff = Handoff(database, conversations, clock)
    customers = open_customers(settings, database, clock)
    policy = read_policy(settings.service_policy)
    outbox = Outbox(open_mail(settings, clock), unsent_in(settings.data_dir), clock)
    notices = Notices(outbox, customers, settings.mail_templates, policy.currency_sign, clock)
    shop = Shop(database, clock, customers, policy, notices)
    knowledge = knowledge or open_knowledge(settings)
    questions = Questions(database, shared_encoder(), clock)
    articles = ArticleFolder(settings.articles)
    missing_knowledge = MissingKnowledge(
        database,
        questions,
        Drafts(database, customers, shared_encoder()),
        articles,
        partial(refresh_knowledge, settings, knowledge),
        shared_encoder(),
        clock,
    )
    engine = engine or Engine(
        settings.engine_url, settings.engine_timeout_seconds, settings.bot_name
    )
    return Services(
        settings=settings,
        clock=clock,
        database=database,
        announcements=announcements,
        conversations=conversations,
        photos=Photos(folder_in(settings.data_dir), conversations),
        customers=customers,
        profiles=open_profiles(database, customers),
        customer_tokens=CustomerTokens(settings.customer_token_secret.get_secret_value()),
        outbox=outbox,
        identification=open_identification(
            settings, database, shop, customers, policy, clock, outbox
        ),
        shop=shop,
        notices=notices,
        recommendations=Recommendations(database),
        anticipation=Anticipation(shop, settings.bot_name, clock),
        handoff=handoff,
        ratings=open_ratings(settings, database, conversations, clock),
        agents=Agents(database, clock),
        knowledge=knowledge,
        writer=open_writer(settings),
        questions=questions,
        missing_knowledge=missing_knowledge,
        article_reports=ArticleReports(questions, missing_knowledge, articles, knowledge, clock),
        engine=engine,
        turns=Turns(conversations, engine, handoff, announcements, metrics),
        metrics=metrics,
    )


def open_customers(settings: Settings, database: Database, clock: Clock = utc_now) -> Customers:
    """The store of customers: our own, or a copy of the company's; raises `NoSuchSource`."""
    if not settings.customer_source:
        return Customers(database, clock)
    return CopiedCustomers(database, load_source(settings.customer_source), clock)


def open_identification(
    settings: Settings,
    database: Database,
    orders: OrderOwners,
    customers: Customers,
    policy: ServicePolicy,
    clock: Clock = utc_now,
    mail: MailSender | None = None,
) -> Identification:
    """Identification in conversations, by the methods of the policy; `mail` carries codes."""
    secret = settings.session_secret.get_secret_value().encode()
    return Identification(
        database,
        orders,
        customers,
        mail or open_mail(settings, clock),
        # A key of its own: what signs sessions signs nothing else.
        hmac.digest(secret, b"identification", "sha256"),
        clock,
        [_METHODS[method] for method in policy.identification_methods],
        bot_name=settings.bot_name,
    )


def open_mail(settings: Settings, clock: Clock = utc_now) -> MailSender:
    """Who sends mail: the company's mail server, or nobody, and mails are files."""
    if not settings.smtp_host:
        return FileSender(mails_in(settings.data_dir), settings.mail_from, clock)
    server = MailServer(
        settings.smtp_host,
        settings.smtp_port,
        SmtpSecurity(settings.smtp_security),
        settings.smtp_user,
        settings.smtp_password.get_secret_value(),
    )
    return SmtpSender(server, settings.mail_from, clock)


def open_profiles(database: Database, customers: Customers) -> Profiles:
    """All that is known of customers: their own data, purchases and earlier conversations."""
    return Profiles(customers, PurchaseHistory(database), PastConversations(database))


def open_ratings(
    settings: Settings, database: Database, conversations: Conversations, clock: Clock
) -> Ratings:
    """What customers think of their conversations, asked as the settings want it."""
    plan = RatingPlan(settings.ask_for_ratings, settings.nps_share, settings.effort_share)
    return Ratings(database, conversations, clock, plan)


def open_knowledge(settings: Settings) -> KnowledgeBase:
    """The knowledge base on the index in the data folder."""
    folder = index_folder(settings)
    return KnowledgeBase.open(folder, shared_encoder(), settings.answer_threshold)


def open_writer(settings: Settings) -> Writer | None:
    """Who phrases answers, if the settings name an endpoint."""
    if not settings.writer_url:
        return None
    key = settings.writer_api_key.get_secret_value()
    endpoint = Endpoint(
        settings.writer_url, settings.writer_model, key, settings.writer_timeout_seconds
    )
    return Writer(endpoint, shared_encoder())


def refresh_knowledge(settings: Settings, knowledge: KnowledgeBase) -> None:
    """Make the index fit the articles as they are now, and let questions be answered from it."""
    sync(index_folder(settings), shared_encoder(), settings.articles)
    knowledge.refresh()


@cache
def shared_services() -> Services:
    """The services of an action server that runs by itself, built at its first action."""
    return build_services(load_settings())
