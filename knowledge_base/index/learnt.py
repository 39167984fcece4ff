"""Learns, from the questions that people wrote for the articles, which article a question is for.

A passage is found by what is closest to the question, be it one lucky phrase. Here all questions of
all articles count together: each pulls a new question to its own article as far as it resembles it,
in meaning and in words, and what resembles those of several articles is pulled less to each. The
questions that no article answers pull away from all of them.

Kernel ridge regression (Saunders et al. 1998): solved at once, so that learning takes seconds and
always comes out the same.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.intents.examples import most_of_each
from bot.intents.wording import ngrams, vocabulary, weighted
from knowledge_base.article import Article
from knowledge_base.index.rows import Encodings, key_of

MOST_EXAMPLES = 4_000
"""Learning takes seconds with so many, and grows with the square: of more, each article keeps about
equally many, its title and its first ones."""
_FEWEST_OF_AN_ARTICLE = 4
"""If not even so many fit, there are too many articles to learn from."""
_SHARE_OF_UNANSWERED = 4
"""Of more than fit, one in so many may be a question without an answer, if four an article still
fit beside them."""

# Chosen on questions.yml: half or double of each does about as well.
_SHARPNESS = 4.0
_WEIGHT_OF_WORDS = 0.5
_DOUBT = 0.2
_DOUBT_OF_NONE = 0.8
"""Less is known by questions without an answer: new ones are about something else."""

# An n-gram of more than one in so many examples is multiplied out in one go with the others.
_COMMON = 60
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Examples:
    """Questions, and the places of the articles that answer each; no article: none does."""

    articles_of: Mapping[str, tuple[int, ...]]
    count: int
    """Of the articles."""

    @classmethod
    def of(cls, articles: Sequence[Article]) -> Examples:
        """The questions of the articles; an article's title is one of them.

        Empty where no article has questions, and where there are too many articles. Of those
        without an answer only what stands in articles for customers counts, and only if no other
        article for customers answers it: agents are told things that customers are not.
        """
        answered = [(article.title, *article.asked_as) for article in articles]
        for_customers = [article.audience == "customers" for article in articles]
        told = {
            _words(text) for texts, is_told in zip(answered, for_customers, strict=True)
            if is_told for text in texts
        }  # fmt: skip
        beyond = [
            [text for text in one.not_answered if is_told and _words(text) not in told]
            for one, is_told in zip(articles, for_customers, strict=True)
        ]
        reserved = min(sum(map(len, beyond)), MOST_EXAMPLES // _SHARE_OF_UNANSWERED)
        most = _most_of_each(answered, MOST_EXAMPLES - reserved)
        if most < _FEWEST_OF_AN_ARTICLE:
            most = _most_of_each(answered, MOST_EXAMPLES)
        found: dict[str, tuple[int, ...]] = {}
        if most < _FEWEST_OF_AN_ARTICLE or not any(article.asked_as for article in articles):
            return cls(found, len(articles))
        for place, texts in enumerate(answered):
            for text in dict.fromkeys(texts[:most]):
                found[text] = (*found.get(text, ()), place)
        few = _most_of_each(beyond, MOST_EXAMPLES - len(found))
        for own in beyond:
            # A question that only agents are answered is beyond what customers are told.
            found |= dict.fromkeys(own[:few], ())
        return cls(found, len(articles))

    @property
    def digest(self) -> str:
        """Changes with any question, with the places of the articles and with the way to learn."""
        way = (_SHARPNESS, _WEIGHT_OF_WORDS, _DOUBT, _DOUBT_OF_NONE, self.count)
        digest = hashlib.sha256(repr(way).encode())
        for text, articles in self.articles_of.items():
            digest.update(key_of(text) + repr(articles).encode())
        return digest.hexdigest()


def _most_of_each(texts: Sequence[Sequence[str]], room: int) -> int:
    """How many of each article fit, so that there are no more than `room`; all, if all do."""
    counts = np.array([len(own) for own in texts], dtype=np.intp)
    if counts.sum() <= room:
        # However few an article has, there are not too many articles.
        return max(int(counts.max(initial=0)), _FEWEST_OF_AN_ARTICLE)
    return most_of_each(counts, room)


def _words(text: str) -> tuple[str, ...]:
    """What is the same in a question whatever its capitals and marks."""
    return tuple(_WORD.findall(text.casefold()))


@dataclass(frozen=True)
class LearntQuestions:
    """What `learn` made of the examples."""

    digest: str
    """Of the examples."""
    keys: NDArray[np.void]
    """(examples,), what `key_of` makes of each text."""
    vectors: NDArray[np.float32]
    """(examples, 384)"""
    words: Words
    weights: NDArray[np.float32]
    """How much each example pulls to each article, and to none of them (examples, articles + 1)."""

    def pulls(self, text: str, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """How much a question is like those of each article, and like those that none answers.

        (articles + 1,), nearly 1 to the article of a question that was learnt, over half to none,
        and about 0 where nothing is known.
        """
        alike = _alike(vector[None, :], self.vectors)[0] + self.words.alike(text)
        pulls: NDArray[np.float32] = alike.astype(np.float32) @ self.weights
        return pulls

    def save(self, file: Path) -> None:
        """Write into `file`; nothing in it is executable."""
        arrays: dict[str, Any] = {
            "digest": np.array(self.digest),
            "keys": self.keys,
            "vectors": self.vectors,
            "weights": self.weights,
            **self.words.arrays(),
        }
        with file.open("wb") as opened:
            np.savez(opened, **arrays)

    @classmethod
    def load(cls, file: Path) -> LearntQuestions:
        """Read what `save` wrote; raises `OSError`, `EOFError`, `ValueError` or `KeyError`."""
        try:
            with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
                keys = arrays["keys"]
                return cls(
                    str(arrays["digest"]),
                    keys,
                    arrays["vectors"],
                    Words.of_arrays(arrays, len(keys)),
                    arrays["weights"],
                )
        except zipfile.BadZipFile as error:
            raise ValueError(f"{file.name} is damaged") from error


@dataclass(frozen=True)
class Words:
    """The n-grams of the examples, and in which of them each stands."""

    places: dict[str, int]
    rarity: NDArray[np.float32]
    """(n-grams,), how much each says."""
    starts: NDArray[np.int64]
    """Where the examples of each n-gram begin, (n-grams + 1,)."""
    examples: NDArray[np.int32]
    shares: NDArray[np.float32]
    """How much of its example each n-gram is; an example's have length 1 in each of two kinds."""
    count: int
    """Of the examples."""

    @classmethod
    def of(cls, texts: Sequence[str]) -> Words:
        """Those of `texts`."""
        counted = [ngrams(text) for text in texts]
        places, rarity = vocabulary(counted)
        weighed = [weighted(kinds, places, rarity) for kinds in counted]
        columns = np.concatenate([own for own, _ in weighed])
        order = np.argsort(columns, kind="stable")
        rows = np.repeat(np.arange(len(texts)), [len(own) for own, _ in weighed])
        return cls(
            places,
            rarity,
            np.searchsorted(columns[order], np.arange(len(places) + 1)),
            rows[order].astype(np.int32),
            np.concatenate([values for _, values in weighed])[order],
            len(texts),
        )

    def alike(self, text: str) -> NDArray[np.float64]:
        """How much of their wording each example shares with `text`, (examples,)."""
        columns, values = weighted(ngrams(text), self.places, self.rarity)
        parts = [slice(self.starts[column], self.starts[column + 1]) for column in columns]
        if not parts:
            return np.zeros(self.count)
        rows = np.concatenate([self.examples[part] for part in parts])
        weights = np.concatenate(
            [self.shares[part] * value for part, value in zip(parts, values, strict=True)]
        )
        shared = _WEIGHT_OF_WORDS * np.bincount(rows, weights, self.count)
        return shared.astype(np.float64, copy=False)

    def alike_among_themselves(self) -> NDArray[np.float64]:
        """What `alike` says of each example, (examples, examples)."""
        counts = np.diff(self.starts)
        common = np.flatnonzero(counts > self.count // _COMMON)
        table = np.zeros((self.count, len(common)), dtype=np.float32)
        for column, place in enumerate(common):
            part = slice(self.starts[place], self.starts[place + 1])
            table[self.examples[part], column] = self.shares[part]
        every: NDArray[np.float64] = (table @ table.T).astype(np.float64)
        for place in np.flatnonzero(counts <= self.count // _COMMON):
            part = slice(self.starts[place], self.starts[place + 1])
            rows, shares = self.examples[part], self.shares[part]
            every[rows[:, None], rows] += np.outer(shares, shares)
        return _WEIGHT_OF_WORDS * every

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Everything in arrays, to be stored."""
        return {
            "ngrams": np.array(list(self.places)),
            "rarity": self.rarity,
            "starts": self.starts,
            "examples": self.examples,
            "shares": self.shares,
        }

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]], count: int) -> Words:
        """Those of `count` examples, from what `arrays` gave."""
        return cls(
            {name: place for place, name in enumerate(arrays["ngrams"].tolist())},
            arrays["rarity"],
            arrays["starts"],
            arrays["examples"],
            arrays["shares"],
            count,
        )


def learn(
    examples: Examples, encodings: Encodings, earlier: LearntQuestions | None = None
) -> LearntQuestions | None:
    """Learn from `examples`; what `earlier` holds of them is taken over. None without examples."""
    texts = list(examples.articles_of)
    if not texts:
        return None
    digest = examples.digest
    if earlier is not None and earlier.digest == digest:
        return earlier
    if earlier is not None:
        encodings.remember(earlier.keys, earlier.vectors)
    encodings.add(texts)
    vectors = encodings.of(texts)
    words = Words.of(texts)
    alike = _alike(vectors, vectors) + words.alike_among_themselves()
    wanted = np.zeros((len(texts), examples.count + 1), dtype=np.float32)
    for row, places in enumerate(examples.articles_of.values()):
        wanted[row, places or -1] = 1
    # Articles with few questions count as much as those with many.
    counts = wanted[:, :-1].sum(axis=0)
    doubts = _DOUBT * counts / max(counts.mean(), 1)
    doubt = [
        max((doubts[place] for place in places), default=_DOUBT_OF_NONE)
        for places in examples.articles_of.values()
    ]
    alike[np.diag_indices_from(alike)] += doubt
    # In 32 bits, with half the time and memory: the doubt keeps it well-conditioned.
    weights = np.linalg.solve(alike.astype(np.float32), wanted)
    keys = np.frombuffer(b"".join(map(key_of, texts)), dtype="V16")
    return LearntQuestions(digest, keys, vectors, words, weights)


def _alike(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.float64]:
    """How alike unit vectors are, 0–1, (rows of first, rows of second)."""
    alike: NDArray[np.float64] = np.exp(_SHARPNESS * (first @ second.T - 1), dtype=np.float64)
    return alike
