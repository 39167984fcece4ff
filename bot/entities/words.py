"""Words that several kinds of detail share: numbers, negations, spellings of chat."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text; long lists of words read best as one."""
    return frozenset(text.split())


_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
NUMBERS = {word: value for value, word in enumerate(_NUMBERS.split(), start=1)} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "thousand": 1_000,
}  # fmt: skip

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
ORDINALS = {word: value for value, word in enumerate(_ORDINALS.split(), start=1)} | {
    "fifteenth": 15, "twentieth": 20, "thirtieth": 30
}  # fmt: skip

NOT = "not"
"""The form of every negated auxiliary: "doesn't", "wont", "cannot"; see `AUXILIARIES`."""

AUXILIARIES = word_set("do does did will would can could is are was were has have had")
"""Belong to the "not" after them: "does not" is read as "doesn't"."""

_NEGATED = """
doesn't doesnt dosent dosnt doesn don't dont didn't didnt won't wont wouldn't wouldnt can't cant
cannot couldn't couldnt isn't isnt wasn't wasnt aren't arent weren't werent hasn't hasnt haven't
havent hadn't hadnt ain't aint shouldn't shouldnt never nor
"""

SPELLINGS = dict.fromkeys(_NEGATED.split(), NOT) | {
    "'s": "is",
    "i'm": "i", "im": "i", "i've": "i", "ive": "i", "i'd": "i",
    "i'll": "will", "we'll": "will", "it'll": "will", "you'll": "will", "they'll": "will",
    "we've": "we", "we're": "we", "you're": "you", "they're": "they", "theyre": "they",
    "its": "it", "u": "you", "ur": "your", "teh": "the", "da": "the", "dis": "this", "dat": "that",
    "2day": "today", "tdy": "today", "2moro": "tomorrow", "tmrw": "tomorrow", "tmr": "tomorrow",
    "tmw": "tomorrow", "tomoz": "tomorrow", "tomo": "tomorrow", "tmoro": "tomorrow",
    "2morrow": "tomorrow", "2mrw": "tomorrow", "2nite": "tonight", "yday": "yesterday",
    "yest": "yesterday", "ystrday": "yesterday",
    "nite": "night", "tonite": "tonight", "eve": "evening", "morn": "morning", "mornin": "morning",
    "qty": "quantity", "amt": "amount", "wks": "week", "wk": "week", "yrs": "year", "yr": "year",
    "mths": "month", "mth": "month", "hrs": "hour", "hr": "hour", "mins": "minute",
    "min": "minute", "til": "till", "bout": "about", "colur": "colour", "color": "colour",
    "clr": "colour", "thru": "through", "arived": "arrived", "recieved": "received",
    "brocken": "broken", "crackt": "cracked", "smal": "small", "lrg": "large", "sml": "small",
    "med": "medium", "nr": "no", "num": "number", "ordr": "order",
    "oder": "order", "odrer": "order", "wensday": "wednesday", "wendsday": "wednesday",
    "wenesday": "wednesday", "satday": "saturday", "satdy": "saturday", "thurday": "thursday",
    "thirsday": "thursday",
    "quids": "quid", "sos": "so", "mice": "mouse", "lge": "large", "xtra": "extra", "thre": "three",
}  # fmt: skip
"""What is written so often that it is no slip: the word that is meant."""

DETERMINERS = word_set(
    "the a an my our your his her their this that these those another other new same old which "
    "what each every any no some one two three both all replacement second first spare"
)
"""What a noun may follow, to tell "the stand" from "to stand"."""

FUNCTION_WORDS = (
    word_set(
        "this that these those with from than then when what they there have were will your only "
        "just very back more some once came goes take here into over about after before like made "
        "make been being does done each much many most such them their which while who whole "
        "would could should ever even every other same want wants ones part parts item items side "
        "year time times gone keep kept find fine need sent send said says till come comes dear "
        "hard long last late left next wear went wont work turn turned still thing things"
    )
    | AUXILIARIES
)
"""Never what a misspelt word is taken for: too many other words are close to them."""
