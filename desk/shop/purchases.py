"""What customers have bought, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import case, func, select

from desk.database.database import Database
from desk.shop.money import total_of
from desk.shop.order_status import OrderStatus
from desk.shop.order_tables import orders_table, payments_table
from desk.shop.payment import Direction, PaymentState
from desk.shop.tables import payment_methods_table
from desk.shop.wallet import PaymentMethod

_SENT_BACK = (OrderStatus.RETURN_REQUESTED, OrderStatus.RETURNED)


@dataclass(frozen=True)
class CustomerPurchases:
    """`lifetime_value` is what was paid less what was refunded, in the shop's currency."""

    order_count: int
    return_count: int
    lifetime_value: Decimal
    last_order_at: datetime | None


class PurchaseHistory:
    """Reads what customers have bought."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def summary_of(self, customer_id: str) -> CustomerPurchases:
        """What this customer has bought."""
        theirs = orders_table.c.customer_id == customer_id
        sent_back = case((orders_table.c.status.in_(_SENT_BACK), 1), else_=0)
        counts = select(
            func.count().label("orders"),
            func.coalesce(func.sum(sent_back), 0).label("returns"),
            func.max(orders_table.c.placed_at).label("last_order_at"),
        ).where(theirs)
        payments = select(payments_table.c.kind, payments_table.c.amount).join(orders_table)
        payments = payments.where(theirs, payments_table.c.state == PaymentState.MADE)
        async with self._database.read() as session:
            found = (await session.execute(counts)).one()
            # Added up here: SQLite would add floats.
            worth = total_of(
                -row.amount if row.kind is Direction.REFUND else row.amount
                for row in await session.execute(payments)
            )
        return CustomerPurchases(
            order_count=found.orders,
            return_count=int(found.returns),
            lifetime_value=worth,
            last_order_at=found.last_order_at,
        )

    async def payment_names_of(self, customer_id: str) -> list[str]:
        """With what they pay: `Mastercard ending 9212`, `PayPal`."""
        query = (
            select(PaymentMethod)
            .where(payment_methods_table.c.customer_id == customer_id)
            .order_by(payment_methods_table.c.id)
        )
        async with self._database.read() as session:
            return [method.label for method in await session.scalars(query)]
