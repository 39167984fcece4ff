"""Mail as files, for trying Parley out: nothing leaves the machine."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import suppress
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from uuid import uuid4

from desk.clock import Clock, utc_now
from desk.mail import files
from desk.mail.files import sweep, write_whole
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
    """Delete the mails in `folder` to these addresses, and what was broken off in writing."""
    wanted = {address.casefold() for address in addresses}

    def is_theirs(file: Path) -> bool:
        message = message_from_bytes(file.read_bytes(), policy=SMTP)
        return str(message["To"]).casefold() in wanted

    files.forget(folder, "*.eml", is_theirs)


def _write(file: Path, content: bytes) -> None:
    # What cannot be tidied up keeps no mail back.
    with suppress(OSError):
        sweep(file.parent)
    try:
        write_whole(file, content)
    except OSError as error:
        raise MailNotSent(f"A mail cannot be written: {error}") from error
