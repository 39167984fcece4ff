"""What a customer sends into a conversation, and what of it is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.conversations.conversation import Author, Conversation
from desk.conversations.tables import messages_table as message_rows
from desk.errors import Conflict, Invalid, NotFound


class PayloadNotOffered(Invalid):
    """A button payload that the bot never offered in this conversation."""

    code = "payload_not_offered"


class TooManyPhotos(Conflict):
    """The conversation holds as many photos as it may."""

    code = "too_many_photos"


MOST_PHOTOS = 10
"""Photos in one conversation."""
_ANSWERS = ("/affirm", "/deny")


@dataclass(frozen=True)
class Inbound:
    """What a customer sends: a text, the payload of a button, or a photo, which may have a text."""

    client_message_id: str
    text: str | None = None
    payload: str | None = None
    photo: dict[str, Any] | None = None


def require_customer(conversation: Conversation) -> None:
    """Raise `NotFound` if the customer was erased: no later erasure would find what they send."""
    if conversation.is_erased:
        raise NotFound("This conversation was erased. Please start a new one.")


async def require_room(session: AsyncSession, conversation_id: str) -> None:
    """Raise `TooManyPhotos` if no photo more may be stored."""
    known = await session.scalar(
        select(func.count()).where(
            message_rows.c.conversation_id == conversation_id, message_rows.c.photo.is_not(None)
        )
    )
    if (known or 0) >= MOST_PHOTOS:
        raise TooManyPhotos(
            f"This conversation holds {MOST_PHOTOS} photos already, and that is the most. "
            "Please tell us the rest in words."
        )


async def title_of_offered(session: AsyncSession, conversation_id: str, payload: str) -> str:
    """The title of the newest button with this payload; raises `PayloadNotOffered`.

    A yes or a no answers the question asked last: only what the bot said since the customer's last
    message counts for them.
    """
    offers = await session.execute(
        select(message_rows.c.author, message_rows.c.buttons)
        .where(
            message_rows.c.conversation_id == conversation_id,
            message_rows.c.author.in_((Author.BOT, Author.CUSTOMER)),
        )
        .order_by(message_rows.c.seq.desc())
    )
    for author, buttons in offers:
        if author is Author.CUSTOMER and payload in _ANSWERS:
            break
        for button in buttons:
            if button["payload"] == payload:
                return str(button["title"])
    raise PayloadNotOffered("This button is not part of this conversation any more.")
