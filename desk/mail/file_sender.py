"""Mail as files, for trying Parley out: nothing leaves the machine."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Collection
from email import message_from_bytes
from email.policy import SMTP
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


def folder_in(data_dir: Path) -> Path:
    """Where the files are written."""
    return data_dir / "mail"


def forget(folder: Path, addresses: Collection[str]) -> None:
    """Delete the mails in `folder` that were written to these addresses."""
    wanted = {address.casefold() for address in addresses}
    for file in folder.glob("*.eml"):
        message = message_from_bytes(file.read_bytes(), policy=SMTP)
        if str(message["To"]).casefold() in wanted:
            file.unlink(missing_ok=True)


def _write(file: Path, content: bytes) -> None:
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # For the user of the desk only: a code is in it.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)
    except OSError as error:
        raise MailNotSent(f"A mail cannot be written: {error}") from error
