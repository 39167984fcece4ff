"""Which other option of a product is wanted, in the words of real people."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from actions.reading.wishes import VariantChoice, wanted_variant
from desk.shop.catalogue import Variant
from tests.reading_catalogue import PRODUCTS, variants_of

TABLE = """
@Typing Board: linear/white/80%
    clicky => clicky/white/80%
    a clicky one with RGB => clicky/RGB/80%
    clicky, full-size => clicky/white/full size
    same but tactile => tactile/white/80%
    no backlight => linear/none/80%
    without the backlight please => linear/none/80%
    with no lights => linear/none/80%
    full size => linear/white/full size
    fullsize => linear/white/full size
    60 percent => linear/white/60%
    60% => linear/white/60%
    a bigger one => linear/white/full size
    a smaller one => linear/white/60%
    the biggest => linear/white/full size
    one size up => linear/white/full size
    anything but clicky => tactile/white/80%
    not linear => ? clicky/white/80%, tactile/white/80%
    clicky instead of tactile => clicky/white/80%
    clicky rather than linear => clicky/white/80%
    I have the linear one but I'd like clicky => clicky/white/80%
    from linear to clicky => clicky/white/80%
    clcky => clicky/white/80%
    tactil and full size => tactile/white/full size
    linear or clicky => ? clicky/white/80%
    clicky or tactile => ? clicky/white/80%, tactile/white/80%
    any switch type in full size => linear/white/full size
    RGB backlight => linear/RGB/80%
    the one with RGB backlight, tactile switches and full size => tactile/RGB/full size
    the cheapest => clicky/RGB/60%
    the most expensive one => tactile/none/full size
    hello there =>
    what sizes do you have? =>
    can I get it in 80% with rgb => linear/RGB/80%
    clicky. And full size. => clicky/white/full size
    clicky, no wait, tactile => tactile/white/80%
@Typing Board: linear/white/80% ! switch type=clicky; backlight=RGB
    clicky with RGB => impossible: switch type=clicky; backlight=RGB (gone)
    clicky RGB full size, and if that's not available, no backlight => clicky/none/full size
    clicky RGB; otherwise tactile => tactile/RGB/80%
    RGB clicky. If it is out of stock then white => clicky/white/80%
@Flask: 750ml/glass/blue
    1 litre => 1000ml/glass/blue
    1000 ml => 1000ml/glass/blue
    1L => 1000ml/glass/blue
    bigger => 1000ml/glass/blue
    smaller => 500ml/glass/blue
    a larger one please => 1000ml/glass/blue
    stainless => 750ml/stainless steel/blue
    stainless steel, 500ml => 500ml/stainless steel/blue
    steel one in black => 750ml/stainless steel/black
    black => 750ml/glass/black
    in red => 750ml/glass/red
    pink => unknown: color=pink
    in green please => unknown: color=green
    2 litres => unknown: capacity=2 litres
    black instead of blue => 750ml/glass/black
    not glass => ? 750ml/stainless steel/blue, 750ml/plastic/blue
    blue one but in plastic => 750ml/plastic/blue
    the red plastic => 750ml/plastic/red
    500 => 500ml/glass/blue
    the 1000ml in black => 1000ml/glass/black
    bleu => ? 500ml/glass/blue, 750ml/stainless steel/blue, …
    stainles steal => 750ml/stainless steel/blue
@Flask: 1000ml/glass/blue
    bigger => at end: capacity
    the smaller => 750ml/glass/blue
    two sizes smaller => 500ml/glass/blue
@Notebook Computer: 13-inch/i5/8GB/256GB SSD
    i7, 16gb, 1tb => 13-inch/i7/16GB/1TB SSD
    more storage => 13-inch/i5/8GB/512GB SSD
    more memory => 13-inch/i5/16GB/256GB SSD
    16 gigs of ram => 13-inch/i5/16GB/256GB SSD
    512 => 13-inch/i5/8GB/512GB SSD
    bigger screen => 15-inch/i5/8GB/256GB SSD
    17" => 17-inch/i5/8GB/256GB SSD
    15 inch i9 => 15-inch/i9/8GB/256GB SSD
    15 inches with 32 GB => 15-inch/i5/32GB/256GB SSD
    a faster processor =>
    1 TB => 13-inch/i5/8GB/1TB SSD
    1tb ssd and 32gb ram => 13-inch/i5/32GB/1TB SSD
    larger screen and i7 => 15-inch/i7/8GB/256GB SSD
    32GB => 13-inch/i5/32GB/256GB SSD
    more RAM and bigger storage => 13-inch/i5/16GB/512GB SSD
