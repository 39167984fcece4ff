"""The FAISS index over the passages, on disk and in memory."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.articles import Article, article_files
from knowledge_base.passages import Passage, split

_VECTORS = "vectors.faiss"
_CONTENTS = "contents.json"
_FORMAT = 2
# Enough rows that `count` passages are among them though a passage may have many.
_ROWS_PER_PASSAGE = 8


class IndexUnavailable(Exception):
    """There is no index, or one that this encoder or this version cannot read."""


@dataclass(frozen=True)
class Found:
    """A passage and how close it is to the question: cosine similarity, at most 1."""

    passage: Passage
    score: float


class KnowledgeIndex:
    """Passages and the vectors by which they are found.

    A passage has a vector of its own and one for each question that its article says it answers;
    `owners[row]` is the passage that the row of the index belongs to.
    """

    def __init__(
        self,
        vectors: faiss.Index,
        owners: list[int],
        passages: list[Passage],
        source: str,
        threshold: float,
    ) -> None:
        self._vectors = vectors
        self._owners = owners
        self.passages = passages
        self.source = source
        """Fingerprint of the articles and the encoder that the index was built from."""
        self.threshold = threshold
        """Score below which no passage answers a question, as calibrated at the build."""

    @classmethod
    def build(
        cls, articles: list[Article], encoder: SentenceEncoder, source: str
    ) -> KnowledgeIndex:
        """Split and encode `articles`. Exact search: right for some thousands of passages."""
        vectors = faiss.IndexFlatIP(encoder.dimensions)
        passages: list[Passage] = []
        owners: list[int] = []
        for article in articles:
            own = split(article)
            of_passages = encoder.encode([passage.searchable for passage in own])
            of_questions = encoder.encode(article.asked_as)
            # A question belongs to the passage of its article that is closest to it.
            closest = (of_questions @ of_passages.T).argmax(axis=1)
            first = len(passages)
            owners += [first + row for row in (*range(len(own)), *closest.tolist())]
            passages += own
            vectors.add(np.concatenate([of_passages, of_questions]))
        return cls(vectors, owners, passages, source, threshold=1.0)

    def nearest(self, vector: NDArray[np.float32], count: int) -> list[Found]:
        """The `count` passages closest to a vector of shape (dimensions,), the best first."""
        rows = min(count * _ROWS_PER_PASSAGE, self._vectors.ntotal)
        if rows == 0:
            return []
        scores, found = self._vectors.search(vector.reshape(1, -1), rows)
        best: dict[int, float] = {}
        for score, row in zip(scores[0], found[0], strict=True):
            best.setdefault(self._owners[row], float(score))
        return [Found(self.passages[owner], score) for owner, score in best.items()][:count]

    def save(self, folder: Path) -> None:
        """Write the index so that a reader sees either the old one or the new one, never half."""
        fresh = folder.with_name(f"{folder.name}.{os.getpid()}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        faiss.write_index(self._vectors, str(fresh / _VECTORS))
        contents = {
            "format": _FORMAT,
            "source": self.source,
            "threshold": self.threshold,
            "owners": self._owners,
            "passages": [asdict(passage) for passage in self.passages],
        }
        (fresh / _CONTENTS).write_text(json.dumps(contents, ensure_ascii=False), "utf-8")
        old = folder.with_name(f"{folder.name}.{os.getpid()}.old")
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)

    @classmethod
    def load(cls, folder: Path) -> KnowledgeIndex:
        """Read an index from disk; raises `IndexUnavailable`."""
        try:
            contents = json.loads((folder / _CONTENTS).read_text("utf-8"))
            if contents["format"] != _FORMAT:
                raise IndexUnavailable("The knowledge index was written by another version.")
            vectors = faiss.read_index(str(folder / _VECTORS))
            passages = [Passage(**passage) for passage in contents["passages"]]
            owners = contents["owners"]
            if vectors.ntotal != len(owners) or max(owners, default=-1) >= len(passages):
                raise IndexUnavailable("The knowledge index is incomplete.")
            return cls(vectors, owners, passages, contents["source"], contents["threshold"])
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
            raise IndexUnavailable(f"The knowledge index cannot be read: {error}") from error


def fingerprint(folder: Path, questions: Path, encoder: SentenceEncoder) -> str:
    """Changes with any article, with the calibration questions and with the encoder."""
    digest = hashlib.sha256(f"{_FORMAT} {encoder.fingerprint}".encode())
    for file in (*article_files(folder), questions):
        digest.update(f"\0{file.name}\0".encode())
        if file.exists():
            digest.update(file.read_bytes())
    return digest.hexdigest()
