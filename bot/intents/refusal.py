"""Notices that somebody does not want a person: "no, I do NOT want to talk to a human".

The intent classifier hears "talk to a human" in it. Plain Python.
"""

from __future__ import annotations

import re

_PERSON = (
    r"(?:person|people|humans?|agents?|colleagues?|representative|operator|some ?one|some ?body|"
    r"any ?one|any ?body|assistant|advis[eo]r|member of staff)"
)
_NOT = r"(?:(?:do|did|would)(?: not|n'?t)|dont|didnt|wouldnt)"
# What may stand between: "I don't want a bot, I want a person" is a wish, not a refusal.
_BETWEEN = (
    r"(?: (?!(?:i|want|need|bot|robot|chatbot|machine|computer|wait|but|get|give|let|keep|ask\w*|"
    r"repeat|this|until|unless)\b)\w+){0,5}?"
)
_BEGINNING = r"(?:^|[,.;:!?-] ?|\b(?:please|and|but|no|so) )"
_REFUSALS = (
    rf"(?:\b(?:i|we) |{_BEGINNING}){_NOT} (?:really |ever )?"
    rf"(?:want|need|wish|like|ask for|care for){_BETWEEN} {_PERSON}\b",
    rf"{_BEGINNING}(?:do not|don'?t) (?:ever |you dare )?"
    rf"(?:bring|fetch|get|call|involve|transfer|connect|put|pass|hand){_BETWEEN} {_PERSON}\b",
    rf"\bno (?:more )?{_PERSON}\b(?= ?please| ?thank|[^\w\s]|\s*$)",
    rf"\bstop (?:\w+ )?(?:offering|suggesting|asking)(?: \w+){{0,4}}? {_PERSON}\b",
    rf"^not (?:a|an|to a|with a) {_PERSON}\b(?=[^\w\s]|\s*$)",
)
_REFUSAL = re.compile("|".join(_REFUSALS), re.IGNORECASE)
# Begins with a no. "No one answers", "no idea" and "no news yet" do not.
_NO = re.compile(
    r"\W*(?:no|nope|nah)\b(?:\s*[^\w\s]|\s*$|\s+(?:no|thanks?|ta|cheers|please|i|i'?m|it'?s|that'?s|"
    r"just|not|don'?t|do|leave|where|what|when|how|why|can|could|tell|show|you)\b)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 3


def refuses_person(text: str) -> bool:
    """Whether the text says that no person is wanted."""
    return _REFUSAL.search(_straight(text)) is not None


def begins_with_no(text: str) -> bool:
    """Whether the text begins by saying no, whatever follows: "No, where is HP-104233?"."""
    return _NO.match(_straight(text)) is not None


def beside_refusal(text: str) -> str:
    """What a text that refuses a person says besides; empty if that is too little to be read."""
    rest = _REFUSAL.sub(" ", _straight(text)).strip(" ,.;:!?-")
    return rest if len(rest.split()) >= _FEWEST_WORDS else ""


def _straight(text: str) -> str:
    return text.replace("\u2019", "'")
