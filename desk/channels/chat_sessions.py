"""The tokens of chat sessions: each opens one conversation and no other."""

# No `from __future__ import annotations` here: FastAPI must see the types of the dependency.

from datetime import timedelta
from typing import Annotated

from fastapi import Header

from desk.errors import NotSignedIn
from desk.services import Services
from desk.signing import Signer


class ChatSessions:
    """Gives out tokens, and finds the conversation of a request."""

    def __init__(self, services: Services) -> None:
        settings = services.settings
        self._signer = Signer(
            settings.session_secret.get_secret_value(),
            "chat",
            timedelta(days=settings.session_days),
            services.clock,
        )

    def token(self, conversation_id: str) -> str:
        """The token that opens this conversation."""
        return self._signer.sign(conversation_id)

    def conversation_id(self, authorization: Annotated[str, Header()] = "") -> str:
        """The conversation that a request is about; raises `NotSignedIn`."""
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotSignedIn("A chat session's token is needed (Authorization: Bearer …).")
        return self._signer.subject(token.strip())
