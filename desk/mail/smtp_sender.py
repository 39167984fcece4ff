"""Mail through a company's own mail server."""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum

from desk.clock import Clock, utc_now
from desk.mail.sender import Mail, MailNotSent, MailRefused, message_of

_PATIENCE_SECONDS = 15.0
_FIRST_PERMANENT = 500


class SmtpSecurity(StrEnum):
    """How the connection to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True)
class MailServer:
    """Where mail goes out, and by which name and password; without a user nobody logs in."""

    host: str
    port: int
    security: SmtpSecurity = SmtpSecurity.STARTTLS
    user: str = ""
    password: str = ""


class SmtpSender:
    """Hands each mail to the server, over a connection of its own."""

    def __init__(
        self,
        server: MailServer,
        sender: str,
        clock: Clock = utc_now,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`tls` names whom to trust; by default whom the machine trusts."""
        self._server = server
        self._sender = sender
        self._clock = clock
        self._tls = tls

    async def send(self, mail: Mail) -> None:
        """Send it; raises `MailNotSent`, or `MailRefused` where the server will never take it."""
        message = message_of(mail, self._sender, self._clock())
        # smtplib waits for the network: in the event loop it would hold up everybody's turn.
        await asyncio.to_thread(self._hand_over, message)

    def _hand_over(self, message: EmailMessage) -> None:
        try:
            connection = self._connected()
            try:
                if self._server.user:
                    connection.login(self._server.user, self._server.password)
                connection.send_message(message)
            finally:
                _leave(connection)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            where = f"{self._server.host}:{self._server.port}"
            kind = MailRefused if _is_permanent(error) else MailNotSent
            raise kind(f"The mail server {where} did not take a mail: {error}") from error

    def _connected(self) -> smtplib.SMTP:
        server, patience = self._server, _PATIENCE_SECONDS
        tls = self._tls or ssl.create_default_context()
        if server.security is SmtpSecurity.TLS:
            return smtplib.SMTP_SSL(server.host, server.port, timeout=patience, context=tls)
        connection = smtplib.SMTP(server.host, server.port, timeout=patience)
        try:
            if server.security is SmtpSecurity.STARTTLS:
                # Raises where the server offers none: nothing is ever sent in clear instead.
                connection.starttls(context=tls)
        except BaseException:
            connection.close()
            raise
        return connection


def _leave(connection: smtplib.SMTP) -> None:
    """Say goodbye; whatever comes of it, a mail that was taken before is taken."""
    with suppress(OSError, smtplib.SMTPException):
        connection.quit()
    connection.close()


def _is_permanent(error: Exception) -> bool:
    """Whether the server refused this mail for good.

    What it has against our name, password or sender somebody can mend, and the mail still goes out.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= _FIRST_PERMANENT for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= _FIRST_PERMANENT
