"""Words around options of products, and what they tell about what stands between them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.entities.patterns import Match
from bot.entities.reading import Reading
from bot.entities.words import NUMBERS, word_set

COMMON_RANK = 9_000
"""Words above this rank in the encoder's vocabulary, which runs from frequent to rare, are no
option by themselves: "oak" needs a context, "walnut" none."""

AMBIGUOUS = word_set("rust ink heather fig chalk sage")
"""Rare words that customers use otherwise."""

THINGS = word_set(
    "one ones version colour colours shade glaze finish cover pair size sizes model variant type "
    "option set paper material"
)
CHOSEN = word_set(
    "want wanted ordered order got get received sent chose choose picked prefer have need bought "
    "exchange swap change of than only like"
)
ENDS = word_set(
    ", . ? ! ) ; : / - or and please instead not rather but is was for because it that thanks size "
    "if to with came arrived thx pls than though"
) | {""}
LINKS = word_set("or and / , not than to from vs but")
NOT_SIZES = word_set("too very so bit quite really rather way little")
SIZE_WORDS = word_set("size sizes")
LED = (
    CHOSEN | LINKS
    | word_set(
        "in a an the for is was be am says said say called calls meant paid asked clicked selected "
        "this my get send give make become it with put take keep me after that are all were one "
        "has read "
        ": - . ? ,"
    )
    | {""}
)  # fmt: skip
"""What stands before an option in a message that speaks of options."""
BEHIND = (
    ENDS | LINKS | CHOSEN | THINGS
    | word_set("in on off at from i you we where when should before then now how")
)  # fmt: skip
"""What stands behind one."""
CHOOSING = word_set(
    "swap exchange change switch trade replace replacement instead colour shade glaze size sizes "
    "scent wood meant"
)
"""In a message with one of these, a word that stands like an option is one."""
IS = word_set(": is was be should would as i we want wanted ordered chose it")
"""Between a dimension and its option: "colour should be navy"."""
COLOURS = word_set("black white red blue green orange yellow pink purple grey brown navy beige")
"""As nouns these are options, where "the sea" and "the clear" are none."""
SIZED = word_set("small medium large")
_LEADING = word_set(
    "in to into for get got want need make be become that it is am was wear take send bring give "
    "order ordered not than me and or my trade the"
)
"""Before "a large" these make it a size: "make that a medium"."""
_FITTING = word_set("fit or than be is was left equal would will and too much in on from")
"""Behind "a medium" these leave no other noun to come."""
_TOLD = word_set("say says said with is be was does")
_MODIFIERS = word_set("bright dark light deep pale plain plainly really")
_BODY = word_set(
    "foot feet chest waist hips hip bust collar shoulder shoulders neck leg legs height tall head"
)
_UNSIZED = (_BODY - {"foot", "feet"}) | word_set(
    "street road house flat door address postcode £ $ € invoice bank paypal visa card degrees wash "
    "charged refund price number"
)
"""In a message with one of these bare numbers are no sizes."""
SEASONS = word_set("spring summer autumn winter")
DURING = word_set("in over since during after before until all last next this")
WORN = word_set("am is was take wear") | CHOSEN

WORDS = (
    DURING | BEHIND | CHOOSING | NOT_SIZES | LED | IS | WORN | _LEADING | _FITTING | _TOLD | SIZED
    | {"extra", "double", "rather"}
)  # fmt: skip
"""Further words that the rules here name."""


def is_end(reading: Reading, index: int) -> bool:
    """Whether what an option is said of ends here: a word of `ENDS`, a quotation mark, a smiley."""
    form = reading.form(index)
    return form in ENDS or (reading.tag(index) == "sign" and form not in ("/", "-", "&", "'"))


def lead(reading: Reading, start: int) -> str:
    """The form before an option, without quotation marks and shades: "is bright red"."""
    at = start - 1
    while at > 0 and (reading.words[at] in '"“‘' or reading.words[at].casefold() in _MODIFIERS):
        at -= 1
    return reading.form(at)


def is_noun(reading: Reading, start: int, end: int) -> bool:
    """Whether a colour or a size is a noun here: "the blue", "make that a medium"."""
    before, far, form = reading.form(start - 1), reading.form(start - 2), reading.forms[start]
    if end - start > 1 or before not in ("a", "the", "your"):
        return before in ("it", "that") and far in ("make", "made") and is_end(reading, end)
    is_last = is_end(reading, end)
    if form in SIZED:
        is_between = is_last or reading.form(end) in _FITTING
        # "a medium" is hardly anything else.
        return is_between and (far in _LEADING or form == "medium")
    # "I'm in the red" is about money.
    is_of_colour = form in COLOURS and before != "your" and far != "in"
    return is_last and (is_of_colour or far in ("not", "or", "than"))


def is_told_size(reading: Reading, start: int, end: int) -> bool:
    """Whether a capital is a size here: "the label says S", "with M?"; initials are none."""
    text, first, last = reading.text, reading.starts[start], reading.ends[end - 1]
    if text.isupper() or reading.words[start].islower():
        return False
    # "M&S", "T-S", "S. Oakes"
    if text[last : last + 1] in ("&", "-", "'", "’") or text[first - 1 : first] in ("&", "-", "'"):
        return False
    is_initial = text[last : last + 1] == "." and text[last + 1 : last + 3].strip()[:1].isupper()
    before = reading.words[start - 1] if start else ""
    if is_initial or (len(before) == 1 and before.isupper() and before != "I"):
        return False
    if reading.form(start - 1) in _TOLD or before.casefold() in ("sez", "labelled"):
        return True
    is_of_size = any(
        word in ("XS", "XL", "XXL", "S", "M", "L")
        for place, word in enumerate(reading.words)
        if not start <= place < end
    )
    near = {word.casefold() for word in reading.words}
    return is_of_size or not near.isdisjoint(_BODY | SIZE_WORDS | {"fit", "cm", "shirt", "socks"})


def is_of_body(reading: Reading, start: int) -> bool:
    """Whether a measure is someone's own: "my foot is 26 cm"."""
    return any(word.casefold() in _BODY for word in reading.words[max(start - 3, 0) : start])


