"""Addresses as people write them."""

from __future__ import annotations

import pytest

from actions.reading.addresses import AddressReading, names_box, read_address
from desk.customers.address import Address
from desk.shop.shipping_address import ShippingAddress

KNOWN = ShippingAddress("Ada", "4 Ferry Lane", "London", "SE15 4QN", "GB", "Flat 2")
PARTS = ("street", "street2", "city", "region", "postcode", "country")

ADDRESSES = r"""
    US: 101 Highway, Suite 200, New York, NY 10001, USA
      => 101 Highway | Suite 200 | New York | NY | 10001 | US
    US: 445 Maple Drive Suite 394, Fort Worth, TX, 76165
      => 445 Maple Drive | Suite 394 | Fort Worth | TX | 76165 | US
    GB: please send it to 12 Mill Lane, London SE15 4QN
      => 12 Mill Lane | | London | | SE15 4QN | GB
    GB: my new address is 12 mill lane leeds ls1 4ab
      => 12 Mill Lane | | Leeds | | LS1 4AB | GB
    DE: Hauptstraße 12, 10115 Berlin
      => Hauptstraße 12 | | Berlin | | 10115 | DE
    GB: Quai du Mont-Blanc 5, 1201 Genève, Switzerland
      => Quai du Mont-Blanc 5 | | Genève | | 1201 | CH
    CH: change my address to Avenue de la Gare 3, 1003 Lausanne
      => Avenue de la Gare 3 | | Lausanne | | 1003 | CH
    GB: change my address to Bahnhofstrasse 7, 8001 Zürich, Switzerland
      => Bahnhofstrasse 7 | | Zürich | | 8001 | CH
    GB: Chemin des Fleurs 8, CH-1009 Pully
      => Chemin des Fleurs 8 | | Pully | | 1009 | CH
    GB: 12 rue de Rivoli, 75001 Paris, France
      => 12 rue de Rivoli | | Paris | | 75001 | FR
    GB: London
      =>  | | London | | | GB - street postcode
    GB: Flat 2, 14 Mill Lane, Bath, Somerset BA1 1AA
      => 14 Mill Lane | Flat 2 | Bath | Somerset | BA1 1AA | GB
    GB: 14 Mill Lane\nFlat 2\nBath\nBA1 1AA
      => 14 Mill Lane | Flat 2 | Bath | | BA1 1AA | GB
    US: 742 Broadway New York NY 10001
      => 742 Broadway | | New York | NY | 10001 | US
    US: 123 Main St, Austin Texas 78701
      => 123 Main St | | Austin | TX | 78701 | US
    GB: The Old Bakery, 3 Mill Lane, Oxford OX1 2AB
      => 3 Mill Lane | The Old Bakery | Oxford | | OX1 2AB | GB
    US: 1234 Elm Street, Apt 4B, Columbus, OH 43215. Can you do that?
      => 1234 Elm Street | Apt 4B | Columbus | OH | 43215 | US
    US: PO Box 123, Denver CO 80202
      => PO Box 123 | | Denver | CO | 80202 | US
    US: Please change it to 1234 Elm Street, Apt 5, Springfield, IL 62701
      => 1234 Elm Street | Apt 5 | Springfield | IL | 62701 | US
    US: 101 Highway, New York, 10001
      => 101 Highway | | New York | NY | 10001 | US
    US: the new address is 445 Maple Drive, Suite 394, Fort Worth, TX 76165, USA.
      => 445 Maple Drive | Suite 394 | Fort Worth | TX | 76165 | US
    US: 101 Highway Suite 200 New York NY 10001
      => 101 Highway | Suite 200 | New York | NY | 10001 | US
    US: 123 main street austin tx 78701
      => 123 Main Street | | Austin | TX | 78701 | US
    US: Ship to: 55 W 5th Ave, Unit 12B, Denver, Colorado 80202
      => 55 W 5th Ave | Unit 12B | Denver | CO | 80202 | US
    US: I moved to 9 Oak St. Boston MA 02108
      => 9 Oak St. | | Boston | MA | 02108 | US
    US: 1600 Pennsylvania Avenue NW, Washington, DC 20500
      => 1600 Pennsylvania Avenue NW | | Washington | DC | 20500 | US
    US: 350 5th Avenue #2100, New York, New York 10118
      => 350 5th Avenue | #2100 | New York | NY | 10118 | US
    US: 4567 County Road 12, Smallville KS 66002-1234
      => 4567 County Road 12 | | Smallville | KS | 66002-1234 | US
    US: 12 Cedar Avenue, Suite 3, San Antonio, TX
      => 12 Cedar Avenue | Suite 3 | San Antonio | TX | | US - postcode
    US: 986 Sunset Drive, Suite 259, Denver, CO, USA, 80279
      => 986 Sunset Drive | Suite 259 | Denver | CO | 80279 | US
    US: my address should be 77 Lakeview Drive in Columbus, Ohio, 43085 please
      => 77 Lakeview Drive | | Columbus | OH | 43085 | US
    US: Change the address of #W1234567 to 220 Spruce Street, Suite 11, Seattle, WA 98101. Thanks!
      => 220 Spruce Street | Suite 11 | Seattle | WA | 98101 | US
    US: 445 Maple Drive
      => 445 Maple Drive | | | | | US - city region postcode
    US: TX 76165
      =>  | | | TX | 76165 | US - street city
    US: zip is 76165
      =>  | | | | 76165 | US - street city region
    US: Austin, TX
      =>  | | Austin | TX | | US - street postcode
    US: suite 12
      =>  | Suite 12 | | | | US - street city region postcode
    US: 10 Downing Street, London SW1A 2AA, UK
      => 10 Downing Street | | London | | SW1A 2AA | GB
    US: 40 King St W, Toronto, ON M5H 3Y2, Canada
      => 40 King St W | | Toronto | ON | M5H 3Y2 | CA
    GB: 12 Mill Lane, Leeds
      => 12 Mill Lane | | Leeds | | | GB - postcode
    GB: LS1 4AB
      =>  | | | | LS1 4AB | GB - street city
    GB: 12 Mill Lane LS1 4AB
      => 12 Mill Lane | | | | LS1 4AB | GB - city
    GB: 12 Mill Lane, Horsforth, Leeds, West Yorkshire, LS18 4AB
      => 12 Mill Lane | Horsforth | Leeds | West Yorkshire | LS18 4AB | GB
    GB: Flat 4, 22 Rose Street, Edinburgh EH2 2PR, Scotland
      => 22 Rose Street | Flat 4 | Edinburgh | | EH2 2PR | GB
    GB: 22B Rose Street, Edinburgh EH22PR
      => 22B Rose Street | | Edinburgh | | EH2 2PR | GB
    GB: Unit 6, Marsh Lane Trading Estate, Bristol BS1 5AB
      => Marsh Lane Trading Estate | Unit 6 | Bristol | | BS1 5AB | GB
    GB: Rose Cottage, Mill Lane, Lavenham, Suffolk CO10 9QA
      => Mill Lane | Rose Cottage | Lavenham | Suffolk | CO10 9QA | GB
    GB: can you send it to 3 The Green, Stratford upon Avon, CV37 6AA instead?
      => 3 The Green | | Stratford upon Avon | | CV37 6AA | GB
    GB: I've moved. It's now 5 High Street, York YO1 7HH. Can you update my account too?
      => 5 High Street | | York | | YO1 7HH | GB
    GB: deliver to 5 high st york yo1 7hh
      => 5 High St | | York | | YO1 7HH | GB
    GB: no 5 High Street, York YO1 7HH
      => 5 High Street | | York | | YO1 7HH | GB
    GB: My address: 14 St Mary's Road, Oxford, OX4 1AB
      => 14 St Mary's Road | | Oxford | | OX4 1AB | GB
    IE: 14 Parnell Street, Dublin 1, D01 X2Y3
      => 14 Parnell Street | | Dublin 1 | | D01 X2Y3 | IE
    IE: 3 Main Street, Kinsale, Co. Cork
      => 3 Main Street | | Kinsale | Co. Cork | | IE - postcode
    DE: Lindenallee 4, 50668 Köln
      => Lindenallee 4 | | Köln | | 50668 | DE
    DE: Am Alten Platz 1\n80331 München\nDeutschland
      => Am Alten Platz 1 | | München | | 80331 | DE
    GB: Hauptstr. 5, 10115 Berlin, Germany
      => Hauptstr. 5 | | Berlin | | 10115 | DE
    FR: 3 bis, quai d'Orsay, 75007 Paris
      => 3 bis, quai d'Orsay | | Paris | | 75007 | FR
    NL: Keizersgracht 12, 1015 CJ Amsterdam
      => Keizersgracht 12 | | Amsterdam | | 1015 CJ | NL
    ES: Calle Mayor 10, 2º, 28013 Madrid
      => Calle Mayor 10 | 2º | Madrid | | 28013 | ES
    IT: Via Roma 5, 20121 Milano
      => Via Roma 5 | | Milano | | 20121 | IT
    SE: Storgatan 5, 114 55 Stockholm
      => Storgatan 5 | | Stockholm | | 114 55 | SE
    AT: Mariahilfer Straße 12/3, 1060 Wien
      => Mariahilfer Straße 12/3 | | Wien | | 1060 | AT
    CH: Bahnhofstrasse 3, 8001 Zürich
      => Bahnhofstrasse 3 | | Zürich | | 8001 | CH
    PL: ul. Nowa 5, 00-950 Warszawa
      => ul. Nowa 5 | | Warszawa | | 00-950 | PL
    AU: 12 Beach Road, Bondi NSW 2026
      => 12 Beach Road | | Bondi | NSW | 2026 | AU
    CA: 100 Queen St W, Toronto ON M5H 2N2
      => 100 Queen St W | | Toronto | ON | M5H 2N2 | CA
    GB: Berlin
      =>  | | Berlin | | | GB - street postcode
    GB: Paris please
      =>  | | Paris | | | GB - street postcode
    GB: new york
      =>  | | New York | | | GB - street postcode
    GB: Bob Smith, 12 Mill Lane, Leeds LS1 4AB
      => 12 Mill Lane | | Leeds | | LS1 4AB | GB
    GB: c/o Smith, 12 Mill Lane, Leeds LS1 4AB
      => 12 Mill Lane | c/o Smith | Leeds | | LS1 4AB | GB
    GB: The Old Rectory, Church Lane, Wells BA5 2AA
      => Church Lane | The Old Rectory | Wells | | BA5 2AA | GB
    GB: 12 Mill Lane Leeds LS1 4AB thanks a lot
      => 12 Mill Lane | | Leeds | | LS1 4AB | GB
    GB: 12 Mill Lane\nLeeds\nLS1 4AB\nThanks
      => 12 Mill Lane | | Leeds | | LS1 4AB | GB
    GB: PO Box 12, Leeds LS1 4AB
      => PO Box 12 | | Leeds | | LS1 4AB | GB
"""
"""The customer's country and what they write, then the parts that are found - what is missing."""

