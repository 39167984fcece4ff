"""Why an item comes back: "too tight", "cracked", "doesn't turn on", "changed my mind"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, takewhile

from bot.entities.detail import Detail
from bot.entities.patterns import Phrases, expanded
from bot.entities.reading import UNKNOWN, Reader, Reading
from bot.entities.reason_phrases import DENIALS, SAME, phrases
from bot.entities.words import AUXILIARIES, NOT, word_set

_SUPPOSED = word_set(
    "if whether unless case ever should suppose supposing say once people customers"
)
"""Before a phrase, these make it a question about what might be: "what if it's too small"."""
_ASKING = word_set("do does will would")
"""At the head of a clause and not about us, these ask what is or would be: "do they run small"."""
_BREAKS_OF_SUPPOSING = word_set(". , ; ! ? but so because since : ( )")
_BREAKS = word_set(". , ; ! ? but and so because since as : ( )")
_ABOUT_THE_SHOP = word_set(
    "link links website page pages app checkout login password code codes voucher account tracking "
    "email emails basket card payment chat bot form promo coupon discount heart promise system "
    "attachment receipt pdf file "
    "id password cookie address adress catalogue mail profile error gc subscription support staff"
)
"""What is broken or does not work is no item, where one of these stands close by."""
_CLOSE = 4
_DENIED_WITHIN = 4
_SUPPOSED_WITHIN = 8
_BETWEEN_DENIAL = word_set(
    "a an at all too very really that so in any even been is was be actually quite it them the bit "
    "way badly it's"
)

_BONES = word_set("ankle hip wrist arm heart hand finger toe neck nose foot")
_MEANT_BY_OTHERS = AUXILIARIES | {"am"}
_MEANT_FOR_THEM = word_set("i'm im we're isn't isnt wasn't wasnt aren't arent weren't werent")
_MAKING = word_set("drill cut cutting make")
_REASONS_OF_ITEMS = frozenset(
    {"damaged", "faulty", "ordered_by_mistake", "changed_mind", "unwanted_gift"}
)
_FORMS_OF_BE = word_set("is are was were")
_PEOPLE = word_set("i we you he she they")
_PEOPLE_ASKED = frozenset({"i", "we", "you"})
_PLACES = word_set("the in through under into on our inside between behind over")
_WEAK = word_set("very really quite rather so bit little slightly")
_AFTER_SIZES = word_set("for on in and but at around across so i it to than me him her us")
_DETERMINERS = word_set("the my our your")
_THINGS = frozenset({"damaged", "unwanted_gift", "found_cheaper"})
"""What says these is a thing ("a dent in", "a present from a") or how it is ("cheaper on")."""
_BEFORE_THINGS = word_set("a an the has have had")
_LEADING_ON = word_set("a in on at down along from its when after")

_OTHER_MEANINGS = frozenset(
    {
        ("arrived_too_late", "late", "to"), ("changed_mind", "it", "to"),
        ("changed_mind", "it", "when"), ("changed_mind", "it", "if"),
        ("damaged", "chipped", "in"), ("damaged", "bent", "down"),
        ("damaged", "bent", "to"), ("damaged", "bent", "over"), ("damaged", "broken", "record"),
        ("damaged", "torn", "between"), ("damaged", "broken", "into"),
        ("damaged", "damage", "on"), ("damaged", "damage", "for"),
        ("faulty", "up", "looking"), ("faulty", "up", "on"), ("faulty", "anything", "with"),
        ("arrived_too_late", "christmas", "deliveries"),
        ("arrived_too_late", "christmas", "delivery"), ("arrived_too_late", "weeks", "to"),
        ("arrived_too_late", "months", "to"),
    }
)  # fmt: skip
"""A reason, the last word of its phrase and the word behind: "too late to", "hate it when"."""

WORDS = (
    frozenset(re.findall(r"[a-z']+", " ".join(chain.from_iterable(phrases().values()))))
    | _SUPPOSED | _ASKING | _MAKING | {"count", "counts"} | DENIALS | _BETWEEN_DENIAL
    | _MEANT_BY_OTHERS | _ABOUT_THE_SHOP | _BREAKS
    | {behind for _, _, behind in _OTHER_MEANINGS} | _PEOPLE | _BONES | _PLACES | _WEAK
    | _AFTER_SIZES
)  # fmt: skip
"""Words that the phrases name."""

SAME_WORDS = {word: meant for meant, words in SAME.items() for word in words.split()}
"""For the reader: words that the phrases do not tell apart."""


class ReasonReader:
    """Reads reasons; what is denied or only supposed is none."""

    def __init__(self, reader: Reader) -> None:
        self._phrases = Phrases(
            reader,
            {reason: [text for line in lines for text in expanded(line)]
             for reason, lines in phrases().items()},
        )  # fmt: skip

    def read(self, reading: Reading) -> Iterator[Detail]:
        """All reasons; value: one of those in `reason_phrases`."""
        for reason, start, end in self._phrases.find(reading):
            begin = start
            is_denying = reading.forms[start] == NOT
            # "does not turn on": the auxiliary belongs to it; "is", which is often left out, not.
            if is_denying and reading.form(start - 1) in AUXILIARIES - _FORMS_OF_BE:
                begin -= 1
            if _is_denied(reading, begin) or _is_supposed(reading, begin):
                continue
            meant = _meaning(reading, reason, begin, start, end)
            if meant is None:
                continue
            begin, end = _in_fewest_words(reading, meant, begin, end)  # noqa: PLW2901
            first, last = reading.starts[begin], reading.ends[end - 1]
            yield Detail("reason", first, last, reading.text[first:last], meant, 0.9)


def _meaning(reading: Reading, reason: str, begin: int, start: int, end: int) -> str | None:
    """What the phrase means where it stands; None if it is about something else."""
    before, after = reading.form(begin - 1), reading.form(end)
    said = (reason, reading.forms[end - 1], after)
    # "you've ruined Christmas" is a reproach; people break bones, too.
    if reason == "damaged" and (before == "you" or reading.form(end + 1) in _BONES):
        return None
    if before == "through" or said in _OTHER_MEANINGS or _is_told_of_a_person(reading, start):
        return None
    if reason in _REASONS_OF_ITEMS and _is_about_the_shop(reading, begin, end):
        return None
    if reading.forms[start:end] == [NOT, "ordered"] and reading.words[start].casefold() != "never":
        return None
    # "how am I meant to pay", "I'm meant to get a refund"
    first = reading.words[start].casefold().replace("’", "'")
    is_meant_by_others = before in _MEANT_BY_OTHERS or first in _MEANT_FOR_THEM
    if "meant" in reading.forms[start:end] and is_meant_by_others:
        return None
    # "drill a hole", "counts as a fault"
    is_made = reading.forms[start] == "a" and before in _MAKING
    if is_made or (before == "as" and reading.form(begin - 2) in ("count", "counts")):
        return None
    # "I can't work it out", "don't work too hard": people, not things.
    if (
        reason == "faulty"
        and reading.forms[start] == NOT
        and (before in _PEOPLE or after in ("out", "too", "hard", "for", "till", "until"))
    ):
        return None
    if reason in ("too_small", "too_big"):
        # "doesn't fit me", but "doesn't fit the alcove".
        if reading.forms[end - 1] == "fit" and after in _PLACES:
            return "too_big"
        # "how long is too long after", "a day longer than expected": no size.
        is_time = "long" in reading.forms[start:end] and after in ("after", "before", "ago")
        if is_time or reading.tag(begin - 1) == "UNIT":
            return None
        # "a rather large order", but "a bit tight round the" hips; "too" says it of the thing.
        is_over = reading.forms[end - 1] in _DETERMINERS
        is_weak = reading.forms[start] in _WEAK and reading.tag(end) == "word" and not is_over
        return None if is_weak and after not in _AFTER_SIZES else reason
    if reason == "unwanted_gift" and after in ("card", "cards", "wrap", "wrapping", "voucher"):
        return None
    if (
        reason == "ordered_by_mistake"
        and "wrong" in reading.forms[start:end]
        and (before in ("you", "they", "somebody", "someone"))
    ):
        return "wrong_item"
    return reason


def _in_fewest_words(reading: Reading, reason: str, begin: int, end: int) -> tuple[int, int]:
    """Without what only showed what is meant: "is so flimsy", "a stain on", "tight round the"."""
    first = _FORMS_OF_BE | (_BEFORE_THINGS if reason in _THINGS else frozenset())
    last = _DETERMINERS | (_LEADING_ON if reason in _THINGS else frozenset())
    if reason == "ordered_by_mistake":
        first, last = first | _PEOPLE, last | {"a"}
    if reason == "found_cheaper" and "cheaper" in reading.forms[begin:end]:
        # Where it is so does not matter.
        end = reading.forms.index("cheaper", begin) + 1
    while end - begin > 1 and reading.forms[end - 1] in last:
        end -= 1
    while end - begin > 1 and reading.forms[begin] in first:
        begin += 1
    return begin, end


def _is_told_of_a_person(reading: Reading, start: int) -> bool:
    """Like "a women's small", where "'s" is no "is"."""
    is_genitive = reading.tags[start] == "genitive"
    return is_genitive and reading.form(start - 1) == UNKNOWN


def _is_denied(reading: Reading, start: int) -> bool:
    for index in range(start - 1, max(start - 1 - _DENIED_WITHIN, -1), -1):
        form = reading.forms[index]
        if form in DENIALS:
            return True
        if form not in _BETWEEN_DENIAL:
            return False
    return False


def _is_about_the_shop(reading: Reading, start: int, end: int) -> bool:
    """Like "your link is broken", "a broken promise"."""
    for index in range(start - 1, max(start - 1 - _CLOSE, -1), -1):
        if reading.forms[index] in _BREAKS:
            break
        if reading.forms[index] in _ABOUT_THE_SHOP:
            return True
    after = takewhile(lambda form: form not in _BREAKS, reading.forms[end : end + _CLOSE])
    return any(form in _ABOUT_THE_SHOP for form in after)


def _is_supposed(reading: Reading, start: int) -> bool:
    for index in range(start - 1, max(start - 1 - _SUPPOSED_WITHIN, -1), -1):
        form = reading.forms[index]
        if form in _SUPPOSED:
            return True
        if form in _BREAKS_OF_SUPPOSING:
            break
        # "do your jumpers come up small", but "what do I do with a broken one"
        is_head = index == 0 or reading.forms[index - 1] in _BREAKS_OF_SUPPOSING
        if is_head and form in _ASKING and reading.form(index + 1) not in _PEOPLE_ASKED:
            return True
    return False
