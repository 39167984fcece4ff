"""What rows of orders refer to: variants, payment methods and customers, of the files and ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from desk.importing.rows import Row
from desk.shop.catalogue import Product, Variant
from desk.shop.shipping_address import PostalAddress
from desk.shop.wallet import PaymentKind, PaymentMethod


class Person(Protocol):
    """A customer, as those know who keep them."""

    @property
    def id(self) -> str:
        """The customer's id."""

    @property
    def name(self) -> str:
        """For the parcel."""

    @property
    def email(self) -> str:
        """In lower case."""

    @property
    def address(self) -> PostalAddress:
        """Where they live."""


@dataclass(frozen=True)
class SoldVariant:
    """A variant with what an order's line takes from its product."""

    variant: Variant
    product_name: str
    is_returnable: bool


@dataclass
class Book:
    """Looks up by id; `made_methods` are payment methods that only orders tell of and nobody knew.

    `described_methods` are the ids of those that orders describe, made now or known before.
    `returns_here` and `exchanges_here` are the orders for which we know what goes back, so that
    the import need not say it.
    """

    variants: dict[str, SoldVariant] = field(default_factory=dict)
    methods: dict[str, PaymentMethod] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    made_methods: list[PaymentMethod] = field(default_factory=list)
    described_methods: set[str] = field(default_factory=set)
    returns_here: set[str] = field(default_factory=set)
    exchanges_here: set[str] = field(default_factory=set)
    _by_email: dict[str, Person] = field(default_factory=dict)
    _alike: dict[tuple[str, PaymentKind, str | None], PaymentMethod] = field(default_factory=dict)

    def add_person(self, person: Person) -> None:
        """Know a customer."""
        self.people[person.id] = self._by_email[person.email] = person

    def add_method(self, method: PaymentMethod) -> None:
        """Know a payment method."""
        self.methods[method.id] = method
        self._alike[method.customer_id, method.kind, method.last_four] = method

    def add_product(self, product: Product) -> None:
        """Know the product's variants."""
        for variant in product.variants:
            self.variants[variant.id] = SoldVariant(variant, product.name, product.is_returnable)

    def variant(self, row: Row, column: str, variant_id: str) -> SoldVariant | None:
        """The variant; an unknown one is a fault of the row."""
        sold = self.variants.get(variant_id)
        if sold is None and variant_id:
            row.fault(
                column,
                f"there is no variant '{variant_id}'.",
                "Add it to the products, or correct it.",
            )
        return sold

    def person(self, row: Row) -> Person | None:
        """The customer whom the row names by `customer_id` or `customer_email`."""
        if not row.has("customer_id") and not row.has("customer_email"):
            row.fault(
                "customer_id",
                "is missing, and so is customer_email.",
                "One of them must say who it is.",
            )
            return None
        if row.has("customer_id"):
            customer_id = row.text("customer_id", 40)
            person = self.people.get(customer_id)
            column, told = "customer_id", customer_id
        else:
            column, told = "customer_email", row.text("customer_email", 320).lower()
            person = self._by_email.get(told)
        if person is None and told:
            row.fault(
                column, f"there is no customer '{told}'.", "Add it to the customers, or correct it."
            )
        return person

    def method(self, row: Row, column: str, owner_id: str | None) -> PaymentMethod | None:
        """The owner's payment method; an unknown or a stranger's one is a fault of the row."""
        if not row.has(column):
            return None
        method_id = row.text(column, 64)
        method = self.methods.get(method_id)
        if method_id and (method is None or (owner_id and method.customer_id != owner_id)):
            row.fault(
                column,
                f"the customer has no payment method '{method_id}'.",
                "Add it to the payment methods, or correct it.",
            )
            return None
        return method

    def method_like(
        self, owner_id: str, kind: PaymentKind, brand: str | None, last_four: str | None
    ) -> PaymentMethod:
        """The owner's payment method of this kind, made if it is not known yet."""
        method = self._alike.get((owner_id, kind, last_four))
        if method is None:
            method_id = "-".join(filter(None, (owner_id, kind.value, last_four)))
            method = PaymentMethod(method_id, owner_id, kind, brand, last_four)
            self.add_method(method)
            self.made_methods.append(method)
        self.described_methods.add(method.id)
        return method
