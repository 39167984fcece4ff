"""A folder of CSV files: products.csv, orders.csv with order_items.csv, and two more."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from desk.importing.files import Columns, read_csv
from desk.importing.problems import BrokenImport, Problem
from desk.importing.rows import Row
from desk.shop.importing.catalogue import METHOD_FIELDS
from desk.shop.importing.orders import ORDER_FIELDS

FILES = (
    "products.csv", "customers.csv", "payment_methods.csv", "orders.csv", "order_items.csv",
)  # fmt: skip
_LIKE_A_SLIP = 0.72
"""How alike names must be, 0 to 1: "items.csv" is like "order_items.csv", "reviews.csv" like none,
and "returns.csv" like "orders.csv", which counts only where that is missing."""
OPTION = "option:"
_ADDRESS = ("name", "street", "street2", "city", "region", "postcode", "country")
_SHIPMENT = ("carrier", "tracking_number")
_WRITTEN_WITHIN = {"address", "items", "payments", "shipments", "return", "exchange"}
PRODUCTS = Columns(
    (*("product_id", "name", "category", "description", "returnable"),
     *("variant_id", "price", "stock", "available")),
    ("product_id", "name", "variant_id", "price"),
    OPTION,
)  # fmt: skip
ORDERS = Columns(
    (*(name for name in ORDER_FIELDS if name not in _WRITTEN_WITHIN),
     *(f"shipping_{part}" for part in _ADDRESS), *_SHIPMENT),
    ("id", "status"),
)  # fmt: skip
ITEMS = Columns(
    (*("order_id", "variant_id", "quantity", "unit_price", "returned_quantity"), "product_name"),
    ("order_id", "variant_id"),
)
PAYMENT_METHODS = Columns(METHOD_FIELDS, ("id", "customer_id", "kind"))


def read_folder(folder: Path, customers: Columns, problems: list[Problem]) -> dict[str, list[Row]]:
    """The rows of the files that are there, in the form of our JSON; raises `BrokenImport`."""
    found: dict[str, list[Row]] = {}
    problems += _misnamed(folder)
    if (folder / "products.csv").exists():
        found["products"] = _products(read_csv(folder / "products.csv", PRODUCTS, problems))
    for name, columns in (("customers", customers), ("payment_methods", PAYMENT_METHODS)):
        if (folder / f"{name}.csv").exists():
            found[name] = read_csv(folder / f"{name}.csv", columns, problems)
    if (folder / "orders.csv").exists():
        orders = read_csv(folder / "orders.csv", ORDERS, problems)
        items = read_csv(folder / "order_items.csv", ITEMS, problems)
        found["orders"] = _orders(orders, items)
    if not found:
        mend = "It needs products.csv, or orders.csv with order_items.csv."
        what = "holds no file that could be imported."
        raise BrokenImport([Problem(str(folder), "", "", what, mend)])
    return found


def _misnamed(folder: Path) -> Iterator[Problem]:
    """Files that would be left out because of a slip in their name, like `Orders.csv`."""
    for name in sorted(path.name for path in folder.iterdir()):
        meant = get_close_matches(name.lower(), FILES, 1, _LIKE_A_SLIP)
        is_read = name in FILES or not name.lower().endswith(".csv")
        if not is_read and meant and not (folder / meant[0]).exists():
            mend = f"Call it {meant[0]}, or take it out of the folder."
            yield Problem(name, "", "", "is not read under this name.", mend)


def _products(rows: list[Row]) -> list[Row]:
    """A row of the file is a variant; those with one `product_id` are one product."""
    products: dict[str, Row] = {}
    for row in rows:
        product_id = row.text("product_id", 40)
        product = products.get(product_id)
        if product is None:
            told: dict[str, Any] = {
                name: row.values.get(name)
                for name in ("name", "category", "description", "returnable")
            }
            told |= {"id": product_id, "variants": []}
            product = products[product_id] = Row(
                told, row.file, row.place, row.problems, {"id": "product_id"}
            )
        product.values["variants"].append(_variant(row))
    return list(products.values())


def _variant(row: Row) -> Row:
    told = {
        "id": row.values.get("variant_id"),
        "price": row.values.get("price"),
        "stock": row.values.get("stock"),
        "available": row.values.get("available"),
        "options": {
            name.removeprefix(OPTION).strip(): value
            for name, value in row.values.items()
            if name.startswith(OPTION) and value.strip()
        },
    }
    return Row(told, row.file, row.place, row.problems, {"id": "variant_id"})


def _orders(orders: list[Row], items: list[Row]) -> list[Row]:
    """Every order with the items that name it, and address and parcel out of its columns."""
    by_order: dict[str, list[Row]] = {}
    for item in items:
        by_order.setdefault(item.text("order_id", 40), []).append(item)
    told = [_order(row, by_order) for row in orders]
    for order_id, lost in by_order.items():
        for item in lost:
            item.fault(
                "order_id", f"there is no order '{order_id}' in orders.csv.", "Add it, or correct."
            )
    return told


def _order(row: Row, by_order: dict[str, list[Row]]) -> Row:
    values = dict(row.values)
    address = {part: values.pop(f"shipping_{part}", None) for part in _ADDRESS}
    values["address"] = {part: value for part, value in address.items() if value}
    parcel = {part: values.pop(part, None) for part in _SHIPMENT}
    if any(parcel.values()):
        dates = {part: values.get(part) for part in ("shipped_at", "delivered_at")}
        values["shipments"] = [parcel | dates]
    # The item's own rows, not copies: faults in them name order_items.csv.
    values["items"] = [_item(item) for item in by_order.pop(row.text("id", 40), [])]
    return Row(values, row.file, row.place, row.problems)


def _item(row: Row) -> Row:
    values = {name: value for name, value in row.values.items() if name != "order_id"}
    return Row(values, row.file, row.place, row.problems)
