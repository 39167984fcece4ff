"""Mails as files: one that was not written to its end is no mail, and does not stay."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.mail import file_sender, outbox
from desk.mail.file_sender import FileSender
from desk.mail.files import write_whole
from desk.mail.outbox import Outbox
from desk.mail.sender import Mail
from desk.mail.smtp_sender import MailServer, SmtpSecurity, SmtpSender

pytestmark = pytest.mark.anyio

SHOP = "Harbour & Pine <help@harbour-pine.example>"
MAIL = Mail("ada@example.com", "Your return", "Bring it to us.\n")
TORN = '{"to": "ada@exam'


def broken_off(folder: Path, content: str, *, seconds_ago: float) -> Path:
    part = folder / "broken.part"
    part.write_text(content, "utf-8")
    then = time.time() - seconds_ago
    os.utime(part, (then, then))
    return part


def kept_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


def nobody_listens() -> SmtpSender:
    return SmtpSender(MailServer("127.0.0.1", 1, SmtpSecurity.NONE), SHOP)


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "mail.json").mkdir()
    with pytest.raises(OSError, match=r"mail\.json"):
        write_whole(tmp_path / "mail.json", b"words")
    assert [file.name for file in tmp_path.iterdir()] == ["mail.json"]


async def test_a_desk_that_starts_clears_away_what_was_broken_off(tmp_path: Path) -> None:
    unsent = Outbox(nobody_listens(), tmp_path, waits=())
    part = broken_off(tmp_path, TORN, seconds_ago=5)
    await unsent.resume()
    assert part.exists()
    broken_off(tmp_path, TORN, seconds_ago=120)
    await unsent.resume()
    await unsent.close()
    assert kept_in(tmp_path) == []


async def test_the_next_mail_that_is_written_clears_it_away(tmp_path: Path) -> None:
    broken_off(tmp_path, "To: ada@exam", seconds_ago=120)
    await FileSender(tmp_path, SHOP).send(MAIL)
    (file,) = kept_in(tmp_path)
    assert file.suffix == ".eml"
    assert b"Bring it to us." in file.read_bytes()


@pytest.mark.parametrize("forget", [outbox.forget, file_sender.forget])
def test_an_erasure_leaves_nothing_broken_off_whoever_it_was_to(
    tmp_path: Path, forget: Callable[[Path, list[str]], None]
) -> None:
    broken_off(tmp_path, TORN, seconds_ago=120)
    forget(tmp_path, ["somebody@example.com"])
    assert kept_in(tmp_path) == []


def test_a_mail_being_written_is_deleted_only_if_it_is_theirs(tmp_path: Path) -> None:
    part = broken_off(tmp_path, "To: Ada@example.com\r\n\r\nBring", seconds_ago=0)
    file_sender.forget(tmp_path, ["grace@example.com"])
    assert part.exists()
    file_sender.forget(tmp_path, [MAIL.to])
    assert not part.exists()


def test_where_no_mail_was_ever_written_an_erasure_finds_none(tmp_path: Path) -> None:
    file_sender.forget(tmp_path / "mail", [MAIL.to])
    outbox.forget(tmp_path / "mail", [MAIL.to])
    assert kept_in(tmp_path) == []
