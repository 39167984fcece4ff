"""The signed token with which a shop's website says which customer is asking."""

from __future__ import annotations

from datetime import timedelta

import jwt

from desk.clock import utc_now
from desk.errors import NotSignedIn

ALGORITHM = "HS256"
LEEWAY = timedelta(seconds=10)
# RFC 7518, 3.2: a key for HS256 is no shorter than the hash.
MIN_SECRET_BYTES = 32


class InvalidCustomerToken(NotSignedIn):
    """The token was not signed by the shop, or its time is over."""

    code = "invalid_customer_token"


class CustomerTokens:
    """Signs and reads customer tokens: JSON Web Tokens (HS256) with `sub` and `exp`."""

    def __init__(self, secret: str) -> None:
        """Use `secret`, which the shop's website knows too.

        Raises `ValueError` for one shorter than 32 bytes.
        """
        if len(secret.encode()) < MIN_SECRET_BYTES:
            raise ValueError(
                f"the secret for customer tokens is too short: {MIN_SECRET_BYTES} bytes or more"
            )
        self._secret = secret

    def sign(self, customer_id: str, lifetime: timedelta) -> str:
        """A token for this customer that is valid for `lifetime` from now."""
        claims = {"sub": customer_id, "exp": utc_now() + lifetime}
        return jwt.encode(claims, self._secret, algorithm=ALGORITHM)

    def customer_id(self, token: str) -> str:
        """Whose token it is; raises `InvalidCustomerToken`."""
        try:
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[ALGORITHM],
                leeway=LEEWAY,
                # A shop may use one token for several services; `aud` is theirs to choose.
                options={"require": ["sub", "exp"], "verify_aud": False},
            )
        except jwt.ExpiredSignatureError as error:
            raise InvalidCustomerToken("Your sign-in has expired. Please sign in again.") from error
        except jwt.InvalidTokenError as error:
            raise InvalidCustomerToken(
                "Your sign-in is not valid. Please sign in again."
            ) from error
        customer_id: str = claims["sub"]
        if not customer_id:
            raise InvalidCustomerToken("Your sign-in is not valid. Please sign in again.")
        return customer_id
