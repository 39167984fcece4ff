from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.encoder.sentence_encoder import SentenceEncoder
from bot.frustration.features import SURFACE_NAMES, surface
from bot.frustration.scorer import DEFAULT_FOLDER, FrustrationScorer, ScorerUnavailable

Score = Callable[[str], float]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder.load()


@pytest.fixture(scope="module")
def scorer() -> FrustrationScorer:
    return FrustrationScorer.load()


@pytest.fixture(scope="module")
def score(encoder: SentenceEncoder, scorer: FrustrationScorer) -> Score:
    return lambda text: scorer.score(encoder.encode([text])[0], text)


def test_the_head_was_fitted_to_the_encoder_beside_it(
    encoder: SentenceEncoder, scorer: FrustrationScorer
) -> None:
    assert scorer.encoder_fingerprint == encoder.fingerprint


@pytest.mark.parametrize(
    "text",
    [
        "my parcel has not come",
        "yes",
        "no",
        "HP-104233",
        "THANK YOU SO MUCH",
        "I want to return the lamp",
        "cancel my order",
        "the vase arrived in two pieces",
        "Good morning! Do you deliver to Jersey?",
    ],
)
def test_a_calm_message_scores_low(score: Score, text: str) -> None:
    assert score(text) < 0.4


@pytest.mark.parametrize(
    "text",
    [
        "this is the third time I ask, where is my order",
        "great, third time this week",
        "I'm fed up with this nonsense",
        "useless. absolutely useless.",
        "WHY DOES NOBODY ANSWER?? I have been waiting for three weeks",
    ],
)
def test_a_frustrated_message_scores_high(score: Score, text: str) -> None:
    assert score(text) > 0.5


def test_shouting_the_same_words_scores_higher(score: Score) -> None:
    assert score("WHERE IS MY REFUND??") > score("where is my refund?") + 0.1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  \n",
        "\x00",
        "?!" * 10_000,
        "why " * 5_000,
        "A" * 20_000,
        "\N{FACE WITH LOOK OF TRIUMPH}" * 40,
        "\ud83d half an emoji \udfff",
        "أين طلبي",
    ],
    ids=["empty", "blanks", "null", "marks", "long", "shouted", "emoji", "surrogates", "arabic"],
)
def test_any_text_scores_between_0_and_1(score: Score, text: str) -> None:
    assert 0 <= score(text) <= 1


@pytest.mark.parametrize("text", ["", "   ", "...", "\N{WAVING HAND SIGN}"])
def test_a_text_with_nothing_to_read_scores_0(score: Score, text: str) -> None:
    assert score(text) == 0


def test_a_batch_scores_as_its_messages_do_one_by_one(
    encoder: SentenceEncoder, scorer: FrustrationScorer, score: Score
) -> None:
    texts = ["hello", "I have told you this four times already!", ""]

    scores = scorer.scores(encoder.encode(texts), texts)

    assert scores.tolist() == pytest.approx([score(text) for text in texts], abs=1e-5)


def test_no_messages_have_no_scores(encoder: SentenceEncoder, scorer: FrustrationScorer) -> None:
    assert scorer.scores(encoder.encode([]), []).shape == (0,)


def test_surface_features_stay_between_0_and_1() -> None:
    features = surface(["STOP!!!!!! WHY?!", "5 1 4 2 3", "", "thanks… again " * 400])

    assert features.shape == (4, len(SURFACE_NAMES))
    assert features.min() >= 0
    assert features.max() <= 1


def test_a_saved_head_scores_as_before(
    encoder: SentenceEncoder, scorer: FrustrationScorer, score: Score, tmp_path: Path
) -> None:
    scorer.save(tmp_path / "new")
    text = "still nothing"

    saved = FrustrationScorer.load(tmp_path / "new").score(encoder.encode([text])[0], text)

    assert saved == pytest.approx(score(text))


@pytest.mark.parametrize("content", [None, b"", b"not a head", b"PK\x03\x04 cut short"])
def test_a_missing_or_damaged_head_is_named_with_the_command_that_builds_it(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "head.npz").write_bytes(content)

    with pytest.raises(ScorerUnavailable, match=r"head\.npz.*python -m models\.build\.frustration"):
        FrustrationScorer.load(tmp_path)


def test_a_head_for_other_features_is_refused(tmp_path: Path) -> None:
    with np.load(DEFAULT_FOLDER / "head.npz") as head:
        arrays = dict(head)
    arrays["surface_weights"] = arrays["surface_weights"][:-1]
    np.savez(tmp_path / "head.npz", **arrays)

    with pytest.raises(ScorerUnavailable, match="other features"):
        FrustrationScorer.load(tmp_path)
