"""One-time codes by e-mail, and how many of them anybody may ask for."""

from __future__ import annotations

import asyncio
from functools import partial

import structlog

from desk.clock import Clock
from desk.customers.collisions import repeated
from desk.customers.customers import Customers
from desk.customers.identity import cleaned_email
from desk.customers.one_time_code import mail_with
from desk.customers.one_time_codes import OneTimeCodes
from desk.customers.tallies import Tallies
from desk.database.database import Database
from desk.mail.sender import MailNotSent, MailSender

MAX_CODES_PER_CONVERSATION = 3
"""Codes asked for in one conversation in an hour."""
MAX_CODES_PER_ADDRESS = 5
"""Codes asked for with one address in an hour, across conversations."""

log = structlog.get_logger(__name__)


class CodeMails:
    """Sends codes to customers; `bot_name` stands in the mails."""

    def __init__(
        self,
        database: Database,
        customers: Customers,
        codes: OneTimeCodes,
        tallies: Tallies,
        mail: MailSender,
        clock: Clock,
        bot_name: str,
    ) -> None:
        self._database = database
        self._customers = customers
        self._codes = codes
        self._tallies = tallies
        self._mail = mail
        self._clock = clock
        self._bot_name = " ".join(bot_name.split())
        self._under_way: set[asyncio.Task[None]] = set()

    async def send(self, conversation_id: str, email: str) -> bool:
        """Send a code, if a customer has this address; False if too many were asked for.

        Raises `TriesCollided` if too many others were faster.
        """
        address = cleaned_email(email)
        customer = await self._customers.find_by_email(address)
        customer_id = customer.id if customer else None
        code = await repeated(partial(self._new_code, conversation_id, address, customer_id))
        if code is not None and customer is not None:
            # Not waited for: the time until the answer would tell whether there is somebody.
            task = asyncio.create_task(self._post(customer.email, code))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
        return code is not None

    async def finish(self) -> None:
        """Let the mails leave that are on their way."""
        await asyncio.gather(*self._under_way)

    async def _new_code(
        self, conversation_id: str, email: str, customer_id: str | None
    ) -> str | None:
        most = {
            ("codes in", conversation_id): MAX_CODES_PER_CONVERSATION,
            ("codes to", email): MAX_CODES_PER_ADDRESS,
        }
        async with self._database.write() as session:
            now = self._clock()
            held = await self._tallies.held(session, most, now)
            if any(held[key].times_at(now) >= limit for key, limit in most.items()):
                return None
            for tally in held.values():
                tally.count(now)
            return await self._codes.make(session, conversation_id, email, customer_id, now)

    async def _post(self, email: str, code: str) -> None:
        try:
            await self._mail.send(mail_with(code, email, self._bot_name, self._clock()))
        except MailNotSent as error:
            log.warning("identification.code_not_sent", why=str(error))
