"""What the customer reads when people take over, join and leave."""

from __future__ import annotations

_SICK = (
    "I'm sorry, I can't answer by myself at the moment. Your message is safe, and I've passed "
    "it to our team."
)
_OPENINGS = {
    "turn_failed": _SICK,
    "action_failed": _SICK,
    "engine_unavailable": _SICK,
    "no_answer": "I don't have a good answer to that, so I've passed your message to our team.",
    "identification_locked": (
        "I couldn't match those details to an account, so a colleague will help you from here."
    ),
    "frustration": (
        "I'm sorry this has been such a struggle. I've passed you to a colleague, with everything "
        "you've told me, so you won't have to repeat it."
    ),
    "sensitive_topic": (
        "Thank you for telling us. This needs a person, so I've passed you to a colleague at once."
    ),
}
_OPENING = "I've passed you to a colleague, with everything you've told me, so you won't have to repeat it."
RETURNED_TO_BOT = "You're back with the automatic assistant. Ask me anything, or say if you'd like a person again."
RESOLVED = "Our colleague has closed this conversation. If anything else comes up, just write here."


def acknowledgement(reason_code: str, position: int) -> str:
    """What the customer is told at once when the conversation is handed over."""
    place = "You're next in line" if position == 1 else f"You're number {position} in line"
    return (
        f"{_OPENINGS.get(reason_code, _OPENING)} {place}. You can go on writing here; if you "
        "leave, your place and your messages are kept."
    )


def joined(agent_name: str) -> str:
    """What the customer is told when an agent takes the conversation."""
    return f"{agent_name} has joined the conversation."