CHANGES = """
    same but flat 3
      => 4 Ferry Lane | Flat 3 | London | | SE15 4QN | GB
    the postcode is SE1 2AB
      => 4 Ferry Lane | Flat 2 | London | | SE1 2AB | GB
    house number is 14 not 4
      => 14 Ferry Lane | Flat 2 | London | | SE15 4QN | GB
    same street but number 14
      => 14 Ferry Lane | Flat 2 | London | | SE15 4QN | GB
    same address but flat 3 please
      => 4 Ferry Lane | Flat 3 | London | | SE15 4QN | GB
    it's flat 3, not flat 2
      => 4 Ferry Lane | Flat 3 | London | | SE15 4QN | GB
    flat 3
      => 4 Ferry Lane | Flat 3 | London | | SE15 4QN | GB
    the postcode should be SE15 4QP
      => 4 Ferry Lane | Flat 2 | London | | SE15 4QP | GB
    city is Bristol
      => 4 Ferry Lane | Flat 2 | Bristol | | SE15 4QN | GB
    the town should be Bristol not London
      => 4 Ferry Lane | Flat 2 | Bristol | | SE15 4QN | GB
    SE15 4QP
      =>  | | | | SE15 4QP | GB - street city
    14 instead of 4
      => 14 Ferry Lane | Flat 2 | London | | SE15 4QN | GB
    12 Mill Lane, Leeds LS1 4AB
      => 12 Mill Lane | | Leeds | | LS1 4AB | GB
    12 Mill Lane
      => 12 Mill Lane | | | | | GB - city postcode
    same postcode but 9 Ferry Lane
      => 9 Ferry Lane | Flat 2 | London | | SE15 4QN | GB
    the street is Ferry Road
      => Ferry Road | Flat 2 | London | | SE15 4QN | GB
    no
      =>
    yes that's right
      =>
    i want a refund
      =>
    2
      =>
    3 items
      =>
"""
"""The same for changes of a known address."""

