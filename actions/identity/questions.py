"""What is still needed to know who the customer is, by the methods that the shop allows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desk.customers.identity import NEEDED, Detail, Method

SEVERAL = "identity"
"""What a question asks for that leaves the customer a choice, or asks for two things at once."""

_IN_WORDS = {
    Detail.ORDER: "your order number",
    Detail.EMAIL: "your e-mail address",
    Detail.NAME: "your full name",
    Detail.POSTCODE: "your postcode",
    Detail.CODE: "the code from my e-mail",
}
_IN_ORDER = (Detail.ORDER, Detail.EMAIL, Detail.NAME, Detail.POSTCODE, Detail.CODE)
_CONTACTS = {
    frozenset({Detail.EMAIL}): "e-mail address",
    frozenset({Detail.POSTCODE}): "postcode",
}


@dataclass(frozen=True)
class Wanted:
    """What would do: each of `choices` is enough by itself."""

    choices: Sequence[frozenset[Detail]]

    @property
    def details(self) -> frozenset[Detail]:
        """All that is asked for."""
        return frozenset().union(*self.choices)

    @property
    def asks(self) -> str:
        """What the question asks for, in a word for clients."""
        return next(iter(self.details)).value if len(self.details) == 1 else SEVERAL

    @property
    def in_words(self) -> str:
        """`your e-mail address, or your full name and postcode`."""
        rests = [choice - {Detail.ORDER} for choice in self.choices]
        is_by_order = all(Detail.ORDER in choice for choice in self.choices)
        if is_by_order and all(rest in _CONTACTS for rest in rests):
            contacts = " or ".join(_CONTACTS[rest] for rest in rests)
            comma = "," if len(rests) > 1 else ""
            return f"your order number{comma} and the {contacts} it was placed with"
        return ", or ".join(in_words(choice) for choice in self.choices)

    @property
    def of_the_order(self) -> str:
        """The same where the order is known: `e-mail address or postcode`; empty if it is not."""
        if not all(choice in _CONTACTS for choice in self.choices):
            return ""
        return " or ".join(_CONTACTS[choice] for choice in self.choices)


def still_wanted(
    methods: Iterable[Method],
    known: Collection[Detail],
    lacking: Collection[Detail],
    *,
    is_code_sent: bool,
) -> Wanted:
    """What is missing for the methods that remain, nearest first; no choice if none remains."""
    missing: dict[frozenset[Detail], int] = {}
    for method in methods:
        needed = NEEDED[method]
        if needed & set(lacking):
            continue
        if method is Method.CODE and not (is_code_sent and Detail.EMAIL in known):
            needed -= {Detail.CODE}
        missing[needed - set(known)] = len(needed & set(known))
    # Who has begun to say something is asked for the rest of that.
    most = max(missing.values(), default=0)
    begun = [choice for choice, count in missing.items() if count == most]
    return Wanted([one for one in begun if not any(other < one for other in begun)])


def used_by(methods: Iterable[Method]) -> frozenset[Detail]:
    """All details that any of the methods needs."""
    return frozenset().union(*(NEEDED[method] for method in methods))


def in_words_of(details: Mapping[Detail, str]) -> list[dict[str, str]]:
    """What the customer gave, as evidence for an agent."""
    names = {
        detail: words.removeprefix("your ").capitalize() for detail, words in _IN_WORDS.items()
    }
    return [
        {"name": f"{names[detail]} given last", "value": said[:100]}
        for detail, said in details.items()
        if detail is not Detail.CODE
    ]


def in_words(details: Collection[Detail]) -> str:
    """`your order number, e-mail address and postcode`."""
    first, *more = (_IN_WORDS[detail] for detail in _IN_ORDER if detail in details)
    if not more:
        return first
    *middle, last = (words.removeprefix("your ") for words in more)
    return f"{', '.join([first, *middle])} and {last}"
