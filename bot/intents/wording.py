"""What the words themselves say, beside the meaning that the sentence encoder reads.

Character and word n-grams: they know the product names, abbreviations and slips of the training
examples, which the encoder smooths over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.intents.vectors import Vectors

MAX_CHARACTERS = 500
"""Characters of a message that are looked at: a request stands in far fewer."""

_CHARACTERS = (2, 3, 4)
_TOKEN = re.compile(r"\w+|[^\w\s]")
_NUMBER = re.compile(r"\d")


def ngrams(text: str) -> tuple[Counter[str], Counter[str]]:
    """Character n-grams within words, and words with word pairs; digits are all alike."""
    # numpy, which stores the n-grams, cuts NULs off the end of a text.
    plain = _NUMBER.sub("0", text[:MAX_CHARACTERS].lower().replace("\0", " "))
    tokens = _TOKEN.findall(plain)
    characters: Counter[str] = Counter()
    for token in tokens:
        padded = f" {token} "
        for size in _CHARACTERS:
            for start in range(max(1, len(padded) - size + 1)):
                characters[padded[start : start + size]] += 1
    words = Counter(f"={token}" for token in tokens)
    words.update(f"={first} {second}" for first, second in pairwise(tokens))
    return characters, words


def vocabulary(
    counted: Sequence[tuple[Counter[str], Counter[str]]],
) -> tuple[dict[str, int], Vectors]:
    """The places of the n-grams of some texts, and how rare each is.

    `counted` is what `ngrams` gave for each text; the rarities are (n-grams,).
    """
    found = Counter(name for kinds in counted for kind in kinds for name in kind)
    names = sorted(found)
    rarity = rarity_of(np.array([found[name] for name in names]), len(counted))
    return {name: place for place, name in enumerate(names)}, rarity


def rarity_of(counts: NDArray[np.intp], texts: int) -> Vectors:
    """How rare n-grams are, 1 and more, which stand in so many of `texts` texts."""
    return np.asarray(np.log((1 + texts) / (1 + counts)) + 1, dtype=np.float32)


@dataclass(frozen=True)
class Wording:
    """How much each n-gram speaks for each intent.

    `places` numbers the n-grams; `rarity` (n-grams,) weighs them; `weights` is (n-grams, intents).
    """

    places: dict[str, int]
    rarity: Vectors
    weights: Vectors

    def scores(self, texts: Sequence[str]) -> Vectors:
        """How much the words of each text speak for each intent, (texts, intents)."""
        rows = [self._score(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.weights.shape[1])

    def _score(self, text: str) -> Vectors:
        columns, values = weighted(ngrams(text), self.places, self.rarity)
        return np.asarray(values @ self.weights[columns])


def weighted(
    counted: tuple[Counter[str], Counter[str]], places: dict[str, int], rarity: Vectors
) -> tuple[NDArray[np.intp], Vectors]:
    """Places and weights of the known n-grams in what `ngrams` gave.

    Those of each kind have length 1 together.
    """
    columns: list[NDArray[np.intp]] = []
    values: list[Vectors] = []
    for kind in counted:
        known = [(places[name], count) for name, count in kind.items() if name in places]
        column = np.array([place for place, _ in known], dtype=np.intp)
        value = np.array([1 + np.log(count) for _, count in known], dtype=np.float32)
        value = value * rarity[column]
        columns.append(column)
        values.append(value / max(float(np.linalg.norm(value)), 1e-9))
    return np.concatenate(columns), np.concatenate(values).astype(np.float32)
