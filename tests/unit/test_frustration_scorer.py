"""The shipped frustration model, alone and in conversations."""

from __future__ import annotations

import base64
import json
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.encoder.sentence_encoder import SentenceEncoder, shared_encoder
from bot.frustration.conversation import Turn
from bot.frustration.reader import FrustrationReader
from bot.frustration.scorer import (
    DEFAULT_FOLDER,
    FrustrationScorer,
    ScorerUnavailable,
    polarity_of,
)

Score = Callable[..., float]

REMEMBERED = 512
RANDOM = random.Random(7)  # noqa: S311 - the same every time
BAD_TEXTS = {
    "empty": "",
    "blanks": "  \n",
    "null": "\x00",
    "marks": "?!" * 10_000,
    "long": "why " * 5_000,
    "shouted": "A" * 20_000,
    "blank for long": " " * 20_000,
    "emoji": "\N{FACE WITH LOOK OF TRIUMPH}" * 40,
    "surrogates": "\ud83d half an emoji \udfff",
    "arabic": "أين طلبي",
    "base64": base64.b64encode(RANDOM.randbytes(15_000)).decode(),
    "any characters": "".join(chr(RANDOM.randrange(1, 0x3000)) for _ in range(20_000)),
}


CALM = (
    "my parcel has not come",
    "yes",
    "no",
    "HP-104233",
    "nobody@example.com",
    "THANK YOU SO MUCH",
    "I want to return the lamp",
    "cancel my order",
    "the vase arrived in two pieces",
    "Good morning! Do you deliver to Jersey?",
    "great, thanks, that worked the first time",
)
ANGRY = (
    "I'm fed up with this nonsense",
    "useless. absolutely useless.",
    "WHY DOES NOBODY ANSWER?? I have been waiting for three weeks",
    "I have told you this four times already!",
    "worst customer service ever, never again",
    "You said Tuesday. It is Friday. Where is it?",
    "I am frankly appalled by how this was handled",
)


def customer(text: str) -> Turn:
    return Turn(text, is_customer=True)


def agent(text: str) -> Turn:
    return Turn(text, is_customer=False)


@pytest.fixture(scope="module")
def reader() -> FrustrationReader:
    return FrustrationReader.load()


@pytest.fixture(scope="module")
def score(reader: FrustrationReader) -> Score:
    """The score of the last of some messages of a customer, each answered."""

    def score(*texts: str) -> float:
        answered = [turn for text in texts[:-1] for turn in (customer(text), agent("One moment."))]
        return reader.score([*answered, customer(texts[-1])])

    return score


@pytest.mark.parametrize("text", CALM)
def test_calm_messages_score_low_bad_news_included(score: Score, text: str) -> None:
    assert score(text) < 0.4


@pytest.mark.parametrize("text", ANGRY)
def test_clear_anger_scores_high(score: Score, text: str) -> None:
    assert score(text) > 0.45


def test_all_that_is_angry_scores_higher_than_all_that_is_calm(score: Score) -> None:
    assert min(score(text) for text in ANGRY) > max(score(text) for text in CALM) + 0.1


@pytest.mark.parametrize(
    "text", ["why does nobody answer me", "this is the third time I ask, where is my order"]
)
def test_capitals_raise_the_score(score: Score, text: str) -> None:
    assert score(text.upper()) > score(text) + 0.05


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("where is my parcel?", "where is my parcel?"),
        ("when do I get my money back?", "when will I get my money back"),
    ],
)
def test_asking_again_scores_higher_than_asking(score: Score, first: str, again: str) -> None:
    assert score(first, again) > score(again) + 0.05
    assert score(first, again) > score("do you sell lamp shades?", again) + 0.05


def test_an_angry_start_is_remembered(score: Score) -> None:
    angry = "I'm fed up with this nonsense", "useless. absolutely useless."
    calm = "hello, I have a question", "it is about a lamp"
    assert score(*angry, "so where is it") > score(*calm, "so where is it")


