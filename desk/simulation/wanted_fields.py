"""The wanted end state in readable form: what each order, gift card and customer holds then.

What is named is compared; what follows from it and is money has to be named as well. Only stock
and counters of changes may move without being named.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from desk.shop.payment import Direction
from desk.shop.wallet import PaymentMethod
from desk.simulation.goal import Address, Goal, ItemState, OrderState, Refund
from desk.simulation.snapshot import ANYTHING, CONSENTS, Place, Snapshot, Values
from desk.simulation.wanted import UnreachableGoal, Wanted, find_order

_Rows = dict[Place, Values | None]


def after_fields(goal: Goal, before: Snapshot) -> Wanted:
    """What `orders`, `gift_cards` and `customer` of the goal say; raises `UnreachableGoal`."""
    rows: _Rows = {}
    amounts: dict[tuple[str, str], set[Decimal]] = {}
    for number, state in goal.end_state.orders.items():
        order_id = find_order(number, before)
        if order_id is None:
            raise UnreachableGoal(f"end_state: there is no order {number}.")
        _order(rows, before, order_id, state)
        named = {move.amount for move in (*(state.refunds or ()), *(state.paid or ()))}
        named |= {state.refund_amount} if state.refund_amount is not None else set()
        if named:
            amounts[order_id, ""] = named
    for method_id, balance in goal.end_state.gift_cards.items():
        row = before.row("payment_methods", method_id)
        if row is None:
            raise UnreachableGoal(f"end_state: there is no gift card {method_id}.")
        rows[Place("payment_methods", (method_id,))] = {**row, "balance": balance}
    _customer(rows, before, goal)
    return Wanted(before.with_rows(rows), amounts)


def _customer(rows: _Rows, before: Snapshot, goal: Goal) -> None:
    state, customer_id = goal.end_state.customer, goal.customer.id
    row = before.row("customers", customer_id)
    if state.address is not None:
        if row is None:
            raise UnreachableGoal(f"end_state: there is no customer {customer_id}.")
        rows[Place("customers", (customer_id,))] = {**row, **_address(state.address)}
    for purpose in ("newsletter", "facts"):
        is_given = getattr(state, purpose)
        if is_given is not None:
            rows[Place(CONSENTS, (customer_id, purpose))] = (
                {"customer_id": customer_id, "is_given": True} if is_given else None
            )


def _order(rows: _Rows, before: Snapshot, order_id: str, state: OrderState) -> None:
    changed: Values = {}
    if state.status is not None:
        changed["status"] = state.status.replace(" ", "_")
        changed["refund_amount"] = ANYTHING
    if state.reason is not None:
        changed["cancellation_reason"] = state.reason
    if state.address is not None:
        changed |= {f"shipping_{part}": value for part, value in _address(state.address).items()}
        changed["address_changes"] = ANYTHING
    if state.payment_method is not None:
        method_id = _method_id(state.payment_method, before, order_id)
        changed |= {"payment_method_id": method_id, "payment_kind": ANYTHING}
        changed |= {"payment_label": ANYTHING, "payment_changes": ANYTHING}
    if state.refunds is not None:
        changed["refund_amount"] = ANYTHING
    if state.refund_amount is not None:
        changed["refund_amount"] = state.refund_amount
    if state.paid is not None:
        # As the shop does: what is paid anew comes before what is given back.
        _moves(rows, before, order_id, state.paid, Direction.PAYMENT)
    if state.refunds is not None:
        _moves(rows, before, order_id, state.refunds, Direction.REFUND)
    if state.items is not None:
        changed["item_changes"] = ANYTHING
        _items(rows, before, order_id, state)
    row = before.row("orders", order_id) or {}
    rows[Place("orders", (order_id,))] = {**row, **changed}
    if state.status == "cancelled" or state.items is not None:
        _free_stock(rows, before, order_id)


def _moves(
    rows: _Rows, before: Snapshot, order_id: str, moves: list[Refund], kind: Direction
) -> None:
    """Payments or refunds beside those that there were; one more for each."""
    taken = [key[1] for key in before.tables["payments"] if key[0] == order_id]
    taken += [place.key[1] for place in rows if place.table == "payments"
              and place.key[0] == order_id]  # fmt: skip
    for seq, move in enumerate(moves, max(taken, default=0) + 1):
        rows[Place("payments", (order_id, seq))] = {
            "order_id": order_id,
            "seq": seq,
            "kind": kind,
            "amount": move.amount,
            "payment_method_id": _method_id(move.to, before, order_id),
            "label": ANYTHING,
        }


def _items(rows: _Rows, before: Snapshot, order_id: str, order: OrderState) -> None:
    returned: dict[str, int] = {}
    free = before.items_of(order_id)
    method_id: Any = ANYTHING
    if order.refund_to is not None:
        method_id = _method_id(order.refund_to, before, order_id)
    for state in order.items or ():
        item = next((item for item in free if _is_meant(item, state)), None)
        if item is None:
            raise UnreachableGoal(f"end_state: order {order_id} has no {state.product} like that.")
        free.remove(item)
        if state.becomes is not None:
            variant = _variant(before, item, state.becomes)
            rows[Place("order_items", (item["id"],))] = {
                **item,
                "variant_id": variant["id"],
                "options": variant["options"],
                "unit_price": variant["price"],
            }
        if state.exchanged_for is not None:
            new = _variant(before, item, state.exchanged_for)
            _exchanged(rows, order_id, item, new, method_id)
        if state.returned is not None:
            returned[item["id"]] = state.returned
            rows[Place("order_items", (item["id"],))] = {
                **item, "returned_quantity": state.returned,
            }  # fmt: skip
    if returned:
        rows[Place("returns", (order_id,))] = {
            "order_id": order_id,
            "quantities": returned,
            "refund_amount": ANYTHING if order.refund_amount is None else order.refund_amount,
            "refund_method_id": method_id,
            "refund_label": ANYTHING,
        }


def _exchanged(rows: _Rows, order_id: str, item: Values, variant: Values, method_id: Any) -> None:
    rows[Place("exchanges", (order_id,))] = {
        "order_id": order_id, "refund_method_id": method_id, "refund_label": ANYTHING,
    }  # fmt: skip
    rows[Place("exchange_items", (order_id, item["id"]))] = {
        "order_id": order_id,
        "item_id": item["id"],
        "product_name": item["product_name"],
        "quantity": item["quantity"],
        "old_variant_id": item["variant_id"],
        "old_options": item["options"],
        "old_unit_price": item["unit_price"],
        "variant_id": variant["id"],
        "options": variant["options"],
        "unit_price": variant["price"],
    }


def _is_meant(item: Values, state: ItemState) -> bool:
    if state.item and state.item not in (item["variant_id"], item["id"]):
        return False
    options: Mapping[str, str] = item["options"]
    return item["product_name"] == state.product and all(
        options.get(name) == value for name, value in state.options.items()
    )


def _variant(before: Snapshot, item: Values, wanted: str | dict[str, str]) -> Values:
    """The variant with this id, or the item's product with these options instead."""
    old = before.row("variants", item["variant_id"]) or {}
    if isinstance(wanted, str):
        row = before.row("variants", wanted)
        found = [] if row is None else [row]
    else:
        options = {**old.get("options", {}), **wanted}
        rows = before.tables["variants"].values()
        same = [row for row in rows if row["product_id"] == old.get("product_id")]
        found = [row for row in same if row["options"] == options]
    if len(found) != 1:
        raise UnreachableGoal(f"end_state: there is no {item['product_name']} like {wanted}.")
    return found[0]


def _free_stock(rows: _Rows, before: Snapshot, order_id: str) -> None:
    ids = {item["variant_id"] for item in before.items_of(order_id)}
    ids |= {
        row["variant_id"] for place, row in rows.items()
        if row is not None and place.table in ("order_items", "exchange_items")
    }  # fmt: skip
    for variant_id in ids:
        row = before.row("variants", variant_id)
        if row is not None:
            rows[Place("variants", (variant_id,))] = {**row, "stock": ANYTHING}


def _method_id(named: str, before: Snapshot, order_id: str) -> str:
    """The id of the customer's method with this id or name."""
    if before.row("payment_methods", named) is not None:
        return named
    order = before.row("orders", order_id) or {}
    for row in before.tables["payment_methods"].values():
        if row["customer_id"] == order.get("customer_id") and PaymentMethod(**row).name == named:
            return str(row["id"])
    raise UnreachableGoal(f"end_state: the customer has no payment method {named}.")


def _address(address: Address) -> dict[str, Any]:
    return address.model_dump()
