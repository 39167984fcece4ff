"""What makes a number one of items where no item is named: "I need six", "ordered 3, got 2"."""

from __future__ import annotations

from bot.entities.reading import Reading
from bot.entities.spoken_numbers import number_before
from bot.entities.words import word_set

THINGS = frozenset({"thing", "things"})
"""Not sold, where only one or a couple is spoken of."""
NO_DESCRIPTION = word_set(
    "so and but or for if when because as that is are was were have has had to with on in at by "
    "not about off per colour colours size sizes"
)
"""What may not stand between a number and the thing that it counts."""
SIZES = word_set("small medium large")
MOST_ITEMS = 999
MOST_OF_ONE = 12
"""As many may stand before a singular, "two chair"; a higher number is something else."""
_WANTED = word_set(
    "ordered order got get received receive sent send bought buy want wanted need needed chose "
    "have had return returning keep keeping add missing take give put cancel remove make"
)
_SAID = word_set(
    ". , ! ? ; ) and but not only instead please pls thanks came arrived when so got then now by"
) | {""}
_ARRIVED = word_set("came arrived missing broken cracked damaged smashed chipped")
"""What becomes of items: "two came", "all four smashed"."""
_CONTRASTED = word_set(
    "not only just got for be is are was were has had says said count sent charged from to , and "
    "have"
)
"""Before a number that another one is held against: "ordered three, got two"."""
_CONTRAST_ENDS = (
    _SAID | _ARRIVED | word_set("has have had were was are is in left inside received short to")
)
_NO_GOODS = word_set(
    "emails mails messages texts letters orders parcels packages boxes deliveries payments charges "
    "refunds calls times weeks days hours people accounts cards codes links numbers names men lots"
)
"""Unlike "four napkins ordered" these are no items, whatever came of them."""
_CHARGED = word_set("billed charged took taken paid through debited")
"""Before "x2" these mean "twice"."""
_JOINTS = (".", ",", "/", ":", "-")
_FAR = 6
_SIZE_WORDS = word_set("size sizes shoe shoes boots trainers sneakers feet foot uk eu")
"""In a message with one of these a bare numeral may be a size: "it's an 8, I need 9"."""

WORDS = (
    NO_DESCRIPTION | _WANTED | _SAID | _CONTRASTED | _CONTRAST_ENDS | _CHARGED
    | {"quantity", "all", "made", "extra", "spare", "with", "for", "to", "from"}
)  # fmt: skip
"""Words that the rules here name."""


def is_ended(reading: Reading, index: int) -> bool:
    """Whether what was asked for ends here: "2 large, please", "one small in navy"."""
    return reading.form(index) in _SAID or reading.form(index) in ("in", "for")


def is_asked_for(reading: Reading, start: int, end: int, value: int) -> bool:
    """Like "all three", "only 4 came", "make it two", "two more please", "I need six"."""
    if is_of_other_goods(reading, start, end):
        return True
    before, after, behind = reading.form(start - 1), reading.form(end), reading.form(end + 1)
    if before == "of" and reading.form(start - 2) == "instead":
        # "three instead of four"
        return reading.tag(start - 3) == "NUM" and after in _SAID
    if before == "all" and value > 1:
        return after in _SAID | _ARRIVED | {"of", "are", "were", "have"}
    is_few = 1 < value <= MOST_OF_ONE
    is_clause = before in ("", ".", ",", "and", "but", "only", "just", "because")
    if is_clause and after in _ARRIVED and value <= MOST_OF_ONE:
        # "two came"; "one came" may be any, but not "1 missing".
        return is_few or after not in ("came", "arrived")
    if reading.forms[start] == "one" or value > MOST_OF_ONE or may_be_size(reading, start):
        return False
    if before in ("it", "that") and reading.form(start - 2) in ("make", "made"):
        return after in _SAID
    # "can I have two more"
    if after in ("more", "extra", "spare") and is_few:
        return behind in _SAID
    at = start - 2 if before in ("only", "just", "me", "us") else start - 1
    # "I'll take two", but "it takes only two"
    is_taken = reading.form(at) != "take" or reading.form(at - 1) in ("i", "we", "will", "to")
    has_ended = after in _SAID or (
        # "add 2 to my order"
        after in ("to", "from", "for", "in", "on", "with") and reading.tag(end + 1) == "word"
    )
    return reading.form(at) in _WANTED and is_taken and has_ended


