"""Writing down what customers allow, and what follows from it."""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.customers.consent import Consent, Purpose
from desk.customers.tables import customer_facts_table


async def write_consent(session: AsyncSession, consent: Consent) -> None:
    """Add an answer, wherever it was given. A no to `facts` forgets all that were kept."""
    session.add(consent)
    if consent.purpose is Purpose.FACTS and not consent.is_given:
        await delete_facts(session, consent.customer_id)


async def delete_facts(session: AsyncSession, customer_id: str) -> int:
    """Delete all that the customer told us to remember; how many rows that were."""
    table = customer_facts_table
    kept = select(func.count()).select_from(table).where(table.c.customer_id == customer_id)
    count: int = await session.scalar(kept) or 0
    await session.execute(delete(table).where(table.c.customer_id == customer_id))
    return count
