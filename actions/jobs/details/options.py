"""Which other option of the same product is wanted for each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from actions import words
from actions.jobs.case import JobCase
from actions.jobs.details.items import candidates_of, chosen_items
from actions.jobs.job import Detail
from actions.jobs.refusal import JobRefusal
from actions.jobs.said import Said
from actions.jobs.saying import Saying, answers, numbered
from actions.reading.wishes import VariantChoice, segments, wanted_variant
from desk.shop.catalogue import Variant
from desk.shop.order_item import OrderItem

_MOST_LISTED = 8
_MOST_BUTTONS = 5
_MOST_VALUES = 8


class WhichOptions(Detail):
    """A variant for each chosen item, `{item_id: variant_id}`."""

    name: ClassVar = "options"

    async def read(self, case: JobCase, said: Said, *, is_asked: bool) -> bool:
        """What the message says of each item; without a name it is of the one asked about."""
        if await case.order() is None or not said.text:
            return False
        items, whole = await chosen_items(case), said.beside_numbers
        parts = segments(whole, [c for c in candidates_of(await case.known_order())
                                 if any(c.key == item.id for item in items)])  # fmt: skip
        wanted = case.state.details.get(self.name, {})
        open_items = [item for item in items if item.id not in wanted]
        is_heard = False
        for item in items:
            text = parts.get(item.id)
            if text is None:
                is_meant = not parts and item in (open_items[:1] if is_asked else items[:1])
                if not is_meant or (not is_asked and len(items) > 1):
                    continue
                text = whole
            if item.id in wanted and not is_asked and not _may_correct(case, said):
                continue
            is_heard = await self._read_item(case, item, text, is_asked=is_asked) or is_heard
        return is_heard

    async def is_known(self, case: JobCase) -> bool:
        """Whether each item has one."""
        wanted = case.state.details.get(self.name, {})
        return all(item.id in wanted for item in await chosen_items(case))

    async def ask(self, case: JobCase) -> Saying:
        """For the first item without one: the variants in stock, or what may differ."""
        wanted = case.state.details.get(self.name, {})
        item = next(item for item in await chosen_items(case) if item.id not in wanted)
        others = await self._others(case, item)
        if not others:
            raise JobRefusal(Saying("utter_no_other_option", {"item": words.item_name(item)}))
        told = {"item": words.item_name(item)}
        shown = [variant for variant in others if variant.id in case.state.shown] or others
        if len(shown) > _MOST_LISTED:
            case.state.shown = []
            return Saying("utter_which_of_many", {**told, "values": _values(shown)}, asks="option")
        case.state.shown = [variant.id for variant in shown]
        lines = (_line(case, variant) for variant in shown)
        buttons = answers(words.option_values(variant.options) for variant in shown)
        return Saying(
            "utter_which_option",
            {**told, "variants": numbered(lines)},
            buttons if len(shown) <= _MOST_BUTTONS else (),
            asks="option",
        )

    async def _read_item(
        self, case: JobCase, item: OrderItem, text: str, *, is_asked: bool
    ) -> bool:
        variants = await case.variants_like(item.variant_id)
        by_id = {variant.id: variant for variant in variants}
        shown = [by_id[key] for key in case.state.shown if key in by_id] if is_asked else []
        # A pressed button is the very text of its variant.
        pressed = [v.id for v in shown if words.option_values(v.options) == text.strip()]
        if len(pressed) == 1 and pressed[0] != item.variant_id:
            return self._take(case, item, pressed[0])
        found = wanted_variant(text, item.options, variants, shown)
        if found.chosen is None and shown:
            # "red", of a list with several in red, leaves the size as it is.
            plain = wanted_variant(text, item.options, variants)
            found = plain if plain.chosen in shown else found
        kept = by_id.get(case.state.details.get(self.name, {}).get(item.id, ""))
        if kept is not None and found.chosen is not kept:
            # A correction is one of what was wanted: "in L" leaves the colour.
            found = wanted_variant(text, kept.options, variants)
        elif not is_asked and found.wish and found.wish.items() <= item.options.items():
            # "the T-shirt in L" says which one it is, not which one is wanted.
            return False
        if found.chosen is not None:
            return found.chosen.id != item.variant_id and self._take(case, item, found.chosen.id)
        if not found.is_understood:
            return False
        case.state.details.get(self.name, {}).pop(item.id, None)
        case.state.forget("confirm")
        fitting = found.unclear or found.nearest
        case.state.shown = [variant.id for variant in fitting if variant.id != item.variant_id]
        if not found.unclear:
            case.notes.append(_why_not(item, found))
        return True

    def _take(self, case: JobCase, item: OrderItem, variant_id: str) -> bool:
        wanted = case.state.details.setdefault(self.name, {})
        if wanted.get(item.id) != variant_id:
            wanted[item.id] = variant_id
            case.state.forget("confirm")
            case.state.shown = []
        return True

    async def _others(self, case: JobCase, item: OrderItem) -> list[Variant]:
        variants = await case.variants_like(item.variant_id)
        return [v for v in variants if v.id != item.variant_id and v.has(item.quantity)]


async def wanted_swaps(case: JobCase) -> dict[str, str]:
    """The variant wanted for each chosen item."""
    wanted: Mapping[str, str] = case.state.details.get(WhichOptions.name, {})
    return {item.id: wanted[item.id] for item in await chosen_items(case) if item.id in wanted}


def _may_correct(case: JobCase, said: Said) -> bool:
    return case.state.asked == "confirm" or said.intent == "choose_other"


def _why_not(item: OrderItem, found: VariantChoice) -> Saying:
    """That there is nothing like that, or not now."""
    if found.out_of_stock:
        named = f"{item.product_name} ({words.option_values(found.out_of_stock[0].options)})"
        return Saying("utter_option_out_of_stock", {"item": named})
    wish = {**found.wish, **found.impossible, **found.unknown}
    if not wish:
        return Saying("utter_option_at_end", {"item": words.item_name(item)})
    named = ", ".join(f"{name}: {value}" for name, value in wish.items())
    return Saying("utter_no_such_option", {"product": item.product_name, "wish": named})


def _line(case: JobCase, variant: Variant) -> str:
    return f"{words.option_values(variant.options)}, {case.sign}{words.amount(variant.price)}"


def _values(variants: Sequence[Variant]) -> str:
    """`- colour: black, blue or red`, a line for each dimension in which they differ."""
    values: dict[str, list[str]] = {}
    for variant in variants:
        for name, value in variant.options.items():
            if value not in values.setdefault(name, []):
                values[name].append(value)
    return "\n".join(
        f"- {name}: {words.either(listed[:_MOST_VALUES])}"
        for name, listed in values.items()
        if len(listed) > 1
    )
