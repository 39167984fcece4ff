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
_POSTCODE_BEHIND_TOWN = frozenset({"AU", "CA", "GB", "IE", "NZ", "US"})


def country_name(code: str) -> str:
    """`Switzerland` for `CH`; the code itself where no name is known."""
    return NAMES.get(code, code)


def town_parts(city: str, region: str, postcode: str, country: str) -> tuple[str, ...]:
    """Town, region and postcode in the order of the country: `8001 Zürich`, or `London, SE15 4QN`.

    Parts may be empty.
    """
    if country in NAMES and country not in _POSTCODE_BEHIND_TOWN:
        return (" ".join(part for part in (postcode, city) if part), region)
    return (city, region, postcode)
