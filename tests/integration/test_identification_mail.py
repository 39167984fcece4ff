"""Mail goes to files, or through a mail server that really runs."""

from __future__ import annotations

import socket
import ssl
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword

from desk.customers.one_time_code import mail_with
from desk.mail.file_sender import FileSender
from desk.mail.sender import Mail, MailNotSent, MailSender
from desk.mail.smtp_sender import MailServer, SmtpSecurity, SmtpSender
from tests.identification_cases import EMAIL, Clock

pytestmark = pytest.mark.anyio

SHOP = "Harbour & Pine <help@harbour-pine.example>"
MAIL = mail_with("042137", to=EMAIL, bot_name="Vélo Bern")
USER, PASSWORD = "parley", "the mail server's password"


class Postbox:
    """Takes every mail."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        return "250 OK"

    def only(self) -> EmailMessage:
        (envelope,) = self.taken
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message


@contextmanager
def server_with(postbox: Postbox, **options: Any) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    controller = Controller(postbox, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost that signed itself, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    kept, key = folder / "cert.pem", folder / "key.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
    extension = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(kept)]
    try:
        subprocess.run([*command.split(), *extension], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no openssl to make a certificate: {error}")
    return kept, key


@pytest.fixture
def servers_tls(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate)
    return context


@pytest.fixture
def trusting(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate[0]))


def knows(_server: object, _session: object, _envelope: object, _how: str, data: Any) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and data.password == PASSWORD.encode()
    return AuthResult(success=is_right and data.login == USER.encode(), handled=False)


def says_it_all(message: EmailMessage) -> None:
    assert str(message["To"]) == EMAIL
    assert "help@harbour-pine.example" in str(message["From"])
    assert "Harbour & Pine" in str(message["From"])
    assert message["Subject"] == "042137 is your code for Vélo Bern"
    assert message["Date"].datetime == Clock().now
    assert "042137" in message.get_content()
    assert "10 minutes" in message.get_content()


def files_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_a_file_for_each_mail_that_only_its_user_reads(tmp_path: Path) -> None:
    sender: MailSender = FileSender(tmp_path / "mail", SHOP, Clock())
    await sender.send(MAIL)
    await sender.send(MAIL)
    (file, _) = files_in(tmp_path / "mail")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert isinstance(message, EmailMessage)
    says_it_all(message)


async def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "mail").touch()
    with pytest.raises(MailNotSent, match="cannot be written"):
        await FileSender(tmp_path / "mail", SHOP).send(MAIL)


async def test_a_server_takes_a_mail_over_starttls_after_a_log_in(
    servers_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    postbox = Postbox()
    options = {"tls_context": servers_tls, "require_starttls": True, "authenticator": knows}
    with server_with(postbox, **options, auth_required=True) as port:
        server = MailServer("localhost", port, SmtpSecurity.STARTTLS, USER, PASSWORD)
        await SmtpSender(server, SHOP, Clock(), trusting).send(MAIL)
    says_it_all(postbox.only())


async def test_a_server_takes_a_mail_over_tls_from_the_start(
    servers_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    postbox = Postbox()
    with server_with(postbox, ssl_context=servers_tls) as port:
        server = MailServer("localhost", port, SmtpSecurity.TLS)
        await SmtpSender(server, SHOP, Clock(), trusting).send(MAIL)
    says_it_all(postbox.only())


async def test_a_server_on_this_machine_may_go_without() -> None:
    postbox = Postbox()
    with server_with(postbox) as port:
        server = MailServer("127.0.0.1", port, SmtpSecurity.NONE)
        await SmtpSender(server, SHOP, Clock()).send(MAIL)
    says_it_all(postbox.only())


@pytest.mark.parametrize("security", [SmtpSecurity.STARTTLS, SmtpSecurity.TLS])
async def test_nothing_is_sent_in_clear_instead(security: SmtpSecurity) -> None:
    postbox = Postbox()
    with server_with(postbox) as port, pytest.raises(MailNotSent):
        await SmtpSender(MailServer("127.0.0.1", port, security), SHOP).send(MAIL)
    assert postbox.taken == []


async def test_a_server_that_nobody_vouches_for_gets_nothing(servers_tls: ssl.SSLContext) -> None:
    postbox = Postbox()
    with server_with(postbox, tls_context=servers_tls, require_starttls=True) as port:
        sender = SmtpSender(MailServer("localhost", port), SHOP)
        with pytest.raises(MailNotSent, match="certificate"):
            await sender.send(MAIL)
    assert postbox.taken == []


async def test_a_wrong_password_is_an_error_without_the_password(
    servers_tls: ssl.SSLContext, trusting: ssl.SSLContext
) -> None:
    options = {"tls_context": servers_tls, "authenticator": knows}
    with server_with(Postbox(), **options) as port:
        server = MailServer("localhost", port, user=USER, password="wrong one")
        with pytest.raises(MailNotSent) as refused:
            await SmtpSender(server, SHOP, Clock(), trusting).send(MAIL)
    assert "535" in str(refused.value)
    assert "wrong one" not in str(refused.value)


async def test_no_server_is_an_error() -> None:
    with server_with(Postbox()) as port:
        pass
    with pytest.raises(MailNotSent, match=str(port)):
        await SmtpSender(MailServer("127.0.0.1", port, SmtpSecurity.NONE), SHOP).send(MAIL)


@pytest.mark.parametrize(
    "address", ["a@b.example\r\nBcc: all@b.example", "no address", "", "a@b@c", "a@b.example,c@d"]
)
async def test_an_address_that_is_none_gets_nothing(address: str, tmp_path: Path) -> None:
    with pytest.raises(MailNotSent, match="cannot be addressed"):
        await FileSender(tmp_path, SHOP).send(Mail(address, "subject", "text"))
    assert files_in(tmp_path) == []
