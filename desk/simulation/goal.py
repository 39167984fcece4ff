"""The form of a goal: who the customer is, what they want and know, and the wanted end state."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from desk.simulation.actions import Action
from desk.simulation.asking import Ask


class Job(StrEnum):
    """What a customer may want; `ask` and `say` are said in the goal's own words."""

    CANCEL = "cancel"
    RETURN = "return"
    EXCHANGE = "exchange"
    CHANGE_ITEMS = "change_items"
    CHANGE_ADDRESS = "change_address"
    CHANGE_PAYMENT = "change_payment"
    CHANGE_DEFAULT_ADDRESS = "change_default_address"
    ORDER_STATUS = "order_status"
    LIST_ORDERS = "list_orders"
    REFUND_STATUS = "refund_status"
    GIFT_CARD_BALANCE = "gift_card_balance"
    ORDER_TOTAL = "order_total"
    PRODUCT_QUESTION = "product_question"
    PROFILE_QUESTION = "profile_question"
    NEWSLETTER = "newsletter"
    ASK = "ask"
    SAY = "say"

    @property
    def is_confirmed(self) -> bool:
        """Whether it changes something that needs a yes."""
        return self in _CONFIRMED


_CONFIRMED = frozenset(
    {
        Job.CANCEL, Job.RETURN, Job.EXCHANGE, Job.CHANGE_ITEMS, Job.CHANGE_ADDRESS,
        Job.CHANGE_PAYMENT, Job.CHANGE_DEFAULT_ADDRESS,
    }
)  # fmt: skip
_IN_OWN_WORDS = (Job.PRODUCT_QUESTION, Job.PROFILE_QUESTION, Job.ASK, Job.SAY)


class Style(StrEnum):
    """How the customer talks."""

    PLAIN = "plain"
    TERSE = "terse"
    CHATTY = "chatty"
    TYPOS = "typos"


class Expect(StrEnum):
    """How a request ends."""

    DONE = "done"
    REFUSED = "refused"
    ANSWERED = "answered"
    LEFT = "left"
    PERSON = "person"
    NO_ANSWER = "no_answer"


def _text(value: Any) -> Any:
    # YAML reads 4821 and 1.5 as numbers where a goal means their signs.
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) or value is None else [value]


Text = Annotated[str, BeforeValidator(_text)]
Texts = Annotated[list[Text], BeforeValidator(_listed)]


