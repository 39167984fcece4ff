"""What the desk knows of mail: a message, and somebody who sends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from typing import Protocol

from desk.errors import Unavailable


class MailNotSent(Unavailable):
    """The mail could not be sent; the message says why, for the company's own people."""

    code = "mail_not_sent"


class MailRefused(MailNotSent):
    """Nobody will ever take this mail: trying again would not help."""

    code = "mail_refused"


class MailNotAddressed(MailRefused):
    """An address is none."""

    code = "mail_not_addressed"


@dataclass(frozen=True)
class Mail:
    """A mail to one person, in plain text; after `good_until` it would only confuse them."""

    to: str
    subject: str
    text: str
    good_until: datetime | None = None


class MailSender(Protocol):
    """Sends mail, or puts it where it can be looked at."""

    async def send(self, mail: Mail) -> None:
        """Send it; raises `MailNotSent`."""


def is_sender(text: str) -> bool:
    """Whether this may stand behind `From:`, like `Harbour & Pine <help@harbour-pine.example>`."""
    try:
        return text.isprintable() and _address_of(text).domain != ""
    except (MessageError, ValueError, IndexError):
        return False


def message_of(mail: Mail, sender: str, now: datetime) -> EmailMessage:
    """The mail as it goes out; raises `MailNotAddressed`."""
    message = EmailMessage(policy=SMTP)
    try:
        address = _address_of(sender)
        message["From"] = address
        message["To"] = Address(addr_spec=mail.to)
        message["Subject"] = mail.subject
    except (MessageError, ValueError, IndexError) as error:
        # A line break in an address would begin a header of its own.
        raise MailNotAddressed(f"A mail cannot be addressed: {error}") from error
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=address.domain)
    # Nobody's out-of-office reply is waited for.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _address_of(sender: str) -> Address:
    name, address = parseaddr(sender)
    return Address(name, addr_spec=address)
