"""Words for options that many shops use, and those that mean none by themselves."""

from __future__ import annotations

from bot.entities.words import FUNCTION_WORDS, word_set

YES_VALUES = word_set("yes with true included")
NO_VALUES = word_set("no without false none")
WORD_SIZES = word_set("xs xl xxl xxxl")
LETTER_SIZES = word_set("s m l a b c")

NO_PART = (
    word_set(
        "a an and of in on up the or to not no non none yes with without type size level set mode "
        "setting feature family kind version number range count one two option s m l b c"
    )
    | FUNCTION_WORDS
)
"""Never enough to name a value of several words, and never what names a dimension."""

OTHER_WORDS = {
    "s": ("small",), "m": ("medium", "med"), "l": ("large", "big"),
    "xs": ("extrasmall", "xsmall"), "xl": ("extralarge", "xlarge", "1xl"),
    "xxl": ("2xl", "xxlarge", "doublexl", "extraextralarge", "2x"),
    "xxxl": ("3xl", "triplexl"),
    "small": ("s", "little"), "medium": ("m", "med", "mid", "middle"), "large": ("l", "big"),
    "navy": ("navyblue", "darkblue"), "grey": ("gray",), "wood": ("wooden",),
    "metal": ("metallic",), "wool": ("woollen", "woolen"), "fabric": ("cloth",),
    "stainlesssteel": ("steel", "inox", "ss"), "googleassistant": ("googlehome", "google"),
    "amazonalexa": ("alexa", "amazonecho", "echo"), "applehomekit": ("homekit", "siri", "apple"),
    "automatic": ("auto",), "autotilt": ("automatictilt", "automatic"), "robotic": ("robot",),
    "wired": ("corded", "cabled"), "hardcover": ("hardback",), "softcover": ("softback",),
    "men": ("man", "male"), "women": ("woman", "female", "lady"),
    "acadapter": ("mains", "plugin", "poweradapter"), "battery": ("batterypowered",),
    "wifi": ("wlan",), "bluetooth": ("bt",), "60percent": ("sixtypercent",),
    "80percent": ("eightypercent", "tkl", "tenkeyless"), "fullsize": ("fullsised", "full"),
    "quietoperation": ("quiet", "silent"), "analog": ("analogue",), "crewneck": ("roundneck",),
    "overear": ("overtheear",), "onear": ("ontheear",), "inear": ("intheear",),
    "nonpolarised": ("unpolarised", "notpolarised"),
    "rgb": ("multicolour", "rainbow"), "none": (),
}  # fmt: skip
"""By the canonical spelling of a value: other ways to name it, spelt in the same way."""


def is_negative(value: str) -> bool:
    """Whether a value says that something is not there: "no", "none", "not resistant"."""
    folded = value.casefold()
    return folded in NO_VALUES or folded.startswith(("not ", "no ", "non-", "non ", "without "))
