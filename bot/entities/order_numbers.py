"""Order numbers in messages: by their letters, by a word before them, or by their length."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from bot.entities.currencies import CURRENCIES
from bot.entities.detail import Detail
from bot.entities.order_format import OrderNumbers, Written
from bot.entities.reading import Reading
from bot.entities.words import word_set

_CUES = word_set("order orders number no ref reference purchase confirmation")
_LOOKED_BACK = 3
_OTHER_NUMBERS = frozenset(CURRENCIES) | word_set(
    "tracking parcel card phone call ring mobile tel telephone account sort code pin password "
    "barcode sku model serial about around over nearly almost than version build voucher ending "
    "text fax customer visa mastercard postcode zip plz +"
)
"""Before a number these say that it is another one, or a count."""
_COUNTED = word_set("people items times miles orders customers pieces parcels")
_MEASURING = frozenset({"CURRENCY", "PENCE", "UNIT", "MEASURE", "NTH"})
_ASIDE = word_set("it is the my no number order sorry hi hello please thanks ok yes and")
"""A number that is torn apart ("10 42 33") counts beside these alone."""
_FEWEST_UNNAMED = 5
"""Digits of a number that is taken for an order's without a word about it."""

WORDS = _CUES | _OTHER_NUMBERS | _COUNTED | _ASIDE
"""Words that the rules here name."""


class OrderNumberReader:
    """Reads order numbers in the company's formats."""

    def __init__(self, numbers: OrderNumbers) -> None:
        self._numbers = numbers

    def read(self, reading: Reading) -> Iterator[Detail]:
        """All order numbers; value: as the company writes them."""
        if "NUM" not in reading.tags:
            return
        for written in self._numbers.find(reading.text):
            confidence = _confidence(reading, written)
            if confidence:
                text = reading.text[written.start : written.end]
                yield Detail(
                    "order_number", written.start, written.end, text, written.number, confidence
                )


def _confidence(reading: Reading, written: Written) -> float:
    """How sure it is that a number is an order's; 0 if it is another one."""
    if written.is_marked:
        return 1.0
    first = bisect_left(reading.starts, written.start)
    end = bisect_left(reading.starts, written.end)
    if _is_another_number(reading, first, end):
        return 0.0
    if not _CUES.isdisjoint(reading.forms[max(first - _LOOKED_BACK, 0) : first]):
        return 1.0
    if written.is_plain and written.end - written.start >= _FEWEST_UNNAMED:
        return 0.8
    others = {*reading.forms[:first], *reading.forms[end:]}
    is_alone = all(form in _ASIDE or not form.isalnum() for form in others - {"_"})
    return 0.8 if is_alone and "_" not in others else 0.0


def _is_another_number(reading: Reading, first: int, end: int) -> bool:
    if reading.form(end) in _COUNTED or reading.tag(end) in _MEASURING:
        return True
    for neighbour in (first - 1, end):
        # "07700 900123": a part of a longer one; "104233 104234" are two.
        if reading.form(neighbour) == "0" and len(reading.words[neighbour]) != (
            reading.ends[end - 1] - reading.starts[first]
        ):
            return True
    # The nearest word decides: "card for order 104233", "order by card 104233".
    for form in reversed(reading.forms[max(first - _LOOKED_BACK, 0) : first]):
        if form in _CUES:
            return False
        if form in _OTHER_NUMBERS:
            return True
    return False