def has_sizes(reading: Reading) -> bool:
    """Whether bare numbers may be sizes in this message: not with an address or money in it."""
    return all(word.casefold() not in _UNSIZED for word in reading.words)


def is_listed(
    reading: Reading, one: Match, found: Sequence[Match], dimensions: Collection[str]
) -> bool:
    """Whether the option stands right beside another one: "navy L", "oak, 140 cm"."""
    word = one.key.casefold()
    if word in NUMBERS or word in ("with", "without", "uk", "us"):
        return False
    # "plain white" is white.
    if word == "plain" or not set(dimensions).isdisjoint(reading.forms[one.start : one.end]):
        return False
    is_small_letter = len(word) == 1 and reading.words[one.start].islower()
    if is_small_letter or is_inflected(reading, one.start) or is_idiom(reading, one.start):
        return False
    for other in found:
        first, last = sorted((one, other), key=lambda match: match.start)
        gap = reading.forms[first.end : last.start]
        if last.start >= first.end and gap in ([], [","]) and (not gap or is_end(reading, one.end)):
            return True
    return False


def is_inflected(reading: Reading, start: int) -> bool:
    """Like "it rusts", "cleared up"; "two mediums" is a size all the same."""
    form, word = reading.forms[start], reading.words[start].casefold()
    is_verb = word.endswith(("s", "ed", "ing")) and word.startswith(form[:-1]) and word != form
    return is_verb and form not in ("small", "medium", "large")


def is_idiom(reading: Reading, start: int) -> bool:
    """Like "set in stone", "in the summer"."""
    before = (reading.form(start - 2), reading.form(start - 1))
    when = before[0] if before[1] == "the" else before[1]
    is_season = reading.forms[start] in SEASONS and when in DURING
    # "in black and white": in writing.
    here = reading.words[max(start - 3, 0) : start + 3]
    is_in_writing = "black and white" in " ".join(here).casefold()
    return is_season or is_in_writing or before == ("set", "in")
