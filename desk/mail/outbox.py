"""Mail that is sent in the end: what a mail server does not take now is kept, and tried again."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import structlog

from desk.clock import Clock, utc_now
from desk.mail import files
from desk.mail.files import sweep, write_whole
from desk.mail.sender import Mail, MailNotSent, MailRefused, MailSender

# Half a minute is a server that starts again, hours are one that has to be mended.
_WAITS_SECONDS = (30.0, 120.0, 600.0, 1800.0, 7200.0)

log = structlog.get_logger(__name__)


class Outbox:
    """Sends mail, and keeps what could not be sent until it is.

    A kept mail is a file in `folder`, for the user of the desk only. It is tried again after each
    of `waits` (seconds), and then at the next start of the desk. What nobody needs any more goes,
    and so does what the server refuses for good. Whoever deletes the file takes the mail back.
    """

    def __init__(
        self,
        sender: MailSender,
        folder: Path,
        clock: Clock = utc_now,
        waits: Sequence[float] = _WAITS_SECONDS,
    ) -> None:
        self._sender = sender
        self._folder = folder
        self._clock = clock
        self._waits = waits
        self._under_way: set[asyncio.Task[None]] = set()

    async def send(self, mail: Mail) -> None:
        """Send it now, or else later; raises `MailRefused`, or `MailNotSent` if not kept."""
        try:
            await self._sender.send(mail)
        except MailRefused:
            raise
        except MailNotSent as error:
            file = await asyncio.to_thread(_keep, self._folder, mail)
            log.warning("mail.kept", file=file.name, why=str(error))
            self._try_later(file, mail)

    async def resume(self) -> None:
        """Try what was kept before the desk was stopped."""
        try:
            await asyncio.to_thread(sweep, self._folder)
        except OSError as error:
            log.warning("mail.not_swept", why=str(error))
        for file in await asyncio.to_thread(lambda: sorted(self._folder.glob("*.json"))):
            try:
                mail = await asyncio.to_thread(_read, file)
            except (OSError, ValueError) as error:
                log.warning("mail.unreadable", file=file.name, why=str(error))
                continue
            self._try_later(file, mail, at_once=True)

    async def close(self) -> None:
        """Stop trying; what is kept stays for the next start."""
        for task in self._under_way:
            task.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    def _try_later(self, file: Path, mail: Mail, *, at_once: bool = False) -> None:
        waits = [0.0, *self._waits] if at_once else list(self._waits)
        task = asyncio.create_task(self._try_again(file, mail, waits))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _try_again(self, file: Path, mail: Mail, waits: Sequence[float]) -> None:
        for wait in waits:
            await asyncio.sleep(wait)
            if not await asyncio.to_thread(file.exists):
                log.info("mail.taken_back", file=file.name)
                return
            if mail.good_until is not None and self._clock() >= mail.good_until:
                log.warning("mail.too_late", file=file.name)
                await asyncio.to_thread(file.unlink, missing_ok=True)
                return
            try:
                await self._sender.send(mail)
            except MailRefused as error:
                log.error("mail.refused", file=file.name, why=str(error))  # noqa: TRY400 - no fault
            except MailNotSent as error:
                log.warning("mail.not_sent_yet", file=file.name, why=str(error))
                continue
            else:
                log.info("mail.sent_later", file=file.name)
            await asyncio.to_thread(file.unlink, missing_ok=True)
            return
        log.error("mail.given_up", file=file.name)


def folder_in(data_dir: Path) -> Path:
    """Where mails wait that were not sent."""
    return data_dir / "mail" / "unsent"


def forget(folder: Path, addresses: Collection[str]) -> None:
    """Delete the kept mails to these addresses, which are then not sent any more.

    What was broken off while it was written goes as well, once it is older than any writing takes:
    it may not say any more to whom.
    """
    wanted = {address.casefold() for address in addresses}
    files.forget(folder, "*.json", lambda file: _is_to(file, wanted))


def _is_to(file: Path, wanted: Collection[str]) -> bool:
    try:
        return _read(file).to.casefold() in wanted
    except ValueError:
        # Broken as it is, it may name them.
        text = file.read_text("utf-8", errors="replace").casefold()
        return any(address in text for address in wanted)


def _keep(folder: Path, mail: Mail) -> Path:
    """Write it into a file of its own; raises `MailNotSent`."""
    file = folder / f"{uuid4().hex}.json"
    told = asdict(mail)
    told["good_until"] = mail.good_until.isoformat() if mail.good_until else None
    try:
        write_whole(file, json.dumps(told).encode())
    except OSError as error:
        raise MailNotSent(f"A mail that was not sent cannot be kept: {error}") from error
    return file


def _read(file: Path) -> Mail:
    """The kept mail; raises `OSError`, or `ValueError` if the file is not one of ours."""
    try:
        told = json.loads(file.read_text("utf-8"))
    except RecursionError as error:
        raise ValueError("this is no mail") from error
    match told:
        case {"to": str(to), "subject": str(subject), "text": str(text), "good_until": None}:
            return Mail(to, subject, text)
        case {"to": str(to), "subject": str(subject), "text": str(text), "good_until": str(until)}:
            moment = datetime.fromisoformat(until)
            if moment.tzinfo is None:
                raise ValueError("good_until has no time zone")
            return Mail(to, subject, text, moment)
    raise ValueError("this is no mail")
