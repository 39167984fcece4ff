"""What the components agree on when they read a conversation from Rasa's tracker."""

from __future__ import annotations

from rasa.shared.core.events import UserUttered

FRESH_START_ACTION = "action_reset_dialogue"
"""After people have had the conversation, what came before it counts no more."""

WAITED = "waited"
"""Key in the parse data of a request that was said earlier and is served now: the second of two in
one message (see actions/next_request.py)."""


def is_in_words(event: UserUttered) -> bool:
    """Whether the customer typed it just now: no pressed button, no request that waited."""
    is_typed = bool(event.text) and not event.text.startswith("/")
    return is_typed and not (event.parse_data or {}).get(WAITED)
