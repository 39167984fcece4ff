"""What a trained component rests on beside its configuration and its training data."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]


@cache
def fingerprint() -> str:
    """Changes with any file of our code for the engine, and with the models that it reads with.

    Each of our components hands it to Rasa as `fingerprint_addon`: Rasa looks at the source of the
    component's class alone, and would take up from its cache what other code has trained.
    """
    files = (
        *(_ROOT / "bot").rglob("*.py"),
        *(_ROOT / "models").glob("*/*.onnx"),
        *(_ROOT / "models").glob("*/*.json"),
    )
    digest = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(_ROOT)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