def is_told_as_quantity(reading: Reading, start: int, end: int) -> bool:
    """Like "qty 3", "quantity: 5", "change the quantity of the plates from 2 to 8"."""
    before = reading.form(start - 1)
    if before == "quantity" or reading.form(start - 2) == "quantity":
        is_sign = reading.tag(start - 1) == "sign"
        return is_sign or before in ("quantity", "of", "is", "to", "from")
    near = reading.forms[max(start - _FAR, 0) : start]
    if "quantity" not in near or not {".", "?", "!"}.isdisjoint(near):
        return False
    is_led = before in ("to", "from", "be", "is", "of", "not")
    return is_led and reading.form(end) in _SAID | {"to", "from", "on", "in", "for"}


def is_of_other_goods(reading: Reading, start: int, end: int) -> bool:
    """Like "8 napkins ordered", "missing two screws": what the catalogue does not name."""
    if reading.tag(end) != "word" or reading.forms[end] in NO_DESCRIPTION | THINGS | SIZES:
        return False
    word = reading.words[end].casefold()
    if not word.endswith("s") or word.endswith("ss") or word in _NO_GOODS:
        return False
    return reading.form(start - 1) == "missing" or reading.form(end + 1) in (
        "ordered", "received", "missing", "short", "inside"
    )  # fmt: skip


def contrasted(reading: Reading, index: int) -> tuple[int, int] | None:
    """Like the second number of "ordered three, got two": where it begins, and what it counts."""
    start, value = number_before(reading, index + 1)
    before, after = reading.form(start - 1), reading.form(index + 1)
    if not 1 <= value <= MOST_ITEMS or is_part_of_a_number(reading, start, index):
        return None
    # "One" is mostly a pronoun; money and days are read as such only with their units.
    if reading.forms[start] == "one" or may_be_size(reading, start):
        return None
    others = [at for at in range(start) if reading.tag(at) == "NUM"]
    if others and reading.tag(others[-1] + 1) not in ("word", "sign", "NUM", "ORD", "TIMES"):
        # "it took 5 days, not 3"
        return None
    if value > MOST_OF_ONE and before not in ("not", "be"):
        return None
    is_other = before == "other" and reading.form(start - 2) in ("the", "my")
    is_ordered = before in _WANTED | _CONTRASTED or is_other
    if before == "of" and reading.form(start - 2) == "instead":
        is_ordered = True
    if before in (",", "and") and after not in (
        "in",
        "inside",
        "came",
        "arrived",
        "left",
        "received",
    ):
        return None
    if not is_ordered or after not in _CONTRAST_ENDS or reading.tag(index + 2) == "NUM":
        return None
    return start, value


def may_be_size(reading: Reading, index: int) -> bool:
    """Whether a numeral is rather the size of a shoe; whoever counts writes "two"."""
    is_numeral = reading.words[index].isdecimal() and int(reading.words[index]) > 2  # noqa: PLR2004
    return is_numeral and any(word.casefold() in _SIZE_WORDS for word in reading.words)


def is_twice_or_sum(reading: Reading, start: int, end: int) -> bool:
    """Whether "x2" means times or is part of a sum: "billed x2", "3x + 7"."""
    before, after = reading.form(start - 1), reading.form(end)
    return before in _CHARGED or not {before, after}.isdisjoint(("+", "*"))


def is_part_of_a_number(reading: Reading, start: int, index: int) -> bool:
    """Whether signs join this to other numbers, as in "14/11", "29.50" or "HP-104233"."""
    for sign, other, later in ((start - 1, start - 2, start), (index + 1, index + 2, index + 2)):
        is_joint = reading.form(sign) in _JOINTS and reading.tag(other) == "NUM"
        if is_joint and reading.is_joined(later - 1) and reading.is_joined(later):
            return True
    # "two 45 cm cushions" are two.
    is_before_measure = reading.tag(index + 1) == "NUM" and reading.tag(index + 2) == "MEASURE"
    is_apart = is_before_measure and not reading.is_joined(index + 1)
    return reading.tag(start - 1) == "NUM" or (reading.tag(index + 1) == "NUM" and not is_apart)
