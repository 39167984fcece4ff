"""What the demo shop's help centre shows of the articles."""

from __future__ import annotations

from datetime import date

from desk.demo_shop import help_centre
from knowledge_base.article import Article

TODAY = date(2026, 11, 26)


def test_customers_see_neither_agents_notes_nor_another_season() -> None:
    articles = [
        Article("returns", "Returns", "/help/returns", "Text."),
        Article("goodwill", "Goodwill", "/help/goodwill", "Text.", audience="agents"),
        Article("summer", "Summer", "/help/summer", "Text.", valid_until=date(2026, 8, 31)),
        Article("xmas", "Christmas", "/help/xmas", "Text.", valid_from=date(2026, 11, 26)),
    ]
    shown = help_centre.published(articles, TODAY)
    assert [article.id for article in shown] == ["returns", "xmas"]


def test_a_page_shows_neither_comments_nor_scripts() -> None:
    body = "Two <!-- three? --> years.\n\n<script>track()</script>\n\n<!-- draft -->\n"
    shown = help_centre.page(Article("w", "Warranty", "/help/w", body))
    assert shown["html"].strip() == "<p>Two  years.</p>"


def test_an_article_of_headings_only_has_no_summary() -> None:
    (topic,) = help_centre.topics([Article("w", "Warranty", "/help/w", "# Later\n")])
    assert topic["articles"] == [{"title": "Warranty", "url": "/help/w", "summary": ""}]
