"""Links to a customer's own invoices, signed and good for a day."""

from __future__ import annotations

import re
from datetime import timedelta

from desk.clock import Clock
from desk.errors import NotFound, NotSignedIn
from desk.shop.order import Order
from desk.shop.order_status import OrderStatus
from desk.signing import Signer

PATH = "/invoices"
LIFETIME = timedelta(hours=24)
_SEPARATOR = "\n"
_LINK = re.compile(rf"{PATH}/[\w-]+\.[\w-]+\.[\w-]+$", re.ASCII)


class InvoiceLinks:
    """Makes and reads the links. Whoever has one sees that invoice and nothing else."""

    def __init__(self, url: str, secret: str, clock: Clock) -> None:
        """`url` is the desk's address, without a slash at its end."""
        self._url = url
        self._signer = Signer(secret, "invoice", LIFETIME, clock)

    def link(self, customer_id: str, order_number: str) -> str:
        """The address of the invoice of this customer's order."""
        return (
            f"{self._url}{PATH}/{self._signer.sign(_SEPARATOR.join((customer_id, order_number)))}"
        )

    def read(self, token: str) -> tuple[str, str]:
        """Customer and order number of a link; raises `NotFound` if it is broken or expired."""
        try:
            customer_id, _, order_number = self._signer.subject(token).partition(_SEPARATOR)
        except NotSignedIn as error:
            raise NotFound("There is no such invoice, or its link is no longer valid.") from error
        return customer_id, order_number


def is_invoice_link(url: str) -> bool:
    """Whether this looks like a link of `InvoiceLinks`, also when it has expired."""
    return _LINK.search(url) is not None


def has_invoice(order: Order) -> bool:
    """Whether the order was packed, for then its invoice is made."""
    return order.status not in (OrderStatus.PENDING, OrderStatus.CANCELLED)
