"""The words by which phrases are joined, denied, corrected and begun."""

from __future__ import annotations

from bot.entities.words import word_set


def _phrases(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(phrase.split()) for phrase in text.split("|"))


EXCEPTING = _phrases(
    "except|except for|excepting|expect for|apart from|other than|aside from|all but|everything but"
    "|anything but|any but|excluding|minus|without|save for|besides|not including|but not"
    "|with the exception of|with exception of|leaving out|leave out|bar|barring"
)
KEEPING = _phrases(
    "keep|keeping|want to keep|hold on to|hang on to|hanging on to|holding on to|leave"
)
DENYING = _phrases("not|no|neither|never")
REPLACING = _phrases("instead of|rather than|in place of|as opposed to|in lieu of")
REMOVING = _phrases("remove|drop|take out|take off|take away|scrap|forget|skip|forget about|lose")
ADDING = _phrases(
    "also|too|as well|as well as|add|adding|plus|include|including|in addition|along with"
    "|together with|on top of that|additionally|and also|oh and"
)
CORRECTING = _phrases(
    "no wait|wait no|sorry|i mean|i meant|i mean to say|actually|scratch that|correction|oops"
    "|my mistake|wait|make that|or rather|no sorry|sorry no|nah|nope"
)

NEGATED = word_set(
    "not don't dont do'nt doesn't doesnt didn't didnt won't wont can't cant never isn't "
    "isnt aren't "
    "arent wouldn't shouldn't"
)
IFS = word_set("if unless case")
WHOLES = word_set("all everything every whole entire lot")
WANTING = word_set("want need like have")
"""Who does not want a thing wants to be rid of it."""
VERBS = word_set(
    "return returning returned send sending refund exchange exchanging swap swapping change "
    "changing cancel cancelling canceling replace replacing want need give take choose pick select "
    "go modify order ordered get"
)
JOINING = word_set("and & + , or / nor but then n")
ENDS = word_set(". ; ! ? : - – —") | {"\n"}
BEGINNINGS = word_set("the a an my both this that these those all every each our your his her")
SWAPPING = word_set("exchange exchanging swap swapping change changing")
WISHING = word_set("for to into")
