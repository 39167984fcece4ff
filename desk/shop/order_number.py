"""Order numbers, as customers write them and as we keep them: `HP-104233`."""

from __future__ import annotations

import re
import unicodedata

_WRITTEN = re.compile(
    r"""
    [\s\#]* (?:HP)? [\s\#_:.-]*  # "#HP-", "hp ", "#" or nothing
    ([0-9]{3}) [ ]? ([0-9]{3})
    [\s.,;!?]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def normalise(text: str) -> str | None:
    """The order number that `text` is, as `HP-104233`; None if it is none."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    match = _WRITTEN.fullmatch(plain)
    return f"HP-{match[1]}{match[2]}" if match else None
