"""Shops as files tell of them, and what an import of them left."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from desk.clock import Clock
from desk.commands.shop import import_shop
from desk.database.database import Database
from desk.database.schema import metadata
from desk.shop.order import Order
from desk.shop.shop import Shop

OURS: dict[str, Any] = {
    "products": [
        {
            "id": "prd_lamp",
            "name": "Lamp",
            "category": "home",
            "variants": [
                {"id": "LAMP-RED", "options": {"colour": "red"}, "price": 49.9, "stock": 3},
                {"id": "LAMP-BLUE", "options": {"colour": "blue"}, "price": "52.00", "stock": 0},
            ],
        },
        {"id": "prd_mug", "name": "Mug", "variants": [{"id": "MUG", "price": 9}]},
    ],
    "customers": [
        {
            "id": "c1",
            "name": "Ada Byron",
            "email": "Ada@Example.com",
            "street": "4 Ferry Lane",
            "city": "London",
            "postcode": "SE15 4QN",
            "country": "gb",
        }
    ],
    "payment_methods": [
        {
            "id": "pm1",
            "customer_id": "c1",
            "kind": "credit_card",
            "brand": "visa",
            "last_four": "4410",
        },
        {"id": "pm2", "customer_id": "c1", "kind": "gift card", "balance": "20.50"},
    ],
    "orders": [
        {
            "id": "SHOP-1001",
            "customer_id": "c1",
            "status": "delivered",
            "placed_at": "2026-03-01T09:00:00+01:00",
            "delivered_at": "2026-03-05",
            "shipping_fee": "4.90",
            "payment_method_id": "pm1",
            "items": [{"variant_id": "LAMP-RED"}, {"variant_id": "MUG", "quantity": 2}],
            "shipments": [{"carrier": "Post", "tracking_number": "T1", "variant_ids": ["MUG"]}],
        },
        {
            "id": "SHOP-1002",
            "customer_id": "c1",
            "status": "pending",
            "payment_method_id": "pm2",
            "items": [{"variant_id": "MUG", "unit_price": "8.00"}],
        },
    ],
}
TAU2: dict[str, Any] = {
    "products": {
        "9523456873": {
            "name": "T-Shirt",
            "product_id": "9523456873",
            "variants": {
                "9612497925": {
                    "item_id": "9612497925",
                    "options": {"color": "blue", "size": "M"},
                    "available": True,
                    "price": 50.88,
                },
                "8124970213": {
                    "item_id": "8124970213",
                    "options": {"color": "purple"},
                    "available": False,
                    "price": 49.67,
                },
            },
        }
    },
    "users": {
        "james_li_5688": {
            "user_id": "james_li_5688",
            "name": {"first_name": "James", "last_name": "Li"},
            "address": {
                "address1": "215 River Road",
                "address2": "Suite 991",
                "city": "New York",
                "country": "USA",
                "state": "NY",
                "zip": "10083",
            },
            "email": "james.li1234@example.com",
            "payment_methods": {
                "gift_card_1725971": {
                    "source": "gift_card",
                    "id": "gift_card_1725971",
                    "balance": 17.0,
                },
                "paypal_1": {"source": "paypal", "id": "paypal_1"},
            },
            "orders": ["#W2611340"],
        }
    },
    "orders": {
        "#W2611340": {
            "order_id": "#W2611340",
            "user_id": "james_li_5688",
            "address": {
                "address1": "1 Other Road",
                "address2": "",
                "city": "New York",
                "country": "USA",
                "state": "NY",
                "zip": "10083",
            },
            "items": [
                {
                    "name": "T-Shirt",
                    "product_id": "9523456873",
                    "item_id": "9612497925",
                    "price": 50.88,
                    "options": {"color": "blue", "size": "M"},
                },
                {
                    "name": "T-Shirt",
                    "product_id": "9523456873",
                    "item_id": "9612497925",
                    "price": 50.88,
                    "options": {"color": "blue", "size": "M"},
                },
            ],
            "status": "processed",
            "fulfillments": [
                {"tracking_id": ["357962501027"], "item_ids": ["9612497925", "9612497925"]}
            ],
            "payment_history": [
                {
                    "transaction_type": "payment",
                    "amount": 101.76,
                    "payment_method_id": "gift_card_1725971",
                }
            ],
        }
    },
}


def by_card(**order: Any) -> dict[str, Any]:
    """The shop with its second order paid by card, one blue lamp in stock."""
    told = copy.deepcopy(OURS)
    told["products"][0]["variants"][1] |= {"stock": 5, "price": "60.00"}
    told["payment_methods"][1]["balance"] = "70.00"
    told["orders"][1] |= {"payment_method_id": "pm1", "items": [{"variant_id": "LAMP-RED"}]}
    told["orders"][1] |= order
    return told


async def rows_in(database: Database) -> dict[str, int]:
    async with database.read() as session:
        counted = {
            name: await session.scalar(select(func.count()).select_from(table))
            for name, table in metadata.tables.items()
        }
    return {name: count for name, count in counted.items() if count}


async def order_in(shop: Shop, number: str, customer_id: str = "c1") -> Order:
    order = await shop.order_of(customer_id, number)
    assert order is not None
    return order


def importer(database: Database, clock: Clock, file: Path) -> Callable[..., Any]:
    """Imports what it is given, as a file of JSON."""

    def write(told: Any) -> None:
        file.write_text(json.dumps(told))

    async def imported(told: Any, **given: Any) -> Any:
        write(told)
        return await import_shop(database, file, clock, **given)

    return imported
