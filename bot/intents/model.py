"""Reads intents from sentence vectors. Plain numpy; no Rasa."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np

from bot.intents.examples import Encode, Examples
from bot.intents.head import KernelHead, choose_doubt, softmax
from bot.intents.scope import Neighbourhood, ScopeModel
from bot.intents.trials import run_trials
from bot.intents.vectors import Vectors
from bot.intents.wording import Wording

Outcome = Literal["understood", "unclear", "out_of_scope"]

UNDERSTOOD_AT = 0.4
"""Probability from which a reading is acted on. Chosen on twelve small companies drawn from three
public sets, with an encoder that had seen none of them: .4 to .5 do equally well, .3 worse."""
UNCLEAR_AT = 0.2
"""Probability from which a reading is at least worth asking back about: a question is cheap."""


_MOST_EXAMPLES = 20_000
"""What each example counts is solved from a table of all against all: of so many, training takes
2.5 gigabytes and a minute. Of more, intents with many keep equally many."""
_CHUNK = 256


class TooFewIntents(ValueError):
    """There is nothing to tell apart: the training data hold fewer than two intents."""


@dataclass(frozen=True)
class Reading:
    """What one message asks for; probabilities are 0–1."""

    outcome: Outcome
    ranking: tuple[tuple[str, float], ...]
    """All intents with their calibrated probabilities, the likeliest first."""
    in_scope: float
    """Probability that the likeliest intent is what is wanted, and not something unforeseen."""
    nearest_example: float
    """Cosine to the nearest training examples: how usual the wording is."""


@dataclass(frozen=True)
class IntentModel:
    """A head, its calibration, and the test whether a message is in scope."""

    head: KernelHead
    temperature: float
    neighbourhood: Neighbourhood
    scope: ScopeModel
    understood_at: float = UNDERSTOOD_AT
    unclear_at: float = UNCLEAR_AT

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        vectors: Vectors,
        labels: Sequence[str],
        *,
        encode: Encode | None = None,
        out_of_scope: str = "out_of_scope",
        understood_at: float = UNDERSTOOD_AT,
        unclear_at: float = UNCLEAR_AT,
        seed: int = 0,
    ) -> IntentModel:
        """Learn from `texts`, their unit `vectors` (examples, dimensions) and their intents.

        Examples with the intent `out_of_scope` are welcome but need not be there. With `encode`,
        which must be what made the vectors, the names of the intents teach too. The same examples
        in the same order give the same model. Raises `TooFewIntents`.
        """
        if len(set(labels)) < 2:  # noqa: PLR2004
            raise TooFewIntents("an intent classifier needs examples of two intents or more")
        examples = Examples(list(texts), vectors, np.array(labels))
        if encode is not None:
            examples = examples.with_names(encode, out_of_scope)
        examples = examples.without_doubtful(seed)
        examples = examples.at_most(_MOST_EXAMPLES, np.random.default_rng(seed))
        doubt = choose_doubt(examples)
        trials = run_trials(examples, out_of_scope, doubt, seed)
        grouped = examples.grouped(out_of_scope)
        head = KernelHead.fit(grouped, doubt)
        neighbourhood = Neighbourhood.of(grouped, out_of_scope)
        if trials is None:
            temperature, scope = 1.0, ScopeModel.untrained()
        else:
            temperature = trials.temperature
            scope = ScopeModel.fit(trials.signals, trials.right, trials.weights)
            scope = replace(scope, bias=scope.bias + trials.log_odds_gained)
        return cls(head, temperature, neighbourhood, scope, understood_at, unclear_at)

    def read(self, texts: Sequence[str], vectors: Vectors) -> list[Reading]:
        """Read messages, given their texts and unit `vectors` (messages, dimensions)."""
        readings: list[Reading] = []
        for start in range(0, len(texts), _CHUNK):
            rows = slice(start, start + _CHUNK)
            similarity = self.neighbourhood.similarity(vectors[rows])
            logits = self.head.logits(self.head.wording.scores(texts[rows]), similarity)
            signals = self.neighbourhood.signals(vectors[rows], similarity, logits)
            readings += map(
                self._reading,
                softmax(logits, self.temperature),
                self.scope.probability(signals).tolist(),
                signals[:, 0].tolist(),
            )
        return readings

    def _reading(self, probabilities: Vectors, in_scope: float, nearest: float) -> Reading:
        intents = self.neighbourhood.intents
        order = np.argsort(-probabilities, kind="stable")
        ranking = tuple((intents[index], float(probabilities[index])) for index in order)
        outcome: Outcome = "understood"
        if ranking[0][0] in self.neighbourhood.names_outside or in_scope < self.unclear_at:
            outcome = "out_of_scope"
        elif in_scope < self.understood_at:
            outcome = "unclear"
        return Reading(outcome, ranking, in_scope, nearest)

    def save(self, folder: Path) -> None:
        """Write `intents.npz` and `intents.json` into `folder`; nothing in them is executable."""
        np.savez(
            folder / "intents.npz",
            coefficients=self.head.coefficients,
            vectors=self.neighbourhood.vectors,
            starts=self.neighbourhood.starts,
            means=self.scope.means,
            scales=self.scope.scales,
            scope_weights=self.scope.weights,
            ngrams=np.array(list(self.head.wording.places)),
            rarity=self.head.wording.rarity,
            wording_weights=self.head.wording.weights,
        )
        settings = {
            "intents": self.neighbourhood.intents,
            "inside": self.neighbourhood.inside,
            "temperature": self.temperature,
            "scope_bias": self.scope.bias,
            "understood_at": self.understood_at,
            "unclear_at": self.unclear_at,
        }
        (folder / "intents.json").write_text(json.dumps(settings), "utf-8")

    @classmethod
    def load(cls, folder: Path) -> IntentModel:
        """Read what `save` wrote; raises `OSError` if it is not there."""
        settings = json.loads((folder / "intents.json").read_text("utf-8"))
        with np.load(folder / "intents.npz", allow_pickle=False) as arrays:
            wording = Wording(
                {name: place for place, name in enumerate(arrays["ngrams"].tolist())},
                arrays["rarity"],
                arrays["wording_weights"],
            )
            return cls(
                KernelHead(arrays["coefficients"], wording),
                settings["temperature"],
                Neighbourhood(
                    arrays["vectors"], tuple(settings["intents"]), arrays["starts"],
                    settings["inside"],
                ),
                ScopeModel(
                    arrays["means"], arrays["scales"], arrays["scope_weights"],
                    settings["scope_bias"],
                ),
                settings["understood_at"],
                settings["unclear_at"],
            )  # fmt: skip
