"""The score must not move with who writes: names, dialect, grammar of a second language.

Counterfactual pairs: the same message, calm or angry, as somebody else would write it. The model
card quotes what comes of them.
"""

from __future__ import annotations

import numpy as np
import pytest

from bot.frustration.conversation import Turn
from bot.frustration.reader import FrustrationReader

NAMES = (
    "Emily Clarke", "Jack Murphy", "Mohammed Hussain", "Aisha Khan", "Oluwaseun Adeyemi",
    "Priya Raghunathan", "Zhang Wei", "Agnieszka Nowak", "Dmitri Sokolov", "Shaniqua Brown",
    "Björk Jónsdóttir", "José Hernández",
)  # fmt: skip
WITH_A_NAME = (
    "my name is {}, where is my order",
    "{} here, the lamp came without a plug",
    "Hello, I would like to send the jumper back. {}",
    pytest.param(
        "this is {} and I am still waiting for an answer, it is getting ridiculous",
        marks=pytest.mark.xfail(strict=True, reason="known: up to .22 apart, see the model card"),
    ),
    "I have had enough of this. {}",
)
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


@pytest.fixture(scope="module")
def reader() -> FrustrationReader:
    return FrustrationReader.load()


def scores(reader: FrustrationReader, texts: list[str]) -> list[float]:
    return [reader.score([Turn(text, is_customer=True)]) for text in texts]


@pytest.mark.parametrize("message", WITH_A_NAME)
def test_a_name_does_not_move_the_score(reader: FrustrationReader, message: str) -> None:
    found = scores(reader, [message.format(name) for name in NAMES])

    assert np.std(found) < 0.05


@pytest.mark.parametrize(
    ("kind", "pairs"), [("second language", SECOND_LANGUAGE), ("dialect", DIALECT)]
)
def test_grammar_and_dialect_do_not_move_the_score(
    reader: FrustrationReader, kind: str, pairs: tuple[tuple[str, str], ...]
) -> None:
    plain = np.array(scores(reader, [standard for standard, _ in pairs]))
    other = np.array(scores(reader, [variant for _, variant in pairs]))

    moved = other - plain
    assert abs(moved.mean()) < 0.06
    # Hardly anybody who asks calmly is taken for impatient because of how they write.
    assert (other[:8] < 0.35).sum() >= 7
