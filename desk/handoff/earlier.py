"""What came of the conversations that a customer has had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from desk.conversations.conversation import Author
from desk.conversations.tables import conversations_table, messages_table
from desk.database.database import Database
from desk.handoff.tables import tickets_table
from desk.handoff.ticket import TicketState

_OUTCOMES = {
    TicketState.WAITING: "waits for our team",
    TicketState.CLAIMED: "is with our team",
    TicketState.RETURNED: "went back from our team to the assistant",
    TicketState.RESOLVED: "was settled by our team",
}
BY_THE_ASSISTANT = "stayed with the assistant"


@dataclass(frozen=True)
class PastConversation:
    """`outcome` is in words, `frustration_score` (0–1) the highest of its messages."""

    id: str
    started_at: datetime
    outcome: str
    frustration_score: float | None


class PastConversations:
    """Reads conversations with their tickets and moods."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, customer_id: str, limit: int) -> list[PastConversation]:
        """The customer's newest conversations, newest first; only those in which they wrote."""
        table = conversations_table
        said = messages_table.c
        query = (
            select(
                table.c.id,
                table.c.started_at,
                func.max(said.frustration_score).label("frustration_score"),
            )
            .join(
                messages_table,
                (said.conversation_id == table.c.id) & (said.author == Author.CUSTOMER),
            )
            .where(table.c.customer_id == customer_id)
            .group_by(table.c.id, table.c.started_at)
            .order_by(table.c.started_at.desc(), table.c.id)
            .limit(limit)
        )
        async with self._database.read() as session:
            rows = (await session.execute(query)).all()
            tickets = await session.execute(
                select(tickets_table.c.conversation_id, tickets_table.c.state)
                .where(tickets_table.c.conversation_id.in_([row.id for row in rows]))
                .order_by(tickets_table.c.opened_at)
            )
            # Of several, the newest says how it ended.
            states = {ticket.conversation_id: ticket.state for ticket in tickets}
        return [
            PastConversation(
                row.id,
                row.started_at,
                _OUTCOMES[states[row.id]] if row.id in states else BY_THE_ASSISTANT,
                row.frustration_score,
            )
            for row in rows
        ]
