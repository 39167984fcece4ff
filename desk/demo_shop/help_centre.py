"""The company's articles as pages of a help centre."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import nh3
from markdown_it import MarkdownIt

from knowledge_base.article import Article
from knowledge_base.passages import split

# A topic's name and the tags that place an article there; its first tag counts.
_TOPICS: list[tuple[str, frozenset[str]]] = [
    ("Orders", frozenset({"cancel", "change-order", "order", "stock"})),
    ("Delivery", frozenset({"delivery", "tracking", "late", "address"})),
    ("Returns and refunds", frozenset({"return", "exchange", "refund"})),
    ("If something is wrong", frozenset({"faulty", "wrong-item", "warranty", "safety"})),
    ("Payment and discounts", frozenset({"payment", "invoice", "promo-code"})),
    ("Gift cards and gifts", frozenset({"gift-card", "gift"})),
    ("Account and privacy", frozenset({"account", "loyalty", "privacy"})),
    ("Products", frozenset({"size", "care", "packaging"})),
]
_OTHER = "Contact and more"
_SUMMARY_CHARACTERS = 140


def published(articles: Iterable[Article], today: date) -> list[Article]:
    """What customers may read today: no agents' notes, nothing of another season."""
    return [
        article
        for article in articles
        if article.audience == "customers" and article.is_valid_on(today)
    ]


def topics(articles: Iterable[Article]) -> list[dict[str, Any]]:
    """The articles under their topics, for the help centre's front page."""
    names = (*(name for name, _ in _TOPICS), _OTHER)
    groups: dict[str, list[dict[str, str]]] = {name: [] for name in names}
    for article in articles:
        groups[_topic_of(article)].append(
            {"title": article.title, "url": article.url, "summary": _summary(article)}
        )
    return [{"name": name, "articles": found} for name, found in groups.items() if found]


def page(article: Article) -> dict[str, Any]:
    """An article, its Markdown as sanitised HTML."""
    # Raw HTML goes through, so that comments are cleaned away rather than shown.
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(article.body)
    return {"title": article.title, "updated_on": article.updated_on, "html": nh3.clean(html)}


def related(article: Article, articles: Iterable[Article]) -> list[dict[str, str]]:
    """Other articles of the same topic."""
    topic = _topic_of(article)
    return [
        {"title": other.title, "url": other.url}
        for other in articles
        if other.id != article.id and _topic_of(other) == topic
    ]


def _topic_of(article: Article) -> str:
    first = article.tags[0] if article.tags else ""
    return next((name for name, tags in _TOPICS if first in tags), _OTHER)


def _summary(article: Article) -> str:
    """The first sentence, or its beginning."""
    passages = split(article)
    if not passages:
        return ""
    text = passages[0].text.split("\n")[0]
    sentence = text.split(". ")[0].rstrip(".:")
    if len(sentence) < _SUMMARY_CHARACTERS:
        return f"{sentence}."
    return f"{sentence[:_SUMMARY_CHARACTERS].rsplit(' ', 1)[0].rstrip(',;')} …"
