"""What customers call the shop's products: part of the name, a synonym, another spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from bot.entities.words import NUMBERS, word_set

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|[0-9]+")
_SHORTEST_PART = 3
_SHORTEST_SPLIT = 6
_SHORTEST_BRAND = 4
_MOST_WORDS = 6

VAGUE = word_set("set bag box basket tree plant case pack kit holder cover pair table item")
"""Too general by themselves: "my basket" is the page before the till."""

_SYNONYMS = {
    "backpack": ("rucksack", "knapsack"),
    "jumper": ("sweater", "pullover"),
    "umbrella": ("brolly",),
    "boots": ("wellies", "wellingtons"),
    "headphones": ("headset",),
    "binoculars": ("binocs", "binos"),
    "footstool": ("footrest",),
    "t shirt": ("tee", "tshirt"),
    "rain jacket": ("raincoat",),
    "trousers": ("pants",),
    "torch": ("flashlight",),
    "cushion": ("pillow",),
    "notebook": ("notepad",),
    "casserole": ("casserole dish", "casserole pot"),
    "pan": ("skillet", "frying pan"),
    "stove": ("cooker",),
    "laptop stand": ("laptop riser",),
    "sleeping bag": ("sleepingbag",),
    "cool box": ("cooler", "coolbox"),
    "beanie": ("bobble hat", "woolly hat", "wool hat"),
    "mirror": ("looking glass",),
}
"""Other words for things that many shops sell; used where the thing is in the catalogue."""


def products_by_name(products: Iterable[str], known: Mapping[str, int]) -> dict[str, str]:
    """The product that each name means; names that several products share are left out.

    `known`: English words, by which a compound is cut in two ("key board").
    """
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for product in products:
        for name in _names(product):
            for spelling in _spellings(name, known):
                meant[spelling].add(product)
    unique = {name: found.copy().pop() for name, found in meant.items() if len(found) == 1}
    # A whole name is that product, even where it begins another one's.
    return unique | {" ".join(_units(product)): product for product in products if _units(product)}


def products_by_brand(products: Iterable[str]) -> dict[str, str]:
    """The product that the first word of a name means by itself ("the Curlew"), where only one."""
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for product in products:
        units = _units(product)
        if len(units) > 1 and len(units[0]) >= _SHORTEST_BRAND and units[0].isalpha():
            meant[units[0]].add(product)
    return {brand: found.copy().pop() for brand, found in meant.items() if len(found) == 1}


def heads(products: Iterable[str]) -> set[str]:
    """What kind of thing each product is, in one word as the name has it: "keyboard", "towels"."""
    found = {units[-1].split()[-1] for product in products if (units := _units(product))}
    for thing, others in _SYNONYMS.items():
        if thing.split()[-1] in found:
            found |= {other.split()[-1] for other in others}
    return found


def words_of(names: Iterable[str]) -> set[str]:
    """All words that the names consist of, lower case."""
    return {word.replace("’", "'") for name in names for word in _WORD.findall(name.casefold())}


def _units(product: str) -> list[str]:
    """The words of a name without what follows a comma; "T-shirt" is one of them."""
    units: list[str] = []
    letter = ""
    for word in _WORD.findall(product.partition(",")[0].casefold())[:_MOST_WORDS]:
        plain = word.replace("’", "'").removesuffix("'s")
        if len(plain) == 1 and plain.isalpha():
            letter = f"{plain} "
            continue
        units.append(letter + plain)
        letter = ""
    return units


def _names(product: str) -> set[str]:
    """Every choice of words that ends like the name, and what it begins with."""
    units = _units(product)
    if not units:
        return set()
    places = range(len(units) - 1)
    found = {
        " ".join([*(units[place] for place in chosen), units[-1]])
        for count in range(len(units))
        for chosen in combinations(places, count)
        # "two tents" are two of the "two-person tent".
        if all(units[place] not in NUMBERS or place + 1 in chosen for place in chosen)
    }
    head = units[-1]
    if head in VAGUE:
        found.discard(head)
    # "olive tree", "sleeping bag": the words before the last one do without it.
    found |= {" ".join(units[:count]) for count in range(2, len(units))}
    return found | {
        name[: -len(thing)] + other
        for name in found
        for thing, others in _SYNONYMS.items()
        if name == thing or name.endswith(f" {thing}")
        for other in others
    }


def _spellings(name: str, known: Mapping[str, int]) -> set[str]:
    words = name.split()
    found = {name}
    # "deskchair", "tshirt", "castiron pan".
    for at in range(len(words) - 1):
        found.add(" ".join([*words[:at], words[at] + words[at + 1], *words[at + 2 :]]))
    for index, word in enumerate(words):
        if len(word) >= _SHORTEST_SPLIT and word.isalpha():
            found |= {
                " ".join([*words[:index], word[:at], word[at:], *words[index + 1 :]])
                for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
                if word[:at] in known and word[at:] in known
            }
    return found
