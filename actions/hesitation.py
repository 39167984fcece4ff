"""Hears when a yes is none yet: a cancellation does not hang on a classifier alone."""

from __future__ import annotations

import re

_HESITATION = re.compile(
    r"\b(?:h+m+|e+r+m+|uh+m*|maybe|perhaps|possibly|not (?:sure|certain|yet|now)|unsure"
    r"|(?:think|mull|sleep)(?: \w+){0,3} (?:about|over|on)|let me (?:think|see|check|ask)"
    r"|wait|hold on|hang on|a (?:moment|second)|unless|depends|what if|before (?:you|i|we))\b"
    r"|\?\s*$",
    re.IGNORECASE,
)


def hesitates(text: str) -> bool:
    """Whether somebody who was asked for a yes thinks aloud, puts it off or asks back."""
    return _HESITATION.search(text) is not None
