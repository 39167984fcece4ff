"""The token with which the shop's website says who is asking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest

from desk.customers.token import CustomerTokens, InvalidCustomerToken
from desk.errors import NotSignedIn

SECRET = "a secret of the shop, 32 bytes or more"
ANOTHER_SECRET = "some other secret, long enough as well"
HOUR = timedelta(hours=1)


def signed(claims: dict[str, Any], secret: str = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, secret, algorithm=algorithm)


def in_an_hour() -> datetime:
    return datetime.now(UTC) + HOUR


def test_a_signed_token_tells_whose_it_is() -> None:
    tokens = CustomerTokens(SECRET)
    assert tokens.customer_id(tokens.sign("cus_0001", HOUR)) == "cus_0001"


def test_an_expired_token_says_so() -> None:
    tokens = CustomerTokens(SECRET)
    with pytest.raises(InvalidCustomerToken, match="expired"):
        tokens.customer_id(tokens.sign("cus_0001", timedelta(seconds=-30)))


def test_clocks_may_differ_by_some_seconds() -> None:
    tokens = CustomerTokens(SECRET)
    assert tokens.customer_id(tokens.sign("cus_0001", timedelta(seconds=-5))) == "cus_0001"


def test_a_token_may_name_an_audience() -> None:
    token = signed({"sub": "cus_0001", "exp": in_an_hour(), "aud": "reviews"})
    assert CustomerTokens(SECRET).customer_id(token) == "cus_0001"


@pytest.mark.parametrize(
    "token",
    [
        signed({"sub": "cus_0001", "exp": in_an_hour()}, secret=ANOTHER_SECRET),
        signed({"sub": "cus_0001", "exp": in_an_hour()}, secret=SECRET * 2, algorithm="HS512"),
        jwt.encode({"sub": "cus_0001", "exp": in_an_hour()}, None, algorithm="none"),
        signed({"sub": "cus_0001"}),
        signed({"exp": in_an_hour()}),
        signed({"sub": "", "exp": in_an_hour()}),
        signed({"sub": 17, "exp": in_an_hour()}),
        "not.a.token",
        "",
        "é" * 50,
    ],
    ids=[
        "another secret", "another algorithm", "no signature", "no expiry", "no customer",
        "empty customer", "customer is a number", "not a token", "empty", "not ASCII",
    ],
)  # fmt: skip
def test_any_other_token_is_not_valid(token: str) -> None:
    with pytest.raises(InvalidCustomerToken, match="not valid") as refusal:
        CustomerTokens(SECRET).customer_id(token)
    assert isinstance(refusal.value, NotSignedIn)


def test_a_changed_token_is_not_valid() -> None:
    tokens = CustomerTokens(SECRET)
    header, _, signature = tokens.sign("cus_0001", HOUR).split(".")
    _, claims, _ = tokens.sign("cus_0002", HOUR).split(".")
    with pytest.raises(InvalidCustomerToken):
        tokens.customer_id(f"{header}.{claims}.{signature}")


def test_a_short_secret_is_refused_at_start() -> None:
    with pytest.raises(ValueError, match="too short"):
        CustomerTokens("secret")
