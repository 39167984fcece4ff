"""All settings, read once at start from the environment (`PARLEY_…`) and from `parley.toml`."""

from __future__ import annotations

import json
import secrets
from math import inf
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from desk.database.database import sqlite_url, with_async_driver
from desk.errors import ParleyError
from desk.mail.sender import is_sender

ROOT = Path(__file__).resolve().parent.parent
_SECRET_BYTES = 32
_EVERY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not listened on
_MAIL_FROM = "Parley <parley@localhost>"
_SECRETS = ("action_secret", "customer_token_secret", "session_secret")


class InvalidSettings(ParleyError):
    """A setting is missing or cannot be used; the message names it."""

    code = "invalid_settings"


class Settings(BaseSettings):
    """Everything that can be set. An environment variable wins over the file."""

    model_config = SettingsConfigDict(
        env_prefix="PARLEY_", toml_file=ROOT / "parley.toml", extra="forbid", frozen=True
    )

    host: str = Field("127.0.0.1", description="Address on which the desk listens.")
    port: int = Field(8000, ge=1, le=65535, description="Port of the desk.")
    engine_port: int = Field(5005, ge=1, le=65535, description="Port of the engine, loopback only.")
    public_url: str = Field("", description="Address customers see; default http://HOST:PORT.")
    data_dir: Path = Field(ROOT / ".parley", description="Folder for databases, logs, the index.")
    database_url: str = Field("", description="sqlite:///file or postgresql://…; default SQLite.")
    allowed_origins: list[str] = Field(
        [], description="Origins of websites that may embed the widget, like https://shop.example."
    )
    demo: bool = Field(True, description="Fill and show the demo shop.")
    bot_name: str = Field("Parley", description="Name under which the bot answers.")
    engine_timeout_seconds: float = Field(10.0, gt=0, description="Patience with the engine.")
    messages_per_minute: int = Field(30, ge=1, description="Limit for one conversation.")
    session_days: int = Field(30, ge=1, description="How long a widget may come back to its chat.")
    articles: Path = Field(
        ROOT / "knowledge_base" / "articles", description="Folder with the articles to answer from."
    )
    service_policy: Path = Field(
        ROOT / "service_policy.toml", description="File with the shop's rules for returns and such."
    )
    seller: str = Field(
        "", description="Lines below the shop's name on invoices: its address, its VAT number."
    )
    customer_source: str = Field(
        "", description="Your own source of customers, as module:function; default: our tables."
    )
    ask_for_ratings: bool = Field(True, description="Ask customers how a conversation was.")
    nps_share: float = Field(
        0.1, ge=0, le=1, description="Share of conversations asked for a recommendation (NPS)."
    )
    effort_share: float = Field(
        0.1, ge=0, le=1, description="Share asked how easy it was (CES); the others: how it was."
    )
    smtp_host: str = Field("", description="Your mail server; default: mails lie in DATA_DIR/mail.")
    smtp_port: int = Field(587, ge=1, le=65535, description="Port of the mail server.")
    smtp_user: str = Field("", description="Name for the mail server; default: none is asked.")
    smtp_password: SecretStr = Field(SecretStr(""), description="Password for the mail server.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection to the mail server is protected."
    )
    mail_from: str = Field(
        _MAIL_FROM, validate_default=True, description="From whom mails come, like a@b.example."
    )
    mail_templates: Path = Field(
        ROOT / "mail_templates", description="Folder with the texts of mails to customers."
    )
    answer_threshold: float = Field(
        0.0,
        ge=0,
        le=2,
        description="Score from which on the bot answers from an article; "
        "0 takes the calibrated one that the knowledge index was built with.",
    )
    writer_url: str = Field(
        "", description="An OpenAI-compatible endpoint that phrases answers; default: none."
    )
    writer_model: str = Field("", validate_default=True, description="Its model.")
    writer_api_key: SecretStr = Field(SecretStr(""), description="Its key, if it wants one.")
    writer_timeout_seconds: float = Field(
        3.0, gt=0, validate_default=True, description="After this long the passage is quoted."
    )
    action_secret: SecretStr = Field(SecretStr(""), description="Shared by desk and engine.")
    customer_token_secret: SecretStr = Field(
        SecretStr(""), description="With which the shop signs customer tokens."
    )
    session_secret: SecretStr = Field(SecretStr(""), description="Signs chat and console sessions.")

    @field_validator("database_url")
    @classmethod
    def _database_is_supported(cls, url: str) -> str:
        if url:
            with_async_driver(url)
        return url

    @field_validator("smtp_security")
    @classmethod
    def _password_is_protected(cls, security: str, others: ValidationInfo) -> str:
        if security == "none" and others.data.get("smtp_user"):
            raise ValueError("with smtp_user it is starttls or tls, or all could read the password")
        return security

    @field_validator("mail_from")
    @classmethod
    def _mail_has_a_sender(cls, sender: str, others: ValidationInfo) -> str:
        if others.data.get("smtp_host") and sender == _MAIL_FROM:
            raise ValueError("a mail server needs an address of yours, like help@shop.example")
        if not is_sender(sender):
            raise ValueError("it is like help@shop.example, or Your Shop <help@shop.example>")
        return sender

    @field_validator("writer_url")
    @classmethod
    def _writer_has_an_address(cls, url: str) -> str:
        if url and not _is_plain_http(url):
            raise ValueError("it is like http://127.0.0.1:11434/v1, with nothing behind the path")
        return url

    @field_validator("writer_model")
    @classmethod
    def _writer_has_a_model(cls, model: str, others: ValidationInfo) -> str:
        if others.data.get("writer_url") and not model.strip():
            raise ValueError("with writer_url it names the model, as the endpoint calls it")
        return model

    @field_validator("writer_timeout_seconds")
    @classmethod
    def _writer_is_waited_for_within_the_turn(cls, seconds: float, others: ValidationInfo) -> float:
        if others.data.get("writer_url") and seconds >= others.data.get(
            "engine_timeout_seconds", inf
        ):
            raise ValueError("it is shorter than engine_timeout_seconds, which ends the whole turn")
        return seconds

    @field_validator("action_secret", "customer_token_secret", "session_secret")
    @classmethod
    def _secret_is_long_enough(cls, secret: SecretStr) -> SecretStr:
        if 0 < len(secret.get_secret_value().encode()) < _SECRET_BYTES:
            raise ValueError(f"a secret has at least {_SECRET_BYTES} characters")
        return secret

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def url(self) -> str:
        """Address of the desk for people, without a slash at its end."""
        return (self.public_url or self.local_url).rstrip("/")

    @property
    def local_url(self) -> str:
        """Address of the desk from this machine."""
        host = "127.0.0.1" if self.host in _EVERY_ADDRESS else self.host
        return f"http://{host}:{self.port}"

    @property
    def engine_url(self) -> str:
        """Address of the engine."""
        return f"http://127.0.0.1:{self.engine_port}"

    @property
    def sql_url(self) -> str:
        """Address of the database."""
        return self.database_url or sqlite_url(self.data_dir / "parley.db")