@Jersey: M/navy/v-neck
    same size and colour but crew neck => M/navy/crew neck
    the same size in red => M/red/v-neck
    L => L/navy/v-neck
    large => L/navy/v-neck
    size L => L/navy/v-neck
    in large please => L/navy/v-neck
    extra large => XL/navy/v-neck
    XL in grey => XL/grey/v-neck
    xxl => XXL/navy/v-neck
    2XL => XXL/navy/v-neck
    a size bigger => L/navy/v-neck
    one size down => S/navy/v-neck
    two sizes up => XL/navy/v-neck
    the next size up => L/navy/v-neck
    gray => M/grey/v-neck
    crew neck => M/navy/crew neck
    round neck => M/navy/crew neck
    crewneck in small => S/navy/crew neck
    smaller => S/navy/v-neck
    medium but red => M/red/v-neck
    same in red => M/red/v-neck
    navy blue, large => L/navy/v-neck
    any colour in XS => XS/navy/v-neck
    3XL => unknown: size=3XL
    red, L, v neck => L/red/v-neck
@Trail Boots: 9/no/leather
    size 10 => 10/no/leather
    10 => 10/no/leather
    a 10 => 10/no/leather
    waterproof => 9/yes/leather
    the waterproof ones in size 8 => 8/yes/leather
    10 and waterproof => 10/yes/leather
    size 10 instead of 9 => 10/no/leather
    synthetic => 9/no/synthetic
    size 12 => unknown: size=12
    size up => 10/no/leather
    in an 11 => 11/no/leather
@Shades: black/brown/polarized
    non polarized => black/brown/non-polarized
    not polarised => black/brown/non-polarized
    unpolarized => black/brown/non-polarized
    silver frame => silver/brown/polarized
    blue lenses => black/blue/polarized
    brown frame => brown/brown/polarized
    black lenses with silver frame => silver/black/polarized
    blue => black/blue/polarized
@Room Controller: Google Assistant/black
    one that works with alexa => Amazon Alexa/black
    compatible with Apple HomeKit => Apple HomeKit/black
    works with siri and white => Apple HomeKit/white
    white => Google Assistant/white
    stainless steel => Google Assistant/stainless steel
    amazon => Amazon Alexa/black
    google => ? Google Assistant/white, Google Assistant/stainless steel
@Lawn Hose: 25ft/vinyl
    50 feet => 50ft/vinyl
    100' => 100ft/vinyl
    longer => 50ft/vinyl
    the longest => 100ft/vinyl
    shorter => at end: length
    rubber 50 foot => 50ft/rubber
@Shelf Unit: 4 ft/wood/white
    taller => 5 ft/wood/white
    5 foot => 5 ft/wood/white
    metal and black => 4 ft/metal/black
    wooden brown => 4 ft/wood/brown
    glass => 4 ft/glass/white
    3ft => 3 ft/wood/white
@Ear Pods: 6 hours/IPX7
    longer battery life => 8 hours/IPX7
    8h => 8 hours/IPX7
    eight hours => 8 hours/IPX7
    not water resistant => 6 hours/not resistant
    ipx4 => 6 hours/IPX4
@Reader: Wi-Fi/8GB/6-inch
    wifi + cellular => Wi-Fi + Cellular/8GB/6-inch
    with cellular => Wi-Fi + Cellular/8GB/6-inch
    32 gb => Wi-Fi/32GB/6-inch
    7 inch => Wi-Fi/8GB/7-inch
    cellular and wifi => Wi-Fi + Cellular/8GB/6-inch
@Weights: 30-50 lbs/fixed
    lighter => 5-25 lbs/fixed
    heavier => 55-75 lbs/fixed
    5 to 25 => 5-25 lbs/fixed
    55-75 => 55-75 lbs/fixed
    adjustable ones => 30-50 lbs/adjustable
@Puzzle: 1000/art/beginner
    1500 pieces => 1500/art/beginner
    more pieces => 1500/art/beginner
    harder => 1000/art/intermediate
    animals => 1000/animals/beginner
    500 piece fantasy, expert => 500/fantasy/expert
    a harder one with fewer pieces => 500/art/intermediate
