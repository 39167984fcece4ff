"""The people of the demo shop: invented names at real cities, with addresses that reach nobody."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random

FIRST_NAMES = """
Amelia Kwame Priya Tomasz Siân Yusuf Grace Hamish Mei Oluwaseun Zoë Rhys Fatima Callum Ingrid Dev
Niamh Marcus Ayesha Fergus Chloe Hiroshi Leila Gareth Adaeze Oscar Nadia Euan Sofia Rajesh Bronwen
Samuel Hana Dermot Anjali Lewis Esther Mateusz Freya Ibrahim Catriona Jamal Elif Owen Thandiwe Hugo
Shreya Malcolm Beatrix Kofi Isla Arjun Orla Pavel Miriam Desmond Aoife Linh Ronan Zara
"""

LAST_NAMES = """
Hartley Mensah Nair Kowalski Pritchard Demir Okafor Sinclair Zhang Adeyemi Whitlock Bevan Rahman
Drummond Larsen Kapoor Gallagher Bright Malik Buchanan Fairweather Tanaka Haddad Llewellyn Eze
Thornbury Petrova Galbraith Marino Iyer Cadwallader Ashdown Novak Quigley Deshpande Mortimer
Abebe Zieliński Holm Farouk McAllister Campbell-Reid Yıldız Vaughan Dlamini Beaumont Joshi Kerr
Pemberton Asante Lockhart Menon Brannigan Dvořák Rosen Clarke O'Shea Nguyen Devlin Siddiqui
"""

STREETS = """
Anchor Bramble Chapel Cooper Dovecote Elder Ferry Foundry Garnet Hawthorn Jubilee Kiln Larch
Mariner Meadow Old_Mill Orchard Quarry Ropewalk Rowan Saddler Sycamore Tanner Viaduct Weaver
"""
KINDS_OF_STREET = ("Street", "Road", "Lane", "Close", "Terrace", "Gardens")


@dataclass(frozen=True)
class Place:
    """A city, its postcode districts, and the start of its numbers kept for drama by Ofcom."""

    city: str
    districts: tuple[str, ...]
    phone: str


PLACES = (
    Place("London", ("E8", "N4", "SE15", "SW9", "W12"), "020 7946 0"),
    Place("Edinburgh", ("EH3", "EH6", "EH10"), "0131 496 0"),
    Place("Glasgow", ("G12", "G41"), "0141 496 0"),
    Place("Manchester", ("M14", "M20", "M21"), "0161 496 0"),
    Place("Leeds", ("LS6", "LS8"), "0113 496 0"),
    Place("Sheffield", ("S7", "S11"), "0114 496 0"),
    Place("Nottingham", ("NG5", "NG7"), "0115 496 0"),
    Place("Bristol", ("BS3", "BS6", "BS7"), "0117 496 0"),
    Place("Birmingham", ("B13", "B17"), "0121 496 0"),
    Place("Liverpool", ("L15", "L17"), "0151 496 0"),
    Place("Newcastle upon Tyne", ("NE2", "NE6"), "0191 498 0"),
    Place("Cardiff", ("CF5", "CF11"), "029 2018 0"),
    Place("Belfast", ("BT7", "BT9"), "028 9649 6"),
    Place("Inverness", ("IV2", "IV3"), "07700 900"),
)
# Northern Ireland and the Highlands wait two working days longer.
REMOTE_AREAS = ("BT", "IV")

# The letters that the second half of a postcode may end in.
_POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
_UNACCENTED = str.maketrans({"ł": "l", "ı": "i", "ø": "o", "'": "", "-": ""})


@dataclass(frozen=True)
class Person:
    """Somebody with an address; `country` is always `GB`."""

    name: str
    email: str
    phone: str
    postcode: str
    street: str
    city: str

    @property
    def is_remote(self) -> bool:
        """Whether parcels take two working days longer."""
        return self.postcode.startswith(REMOTE_AREAS)


def demo_people(random: Random, count: int) -> list[Person]:
    """`count` people with different names and different e-mail addresses."""
    names = [(first, last) for first in FIRST_NAMES.split() for last in LAST_NAMES.split()]
    return [_person(random, first, last) for first, last in random.sample(names, count)]


def _person(random: Random, first: str, last: str) -> Person:
    place = random.choice(PLACES)
    street = f"{random.choice(STREETS.split())} {random.choice(KINDS_OF_STREET)}".replace("_", " ")
    inward = f"{random.randint(1, 9)}{''.join(random.choices(_POSTCODE_LETTERS, k=2))}"
    return Person(
        name=f"{first} {last}",
        email=f"{_ascii(first)}.{_ascii(last)}@example.{random.choice(('com', 'org'))}",
        # From 200 on: the shop itself has 0123.
        phone=f"{place.phone}{random.randint(200, 999)}",
        postcode=f"{random.choice(place.districts)} {inward}",
        street=f"{random.randint(1, 140)} {street}",
        city=place.city,
    )


def _ascii(name: str) -> str:
    plain = name.lower().translate(_UNACCENTED)
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