class Strict(BaseModel):
    """A part of a goal; an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Address(Strict):
    """A postal address; `country` is a code of two letters."""

    street: Text
    street2: Text = ""
    city: Text
    region: Text = ""
    postcode: Text
    country: Text = "GB"


class Payment(Strict):
    """A payment method, as far as the customer names it."""

    kind: Text = ""
    brand: Text = ""
    last_four: Text = ""
    id: Text = ""


class OrderHint(Strict):
    """An order whose number the customer does not say: what is in it."""

    containing: Texts = []
    status: Text = ""
    newest: bool = False


class Item(Strict):
    """An item of the order, and what it is to become.

    `item` is a variant's id; it tells apart what words cannot, and is never said. `new` are the
    options wanted instead, or the id of a variant.
    """

    product: Text
    options: dict[str, Text] = {}
    item: Text = ""
    quantity: int | None = Field(None, ge=1)
    new: dict[str, Text] | Text | None = None


def _item(value: Any) -> Any:
    return {"product": value} if isinstance(value, str) else value


def _items(value: Any) -> Any:
    return [_item(each) for each in value] if isinstance(value, list) else value


def _payment(value: Any) -> Any:
    return {"kind": value} if isinstance(value, str) else value


Items = Annotated[list[Item] | Literal["all"], BeforeValidator(_items)]
Method = Annotated[Payment, BeforeValidator(_payment)]


class Details(Strict):
    """What a request needs to know. What is left out, the customer does not know or care for."""

    order: OrderHint | Text | None = None
    items: Items | None = None
    payment: Method | None = None
    refund_to: Method | None = None
    address: Address | None = None
    reason: Text | None = None

    def given(self) -> dict[str, Any]:
        """Those that are set, by name."""
        return {name: getattr(self, name) for name in DETAILS if getattr(self, name) is not None}


DETAILS = tuple(Details.model_fields)


class Digression(Strict):
    """Something else that is said where the bot waits for `at`; `says` has to be answered."""

    at: Ask
    say: Text
    says: Texts = []


class Correction(Strict):
    """When what was said wrongly (`first_says`) is put right; `say` are own words for it."""

    at: Ask = Ask.CONFIRM
    say: Text = ""


class ChangeOfMind(Strict):
    """Where the customer wants something else (`to`), or nothing any more (`to: stop`)."""

    at: Ask = Ask.CONFIRM
    to: Details | Literal["stop"]
    say: Text = ""


class Request(Details):
    """One thing that the customer wants.

    `choice` are words of the button that they choose where the bot asks which of several is meant,
    and `helped` what they say under the newest answer from the articles, if there is one.
    """

    job: Job
    opening: Text = ""
    say: Text = ""
    subscribe: bool = True
    tells: Literal["all", "one_at_a_time"] = "all"
    first_says: Details | None = None
    then: Correction = Correction()
    digress: Annotated[list[Digression], BeforeValidator(_listed)] = []
    change_mind: ChangeOfMind | None = None
    confirm: bool = True
    confirm_says: Texts = []
    if_refused: Request | None = None
    in_one_breath: bool = False
    together_with_next: bool = False
    expect: Expect | None = None
    says: Texts = []
    never_says: Texts = []
    choice: Text = ""
    helped: bool | None = None

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        if self.job in _IN_OWN_WORDS and not (self.say or self.opening):
            raise ValueError(f"{self.job.value} needs the customer's words: `say`")
        return self

    @property
    def expected(self) -> Expect:
        """How it has to end, where the goal does not say."""
        if self.expect is not None:
            return self.expect
        if not self.confirm or (self.change_mind is not None and self.change_mind.to == "stop"):
            return Expect.LEFT
        return Expect.DONE if self.job.is_confirmed else Expect.ANSWERED

    def with_details(self, details: Details) -> Request:
        """The same with these details instead."""
        return self.model_copy(update=details.given())


class Customer(Strict):
    """Who the customer is, and what they know of themselves.

    `order` is a number that they can show who they are with.
    """

    id: Text = ""
    signed_in: bool = True
    email: Text = ""
    first_name: Text = ""
    last_name: Text = ""
    postcode: Text = ""
    order: Text = ""

    @model_validator(mode="after")
    def _has_id(self) -> Self:
        if self.signed_in and not self.id:
            raise ValueError("a customer who is signed in has an `id`")
        return self


class Refund(Strict):
    """Money that went back: how much, and to the method with this id or name."""

    amount: Decimal
    to: Text


class ItemState(Strict):
    """An item as it has to be in the end; found by its product, options and variant before."""

    product: Text
    options: dict[str, Text] = {}
    item: Text = ""
    becomes: Text | dict[str, Text] | None = None
    exchanged_for: Text | dict[str, Text] | None = None
    returned: int | None = Field(None, ge=0)


class OrderState(Strict):
    """An order in the end, as far as it differs from before."""

    status: Text | None = None
    reason: Text | None = None
    items: list[ItemState] | None = None
    address: Address | None = None
    payment_method: Text | None = None
    refunds: list[Refund] | None = None
    paid: list[Refund] | None = None
    refund_amount: Decimal | None = None
    refund_to: Text | None = None


class CustomerState(Strict):
    """The customer in the end, as far as it differs from before."""

    address: Address | None = None
    newsletter: bool | None = None
    facts: bool | None = None


class EndState(Strict):
    """What the shop's tables hold in the end; what is not named is as it was."""

    actions: list[Action] = []
    orders: dict[str, OrderState] = {}
    gift_cards: dict[str, Decimal] = {}
    customer: CustomerState = CustomerState()

    @model_validator(mode="after")
    def _is_one_form(self) -> Self:
        if self.actions and (self.orders or self.gift_cards):
            raise ValueError("give either `actions`, or `orders` and `gift_cards`")
        return self


def _end_state(value: Any) -> Any:
    return {} if value in (None, "unchanged") else value


class Goal(Strict):
    """One conversation: its customer, their requests in order, and what has to come of it.

    `rates` is how it was for them in the end, 1 to 5.
    """

    name: Text
    about: Text = ""
    customer: Customer
    style: Style = Style.PLAIN
    buttons: bool = False
    seed: int = 0
    most_turns: int = Field(30, ge=1)
    requests: list[Request] = Field(min_length=1)
    rates: int | None = Field(None, ge=1, le=5)
    end_state: Annotated[EndState, BeforeValidator(_end_state)] = EndState()

    @property
    def job(self) -> Job:
        """The job it is counted under: that of its first request that changes something."""
        changing = [request.job for request in self.requests if request.job.is_confirmed]
        return changing[0] if changing else self.requests[0].job
