"""The words of mails stand in files that people edit; a wrong one is named at the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.mail.sender import Mail
from desk.mail.templates import InvalidTemplate, read_template

KNOWN = ("order_number", "items")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "mail.txt"


def test_placeholders_are_filled_in_subject_and_text(file: Path) -> None:
    file.write_text("Subject: Order {order_number}\n\n{items}\n\nBye {order_number}.\n")
    mail = read_template(file, KNOWN).mail("a@b.example", {"order_number": "HP-1", "items": "- A"})
    assert mail == Mail("a@b.example", "Order HP-1", "- A\n\nBye HP-1.\n")


def test_what_stands_in_a_value_is_only_text(file: Path) -> None:
    file.write_text("Subject: Order\n\n{items} 100 % $5\n")
    values = {"order_number": "HP-1", "items": "{order_number} {0.__class__} \\1"}
    mail = read_template(file, KNOWN).mail("a@b.example", values)
    assert mail.text == "{order_number} {0.__class__} \\1 100 % $5\n"


def test_an_empty_value_leaves_no_gap(file: Path) -> None:
    file.write_text("Subject: Order\n\nOne\n\n{items}\n\nTwo\n")
    mail = read_template(file, KNOWN).mail("a@b.example", {"order_number": "", "items": ""})
    assert mail.text == "One\n\nTwo\n"


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "begin with"),
        ("Hello\n\nText\n", "begin with"),
        ("Subject:\n\nText\n", "begin with"),
        ("Subject: Hello\n\n \n", "no text"),
        ("Subject: Hello\n\n{itms}\n", r"\{itms\}; there are only \{order_number\}, \{items\}"),
        ("Subject: {name}\n\nText\n", r"\{name\}"),
        ("Subject: Hello\n\n{items.__class__}\n", r"\{items.__class__\}"),
    ],
)
def test_a_template_that_cannot_be_used_is_named(file: Path, written: str, why: str) -> None:
    file.write_text(written)
    with pytest.raises(InvalidTemplate, match=why) as refused:
        read_template(file, KNOWN)
    assert str(file) in str(refused.value)


def test_a_template_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(InvalidTemplate, match="cannot be read"):
        read_template(file, KNOWN)


def test_a_template_of_other_bytes_is_refused(file: Path) -> None:
    file.write_bytes(b"Subject: \xff\xfe\n\nText\n")
    with pytest.raises(InvalidTemplate, match="cannot be read"):
        read_template(file, KNOWN)
