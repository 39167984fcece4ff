"""What the words themselves say, beside the meaning that the sentence encoder reads.

Character and word n-grams in a linear model: it knows the product names, abbreviations and slips of
the training examples, which the encoder smooths over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.intents.vectors import Labels, Vectors

MAX_CHARACTERS = 500
"""Characters of a message that are looked at: a request stands in far fewer."""

_CHARACTERS = (2, 3, 4)
_MANY_TEXTS = 6_000
"""From so many texts on, an n-gram that stands in one of them only is left out."""
_REGULARISATION = 0.5
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
    counted: Sequence[tuple[Counter[str], Counter[str]]], fewest: int = 1
) -> tuple[dict[str, int], Vectors]:
    """The places of the n-grams that stand in `fewest` texts or more, and how rare each is.

    `counted` is what `ngrams` gave for each text; the rarities are (n-grams,).
    """
    found = Counter(name for kinds in counted for kind in kinds for name in kind)
    names = sorted(name for name, count in found.items() if count >= fewest)
    counts = np.array([found[name] for name in names], dtype=np.float64)
    rarity = (np.log((1 + len(counted)) / (1 + counts)) + 1).astype(np.float32)
    return {name: place for place, name in enumerate(names)}, rarity


@dataclass(frozen=True)
class Wording:
    """One linear separator for each intent over weighted n-grams.

    `places` numbers the n-grams; `rarity` (n-grams,) weighs them; `weights` is
    (n-grams, intents) and `biases` (intents,).
    """

    places: dict[str, int]
    rarity: Vectors
    weights: Vectors
    biases: Vectors

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Labels) -> Wording:
        """Fit to `texts` and their `labels`, two intents or more, in the order of the names."""
        # Reading a message needs numpy only.
        from scipy.sparse import csr_matrix  # noqa: PLC0415
        from sklearn.svm import LinearSVC  # noqa: PLC0415

        counted = [ngrams(text) for text in texts]
        places, rarity = vocabulary(counted, 2 if len(texts) > _MANY_TEXTS else 1)
        columns, values, ends = [], [], [0]
        for pair in counted:
            column, value = weighted(pair, places, rarity)
            columns.append(column)
            values.append(value)
            ends.append(ends[-1] + len(column))
        matrix = csr_matrix(
            (np.concatenate(values), np.concatenate(columns), ends), (len(texts), len(places))
        )
        model = LinearSVC(C=_REGULARISATION, class_weight="balanced", random_state=0)
        model.fit(matrix, labels)
        weights, biases = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # noqa: PLR2004 - scikit-learn then keeps one row only
            weights, biases = np.vstack([-weights, weights]), np.hstack([-biases, biases])
        return cls(
            places,
            rarity,
            np.ascontiguousarray(weights.T, dtype=np.float32),
            biases.astype(np.float32),
        )

    def scores(self, texts: Sequence[str]) -> Vectors:
        """How far each text lies on the side of each intent, (texts, intents)."""
        rows = [self._score(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), len(self.biases))

    def _score(self, text: str) -> Vectors:
        columns, values = weighted(ngrams(text), self.places, self.rarity)
        return np.asarray(values @ self.weights[columns] + self.biases)


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
