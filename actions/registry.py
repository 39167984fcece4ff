"""All actions of this package, made with the desk's services."""

from __future__ import annotations

from rasa_sdk import Action

from actions.account.invoices import SendInvoice
from actions.account.order_total import OrderTotal
from actions.account.profile import GiftCardBalance, Newsletter, TellMembership, TellMyData
from actions.account.refunds import RefundStatus
from actions.complaint import TakeComplaint, ValidateComplaintForm
from actions.desk_action import EndTurn
from actions.dialogue import Affirm, AskBack, Deny, Inform, ResetDialogue, StopJob
from actions.feedback import AskRating, SayGoodbye
from actions.identification import Identify, ValidateIdentifyForm
from actions.job_form import BeginJob, EndJob, ResumeJob, ValidateJobForm
from actions.knowledge import AnswerQuestion
from actions.orders import ListOrders, OrderStatusAction
from actions.parcels import FindParcel
from actions.people import OfferPerson, RequestHandoff
from actions.photos import TakePhoto
from actions.products.finding import FindProduct, Recommend
from actions.products.questions import ProductQuestion, ProductStock
from actions.products.shown import ProductDetails
from desk.services import Services

_ACTIONS = (
    Affirm, AnswerQuestion, AskBack, AskRating, BeginJob, Deny, EndJob, EndTurn,
    FindParcel, FindProduct, GiftCardBalance, Identify, Inform, ListOrders, Newsletter,
    OfferPerson, OrderStatusAction, OrderTotal, ProductDetails, ProductQuestion, ProductStock,
    Recommend, RefundStatus, RequestHandoff, ResetDialogue, ResumeJob, SayGoodbye, SendInvoice,
    StopJob, TakeComplaint, TakePhoto, TellMembership, TellMyData, ValidateComplaintForm,
    ValidateIdentifyForm, ValidateJobForm,
)  # fmt: skip


def all_actions(services: Services) -> list[Action]:
    """One of each action in the domain."""
    return [kind(services) for kind in _ACTIONS]
