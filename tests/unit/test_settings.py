"""Where settings come from, and what is said of those that cannot be used."""

from __future__ import annotations

import json
import os
import re
import stat
import tomllib
from pathlib import Path

import pytest
from pydantic import SecretStr

from desk.settings import ROOT, InvalidSettings, Settings, load_settings

EXAMPLE = ROOT / "parley.toml"
SECRETS = ("action_secret", "customer_token_secret", "session_secret")


@pytest.fixture(autouse=True)
def settings_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty parley.toml of the test's own, in an environment that sets nothing."""
    for name in list(os.environ):
        if name.upper().startswith("PARLEY_"):
            monkeypatch.delenv(name)
    file = tmp_path / "parley.toml"
    file.touch()
    monkeypatch.setitem(Settings.model_config, "toml_file", file)
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path / "data"))
    return file


def refusal() -> str:
    with pytest.raises(InvalidSettings) as refused:
        load_settings()
    return str(refused.value)


def test_the_file_wins_over_the_default_and_the_environment_over_the_file(
    settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_settings().port == 8000
    settings_file.write_text('port = 8100\nbot_name = "Pip"\n')
    assert (load_settings().port, load_settings().bot_name) == (8100, "Pip")
    monkeypatch.setenv("PARLEY_PORT", "8200")
    assert (load_settings().port, load_settings().bot_name) == (8200, "Pip")
    assert load_settings(port=8300).port == 8300


def test_lists_are_written_in_the_environment_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_ALLOWED_ORIGINS", '["https://shop.example"]')
    assert load_settings().allowed_origins == ["https://shop.example"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PARLEY_PORT", "eighty"),
        ("PARLEY_PORT", "0"),
        ("PARLEY_ENGINE_PORT", "70000"),
        ("PARLEY_ENGINE_TIMEOUT_SECONDS", "0"),
        ("PARLEY_MESSAGES_PER_MINUTE", "-1"),
        ("PARLEY_ANSWER_THRESHOLD", "2.5"),
        ("PARLEY_DEMO", "perhaps"),
        ("PARLEY_DATABASE_URL", "mysql://localhost/shop"),
        ("PARLEY_DATABASE_URL", "no url at all"),
        ("PARLEY_ALLOWED_ORIGINS", "https://shop.example"),
        ("PARLEY_SMTP_PORT", "0"),
        ("PARLEY_SMTP_SECURITY", "maybe"),
        ("PARLEY_MAIL_FROM", "Our Shop"),
        ("PARLEY_MAIL_FROM", "a@b.example\r\nBcc: c@d.example"),
        ("PARLEY_WRITER_URL", "127.0.0.1:11434"),
        ("PARLEY_WRITER_URL", "ftp://models.example/v1"),
        ("PARLEY_WRITER_URL", "http://"),
        ("PARLEY_WRITER_URL", "http://[::1/v1"),
        ("PARLEY_WRITER_URL", "http://localhost:99999/v1"),
        ("PARLEY_WRITER_URL", "https://user:password@models.example/v1"),
        ("PARLEY_WRITER_URL", "https://models.example/v1?key=1"),
        ("PARLEY_WRITER_TIMEOUT_SECONDS", "0"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_setting(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert name in refusal()


def test_a_mail_server_needs_a_sender_and_a_protected_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PARLEY_SMTP_HOST", "mail.shop.example")
    assert "PARLEY_MAIL_FROM" in refusal()
    monkeypatch.setenv("PARLEY_MAIL_FROM", "Our Shop <help@shop.example>")
    monkeypatch.setenv("PARLEY_SMTP_SECURITY", "none")
    monkeypatch.setenv("PARLEY_SMTP_PASSWORD", "hidden from all")
    assert "hidden from all" not in repr(load_settings())
    monkeypatch.setenv("PARLEY_SMTP_USER", "parley")
    assert "PARLEY_SMTP_SECURITY" in refusal()
    monkeypatch.setenv("PARLEY_SMTP_SECURITY", "tls")
    assert load_settings().smtp_user == "parley"


def test_a_writer_needs_a_model_and_less_time_than_the_whole_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load_settings().writer_url == ""
    monkeypatch.setenv("PARLEY_WRITER_URL", "http://127.0.0.1:11434/v1")
    assert "PARLEY_WRITER_MODEL" in refusal()
    monkeypatch.setenv("PARLEY_WRITER_MODEL", "small-model")
    monkeypatch.setenv("PARLEY_WRITER_API_KEY", "hidden from all")
    assert "hidden from all" not in repr(load_settings())
    monkeypatch.setenv("PARLEY_ENGINE_TIMEOUT_SECONDS", "3")
    assert "PARLEY_WRITER_TIMEOUT_SECONDS" in refusal()
    monkeypatch.setenv("PARLEY_WRITER_TIMEOUT_SECONDS", "2")
    assert load_settings().writer_timeout_seconds == 2
    monkeypatch.setenv("PARLEY_ENGINE_TIMEOUT_SECONDS", "0")
    assert "PARLEY_ENGINE_TIMEOUT_SECONDS" in refusal()


def test_every_wrong_setting_is_named_at_once(
    settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_file.write_text('session_days = "long"\ncolour = "blue"\n')
    monkeypatch.setenv("PARLEY_PORT", "eighty")
    said = refusal()
    assert all(name in said for name in ("PARLEY_PORT", "PARLEY_SESSION_DAYS", "PARLEY_COLOUR"))


def test_a_file_that_is_not_toml_is_named(settings_file: Path) -> None:
    settings_file.write_text("port 8100")
    assert "parley.toml cannot be read" in refusal()


@pytest.mark.parametrize("url", ["mysql://u:p@localhost/shop", "mssql://localhost/shop"])
def test_a_database_that_is_not_supported_is_refused_with_those_that_are(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_DATABASE_URL", url)
    said = refusal()
    assert "sqlite://" in said
    assert "postgresql://" in said


def test_without_a_database_the_data_folder_holds_one(tmp_path: Path) -> None:
    assert load_settings().sql_url == f"sqlite:///{tmp_path / 'data' / 'parley.db'}"
    url = "postgresql://parley:secret@db/parley"
    assert load_settings(database_url=url).sql_url == url


def test_the_address_ends_without_a_slash() -> None:
    assert load_settings().url == "http://127.0.0.1:8000"
    assert load_settings(public_url="https://help.shop.example/").url == "https://help.shop.example"


def test_secrets_are_made_once_and_kept_for_their_user_only(tmp_path: Path) -> None:
    first, second = load_settings(), load_settings()
    file = tmp_path / "data" / "secrets.json"
    kept = json.loads(file.read_text())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for name in SECRETS:
        assert getattr(first, name).get_secret_value() == kept[name]
        assert getattr(second, name) == getattr(first, name)
        assert len(kept[name]) >= 32
    assert len(set(kept.values())) == len(SECRETS)


def test_a_secret_that_is_given_is_used_and_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_CUSTOMER_TOKEN_SECRET", "the shop's own, as long as it must be")
    settings = load_settings()
    assert (
        settings.customer_token_secret.get_secret_value() == "the shop's own, as long as it must be"
    )
    assert (
        "the shop's own, as long as it must be"
        not in (tmp_path / "data" / "secrets.json").read_text()
    )


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = load_settings()
    for name in SECRETS:
        assert getattr(settings, name).get_secret_value() not in repr(settings)


@pytest.mark.parametrize("content", ["not json", "[]", '"text"'])
def test_broken_secrets_are_named_and_not_overwritten(content: str, tmp_path: Path) -> None:
    file = tmp_path / "data" / "secrets.json"
    file.parent.mkdir()
    file.write_text(content)
    assert "PARLEY_DATA_DIR" in refusal()
    assert file.read_text() == content


def test_a_data_folder_that_cannot_be_made_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path / "file" / "data"))
    assert "PARLEY_DATA_DIR" in refusal()


def test_every_setting_stands_in_the_example_with_its_default_and_nothing_else_does() -> None:
    text = EXAMPLE.read_text("utf-8")
    assert tomllib.loads(text) == {}, "what stands in the example is commented out"
    shown = tomllib.loads(re.sub(r"^# (?=[a-z_]+ = )", "", text, flags=re.MULTILINE))
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    assert set(shown) == set(defaults)
    for name, default in defaults.items():
        is_secret = isinstance(default, SecretStr)
        expected = default.get_secret_value() if is_secret else default
        value = ROOT / shown[name] if isinstance(default, Path) else shown[name]
        assert (name, value) == (name, expected)


def test_every_setting_says_what_it_is() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
