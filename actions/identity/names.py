"""People's names in what customers write; the engine reads none."""

from __future__ import annotations

import re

from bot.entities.words import word_set

MOST_WORDS = 4
_LONGEST_TEXT = 2000
_FIRST_IDEOGRAPH = 0x2E80
"""From here on a name of one word is a whole one."""

_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?")
_TOKEN = re.compile(r"[^\s,;:!?()\"]+|[,;:!?()\"]|\n")
_SAID_TO_BE_ONE = re.compile(
    r"\b(?:my (?:full |own |first |last |real |account )?name(?:'s|’s)?(?: is)?|name(?:'s|’s)? is"
    r"|(?:full |account |first |last )?name ?[:=-]|under (?:the )?name(?: of)?"
    r"|i(?:['’]m| am) called"
    r"|name on (?:the |my )?(?:order|account)(?: is)?|registered (?:to|under|for))[\s:=-]*",
    re.IGNORECASE,
)
_MAYBE_ONE = re.compile(
    r"\b(?:i['’]?m|i am|this is|it['’]?s|it is|here is|here['’]s)\s+(?:actually |called )?",
    re.IGNORECASE,
)
_TITLES = word_set("mr mrs ms miss mx dr prof sir madam")
_PARTICLES = word_set(
    "van von de der den del della di da dos das du la le el al bin bint ben ibn ter ten y"
)
NO_NAMES = word_set(
    "a about account actually address after again all already also always am an and any anymore "
    "anything apartment apt are around arrived as ask asking at available avenue away back bad be "
    "because been before being believe best black blue both bought but buy by call called calling "
    "came can cancel cancelled cannot cant card change changed chat check code colour come "
    "complaining confused contacting correct cost could customer damaged day days delivered "
    "delivery did didnt different do does doesnt doing done dont drive e-mail each else email "
    "enquiring error exchange expecting fed feeling few find fine first for forgot from full "
    "furious get getting gift give glad go going gold good got great green had happy hardly has "
    "have havent having he hello help her here hey hi him his home hoping how i if im in "
    "information instead interested into is it item items its ive just keen kindly know late later "
    "least left like living long looking lost lot made mail make many may maybe me mean member "
    "message missing money more most move moved moving much must my name need never new nice no "
    "nobody none not nothing now number of off ok okay old on once one only open or order ordered "
    "orders other our out over package parcel pass password pay payment people person phone placed "
    "please pls possible post postal postcode problem product purchase question quite rather ready "
    "really reason received red reference refund refunds regarding registered remember requesting "
    "return returned returning right road said same say see send sent shall she shipped shipping "
    "shop should since size small so some somebody someone something soon sorry speaking standard "
    "status still stop street stuck suite sure talk tell test than thank thanks that thats the "
    "their them then there these they thing things think this those through time to today tomorrow "
    "too total track tracking tried try trying unable under understand unhappy unsure until up "
    "update upset urgent us use user using very via waiting want wanted wanting was way we website "
    "well went were what whats when where wheres which white who why will wish with without "
    "wondering wont work working would writing wrong yeah yep yes yesterday yet you your yours zip "
    "zipcode"
)
"""Words of messages that are in no name, so that "I'm looking for my order" is nobody."""


def said_names(text: str) -> list[str]:
    """Names that are said to be one's own: "I'm Ada Byron", "name: ada byron". Newest last."""
    text = text[:_LONGEST_TEXT]
    found = [
        (cue.end(), _begins_with_name(text[cue.end() :])) for cue in _SAID_TO_BE_ONE.finditer(text)
    ]
    for cue in _MAYBE_ONE.finditer(text):
        name = _begins_with_name(text[cue.end() :])
        # "I'm Gold", "this is ridiculous": one word after these tells nothing.
        if len(name.split()) > 1 and not name.split()[0].endswith(("ing", "ed")):
            found.append((cue.end(), name))
    return [name for _, name in sorted(found) if name]


def bare_names(text: str, *, is_asked: bool) -> list[str]:
    """Names that stand by themselves between commas, lines and numbers: "Ada Byron, SE15 4QN".

    Not asked for, only those with capital letters; asked for, also a single word.
    """
    found = []
    for part in re.split(
        r"[,;:!?()\"\n]|\s-\s|\.(?:\s|$)|\s+(?:and|at|from|in)\s+", text[:_LONGEST_TEXT]
    ):
        words = [word for word in part.split() if _key(word) not in _ASIDE]
        name = _begins_with_name(" ".join(words))
        if not name or len(name.split()) < len([w for w in words if _key(w) not in _TITLES]):
            continue
        is_told = is_asked or (
            len(name.split()) > 1 and all(w[0].isupper() or w in _PARTICLES for w in name.split())
        )
        if is_told:
            found.append(name)
    return found


def is_whole(name: str) -> bool:
    """Whether it is more than a first name."""
    return len(name.split()) > 1 or any(ord(character) >= _FIRST_IDEOGRAPH for character in name)


_ASIDE = word_set("hi hello hey yes sure ok okay please thanks sorry it's its is here")


def _begins_with_name(text: str) -> str:
    """The words of a name that a text begins with, up to the first one that is in no name."""
    words: list[str] = []
    for token in _TOKEN.findall(text[:200]):
        key = _key(token)
        if not words and key in _TITLES:
            continue
        if not _WORD.fullmatch(token) or (key in NO_NAMES and key not in _PARTICLES):
            break
        is_in_lower_case = token[0].islower() and key not in _PARTICLES
        if words and is_in_lower_case and words[0][0].isupper():
            break
        words.append(token.removesuffix(".") if len(key) > 1 else token)
        ends = token.endswith(".") and len(key) > 1
        if ends or len(words) == MOST_WORDS:
            break
    while words and words[-1] in _PARTICLES:
        words.pop()
    return " ".join(words)


def _key(word: str) -> str:
    return word.casefold().strip(".").replace("’", "").replace("'", "")
