"""Words that come along with a photo and only point at it: "look at this", "here is a picture"."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POINTING = frozenset(
    {
        "a", "about", "all", "an", "and", "another", "as", "at", "attached", "attachment",
        "below", "can", "did", "for", "from", "gave", "go", "got", "have", "he", "her", "here",
        "here's", "heres", "his", "how", "i", "i've", "image", "images", "in", "is", "it", "it's",
        "its", "just", "like", "look", "looks", "mine", "more", "my", "of", "ok", "okay", "on",
        "one", "ones", "photo", "photograph", "photographs", "photos", "pic", "pics", "picture",
        "pictures", "please", "screenshot", "second", "see", "send", "sending", "sent", "shot",
        "showing", "shows", "some", "sorry", "such", "take", "taken", "that", "that's", "thats",
        "the", "them", "there", "there's", "these", "they", "this", "those", "to", "took", "two",
        "what", "would", "you", "your",
    }
)  # fmt: skip
_QUESTION = "?"
_MOST_WORDS = 10


def only_points(text: str) -> bool:
    """Whether nothing in a text beside a photo says more than that there is one."""
    words = _WORD.findall(text.casefold())
    if _QUESTION in text or len(words) > _MOST_WORDS:
        return False
    return all(word in _POINTING for word in words)
