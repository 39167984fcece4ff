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
_FORMAT = 5
# Enough rows that `count` passages are among them though a passage has about ten.
_ROWS_PER_PASSAGE = 12
# Chosen on questions.yml among 0 to 0.5: here the best passage is as often right as by the closest
# row alone, and half as many questions are answered wrongly.
_WEIGHT_OF_WHOLE = 0.3


class IndexUnavailable(Exception):
    """There is no index, or one that this version cannot read."""


@dataclass(frozen=True)
class Found:
    """A passage and how close it is to the question, at most 1."""

    passage: Passage
    score: float


class KnowledgeIndex:
    """Passages and the vectors by which they are found.

    A passage is read as a whole, by its heading, by each of its sentences and by each question that
    its article says it answers. Row i of the index is passage i as a whole; `owners[row]` is the
    passage that a row belongs to.
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
        passages = [passage for article in articles for passage in split(article)]
        wholes = encoder.encode([passage.searchable for passage in passages])
        details = [
            (owner, text)
            for owner, passage in enumerate(passages)
            for text in (passage.about, *passage.sentences)
        ]
        owners = [*range(len(passages)), *(owner for owner, _ in details)]
        vectors = faiss.IndexFlatIP(encoder.dimensions)
        vectors.add(wholes)
        vectors.add(encoder.encode([text for _, text in details]))
        index = cls(vectors, owners, passages, source, threshold=1.0)
        index._add_questions(articles, encoder)
        return index

    def _add_questions(self, articles: list[Article], encoder: SentenceEncoder) -> None:
        """Let passages be found by the questions that their articles say they answer."""
        asked = [(article, question) for article in articles for question in article.asked_as]
        embedded = encoder.encode([question for _, question in asked])
        rows: list[int] = []
        for row, (article, question) in enumerate(asked):
            owner = self._answering(article, question, embedded[row])
            if owner is not None:
                rows.append(row)
                self._owners.append(owner)
        self._vectors.add(embedded[rows])

    def _answering(
        self, article: Article, question: str, vector: NDArray[np.float32]
    ) -> int | None:
        """The passage under the named section, else the article's own that is closest."""
        section = article.sections.get(question)
        own = [i for i, passage in enumerate(self.passages) if passage.article_id == article.id]
        named = [i for i in own if section and self.passages[i].heading == section]
        scores = {i: float(self._vectors.reconstruct(i) @ vector) for i in named or own}
        return named[0] if named else max(scores, key=scores.__getitem__, default=None)

    def nearest(self, vector: NDArray[np.float32], count: int) -> list[Found]:
        """The `count` passages closest to a vector of shape (dimensions,), the best first."""
        rows = min(count * _ROWS_PER_PASSAGE, self._vectors.ntotal)
        if rows == 0:
            return []
        scores, found = self._vectors.search(vector.reshape(1, -1), rows)
        best: dict[int, float] = {}
        for score, row in zip(scores[0], found[0], strict=True):
            best.setdefault(self._owners[row], float(score))
        ranked = [
            Found(self.passages[owner], self._blended(owner, score, vector))
            for owner, score in best.items()
        ]
        return sorted(ranked, key=lambda one: -one.score)[:count]

    def _blended(self, owner: int, score: float, vector: NDArray[np.float32]) -> float:
        """The closest detail counts most; the whole keeps a chance phrase from winning alone."""
        whole = float(self._vectors.reconstruct(owner) @ vector)
        return (1 - _WEIGHT_OF_WHOLE) * score + _WEIGHT_OF_WHOLE * whole

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
