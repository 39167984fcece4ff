"""Why a change of an order is refused; each message is a sentence for the customer."""

from __future__ import annotations

from desk.errors import Conflict, Invalid, NotFound


class NoSuchOrder(NotFound):
    """There is no such order, or it is somebody else's."""

    code = "no_such_order"


class NoSuchItem(Invalid):
    """The order has no such item, or no item was named."""

    code = "no_such_item"


class UnknownReason(Invalid):
    """A cancellation reason that the shop does not accept."""

    code = "unknown_reason"


class CannotCancel(Conflict):
    """The order is not pending any more."""

    code = "cannot_cancel"


class CannotReturn(Conflict):
    """A return of these items is not possible; a subclass says why."""

    code = "cannot_return"


class NotDelivered(CannotReturn):
    """There is nothing to send back yet, or nothing was ever sent."""

    code = "not_delivered"


class ReturnWindowOver(CannotReturn):
    """The delivery was too long ago."""

    code = "return_window_over"


class ReturnAlreadyRequested(CannotReturn):
    """A return of this order was requested before."""

    code = "return_already_requested"


class NotReturnable(CannotReturn):
    """One of the items is of a kind that is never taken back."""

    code = "not_returnable"


class WrongStatus(Conflict):
    """The order is not in the status that comes before the wanted one."""

    code = "wrong_status"


class KeyUsedOtherwise(Conflict):
    """The idempotency key belongs to another change."""

    code = "key_used_otherwise"
