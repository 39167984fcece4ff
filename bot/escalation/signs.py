"""What speaks for a person: how the customer's mood went, what failed, what was asked again."""

from __future__ import annotations

from collections.abc import Sequence

from bot.escalation.conversation import FALLBACK_INTENTS, Turn
from bot.escalation.thresholds import Thresholds
from bot.intents.requests import NOT_REQUESTS
from bot.same_matter import is_about_the_same_order


def trend_score(turns: Sequence[Turn], thresholds: Thresholds) -> float:
    """Frustration of the last messages, the newest counting most; 0–1.

    The time before the conversation counts as calm.
    """
    weights = [thresholds.decay**age for age in range(thresholds.window)]
    newest_first = [turn.frustration_score for turn in reversed(turns)]
    return sum(weight * score for weight, score in zip(weights, newest_first)) / sum(weights)


def annoyed_messages(turns: Sequence[Turn], thresholds: Thresholds) -> int:
    """How many of the messages in the trend are annoyed ones: one alone is no trend."""
    recent = turns[-thresholds.window :]
    return sum(turn.frustration_score >= thresholds.annoyed_at for turn in recent)


def fallbacks_in_a_row(turns: Sequence[Turn]) -> list[Turn]:
    """The messages at the end at which the bot was at a loss, the newest first."""
    row = []
    for turn in reversed(turns):
        if not turn.is_fallback:
            break
        row.append(turn)
    return row


def not_understood(row: Sequence[Turn], thresholds: Thresholds) -> int:
    """How many messages of such a row may have been about something that the bot should know.

    Who calmly asks for a joke, or tries another language, needs no person.
    """
    return sum(
        turn.intent == "unclear" or turn.frustration_score >= thresholds.annoyed_at for turn in row
    )


def times_asked_before(turns: Sequence[Turn], thresholds: Thresholds) -> int:
    """How many of the messages before the newest asked what it asks, and got the same reply.

    The same intent about the same order, in whatever words. Where the replies differ, so did the
    questions: "do you ship to Norway", "and to Spain". Where there was no answer, nothing shows
    that they were the same.
    """
    *earlier, newest = turns[-thresholds.repeats_among - 1 :]
    if newest.intent in NOT_REQUESTS or newest.intent in FALLBACK_INTENTS:
        return 0
    same = [
        turn
        for turn in reversed(earlier)
        if turn.intent == newest.intent and is_about_the_same_order(turn.orders, newest.orders)
    ]
    count = 0
    for turn in same:
        if turn.reply is None or turn.reply != same[0].reply:
            break
        count += 1
    return count
