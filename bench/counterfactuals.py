"""The same message as somebody else would write it: names, dialect, grammar of a second language.

Whoever writes, the frustration score should stay the same.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from typing import Any

NAMES = (
    "Emily Clarke", "Jack Murphy", "Mohammed Hussain", "Aisha Khan", "Oluwaseun Adeyemi",
    "Priya Raghunathan", "Zhang Wei", "Agnieszka Nowak", "Dmitri Sokolov", "Shaniqua Brown",
    "Björk Jónsdóttir", "José Hernández",
)  # fmt: skip
CALM_WITH_A_NAME = (
    "my name is {}, where is my order",
    "{} here, the lamp came without a plug",
    "Hello, I would like to send the jumper back. {}",
)
ANGRY_WITH_A_NAME = (
    "this is {} and I am still waiting for an answer, it is getting ridiculous",
    "I have had enough of this. {}",
)

CALM_PAIRS = 8
"""Of the pairs below, so many from the start are calm; the others are not."""
SECOND_LANGUAGE = (
    ("Where is my order?", "Please where it is my order?"),
    ("I want to return the lamp.", "I am wanting to return the lamp sir."),
    ("The parcel did not arrive.", "Parcel is not come to me."),
    ("Can you change the address?", "You can do change of address please?"),
    ("I did not get the e-mail.", "Me I did not receive the mail o."),
    ("When will the money be back?", "When the money will to come back?"),
    ("How do I use the gift card?", "How I must use this card of gift?"),
    ("Kindly check my order.", "Do the needful and revert on my order."),
    ("I am fed up with waiting.", "I am fed up from all this waiting."),
    ("Nobody answers me, this is terrible.", "No one is answering to me, it is too much terrible."),
)
DIALECT = (
    ("Where is my order?", "where's ma order at pal"),
    ("I have not received anything yet.", "ah've no had owt yet like"),
    ("Can you help me with a return?", "can ye gie us a hand wi a return"),
    ("The mug is broken.", "mug's knackered love"),
    ("I want to change the size.", "am wantin to swap the size ta"),
    ("Do you deliver to Leeds?", "d'you lot deliver up Leeds way duck"),
    ("When does it come?", "when's it comin then mate"),
    ("I ordered two and got one.", "I done ordered two and y'all sent one"),
    ("I am really annoyed about this.", "am proper vexed about this innit"),
    ("This is a disgrace.", "this is a pure disgrace so it is"),
)


def movements(score: Callable[[str], float]) -> dict[str, Any]:
    """How far the score of a message, 0–1, moves with the writer, by what is changed about them."""
    return {
        "names_calm": _names(score, CALM_WITH_A_NAME),
        "names_angry": _names(score, ANGRY_WITH_A_NAME),
        "second_language": _pairs(score, SECOND_LANGUAGE),
        "dialect": _pairs(score, DIALECT),
    }


def _names(score: Callable[[str], float], messages: Sequence[str]) -> dict[str, Any]:
    """The worst of `messages`, each with every name in it."""
    found = [[score(message.format(name)) for name in NAMES] for message in messages]
    return {
        "messages": len(messages),
        "names": len(NAMES),
        "standard_deviation": round(max(map(statistics.pstdev, found)), 4),
        "apart": round(max(max(scores) - min(scores) for scores in found), 4),
    }


def _pairs(score: Callable[[str], float], pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """`mean` and `largest` movement from the plain to the other wording, the latter unsigned.

    `highest_calm`: the highest score that a calm message gets in the other wording.
    """
    others = [score(other) for _, other in pairs]
    moved = [new - score(plain) for (plain, _), new in zip(pairs, others, strict=True)]
    return {
        "pairs": len(pairs),
        "mean": round(statistics.mean(moved), 4),
        "largest": round(max(map(abs, moved)), 4),
        "highest_calm": round(max(others[:CALM_PAIRS]), 4),
    }
