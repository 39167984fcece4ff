"""In the public chat API, whether the bot's answers from the articles have helped."""

# No `from __future__ import annotations` here: FastAPI must see the types of local dependencies.

from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from desk.channels.accepted import Seq
from desk.channels.chat_sessions import ChatSessions
from desk.channels.rate_limit import RateLimit
from desk.services import Services


class GivenAnswer(BaseModel):
    """An answer: the message `seq`; `helped` is null until the customer says."""

    seq: int
    helped: bool | None


class GivenAnswers(BaseModel):
    """Those of a conversation, the oldest first."""

    answers: list[GivenAnswer]


class Helped(BaseModel):
    """The customer's yes or no to "Did that help?"."""

    model_config = ConfigDict(extra="forbid")
    helped: Annotated[bool, Field(strict=True)]


def add_answer_routes(
    router: APIRouter, services: Services, sessions: ChatSessions, rate_limit: RateLimit
) -> None:
    """Add them to the chat API's `router`; a yes or no counts for its `rate_limit`."""
    ConversationId = Annotated[str, Depends(sessions.conversation_id)]  # noqa: N806 - a type

    @router.get("/answers")
    async def answers(conversation: ConversationId) -> GivenAnswers:
        """The answers from articles in this conversation, and whether they have helped."""
        given = await services.questions.answers(conversation)
        return GivenAnswers(
            answers=[GivenAnswer(seq=seq, helped=helped) for seq, helped in given.items()]
        )

    @router.post("/answers/{seq}/helped")
    async def say_helped(conversation: ConversationId, seq: Seq, body: Helped) -> GivenAnswer:
        """Say whether the answer `seq` has helped; said again, the newest word holds."""
        rate_limit.check(conversation)
        await services.questions.answer_helped(conversation, seq, body.helped)
        return GivenAnswer(seq=seq, helped=body.helped)
