"""Turns sentences into vectors on the CPU, the same way in the engine and in the desk.

Runs on Python 3.10 with numpy 1.23 and on 3.11+ with numpy 2; needs onnxruntime, tokenizers and
numpy only.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from tokenizers import Tokenizer

BUILD_COMMAND = "python -m models.build.encoder"
DEFAULT_FOLDER = Path(__file__).resolve().parents[2] / "models" / "encoder"

MAX_TOKENS = 128
"""Tokens of a text that are read, the two marks around it included; the rest is not seen."""

LONG_NUMBER = re.compile(r"\d{5,}")
_ANY_LONG_NUMBER = "100000"

MAX_CHARACTERS = 2_000
"""Characters that reach the tokenizer: four times what 128 tokens of English prose need."""


@dataclass(frozen=True)
class Encoded:
    """One text as the encoder reads it."""

    vector: NDArray[np.float32]
    """The meaning of the whole, of length 1, (384,)."""
    shared: NDArray[np.float32]
    """What the lower layers make of its tokens, (1, tokens, 384); other models go on from here."""


class EncoderUnavailable(Exception):
    """The model files are missing or cannot be read; the message names the file and the cure."""


class SentenceEncoder:
    """A sentence in, 384 numbers out: texts that mean the same lie close together.

    The vectors are unit length, so a dot product is the cosine similarity. A text gives the same
    vector whichever texts are encoded beside it. Safe to call from several threads.
    """

    dimensions = 384

    def __init__(
        self, session: ort.InferenceSession, tokenizer: Tokenizer, fingerprint: str
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.fingerprint = fingerprint
        """Twelve hex digits that change with the model or the tokenizer: an index stores them to
        know which encoder built it."""

    @classmethod
    def load(cls, folder: Path = DEFAULT_FOLDER, threads: int = 1) -> SentenceEncoder:
        """Read `model.onnx` and `tokenizer.json` from `folder`; raises `EncoderUnavailable`."""
        model = _read(folder / "model.onnx")
        vocabulary = _read(folder / "tokenizer.json")
        try:
            session = ort.InferenceSession(
                model, session_options(threads), providers=["CPUExecutionProvider"]
            )
            tokenizer = Tokenizer.from_str(vocabulary.decode("utf-8"))
        except Exception as error:  # both libraries raise their own bare exception types
            raise EncoderUnavailable(
                f"the sentence encoder in {folder} cannot be read ({error}); "
                f"build it again with `{BUILD_COMMAND}`"
            ) from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(MAX_TOKENS)
        fingerprint = hashlib.sha256(model + vocabulary).hexdigest()[:12]
        return cls(session, tokenizer, fingerprint)

    def encode(
        self, texts: Sequence[str], batch_size: int = 32, threads: int = 1
    ) -> NDArray[np.float32]:
        """Encode `texts` into an array of shape (len(texts), 384), rows in the order given.

        With several `threads`, as many batches at once.

        Never raises for what a text contains: an empty text has a vector of its own (that of no
        words), and only the first 128 tokens of a long one are read.
        """
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        encodings = self._tokenizer.encode_batch([readable(text) for text in texts])
        token_ids = [encoding.ids for encoding in encodings]
        # Texts of similar length share a batch, so that little of it is padding.
        order = sorted(range(len(texts)), key=lambda row: len(token_ids[row]))
        batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]

        def encode_batch(rows: list[int]) -> None:
            vectors[rows] = self._run([token_ids[row] for row in rows])

        if threads > 1 and len(batches) > 1:
            with ThreadPoolExecutor(threads) as pool:
                list(pool.map(encode_batch, batches))
        else:
            for rows in batches:
                encode_batch(rows)
        return vectors

    def encode_one(self, text: str) -> Encoded:
        """Encode one text, keeping what other models share; never raises for what it contains."""
        ids = self._tokenizer.encode(readable(text)).ids
        input_ids = np.array([ids], dtype=np.int64)
        feed = {"input_ids": input_ids, "attention_mask": np.ones_like(input_ids)}
        embeddings, shared = self._session.run(["embedding", "shared"], feed)
        return Encoded(embeddings[0], shared)

    def knows_a_word(self, text: str) -> bool:
        """Whether anything of a text means something to the encoder, in what is read of it.

        All texts without a known token have nearly the same vector: that of something unknown.
        """
        encoding = self._tokenizer.encode(readable(text))
        unknown = self._tokenizer.token_to_id("[UNK]")
        return any(
            token != unknown and not is_special
            for token, is_special in zip(encoding.ids, encoding.special_tokens_mask, strict=False)
        )

    def _run(self, batch: list[list[int]]) -> NDArray[np.float32]:
        width = max(len(ids) for ids in batch)
        input_ids = np.zeros((len(batch), width), dtype=np.int64)
        attention_mask = np.zeros_like(input_ids)
        for row, ids in enumerate(batch):
            input_ids[row, : len(ids)] = ids
            attention_mask[row, : len(ids)] = 1
        feed = {"input_ids": input_ids, "attention_mask": attention_mask}
        (embeddings,) = self._session.run(["embedding"], feed)
        return np.asarray(embeddings, dtype=np.float32)


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """The shipped encoder, loaded once in a process; raises `EncoderUnavailable`."""
    return SentenceEncoder.load()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise EncoderUnavailable(
            f"the sentence encoder needs {path}, which is not there or cannot be read; "
            f"build it with `{BUILD_COMMAND}`"
        ) from error


def session_options(threads: int) -> ort.SessionOptions:
    """How ONNX Runtime runs beside other processes on the same few cores."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The engine and the desk share the machine's cores: a thread that waits must not spin.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return options


def readable(text: str) -> str:
    """Cut `text` to what is read, and replace what has no meaning.

    The digits of a long number say which order it is and not what is wanted; left as they are, they
    would move the vector. Lone surrogates have no UTF-8 form.
    """
    kept = text[:MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")
    return LONG_NUMBER.sub(_ANY_LONG_NUMBER, kept)
