"""All details of a message, each kind read by its own module."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from bot.entities import (
    addresses,
    amounts,
    catalogue,
    date_words,
    emails,
    measures,
    options,
    order_numbers,
    postcodes,
    quantities,
    reasons,
)
from bot.entities.addresses import AddressReader
from bot.entities.amounts import AmountReader
from bot.entities.catalogue import Catalogue, ProductReader, Products
from bot.entities.dates import DateReader
from bot.entities.detail import Detail, without_overlaps
from bot.entities.options import OptionReader, Options
from bot.entities.order_format import OrderNumbers
from bot.entities.order_numbers import OrderNumberReader
from bot.entities.postcodes import PostcodeReader
from bot.entities.quantities import QuantityReader
from bot.entities.reading import Reader
from bot.entities.reasons import ReasonReader

VOCABULARY = Path(__file__).resolve().parents[2] / "models" / "encoder" / "tokenizer.json"
"""The encoder's words, from frequent to rare: they are spelt right."""


class DetailReader:
    """Reads all kinds of details; made once per catalogue, which takes about half a second."""

    def __init__(
        self,
        shop: Catalogue | None = None,
        orders: OrderNumbers | None = None,
        known: Mapping[str, int] | None = None,
    ) -> None:
        """`known`: English words and their rank; None takes those that the encoder knows.

        Without a catalogue there are no products and options; without `orders` their numbers are
        like the demo shop's. Raises `OSError` if the encoder's vocabulary is missing.
        """
        shop = shop or Catalogue()
        known = known_words() if known is None else known
        products, choices = Products(shop, known), Options(shop)
        classes = addresses.CLASSES | measures.CLASSES | amounts.CLASSES | date_words.CLASSES
        words = (
            addresses.WORDS | amounts.WORDS | catalogue.WORDS | date_words.WORDS | emails.WORDS
            | measures.WORDS | options.WORDS | order_numbers.WORDS | postcodes.WORDS
            | quantities.WORDS | reasons.WORDS | products.words | choices.words
        )  # fmt: skip
        reader = Reader(classes, words, reasons.SAME_WORDS, known)
        self._reader = reader
        self._orders = OrderNumberReader(orders or OrderNumbers())
        self._amounts = AmountReader(reader)
        self._postcodes = PostcodeReader()
        self._dates = DateReader(reader)
        self._addresses = AddressReader(reader)
        self._reasons = ReasonReader(reader)
        self._products = ProductReader(reader, products, known)
        item_forms = self._products.item_forms
        self._options = OptionReader(reader, choices, item_forms, known)
        self._quantities = QuantityReader(
            reader, item_forms, self._products.name_forms | self._options.forms
        )

    def read(self, text: str, today: date) -> list[Detail]:
        """The details of a message in the order of the text; `today` is a date in UTC."""
        reading = self._reader.read(text)
        if not reading.forms:
            return []
        products = list(self._products.read(reading))
        places = list(self._addresses.read(reading))
        return without_overlaps(
            [
                *self._orders.read(reading),
                *emails.emails(reading),
                *self._amounts.read(reading),
                *self._dates.read(reading, today),
                *places,
                *self._postcodes.read(reading, places),
                *self._reasons.read(reading),
                *products,
                *self._options.read(reading, products),
                *self._quantities.read(reading),
            ]
        )


def known_words(vocabulary: Path = VOCABULARY) -> dict[str, int]:
    """Whole words of the encoder's vocabulary and their rank, frequent ones first."""
    pieces: dict[str, int] = json.loads(vocabulary.read_text("utf-8"))["model"]["vocab"]
    return {piece: rank for piece, rank in pieces.items() if piece.isalpha()}
