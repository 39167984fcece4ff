"""The photos in conversations: files beside the database, each known to its message only."""

from __future__ import annotations

import asyncio
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path

from desk.conversations.conversation import Message
from desk.conversations.conversations import Conversations
from desk.conversations.inbound import Inbound
from desk.conversations.pictures import Picture, read_picture
from desk.errors import NotFound, Unavailable

_MOST_WAITING = 4


class TooManyAtOnce(Unavailable):
    """More photos come in than can be read."""

    code = "too_many_photos_at_once"


class Photos:
    """Takes photos into conversations and hands them out again.

    `folder` has one of its own for each conversation: `forget` needs nothing else to find them.
    """

    def __init__(self, folder: Path, conversations: Conversations) -> None:
        self._folder = folder
        self._conversations = conversations
        # One after the other: a large picture takes some hundred megabytes while it is read.
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0

    async def receive(
        self, conversation_id: str, client_message_id: str, data: bytes, text: str | None = None
    ) -> Message:
        """Store a photo of the customer, with its words if there are any.

        The same `client_message_id` again gives the first message. Raises what `read_picture` and
        `Conversations.receive` do, or `TooManyAtOnce`; then nothing is stored.
        """
        known = await self._conversations.expect_photo(conversation_id, client_message_id)
        if known is not None:
            return known
        picture = await self._picture(data)
        file = self._folder / conversation_id / f"{uuid.uuid4().hex}.jpg"
        photo = {"file": file.name, "width": picture.width, "height": picture.height}
        await asyncio.to_thread(_write, file, picture)
        try:
            message = await self._conversations.receive(
                conversation_id, Inbound(client_message_id, text, photo=photo)
            )
        except Exception:
            # Not where the request was broken off: the message may be stored all the same.
            file.unlink(missing_ok=True)
            raise
        if message.photo != photo:
            file.unlink(missing_ok=True)
        return message

    async def _picture(self, data: bytes) -> Picture:
        if self._waiting >= _MOST_WAITING:
            raise TooManyAtOnce("Many photos are coming in just now. Please send it again.")
        self._waiting += 1
        try:
            await self._one_at_a_time.acquire()
        finally:
            self._waiting -= 1
        try:
            return await asyncio.to_thread(read_picture, data)
        finally:
            self._one_at_a_time.release()

    async def read(self, conversation_id: str, seq: int) -> bytes:
        """The JPEG of the message `seq`; raises `NotFound`."""
        found = await self._conversations.messages(conversation_id, seq - 1, limit=1)
        photo = found[0].photo if found and found[0].seq == seq else None
        if photo is None:
            raise NotFound("There is no such photo.")
        try:
            return await asyncio.to_thread(
                (self._folder / conversation_id / photo["file"]).read_bytes
            )
        except FileNotFoundError as error:
            raise NotFound("This photo is not kept any more.") from error


def folder_in(data_dir: Path) -> Path:
    """Where the photos lie."""
    return data_dir / "photos"


def of(folder: Path, conversation_ids: Iterable[str]) -> list[Path]:
    """The files of these conversations."""
    return [file for one in conversation_ids for file in sorted((folder / one).glob("*.jpg"))]


def forget(folder: Path, conversation_ids: Iterable[str]) -> None:
    """Delete the photos of these conversations."""
    for conversation_id in conversation_ids:
        shutil.rmtree(folder / conversation_id, ignore_errors=True)


def _write(file: Path, picture: Picture) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_bytes(picture.jpeg)