def test_anger_late_in_a_calm_conversation_is_anger(score: Score) -> None:
    chat = [f"I have a question about part {number} of the lamp" for number in range(7)]
    for text in ("I'm fed up with this nonsense", "useless. absolutely useless."):
        assert score(*chat, text) > 0.45


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("I love it, thank you so much", "positive"),
        ("this is the worst shop I know", "negative"),
        ("HP-104233", "neutral"),
        ("\N{WAVING HAND SIGN}", "neutral"),
    ],
)
def test_a_tone_is_negative_neutral_or_positive(
    reader: FrustrationReader, text: str, polarity: str
) -> None:
    assert polarity_of(reader.tone(text)) == polarity


@pytest.mark.parametrize("text", ["", "   ", "...", "\N{WAVING HAND SIGN}", "\ud83d"])
def test_a_text_with_nothing_to_read_is_calm(score: Score, text: str) -> None:
    assert score(text) < 0.1


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_any_text_scores_between_0_and_1_in_bounded_time(score: Score, text: str) -> None:
    started = time.process_time()

    assert 0 <= score(text) <= 1
    assert 0 <= score(text, "where is it", text) <= 1

    # Measured: 0.1 s.
    assert time.process_time() - started < 2


def test_each_of_the_customers_turns_has_a_score_and_no_other(reader: FrustrationReader) -> None:
    turns = [agent("Hi."), customer("where is it"), agent("On its way."), customer("WHERE IS IT")]

    first, asked, answer, shouted = reader.scores(turns)

    assert (first, answer) == (None, None)
    assert asked == reader.score(turns[:2])
    assert shouted == reader.score(turns)
    assert reader.scores([]) == []


def test_a_message_is_scored_by_what_the_encoder_made_of_it_already(
    encoder: SentenceEncoder,
) -> None:
    text = "I have told you this four times already!"
    turns = [customer("hello, where is it"), agent("One moment."), customer(text)]
    encoded = encoder.encode_one(text)

    known = FrustrationReader.load().score(turns, encoded)

    assert known == FrustrationReader.load().score(turns)
    other = FrustrationReader.load().score(turns, encoder.encode_one("thank you"))
    assert other < known


def test_only_the_last_eight_messages_of_a_customer_count(reader: FrustrationReader) -> None:
    late = [customer(f"so what about part {number}") for number in range(8)]
    rant = [customer("useless. absolutely useless.")] * 30

    assert reader.score([*rant, *late]) == reader.score([customer("hello"), *late])
    assert reader.score([*rant, *late[1:]]) != reader.score([customer("hello"), *late[1:]])


def test_no_more_than_its_limit_is_remembered(encoder: SentenceEncoder) -> None:
    reader = FrustrationReader.load()
    first = reader.score([customer("where is it")])
    encoded = encoder.encode_one("")
    # Dots have no tone, so that many of them are read at once.
    for count in range(REMEMBERED + 50):
        reader.tone("." * count, encoded)

    assert len(reader._impressions) == REMEMBERED
    assert "where is it" not in reader._impressions
    assert reader.score([customer("where is it")]) == first


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return shared_encoder()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the model's files, to be damaged."""
    for name in ("model.onnx", "head.json"):
        shutil.copy(DEFAULT_FOLDER / name, tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["model.onnx", "head.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff\x00 not a model", b"[1]"])
def test_missing_or_damaged_files_are_named_with_the_command_that_builds_them(
    copied: Path, name: str, content: bytes | None
) -> None:
    FrustrationScorer.load(copied)
    (copied / name).unlink()
    if content is not None:
        (copied / name).write_bytes(content)

    with pytest.raises(ScorerUnavailable, match=r"python -m models\.build\.frustration") as raised:
        FrustrationScorer.load(copied)
    assert str(copied) in str(raised.value)


def test_a_head_for_other_features_is_refused(copied: Path) -> None:
    head = json.loads((copied / "head.json").read_text("utf-8"))
    head["conversation"]["mood of the moon"] = 1.0
    (copied / "head.json").write_text(json.dumps(head), "utf-8")

    with pytest.raises(ScorerUnavailable, match="other features"):
        FrustrationScorer.load(copied)