def load_settings(**given: Any) -> Settings:
    """The settings, with secrets made on first use and kept in `data_dir/secrets.json`.

    Raises `InvalidSettings` with one line for each key that is wrong.
    """
    try:
        settings = Settings(**given)
    except ValidationError as error:
        lines = [
            f"  {'_'.join(('PARLEY', *map(str, problem['loc']))).upper()}: "
            + problem["msg"].removeprefix("Value error, ")
            for problem in error.errors()
        ]
        raise InvalidSettings("These settings cannot be used:\n" + "\n".join(lines)) from error
    except SettingsError as error:
        field = str(error).split('"')[1]
        raise InvalidSettings(
            f"These settings cannot be used:\n  PARLEY_{field.upper()}: a list is written as JSON, "
            'like ["https://your-shop.example"]'
        ) from error
    except ValueError as error:
        raise InvalidSettings(f"parley.toml cannot be read: {error}") from error
    missing = [name for name in _SECRETS if not getattr(settings, name).get_secret_value()]
    if not missing:
        return settings
    kept = _kept_secrets(settings.data_dir)
    return settings.model_copy(update={name: SecretStr(kept[name]) for name in missing})


def _is_plain_http(url: str) -> bool:
    """Whether `url` is a host with a path, and nothing that would be lost or logged by mistake."""
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_whole and not (parts.query or parts.fragment or parts.username or parts.password)


def _kept_secrets(data_dir: Path) -> dict[str, str]:
    """The secrets of this installation; made once, readable by its user only."""
    file = data_dir / "secrets.json"
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if file.exists():
            kept: dict[str, str] = dict(json.loads(file.read_text("utf-8")).items())
        else:
            kept = {}
        new = {name: secrets.token_urlsafe(32) for name in _SECRETS if name not in kept}
        if new:
            file.touch(mode=0o600)
            kept |= new
            file.write_text(json.dumps(kept, indent=2) + "\n", "utf-8")
    except (OSError, ValueError, AttributeError) as error:
        raise InvalidSettings(f"PARLEY_DATA_DIR: {file} cannot be used: {error}") from error
    return kept
