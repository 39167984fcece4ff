"""How alike texts are, in meaning and in words together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.intents.wording import ngrams, vocabulary, weighted
from knowledge_base.index.rows import Encodings, key_of

# An n-gram of more than one in so many texts is multiplied out in one go with the others.
_COMMON = 60


@dataclass(frozen=True)
class Kernel:
    """What counts as alike: a sharper one sees less, where texts say nearly the same."""

    sharpness: float
    weight_of_words: float
    """Of the likeness of the words and of their letters, each, beside 1 of the meaning."""


@dataclass(frozen=True)
class Likeness:
    """Some texts, to measure how alike others are to each of them."""

    kernel: Kernel
    keys: NDArray[np.void]
    """(texts,), what `key_of` makes of each."""
    vectors: NDArray[np.float32]
    """(texts, 384)"""
    words: Words

    @classmethod
    def of(cls, texts: Sequence[str], encodings: Encodings, kernel: Kernel) -> Likeness:
        """Measure against `texts`, at least one; those that are not known are encoded."""
        encodings.add(texts)
        keys = np.frombuffer(b"".join(map(key_of, texts)), dtype="V16")
        return cls(kernel, keys, encodings.of(texts), Words.of(texts))

    def to(self, text: str, vector: NDArray[np.float32]) -> NDArray[np.float64]:
        """How alike each of the texts is to `text`, of that meaning, (texts,)."""
        in_words = self.kernel.weight_of_words * self.words.alike(text)
        return np.asarray(self._in_meaning(vector[None, :])[0] + in_words)

    def to_each(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """What `to` says of each of `texts`, at least one, (len(texts), texts)."""
        in_words = self.kernel.weight_of_words * self.words.alike_to_each(texts)
        return np.asarray(self._in_meaning(vectors) + in_words)

    def among_themselves(self) -> NDArray[np.float64]:
        """What `to` says of each of the texts, (texts, texts)."""
        in_words = self.kernel.weight_of_words * self.words.alike_among_themselves()
        return self._in_meaning(self.vectors) + in_words

    def _in_meaning(self, vectors: NDArray[np.float32]) -> NDArray[np.float64]:
        """0–1, (rows of `vectors`, texts)."""
        close = vectors @ self.vectors.T - 1
        return np.asarray(np.exp(self.kernel.sharpness * close, dtype=np.float64))

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Everything in arrays under names that begin with `name`, to be stored."""
        own = {"keys": self.keys, "vectors": self.vectors, **self.words.arrays()}
        return {f"{name}_{key}": array for key, array in own.items()}

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]], name: str, kernel: Kernel) -> Likeness:
        """From what `arrays` gave under this name; raises `KeyError` where it is not there."""
        begin = f"{name}_"
        own = {key.removeprefix(begin): arrays[key] for key in arrays if key.startswith(begin)}
        words = Words.of_arrays(own, len(own["keys"]))
        return cls(kernel, own["keys"], own["vectors"], words)


@dataclass(frozen=True)
class Words:
    """The n-grams of some texts, and in which of them each stands."""

    places: dict[str, int]
    rarity: NDArray[np.float32]
    """(n-grams,), how much each says."""
    starts: NDArray[np.int64]
    """Where the texts of each n-gram begin, (n-grams + 1,)."""
    rows: NDArray[np.int32]
    shares: NDArray[np.float32]
    """How much of its text each n-gram is; a text's have length 1 in each of two kinds."""
    count: int
    """Of the texts."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Words:
        """Those of `texts`."""
        counted = [ngrams(text) for text in texts]
        places, rarity = vocabulary(counted)
        weighed = [weighted(kinds, places, rarity) for kinds in counted]
        return cls(places, rarity, *_turned(weighed, len(places)), len(texts))

    def alike(self, text: str) -> NDArray[np.float64]:
        """How much of its wording each text shares with another one, 0–2, (texts,)."""
        columns, values = weighted(ngrams(text), self.places, self.rarity)
        parts = [slice(self.starts[column], self.starts[column + 1]) for column in columns]
        if not parts:
            return np.zeros(self.count)
        rows = np.concatenate([self.rows[part] for part in parts])
        weights = np.concatenate(
            [self.shares[part] * value for part, value in zip(parts, values, strict=True)]
        )
        return np.bincount(rows, weights, self.count).astype(np.float64, copy=False)

    def alike_to_each(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """What `alike` says of each of `texts`, (len(texts), texts)."""
        weighed = [weighted(ngrams(text), self.places, self.rarity) for text in texts]
        return self._alike(*_turned(weighed, len(self.places)), len(texts))

    def alike_among_themselves(self) -> NDArray[np.float64]:
        """What `alike` says of each of the texts, (texts, texts)."""
        return self._alike(self.starts, self.rows, self.shares, self.count)

    def _alike(
        self,
        starts: NDArray[np.int64],
        rows: NDArray[np.int32],
        shares: NDArray[np.float32],
        count: int,
    ) -> NDArray[np.float64]:
        """Of `count` others, given as the fields of these names hold the texts."""
        own = np.diff(self.starts)
        is_common = own > self.count // _COMMON
        table = np.zeros((count, int(is_common.sum())), dtype=np.float32)
        own_table = np.zeros((self.count, table.shape[1]), dtype=np.float32)
        for column, place in enumerate(np.flatnonzero(is_common)):
            theirs = slice(starts[place], starts[place + 1])
            ours = slice(self.starts[place], self.starts[place + 1])
            table[rows[theirs], column] = shares[theirs]
            own_table[self.rows[ours], column] = self.shares[ours]
        every: NDArray[np.float64] = (table @ own_table.T).astype(np.float64)
        for place in np.flatnonzero(~is_common & (np.diff(starts) > 0)):
            theirs = slice(starts[place], starts[place + 1])
            ours = slice(self.starts[place], self.starts[place + 1])
            every[rows[theirs][:, None], self.rows[ours]] += np.outer(
                shares[theirs], self.shares[ours]
            )
        return every

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything in arrays, to be stored."""
        return {
            "ngrams": np.array(list(self.places)),
            "rarity": self.rarity,
            "starts": self.starts,
            "rows": self.rows,
            "shares": self.shares,
        }

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]], count: int) -> Words:
        """Those of `count` texts, from what `arrays` gave."""
        return cls(
            {name: place for place, name in enumerate(arrays["ngrams"].tolist())},
            arrays["rarity"],
            arrays["starts"],
            arrays["rows"],
            arrays["shares"],
            count,
        )


def _turned(
    weighed: Sequence[tuple[NDArray[np.intp], NDArray[np.float32]]], names: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """From n-grams by text to texts by n-gram: `starts`, `rows` and `shares` of `Words`."""
    columns = np.concatenate([own for own, _ in weighed])
    order = np.argsort(columns, kind="stable")
    rows = np.repeat(np.arange(len(weighed)), [len(own) for own, _ in weighed])
    return (
        np.searchsorted(columns[order], np.arange(names + 1)),
        rows[order].astype(np.int32),
        np.concatenate([values for _, values in weighed])[order],
    )
