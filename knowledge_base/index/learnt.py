"""Learns, from the questions that people wrote for the articles, which article a question is for.

A passage is found by what is closest to the question, be it one lucky phrase. Here all questions of
all articles count together: each pulls a new question to its own article as far as it resembles it,
in meaning, in words and in what is wanted, and what resembles those of several articles is pulled
less to each. The questions that no article answers pull away from all of them.

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
from knowledge_base.article import Article
from knowledge_base.index.intents import Intents, Messages, learn_intents
from knowledge_base.index.likeness import Kernel, Likeness
from knowledge_base.index.rows import Encodings, key_of

MOST_EXAMPLES = 6_000
"""Learning takes seconds with so many, and grows with the square: of more, each article keeps about
equally many, its title and its first ones."""
_FEWEST_OF_AN_ARTICLE = 4
"""If not even so many fit, there are too many articles to learn from."""
_SHARE_OF_UNANSWERED = 4
"""Of more than fit, one in so many may be a question without an answer, if four an article still
fit beside them."""

# Chosen on questions.yml: half or double of each does about as well.
_KERNEL = Kernel(sharpness=4.0, weight_of_words=0.5)
_WEIGHT_OF_INTENTS = 0.8
_DOUBT = 0.2
_DOUBT_OF_NONE = 0.8
"""Less is known by questions without an answer: new ones are about something else."""

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
        way = (_KERNEL, _WEIGHT_OF_INTENTS, _DOUBT, _DOUBT_OF_NONE, self.count)
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
    """Of the examples, and of what the intents were learnt from."""
    likeness: Likeness
    """To the examples."""
    weights: NDArray[np.float32]
    """How much each example pulls to each article, and to none of them (examples, articles + 1)."""
    intents: Intents | None
    """None where the bot's training messages tell no intents apart."""
    likely: NDArray[np.float32]
    """What `intents` says of each example, (examples, intents)."""

    @property
    def count(self) -> int:
        """Of the examples."""
        return len(self.weights)

    def pulls(self, text: str, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """How much a question is like those of each article, and like those that none answers.

        (articles + 1,), nearly 1 to the article of a question that was learnt, over half to none,
        and about 0 where nothing is known.
        """
        alike = self.likeness.to(text, vector)
        if self.intents is not None:
            alike += _WEIGHT_OF_INTENTS * (self.likely @ self.intents.likely(text, vector))
        return np.asarray(alike.astype(np.float32) @ self.weights)

    def remembered_by(self, encodings: Encodings) -> None:
        """Have `encodings` take over the vectors of the examples."""
        encodings.remember(self.likeness.keys, self.likeness.vectors)

    def save(self, file: Path) -> None:
        """Write into `file`; nothing in it is executable."""
        arrays: dict[str, Any] = {
            "digest": np.array(self.digest),
            "weights": self.weights,
            "likely": self.likely,
            **self.likeness.arrays("questions"),
            **({} if self.intents is None else self.intents.arrays()),
        }
        with file.open("wb") as opened:
            np.savez(opened, **arrays)

    @classmethod
    def load(cls, file: Path) -> LearntQuestions:
        """Read what `save` wrote; raises `OSError`, `EOFError`, `ValueError` or `KeyError`."""
        try:
            with file.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
                return cls(
                    str(arrays["digest"]),
                    Likeness.of_arrays(arrays, "questions", _KERNEL),
                    arrays["weights"],
                    Intents.of_arrays(arrays),
                    arrays["likely"],
                )
        except zipfile.BadZipFile as error:
            raise ValueError(f"{file.name} is damaged") from error


def learn(
    examples: Examples,
    messages: Messages,
    encodings: Encodings,
    earlier: LearntQuestions | None = None,
) -> LearntQuestions | None:
    """Learn from `examples` and, what customers want, from the bot's training `messages`.

    What `earlier` holds of them is taken over. None without examples.
    """
    texts = list(examples.articles_of)
    if not texts:
        return None
    intents = learn_intents(messages, encodings, None if earlier is None else earlier.intents)
    digest = examples.digest + ("" if intents is None else intents.digest)
    if earlier is not None:
        if earlier.digest == digest:
            return earlier
        earlier.remembered_by(encodings)
    likeness = Likeness.of(texts, encodings, _KERNEL)
    alike = likeness.among_themselves()
    likely = np.zeros((len(texts), 0), dtype=np.float32)
    if intents is not None:
        likely = intents.likely_of_each(texts, likeness.vectors)
        alike += _WEIGHT_OF_INTENTS * (likely @ likely.T)
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
    return LearntQuestions(digest, likeness, weights, intents, likely)