@Bulb: 60W equivalent/daylight/Wi-Fi
    100 watt => 100W equivalent/daylight/Wi-Fi
    brighter => 75W equivalent/daylight/Wi-Fi
    75w warm => 75W equivalent/warm white/Wi-Fi
    bluetooth => 60W equivalent/daylight/Bluetooth
    no connectivity => 60W equivalent/daylight/none
@Desk Seat: fixed/standard/mesh
    adjustable armrests => adjustable/standard/mesh
    no armrest => none/standard/mesh
    without armrests and in leather => none/standard/leather
    high back => fixed/high-back/mesh
    leather, high-back => fixed/high-back/leather
@Camera: 4K/yes/5x
    5k => 5K/yes/5x
    not waterproof => 4K/no/5x
    1080 => 1080p/yes/5x
    10x => 4K/yes/10x
    3x zoom, 5K => 5K/yes/3x
@Writing Pad: A5/hard cover
    A4 => A4/hard cover
    softcover => A5/soft cover
    bigger => A4/hard cover
    smaller one in soft => A6/soft cover
@Seat: slate/without
    with arms => slate/with
    moss => moss/without
    without arms => moss/without
@Stove: one/moss
    two burners => two/moss
    red => one/signal red
"""
"""`@Product: what the item is ! what is not in stock`, then what is written and what it means."""


def cases() -> Iterator[tuple[str, str, str]]:
    heading = ""
    for line in TABLE.strip().splitlines():
        if line.startswith("@"):
            heading = line[1:]
        else:
            text, _, meant = line.strip().partition(" =>")
            yield heading, text, meant.strip()


def as_told(choice: VariantChoice) -> str:
    if choice.chosen is not None:
        return line_of(choice.chosen)
    if choice.at_end:
        return f"at end: {choice.at_end}"
    if choice.unknown:
        return "unknown: " + pairs_of(choice.unknown)
    if choice.impossible:
        return "impossible: " + pairs_of(choice.impossible) + " (gone)" * bool(choice.out_of_stock)
    return f"? {', '.join(map(line_of, choice.unclear))}" if choice.unclear else ""


def pairs_of(options: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in options.items())


def line_of(variant: Variant) -> str:
    return "/".join(variant.options.values())


@pytest.mark.parametrize(("heading", "text", "meant"), list(cases()))
def test_what_is_wanted(heading: str, text: str, meant: str) -> None:
    product, _, rest = heading.partition(": ")
    values, _, gone = rest.partition(" ! ")
    current = dict(zip(PRODUCTS[product], values.split("/"), strict=True))
    not_there = dict(pair.split("=") for pair in gone.split("; ")) if gone else None
    told = as_told(wanted_variant(text, current, variants_of(product, gone=not_there)))
    # The table names the best two of many.
    assert told.startswith(meant[:-1]) if meant.endswith("…") else told == meant


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("2", 1), ("the second", 1), ("the last one", 2), ("the cheapest", 0), ("number 3", 2),
        ("the tactile one", 2), ("the first please", 0), ("#1", 0), ("the most expensive", 2),
    ],
)  # fmt: skip
def test_from_a_list_that_was_shown(text: str, place: int) -> None:
    variants = variants_of("Typing Board")
    shown = [v for v in variants if (v.options["backlight"], v.options["size"]) == ("RGB", "60%")]
    choice = wanted_variant(text, variants[-1].options, variants, shown)
    assert choice.chosen is shown[place]


def test_another_wish_than_what_was_shown_counts() -> None:
    variants = variants_of("Typing Board")
    current = {"switch type": "linear", "backlight": "white", "size": "80%"}
    choice = wanted_variant("no, tactile with RGB", current, variants, variants[:2])
    assert choice.chosen is not None
    assert line_of(choice.chosen) == "tactile/RGB/80%"


def test_the_only_one_in_stock_is_chosen_though_more_is_different() -> None:
    variants = [
        Variant("a", {"colour": "black", "size": "L"}, Decimal(10), 3),
        Variant("b", {"colour": "blue", "size": "M"}, Decimal(10), 3),
        Variant("c", {"colour": "blue", "size": "L"}, Decimal(10), 0),
    ]
    choice = wanted_variant("blue", {"colour": "black", "size": "L"}, variants)
    assert choice.chosen is variants[1]


def test_cheaper_ones_are_those_that_are() -> None:
    variants = variants_of("Seat")
    current = variants[2].options
    assert wanted_variant("something cheaper", current, variants).unclear == tuple(variants[:2])
    assert wanted_variant("cheaper", variants[0].options, variants).chosen is None
