"""Vectors, texts and articles in any number, made from the demo shop's own; the same each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from knowledge_base.reading.folder import ARTICLES_FOLDER

_NOISE = 0.6
"""Length of what is added to each vector of length 1: a copy is then as close to its original as
two sentences are that say much the same, about .86."""
_AT_ONCE = 50_000
_FRONT_MATTER = re.compile(r"\A---\n(?P<keys>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_ID = re.compile(r"^id:.*\n", re.MULTILINE)
_SAID = re.compile(r'(?<=^title: ).*|(?<=")[^"\n]+(?=")', re.MULTILINE)
_WORD = re.compile(r"\b[a-z]{4,}\b")
_QUESTIONS = re.compile(r"^(?:asked_as|not_answered):\n(?:^  .*\n?)+", re.MULTILINE)
_ENTRY = re.compile(r"^(?:\w+:|  - ).*\n?(?:^    .*\n?)*", re.MULTILINE)
"""The key, or one entry with all its lines."""
_SHARE_OF_WORDS_CHANGED = 0.15


def noisy_copies(vectors: NDArray[np.float32], count: int) -> Iterator[NDArray[np.float32]]:
    """`count` vectors of length 1, each close to one of `vectors`, some thousands at a time."""
    chance = np.random.default_rng(count)
    dimensions = vectors.shape[1]
    for start in range(0, count, _AT_ONCE):
        originals = vectors[np.arange(start, min(start + _AT_ONCE, count)) % len(vectors)]
        noise = chance.standard_normal(originals.shape, dtype=np.float32)
        made = originals + noise * np.float32(_NOISE / np.sqrt(dimensions))
        yield made / np.linalg.norm(made, axis=1, keepdims=True)


def mixed_texts(texts: Sequence[str], count: int) -> Iterator[str]:
    """`count` texts, each of half the words of one text and half of another, shuffled."""
    chance = Random(count)  # noqa: S311 - a seeded draw is what is wanted
    words = [text.split() for text in texts]
    for place in range(count):
        first, second = words[place % len(words)], words[chance.randrange(len(words))]
        mixed = first[::2] + second[1::2]
        chance.shuffle(mixed)
        yield " ".join(mixed)


def varied_articles(folder: Path, count: int, questions: int) -> None:
    """Write `count` articles into `folder`: ours, in each copy some words exchanged for others.

    So hardly a sentence is the same in two of them, and each has to be encoded. Of the questions
    that an article answers, and of those that none does, each keeps at most `questions`.
    """
    folder.mkdir(parents=True)
    originals = [file.read_text("utf-8") for file in sorted(ARTICLES_FOLDER.glob("*.md"))]
    vocabulary = sorted({word for text in originals for word in _WORD.findall(text)})
    chance = Random(count)  # noqa: S311 - a seeded draw is what is wanted

    def exchanged(word: re.Match[str]) -> str:
        is_changed = chance.random() < _SHARE_OF_WORDS_CHANGED
        return chance.choice(vocabulary) if is_changed else word[0]

    for number in range(count):
        found = _FRONT_MATTER.match(originals[number % len(originals)])
        if found is None:
            raise ValueError("an article of the demo shop has no front matter")
        # Without the original's id: each is called as its file is.
        keys = _ID.sub("", found["keys"])
        keys = _QUESTIONS.sub(lambda each: "".join(_ENTRY.findall(each[0])[: questions + 1]), keys)
        keys = _SAID.sub(lambda said: _WORD.sub(exchanged, said[0]), keys)
        body = _WORD.sub(exchanged, found["body"])
        (folder / f"{number:06}.md").write_text(f"---\n{keys}\n---\n{body}", "utf-8")