NO_ADDRESSES = (
    "where is my order?",
    "do you deliver to London?",
    "yes please",
    "send it to my work please",
    "what's my address?",
    "do you ship to 12 countries?",
    "I paid 20 pounds",
    "I have 3 lamps and a rug",
    "order HP-104233",
    "2 weeks ago I ordered a lamp",
    "thanks",
    "Never mind",
    "my dog ate 12 biscuits on Main Street",
)


def cases(table: str) -> list[tuple[str, str]]:
    lines = table.strip().splitlines()
    return [
        (text.strip().replace("\\n", "\n"), meant.strip().removeprefix("=>").strip())
        for text, meant in zip(lines[::2], lines[1::2], strict=True)
    ]


def as_told(reading: AddressReading) -> str:
    if not reading.parts:
        return ""
    parts = " ".join(" | ".join(reading.parts.get(name, "") for name in PARTS).split())
    return parts + (f" - {' '.join(reading.missing)}" if reading.missing else "")


@pytest.mark.parametrize(("text", "meant"), cases(ADDRESSES))
def test_addresses(text: str, meant: str) -> None:
    country, _, written = text.partition(": ")
    assert as_told(read_address(written, country)) == meant


@pytest.mark.parametrize(("text", "meant"), cases(CHANGES))
def test_changes_of_a_known_address(text: str, meant: str) -> None:
    assert as_told(read_address(text, "GB", KNOWN)) == meant


