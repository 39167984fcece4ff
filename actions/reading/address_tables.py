"""Countries, states and kinds of street, as addresses name them."""

from __future__ import annotations

from bot.entities.towns import TOWNS
from bot.entities.words import word_set

_STATES = (
    "AL Alabama, AK Alaska, AZ Arizona, AR Arkansas, CA California, CO Colorado, CT Connecticut, "
    "DE Delaware, FL Florida, GA Georgia, HI Hawaii, ID Idaho, IL Illinois, IN Indiana, IA Iowa, "
    "KS Kansas, KY Kentucky, LA Louisiana, ME Maine, MD Maryland, MA Massachusetts, MI Michigan, "
    "MN Minnesota, MS Mississippi, MO Missouri, MT Montana, NE Nebraska, NV Nevada, "
    "NH New Hampshire, NJ New Jersey, NM New Mexico, NY New York, NC North Carolina, "
    "ND North Dakota, OH Ohio, OK Oklahoma, OR Oregon, PA Pennsylvania, RI Rhode Island, "
    "SC South Carolina, SD South Dakota, TN Tennessee, TX Texas, UT Utah, VT Vermont, VA Virginia, "
    "WA Washington, WV West Virginia, WI Wisconsin, WY Wyoming, DC District of Columbia"
)
_PROVINCES = (
    "ON Ontario, QC Quebec, QC Québec, BC British Columbia, AB Alberta, MB Manitoba, "
    "SK Saskatchewan, NS Nova Scotia, NB New Brunswick, PE Prince Edward Island, "
    "NL Newfoundland and Labrador, YT Yukon, NT Northwest Territories, NU Nunavut"
)
_AUSTRALIAN = (
    "NSW New South Wales, VIC Victoria, QLD Queensland, SA South Australia, TAS Tasmania, "
    "WA Western Australia, ACT Australian Capital Territory, NT Northern Territory"
)


def _regions(text: str) -> dict[str, str]:
    pairs = [entry.split(" ", 1) for entry in text.split(", ")]
    return {code.casefold(): code for code, _ in pairs} | {
        name.casefold(): code for code, name in pairs
    }


REGIONS = {
    "US": _regions(_STATES), "CA": _regions(_PROVINCES), "AU": _regions(_AUSTRALIAN),
}  # fmt: skip
"""Codes of states and provinces by code and name, in lower case; an address there needs one."""

COUNTIES = word_set(
    "kent essex surrey devon cornwall norfolk suffolk dorset somerset cumbria merseyside cheshire "
    "shropshire lancashire yorkshire hampshire berkshire wiltshire derbyshire leicestershire "
    "lincolnshire nottinghamshire northamptonshire oxfordshire gloucestershire worcestershire "
    "warwickshire staffordshire hertfordshire bedfordshire buckinghamshire cambridgeshire "
    "herefordshire rutland tyneside humberside cleveland avon middlesex sussex northumberland fife "
    "aberdeenshire ayrshire perthshire lanarkshire gwynedd powys dyfed clwyd gwent "
    "glamorgan antrim "
    "armagh tyrone fermanagh midlothian"
)
COUNTY_LEADS = word_set("county co co. west east north south greater mid")

STREETS = word_set(
    "street st road rd lane ln avenue ave av terrace gardens gdns crescent cres grove mews parade "
    "boulevard blvd broadway esplanade highway hwy freeway parkway pkwy turnpike expressway wynd "
    "alley trail route"
)
PERHAPS_STREETS = word_set(
    "close drive dr court ct place pl square sq way hill park row walk rise view green quay wharf "
    "gate yard crossing fold mount path strand vale meadow meadows bank brae circle cir loop point "
    "plaza plz run ridge trace heights terr ter end approach reach landing cove bend pass"
)
SITES = word_set("estate centre center park campus")
"""What ends a street of several names: "Marsh Lane Trading Estate"."""
DIRECTIONS = word_set(
    "n s e w ne nw se sw north south east west northeast northwest southeast southwest"
)

_FURTHER_TOWNS = (
    "new york, los angeles, chicago, houston, phoenix, philadelphia, san antonio, san diego, "
    "dallas, austin, jacksonville, fort worth, columbus, charlotte, indianapolis, san "
    "francisco, san jose, seattle, denver, washington, boston, nashville, detroit, portland, "
    "las vegas, memphis, baltimore, milwaukee, albuquerque, tucson, sacramento, atlanta, miami, "
    "kansas city, oakland, minneapolis, new orleans, tampa, cleveland, pittsburgh, cincinnati, "
    "saint louis, st. louis, st louis, orlando, brooklyn, honolulu, salt lake city, toronto, "
    "montreal, vancouver, ottawa, calgary, sydney, melbourne, brisbane, berlin, hamburg, "
    "munich, münchen, cologne, köln, frankfurt, stuttgart, düsseldorf, leipzig, paris, lyon, "
    "marseille, madrid, barcelona, valencia, sevilla, rome, roma, milan, milano, amsterdam, "
    "rotterdam, utrecht, brussels, antwerp, vienna, wien, zurich, zürich, geneva, lisbon, "
    "lisboa, porto, warsaw, stockholm, oslo, copenhagen, dublin, cork, galway, limerick, milton "
    "keynes, st albans, st andrews, kings lynn, tunbridge wells"
)
_COUNTRIES_AMONG_TOWNS = word_set(
    "uk england scotland wales ireland usa germany france netherlands belgium spain italy austria "
    "switzerland portugal sweden norway denmark canada australia"
)
CITIES = (TOWNS - _COUNTRIES_AMONG_TOWNS) | frozenset(_FURTHER_TOWNS.split(", "))
"""Towns by which an address without commas is cut, and which may stand alone."""

_ZIP_RANGES = (
    "010-027 MA, 028-029 RI, 030-038 NH, 039-049 ME, 050-059 VT, 060-069 CT, 070-089 NJ, "
    "100-149 NY, 150-196 PA, 197-199 DE, 200-205 DC, 206-219 MD, 220-246 VA, 247-268 WV, "
    "270-289 NC, 290-299 SC, 300-319 GA, 320-349 FL, 350-369 AL, 370-385 TN, 386-397 MS, "
    "398-399 GA, 400-427 KY, 430-459 OH, 460-479 IN, 480-499 MI, 500-528 IA, 530-549 WI, "
    "550-567 MN, 570-577 SD, 580-588 ND, 590-599 MT, 600-629 IL, 630-658 MO, 660-679 KS, "
    "680-693 NE, 700-714 LA, 716-729 AR, 730-749 OK, 750-799 TX, 800-816 CO, 820-831 WY, "
    "832-838 ID, 840-847 UT, 850-865 AZ, 870-884 NM, 889-898 NV, 900-961 CA, 967-968 HI, "
    "970-979 OR, 980-994 WA, 995-999 AK"
)


def state_of_zip(zip_code: str) -> str | None:
    """The state that a ZIP code lies in."""
    for entry in _ZIP_RANGES.split(", "):
        first, last, state = entry[:3], entry[4:7], entry[8:]
        if first <= zip_code[:3] <= last:
            return state
    return None
