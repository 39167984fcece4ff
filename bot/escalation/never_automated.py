"""Topics that a bot must leave to people, found by their wording.

The intent classifier knows these topics too (`sensitive_topic`), but misses some of them, and here
a miss is worse than a needless handoff. So the wording is checked beside it. How much that finds
stands in docs/adr/0006.
"""

from __future__ import annotations

from bot.escalation.topics.at_risk import AT_RISK
from bot.escalation.topics.bereavement import BEREAVEMENT
from bot.escalation.topics.fraud import FRAUD
from bot.escalation.topics.legal import LEGAL
from bot.escalation.topics.safety import SAFETY
from bot.escalation.topics.wording import plain

TOPICS = (AT_RISK, SAFETY, BEREAVEMENT, FRAUD, LEGAL)
"""The most urgent first: of several topics in a message, the agent reads one."""


def topic_of(text: str) -> str | None:
    """The topic that `text` touches, in words for an agent, or None."""
    said = plain(text)
    return next((topic.name for topic in TOPICS if topic.is_in(said)), None)