@pytest.mark.parametrize("text", NO_ADDRESSES)
def test_what_is_no_address(text: str) -> None:
    assert read_address(text, "GB") == AddressReading()


def test_an_address_may_come_in_several_messages() -> None:
    reading = read_address("12 Mill Lane", "GB")
    assert reading.missing == ("city", "postcode")
    reading = reading.with_more(read_address("Leeds", "GB"))
    assert reading.missing == ("postcode",)
    reading = reading.with_more(read_address("ls1 4ab, flat 3", "GB"))
    assert reading.is_complete
    assert as_told(reading) == "12 Mill Lane | Flat 3 | Leeds | | LS1 4AB | GB"
    assert reading.with_more(read_address("thanks", "GB")) == reading


GIVEN = Address("5 Mill Lane", "", "York", "", "YO1 7HX", "GB")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("actually York YO1 8HX", "5 Mill Lane | | York | | YO1 8HX | GB"),
        ("YO1 8HX", "5 Mill Lane | | York | | YO1 8HX | GB"),
        ("sorry, Leeds LS1 4AB", "5 Mill Lane | | Leeds | | LS1 4AB | GB"),
        ("it's in Leeds", "5 Mill Lane | | Leeds | | | GB - postcode"),
        ("actually 7 Mill Lane", "7 Mill Lane | | York | | YO1 7HX | GB"),
        ("12 Castle Street", "12 Castle Street | | | | | GB - city postcode"),
    ],
)
def test_a_part_corrects_the_address_just_given(text: str, meant: str) -> None:
    assert as_told(read_address(text, "GB").corrects(GIVEN)) == meant


def test_a_country_that_was_only_assumed_gives_way_to_one_that_is_told() -> None:
    begun = read_address("10 Downing Street, London", "FR")
    assert "country" not in begun.told_parts
    assert begun.with_more(read_address("SW1A 2AA", "FR")).parts["country"] == "GB"
    in_paris = read_address("12 rue de Rivoli, Paris, France", "GB")
    assert in_paris.told_parts["country"] == "FR"
    assert in_paris.with_more(read_address("75001", "FR")).parts["country"] == "FR"
    assert in_paris.with_more(read_address("Flat 2", "GB")).parts["country"] == "FR"


def test_a_postcode_of_any_letters_is_one() -> None:
    assert read_address("BS1 2CD", "GB").parts["postcode"] == "BS1 2CD"
    assert read_address("5 Mill Lane, Bristol BS1 2CD", "GB").is_complete
    assert not read_address("A4 5mm", "GB").parts


@pytest.mark.parametrize(
    ("text", "is_box"),
    [
        ("PO Box 123, London, SW1A 2AA", True),
        ("P.O. Box 12, Leeds LS1 4AB", True),
        ("my po box", True),
        ("pobox 7, York", True),
        ("Post Office Box 12, Leeds", True),
        ("it's not a PO box, it's 5 Mill Lane", False),
        ("5 Mill Lane, York", False),
        ("a box of lamps", False),
    ],
)
def test_a_box_at_a_post_office_is_told(text: str, *, is_box: bool) -> None:
    assert names_box(text) is is_box


def test_a_numbered_box_stands_for_a_street() -> None:
    assert read_address("Post Office Box 12, Leeds", "GB").is_box
    assert not read_address("5 Mill Lane, York", "GB").is_box
