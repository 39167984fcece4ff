"""Mails that tell customers how to send back what they return or exchange."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import structlog

from desk.clock import Clock, utc_now
from desk.errors import ParleyError
from desk.mail.sender import MailSender
from desk.mail.templates import MailTemplate, read_template
from desk.shop import words
from desk.shop.plans import ReturnPlan, SwapPlan

_EVERYWHERE = ("first_name", "order_number", "items")
_NAMELESS = "there"
# Whoever still waits then has asked again, or written to the shop.
_GOOD_FOR = timedelta(days=7)

log = structlog.get_logger(__name__)


class Addressee(Protocol):
    """Who gets a mail."""

    @property
    def name(self) -> str:
        """Their full name."""

    @property
    def email(self) -> str:
        """Their address."""


class Addressees(Protocol):
    """Knows customers."""

    async def get(self, customer_id: str) -> Addressee | None:
        """The customer with this id."""


class Notices:
    """Sends a mail after what it is about was done, and lets nobody wait for it.

    The shop calls each method once for each idempotency key, when the change is in the database. A
    mail that cannot be sent is logged with its order, and undoes nothing.
    """

    def __init__(
        self,
        mail: MailSender,
        customers: Addressees,
        templates: Path,
        currency_sign: str,
        clock: Clock = utc_now,
    ) -> None:
        """Read the templates in that folder; raises `InvalidTemplate`."""
        self._mail = mail
        self._customers = customers
        self._sign = currency_sign
        self._clock = clock
        self._return = read_template(templates / "return_requested.txt", (*_EVERYWHERE, "refund"))
        self._exchange = read_template(
            templates / "exchange_requested.txt", (*_EVERYWHERE, "difference")
        )
        self._under_way: set[asyncio.Task[None]] = set()

    def return_requested(self, customer_id: str, plan: ReturnPlan) -> None:
        """What goes back, how, and what is refunded."""
        items = "\n".join(f"- {words.counted(item)}" for item in plan.items)
        refund = words.going_back(plan.moves, self._sign)
        self._send(self._return, customer_id, plan.order_number, items=items, refund=refund)

    def exchange_requested(self, customer_id: str, plan: SwapPlan) -> None:
        """What is exchanged for what, how, and what that costs."""
        items = f"- {words.swaps(plan.swaps, self._sign)}"
        difference = words.settled(plan.moves, self._sign)
        self._send(
            self._exchange, customer_id, plan.order_number, items=items, difference=difference
        )

    async def finish(self) -> None:
        """Let the mails leave that are on their way."""
        await asyncio.gather(*self._under_way)

    def _send(
        self, template: MailTemplate, customer_id: str, order_number: str, **values: str
    ) -> None:
        told = {"order_number": order_number, **values}
        task = asyncio.create_task(self._post(template, customer_id, told))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _post(
        self, template: MailTemplate, customer_id: str, told: Mapping[str, str]
    ) -> None:
        order_number = told["order_number"]
        try:
            customer = await self._customers.get(customer_id)
            if customer is None:
                log.warning("notices.nobody_to_tell", order=order_number)
                return
            first_name = next(iter(customer.name.split()), _NAMELESS)
            values = {**told, "first_name": first_name}
            good_until = self._clock() + _GOOD_FOR
            await self._mail.send(template.mail(customer.email, values, good_until))
        except ParleyError as error:
            log.warning("notices.mail_not_sent", order=order_number, why=str(error))
        except Exception:
            # Nobody waits for this task: unlogged, the failure would be seen by no one.
            log.exception("notices.mail_not_sent", order=order_number)
