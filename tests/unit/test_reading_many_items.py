"""Which items of a long order are meant, in the words of real people."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actions.reading.choices import Candidate
from tests.reading_cases import lines, read

RETAIL = [
    Candidate(
        "hose", "Garden Hose", {"length": "50ft", "material": "vinyl", "color": "green"},
        Decimal("83.75"),
    ),
    Candidate(
        "kb", "Mechanical Keyboard",
        {"switch type": "clicky", "backlight": "RGB", "size": "full size"}, Decimal("269.46"),
    ),
    Candidate(
        "bp", "Backpack",
        {"color": "grey", "size": "small", "material": "nylon", "compartment": "laptop"},
        Decimal("197.33"),
    ),
    Candidate(
        "bed", "Pet Bed", {"size": "large", "material": "memory foam", "color": "beige"},
        Decimal("215.89"),
    ),
    Candidate(
        "sk", "Skateboard", {"deck material": "maple", "length": "31 inch", "design": "graphic"},
        Decimal("231.59"),
    ),
    Candidate(
        "boots", "Hiking Boots", {"size": "10", "material": "leather", "waterproof": "yes"},
        Decimal("239.88"),
    ),
    Candidate(
        "cam", "Action Camera", {"resolution": "4K", "waterproof": "no", "color": "silver"},
        Decimal("405.13"),
    ),
]  # fmt: skip

IN_A_LONG_ORDER = """
    return the skateboard, hose, backpack, keyboard, bed, and cancel the hose => hose kb bp bed sk
    everything but the boots => hose kb bp bed sk cam
    the waterproof one => boots
    the one that's not waterproof => cam
    the leather boots and the silver camera => boots cam
    exchange the keyboard for a linear one and the hose for the 100ft one => hose kb
    the size 10 boots => boots
    10 => boots
    5, 6 and 7 => sk boots cam
    the 4K camera => cam
    skatebord and bagpack => bp sk
    dog bed => bed
    the rucksack and the board => bp sk
    the cheapest and the most expensive => hose cam
    hose, kb => hose
    the 31 inch one => sk
    I want to exchange the hiking boots => boots
    the memory foam one => bed
    everything apart from the camera and the skateboard => hose kb bp bed boots
    all seven => hose kb bp bed sk boots cam
    keep the bed and the hose, send back the rest => kb bp sk boots cam
    I'd like to return my skateboard and the pet bed please, they're not what I expected => bed sk
    can i send back everything other than the keyboard => hose bp bed sk boots cam
    the hose. and the camera too => hose cam
    just the keyboard => kb
    only the bed => bed
    numbers 1, 3 and 5 => hose bp sk
    1,3,5 => hose bp sk
    1 & 2 => hose kb
    1-3 => hose kb bp
    #2 and #4 => kb bed
    the first three => hose kb bp
    last two => boots cam
    second to last => boots
    the second, third and fifth => kb bp sk
    items 2 to 4 => kb bp bed
    no. 3 => bp
    the boots, the cam and the bag => bp boots cam
    Hi! Order #W2378156 came. I want to exchange the keyboard for one with a tactile switch => kb
    actually not the keyboard | kb hose => hose
    scratch that, just the hose | kb hose => hose
    and also the boots | kb => kb boots
    add the boots and the camera | kb => kb boots cam
    remove 2 | kb hose => hose
    without 1 | kb hose => kb
    the boots instead of the keyboard | kb => boots
    rather the boots than the keyboard | kb => boots
    not the keyboard but the boots | kb => boots
    i meant the boots | kb => boots
    no, the boots | kb => boots
    no the boots | kb => boots
    sorry the boots not the keyboard | kb => boots
    all of them except the hose | kb => kb bp bed sk boots cam
    everything => hose kb bp bed sk boots cam
    the whole order => hose kb bp bed sk boots cam
    all items => hose kb bp bed sk boots cam
    every item => hose kb bp bed sk boots cam
    all of it => hose kb bp bed sk boots cam
    all my stuff => hose kb bp bed sk boots cam
    the lot => hose kb bp bed sk boots cam
    none of these => none
    no i dont want to return anything => none
    thats all =>
    that's all thanks =>
    how much is the keyboard? => kb
    the one i got last week =>
    3 weeks ago =>
    it was £215 => bed
    the $231 one => sk
    grey backpack => bp
    the grey one => bp
    nylon one => bp
    i want to swap the backpack for a navy one => bp
    exchange the boots for size 11 and the camera for a 5K one => boots cam
    change the hose to 25ft => hose
    can I get the backpack in black instead => bp
    both the hose and the bed => hose bed
    hose and bed, both => hose bed
    neither the hose nor the bed => ? kb bp sk boots cam
    not the hose or the bed, but the boots => boots
    keep the hose => ? kb bp bed sk boots cam
    i want to keep everything except the boots => boots
    send it all back => hose kb bp bed sk boots cam
    mechanical one => kb
    the action cam => cam
    hikng boots => boots
    gardn hose => hose
    the pet thing => bed
    actoin camera and keybaord => kb cam
    return the keyboard, but don't return the hose => kb
    the bed, the boots, and if possible the camera => bed boots cam
    order #W2378156, item 3 => bp
    my phone number is 07700 900123 =>
    I live at 12 Mill Lane =>
    i bought 2 of these =>
    option two => kb
    two => kb
    one => hose
    the 1st => hose
    2. => kb
    2) => kb
    (3) => bp
    number two please => kb
    i'd go for the third => bp
    the top one => hose
    the bottom one => cam
    the middle one => bed
    i ordered it the other day =>
    can i get it in black instead =>
    i'd like a grey one instead =>
    exchange the keyboard for a linear one, full size, black => kb
    exchange the keyboard for a silver one and the bed for a large grey one => kb bed
    exchange the keyboard for a linear one and also return the hose => hose kb
    hose keyboard backpack => hose kb bp
    hose bed and boots => hose bed boots
    is there cheaper delivery? =>
    the leather ones => boots
    why was i charged twice =>
    I'd like to exchange my keyboard to a 60% one and my boots to size 9 => kb boots
    the bed/the boots => bed boots
    can you cancel the whole thing => hose kb bp bed sk boots cam
    exchange keyboard and boots => kb boots
    I received the wrong boots => boots
    I want to return the boots because they are too small => boots
    the hose was broken, send it back => hose
    i want a refund for the hose and the boots => hose boots
    refund for hose => hose
    not anything => none
    the boots have a hole and I need the camera too => boots cam
    the big bed => bed
    large one => bed
    not all, only the bed => bed
    all please => hose kb bp bed sk boots cam
    the keyboard, hose, not the bed => hose kb
    everything please except the bed, hose and keyboard => bp sk boots cam
    the boots (size 10) => boots
    the camera - 4K silver => cam
    both boots and camera => boots cam
    the clicky keyboard with rgb => kb
    all but the last one => hose kb bp bed sk boots
    all but the first two => bp bed sk boots cam
    everything except 3 and 4 => hose kb sk boots cam
    the first one and the last one => hose cam
    the 2 boots => boots
    a hose => hose
    my skateboard's broken, i'd like to send it back => sk
    Returning: Backpack, Pet Bed => bp bed
    1: hose => hose
"""
NOT_ASKED = """
    i ordered it the other day =>
    is everything ok? =>
    return everything => hose kb bp bed sk boots cam
    return everything from order #W2378156 => hose kb bp bed sk boots cam
    all this waiting is silly =>
    cancel all of it => hose kb bp bed sk boots cam
    what's the latest on my order =>
    where is my keyboard => kb
"""


@pytest.mark.parametrize("line", lines(IN_A_LONG_ORDER))
def test_items_of_a_long_order(line: str) -> None:
    read(line, RETAIL)


@pytest.mark.parametrize("line", lines(NOT_ASKED))
def test_words_about_items_that_were_not_asked_for(line: str) -> None:
    read(line, RETAIL, shown=False)
