"""Photos in the public chat API: sent as a form, handed out to their own conversation."""

# No `from __future__ import annotations` here: FastAPI must see the types of local dependencies.

from typing import Annotated

from fastapi import APIRouter, Depends, File, Form, Response, UploadFile

from desk.channels.accepted import Accepted, ClientMessageId, Seq
from desk.channels.chat_sessions import ChatSessions
from desk.channels.rate_limit import RateLimit
from desk.conversations.pictures import MAX_BYTES
from desk.services import Services

_PHOTOS_PER_MINUTE = 12


def add_photo_routes(
    router: APIRouter, services: Services, sessions: ChatSessions, rate_limit: RateLimit
) -> None:
    """Add them to the chat API's `router`; photos count for its `rate_limit` as messages do.

    They have a lower limit of their own, too: they cost more.
    """
    photo_limit = RateLimit(_PHOTOS_PER_MINUTE, services.clock)
    ConversationId = Annotated[str, Depends(sessions.conversation_id)]  # noqa: N806 - a type

    @router.post("/photos", status_code=202)
    async def send_photo(
        conversation: ConversationId,
        client_message_id: Annotated[ClientMessageId, Form()],
        photo: Annotated[UploadFile, File()],
        text: Annotated[str, Form()] = "",
    ) -> Accepted:
        """Take a photo, with words or without; the same `client_message_id` again changes nothing.

        JPEG, PNG or WebP, at most 8 MB. It is kept as a JPEG of at most 2,000 pixels a side that
        tells nothing of place and camera.
        """
        photo_limit.check(conversation)
        rate_limit.check(conversation)
        # One byte more than is taken shows that there was too much.
        data = await photo.read(MAX_BYTES + 1)
        message = await services.photos.receive(
            conversation, client_message_id, data, text.strip() or None
        )
        services.metrics.messages.labels(channel="web").inc()
        services.turns.take_up(conversation)
        return Accepted(seq=message.seq)

    @router.get("/photos/{seq}", response_class=Response)
    async def photo(conversation: ConversationId, seq: Seq) -> Response:
        """The photo of the message `seq` of this conversation."""
        # No cache keeps it: erased is erased.
        jpeg = await services.photos.read(conversation, seq)
        return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "no-store"})
