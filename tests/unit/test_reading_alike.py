"""Which of things that are alike is meant, in the words of real people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.reading.choices import Candidate
from tests.reading_cases import lines, read

LAMPS = [
    Candidate("l1", "Desk Lamp", {"color": "black", "brightness": "high"}, Decimal(150)),
    Candidate("l2", "Desk Lamp", {"color": "white", "brightness": "low"}, Decimal(137)),
    Candidate("mug", "Mug", {"color": "black"}, Decimal(9)),
    Candidate("tl", "Table lamp", {"color": "red"}, Decimal(99)),
]
MUGS = [
    Candidate("m1", "Mug", {"colour": "blue"}, Decimal(9)),
    Candidate("m2", "Mug", {"colour": "green"}, Decimal(9)),
]
SHIRTS = [
    Candidate("a", "T-Shirt", {"color": "blue", "size": "L"}, Decimal(40)),
    Candidate("b", "T-Shirt", {"color": "blue", "size": "M"}, Decimal(41)),
    Candidate("c", "T-Shirt", {"color": "red", "size": "L"}, Decimal(45)),
]
GADGETS = [
    Candidate("e", "Wireless Earbuds", {"color": "black", "battery life": "4 hours"}),
    Candidate(
        "h", "Headphones", {"type": "over-ear", "connectivity": "wireless", "color": "black"}
    ),
    Candidate("w", "Smart Watch", {"color": "gold", "display": "LCD"}),
    Candidate("ww", "Wristwatch", {"strap material": "leather"}),
    Candidate("ph", "Smartphone", {"color": "gold", "storage": "128GB"}),
]
ORDERS = [
    Candidate(number, number, words=words)
    for number, words in {
        "#W2378156": ("delivered", "Mechanical Keyboard", "Smart Thermostat", "newest"),
        "#W9711842": ("pending", "Water Bottle"),
        "#W4967593": ("delivered", "Skateboard", "Water Bottle"),
    }.items()
]
VARIANTS = [
    Candidate("v1", "", {"colour": "blue", "size": "S"}, Decimal(10)),
    Candidate("v2", "", {"colour": "blue", "size": "L"}, Decimal(12)),
    Candidate("v3", "", {"colour": "black", "size": "L"}, Decimal(12)),
]

OF_LAMPS = """
    the lamp => ? l1 l2 tl
    the black lamp => l1
    the black one => ? l1 mug
    lamps => l1 l2 tl
    both desk lamps => l1 l2
    the desk lamp => ? l1 l2
    the white desk lamp and the mug => l2 mug
    the lamp, the black one => l1
    the black and the white lamp => l1 l2
    all the lamps => l1 l2 tl
    the two lamps => ? l1 l2 tl
    the red one => tl
    the cheaper lamp => tl
    the dim one =>
    the first lamp => l1
    the second lamp => l2
    the third lamp => tl
    black desk lamp => l1
    the black lamp not the mug => l1
    the other lamp | l1 => ? l2 tl
    the cheaper desk lamp => l2
    both black ones => l1 mug
    the lamp with low brightness => l2
    the white one not the black one => l2
    lamp number 2 => l2
    desk lamp in black and the table lamp => l1 tl
    the red and white lamps => l2 tl
    not the desk lamps => ? mug tl
    everything but the lamps => mug
    all but the black lamp => l2 mug tl
    the two desk lamps => l1 l2
    the lamps but not the black one => l2 tl
    everything except the desk lamp => mug tl ? l1 l2
    everything, not the lamp => mug ? l1 l2 tl
    not the desk lamp | l1 mug => mug
    remove the lamp | l1 l2 mug => mug ? l1 l2
    the lamps and the mug => l1 l2 mug tl
    the lamp and the mug => mug ? l1 l2 tl
    all the lamps except the red one => l1 l2
    the darker one =>
    the more expensive desk lamp => l1
    black lamp and mug => l1 mug
    i want the black desk lamp gone and the red one too => l1 tl
    the other desk lamp | l1 => l2
    the other one | l1 l2 tl => mug
    change the black lamp to silver => l1
    the lamp that's black => l1
    black one and white one => l2 ? l1 mug
    the black and the white one => l2 ? l1 mug
    the white and red ones => l2 tl
    white lamp + mug => l2 mug
    desk lamps not the table lamp => l1 l2
    keep the mug, return the lamps => l1 l2 tl
"""
OF_MUGS = """
    both mugs => m1 m2
    the blue one => m1
    one of the mugs => ? m1 m2
    the mugs => m1 m2
    the mug => ? m1 m2
    the other one | m1 => m2
    the other one too | m1 => m1 m2
    not the blue one => m2
    either =>
    2 mugs => m1 m2
    the green mug, not the blue one => m2
    one mug => ? m1 m2
    1 mug => ? m1 m2
    a mug => ? m1 m2
    just one of the two mugs => ? m1 m2
    both => m1 m2
    all => m1 m2
    each => m1 m2
    the two mugs => m1 m2
    two of them => m1 m2
    mug 2 => m2
    the blue mug and the green mug => m1 m2
    blue and green => m1 m2
    blue & green => m1 m2
    not both, just the blue one => m1
    only one | m1 m2 => ? m1 m2
    make it just the green one | m1 m2 => m2
    the green one instead | m1 => m2
    swap to the green one | m1 => m2
    both of them => m1 m2
    1 blue mug => m1
    blue mug only => m1
    no the green | m1 => m2
    also the green one | m1 => m1 m2
