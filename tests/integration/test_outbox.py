"""What a mail server does not take now is kept and sent later; the server really runs."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.smtp import Envelope
from structlog.testing import capture_logs

from desk.clock import utc_now
from desk.commands.customers import erase_customer
from desk.customers.one_time_code import CODE_LIFETIME, mail_with
from desk.demo_shop.data import fill
from desk.mail.file_sender import FileSender
from desk.mail.file_sender import folder_in as mails_in
from desk.mail.outbox import Outbox, forget
from desk.mail.outbox import folder_in as unsent_in
from desk.mail.sender import Mail, MailNotAddressed, MailRefused
from desk.mail.smtp_sender import MailServer, SmtpSecurity, SmtpSender
from tests.identification_cases import NOW, Clock
from tests.integration.desk_in_process import desk_in
from tests.integration.test_identification_mail import server_with

pytestmark = pytest.mark.anyio

SHOP = "Harbour & Pine <help@harbour-pine.example>"
MAIL = Mail("ada@example.com", "Your return", "Bring it to us.\n")
SOON = (0.01, 0.01, 0.01)


@dataclass
class Moody:
    """A mail server that has no time for the first mails, and then may refuse them for good."""

    refuses: int
    then: str = "250 OK"
    goodbye: str = "221 Bye"
    tried: int = 0
    taken: list[Envelope] = field(default_factory=list)

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802
        self.tried += 1
        if self.tried <= self.refuses:
            return "451 Try again later"
        self.taken.append(envelope)
        return self.then

    async def handle_QUIT(self, _server: object, _session: object, _envelope: object) -> str:  # noqa: N802
        return self.goodbye


def sender_to(port: int) -> SmtpSender:
    return SmtpSender(MailServer("127.0.0.1", port, SmtpSecurity.NONE), SHOP)


def kept_in(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


async def until(is_so: Callable[[], bool]) -> None:
    for _ in range(1000):
        if is_so():
            return
        await asyncio.sleep(0.01)
    pytest.fail("it took more than ten seconds")


async def test_a_mail_is_sent_when_the_server_has_come_back(tmp_path: Path) -> None:
    moody = Moody(refuses=2)
    with server_with(moody) as port:  # type: ignore[arg-type] # it takes any handler
        outbox = Outbox(sender_to(port), tmp_path / "unsent", waits=SOON)
        await outbox.send(MAIL)
        (file,) = kept_in(tmp_path / "unsent")
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        await until(lambda: bool(moody.taken) and not file.exists())
    assert moody.tried == 3
    assert b"Bring it to us." in (moody.taken[0].content or b"")
    await outbox.close()


async def test_what_is_taken_at_once_leaves_nothing_behind(tmp_path: Path) -> None:
    moody = Moody(refuses=0)
    with server_with(moody) as port:  # type: ignore[arg-type] # it takes any handler
        await Outbox(sender_to(port), tmp_path / "unsent").send(MAIL)
    assert len(moody.taken) == 1
    assert not (tmp_path / "unsent").exists()


async def test_what_is_given_up_is_kept_and_sent_at_the_next_start(tmp_path: Path) -> None:
    moody = Moody(refuses=4)
    with server_with(moody) as port, capture_logs() as logs:  # type: ignore[arg-type]
        outbox = Outbox(sender_to(port), tmp_path, waits=SOON)
        await outbox.send(MAIL)
        await until(lambda: logs[-1]["event"] == "mail.given_up")
        assert len(kept_in(tmp_path)) == 1
        assert MAIL.to not in str(logs)
        restarted = Outbox(sender_to(port), tmp_path, waits=SOON)
        await restarted.resume()
        await until(lambda: not kept_in(tmp_path))
    assert len(moody.taken) == 1


async def test_a_desk_that_stops_waits_for_no_mail_and_loses_none(tmp_path: Path) -> None:
    outbox = Outbox(sender_to(1), tmp_path, waits=(3600,))
    await outbox.send(MAIL)
    async with asyncio.timeout(5):
        await outbox.close()
    (file,) = kept_in(tmp_path)
    assert json.loads(file.read_text("utf-8"))["to"] == MAIL.to


async def test_a_code_is_not_sent_when_it_has_expired(tmp_path: Path) -> None:
    moody, clock = Moody(refuses=1), Clock()
    with server_with(moody) as port:  # type: ignore[arg-type] # it takes any handler
        outbox = Outbox(sender_to(port), tmp_path, clock, waits=(0.05,))
        code = mail_with("042137", MAIL.to, "Parley", NOW)
        assert code.good_until == NOW + CODE_LIFETIME
        await outbox.send(code)
        clock.pass_by(minutes=10)
        await until(lambda: not kept_in(tmp_path))
    assert moody.tried == 1


async def test_until_a_code_expires_it_is_tried_again_also_after_a_start(tmp_path: Path) -> None:
    moody, clock = Moody(refuses=1), Clock()
    until_later = replace(MAIL, good_until=NOW + timedelta(minutes=10))
    with server_with(moody) as port:  # type: ignore[arg-type] # it takes any handler
        before = Outbox(sender_to(port), tmp_path, clock, waits=(3600,))
        await before.send(until_later)
        await before.close()
        clock.pass_by(minutes=9)
        await Outbox(sender_to(port), tmp_path, clock, waits=()).resume()
        await until(lambda: bool(moody.taken))


async def test_an_address_that_is_none_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(MailNotAddressed):
        await Outbox(sender_to(1), tmp_path).send(replace(MAIL, to="nobody\nBcc: all@example.com"))
    assert kept_in(tmp_path) == []


async def test_what_is_refused_for_good_is_not_kept(tmp_path: Path) -> None:
    full = Moody(refuses=0, then="550 There is no such mailbox")
    with (
        server_with(full) as port,  # type: ignore[arg-type] # it takes any handler
        pytest.raises(MailRefused, match="no such mailbox"),
    ):
        await Outbox(sender_to(port), tmp_path, waits=SOON).send(MAIL)
    assert full.tried == 1
    assert kept_in(tmp_path) == []


async def test_what_is_refused_for_good_later_is_logged_and_dropped(tmp_path: Path) -> None:
    full = Moody(refuses=1, then="554 That is spam")
    with server_with(full) as port, capture_logs() as logs:  # type: ignore[arg-type]
        outbox = Outbox(sender_to(port), tmp_path, waits=SOON)
        await outbox.send(MAIL)
        await until(lambda: logs[-1]["event"] == "mail.refused")
        await until(lambda: not kept_in(tmp_path))
        await outbox.close()
    assert full.tried == 2


async def test_a_server_without_manners_gets_a_mail_once(tmp_path: Path) -> None:
    rude = Moody(refuses=0, goodbye="421 Too busy to say goodbye")
    with server_with(rude) as port:  # type: ignore[arg-type] # it takes any handler
        outbox = Outbox(sender_to(port), tmp_path / "unsent", waits=SOON)
        await outbox.send(MAIL)
        await outbox.close()
    assert rude.tried == 1
    assert not (tmp_path / "unsent").exists()


async def test_a_mail_whose_file_was_deleted_is_not_sent(tmp_path: Path) -> None:
    moody = Moody(refuses=2)
    with server_with(moody) as port, capture_logs() as logs:  # type: ignore[arg-type]
        outbox = Outbox(sender_to(port), tmp_path, waits=(0.2, 0.2))
        await outbox.send(MAIL)
        await outbox.send(replace(MAIL, to="grace@example.com"))
        forget(tmp_path, [MAIL.to.upper()])
        assert len(kept_in(tmp_path)) == 1
        await until(lambda: not kept_in(tmp_path))
        await until(lambda: any(entry["event"] == "mail.taken_back" for entry in logs))
    assert [envelope.rcpt_tos for envelope in moody.taken] == [["grace@example.com"]]


@pytest.mark.parametrize("name", ["torn.json", "unfinished.part"])
def test_what_is_broken_is_deleted_if_it_names_the_person(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"to": "Ada@example.com", "subj', "utf-8")
    forget(tmp_path, ["nobody@example.com"])
    assert len(kept_in(tmp_path)) == 1
    forget(tmp_path, [MAIL.to])
    assert kept_in(tmp_path) == []


@pytest.mark.parametrize(
    "content",
    [
        b"null", b"5", b'"x"', b"[]", b"{}", b"", b"\xff", b"[" * 100_000,
        b'{"to": 1, "subject": 2, "text": 3, "good_until": 4}',
        b'{"to": "ada@example.com", "subject": "s", "text": "t", "good_until": "soon"}',
        b'{"to": "ada@example.com", "subject": "s", "text": "t", "good_until": "2026-01-01T10:00"}',
    ],
)  # fmt: skip
async def test_whatever_a_file_holds_the_desk_starts(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "0.json").write_bytes(content)
    with capture_logs() as logs:
        outbox = Outbox(sender_to(1), tmp_path, waits=())
        await outbox.resume()
        await outbox.close()
    assert [entry["event"] for entry in logs] == ["mail.unreadable"]
    assert [file.name for file in kept_in(tmp_path)] == ["0.json"]


async def test_a_broken_file_is_left_alone_and_keeps_no_other_from_being_sent(
    tmp_path: Path,
) -> None:
    (tmp_path / "0.json").write_text("no mail", "utf-8")
    (tmp_path / "1.json").write_text('{"to": 5}', "utf-8")
    moody = Moody(refuses=1)
    with server_with(moody) as port:  # type: ignore[arg-type] # it takes any handler
        outbox = Outbox(sender_to(port), tmp_path, waits=(3600,))
        await outbox.send(MAIL)
        await outbox.close()
        restarted = Outbox(sender_to(port), tmp_path, waits=SOON)
        await restarted.resume()
        await until(lambda: bool(moody.taken))
        await until(lambda: len(kept_in(tmp_path)) == 2)
        await restarted.close()
    assert [file.name for file in kept_in(tmp_path)] == ["0.json", "1.json"]


async def test_an_erasure_takes_the_mails_to_the_person_with_it(tmp_path: Path) -> None:
    async with desk_in(tmp_path / "desk") as desk:
        services = desk.services
        data_dir = services.settings.data_dir
        await fill(services.database, utc_now().date())
        customer = await services.customers.get("cus_0004")
        assert customer is not None
        written = FileSender(mails_in(data_dir), SHOP)
        unsent = Outbox(sender_to(1), unsent_in(data_dir), waits=(3600,))
        for to in (customer.email, MAIL.to):
            await written.send(replace(MAIL, to=to))
            await unsent.send(replace(MAIL, to=to))
        await unsent.close()
        await erase_customer(services.database, data_dir, customer.id)
    left = [file.read_text("utf-8") for file in mails_in(data_dir).rglob("*.*")]
    assert len(left) == 2
    assert all(MAIL.to in one for one in left)
