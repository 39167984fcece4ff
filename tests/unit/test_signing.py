from __future__ import annotations

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from desk.clock import utc_now
from desk.errors import NotSignedIn
from desk.signing import Signer

SECRET = "a-secret-of-at-least-thirty-two-bytes"
HOUR = timedelta(hours=1)


def a_signer(purpose: str = "chat", secret: str = SECRET, age: timedelta = timedelta()) -> Signer:
    """A signer whose clock shows the time `age` ago."""
    return Signer(secret, purpose, HOUR, lambda: utc_now() - age)


def forged(claims: dict[str, object], secret: str = SECRET, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, secret, algorithm)


def in_an_hour() -> datetime:
    return datetime.now(UTC) + HOUR


@pytest.mark.parametrize("subject", ["conv_1", "agent_ada", "ünïcödé 订单", ""])
def test_a_token_says_what_was_signed(subject: str) -> None:
    assert a_signer().subject(a_signer().sign(subject)) == subject


def test_a_token_for_another_purpose_is_not_accepted() -> None:
    with pytest.raises(NotSignedIn, match="not known"):
        a_signer("console").subject(a_signer("chat").sign("conv_1"))


def test_a_token_of_another_installation_is_not_accepted() -> None:
    with pytest.raises(NotSignedIn, match="not known"):
        a_signer().subject(a_signer(secret="x" * 32).sign("conv_1"))


def test_a_token_ends_with_its_lifetime() -> None:
    still_good = a_signer(age=timedelta(minutes=59)).sign("conv_1")
    assert a_signer().subject(still_good) == "conv_1"
    with pytest.raises(NotSignedIn, match="over"):
        a_signer().subject(a_signer(age=timedelta(minutes=61)).sign("conv_1"))


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "ünïcödé.b.c", "x" * 10_000])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(NotSignedIn):
        a_signer().subject(token)


def test_a_changed_token_is_refused() -> None:
    head, claims, signature = a_signer().sign("conv_1").split(".")
    other_claims = a_signer().sign("conv_2").split(".")[1]
    for token in (f"{head}.{other_claims}.{signature}", f"{head}.{claims}.", f"{head}.{claims}"):
        with pytest.raises(NotSignedIn):
            a_signer().subject(token)


def test_a_token_without_a_signature_is_refused() -> None:
    claims = {"sub": "conv_1", "aud": "chat", "exp": in_an_hour()}
    with pytest.raises(NotSignedIn):
        a_signer().subject(forged(claims, "", "none"))


@pytest.mark.parametrize("missing", ["sub", "exp", "aud"])
def test_a_token_must_say_who_until_when_and_what_for(missing: str) -> None:
    claims = {"sub": "conv_1", "aud": "chat", "exp": in_an_hour()}
    assert a_signer().subject(forged(claims)) == "conv_1"
    del claims[missing]
    with pytest.raises(NotSignedIn):
        a_signer().subject(forged(claims))
