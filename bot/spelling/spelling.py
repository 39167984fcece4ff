"""Reads misspelt words as the words that a company's customers use. Plain Python; no Rasa."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from string import ascii_lowercase

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.entities.words import NOT, SPELLINGS
from bot.spelling.slips import are_slips

MAX_CHARACTERS = 500
"""Characters of a message in which slips are looked for: a request stands in far fewer."""

_WORD = re.compile(r"(?<![\w@/#'’-])(?<!\w\.)[^\W\d_]{3,20}(?![\w@/-]|['’.]\w)")
"""A word by itself, and no part of an e-mail address, a number or a compound."""
_SENTENCE_ENDS = re.compile(r"[.!?\n]")
_USUAL_FROM = 3
"""How often the examples must hold a word that is not in `english` for it to be no slip."""
_SHORTEST = 4
"""Shorter words are left: too many are close to each other, and many are short for something."""
_SHORTEST_BEHEADED = 5
_TWO_SLIPS_FROM = 8
_CLEARLY = 4
"""How many times as frequent a word must be as another that was as likely meant."""
_UNHEARD = 2
"""How often the examples are taken to hold an English word that they do not hold."""
_PREFIXES = ("un", "re")
_ENDINGS = ("ed", "ing", "ings", "er", "ers", "able", "ful", "less", "ness")
_ENDINGS_OF_A_WHOLE_WORD = ("s", "es", "ly", "re", "ve", "ll")
"""The last ones are those of "youre", "theyve" and "theyll"."""
_SHORTEST_STEM = 3
_NEGATED = frozenset(word for word, meant in SPELLINGS.items() if meant == NOT)
"""Who writes "cant" means the very opposite of "can"."""


class Spelling:
    """Knows the words of the training examples, and which one a slip of the keyboard makes of it.

    A word is left as it stands if it is known, looks like a name, or may be one of two words.
    """

    def __init__(self, counts: Mapping[str, int], english: Collection[str]) -> None:
        """`counts`: the words that may be meant, and how often they stand in the examples.

        `english`: further words that are spelt right, lower case.
        """
        self.counts = counts
        self._known = frozenset(english) | counts.keys() | _NEGATED
        self._by_first_letter: defaultdict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if len(word) >= _SHORTEST_STEM:
                self._by_first_letter[word[0]].append(word)

    @classmethod
    def learn(
        cls, texts: Iterable[str], names: Iterable[str], english: Collection[str]
    ) -> Spelling:
        """Learn from training examples, and from names of products and options."""
        said = Counter(word for text in texts for word in _words(text))
        counts = {
            word: count for word, count in said.items() if word in english or count >= _USUAL_FROM
        }
        for word in {word for name in names for word in _words(name)}:
            counts[word] = max(said[word], _USUAL_FROM)
        return cls(counts, english)

    def respelt(self, text: str) -> str:
        """`text` with the words in it that were meant; never raises for what it contains."""
        looked_at = text[:MAX_CHARACTERS]
        is_shouted = looked_at.isupper()
        kept: list[str] = []
        end = 0
        for match in _WORD.finditer(looked_at):
            between = looked_at[end : match.start()]
            # A capital within a sentence: "Marek" is a name, and no market.
            is_name = (
                match[0][0].isupper() and not is_shouted and not _begins(between, is_first=not kept)
            )
            kept += [between, match[0] if is_name else self._meant(match[0])]
            end = match.end()
        return "".join(kept) + text[end:]

    def save(self, file: Path) -> None:
        """Write what was learnt."""
        file.write_text(json.dumps(dict(self.counts), ensure_ascii=False), "utf-8")

    @classmethod
    def load(cls, file: Path, english: Collection[str]) -> Spelling:
        """Read what `save` wrote; raises `OSError` if it is not there."""
        return cls(json.loads(file.read_text("utf-8")), english)

    def _meant(self, written: str) -> str:
        word = written.lower()
        if len(word) < _SHORTEST or self._is_known(word):
            return written
        nearest = sorted(self._candidates(word))
        if not nearest:
            return written
        effort, rarity, meant = nearest[0]
        rivals = [other for other in nearest[1:] if other[0] == effort]
        is_clear = all(-rarity >= _CLEARLY * -other for _, other, _ in rivals)
        return meant if meant in self.counts and is_clear else written

    def _candidates(self, word: str) -> Iterator[tuple[int, int, str]]:
        """Words that may be meant: how far each is away, how rare it is, and itself."""
        slips = 2 if len(word) >= _TWO_SLIPS_FROM else 1
        letters = sorted(word)
        near = extract(
            word,
            self._by_first_letter.get(word[0], ()),
            scorer=OSA.distance,
            score_cutoff=slips,
            limit=None,
        )
        # The first letter is the one people get right.
        further = [(other, 1, 1) for other in _beheaded(word) if other in self._known]
        for target, distance, extra in [*((one, far, 0) for one, far, _ in near), *further]:
            if are_slips(word, target):
                # Two letters swapped are likelier than a wrong one.
                effort = 2 * distance + extra - (sorted(target) == letters)
                yield effort, -self.counts.get(target, _UNHEARD), target

    def _is_known(self, word: str) -> bool:
        return word in self._known or any(
            len(stem) >= _SHORTEST_STEM and stem in self._known for stem in _stems(word)
        )


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _begins(between: str, *, is_first: bool) -> bool:
    """Whether a sentence begins after what stands between a word and the one before it."""
    if is_first and not any(sign.isalnum() for sign in between):
        return True
    return _SENTENCE_ENDS.search(between) is not None


def _beheaded(word: str) -> Iterator[str]:
    """What `word` is if the slip is in its first letter."""
    yield word[1] + word[0] + word[2:]
    if len(word) >= _SHORTEST_BEHEADED:
        yield word[1:]
        yield from (letter + word for letter in ascii_lowercase)


def _stems(word: str) -> Iterator[str]:
    """What `word` may be an inflection of."""
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            yield word[len(prefix) :]
    for ending in _ENDINGS_OF_A_WHOLE_WORD:
        if word.endswith(ending):
            yield word[: -len(ending)]
    for ending in _ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            yield from (stem, stem + "e")
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]
