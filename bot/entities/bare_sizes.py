"""Options that are bare numbers: "the 43s", "a 42 in those boots", "ordered 42 got 39"."""

from __future__ import annotations

from collections.abc import Mapping

from bot.entities.option_words import BEHIND, CHOSEN, LED, SIZE_WORDS, has_sizes, is_end
from bot.entities.patterns import Match
from bot.entities.reading import Reading

_HIGHEST_COUNT = 12
"""A higher number is hardly one of items: "the desk in 120"."""
_LAST_DAY = 31


class BareSizes:
    """Sizes such as 42, and measures whose unit is left out where only one would do."""

    def __init__(self, by_measure: Mapping[str, str]) -> None:
        """`by_measure`: options by the key they are looked up by, "42" or "45 cm"."""
        self._sizes = {key: value for key, value in by_measure.items() if key.isdecimal()}
        by_number: dict[str, list[str]] = {}
        for key, value in by_measure.items():
            number, _, unit = key.partition(" ")
            if unit and number.isdecimal() and int(number) > _HIGHEST_COUNT:
                by_number.setdefault(number, []).append(value)
        self._measures = {
            number: values[0] for number, values in by_number.items() if len(values) == 1
        }

    def find(self, reading: Reading, *, has_product: bool) -> list[Match]:
        """Those that stand where a size would; `has_product`: whether a product is named."""
        if not has_sizes(reading):
            return []
        surely: list[Match] = []
        placed: list[Match] = []
        for at, word in enumerate(reading.words):
            value = self._sizes.get(word)
            # Without a product "not the 26" is rather a day of the month.
            if value is None and word in self._measures and (has_product or int(word) > _LAST_DAY):
                value = self._measures[word]
            # "14/40", "HP-40", "3.40"; spelt-out numbers and their parts are none.
            is_joined = reading.is_joined(at) or reading.tag(at - 1) == "NUM"
            if value is None or is_joined or reading.tag(at + 1) == "NUM":
                continue
            one = Match(value, at, at + 1)
            if word in self._sizes and _is_plural(reading, at):
                surely.append(one)
            elif is_end(reading, at + 1) or reading.form(at + 1) in BEHIND | {"rather", "be"}:
                before = reading.form(at - 1)
                is_one = before == "a" or (before == "in" and has_product)
                is_sure = is_one and word in self._sizes
                if is_sure or (before == "than" and has_product):
                    surely.append(one)
                elif before in LED or before in CHOSEN:
                    placed.append(one)
        is_told = not SIZE_WORDS.isdisjoint(reading.forms) or len({one.key for one in placed}) > 1
        return surely + (placed if surely or is_told else [])


def _is_plural(reading: Reading, at: int) -> bool:
    """Like "the 43s"; "in the 40s" is none."""
    is_plural = reading.words[at + 1 : at + 2] == ["s"] and reading.is_joined(at + 1)
    return is_plural and "in" not in (reading.form(at - 1), reading.form(at - 2))
