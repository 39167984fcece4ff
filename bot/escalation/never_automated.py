"""Topics that a bot must leave to people, found by their wording.

The intent classifier knows these topics too (`sensitive_topic`), but misses some of them, and here
a miss is worse than a needless handoff. So the wording is checked beside it.
"""

from __future__ import annotations

import re

_WHO = r"(me|myself|my|him|himself|his|her|herself|us|our)"
_RELATIVE = (
    r"(husband|wife|mother|father|mum|dad|son|daughter|brother|sister|partner|nan|gran|"
    r"grandma|grandad|grandmother|grandfather|aunt|uncle)"
)
_TOPICS: dict[str, str] = {
    "a legal matter": (
        r"\b(solicitors?|lawyers?|attorney|small claims|legal (action|proceedings)|"
        r"trading standards|ombudsman|letter before action|suing|(will|to|shall|could|i'll) sue|"
        r"(to|in|goes to|see you in) court(?! (shoes?|trainers?)))\b"
    ),
    "safety or an injury": (
        r"\b(caught fire|(is|was|set|are) on fire|burn(t|ed) " + _WHO + r"|electric(al)? shock|"
        r"electrocuted|explo(ded|sion)|smoke (is )?(came|comes|coming|out)|started smoking|"
        r"(were|was|saw|see|with) sparks|sparked|injur(ed|y)|in hospital|to hospital|a&e|"
        r"(is|was|am|are|started) bleeding(?! (in|into|onto|out) )|choked|choking|"
        r"allergic reaction|poison(ed|ing|ous))\b"
    ),
    "fraud or a stolen account": (
        r"\b(fraud(ulent)?|scam(med)?|hacked|stolen card|card (was|has been|got) stolen|"
        r"identity theft|(didn'?t|did not|never) (make|made|place|placed|authori[sz]ed?) "
        r"(this|that|the|any|an) (order|payment|purchase)|"
        r"(order|payment|purchase) (that )?i (didn'?t|did not|never) (make|made|place|placed)|"
        r"some(one|body) (else )?(used|is using|has|got into|has got into) my "
        r"(card|account|details)|some(one|body) has got into|unauthori[sz]ed)\b"
    ),
    "a bereavement": (
        r"\b(passed away|bereave(d|ment)|funeral|(my|our|his|her) late "
        + _RELATIVE
        + r"|"
        + _RELATIVE
        + r" (has |have )?(just )?died)\b"
    ),
    "a person at risk": (
        r"\b(kill(ing)? myself|end my life|end it all|suicid(e|al)|self.?harm|hurt(ing)? myself|"
        r"want to die|don'?t want to (live|be here)|no reason to live)\b"
    ),
}
_PATTERNS = {topic: re.compile(pattern, re.IGNORECASE) for topic, pattern in _TOPICS.items()}


def topic_of(text: str) -> str | None:
    """The topic that `text` touches, in words for an agent, or None."""
    plain = text.replace("\u2019", "'")
    return next((topic for topic, pattern in _PATTERNS.items() if pattern.search(plain)), None)
