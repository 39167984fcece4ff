"""The rows of vectors by which a passage is found."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.answers.sentences import searchable
from knowledge_base.article import Article
from knowledge_base.passages import Passage

Progress = Callable[[int, int], None]
"""Told how many texts are encoded, and of how many."""

_TEXTS_AT_ONCE = 512
# What fits a core's cache: larger batches were up to a third slower, measured with ONNX Runtime.
_CHARACTERS_IN_A_BATCH = 500
_MOST_IN_A_BATCH = 8
# Characters of a passage that are read at once; its end is in the sentences. With 400 as many
# questions of questions.yml find their article as with all that the encoder reads, with 300 fewer.
_READ_OF_WHOLE = 400


@dataclass(frozen=True)
class Rows:
    """The vectors of all passages, one passage after the other.

    `starts[i]` is the first row of passage i, which reads it as a whole; then follow its heading,
    its sentences and the questions that it answers. `starts[-1]` is the number of rows.
    """

    vectors: NDArray[np.float32]
    """(rows, 384), each of length 1."""
    keys: NDArray[np.void]
    """(rows,), what `key_of` makes of each row's text."""
    starts: NDArray[np.int64]
    """(passages + 1,)"""

    @classmethod
    def joined(cls, parts: Sequence[Rows], dimensions: int) -> Rows:
        """Those of all parts, one part after the other."""
        counts = [np.diff(part.starts) for part in parts]
        return cls(
            np.concatenate(
                [np.zeros((0, dimensions), np.float32), *(part.vectors for part in parts)]
            ),
            np.concatenate([np.zeros(0, "V16"), *(part.keys for part in parts)]),
            np.cumsum(np.concatenate([[0], *counts]), dtype=np.int64),
        )

    def part(self, first: int, end: int) -> Rows:
        """The rows of the passages from `first` up to `end`."""
        start, stop = self.starts[first], self.starts[end]
        return Rows(
            self.vectors[start:stop], self.keys[start:stop], self.starts[first : end + 1] - start
        )

    def of(self, passage: int, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts by which the passage is read, (len(texts), 384)."""
        start, end = self.starts[passage], self.starts[passage + 1]
        own = {bytes(key): row for row, key in enumerate(self.keys[start:end], start=int(start))}
        return self.vectors[[own[key_of(text)] for text in texts]]


class Encodings:
    """Encodes texts, except those whose vectors are known already."""

    def __init__(self, encoder: SentenceEncoder, known: Rows | None = None) -> None:
        self._encoder = encoder
        self.dimensions = encoder.dimensions
        nothing = np.zeros((0, encoder.dimensions), dtype=np.float32)
        # Left in their file where they lie in one: most of them are copied once, at the end.
        self._known = nothing if known is None else np.asarray(known.vectors)
        self._new = nothing
        self._places: dict[bytes, int] = {}
        if known is not None:
            self._places = {bytes(key): place for place, key in enumerate(known.keys)}

    def add(self, texts: Iterable[str], progress: Progress | None = None) -> int:
        """Encode what is not known yet, on all cores; how many texts that were."""
        new = {key: text for text in texts if (key := key_of(text)) not in self._places}
        # Texts of one length share a batch; sorting them all first leaves least padding.
        pending = sorted(new.items(), key=lambda item: len(item[1]))
        parts = [
            [text for _, text in pending[start : start + _TEXTS_AT_ONCE]]
            for start in range(0, len(pending), _TEXTS_AT_ONCE)
        ]
        first = len(self._known) + len(self._new)
        encoded = [self._new]
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            done = 0
            for vectors in threads.map(self._encoded, parts):
                encoded.append(vectors)
                done += len(vectors)
                if progress is not None:
                    progress(done, len(pending))
        self._new = np.concatenate(encoded)
        self._places |= {key: first + place for place, (key, _) in enumerate(pending)}
        return len(pending)

    def remember(self, keys: NDArray[np.void], vectors: NDArray[np.float32]) -> None:
        """Take over the vectors of texts, by what `key_of` makes of these."""
        first = len(self._known) + len(self._new)
        fresh = [row for row, key in enumerate(keys) if bytes(key) not in self._places]
        self._new = np.concatenate([self._new, vectors[fresh]])
        self._places |= {bytes(keys[row]): first + place for place, row in enumerate(fresh)}

    def of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts that were added, (len(texts), 384)."""
        places = np.array([self._places[key_of(text)] for text in texts], dtype=np.int64)
        is_new = places >= len(self._known)
        vectors = np.empty((len(texts), self._encoder.dimensions), dtype=np.float32)
        vectors[~is_new] = self._known[places[~is_new]]
        vectors[is_new] = self._new[places[is_new] - len(self._known)]
        return vectors

    def _encoded(self, texts: Sequence[str]) -> NDArray[np.float32]:
        longest = max(map(len, texts))
        batch = min(max(_CHARACTERS_IN_A_BATCH // max(longest, 1), 1), _MOST_IN_A_BATCH)
        return self._encoder.encode(texts, batch)


def key_of(text: str) -> bytes:
    """Sixteen bytes that are the same for the same text."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()


def rows_of(
    articles: Sequence[Article],
    passages: Mapping[str, Sequence[Passage]],
    encodings: Encodings,
    known: Mapping[str, Rows],
    progress: Progress | None = None,
) -> Rows:
    """The rows of all passages, those of one article after those of the one before.

    `passages` are those of each article, by its id; `known` are the rows of articles that have not
    changed, by their digest.
    """
    new = [article for article in articles if article.digest not in known]
    texts = {article.id: [_texts(one) for one in passages[article.id]] for article in new}
    encodings.add(
        (text for article in new for own in (*texts[article.id], article.asked_as) for text in own),
        progress,
    )
    parts = [
        known[article.digest]
        if article.digest in known
        else _rows_of_one(article, passages[article.id], texts[article.id], encodings)
        for article in articles
    ]
    return Rows.joined(parts, encodings.dimensions)


def _rows_of_one(
    article: Article,
    passages: Sequence[Passage],
    texts: Sequence[Sequence[str]],
    encodings: Encodings,
) -> Rows:
    """The rows of an article's passages: their own texts, and the questions that each answers."""
    wholes = encodings.of([own[0] for own in texts])
    ordered = [list(own) for own in texts]
    for question in article.asked_as if passages else ():
        ordered[_answering(article, passages, wholes, question, encodings)].append(question)
    every = [text for own in ordered for text in own]
    starts = np.cumsum([0, *map(len, ordered)], dtype=np.int64)
    keys = np.frombuffer(b"".join(map(key_of, every)), dtype="V16")
    return Rows(encodings.of(every), keys, starts)


def _texts(passage: Passage) -> list[str]:
    """What a passage is read by, the whole first."""
    return [passage.searchable[:_READ_OF_WHOLE], passage.about, *searchable(passage)]


def _answering(
    article: Article,
    passages: Sequence[Passage],
    wholes: NDArray[np.float32],
    question: str,
    encodings: Encodings,
) -> int:
    """Which of the article's passages answers: that of the named section, else the closest."""
    section = article.sections.get(question)
    named = [place for place, passage in enumerate(passages) if passage.heading == section]
    if section and named:
        return named[0]
    return int(np.argmax(wholes @ encodings.of([question])[0]))