"""
OF_SHIRTS = """
    the blue one in L => a
    blue L => a
    the large ones => a c
    the medium one => b
    red => c
    the blue t-shirts => a b
    both blue ones => a b
    the blue ones => a b
    tshirt in M => b
    large red shirt => c
"""
OF_GADGETS = """
    wireless one => ? e h
    wireless earbuds => e
    the headphones => h
    the watch => ? w ww
    phone => ph
    gold one => ? w ph
    the smart watch => w
    the earphones => ? e h
"""
OF_ORDERS = """
    #W2378156 => #W2378156
    2378156 => #W2378156
    w9711842 => #W9711842
    the delivered one => ? #W2378156 #W4967593
    the pending one => #W9711842
    the one with the water bottle => ? #W9711842 #W4967593
    my latest order => #W2378156
    the newest => #W2378156
    the oldest one => #W4967593
    the last one => #W4967593
    the keyboard order => #W2378156
    the one ending 7593 => #W4967593
    the order with the thermostat in it => #W2378156
    number 2 => #W9711842
    the second one => #W9711842
    the most recent => #W2378156
    both => ? #W2378156 #W9711842 #W4967593
    the second order => #W9711842
    my last order => #W2378156
    order 2 => #W9711842
    the one that was delivered with the skateboard => #W4967593
    cancel the pending one please => #W9711842
    not that one, the one with the skateboard | #W2378156 => #W4967593
    the other one | #W2378156 => ? #W9711842 #W4967593
    #W9711842 please => #W9711842
    the order #W4967593, not #W9711842 => #W4967593
    W 9711842 => #W9711842
    the previous one =>
    first => #W2378156
    the one I placed last => #W2378156
    skateboard order => #W4967593
    thermostat => #W2378156
    both orders => ? #W2378156 #W9711842 #W4967593
    the order with the keyboard and thermostat => #W2378156
    the delivered order with the water bottle => #W4967593
    not the pending one => ? #W2378156 #W4967593
    my newest order please => #W2378156
    the two delivered ones => ? #W2378156 #W4967593
    W2378156 and W9711842 => ? #W2378156 #W9711842
    the skateboard => #W4967593
"""
OF_VARIANTS = """
    the blue one in L => v2
    black => v3
    cheapest => v1
    2 => v2
    the bigger one => ? v2 v3
    the small one => v1
    L => ? v2 v3
    the last => v3
    blue => ? v1 v2
    the second, not the first => v2
    the first or the second => ? v1 v2
    no not that, the black one | v1 => v3
    the other blue one | v1 => v2
    third please => v3
    the large black one => v3
    not the blue ones => v3
    the cheaper one => v1
    the cheapest => v1
    the first one => v1
    option 3 => v3
    #1 => v1
    blue large => v2
    blue in size L => v2
    size L, black => v3
    the L in black => v3
    small blue => v1
    the other one | v1 => ? v2 v3
    none => none
    neither of them => none
    no =>
    any =>
    I'll take the second => v2
    I'd rather have the black one => v3
    3rd => v3
    the most expensive => ? v2 v3
    a black one => v3
    in black => v3
    in large => ? v2 v3
    make it the black one => v3
    the blue large => v2
    blue, L => v2
    blue and L => v2
    first or third => ? v1 v3
    either the first or the second => ? v1 v2
    hmm the second I think => v2
    second one please, the large blue => v2
"""
NOT_SHOWN = """
    2 =>
"""


@pytest.mark.parametrize("line", lines(OF_LAMPS))
def test_products_with_a_word_in_common(line: str) -> None:
    read(line, LAMPS)


@pytest.mark.parametrize("line", lines(OF_MUGS))
def test_two_of_the_same_kind(line: str) -> None:
    read(line, MUGS)


@pytest.mark.parametrize("line", lines(OF_SHIRTS))
def test_options_tell_lines_of_one_product(line: str) -> None:
    read(line, SHIRTS)


@pytest.mark.parametrize("line", lines(OF_GADGETS))
def test_names_that_are_options_of_others(line: str) -> None:
    read(line, GADGETS)


@pytest.mark.parametrize("line", lines(OF_ORDERS))
def test_orders(line: str) -> None:
    read(line, ORDERS, several=False)


@pytest.mark.parametrize("line", lines(OF_VARIANTS))
def test_variants_that_were_shown(line: str) -> None:
    read(line, VARIANTS, several=False)


@pytest.mark.parametrize("line", lines(NOT_SHOWN))
def test_numbers_mean_nothing_without_a_list(line: str) -> None:
    read(line, VARIANTS, several=False, shown=False)
