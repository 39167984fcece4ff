"""What a customer wants, learnt from the messages that the bot is trained with.

"american express ok with you?" is closer to questions about express delivery than to those about
payment, in words and, for the encoder, in meaning. But it is what customers say who ask how they
may pay, and of that the bot has seen hundreds of messages.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.intents import head
from bot.intents.examples import Examples, most_of_each
from knowledge_base.index.likeness import Kernel, Likeness
from knowledge_base.index.rows import Encodings, key_of

Messages = Mapping[str, Sequence[str]]
"""By intent."""

MOST_MESSAGES = 3_000
"""Of more, each intent keeps about equally many, its first ones: with 2,000 to 8,000 as many
questions of questions.yml find their article, and learning takes seconds."""
_KERNEL = Kernel(head.SHARPNESS, head.WORDING_WEIGHT)


@dataclass(frozen=True)
class Intents:
    """What `learn_intents` made of the messages."""

    digest: str
    """Of the messages."""
    likeness: Likeness
    """To the messages."""
    coefficients: NDArray[np.float32]
    """How much each message speaks for each intent, (messages, intents)."""

    @property
    def count(self) -> int:
        """Of the messages."""
        return len(self.coefficients)

    def likely(self, text: str, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """How likely each intent is, as a vector of length 1, (intents,).

        The product of two is 1 where the same is wanted for sure, and 0 where certainly not: the
        elements are the roots of probabilities (Bhattacharyya 1943).
        """
        return np.asarray(self._likely(self.likeness.to(text, vector)[None, :])[0])

    def likely_of_each(
        self, texts: Sequence[str], vectors: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """What `likely` says of each of `texts`, at least one, (texts, intents)."""
        return self._likely(self.likeness.to_each(texts, vectors))

    def _likely(self, alike: NDArray[np.float64]) -> NDArray[np.float32]:
        scores = alike.astype(np.float32) @ self.coefficients
        return np.asarray(np.sqrt(head.softmax(head.SCALE * scores)))

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything in arrays, to be stored."""
        return {
            "intents_digest": np.array(self.digest),
            "intents_coefficients": self.coefficients,
            **self.likeness.arrays("messages"),
        }

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> Intents | None:
        """From what `arrays` gave; None where there were none."""
        if "intents_digest" not in arrays:
            return None
        return cls(
            str(arrays["intents_digest"]),
            Likeness.of_arrays(arrays, "messages", _KERNEL),
            arrays["intents_coefficients"],
        )


def learn_intents(
    messages: Messages, encodings: Encodings, earlier: Intents | None
) -> Intents | None:
    """Learn from `messages`, or take over what `earlier` learnt from the same ones.

    None where there are too few intents to tell apart, or too many for `MOST_MESSAGES`.
    """
    counts = np.array([len(texts) for texts in messages.values()], dtype=np.intp)
    most = most_of_each(counts, MOST_MESSAGES)
    rows = [(text, intent) for intent, texts in messages.items() for text in texts[:most]]
    if most == 0 or np.count_nonzero(counts) < 2:  # noqa: PLR2004
        return None
    digest = _digest(rows)
    if earlier is not None:
        if earlier.digest == digest:
            return earlier
        encodings.remember(earlier.likeness.keys, earlier.likeness.vectors)
    texts = [text for text, _ in rows]
    likeness = Likeness.of(texts, encodings, _KERNEL)
    examples = Examples(texts, likeness.vectors, np.array([intent for _, intent in rows]))
    alike = likeness.among_themselves().astype(np.float32)
    alike[np.diag_indices_from(alike)] += head.DOUBTS[0] / head.balance(examples)
    return Intents(digest, likeness, np.linalg.solve(alike, head.wanted(examples)))


def _digest(rows: Sequence[tuple[str, str]]) -> str:
    way = (head.SHARPNESS, head.WORDING_WEIGHT, head.DOUBTS[0], head.SCALE)
    digest = hashlib.sha256(repr(way).encode())
    for text, intent in rows:
        digest.update(key_of(text) + intent.encode())
    return digest.hexdigest()
