"""What the customer answers: to each thing that the bot may wait for, from what the goal tells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desk.simulation import phrases, picking
from desk.simulation.asking import IDENTIFYING, Ask
from desk.simulation.goal import Customer, Job, OrderHint, Request
from desk.simulation.known import Known
from desk.simulation.reading import Heard, Line, folded
from desk.simulation.style import Voice, fact

_PRESS_SHARE = 0.6
_BY_PLACE_SHARE = 0.3
_IS_THAT_ALL = re.compile(
    r"is that (all|everything)|anything else|any other|all the items|any more"
)


@dataclass(frozen=True)
class Move:
    """What the customer does: a text, or a button to press."""

    text: str = ""
    button: dict[str, str] | None = None


class CannotAnswer(Exception):
    """The goal does not say what the bot asks for; the message names it."""


class Answers:
    """Answers for one customer; `known` helps to pick from lists as a person would."""

    def __init__(self, customer: Customer, known: Known, voice: Voice, *, buttons: bool) -> None:
        self._customer = customer
        self._known = known
        self._voice = voice
        self._buttons = buttons

    def say(self, variants: Sequence[str]) -> Move:
        """One of these, in the customer's style."""
        return Move(self._voice.says(self._voice.choose(variants)))

    def yes(self, said: Heard) -> Move:
        """A clear yes."""
        return self._press(picking.yes_or_no_button(said, is_yes=True)) or self.say(phrases.YES)

    def no(self, said: Heard, variants: Sequence[str] = phrases.NO) -> Move:
        """A clear no."""
        return self._press(picking.yes_or_no_button(said, is_yes=False)) or self.say(variants)

    def to(self, ask: Ask, request: Request, said: Heard, answered: set[int]) -> Move:
        """The answer to a question for a detail; raises `CannotAnswer`."""
        if ask in IDENTIFYING:
            return self._identity(ask, said)
        if ask is Ask.ADDRESS and request.address is not None:
            return self.say([phrases.address_words(request.address)])
        if ask is Ask.OPTION:
            return self._option(request, said, answered)
        if ask in (Ask.PAYMENT, Ask.REFUND_TO):
            return self._payment(ask, request, said)
        others: Mapping[Ask, Callable[[Request, Heard], Move]] = {
            Ask.ORDER: self._order,
            Ask.ITEMS: self._items,
            Ask.REASON: self._reason,
            Ask.CHOICE: self._choice,
        }
        if ask not in others:
            raise CannotAnswer(f"the bot asks for {ask.value}, which the goal does not tell")
        return others[ask](request, said)

    def correction(self, request: Request) -> Move:
        """What is really wanted, with all details, after the bot took it wrongly."""
        opening = self._voice.choose(phrases.variants_of_opening(_all_told(request)))
        return Move(self._voice.says(f"No, that's not right. {opening}"))

    def _identity(self, ask: Ask, said: Heard) -> Move:
        who, text = self._customer, folded(said.text)
        if ask is Ask.CODE:
            return self.say(phrases.NO_CODE)
        name = " ".join(part for part in (who.first_name, who.last_name) if part)
        parts = []
        wants_number = "number" in text and ask is Ask.IDENTITY
        if wants_number and who.order:
            parts.append(f"The order number is {fact(who.order)}.")
        if ask is Ask.NAME and name:
            parts.append(f"My name is {fact(name)}.")
        elif ask is Ask.POSTCODE and who.postcode:
            parts.append(fact(who.postcode))
        elif who.email and (ask is Ask.EMAIL or "mail" in text or not (name and who.postcode)):
            parts.append(self._voice.choose([fact(who.email), f"My e-mail is {fact(who.email)}."]))
        elif name and who.postcode and "name" in text:
            parts.append(f"I'm {fact(name)}, my postcode is {fact(who.postcode)}.")
        elif who.postcode:
            parts.append(f"My postcode is {fact(who.postcode)}.")
        if not parts:
            raise CannotAnswer(f"the bot asks for {ask.value}, which the customer does not know")
        return self.say([" ".join(parts)])

    def _order(self, request: Request, said: Heard) -> Move:
        order = request.order
        if isinstance(order, str) and order not in ("newest", "unknown"):
            pressed = self._press(picking.button_with(said, order))
            return pressed or self.say([fact(order), f"It's order {fact(order)}.",
                                        f"The number is {fact(order)}."])  # fmt: skip
        shown = picking.order_shown(said, request, self._known)
        if shown is not None:
            number, line = shown
            pressed = self._press(picking.button_with(said, number))
            if pressed is not None:
                return pressed
            by_place = self._by_place(line)
            return by_place or self.say([fact(number), f"It's {fact(number)}."])
        return self.say(self._without_number(request))

    def _without_number(self, request: Request) -> Sequence[str]:
        order = request.order
        if not self._customer.signed_in and self._customer.order:
            return [fact(self._customer.order)]
        named = self._described(request)
        if named:
            return [f"{no} It's the one with the {fact(named)}." for no in phrases.NO_NUMBER]
        is_newest = order == "newest" or (isinstance(order, OrderHint) and order.newest)
        return phrases.NEWEST if is_newest else phrases.NO_NUMBER

    @staticmethod
    def _described(request: Request) -> str:
        if isinstance(request.order, OrderHint) and request.order.containing:
            return request.order.containing[0]
        if isinstance(request.items, list):
            return request.items[0].product
        return ""

    def _items(self, request: Request, said: Heard) -> Move:
        items = request.items
        if not isinstance(items, list):
            return self.say(phrases.ALL_ITEMS)
        if _IS_THAT_ALL.search(folded(said.last)):
            return self.say(("That's all.", "Yes, that's everything."))
        line = picking.line_of_item(said, items[0]) if len(items) == 1 else None
        words = phrases.items_words(items)
        by_place = self._by_place(line) if items[0].quantity is None else None
        return by_place or self.say([f"{words[:1].upper()}{words[1:]}.", f"Just {words}, please."])

    def _option(self, request: Request, said: Heard, answered: set[int]) -> Move:
        items = request.items if isinstance(request.items, list) else []
        item = picking.item_asked_for(said, items, answered)
        if item is None:
            raise CannotAnswer("the bot asks which other option, and the goal wants none")
        is_again = id(item) in answered
        answered.add(id(item))
        wanted = item.new if isinstance(item.new, dict) else {}
        options = self._known.options_of(request, item)
        line = picking.line_of_option(said, wanted) or picking.line_of_option(said, options)
        by_place = self._by_place(line)
        if by_place is not None or not wanted:
            return by_place or self.say([f"The one with {phrases.option_words(item)}."])
        # Not understood at first, or several fit: then all that it should be.
        is_plain = picking.line_of_option(said, wanted) is not None or not is_again
        words = phrases.options_words(wanted if is_plain else options)
        if len(items) > 1:
            return self.say([f"For the {fact(item.product)}: {words}."])
        return self.say([f"The one with {words}.", f"I'd like {words}, please."])

    def _payment(self, ask: Ask, request: Request, said: Heard) -> Move:
        first, second = request.payment, request.refund_to
        if ask is Ask.REFUND_TO:
            first, second = second, first
        method = first or second
        if method is None or method.kind in ("original", "original method"):
            return self.say(phrases.ORIGINAL)
        method = self._known.payment(method)
        words = phrases.payment_words(method)
        sentence = f"{words[:1].upper()}{words[1:]}, please."
        return self._press(picking.payment_button(said, method)) or self.say(
            [sentence, f"{'To' if ask is Ask.REFUND_TO else 'With'} {words}."]
        )

    def _reason(self, request: Request, said: Heard) -> Move:
        reason = request.reason or "no longer needed"
        words = {"no longer needed": "longer", "ordered by mistake": "mistake"}
        button = picking.button_with(said, words.get(reason, reason))
        return self._press(button) or self.say(phrases.reasons(reason))

    def _choice(self, request: Request, said: Heard) -> Move:
        button = picking.button_with(said, request.choice) or picking.button_for(said, request)
        if button is not None:
            return Move(button=button) if self._buttons else Move(self._voice.says(button["title"]))
        if isinstance(request.items, list):
            for item in request.items:
                wanted = item.new if isinstance(item.new, dict) else {}
                line = picking.line_of_option(said, wanted) or picking.line_of_item(said, item)
                if line is not None:
                    return self.say([f"{picking.ordinal(line).capitalize()}."])
        return self.say(("The first one.",))

    def _by_place(self, line: Line | None) -> Move | None:
        """Now and then, a line of a list is called by its place there."""
        if line is None or not picking.can_be_counted(line):
            return None
        if not self._voice.chance(_BY_PLACE_SHARE):
            return None
        return self.say([f"{picking.ordinal(line).capitalize()}."])

    def _press(self, button: dict[str, str] | None) -> Move | None:
        if button is None or not self._buttons or not self._voice.chance(_PRESS_SHARE):
            return None
        return Move(button=button)


def _all_told(request: Request) -> Request:
    """The request as it is told at once, without slips of the opening."""
    return request.model_copy(update={"tells": "all", "opening": "", "first_says": None})


def repeated(request: Request) -> Sequence[str]:
    """Other words for a request that was not understood."""
    if request.job in (Job.ASK, Job.SAY, Job.PRODUCT_QUESTION, Job.PROFILE_QUESTION):
        return phrases.variants_of_opening(request)
    return phrases.variants_of_opening(_all_told(request))
