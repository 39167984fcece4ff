"""What the page "Missing knowledge" shows, as plain data; customers' words are masked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from desk.insight.article_report import ArticleEffect, ArticleReport
from desk.insight.article_text import ArticleDraft
from desk.insight.masking import masked
from desk.insight.question import (
    AskedQuestion,
    Lack,
    MissingAnswer,
    Outcome,
    QuestionGroup,
    WrittenArticle,
)
from knowledge_base.answers.contradictions import Statement
from knowledge_base.article import Article

_SHOWN_QUESTIONS = 50
Articles = Mapping[str, Article]
Names = Mapping[str, str]
"""By conversation, the name of the customer in it, where it is known."""


def overview(
    questions: Sequence[AskedQuestion],
    groups: Sequence[QuestionGroup],
    report: ArticleReport,
    days: int,
    names: Names,
) -> dict[str, Any]:
    """Everything but the effects of new articles, which take longer to find out."""
    outcomes = Counter(question.outcome for question in questions)
    return {
        "days": days,
        "asked": len(questions),
        "outcomes": {outcome.value: outcomes[outcome] for outcome in Outcome},
        "groups": [_group(group, report.articles, names) for group in groups],
        "articles": {
            "answered": report.answered,
            "never_found": [_article(one) for one in report.never_found],
            "out_of_date": [
                _article(one.article)
                | {"ended_on": one.ended_on.isoformat() if one.ended_on else None}
                for one in report.out_of_date
            ],
            "contradictions": [
                {
                    "what": one.what,
                    "statements": [
                        _statement(said, report.articles) for said in (one.first, one.second)
                    ],
                }
                for one in report.contradictions
            ],
            "are_compared": report.are_compared,
        },
    }


def effect(one: ArticleEffect, names: Names) -> dict[str, Any]:
    """A new or changed article, and the questions that it answers now."""
    return {
        "title": one.title,
        "url": one.url,
        "changed_at": one.changed_at.isoformat(),
        "written": _written(one.written) if one.written else None,
        "answered_now": [
            {
                "text": _masked(question.read_as, question, names),
                "asked_at": question.asked_at.isoformat(),
            }
            for question in one.answered_now
        ],
    }


def draft(one: ArticleDraft) -> dict[str, Any]:
    """What the editor opens with."""
    return {
        "title": one.title,
        "asked_as": list(one.asked_as),
        "body": one.body,
        "answers": [
            {"text": answer.text, "agent_name": answer.agent_name, "at": answer.at.isoformat()}
            for answer in one.answers
        ],
    }


def _group(group: QuestionGroup, articles: Articles, names: Names) -> dict[str, Any]:
    first, last = group.questions[0], group.questions[-1]
    newest_first = group.answers[::-1][:_SHOWN_QUESTIONS]
    return {
        "id": group.central.id,
        "question": _masked(group.central.read_as, group.central, names),
        "count": len(group.answers),
        "first_asked_at": first.asked_at.isoformat(),
        "last_asked_at": last.asked_at.isoformat(),
        "lacks": {lack.value: group.counted(lack) for lack in Lack},
        "questions": [_question(answer, articles, names) for answer in newest_first],
        "written": _written(group.written) if group.written else None,
        "asked_since": group.asked_since,
        "left_out": _left_out(group.left_out) if group.left_out else None,
    }


def _question(answer: MissingAnswer, articles: Articles, names: Names) -> dict[str, Any]:
    question = answer.question
    article = articles.get(question.article_id or "")
    return {
        "text": _masked(question.text, question, names),
        "read_as": (
            _masked(question.read_as, question, names)
            if question.read_as != question.text
            else None
        ),
        "asked_at": question.asked_at.isoformat(),
        "lacks": [lack.value for lack in answer.lacks],
        "article": article.title if article else question.article_id,
    }


def _masked(text: str, question: AskedQuestion, names: Names) -> str:
    name = names.get(question.conversation_id)
    return masked(text, [name] if name else [])


def _left_out(one: AskedQuestion) -> dict[str, Any]:
    at = one.left_out_at
    return {"agent_name": one.left_out_by, "at": at.isoformat() if at else None}


def _written(one: WrittenArticle) -> dict[str, Any]:
    return {
        "title": one.title,
        "agent_name": one.agent_name,
        "at": one.written_at.isoformat(),
        "asked": one.asked,
    }


def _statement(one: Statement, articles: Articles) -> dict[str, Any]:
    article = articles.get(one.article_id)
    return {
        "title": one.title,
        "heading": one.heading,
        "url": article.url if article else None,
        "sentence": one.text,
    }


def _article(one: Article) -> dict[str, Any]:
    return {
        "title": one.title,
        "url": one.url,
        "updated_on": one.updated_on.isoformat() if one.updated_on else None,
    }
