"""The shape of tau2-bench's retail database, told in ours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desk.countries import CODES
from desk.importing.problems import Problem
from desk.importing.rows import Row, shown

_PARTS = ("products", "users", "orders")
_ADDRESS = {
    "street": "address1",
    "street2": "address2",
    "city": "city",
    "region": "state",
    "postcode": "zip",
    "country": "country",
}
_CUSTOMER_NAMES = {
    "id": "user_id",
    **{ours: f"address.{theirs}" for ours, theirs in _ADDRESS.items()},
}
_ORDER_NAMES = {
    "id": "order_id",
    "customer_id": "user_id",
    "payments": "payment_history",
    "shipments": "fulfillments",
}
_CHANGED = "pending (item modified)"


def is_tau2(told: Any) -> bool:
    """Whether a file's content has this shape: tables that are mappings by id."""
    return isinstance(told, dict) and all(isinstance(told.get(part), dict) for part in _PARTS)


def rows_of(told: Mapping[str, Any], file: str, problems: list[Problem]) -> dict[str, list[Row]]:
    """Its products, customers, payment methods and orders."""
    users = _entries(told["users"], file, "users", problems)
    return {
        "products": [
            Row(_product(each), file, f"product {key}", problems, {"id": "product_id"})
            for key, each in _entries(told["products"], file, "products", problems)
        ],
        "customers": [
            Row(_customer(each), file, f"user {key}", problems, _CUSTOMER_NAMES)
            for key, each in users
        ],
        "payment_methods": [
            Row(_method(method, user), file, f"user {key}, payment_methods {name}", problems,
                {"kind": "source"})
            for key, user in users
            for name, method in _entries(
                user.get("payment_methods") or {}, file, f"user {key}, payment_methods", problems
            )
        ],
        "orders": [
            Row(_order(each), file, f"order {key}", problems, _ORDER_NAMES)
            for key, each in _entries(told["orders"], file, "orders", problems)
        ],
    }  # fmt: skip


def _entries(
    table: Any, file: str, name: str, problems: list[Problem]
) -> list[tuple[str, Mapping[str, Any]]]:
    if not isinstance(table, Mapping):
        problems.append(Problem(file, name, "", "is not a table by id.", 'Write {"id": {…}}.'))
        return []
    entries = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            entries.append((key, value))
        else:
            what = f"{shown(value)} is not a row."
            problems.append(Problem(file, f"{name} {key}", "", what, "Write {…}."))
    return entries


def _product(told: Mapping[str, Any]) -> dict[str, Any]:
    variants = told.get("variants")
    if isinstance(variants, Mapping):
        variants = [_variant(v) if isinstance(v, Mapping) else v for v in variants.values()]
    return {"id": told.get("product_id"), "name": told.get("name"), "variants": variants}


def _variant(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": told.get("item_id"),
        "options": told.get("options"),
        "price": told.get("price"),
        "available": told.get("available"),
    }


def _customer(told: Mapping[str, Any]) -> dict[str, Any]:
    name = told.get("name")
    parts = (name.get("first_name"), name.get("last_name")) if isinstance(name, Mapping) else ()
    return {
        "id": told.get("user_id"),
        "name": " ".join(str(part) for part in parts if part),
        "email": told.get("email"),
        **_address(told.get("address")),
    }


def _address(told: Any) -> dict[str, Any]:
    if not isinstance(told, Mapping):
        return {}
    address = {ours: told.get(theirs) for ours, theirs in _ADDRESS.items()}
    country = address["country"]
    return address | {"country": CODES.get(str(country).casefold(), country)}


def _method(told: Mapping[str, Any], user: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": told.get("id"),
        "customer_id": user.get("user_id"),
        "kind": told.get("source"),
        "brand": told.get("brand"),
        "last_four": told.get("last_four"),
        "balance": told.get("balance"),
    }


def _order(told: Mapping[str, Any]) -> dict[str, Any]:
    is_changed = told.get("status") in (_CHANGED, "pending (items modified)")
    order = {
        "id": told.get("order_id"),
        "customer_id": told.get("user_id"),
        "status": "pending" if is_changed else told.get("status"),
        "items_modified": is_changed,
        "address": _address(told.get("address")),
        "items": _each(told.get("items"), _item),
        "payments": _each(told.get("payment_history"), _payment),
        "shipments": _each(told.get("fulfillments"), _shipment),
        "cancellation_reason": told.get("cancel_reason"),
    }
    if "return_items" in told:
        order["return"] = {
            "variant_ids": told["return_items"],
            "refund_method_id": told.get("return_payment_method_id"),
        }
    if "exchange_items" in told:
        order["exchange"] = {
            "variant_ids": told["exchange_items"],
            "new_variant_ids": told.get("exchange_new_items"),
            "payment_method_id": told.get("exchange_payment_method_id"),
        }
    return order


def _each(value: Any, tell: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [tell(each) if isinstance(each, Mapping) else each for each in value]


def _item(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "variant_id": told.get("item_id"),
        "product_name": told.get("name"),
        "options": told.get("options"),
        "unit_price": told.get("price"),
    }


def _payment(told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "kind": told.get("transaction_type"),
        "amount": told.get("amount"),
        "payment_method_id": told.get("payment_method_id"),
    }


def _shipment(told: Mapping[str, Any]) -> dict[str, Any]:
    numbers = told.get("tracking_id")
    return {
        "tracking_number": ", ".join(map(str, numbers)) if isinstance(numbers, list) else numbers,
        "variant_ids": told.get("item_ids"),
    }
