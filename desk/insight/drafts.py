"""Drafts articles from what agents answered after the same question was handed over."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.encoder.sentence_encoder import SentenceEncoder
from desk.conversations.conversation import Author
from desk.conversations.tables import messages_table as message_rows
from desk.customers.customers import Customers
from desk.database.database import Database
from desk.insight.article_text import AgentAnswer, ArticleDraft, title_of
from desk.insight.asker_names import names_of_askers
from desk.insight.masking import masked
from desk.insight.question import AskedQuestion, QuestionGroup
from desk.insight.question_groups import grouped
from desk.insight.question_tables import questions_table as question_rows

MOST_ASKED_AS = 12
_MOST_ANSWERS = 12
# Replies this close say the same in nearly the same words.
_SAME_REPLY = 0.85
_FEWEST_WORDS = 5
_GREETING = re.compile(
    r"^\s*(?:hi|hello|hey|dear|good\s(?:morning|afternoon|evening))\b[^,.!?\n]{0,40}[,.!\n]\s*",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"\s*(?:(?:kind|best|warm)\s(?:regards|wishes)|regards|cheers|best)[,\n][^.!?]{0,60}$",
    re.IGNORECASE,
)
_SMALL_TALK = re.compile(
    r"(?:thank(?:s| you)\b|(?:i['’]m|my name is) [\w\[\]]+[.,!]?(?: from\b.*| and\b.*)?$"
    r"|you['’]?re (?:very )?welcome|no problem|my pleasure|have a (?:good|nice|lovely)|"
    r"(?:one|just a) (?:moment|minute|second)|bear with me|let me (?:check|look|see|have)|"
    r"i['’]?ll (?:check|look|have a look|find out)|i['’]?m (?:just )?(?:checking|looking)|"
    r"is there anything else|anything else i|(?:i['’]m )?(?:so |very )?sorry (?:about|for|to)|"
    r"(?:i )?hope (?:that|this) helps|glad (?:to|i could))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class _Reply:
    conversation_id: str
    seq: int
    text: str
    agent_name: str
    at: datetime


class Drafts:
    """Quotes agents' own sentences; nothing is made up."""

    def __init__(self, database: Database, customers: Customers, encoder: SentenceEncoder) -> None:
        self._database = database
        self._customers = customers
        self._encoder = encoder

    async def of(self, group: QuestionGroup) -> ArticleDraft:
        """A draft for a group: its questions, and what people answered to them, masked."""
        replies = await self._replies(group.questions)
        names = await self._names(replies, group.questions)
        answers = [
            AgentAnswer(text, reply.agent_name, reply.at)
            for reply in replies
            if (text := _substance(masked(reply.text, names)))
        ]
        answers = await asyncio.to_thread(self._distinct, answers)
        return ArticleDraft(
            title_of(masked(group.central.read_as, names)),
            _wordings(group, names),
            "\n\n".join(answer.text for answer in answers),
            answers,
        )

    async def _replies(self, questions: Sequence[AskedQuestion]) -> list[_Reply]:
        """What agents wrote behind the questions, up to the next question about something else."""
        ids = {question.conversation_id for question in questions}
        own = {question.id for question in questions}
        asked = select(
            question_rows.c.id, question_rows.c.conversation_id, question_rows.c.message_seq
        ).where(question_rows.c.conversation_id.in_(ids))
        said = (
            select(message_rows)
            .where(message_rows.c.conversation_id.in_(ids), message_rows.c.author == Author.AGENT)
            .order_by(message_rows.c.created_at, message_rows.c.seq)
        )
        async with self._database.read() as session:
            places = list(await session.execute(asked))
            messages = list(await session.execute(said))
        return [
            _Reply(one.conversation_id, one.seq, one.text, one.author_name or "", one.created_at)
            for one in messages
            if _newest_before(one.conversation_id, one.seq, places) in own
        ]

    async def _names(
        self, replies: Sequence[_Reply], questions: Sequence[AskedQuestion]
    ) -> list[str]:
        """Of the customers in these conversations, and of the agents."""
        askers = await names_of_askers(self._database, self._customers, questions)
        return sorted({*askers.values(), *(reply.agent_name for reply in replies)})

    def _distinct(self, answers: Sequence[AgentAnswer]) -> list[AgentAnswer]:
        """One of those that say the same: the longest, and of equally long ones the newest."""
        vectors = self._encoder.encode([answer.text for answer in answers])
        kept = [
            max((answers[row] for row in group), key=lambda one: (len(one.text), one.at))
            for group in grouped(vectors, _SAME_REPLY)
        ]
        return sorted(sorted(kept, key=lambda one: one.at)[-_MOST_ANSWERS:], key=lambda o: o.at)


def _newest_before(conversation_id: str, seq: int, places: Sequence[tuple[str, str, int]]) -> str:
    """The id of the question that a message of an agent comes after."""
    before = [
        (place, id_) for id_, where, place in places if where == conversation_id and place < seq
    ]
    return max(before, default=(0, ""))[1]


def _substance(text: str) -> str:
    """A reply without its greeting, its farewell and its small talk; empty if nothing is left."""
    text = _FAREWELL.sub("", _GREETING.sub("", text.strip()))
    paragraphs = [
        " ".join(s for s in _SENTENCE.split(paragraph) if not _SMALL_TALK.match(s.strip()))
        for paragraph in text.split("\n")
    ]
    kept = "\n".join(paragraphs).strip()
    return kept[:1].upper() + kept[1:] if len(kept.split()) >= _FEWEST_WORDS else ""


def _wordings(group: QuestionGroup, names: Sequence[str]) -> tuple[str, ...]:
    """How it was asked, each wording once, the central one first and then the newest."""
    newest_first = sorted(group.questions, key=lambda one: one.asked_at, reverse=True)
    wordings: dict[str, str] = {}
    for question in (group.central, *newest_first):
        wording = " ".join(masked(question.read_as, names).split())
        wordings.setdefault(wording.casefold().rstrip(" .!?"), wording)
    return tuple(wordings.values())[:MOST_ASKED_AS]
