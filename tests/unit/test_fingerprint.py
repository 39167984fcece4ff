"""What was trained by other code, or read by another model, is not taken from Rasa's cache."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import fingerprint


def test_it_changes_with_code_and_models_and_with_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "_ROOT", tmp_path)
    (tmp_path / "bot" / "intents").mkdir(parents=True)
    (tmp_path / "models" / "encoder").mkdir(parents=True)
    found = []
    for file in ("bot/a.py", "bot/intents/b.py", "models/encoder/model.onnx", "bot/notes.md"):
        (tmp_path / file).write_text("1")
        fingerprint.fingerprint.cache_clear()
        found.append(fingerprint.fingerprint())
    fingerprint.fingerprint.cache_clear()
    assert len(set(found)) == 3
    assert found[2] == found[3]


def test_every_component_that_learns_says_it() -> None:
    learning = []
    for file in Path("bot").rglob("*.py"):
        source = file.read_text("utf-8")
        if re.search(r"def (train|process_training_data)\(\s*self, training_data", source):
            learning.append(file.name)
            assert "fingerprint_addon" in source, file
    assert sorted(learning) == ["classifier.py", "extractor.py", "featurizer.py"]
