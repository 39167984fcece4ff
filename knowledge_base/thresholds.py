"""From which score on a passage is an answer, and from which the bot asks what was meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """Scores as of `search.Found`; `ask_at` is at most `answer_at`."""

    answer_at: float
    ask_at: float
    """Below it, the bot says that it does not know."""

    def with_answer_at(self, answer_at: float) -> Thresholds:
        """The same with another bound for answers."""
        return Thresholds(answer_at, min(self.ask_at, answer_at))


NEVER = Thresholds(2.0, 2.0)
DEFAULT = Thresholds(0.6, 0.5)
"""Used where there are too few questions to calibrate with; the values found for the demo shop's
articles, rounded, when nothing was learnt from their questions yet."""
DEFAULT_WHERE_LEARNT = Thresholds(0.68, 0.6)
"""The same where the articles say how they are asked for; with the bot's training messages besides,
the demo shop's are a little lower, and these err on the side of asking back."""
