"""All actions of this package, made with the desk's services."""

from __future__ import annotations

from rasa_sdk import Action

from actions.cancel_order import (
    AskWhichOrderToCancel,
    AskWhyCancel,
    BeginCancelOrder,
    CancelOrder,
    ConfirmCancel,
    ValidateCancelForm,
)
from actions.desk_action import EndTurn
from actions.dialogue import Affirm, AskBack, Deny, Inform, ResetDialogue, StopJob
from actions.identification import Identify, ValidateIdentifyForm
from actions.knowledge import AnswerQuestion
from actions.orders import ListOrders, OrderStatusAction
from actions.people import OfferPerson, RequestHandoff
from actions.return_item import (
    AskWhichItems,
    AskWhichOrderToReturn,
    BeginReturn,
    ConfirmReturn,
    RefundStatus,
    RequestReturn,
    ValidateReturnForm,
)
from desk.services import Services

_NEED_SERVICES = (
    Affirm, AnswerQuestion, AskBack, AskWhichItems, AskWhichOrderToCancel, AskWhichOrderToReturn,
    AskWhyCancel, BeginCancelOrder, BeginReturn, CancelOrder, ConfirmCancel, ConfirmReturn, Deny,
    EndTurn, Identify, Inform, ListOrders, OfferPerson, OrderStatusAction, RefundStatus,
    RequestHandoff, RequestReturn, ResetDialogue, StopJob, ValidateCancelForm, ValidateReturnForm,
)  # fmt: skip


def all_actions(services: Services) -> list[Action]:
    """One of each action in the domain."""
    return [ValidateIdentifyForm(), *(kind(services) for kind in _NEED_SERVICES)]
