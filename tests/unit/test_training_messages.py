"""The bot's training messages, as the knowledge base reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.training_messages import MESSAGES_FOLDER, read_messages

GOOD = """\
version: "3.1"
nlu:
- intent: pay
  examples: |
    - do you take amex
    - the [blue](option) one, on my [visa]{"entity": "card", "value": "Visa"} - please
    -
    - [](option)
    # - commented out
      - of no list
- intent: no
  examples:
  - text: no thanks
    metadata: {since: 2024-02-30}
  - {}
- lookup: product
  examples: |
    - mug
- synonym: credit
  examples: |
    - visa
"""


def test_messages_are_read_by_intent_and_without_marks(tmp_path: Path) -> None:
    (tmp_path / "pay.yml").write_text(GOOD)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "pay.yaml").write_text("nlu: [{intent: pay, examples: '- amex?'}]")
    assert read_messages(tmp_path) == {
        "pay": ["amex?", "do you take amex", "the blue one, on my visa - please"],
        "no": ["no thanks"],
    }


@pytest.mark.parametrize(
    "written",
    [
        "nlu: [", "", "- a", "nlu: 7", "nlu: [7, {intent: 3, examples: x}, {intent: a}]",
        "nlu: [{intent: a, examples: [b]}]", "nlu: !!python/object:os.system []", "\x00",
        "x: 2024-13-45", "x: !!int foo", "x: !!bool foo",
    ],
)  # fmt: skip
def test_what_is_no_list_of_messages_says_nothing(written: str, tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text(written)
    (tmp_path / "folder.yml").mkdir()
    (tmp_path / "binary.yml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "good.yml").write_text(GOOD)
    assert list(read_messages(tmp_path)) == ["pay", "no"]


def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    assert read_messages(tmp_path / "none") == {}


def test_those_of_the_project_are_all_read() -> None:
    messages = read_messages(MESSAGES_FOLDER)
    assert len(messages) >= 45
    assert sum(map(len, messages.values())) >= 2500
    assert not any("](" in text for texts in messages.values() for text in texts)
