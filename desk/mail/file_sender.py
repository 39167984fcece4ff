"""Mail as files, for trying Parley out: nothing leaves the machine."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from uuid import uuid4

from desk.clock import Clock, utc_now
from desk.mail.sender import Mail, MailNotSent, message_of


class FileSender:
    """Writes each mail into a folder, as a file that mail programs open (`.eml`)."""

    def __init__(self, folder: Path, sender: str, clock: Clock = utc_now) -> None:
        self._folder = folder
        self._sender = sender
        self._clock = clock

    async def send(self, mail: Mail) -> None:
        """Write it; raises `MailNotSent`."""
        now = self._clock()
        message = message_of(mail, self._sender, now)
        file = self._folder / f"{now:%Y%m%d-%H%M%S}-{uuid4().hex[:8]}.eml"
        await asyncio.to_thread(_write, file, message.as_bytes())


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # For the user of the desk only: a code is in it.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)
    except OSError as error:
        raise MailNotSent(f"A mail cannot be written: {error}") from error
