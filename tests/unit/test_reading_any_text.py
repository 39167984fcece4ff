"""Whatever is written: nothing raises, and only what there is can be chosen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.reading import addresses, tokens
from actions.reading.addresses import read_address
from actions.reading.choices import Candidate, choose
from actions.reading.payment import named_payment
from actions.reading.wishes import segments, wanted_variant
from actions.reading.yes_no import yes_or_no
from bot.entities.words import word_set
from desk.shop.shipping_address import ShippingAddress
from desk.shop.wallet import PaymentKind, PaymentMethod
from tests.reading_catalogue import PRODUCTS, variants_of

WORDS = [
    *word_set(
        "the a all both none not no but except one two 2 3 first last other instead of lamp mugs "
        "mug socks black blue L XL size 16 gb inch % and or , . ; ? ! - / + & # £ for to in with "
        "without cheapest bigger keep return make that it them 12 Mill Lane Leeds LS1 4AB flat NY "
        "10001 USA paypal card ending 4821 yes ok '"
    ),
    "\n",
]
ANY = st.text(max_size=200) | st.lists(st.sampled_from(sorted(WORDS)), max_size=25).map(" ".join)
LONG = 20_000
KNOWN = ShippingAddress("Ada", "4 Ferry Lane", "London", "SE15 4QN", "GB", "Flat 2")
METHODS = [
    PaymentMethod("c1", "cus_1", PaymentKind.CREDIT_CARD, "visa", "4821"),
    PaymentMethod("p1", "cus_1", PaymentKind.PAYPAL),
]
CANDIDATES = [
    Candidate("lamp", "Signal desk lamp", {"colour": "black"}, Decimal(64)),
    Candidate("mug", "Tideline mug", {"glaze": "blue", "size": "L"}, Decimal(14), 3),
    Candidate("socks", "Ribbed wool socks, 2 pairs", {"size": "XL"}, Decimal(20)),
]


@settings(max_examples=300)
@given(ANY, st.booleans(), st.booleans(), st.sets(st.sampled_from(["lamp", "mug", "socks", "x"])))
def test_a_choice_is_of_the_candidates(
    text: str, several: bool, shown: bool, current: set[str]
) -> None:
    choice = choose(text, CANDIDATES, several=several, shown=shown, current=current)
    keys = [candidate.key for candidate in CANDIDATES]
    assert list(choice.chosen) == [key for key in keys if key in choice.chosen]
    assert list(choice.unclear) == [key for key in keys if key in choice.unclear]
    assert not set(choice.chosen) & set(choice.unclear)
    assert choice.quantities.keys() <= set(choice.chosen)
    assert several or len(choice.chosen) <= 1 or set(choice.chosen) <= current


@given(ANY, st.text(max_size=30), st.dictionaries(st.text(max_size=9), st.text(max_size=9)))
def test_any_names_and_options_will_do(text: str, name: str, options: dict[str, str]) -> None:
    candidates = [
        Candidate("a", name, options, words=(name,)),
        Candidate("b", f"{name} lamp", options),
    ]
    assert set(choose(text, candidates, several=True).chosen) <= {"a", "b"}
    assert segments(text, candidates).keys() <= {"a", "b"}


@settings(max_examples=300)
@given(ANY, st.sampled_from(sorted(PRODUCTS)))
def test_a_wish_is_for_a_variant_in_stock(text: str, product: str) -> None:
    variants = variants_of(product, gone=variants_of(product)[1].options)
    choice = wanted_variant(text, variants[0].options, variants)
    offered = [*choice.unclear, *choice.nearest, *([choice.chosen] if choice.chosen else [])]
    assert all(variant in variants and variant.is_in_stock for variant in offered)
    assert variants[0] not in offered
    known = {name: set(values) for name, values in PRODUCTS[product].items()}
    assert all(value in known[name] for name, value in choice.wish.items())


@settings(max_examples=300)
@given(ANY, st.sampled_from(["GB", "US", "DE", "NL", "AU", "XX", ""]))
def test_an_address_says_what_it_lacks(text: str, country: str) -> None:
    for known in (None, KNOWN):
        reading = read_address(text, country, known)
        assert not set(reading.missing) & reading.parts.keys()
        assert all(reading.parts.values())


@given(ANY)
def test_payment_and_yes_never_raise(text: str) -> None:
    assert set(named_payment(text, METHODS, "c1").chosen) <= {"c1", "p1"}
    assert yes_or_no(text) in (True, False, None)


@pytest.mark.parametrize(
    "text", ["lamp ", "lamp, not ", "1 ", "no ", "a", "# ", "12 Mill Lane, ", "if not ", "£ ", "\n"]
)
def test_no_more_is_read_than_the_first_part_of_a_long_message(text: str) -> None:
    long = (text * LONG)[:LONG]
    assert len(tokens.tokens_of(long)) <= tokens.MAX_TOKENS
    short = long[: tokens.MAX_CHARACTERS]
    assert choose(long, CANDIDATES, several=True) == choose(short, CANDIDATES, several=True)
    shirts = variants_of("Jersey")
    wanted = wanted_variant(long, shirts[0].options, shirts)
    assert wanted == wanted_variant(short, shirts[0].options, shirts)
    assert named_payment(long, METHODS, "c1") == named_payment(short, METHODS, "c1")
    short = long[: addresses.MAX_CHARACTERS]
    assert read_address(long, "GB", KNOWN) == read_address(short, "GB", KNOWN)
    assert yes_or_no(long) is None
