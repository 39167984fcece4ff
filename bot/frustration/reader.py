"""Reads the frustration of whole conversations, message by message. No Rasa."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.encoder.sentence_encoder import (
    LONG_NUMBER,
    Encoded,
    SentenceEncoder,
    shared_encoder,
)
from bot.frustration.conversation import Heard, Tone, Turn
from bot.frustration.features import (
    MAX_CHARACTERS,
    insists_with_marks,
    says_again,
    share_of_capitals,
)
from bot.frustration.scorer import DEFAULT_FOLDER, FrustrationScorer

_LOOKS_BACK = 8
"""Messages of the customer that a score depends on: a limit on the work of a turn."""
_REMEMBERED = 512
"""Messages kept with their tone, so that a conversation is not read anew at each turn."""


@dataclass(frozen=True)
class _Impression:
    tone: Tone
    vector: NDArray[np.float32]
    numbers: frozenset[str]


class FrustrationReader:
    """Encoder and scorer together, with a memory of the messages read last."""

    def __init__(self, encoder: SentenceEncoder, scorer: FrustrationScorer) -> None:
        self._encoder = encoder
        self._scorer = scorer
        self._impressions: OrderedDict[str, _Impression] = OrderedDict()

    @classmethod
    def load(cls, folder: Path = DEFAULT_FOLDER) -> FrustrationReader:
        """With the shipped encoder; raises `EncoderUnavailable` or `ScorerUnavailable`."""
        return cls(shared_encoder(), FrustrationScorer.load(folder))

    def scores(self, turns: Sequence[Turn]) -> list[float | None]:
        """The score of each of the customer's turns, 0–1, in its dialogue; None for the others."""
        return [
            self.score(turns[: place + 1]) if turn.is_customer else None
            for place, turn in enumerate(turns)
        ]

    def score(self, turns: Sequence[Turn], newest: Encoded | None = None) -> float:
        """The score of the last turn, which is the customer's, 0–1.

        `newest` is what the encoder made of it, if that is known already.
        """
        return self._scorer.score(self.heard(turns, newest))

    def tone(self, text: str, encoded: Encoded | None = None) -> Tone:
        """How a message sounds by itself."""
        return self._impression(text, encoded).tone

    def heard(self, turns: Sequence[Turn], newest: Encoded | None = None) -> list[Heard]:
        """The customer's last messages among `turns`, as the scorer wants them."""
        places = [place for place, turn in enumerate(turns) if turn.is_customer][-_LOOKS_BACK:]
        heard = []
        for place in places:
            text = turns[place].text
            is_newest = place == len(turns) - 1
            impression = self._impression(text, newest if is_newest else None)
            heard.append(
                Heard(
                    impression.tone,
                    impression.vector,
                    words=len(text.split()),
                    capitals=share_of_capitals(text),
                    insists=insists_with_marks(text),
                    says_again=says_again(text),
                    numbers=impression.numbers,
                )
            )
        return heard

    def _impression(self, text: str, encoded: Encoded | None) -> _Impression:
        known = self._impressions.get(text)
        if known is not None:
            self._impressions.move_to_end(text)
            return known
        encoded = encoded or self._encoder.encode_one(text)
        tone = self._scorer.tone(text, encoded)
        numbers = frozenset(LONG_NUMBER.findall(text[:MAX_CHARACTERS]))
        impression = _Impression(tone, encoded.vector, numbers)
        self._impressions[text] = impression
        if len(self._impressions) > _REMEMBERED:
            self._impressions.popitem(last=False)
        return impression
