"""Signed tokens that we give out ourselves: for chat sessions and for the console."""

from __future__ import annotations

from datetime import timedelta

import jwt

from desk.clock import Clock
from desk.errors import NotSignedIn

_ALGORITHM = "HS256"


class Signer:
    """Signs a subject for one purpose; a token for another purpose is not accepted."""

    def __init__(self, secret: str, purpose: str, lifetime: timedelta, clock: Clock) -> None:
        self._secret = secret
        self._purpose = purpose
        self._lifetime = lifetime
        self._clock = clock

    def sign(self, subject: str) -> str:
        """A token that says `subject`, until its lifetime is over."""
        now = self._clock()
        claims = {"sub": subject, "aud": self._purpose, "iat": now, "exp": now + self._lifetime}
        return jwt.encode(claims, self._secret, _ALGORITHM)

    def subject(self, token: str) -> str:
        """What `token` says; raises `NotSignedIn` if it is broken, foreign or expired."""
        try:
            claims = jwt.decode(
                token,
                self._secret,
                [_ALGORITHM],
                audience=self._purpose,
                options={"require": ["sub", "exp"]},
            )
        except jwt.ExpiredSignatureError as error:
            raise NotSignedIn("This session is over. Please start again.") from error
        except jwt.InvalidTokenError as error:
            raise NotSignedIn("This session is not known here. Please start again.") from error
        return str(claims["sub"])
