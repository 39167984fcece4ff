"""How topics are described: short patterns over a plain form of the text, with words for people.

A pattern may hold `<name>` for a list of words below, and `<0-3>` for up to three words that may
stand there. Neither reaches over a comma or a full stop, so that who is meant and what happened to
them stand in one clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD_LISTS = {
    "them": "me us him her them myself himself herself ourselves themselves",
    "whose": "my our his her their",
    "relative": (
        "husband wife spouse fiance fiancee fiancé fiancée mother father mum mam mom mummy dad "
        "daddy parent parents son sons daughter daughters brother sister twin partner boyfriend "
        "girlfriend nan nana nanny gran granny grandma grandad granddad grandpa grandmother "
        "grandfather grandson granddaughter grandparent grandparents aunt auntie uncle niece "
        "nephew cousin stepdad stepmum baby babies child children kid kids friend mate neighbour "
        "flatmate"
    ),
    "child": "baby child children kid kids toddler lad boy girl boys girls one",
    "pet": "dog cat puppy kitten pet rabbit hamster parrot",
    "body": (
        "hand hands finger fingers fingertip thumb palm arm arms wrist elbow shoulder leg legs "
        "knee knees ankle foot feet toe toes hip back neck head face eye eyes eyebrows ear ears "
        "nose mouth lip lips tongue tooth teeth throat chest rib ribs skin shin thigh cheek chin "
        "forehead hair collarbone spine stomach belly lap jaw scalp"
    ),
    "hospital": "hospital a&e casualty",
}
_SPELLINGS = {
    "wanna": "want to", "gonna": "going to", "gona": "going to", "gotta": "got to", "u": "you",
    "ur": "your", "im": "i'm", "ive": "i've", "dont": "don't", "didnt": "didn't",
    "doesnt": "doesn't", "cant": "can't", "cannot": "can't", "wont": "won't", "wasnt": "wasn't",
    "isnt": "isn't", "arent": "aren't", "havent": "haven't", "couldnt": "couldn't", "hes": "he's",
    "shes": "she's", "theres": "there's", "anymore": "any more", "acount": "account",
    "soliciter": "solicitor", "solicitors": "solicitor", "lawyers": "lawyer",
    "barristers": "barrister", "attorneys": "attorney", "scamed": "scammed",
    "ambulence": "ambulance", "mums": "mum's", "dads": "dad's", "lawsuits": "lawsuit",
    "someones": "someone's", "phising": "phishing",
}  # fmt: skip
_WORD = re.compile(r"[\w'&]+")
_SPACE = re.compile(r"\s+")
_NOT = re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|could|would|should) not\b")
_PLACEHOLDER = re.compile(r"<(\w+)>|<0-(\d)>")


@dataclass(frozen=True)
class Topic:
    """A matter for people; `name` says it to an agent ("The customer writes about …").

    Any of `signs` is enough. What `harmless` finds is taken out of the text before.
    """

    name: str
    signs: tuple[re.Pattern[str], ...]
    harmless: re.Pattern[str]

    @classmethod
    def of(cls, name: str, *, signs: Sequence[Sequence[str]], harmless: Sequence[str]) -> Topic:
        """Compile the patterns; `signs` come in groups."""
        return cls(name, tuple(_compiled(group) for group in signs), _compiled(harmless))

    def is_in(self, plain_text: str) -> bool:
        """Whether a text that went through `plain` touches the topic."""
        rest = self.harmless.sub(" . ", plain_text)
        return any(group.search(rest) for group in self.signs)


def plain(text: str) -> str:
    """`text` in small letters; "do not" becomes "don't", and the usual slips are put right."""
    folded = text.casefold().replace("\u2019", "'").replace("`", "'")
    spelt = _WORD.sub(lambda found: _SPELLINGS.get(found[0], found[0]), folded)
    spaced = _SPACE.sub(" ", spelt).strip().replace("my self", "myself")
    return _NOT.sub(r"\1n't", spaced)


def _compiled(patterns: Sequence[str]) -> re.Pattern[str]:
    joined = "|".join(_PLACEHOLDER.sub(_expanded, pattern) for pattern in patterns)
    return re.compile(rf"(?<![\w'])(?:{joined})(?!\w)")


def _expanded(found: re.Match[str]) -> str:
    name, most_words = found.groups()
    if most_words is not None:
        return rf"(?:[\w'&-]+ ){{0,{most_words}}}"
    return f"(?:{'|'.join(_WORD_LISTS[name].split())})"
