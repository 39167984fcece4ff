"""The interface behind which a company puts its own source of customers."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from desk.customers.address import Address
from desk.customers.customer import Customer
from desk.errors import ParleyError


class NoSuchSource(ParleyError):
    """The setting `customer_source` names nothing that could be used."""

    code = "no_such_source"


class CustomerSource(Protocol):
    """Where a company keeps its customers, if not with us.

    `email` comes in lower case. Nobody found is None or an empty list, never an error. A source
    that does not answer raises `desk.errors.Unavailable`; it has to give up by itself, after two
    seconds at most, because a customer is waiting.
    """

    async def get(self, customer_id: str) -> Customer | None:
        """The customer with this id."""

    async def find_by_email(self, email: str) -> Customer | None:
        """The customer with this e-mail address."""

    async def find_by_name_and_postcode(self, name: str, postcode: str) -> list[Customer]:
        """Customers who may be meant; we compare names and postcodes again, forgivingly."""

    async def change_default_address(
        self, customer_id: str, address: Address, idempotency_key: str
    ) -> None:
        """Make `address` the default one; the same key again changes nothing."""


def load_source(name: str) -> CustomerSource:
    """What the function `module:function` returns; raises `NoSuchSource`."""
    module, _, function = name.partition(":")
    try:
        return cast(CustomerSource, getattr(import_module(module), function)())
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise NoSuchSource(
            f"PARLEY_CUSTOMER_SOURCE: '{name}' cannot be used: {error}. It names a function "
            "without arguments that returns the source, like our_shop.customers:source."
        ) from error
