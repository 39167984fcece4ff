"""The words of a mail, in a file that people edit: a subject, and a text with placeholders."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk.errors import ParleyError
from desk.mail.sender import Mail

_SUBJECT = "Subject:"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class InvalidTemplate(ParleyError):
    """A template cannot be used; the message names the file and what is wrong with it."""

    code = "invalid_template"


@dataclass(frozen=True)
class MailTemplate:
    """Subject and text; `{order_number}` stands for a value."""

    subject: str
    text: str

    def mail(self, to: str, values: Mapping[str, str], good_until: datetime | None = None) -> Mail:
        """The mail to somebody, with these values; what is left empty leaves no gap."""
        text = re.sub(r"\n{3,}", "\n\n", _filled(self.text, values))
        return Mail(to, _filled(self.subject, values), text, good_until)


def read_template(file: Path, placeholders: Collection[str]) -> MailTemplate:
    """The template in `file`, which may use these placeholders; raises `InvalidTemplate`."""
    try:
        first, _, text = file.read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidTemplate(f"The mail template {file} cannot be read: {error}") from error
    subject = first.removeprefix(_SUBJECT).strip()
    if not first.startswith(_SUBJECT) or not subject:
        raise InvalidTemplate(f'The mail template {file} has to begin with "{_SUBJECT} …".')
    if not text.strip():
        raise InvalidTemplate(f"The mail template {file} has no text below its subject.")
    unknown = [f"{{{name}}}" for name in _PLACEHOLDER.findall(first + text)
               if name not in placeholders]  # fmt: skip
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in placeholders)
        raise InvalidTemplate(
            f"The mail template {file} has {', '.join(unknown)}; there are only {known}."
        )
    return MailTemplate(subject, text.strip() + "\n")


def _filled(text: str, values: Mapping[str, str]) -> str:
    # Not str.format: what stands in a value or beside a placeholder is only text.
    return _PLACEHOLDER.sub(lambda found: values[found[1]], text)
