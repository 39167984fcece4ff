"""What an agent would have done: the wanted end state as actions, in the words of tau2-bench."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from desk.countries import country_code


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Id = Annotated[str, BeforeValidator(_text)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cancel(_Part):
    """Cancel a pending order."""

    order_id: Id
    reason: str


class ChangePayment(_Part):
    """Let a pending order be paid with another method."""

    order_id: Id
    payment_method_id: Id


class Swaps(_Part):
    """Other variants for items; both lists hold ids of variants, in the same order."""

    order_id: Id
    item_ids: list[Id] = Field(min_length=1)
    new_item_ids: list[Id] = Field(min_length=1)
    payment_method_id: Id | None = None

    @model_validator(mode="after")
    def _are_pairs(self) -> Self:
        if len(self.item_ids) != len(self.new_item_ids):
            raise ValueError("item_ids and new_item_ids have the same length")
        return self


class Return(_Part):
    """Send items back; `quantities` is how many of each, all of it by default."""

    order_id: Id
    item_ids: list[Id] = Field(min_length=1)
    payment_method_id: Id | None = None
    quantities: list[int] | None = None

    @model_validator(mode="after")
    def _are_pairs(self) -> Self:
        if self.quantities is not None and len(self.quantities) != len(self.item_ids):
            raise ValueError("item_ids and quantities have the same length")
        return self


class _Address(_Part):
    address1: Id
    address2: Id = ""
    city: Id
    state: Id = ""
    country: Id = "GB"
    zip: Id

    @property
    def parts(self) -> dict[str, str]:
        """The address by our names."""
        return {
            "street": self.address1,
            "street2": self.address2,
            "city": self.city,
            "region": self.state,
            "postcode": self.zip,
            "country": country_code(self.country),
        }


class ChangeAddress(_Address):
    """Send a pending order elsewhere."""

    order_id: Id


class ChangeDefaultAddress(_Address):
    """Another default address."""

    user_id: Id


class RecordConsent(_Part):
    """A yes or no of the customer's; only the newest for a purpose counts."""

    user_id: Id
    newsletter: bool


class Action(_Part):
    """Exactly one of them."""

    cancel_pending_order: Cancel | None = None
    modify_pending_order_items: Swaps | None = None
    modify_pending_order_address: ChangeAddress | None = None
    modify_pending_order_payment: ChangePayment | None = None
    modify_user_address: ChangeDefaultAddress | None = None
    return_delivered_order_items: Return | None = None
    exchange_delivered_order_items: Swaps | None = None
    record_consent: RecordConsent | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_one(cls, value: Any) -> Any:
        # A tool call as it is logged: {name, arguments}.
        if isinstance(value, Mapping) and set(value) == {"name", "arguments"}:
            value = {value["name"]: value["arguments"]}
        known = isinstance(value, Mapping) and set(value) <= set(cls.model_fields)
        if not known or len(value) != 1:
            raise ValueError(f"an action is one of {', '.join(cls.model_fields)}")
        return value

    @property
    def one(self) -> tuple[str, Any]:
        """Its name and what it is done with."""
        name = next(iter(self.model_fields_set))
        return name, getattr(self, name)
