"""Why a change of an order is refused; each message is a sentence for the customer."""

from __future__ import annotations

from desk.errors import Conflict, Invalid, NotFound


class NoSuchOrder(NotFound):
    """There is no such order, or it is somebody else's."""

    code = "no_such_order"


class NoSuchItem(Invalid):
    """The order has no such item, or no item was named."""

    code = "no_such_item"


class NoSuchVariant(Invalid):
    """The shop does not sell this."""

    code = "no_such_variant"


class NoSuchPaymentMethod(Invalid):
    """The customer has no such payment method; it may be somebody else's."""

    code = "no_such_payment_method"


class WrongQuantity(Invalid):
    """Less than one, or more than were bought."""

    code = "wrong_quantity"


class InvalidAddress(Invalid):
    """Nothing can be sent to what was given as an address."""

    code = "invalid_address"


class UnknownReason(Invalid):
    """A cancellation reason that the shop does not accept."""

    code = "unknown_reason"


class CannotCancel(Conflict):
    """The order is not pending any more, or the policy has it so."""

    code = "cannot_cancel"


class CannotChange(Conflict):
    """What was asked for cannot be changed about the order; a subclass may say why."""

    code = "cannot_change"


class NotPending(CannotChange):
    """The order is packed already, or further on."""

    code = "not_pending"


class ChangedAlready(CannotChange):
    """It was changed as often as it may be."""

    code = "changed_already"


class NothingToChange(CannotChange):
    """It is so already: the same address, the same payment method, the same variant."""

    code = "nothing_to_change"


class OtherProduct(CannotChange):
    """The variant is one of another product."""

    code = "other_product"


class OutOfStock(CannotChange):
    """There are not enough of the variant."""

    code = "out_of_stock"


class CannotPay(Conflict):
    """The payment method cannot be used for this; a subclass says why."""

    code = "cannot_pay"


class GiftCardEmpty(CannotPay):
    """Nothing is left on the gift card."""

    code = "gift_card_empty"


class GiftCardExpired(CannotPay):
    """The gift card is not valid any more."""

    code = "gift_card_expired"


class NotEnoughBalance(CannotPay):
    """Something is left on the gift card, but not enough."""

    code = "not_enough_balance"


class WrongRefundMethod(CannotPay):
    """The refund of a return may not go there."""

    code = "wrong_refund_method"


class CannotReturn(Conflict):
    """These items cannot be sent back, for a refund or in exchange; a subclass says why."""

    code = "cannot_return"


class NotDelivered(CannotReturn):
    """There is nothing to send back yet, or nothing was ever sent."""

    code = "not_delivered"


class ReturnWindowOver(CannotReturn):
    """The delivery was too long ago."""

    code = "return_window_over"


class ReturnAlreadyRequested(CannotReturn):
    """A return or an exchange of this order was requested before."""

    code = "return_already_requested"


class NotReturnable(CannotReturn):
    """One of the items is of a kind that is never taken back."""

    code = "not_returnable"


class NotOffered(CannotReturn):
    """The shop takes nothing back, or exchanges nothing."""

    code = "not_offered"


class WrongStatus(Conflict):
    """The order is not in the status that comes before the wanted one."""

    code = "wrong_status"


class KeyUsedOtherwise(Conflict):
    """The idempotency key belongs to another change."""

    code = "key_used_otherwise"
