"""Topics that a bot must leave to people, found by their wording.

The intent classifier knows these topics too (`sensitive_topic`), but misses some of them, and here
a miss is worse than a needless handoff. So the wording is checked beside it.
"""

from __future__ import annotations

import re

_TOPICS: dict[str, str] = {
    "a legal matter": (
        r"\b(solicitors?|lawyers?|attorney|small claims|court|sue|suing|legal action|"
        r"trading standards|ombudsman|letter before action)\b"
    ),
    "safety or an injury": (
        r"\b(caught fire|on fire|burn(t|ed) (my|me|his|her|our)|electric(al)? shock|"
        r"electrocuted|explo(ded|sion)|smok(e|ing) (came|coming|out)|sparks?|"
        r"injur(ed|y)|hospital|a&e|bleeding|choked|allergic reaction|poison(ed|ing|ous))\b"
    ),
    "fraud or a stolen account": (
        r"\b(fraud(ulent)?|scam(med)?|hacked|stolen card|identity theft|"
        r"(didn'?t|did not|never) (make|made|place|placed|authori[sz]ed?) (this|that|the|any|an) "
        r"(order|payment|purchase)|someone (else )?(used|is using|has|got into) my "
        r"(card|account|details)|unauthori[sz]ed)\b"
    ),
    "a bereavement": (
        r"\b(passed away|bereave(d|ment)|funeral|late (husband|wife|mother|father|mum|dad)|"
        r"(husband|wife|mother|father|mum|dad|son|daughter|brother|sister|partner) "
        r"(has |just )?died)\b"
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
