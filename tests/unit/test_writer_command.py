"""`parley writer check` on a small endpoint."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from desk.commands.main import app
from tests.unit import writer_endpoint as endpoint
from tests.unit.writer_endpoint import FakeEndpoint


@pytest.fixture
def fake() -> Iterator[FakeEndpoint]:
    with endpoint.running_endpoint() as fake:
        yield fake


def test_parley_writer_check_shows_what_is_left(
    fake: FakeEndpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_WRITER_URL", fake.url)
    monkeypatch.setenv("PARLEY_WRITER_MODEL", "small-model")
    fake.answer = endpoint.says("We cannot extend a gift card [1]. It comes with flowers [1].")
    checked = CliRunner().invoke(app, ["writer", "check"])
    assert checked.exit_code == 0
    assert "Left after the check: We cannot extend a gift card.\n" in checked.output
    assert "Sentences dropped: 1." in checked.output
    assert "Kim" not in fake.sent
    fake.answer = endpoint.says("Flowers [1].")
    assert CliRunner().invoke(app, ["writer", "check"]).exit_code == 1


def test_parley_writer_check_says_that_the_writer_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_WRITER_URL", raising=False)
    checked = CliRunner().invoke(app, ["writer", "check"])
    assert checked.exit_code == 1
    assert "writer_url is empty" in checked.output
