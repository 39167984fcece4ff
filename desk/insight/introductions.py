"""Names where people introduce themselves, greet somebody or sign."""

from __future__ import annotations

import re

from bot.entities.words import word_set

COMMON_WORDS = word_set(
    "will may rose hope mark grace faith joy bill rich jack art pat june april august summer dawn "
    "ray drew sue rob nick frank gold young long short brown white black green grey gray price "
    "park parks page field fields banks bell cook baker king stone wood woods waters day best "
    "love small little good bush hill hills lane street fox wolf bird fish rice berry cherry ivy "
    "lily daisy violet amber ruby pearl crystal star angel guy max dean chase chance cash bond "
    "hall house church castle bridge ford miller carpenter hunter fisher mason porter potter "
    "walker butler judge major bishop knight prince noble sharp swift wise strong wild sweet "
    "frost snow winter rain storm forest meadow brook rivers lake pool wells case root book key "
    "lock box pack power sale order shop means christian blue silver penny robin van bin "
    "the and for can has had was you she her him not but all any our out off old new one two now"
)
"""Names, or parts of names, that are more often words."""

_NOT_A_NAME = (
    r"(?!(?i:gold|silver|bronze|platinum|standard|not|very|so|still|just|really|quite|too|from|in|at|"
    r"on|a|an|the|my|your|our|sorry|fine|okay|ok|afraid|happy|sure|also|all|trying|looking|waiting|"
    r"there|again|bye|goodbye|for|but|much|you|everyone|everybody|team|guys|mate|and|english|german|"
    r"french|irish|scottish|welsh|british|american|dutch|spanish|italian|polish|vegan|muslim|jewish|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b)"
)
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]+"
# No shouting: "I am VERY ANGRY", "this is REALLY BAD".
_NAME = r"[A-ZÀ-Þ](?:['’]?[A-ZÀ-Þ])?[a-zß-ÿ][\w'’-]*"
# What stands behind "my name is" and is no name: "my name is on the card", "my name is Ann and I".
_STOPS = (
    r"(?!(?:on|in|not|at|a|an|the|for|and|but|or|i|i['’]m|my|is|was|wrong|missing|spelt|spelled|"
    r"misspelt|misspelled|incorrect|different|now|from|where|what|when|how|why|can|could|please|"
    r"with|order|ordered|to|do|does|did|have|has|of|by|so|that|which|who|we|you|it|there|still)\b)"
)
_ANY_WORD = rf"{_STOPS}[^\W\d_][\w'’-]*"
_NAMED = re.compile(
    r"\b((?:(?:my|our|his|her)\s(?:full\s|first\s|last\s)?name(?:\sis|[’']s)|"
    r"under\sthe\sname(?:\sof)?|mein\sname\sist|ich\shei(?:ß|ss)e|je\sm['’]appelle|me\sllamo)\s+)"
    rf"{_ANY_WORD}(?:\s(?:(?-i:{_CAPITAL})|{_ANY_WORD}(?=\s*(?:[,.!?;\n]|$|\s(?:and|but|i)\b)))){{0,2}}",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(
    rf"\b((?i:this\sis|i\sam|i['’]?m|it['’]s|ich\sbin)\s){_NOT_A_NAME}"
    rf"(?:{_NAME}(?:\s{_NAME}){{1,2}}|{_NAME}(?=\s*(?:[,.!;\n]|$)|\s(?:and|here|from)\b))"
)
_ADDRESSED = re.compile(
    r"(?m)^(\s*(?i:dear|hi|hello|hey|good\s(?:morning|afternoon|evening))\s)"
    rf"(?!There\b)({_CAPITAL}(?:\s{_CAPITAL})?)(?=\s?[,.!–—-]|\s*$)"
)
_SIGNED = re.compile(
    r"(?m)\b((?i:thanks|thank\syou|cheers|regards|best\swishes|best|sincerely|grüße|gruß|lg|mfg)"
    rf"[,.!]?\s+){_NOT_A_NAME}{_NAME}(?:\s{_NAME}){{0,2}}(?=\s*[.!]?\s*$)"
)
# On a line of its own below a farewell there is nothing but a name, in any letters.
_SIGNED_BELOW = re.compile(
    r"\b((?:regards|sincerely|best\swishes|grüße|gruß)[,.!]?[ \t]*\n\s*)"
    r"[^\W\d_][\w'’-]*(?:[ ][^\W\d_][\w'’-]*){0,2}(?=\s*$)",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b((?:Mr|Mrs|Ms|Miss|Dr|Prof|Herr|Frau)\.?\s){_CAPITAL}(?:\s{_CAPITAL})?")


def without_introductions(text: str, mark: str) -> str:
    """`text` with `mark` for each such name."""
    for pattern in (_NAMED, _INTRODUCED, _TITLED, _ADDRESSED, _SIGNED_BELOW, _SIGNED):
        text = pattern.sub(rf"\1{mark}", text)
    return text
