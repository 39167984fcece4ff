"""Tries that come at once, and in the database want the same place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from desk.errors import Conflict

_BORNE = 5
_Result = TypeVar("_Result")


class TriesCollided(Conflict):
    """Several tries came at once in one conversation; one of them was not looked at."""

    code = "tries_collided"


async def repeated(transaction: Callable[[], Awaitable[_Result]]) -> _Result:
    """What the transaction returns, done again where another took its place.

    Raises `TriesCollided` if 5 times in a row others were faster.
    """
    for _ in range(_BORNE):
        try:
            return await transaction()
        except IntegrityError:
            continue
    raise TriesCollided("Several answers came at once. Please send one again.")
