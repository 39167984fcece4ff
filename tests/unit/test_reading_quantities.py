"""How many of something is meant, and what is left out, in the words of real people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.reading.choices import Candidate
from tests.reading_cases import lines, read

HOUSE = [
    Candidate("clock", "Wall clock", {"colour": "black"}, Decimal(20), 3),
    Candidate("lamp", "Desk lamp", {"colour": "white"}, Decimal(40)),
    Candidate("rug", "Jute rug", {}, Decimal(10), 2),
    Candidate("scarf", "Wool scarf", {"colour": "navy"}, Decimal(15)),
]
SHIRTS = [
    Candidate("blue", "T-shirt", {"colour": "blue"}, Decimal(20)),
    Candidate("red", "T-shirt", {"colour": "red"}, Decimal(20), 2),
    Candidate("green", "T-shirt", {"colour": "green"}, Decimal(20)),
    Candidate("umbrella", "Umbrella", {}, Decimal(20), 3),
]
PHONES = [Candidate("phones", "Over-ear headphones", {"colour": "black"}, Decimal(20), 2)]

HOW_MANY = """
    yes 3 clocks | clock => clock*3
    make that two | clock => clock*2
    make that 3 | clock => clock*3
    make it all three | clock => clock*3
    yes all 3 | clock => clock*3
    all three | clock => clock*3
    all of them | clock => clock*3
    yes all of them | clock => clock*3
    make it 4 | clock => clock*4
    the clock | clock => clock
    yes, the clock | clock => clock
    just one | clock => clock*1
    both | rug => rug*2
    both of them | rug => rug*2
    no, both | rug => rug*2
    no, both | clock =>
    make that two | rug => rug*2
    both rugs => rug*2
    all the clocks => clock*3
    all 3 clocks => clock*3
    clock x2 => clock*2
    2x clock => clock*2
    clock (2) => clock*2
    my rugs, just one of them => rug*1
    the rugs, only one => rug*1
    I want to return my rugs, but just one of them => rug*1
    the rugs - just 1 => rug*1
    rugs, only 1 please => rug*1
    my clocks, just two of them => clock*2
    the rugs and the lamp, just one of them => ? lamp rug
    just one clock and both rugs => clock*1 rug*2
    2 clocks 1 rug => clock*2 rug*1
    I ordered 3 clocks but want to return one => clock*1
    I bought 3 clocks, return two of them => clock*2
    return only two of the three clocks => clock*2
    return 0 of them => none
    return 0 of them | clock => none
    -1 | clock => none
    return -1 clocks and the lamp => lamp
"""
OF_SHIRTS = """
    return -2 umbrellas => none
    return zero umbrellas => none
    0 umbrellas => none
    return 0 umbrellas | umbrella => none
    return 3 umbrellas => umbrella*3
    return 2 shirts => ? blue red green
    return two t-shirts please => ? blue red green
    2 of the shirts => ? blue red green
    3 shirts => ? blue red green
    both t-shirts => ? blue red green
    4 t-shirts => blue red*2 green
    the t-shirts => blue red green
    two shirts and the umbrella => umbrella ? blue red green
    2 red t-shirts => red*2
    one red shirt => red*1
"""
OF_PAIRS = """
    return one pair of headphones => phones*1
    one pair => phones*1
    1 pair of headphones => phones*1
    return one pair of the headphones => phones*1
    two pairs of headphones => phones*2
    a pair of headphones => phones
    my headphones, just one of them => phones*1
"""
LEFT_OUT = """
    return all of the order but the scarf => clock*3 lamp rug*2
    return all of HP-103939 but the scarves => clock*3 lamp rug*2
    all of it but the scarf => clock*3 lamp rug*2
    all of the items but the scarf => clock*3 lamp rug*2
    all of them but the scarf => clock*3 lamp rug*2
    all the items, but the scarf => clock*3 lamp rug*2
    return everything in the order but the scarf => clock*3 lamp rug*2
    return the order but the scarf => clock*3 lamp rug*2
    the whole order but the lamp and the scarf => clock*3 rug*2
    return all of it but not the scarf => clock*3 lamp rug*2
    return the lamp but the rug I keep => lamp rug
    return the lamp but first the rug => lamp rug
    if I can't return the lamp from the order then exchange it for white => lamp
    if i cant return the lamp, exchange it => lamp
    if you won't refund the lamp then exchange it => lamp
    return the rug if I can't return the lamp => rug
    if I can't return the lamp, return the rug => rug
    I can't return the lamp => ? clock rug scarf
    I don't want to return the lamp | lamp rug => rug
"""


@pytest.mark.parametrize("line", [*lines(HOW_MANY), *lines(LEFT_OUT)])
def test_quantities_of_an_order(line: str) -> None:
    read(line, HOUSE, shown=False)


@pytest.mark.parametrize("line", lines(OF_SHIRTS))
def test_quantities_of_things_alike(line: str) -> None:
    read(line, SHIRTS, shown=False)


@pytest.mark.parametrize("line", lines(OF_PAIRS))
def test_quantities_of_pairs(line: str) -> None:
    read(line, PHONES, shown=False)
