"""The words and the token patterns of dates."""

from __future__ import annotations

from typing import Any

from bot.entities.patterns import Token
from bot.entities.words import word_set

WEEKDAYS = {
    word: day
    for day, words in enumerate(
        (
            "monday mon", "tuesday tues tue", "wednesday weds wed wednes",
            "thursday thurs thur thu", "friday fri", "saturday sat", "sunday sun",
        )
    )
    for word in words.split()
}  # fmt: skip
MONTHS = {
    word: month
    for month, words in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
UNITS = {
    "day": "days", "days": "days", "week": "weeks", "weeks": "weeks", "month": "months",
    "months": "months", "year": "years", "years": "years", "fortnight": "fortnights",
    "fortnights": "fortnights", "weekend": "weekends", "hour": "hours", "hours": "hours",
    "minute": "hours", "minutes": "hours",
}  # fmt: skip

FEASTS = {
    "christmas": (12, 25),
    "xmas": (12, 25),
    "boxing": (12, 26),
    "halloween": (10, 31),
    "valentine": (2, 14),
    "valentines": (2, 14),
    "easter": (0, 0),
}
"""Month and day; Easter moves. "Boxing" and "valentine" need a "day" behind them."""
FEAST_DAYS = frozenset({"boxing", "valentine", "valentines"})

# Words with another meaning, dates only beside a number or after a preposition.
_UNSURE_WEEKDAYS = frozenset({"sat", "sun", "wed"})
_UNSURE_MONTHS = frozenset({"may", "march", "mar", "dec", "jan", "sep"})

CLASSES: dict[str, str] = (
    {word: "UNSURE_DAY" if word in _UNSURE_WEEKDAYS else "WEEKDAY" for word in WEEKDAYS}
    | {word: "UNSURE_MONTH" if word in _UNSURE_MONTHS else "MONTH" for word in MONTHS}
    | dict.fromkeys(DAY_WORDS, "DAY_WORD")
    | dict.fromkeys(UNITS, "UNIT")
    | dict.fromkeys(("last", "past", "previous", "next", "this", "coming"), "REL")
    | dict.fromkeys(("morning", "afternoon", "evening", "night", "lunchtime", "am", "pm"), "PART")
    | dict.fromkeys(("st", "nd", "rd", "th"), "NTH")
    | dict.fromkeys(("ago", "back"), "AGO")
    | dict.fromkeys(FEASTS, "FEAST")
)
"""Classes of words for the reader."""

PAST_CUES = word_set(
    "since was were ordered bought got arrived came received placed paid said had did returned "
    "sent "
    "promised delivered been cancelled used worked opened collected purchased dispatched shipped "
    "posted told spoke called emailed rang missed left happened supposed meant last took went "
    "broke "
    "noticed found stopped started showed turned tried lost moved booked saw signed spent gave "
    "spoke wrote rang heard kept held began chose wore flew dealt picked ate drove brought taught"
)
FUTURE_CUES = word_set(
    "will can could going need needs want wants arrive arriving come coming due deliver expect "
    "next "
    "here leave leaving get away when should would may receive open still shall hoping hope please "
    "reach land turn ready is are possible"
)
SURELY_PAST = word_set("was were supposed meant promised said had did should've shouldve")
AHEAD = word_set("by before until till for")
"""Prepositions of a time to come."""
PLACED = AHEAD | word_set("on since last next this of in from after at every is was around about")
"""What stands before a weekday or month that could be another word."""

AFTER_DATES = word_set(
    "and or but to at is was please it i we you they he she have has not so did since now for when "
    "then instead in from with by until till after before if as just only which that because again "
    "of on this today about around"
)
"""What may follow a date that another word would make something else: "the 2nd time"."""
RELATIVES = {
    "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "this": 0,
}  # fmt: skip
"""Into the past or the future; see `bot.entities.tense`."""

WORDS = (
    PAST_CUES | FUTURE_CUES | SURELY_PAST | PLACED | AFTER_DATES
    | word_set("the a an of in from now couple few about day before after time black cyber good "
                "early late earlier to through and or at boxing eve year's new since but please "
                "delivery start beginning end every each it is was has have i he she we they you "
                "not so did my now an half happy merry night sunday")
)  # fmt: skip
"""Further words that the patterns here name."""

_NUM: Token = {"TAG": "NUM"}
_NTH = {"TAG": "NTH"}
_OF = {"ORTH": "of"}
_THE = {"ORTH": "the"}
_YEAR = {"TAG": "NUM", "LEMMA": "4"}
_UNIT = {"TAG": "UNIT"}
_AGO = {"TAG": "AGO"}
_PART = {"TAG": "PART"}
_ORD = {"TAG": "ORD"}
_A: Token = {"ORTH": {"IN": ["a", "an"]}}
_HALF: Token = {"ORTH": "half"}
_MONTH, _UNSURE_MONTH = {"TAG": "MONTH"}, {"TAG": "UNSURE_MONTH"}
_DAY, _UNSURE_DAY = {"TAG": "WEEKDAY"}, {"TAG": "UNSURE_DAY"}
_COUPLE = [{"ORTH": "couple"}, {"ORTH": "of", "OP": "?"}]
_FEW = {"ORTH": "few"}


def _maybe(token: Token) -> Token:
    return token | {"OP": "?"}


def _with_month(month: Token) -> list[list[Token]]:
    """Like "3 March", "the 3rd of March 2026", "March the 3rd", "March 3, 2026"."""
    comma = {"ORTH": ",", "OP": "?"}
    return [
        [_maybe(_THE), _NUM, _maybe(_NTH), _maybe(_OF), month],
        [_maybe(_THE), _NUM, _maybe(_NTH), _maybe(_OF), month, comma, _YEAR],
        [_maybe(_THE), _ORD, _maybe(_OF), month],
        [_maybe(_THE), _ORD, _maybe(_OF), month, comma, _YEAR],
        [month, _maybe(_THE), _NUM, _maybe(_NTH)],
        [month, _maybe(_THE), _NUM, _maybe(_NTH), comma, _YEAR],
        [month, _maybe(_THE), _ORD],
    ]


def _ago(*count: Token) -> list[list[Token]]:
    return [[*count, _UNIT, _AGO]]


def _ahead(*count: Token) -> list[list[Token]]:
    time = {"ORTH": "time", "OP": "?"}
    quote = {"ORTH": "'", "OP": "?"}
    return [
        [{"ORTH": "in"}, *count, _UNIT, quote, time],
        [*count, _UNIT, {"ORTH": "from"}, {"ORTH": "now"}],
    ]


PATTERNS: dict[str, list[list[dict[str, Any]]]] = {
    "day_word": [[{"TAG": "DAY_WORD"}], [{"TAG": "DAY_WORD"}, _PART]],
    "around": [
        [_maybe(_THE), {"ORTH": "day"}, {"ORTH": word}, {"TAG": "DAY_WORD"}]
        for word in ("before", "after")
    ],
    "weekday": [
        [_DAY], [{"TAG": "REL"}, _DAY], [_DAY, _PART], [{"TAG": "REL"}, _DAY, _PART],
        [_UNSURE_DAY], [{"TAG": "REL"}, _UNSURE_DAY], [_UNSURE_DAY, _PART],
        [_DAY, {"TAG": "REL"}, {"ORTH": "week"}],
    ],
    "weekday_date": [
        [day, {"ORTH": ",", "OP": "?"}, *pattern]
        for day in (_DAY, _UNSURE_DAY)
        for month in (_MONTH, _UNSURE_MONTH)
        for pattern in _with_month(month)[:4]
    ] + [[_DAY, _THE, _NUM, _NTH], [_DAY, _NUM, _NTH]],
    "date": _with_month(_MONTH) + _with_month(_UNSURE_MONTH),
    "day_of_month": [[_THE, _NUM, _NTH]],
    "day_of_period": [
        [_maybe(_THE), _NUM, _NTH, _OF, {"TAG": "REL"}, _UNIT],
        [_maybe(_THE), _NUM, _NTH, _OF, {"TAG": "REL"}, _MONTH],
    ],
    "slashed": [
        [_NUM, {"ORTH": "/"}, _NUM], [_NUM, {"ORTH": "/"}, _NUM, {"ORTH": "/"}, _NUM],
        [_NUM, {"ORTH": "-"}, _NUM, {"ORTH": "-"}, _NUM],
        [_NUM, {"ORTH": "."}, _NUM, {"ORTH": "."}, _NUM],
        [_NUM, {"ORTH": "."}, _NUM, {"ORTH": "."}],
    ],
    "ago": [
        *_ago(_NUM), *_ago(_A), *_ago(_maybe(_A), *_COUPLE), *_ago(_maybe(_A), _FEW),
        *_ago(_HALF, _A),
    ],
    "ahead": [*_ahead(_NUM), *_ahead(_A), *_ahead(_A, *_COUPLE), *_ahead(_A, _FEW)],
    "period": [
        [{"TAG": "REL"}, _UNIT], [_THE, {"ORTH": "weekend"}], [{"TAG": "REL"}, _MONTH],
        [{"TAG": "REL"}, _UNSURE_MONTH],
        [{"TAG": "REL"}, _PART],
    ],
    "month": [[_MONTH], [_MONTH, _YEAR], [_UNSURE_MONTH], [_UNSURE_MONTH, _YEAR]],
    "month_of_period": [
        [month, {"TAG": "REL"}, {"ORTH": "year"}] for month in (_MONTH, _UNSURE_MONTH)
    ],
    "feast": [[{"TAG": "FEAST"}], [{"TAG": "REL"}, {"TAG": "FEAST"}],
              [{"TAG": "FEAST"}, {"ORTH": {"IN": ["day", "evening", "monday", "sunday"]}}]],
}  # fmt: skip
"""What each kind of date looks like; `bot.entities.dates` says which day it is."""
