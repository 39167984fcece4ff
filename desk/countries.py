"""What countries are called, and where the postcode stands in their addresses."""

from __future__ import annotations

from types import MappingProxyType

NAMES = MappingProxyType({
    "AT": "Austria", "AU": "Australia", "BE": "Belgium", "CA": "Canada", "CH": "Switzerland",
    "CZ": "Czechia", "DE": "Germany", "DK": "Denmark", "ES": "Spain", "FI": "Finland",
    "FR": "France", "GB": "United Kingdom", "GR": "Greece", "HU": "Hungary", "IE": "Ireland",
    "IT": "Italy", "LI": "Liechtenstein", "LU": "Luxembourg", "NL": "Netherlands",
    "NO": "Norway", "NZ": "New Zealand", "PL": "Poland", "PT": "Portugal", "RO": "Romania",
    "SE": "Sweden", "US": "United States",
})  # fmt: skip
"""By ISO code; those that addresses are read from."""
_CALLED = {
    "US": "usa, us, u.s.a., u.s., u.s, united states, united states of america, america, the us, "
    "the usa",
    "GB": "uk, u.k., gb, united kingdom, great britain, britain, england, scotland, wales, "
    "northern ireland, the uk",
    "IE": "ireland, eire, éire, republic of ireland", "CA": "canada", "AU": "australia",
    "NZ": "new zealand", "DE": "germany, deutschland", "FR": "france",
    "ES": "spain, españa, espana",
    "IT": "italy, italia", "NL": "netherlands, the netherlands, holland, nederland",
    "BE": "belgium, belgië, belgique", "AT": "austria, österreich",
    "CH": "switzerland, schweiz, suisse, svizzera", "LI": "liechtenstein",
    "PT": "portugal", "PL": "poland, polska", "SE": "sweden, sverige", "NO": "norway, norge",
    "DK": "denmark, danmark", "FI": "finland, suomi", "LU": "luxembourg",
    "CZ": "czechia, czech republic",
    "GR": "greece", "HU": "hungary", "RO": "romania",
}  # fmt: skip
CODES = MappingProxyType(
    {name: code for code, names in _CALLED.items() for name in names.split(", ")}
)
"""ISO codes by what a country is called, in lower case."""
_POSTCODE_BEHIND_TOWN = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})


def country_name(code: str) -> str:
    """`Switzerland` for `CH`; the code itself where no name is known."""
    return NAMES.get(code, code)


def country_code(name: str) -> str:
    """`CH` for `Schweiz`; the name itself where it is that of no country we know."""
    return CODES.get(name.casefold(), name)


def town_parts(city: str, region: str, postcode: str, country: str) -> tuple[str, ...]:
    """Town, region and postcode in the order of the country: `8001 Zürich`, or `London, SE15 4QN`.

    Parts may be empty.
    """
    if country in NAMES and country not in _POSTCODE_BEHIND_TOWN:
        return (" ".join(part for part in (postcode, city) if part), region)
    return (city, region, postcode)
