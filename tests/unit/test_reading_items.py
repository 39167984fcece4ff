"""Which of a few things is meant, in the words of real people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.reading.choices import Candidate
from tests.reading_cases import lines, read

HARBOUR = [
    Candidate("lamp", "Signal desk lamp", {"colour": "graphite"}, Decimal(64)),
    Candidate("mug", "Tideline mug", {"glaze": "chalk"}, Decimal(14), 2),
    Candidate(
        "socks", "Ribbed wool socks, 2 pairs", {"colour": "navy", "size": "M"}, Decimal("19.50")
    ),
    Candidate("rug", "Causeway wool rug", {"colour": "slate", "size": "180 cm"}, Decimal(145)),
]
IN_AN_ORDER = """
    the lamp => lamp
    2 and 3 => mug socks
    all but the socks => lamp mug*2 rug
    everything except the lamp => mug*2 socks rug
    the cheaper one => mug
    the second => mug
    one of the mugs => mug*1
    just one of the two mugs => mug*1
    both mugs => mug*2
    no, the other one | lamp => ? mug socks rug
    make that two | mug => mug*2
    not the lamp, the socks => socks
    not the lamp, the socks | lamp => socks
    also the socks | lamp => lamp socks
    without the rug | lamp rug => lamp
    keep the lamp, return the rest => mug socks rug
    teh lmap and hte sokcs => lamp socks
    1, 2 & 4 => lamp mug rug
    none => none
    neither => none
    the last one => rug
    all of them => lamp mug*2 socks rug
    the navy one => socks
    I want to return the lamp and the rug please => lamp rug
    instead of the lamp the socks | lamp => socks
    1-3 => lamp mug socks
    first and third => lamp socks
    the first two => lamp mug
    the dearest => rug
    everything => lamp mug*2 socks rug
    the lamp rug and socks => lamp socks rug
    exchange the lamp for a cream one and the rug for the bigger one => lamp rug
    don't return the lamp | lamp rug => rug
    the lamp, no, the socks => socks
    2 mugs => mug*2
    1 mug => mug*1
    return one mug and the lamp => lamp mug*1
    number 3 => socks
    item 2 and item 4 => mug rug
    #3 => socks
    option 1 => lamp
    the lamp and the socks, not the rug => lamp socks
    socks + rug => socks rug
    all but 2 => lamp socks rug
    everything but the lamp and the rug => mug*2 socks
    all except for the mug, socks => lamp rug
    not the rug => ? lamp mug socks
    all of it apart from the mug please => lamp socks rug
    yes the lamp => lamp
    the lamp please, thanks => lamp
    i ordered 2 weeks ago =>
    my order #W1234567 =>
    £29.50 =>
    the slate one => rug
    bigger one =>
    the wool one => ? socks rug
    desk thing => lamp
    I'd like to return the table lamp => lamp
    i dont want the lamp anymore => lamp
    actually just the socks | lamp => socks
    add the mug | lamp => lamp mug
    the mug too | lamp => lamp mug
    remove the lamp | lamp mug => mug
    drop the mug from it | lamp mug => lamp
    and the rug | lamp => lamp rug
    instead of the lamp i want the socks | lamp rug => socks rug
    no not the lamp, i meant the rug | lamp => rug
    that one | lamp => lamp
    2 of them | mug => mug*2
    just one | mug => mug*1
    only one of them | mug => mug*1
    the other ones | lamp => mug socks rug
    everything else | lamp => mug socks rug
    the rest => ? lamp mug socks rug
    sock => socks
    Signal desk lamp, Tideline mug => lamp mug
    ribbed wool socks => socks
    lamp / mug => lamp mug
    lamp & rug => lamp rug
    the lamp as well as the mug => lamp mug
    the lamp, mug, and rug => lamp mug rug
    just 1 and 4 => lamp rug
    1 2 4 => lamp mug rug
    all four => lamp mug*2 socks rug
    all three => ? lamp mug socks rug
    both => ? lamp mug socks rug
    first, the lamp => lamp
    the mug, actually no, the rug => rug
    i want to keep the lamp but return the socks and rug => socks rug
    return everything, but not the lamp => mug*2 socks rug
    the lamp or the socks => ? lamp socks
    socks instead of the lamp | lamp => socks
    none of them => none
    nothing => none
    forget the rug | lamp rug => lamp
    third one => socks
    2nd and 3rd => mug socks
    2nd, 4th => mug rug
    the one for 14 pounds => mug
    how long does it take? =>
    what is your return policy =>
    no =>
    yes =>
"""


@pytest.mark.parametrize("line", lines(IN_AN_ORDER))
def test_items_of_an_order(line: str) -> None:
    read(line, HARBOUR)
