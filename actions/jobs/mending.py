"""Which answer would make a plan possible that was refused."""

from __future__ import annotations

from actions.jobs.case import JobCase
from desk.errors import ParleyError
from desk.shop.refusals import (
    CannotPay,
    InvalidAddress,
    NoSuchItem,
    NoSuchPaymentMethod,
    NoSuchVariant,
    NothingToChange,
    NotReturnable,
    OtherProduct,
    OutOfStock,
    WrongQuantity,
)

_FORGOTTEN: tuple[tuple[tuple[type[ParleyError], ...], tuple[str, ...]], ...] = (
    ((CannotPay, NoSuchPaymentMethod), ("payment", "refund_to")),
    ((NoSuchVariant, NothingToChange, OtherProduct, OutOfStock), ("options", "address")),
    ((NotReturnable, NoSuchItem, WrongQuantity), ("items", "options")),
    ((InvalidAddress,), ("address",)),
)


def mend(case: JobCase, refusal: ParleyError) -> bool:
    """Forget what was refused, so that it is asked again; False if no other answer would help.

    What was said of it before does not count any more.
    """
    for kinds, names in _FORGOTTEN:
        if isinstance(refusal, kinds) and any(name in case.state.details for name in names):
            case.state.forget(*names, "confirm")
            case.state.heard = []
            return True
    return False
