"""What stock Rasa learns from in `make bench`."""

from __future__ import annotations

from pathlib import Path

import yaml

from bench.engines import keep_few

NLU = """version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    - hi: you
    - 早上好
- intent: cancel
  examples: |
    - cancel
- lookup: product
  examples: |
    - mug
    - lamp
    - rug
"""


def test_of_each_intent_the_first_messages_are_kept(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(NLU, "utf-8")
    (tmp_path / "b.yml").write_text(
        NLU.replace("greet", "thank").replace("cancel", "stop"), "utf-8"
    )
    keep_few(tmp_path, 6)
    kept = yaml.safe_load((tmp_path / "a.yml").read_text("utf-8"))
    greet, cancel, product = kept["nlu"]
    assert greet == {"intent": "greet", "examples": "- hello\n- hi: you\n"}
    assert cancel == {"intent": "cancel", "examples": "- cancel\n"}
    assert product["examples"] == "- mug\n- lamp\n- rug\n"
    assert kept["version"] == "3.1"
    (thank, *_) = yaml.safe_load((tmp_path / "b.yml").read_text("utf-8"))["nlu"]
    assert thank["examples"] == "- hello\n- hi: you\n"
