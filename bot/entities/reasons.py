"""Why an item comes back: "too tight", "cracked", "doesn't turn on", "changed my mind"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from bot.entities import reason_phrases as near
from bot.entities.detail import Detail
from bot.entities.patterns import Phrases
from bot.entities.reading import UNKNOWN, Reader, Reading
from bot.entities.words import AUXILIARIES, NOT

_CLOSE = 4
_SUPPOSED_WITHIN = 8

WORDS = near.WORDS | AUXILIARIES
"""Words that the phrases name, and those around them."""
SAME_WORDS = {word: meant for meant, words in near.SAME.items() for word in words.split()}
"""For the reader: words that the phrases do not tell apart."""


class ReasonReader:
    """Reads reasons; what is denied or only supposed is none."""

    def __init__(self, reader: Reader) -> None:
        self._phrases = Phrases(reader, near.phrases())

    def read(self, reading: Reading) -> Iterator[Detail]:
        """All reasons; value: one of those in `reason_phrases`."""
        for reason, start, end in self._phrases.find(reading):
            begin = start
            is_denying = reading.forms[start] == NOT
            # "does not turn on": the auxiliary belongs to it; "is", which is often left out, not.
            if is_denying and reading.form(start - 1) in AUXILIARIES - near.FORMS_OF_BE:
                begin -= 1
            if _is_denied(reading, begin) or _is_supposed(reading, begin):
                continue
            meant = _meaning(reading, reason, begin, start, end)
            if meant is not None:
                yield _detail(reading, meant, *_narrowed(reading, reason, begin, end))
        yield from _apart(reading)


def _detail(reading: Reading, meant: str, begin: int, end: int) -> Detail:
    first, last = reading.starts[begin], reading.ends[end - 1]
    return Detail("reason", first, last, reading.text[first:last], meant, 0.9)


def _apart(reading: Reading) -> Iterator[Detail]:
    """What the item stands within: "ordered the lamp twice"; the item is read by others."""
    for index, form in enumerate(reading.forms):
        meant, verbs = near.APART.get(form, ("", frozenset()))
        is_said = meant and _stands_before(reading, index, _CLOSE, verbs)
        is_other = reading.form(index - 1) in near.NOT_APART
        if is_said and not is_other and not _is_supposed(reading, index):
            yield _detail(reading, meant, index, index + 1)


def _meaning(reading: Reading, reason: str, begin: int, start: int, end: int) -> str | None:
    """What the phrase means where it stands; None if it is about something else."""
    if _is_no_item(reading, reason, begin, end) or _is_saying(reading, reason, begin, start, end):
        return None
    checks = {"damaged": _is_no_damage, "changed_mind": _is_refusal, "faulty": _is_no_fault}
    if reason in checks and checks[reason](reading, begin, start, end):
        return None
    if reason in ("wrong_item", "ordered_by_mistake"):
        return _mistaken(reading, reason, begin, start, end)
    return _size(reading, reason, begin, start, end) if reason.startswith("too_") else reason


def _is_no_item(reading: Reading, reason: str, begin: int, end: int) -> bool:
    """Whether it is said of the shop, of a person or of time."""
    before, after = reading.form(begin - 1), reading.form(end)
    # "your link is broken", "a broken promise"; "life's too short"
    is_item = reason in near.REASONS_OF_ITEMS
    close = takewhile(lambda form: form not in near.BREAKS, reading.forms[end : end + _CLOSE])
    if is_item and not near.ABOUT_THE_SHOP.isdisjoint(close):
        return True
    others = near.ABOUT_THE_SHOP if is_item else near.NO_ITEMS
    is_told = is_item or reason in near.REASONS_OF_MEASURE
    if is_told and _stands_before(reading, begin, _CLOSE, others):
        return True
    # "why is it taking so long"; "refunds for faulty things", but "two broken things"
    is_why = reason == "arrived_too_late" and _stands_before(reading, begin, _CLOSE, near.WHY)
    if is_why or (after in near.THINGS and before in near.ABOUT_THINGS):
        return True
    # "my toes are crushed", "my mam's in bits", "my nan's shrunk"
    is_bodily = reason == "damaged" or not near.BODILY.isdisjoint(reading.forms[begin:end])
    at = begin - 1 - (before in near.FORMS_OF_BE)
    is_said = reading.form(at + 1) in near.FORMS_OF_BE
    return is_bodily and is_said and reading.form(at) in near.OF_PEOPLE


def _is_saying(reading: Reading, reason: str, begin: int, start: int, end: int) -> bool:
    """Whether the words before or behind make another phrase of it."""
    before, after = reading.form(begin - 1), reading.form(end)
    first = reading.forms[start]
    is_other = (reason, reading.forms[end - 1], after) in near.OTHER_MEANINGS
    # "a women's small", where "'s" is no "is"
    is_whose = reading.tags[start] == "genitive" and before == UNKNOWN
    if is_whose or (is_other and first not in ("keep", "keeps")):
        return True
    # "fallen through the cracks"; "boots run big?"; "can I get it", but "I can get it cheaper"
    is_asked = before in near.PEOPLE_ASKED and reading.form(begin - 2) in ("can", "could")
    is_asked = is_asked and reason == "found_cheaper"
    if is_asked or before == "through" or (after == "?" and first in ("run", "come")):
        return True
    # "haven't ordered", but "never ordered"
    is_ahead = reading.forms[start:end] == [NOT, "ordered"]
    if is_ahead and reading.words[start].casefold() != "never":
        return True
    # "drill a hole", "seen as a fault", "what's a fault", "do they count as faulty"
    is_named = first == "a" or reading.form(begin - 2) in ("count", "counts")
    is_what = before == "is" and reading.form(begin - 2) == "what"
    return is_named and (before in near.MAKING or before == "as" or is_what)


def _is_no_fault(reading: Reading, begin: int, start: int, end: int) -> bool:
    before, after = reading.form(begin - 1), reading.form(end)
    # "tried that, didn't work": advice; "it didn't work" is a thing.
    if reading.words[begin].casefold().startswith("did") and (before or ".") in near.BREAKS:
        return True
    # "I can't work it out", "don't work too hard": people, not things.
    return reading.forms[start] == NOT and (before in near.PEOPLE or after in near.LABOURING)


def _size(reading: Reading, reason: str, begin: int, start: int, end: int) -> str | None:
    after = reading.form(end)
    # "doesn't fit the alcove", but "doesn't fit me", "he does not fit in this".
    who = begin - 1 - (reading.form(begin - 1) in near.FORMS_OF_BE)
    is_worn = reading.form(who) in ("i", "he", "she")
    if reading.forms[end - 1] == "fit" and after in near.PLACES and not is_worn:
        return "too_big"
    # "how long is too long after", "a day longer than expected": no size.
    is_time = "long" in reading.forms[start:end] and after in ("after", "before", "ago")
    if is_time or reading.tag(begin - 1) == "UNIT":
        return None
    # "a rather large order", but "a bit tight round the" hips; "too" says it of the thing.
    is_over = reading.forms[end - 1] in near.DETERMINERS
    is_weak = reading.forms[start] in near.WEAK and reading.tag(end) == "word" and not is_over
    return None if is_weak and after not in near.AFTER_SIZES else reason


def _is_no_damage(reading: Reading, begin: int, start: int, end: int) -> bool:
    """Whether people did it themselves, wish for it or ask about it in general."""
    before, after = reading.form(begin - 1), reading.form(end)
    said = reading.words[start].casefold()
    # "you've ruined Christmas" is a reproach; people break bones, too.
    is_of_bones = reading.form(end + 1) in near.BONES
    if before == "you" or (is_of_bones and reading.forms[end - 1] not in ("in", "on")):
        return True
    # "I cracked it myself", "my wife broke one"; "broke my last pan".
    is_own = before in near.OWNERS and after in near.OBJECTS
    is_mine = after == "my" and end - begin == 1 and (before or ".") in near.BREAKS
    # "I want it destroyed", "the aprons get filthy"
    is_wished = before in near.OBJECTS and reading.form(begin - 2) in ("want", "wanted")
    is_by_self = not near.SELF.isdisjoint(reading.forms[end : end + 2])
    if is_own or is_mine or is_wished or is_by_self or before == "get":
        return True
    # "flood damage", "what was the damage"; vegetables; orders that are split among parcels.
    is_named = said == "damage" and before in near.KINDS_OF_DAMAGE
    if is_named or said.startswith("leek"):
        return True
    is_order = _stands_before(reading, begin, _CLOSE, frozenset({"order", "orders"}))
    return is_order and "split" in reading.forms[start:end]


def _is_refusal(reading: Reading, begin: int, start: int, end: int) -> bool:
    """Whether a suggestion, a day or what is no item is refused."""
    phrase = reading.forms[start:end]
    # "that date is no use to me"; "on second thoughts, the cream one"; "Saturday doesn't suit us"
    is_date = _stands_before(reading, begin, _CLOSE, near.NO_USE)
    is_useless = is_date and phrase[:2] in (["no", "good"], ["no", "use"])
    is_thought = phrase[0] == "second" and reading.form(begin - 1) == "on"
    is_day = reading.tag(begin - 1) not in ("", "word", "sign", "genitive")
    if is_useless or is_thought or (is_day and "suit" in phrase):
        return True
    if phrase[0] not in (NOT, "no", "i", "we") or not {"want", "need"} & set(phrase):
        return False
    # "I don't want it wrapped", but "don't want it any more".
    is_word = reading.tag(end) == "word"
    if is_word and reading.words[end].casefold().endswith(("pped", "red", "ted")):
        return True
    rest = list(takewhile(lambda form: form not in near.BREAKS, reading.forms[end : end + 6]))
    # "dont need, sorry", but "don't need to"; "no longer need a lamp"
    if phrase == [NOT, "need"]:
        return bool(rest) and rest[0] != "now"
    if phrase[-1] not in near.DETERMINERS or near.ANY_MORE & set(rest):
        return False
    # "I don't want the rules", "I don't want my dad to know"
    return not rest or rest[0] in near.OF_PEOPLE or not near.NO_GOODS.isdisjoint(rest)


def _mistaken(reading: Reading, reason: str, begin: int, start: int, end: int) -> str | None:
    """Whose mistake it is: the shop's, the customer's; None if only the talk is mended."""
    forms, phrase, before = reading.forms, reading.forms[start:end], reading.form(begin - 1)
    # "I'm scared to order it twice"; "I made a mistake in my address"
    is_slip = phrase[-1] == "mistake" and not near.CANCELLING & set(forms)
    if before == "to" or (is_slip and phrase[0] in ("made", "make")):
        return None
    if phrase[0] in ("by", "in"):
        if _stands_before(reading, begin, _SUPPOSED_WITHIN, near.OTHER_DOINGS):
            return None
        is_sent = _stands_before(reading, begin, _SUPPOSED_WITHIN, near.SENT)
        return "wrong_item" if is_sent else reason
    if not {"wrong", "incorrect"} & set(phrase):
        return reason
    if reason == "ordered_by_mistake":
        return "wrong_item" if before in ("you", "they", "somebody", "someone") else reason
    is_about_shop = phrase[-1] == "wrong" and reading.form(end) in near.ABOUT_THE_SHOP
    if is_about_shop or _is_mended(reading, begin, end):
        return None
    # "the wrong colour for my hall": it is as ordered.
    is_for_own = reading.form(end) == "for" and reading.form(end + 1) in near.WHOSE
    if phrase[-1] in near.LOOKS and is_for_own:
        return "changed_mind"
    pairs = set(pairwise(forms))
    is_own_fault = bool(pairs & near.OWN_FAULT) and (NOT, "my") not in pairs
    # What is to be cancelled is not here yet: nothing wrong was sent.
    is_ahead = bool(near.CANCELLING & set(forms)) and not near.HERE & set(forms)
    return "ordered_by_mistake" if is_own_fault or is_ahead else reason


def _is_mended(reading: Reading, begin: int, end: int) -> bool:
    """Like "sorry, wrong one, the newer one": what was said or shown in the talk was wrong."""
    at = begin - 1
    while reading.form(at) in ("the", "a", "you"):
        at -= 1
    if reading.form(at) in near.NAMING or near.HERE & set(reading.forms[end : end + 3]):
        return reading.form(at) in near.NAMING
    excuse = at - 1 if reading.form(at) == "," else at
    if reading.form(excuse) in near.EXCUSES and reading.forms[end - 1] not in ("size", "colour"):
        return True
    is_head = at < 0 or reading.form(at) in near.BREAKS
    if (reading.form(at), reading.form(at - 1)) == ("is", "that"):
        return (reading.form(at - 2) or ".") in near.BREAKS
    is_instead = reading.form(end + 1) == "the" or reading.form(end + 2) == "talking"
    return is_head and is_instead and reading.form(end) in (",", ".")


def _narrowed(reading: Reading, reason: str, begin: int, end: int) -> tuple[int, int]:
    """Without what is no part of it: "'s tight", "too tight round the", "lamp died"."""
    is_loose = reason in ("too_small", "too_big", "faulty")
    while is_loose and begin < end - 1 and reading.forms[begin] in near.LOOSE_BEFORE:
        begin += 1
    while begin < end - 1 and reading.forms[end - 1] in near.LOOSE_BEHIND:
        end -= 1
    return begin, end


def _stands_before(reading: Reading, index: int, within: int, words: frozenset[str]) -> bool:
    """Whether one of the words stands before the token, in its clause."""
    backwards = reversed(reading.forms[max(index - within, 0) : index])
    return not words.isdisjoint(takewhile(lambda form: form not in near.BREAKS, backwards))


def _is_denied(reading: Reading, start: int) -> bool:
    for index in range(start - 1, max(start - 1 - _CLOSE, -1), -1):
        form = reading.forms[index]
        if form in near.DENIALS:
            return True
        # "it's not that I picked the wrong one"
        if form not in near.BETWEEN_DENIAL and (form, reading.form(index - 1)) != ("i", "that"):
            return False
    return False


def _is_supposed(reading: Reading, start: int) -> bool:
    for index in range(start - 1, max(start - 1 - _SUPPOSED_WITHIN, -1), -1):
        form = reading.forms[index]
        if form in near.SUPPOSED:
            return True
        if form in near.BREAKS_OF_SUPPOSING:
            break
        # "do your jumpers come up small", but "what do I do with a broken one"
        is_head = index == 0 or reading.forms[index - 1] in near.BREAKS_OF_SUPPOSING
        behind = reading.form(index + 1)
        asked = near.ASKED_TO_GO if form in ("can", "could") else near.PEOPLE_ASKED
        if is_head and form in near.ASKING and behind not in asked:
            return True
        if (form == "or" or is_head) and _is_asked_of_a_thing(reading, index, start):
            return True
        is_anything = form in near.ANYTHING and reading.form(index - 1) == "when"
        if is_anything or (form in near.MIGHT and behind in near.COME_ABOUT):
            return True
    return False


def _is_asked_of_a_thing(reading: Reading, index: int, start: int) -> bool:
    """Like "is it too big to wrap", "are bent pegs covered"; not "is it possible to return"."""
    index += reading.forms[index] == "or"
    if reading.form(index) not in ("is", "are") or reading.tag(index) == "genitive":
        return False
    asked = reading.forms[index + 1 : start]
    # "is the wrong size" leaves out its "it".
    if not asked or asked[0] not in near.ASKING_OF_A_THING or asked in (["the"], ["a"]):
        return start == 1 and reading.forms[0] == "are"
    return not {"possible", "ok", "okay"} & set(asked)
