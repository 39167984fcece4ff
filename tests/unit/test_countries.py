"""Addresses are said as in their country."""

from __future__ import annotations

import pytest

from desk.countries import CODES, NAMES
from desk.customers.address import Address
from desk.shop.shipping_address import ShippingAddress


def test_every_country_that_is_read_has_a_name() -> None:
    assert set(CODES.values()) <= NAMES.keys()


@pytest.mark.parametrize(
    ("address", "home", "line"),
    [
        (
            Address("Quai du Mont-Blanc 5", "", "Genève", "", "1201", "CH"),
            "Quai du Mont-Blanc 5, 1201 Genève",
            "Quai du Mont-Blanc 5, 1201 Genève, Switzerland",
        ),
        (
            Address("4 Ferry Lane", "Flat 2", "London", "", "SE15 4QN", "GB"),
            "4 Ferry Lane, Flat 2, London, SE15 4QN",
            "4 Ferry Lane, Flat 2, London, SE15 4QN, United Kingdom",
        ),
        (
            Address("1 Palm Street", "", "Suva", "", "0101", "FJ"),
            "1 Palm Street, Suva, 0101",
            "1 Palm Street, Suva, 0101, FJ",
        ),
    ],
)
def test_an_address_in_the_order_of_its_country(address: Address, home: str, line: str) -> None:
    assert str(address) == home
    assert ShippingAddress.to("Nadia Keller", address).line == line
