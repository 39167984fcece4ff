"""Which messages of the bot are answers from the articles, and what customers say to them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.conversations.conversation import Author
from desk.conversations.tables import messages_table as message_rows
from desk.insight.question import AskedQuestion, Outcome
from desk.insight.question_tables import questions_table as rows
from desk.shop.invoice_links import is_invoice_link

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_THANKS = {
    "thanks", "thank", "thankyou", "thx", "ty", "tysm", "ta", "cheers", "helped", "helps",
    "helpful", "appreciated",
}  # fmt: skip
# A message with any other word may want something more, or say that it did not help.
_BESIDE_THANKS = {
    "a", "all", "and", "answer", "answered", "answers", "appreciate", "brilliant", "cool",
    "exactly", "fantastic", "for", "good", "got", "great", "help", "i", "it", "it's", "its", "just",
    "kind", "lot", "lovely", "made", "makes", "many", "much", "my", "needed", "nice", "of", "ok",
    "okay", "perfect", "question", "really", "right", "sense", "so", "super", "that", "that's",
    "thats", "the", "this", "very", "was", "what", "wonderful", "yeah", "yes", "you", "your", "u",
}  # fmt: skip


def is_thanks(text: str) -> bool:
    """Whether a message says thanks, or that something helped, and nothing else."""
    words = set(_WORD.findall(text.lower().replace("’", "'")))
    return "?" not in text and bool(words & _THANKS) and words <= _THANKS | _BESIDE_THANKS


async def given_answers(session: AsyncSession, conversation_id: str) -> dict[int, AskedQuestion]:
    """The question of each answer, by the answer's sequence number, the oldest first.

    The answers of one turn belong to its questions, in their order.
    """
    asked = defaultdict[int, list[AskedQuestion]](list)
    for question in await session.scalars(_answered(conversation_id)):
        asked[question.message_seq].append(question)
    messages = (await session.execute(_messages(conversation_id))).all() if asked else []
    turns = [one for one in messages if one.author is Author.CUSTOMER and one.answered_at]
    answers = {}
    for answer in messages:
        if answer.author is not Author.BOT or not _has_article(answer.citations):
            continue
        # A turn ends right after its last message.
        turn = next((one for one in turns if one.answered_at >= answer.created_at), None)
        if turn is not None and asked[turn.seq]:
            answers[answer.seq] = asked[turn.seq].pop(0)
    return answers


def _has_article(citations: list[dict[str, str]]) -> bool:
    """Whether there is an article among them, and not only an invoice, which answers nothing."""
    return any(not is_invoice_link(citation["url"]) for citation in citations)


def _answered(conversation_id: str) -> Select[AskedQuestion]:
    return (
        select(AskedQuestion)
        .where(rows.c.conversation_id == conversation_id, rows.c.outcome == Outcome.ANSWERED)
        .order_by(rows.c.asked_at)
    )


def _messages(conversation_id: str) -> Select[Any]:
    kept = message_rows.c
    return (
        select(kept.seq, kept.author, kept.created_at, kept.answered_at, kept.citations)
        .where(kept.conversation_id == conversation_id)
        .order_by(kept.seq)
    )
