"""Words that mean all, none or others, and those that mean nothing here."""

from __future__ import annotations

from actions.reading.phrase_words import VERBS
from bot.entities.words import FUNCTION_WORDS, word_set

ALL = word_set("all both everything every each whole entire lot everythin evrything evrythng")
NO_ALL = frozenset(
    {
        ("all", "right"), ("all", "good"), ("all", "set"), ("all", "i"), ("at", "all"),
        ("after", "all"), ("that's", "all"), ("that", "all"), ("is", "all"),
        ("all", "ok"), ("all", "okay"),
        ("thats", "all"), ("all", "fine"), ("a", "lot"), ("all", "done"), ("all", "over"),
        ("all", "this"), ("all", "day"), ("each", "other"), ("every", "day"), ("every", "time"),
        ("be", "all"), ("was", "all"),
    }
)  # fmt: skip
"""Where "all" is no quantity."""
ANY = word_set("any anything either")
"""Denied, these are none."""
NONE = word_set("none neither nothing nowt")
OTHERS = word_set("other others rest remaining remainder else")
ONES = word_set("one ones")
FILLERS = (
    FUNCTION_WORDS
    | VERBS
    | word_set(
        "i i'd i'll i'm we you he she it its it's is am are be was were me my mine your our us the "
        "a an this that these those one ones of in on at to for from with by as and or but so yes "
        "yeah yep yup ok okay sure please pls plz thanks thank thx hi hello hey no not just only "
        "really actually would could can will shall may might should let's lets let think guess "
        "believe suppose definitely probably maybe also too well then now here there think go "
        "want wants like prefer rather choose pick take option version colour size model type "
        "item product order thing please kindly sorry oh ah um uh hmm er alright right great good "
        "fine perfect got it's thats that's which who both all every each them they back instead "
        "same different new cheapest what's whats is'nt don't if possible any in and the with "
        "stuff goods products pieces articles orders purchase things bits having has "
        "have comes had do does did been being up about mean meant number numbers"
    )
)
"""Words beside which an option alone is understood."""
