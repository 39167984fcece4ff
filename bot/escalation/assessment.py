"""Weighs a conversation: does the customer need a person, and why. Plain Python, no Rasa."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from bot.escalation.conversation import Conversation, Turn
from bot.escalation.never_automated import topic_of
from bot.escalation.signs import (
    annoyed_messages,
    fallbacks_in_a_row,
    not_understood,
    times_asked_before,
    trend_score,
)
from bot.escalation.thresholds import Thresholds

Level = Literal["offer", "handoff"]

NOT_UNDERSTOOD = "not_understood"
"""Code of the one finding that an answer from the articles refutes."""

_WORD_OF_FAREWELL = (
    "(?:ok|okay|thanks|thank you|cheers|bye|goodbye|good-bye|byebye|see you|see ya|cya|ciao|later"
    "|soon|tomorrow|now|then|for now|take care|ta|good night|goodnight|night|x|xx"
    "|have a (?:nice|good|great|lovely) (?:day|evening|night|weekend|one))"
)
# Between two words there is something, so that no text can be taken apart in many ways.
_FAREWELL = re.compile(rf"{_WORD_OF_FAREWELL}(?:[^\w?]+{_WORD_OF_FAREWELL})*[^\w?]*", re.IGNORECASE)
_FEWEST_ANNOYED = 2
"""Annoyed messages in a trend that hands over."""


@dataclass(frozen=True)
class Escalation:
    """The decision, in words and numbers, for the agent who may take over."""

    level: Level
    code: str
    words: str
    trend_score: float
    evidence: list[dict[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The decision as a slot keeps it."""
        return asdict(self)


@dataclass(frozen=True)
class _Finding:
    level: Level
    code: str
    words: str


def assess(conversation: Conversation, thresholds: Thresholds) -> Escalation | None:
    """Decide after the newest message.

    Who has just declined a person is left in peace for that message and the next, unless the topic
    is one for people. Who asks for a person is handed over by a rule, not here.
    """
    if not conversation.turns:
        return None
    sensitive = _sensitive(conversation.turns[-1], thresholds)
    if sensitive is not None:
        return _decision(sensitive, conversation, thresholds)
    if conversation.has_just_declined:
        return None
    is_calm = _only_says_goodbye(conversation.turns[-1])
    for finding in _findings(conversation, thresholds):
        is_offered = not is_calm and may_offer(conversation, thresholds)
        if finding.level == "handoff" or is_offered:
            return _decision(finding, conversation, thresholds)
    return None


def may_offer(conversation: Conversation, thresholds: Thresholds) -> bool:
    """Whether a person may be offered now: not just declined, and not offered lately."""
    since = conversation.turns_since_offer
    was_lately = since is not None and since <= thresholds.turns_between_offers
    return not was_lately and not conversation.has_just_declined


def _sensitive(turn: Turn, thresholds: Thresholds) -> _Finding | None:
    topic = topic_of(turn.text)
    is_sure = turn.intent == "sensitive_topic" and turn.intent_score >= thresholds.sensitive_at
    if topic is None and not is_sure:
        return None
    about = topic or "a topic that only people handle"
    return _Finding("handoff", "sensitive_topic", f"The customer writes about {about}.")


def _only_says_goodbye(turn: Turn) -> bool:
    """A bare farewell: such words have little tone, and what was wrong has shown before."""
    if turn.intent != "goodbye" or turn.text.isupper():
        return False
    return _FAREWELL.fullmatch(turn.text.strip()) is not None


def _findings(conversation: Conversation, thresholds: Thresholds) -> Iterator[_Finding]:
    """Everything else that speaks for a person, the strongest first."""
    turns = conversation.turns
    trend = trend_score(turns, thresholds)
    row = _fallbacks(conversation)
    repeats = times_asked_before(turns, thresholds)
    lost = f"The assistant did not understand {len(row)} messages in a row."
    if trend >= thresholds.handoff_at and annoyed_messages(turns, thresholds) >= _FEWEST_ANNOYED:
        words = "The customer has been losing patience over the last messages."
        yield _Finding("handoff", "frustration", words)
    if not_understood(row, thresholds) >= thresholds.fallbacks_to_handoff:
        yield _Finding("handoff", NOT_UNDERSTOOD, lost)
    if trend >= thresholds.offer_at:
        yield _Finding("offer", "frustration", "The customer is growing impatient.")
    if repeats >= thresholds.repeats_to_offer:
        words = f"The customer asked the same thing {repeats + 1} times."
        yield _Finding("offer", "repeated_question", words)
    if len(row) >= thresholds.fallbacks_to_offer:
        yield _Finding("offer", NOT_UNDERSTOOD, lost)


def _fallbacks(conversation: Conversation) -> list[Turn]:
    """The messages at the end that were not understood, as far as that is known.

    The form under way may yet make sense of the newest.
    """
    row = fallbacks_in_a_row(conversation.turns)
    return row[1:] if conversation.is_in_form else row


def _decision(finding: _Finding, conversation: Conversation, thresholds: Thresholds) -> Escalation:
    turns = conversation.turns
    trend = trend_score(turns, thresholds)
    recent = " → ".join(f"{turn.frustration_score:.2f}" for turn in turns[-thresholds.window :])
    facts = {
        "Frustration of the last messages (0–1)": recent,
        "Weighted over the conversation": (
            f"{trend:.2f} (a person is called at {thresholds.handoff_at:.2f})"
        ),
        "Messages not understood in a row": str(len(_fallbacks(conversation))),
        "Earlier messages that ask the same": str(times_asked_before(turns, thresholds)),
    }
    evidence = [{"name": name, "value": value} for name, value in facts.items()]
    return Escalation(finding.level, finding.code, finding.words, trend, evidence)
