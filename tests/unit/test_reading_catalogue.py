"""Every variant of many products can be chosen by naming what is different about it."""

from __future__ import annotations

from random import Random

import pytest

from actions.reading.wishes import wanted_variant
from desk.shop.catalogue import Variant
from tests.reading_catalogue import PRODUCTS, variants_of

PHRASES = (
    "{}", "I'd like {} instead", "exchange it for one that is {} please", "same but {}",
    "swap to {}", "could I have it in {}?",
)  # fmt: skip
MOST_TARGETS = 40


def named(dimension: str, value: str, product: str) -> str:
    """A value as people say it: "not waterproof", "no backlight", "black lens"."""
    is_shared = sum(value in values for values in PRODUCTS[product].values()) > 1
    match value:
        case "yes":
            return dimension
        case "no":
            return f"not {dimension}"
        case "none" | "without":
            return f"no {dimension}"
        case "with":
            return f"with {dimension}"
        case "one" | "two" | "500" | "1000" | "1500":
            return f"{value} {dimension}"
    return f"{value} {dimension.split(maxsplit=1)[0]}" if is_shared else value


def differences(variant: Variant, current: Variant, product: str) -> list[str]:
    return [
        named(name, value, product)
        for name, value in variant.options.items()
        if current.options[name] != value
    ]


@pytest.mark.parametrize("product", PRODUCTS)
def test_each_variant_is_chosen_by_what_is_different(product: str) -> None:
    random = Random(product)  # noqa: S311
    variants = variants_of(product)
    pairs = [(one, other) for one in variants for other in variants if one is not other]
    for current, wanted in random.sample(pairs, min(MOST_TARGETS, len(pairs))):
        said = differences(wanted, current, product)
        random.shuffle(said)
        text = random.choice(PHRASES).format(", ".join(said))
        choice = wanted_variant(text, current.options, variants)
        assert choice.chosen is wanted, (text, current.options, choice)


@pytest.mark.parametrize("product", PRODUCTS)
def test_each_variant_is_chosen_by_all_its_options(product: str) -> None:
    random = Random(product)  # noqa: S311
    variants = variants_of(product)
    for wanted in random.sample(variants, min(MOST_TARGETS, len(variants))):
        current = random.choice([variant for variant in variants if variant is not wanted])
        said = [named(name, value, product) for name, value in wanted.options.items()]
        text = f"I want the {said[0]} one" + "".join(f" and {other}" for other in said[1:])
        choice = wanted_variant(text.lower(), current.options, variants)
        assert choice.chosen is wanted, (text, current.options, choice)


@pytest.mark.parametrize("product", PRODUCTS)
def test_what_is_not_in_stock_is_never_chosen(product: str) -> None:
    random = Random(product)  # noqa: S311
    for wanted in random.sample(variants_of(product), min(10, len(variants_of(product)))):
        variants = variants_of(product, gone=wanted.options)
        current = random.choice([v for v in variants if v.options != wanted.options])
        said = [named(name, value, product) for name, value in wanted.options.items()]
        choice = wanted_variant(", ".join(said), current.options, variants)
        assert choice.chosen is None
        assert choice.impossible == wanted.options
        assert [variant.options for variant in choice.out_of_stock] == [wanted.options]
        assert all(variant.is_in_stock for variant in choice.nearest)
        assert choice.nearest
