"""An encoder for tests: quick, and its scores can be foreseen."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.encoder.sentence_encoder import SentenceEncoder


class WordEncoder(SentenceEncoder):
    """Texts are close if they share words; counts how many texts it has encoded."""

    def __init__(self, fingerprint: str = "words") -> None:
        self.fingerprint = fingerprint
        self.encoded = 0

    def encode(
        self, texts: Sequence[str], batch_size: int = 32, threads: int = 1
    ) -> NDArray[np.float32]:
        del batch_size, threads
        self.encoded += len(texts)
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.lower()):
                vectors[row, zlib.crc32(word.encode()) % self.dimensions] += 1
            vectors[row] /= np.linalg.norm(vectors[row]) or 1
        return vectors
