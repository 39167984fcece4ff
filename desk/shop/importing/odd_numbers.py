"""Order numbers that do not look as `order_number` in config.yml says that they look."""

from __future__ import annotations

from collections.abc import Iterable

from bot.entities.order_format import OrderNumbers
from desk.shop.order_number import NumberKey


def odd_numbers(order_ids: Iterable[str], known: OrderNumbers) -> list[str]:
    """Those by which no order is found when a customer writes them."""
    return [order_id for order_id in order_ids if not _is_understood(order_id, known)]


def told_of_odd_numbers(odd: list[str], count: int, known: OrderNumbers) -> str:
    """What is odd about them, and the mend, for whoever imports; `count` are all orders."""
    do = "does" if len(odd) == 1 else "do"
    return (
        f"{len(odd)} of {count} order numbers {do} not look like {' or '.join(known.formats)}, "
        f"for example {odd[0]}: customers' messages with them will not be understood. "
        "Put their look into config.yml (order_number)."
    )


def _is_understood(order_id: str, known: OrderNumbers) -> bool:
    read = known.normalise(order_id)
    return read is not None and NumberKey.of(read) == NumberKey.of(order_id)
