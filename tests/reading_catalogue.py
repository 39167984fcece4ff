"""A catalogue of many kinds of options, made up for tests: every combination is a variant."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import product

from desk.shop.catalogue import Variant

PRODUCTS: dict[str, dict[str, tuple[str, ...]]] = {
    "Typing Board": {
        "switch type": ("clicky", "linear", "tactile"),
        "backlight": ("RGB", "white", "none"),
        "size": ("60%", "80%", "full size"),
    },
    "Flask": {
        "capacity": ("500ml", "750ml", "1000ml"),
        "material": ("stainless steel", "glass", "plastic"),
        "color": ("black", "blue", "red"),
    },
    "Notebook Computer": {
        "screen size": ("13-inch", "15-inch", "17-inch"),
        "processor": ("i5", "i7", "i9"),
        "ram": ("8GB", "16GB", "32GB"),
        "storage": ("256GB SSD", "512GB SSD", "1TB SSD"),
    },
    "Jersey": {
        "size": ("XS", "S", "M", "L", "XL", "XXL"),
        "colour": ("navy", "grey", "red"),
        "neck": ("v-neck", "crew neck"),
    },
    "Trail Boots": {
        "size": ("7", "8", "9", "10", "11"),
        "waterproof": ("yes", "no"),
        "material": ("leather", "synthetic"),
    },
    "Shades": {
        "frame color": ("black", "brown", "silver"),
        "lens color": ("black", "brown", "blue"),
        "lens type": ("polarized", "non-polarized"),
    },
    "Room Controller": {
        "compatibility": ("Google Assistant", "Amazon Alexa", "Apple HomeKit"),
        "color": ("black", "white", "stainless steel"),
    },
    "Lawn Hose": {
        "length": ("25ft", "50ft", "100ft"),
        "material": ("vinyl", "latex", "rubber"),
    },
    "Shelf Unit": {
        "height": ("3 ft", "4 ft", "5 ft"),
        "material": ("wood", "metal", "glass"),
        "color": ("white", "brown", "black"),
    },
    "Ear Pods": {
        "battery life": ("4 hours", "6 hours", "8 hours"),
        "water resistance": ("IPX4", "IPX7", "not resistant"),
    },
    "Reader": {
        "connectivity": ("Wi-Fi", "Wi-Fi + Cellular"),
        "storage": ("8GB", "32GB"),
        "screen size": ("6-inch", "7-inch"),
    },
    "Weights": {
        "weight range": ("5-25 lbs", "30-50 lbs", "55-75 lbs"),
        "set type": ("adjustable", "fixed"),
    },
    "Puzzle": {
        "pieces": ("500", "1000", "1500"),
        "theme": ("art", "animals", "fantasy"),
        "difficulty level": ("beginner", "intermediate", "expert"),
    },
    "Bulb": {
        "brightness": ("60W equivalent", "75W equivalent", "100W equivalent"),
        "color temperature": ("warm white", "daylight"),
        "connectivity": ("Bluetooth", "Wi-Fi", "none"),
    },
    "Desk Seat": {
        "armrest": ("adjustable", "fixed", "none"),
        "backrest height": ("standard", "high-back"),
        "material": ("mesh", "fabric", "leather"),
    },
    "Camera": {
        "resolution": ("1080p", "4K", "5K"),
        "waterproof": ("yes", "no"),
        "zoom": ("3x", "5x", "10x"),
    },
    "Writing Pad": {"size": ("A4", "A5", "A6"), "cover type": ("hard cover", "soft cover")},
    "Seat": {"fabric": ("slate", "moss"), "arms": ("without", "with")},
    "Stove": {"burners": ("one", "two"), "colour": ("moss", "signal red")},
}
"""By product, its dimensions and their values; prices rise from the first to the last."""


def variants_of(name: str, *, gone: Mapping[str, str] | None = None) -> list[Variant]:
    """All variants of a product; `gone`: those with these options are not in stock."""
    options = PRODUCTS[name]
    return [
        Variant(
            f"{name}-{place}",
            dict(zip(options, values, strict=True)),
            Decimal(20 + place),
            None if not gone else int(not is_gone(dict(zip(options, values, strict=True)), gone)),
        )
        for place, values in enumerate(product(*options.values()))
    ]


def is_gone(options: Mapping[str, str], gone: Mapping[str, str]) -> bool:
    """Whether a variant has all of these options."""
    return all(options[name] == value for name, value in gone.items())
