from __future__ import annotations

import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from bot.encoder.sentence_encoder import (
    DEFAULT_FOLDER,
    MAX_TOKENS,
    EncoderUnavailable,
    SentenceEncoder,
    shared_encoder,
)

QUESTIONS = [
    "Where is my order?",
    "My parcel has not come yet",
    "How do I reset my password?",
    "Can I send the lamp back if it does not fit on the shelf in the hall by the front door?",
    "yes",
]
ODD_TEXTS = {
    "empty": "",
    "blanks": "   \n\t ",
    "null": "\x00",
    "emoji": "\N{SMILING FACE WITH OPEN MOUTH}" * 50,
    "surrogates": "\ud83d broken \udfff",
    "accents": "e\u0301" * 500,
    "signs": "!!!???",
    "arabic": "مرحبا، أين طلبي؟",
}


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder.load()


def test_each_text_becomes_a_vector_of_length_one(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(QUESTIONS)

    assert vectors.shape == (len(QUESTIONS), encoder.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_texts_that_mean_the_same_lie_closer_than_texts_that_do_not(
    encoder: SentenceEncoder,
) -> None:
    order, parcel, password = encoder.encode(QUESTIONS[:3])

    assert order @ parcel > order @ password + 0.2


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: SentenceEncoder) -> None:
    together = encoder.encode(QUESTIONS)
    alone = np.concatenate([encoder.encode([question]) for question in QUESTIONS])

    assert np.abs(together - alone).max() < 1e-5


def test_rows_keep_the_order_of_the_texts_whatever_the_batch_size(encoder: SentenceEncoder) -> None:
    assert np.abs(encoder.encode(QUESTIONS, batch_size=2) - encoder.encode(QUESTIONS)).max() < 1e-5


def test_several_threads_give_the_same_rows(encoder: SentenceEncoder) -> None:
    texts = [f"{question} {number}" for number in range(9) for question in QUESTIONS]
    at_once = encoder.encode(texts, batch_size=4, threads=2)
    np.testing.assert_array_equal(at_once, encoder.encode(texts, batch_size=4))


def test_no_texts_give_no_rows(encoder: SentenceEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_any_text_has_a_finite_vector(encoder: SentenceEncoder, text: str) -> None:
    (vector,) = encoder.encode([text])

    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_an_empty_text_always_has_the_same_vector(encoder: SentenceEncoder) -> None:
    empty, blank, beside_others = encoder.encode(["", "  ", QUESTIONS[3]])

    assert np.abs(empty - blank).max() < 1e-5
    assert empty @ beside_others < 0.9


@pytest.mark.parametrize("text", ["why " * 5_000, "a" * 20_000, "x'" * 10_000, "字" * 20_000])
def test_twenty_thousand_characters_take_bounded_time(encoder: SentenceEncoder, text: str) -> None:
    started = time.perf_counter()

    encoder.encode([text])

    assert time.perf_counter() - started < 2


def test_only_the_beginning_of_a_long_text_is_read(encoder: SentenceEncoder) -> None:
    beginning = "my parcel is late " * 100
    short, long = encoder.encode([beginning, beginning + "thank you and goodbye " * 500])

    assert np.abs(short - long).max() < 1e-5


@pytest.mark.parametrize(
    "text", [*QUESTIONS, *ODD_TEXTS.values(), "why " * 5_000], ids=lambda text: ascii(text[:12])
)
def test_one_text_has_the_vector_that_it_has_among_others(
    encoder: SentenceEncoder, text: str
) -> None:
    encoded = encoder.encode_one(text)
    among_others = encoder.encode([*QUESTIONS, text])[-1]

    assert encoded.vector.shape == (encoder.dimensions,)
    assert np.abs(encoded.vector - among_others).max() < 1e-5


def test_what_is_shared_of_a_text_has_a_row_for_each_token(encoder: SentenceEncoder) -> None:
    # Two marks stand around the words.
    for text, tokens in (("", 2), ("yes", 3), ("where is it?", 6), ("why " * 5_000, MAX_TOKENS)):
        shared = encoder.encode_one(text).shared
        assert shared.shape == (1, tokens, encoder.dimensions)
        assert shared.dtype == np.float32
        assert np.isfinite(shared).all()


def test_what_is_shared_depends_on_the_words_around(encoder: SentenceEncoder) -> None:
    first, second = (encoder.encode_one(f"{who} asked").shared for who in ("she", "nobody"))

    assert first.shape == second.shape
    assert np.abs(first[0, 2] - second[0, 2]).max() > 0.01


def test_the_shipped_encoder_is_loaded_once() -> None:
    assert shared_encoder() is shared_encoder()


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named_with_the_command_that_builds_it(
    tmp_path: Path, missing: str
) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        shutil.copy(DEFAULT_FOLDER / name, tmp_path / name)
    (tmp_path / missing).unlink()

    with pytest.raises(EncoderUnavailable, match=rf"{missing}.*python -m models\.build\.encoder"):
        SentenceEncoder.load(tmp_path)


def test_a_damaged_model_is_refused_with_the_command_that_builds_it(tmp_path: Path) -> None:
    shutil.copy(DEFAULT_FOLDER / "tokenizer.json", tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"not a model")

    with pytest.raises(EncoderUnavailable, match=r"python -m models\.build\.encoder"):
        SentenceEncoder.load(tmp_path)


def test_the_fingerprint_changes_with_the_tokenizer(
    encoder: SentenceEncoder, tmp_path: Path
) -> None:
    shutil.copy(DEFAULT_FOLDER / "model.onnx", tmp_path)
    vocabulary = (DEFAULT_FOLDER / "tokenizer.json").read_text("utf-8")
    (tmp_path / "tokenizer.json").write_text(vocabulary + "\n", "utf-8")

    assert SentenceEncoder.load().fingerprint == encoder.fingerprint
    assert SentenceEncoder.load(tmp_path).fingerprint != encoder.fingerprint
