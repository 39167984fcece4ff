"""Runs whenever the engine's Python starts (a `.pth` file imports it): the plain `rasa` works.

Whatever starts Rasa here (`make train`, `rasa shell`, the desk) gets what endpoints.yml asks for
and no telemetry. What the environment says already is left alone.
"""

import json
import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def complete_environment() -> None:
    """Set what endpoints.yml asks for and the environment does not say."""
    data_dir = ROOT / _setting("data_dir", ".parley")
    port = _setting("port", "8000")
    defaults = {
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        # TensorFlow comes with Rasa; our pipeline does not use it and wants none of its chatter.
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PARLEY_ACTION_URL": f"http://127.0.0.1:{port}/webhook",
        "PARLEY_ACTION_SECRET": _action_secret(data_dir),
        "PARLEY_TRACKER_FILE": str(data_dir / "engine.db"),
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)


def _setting(key: str, default: str) -> str:
    """A setting as the desk reads it: from the environment, else from parley.toml."""
    from_environment = os.environ.get(f"PARLEY_{key.upper()}")
    if from_environment:
        return from_environment
    try:
        # Python 3.10 has no reader for TOML; these two keys are plain lines.
        text = (ROOT / "parley.toml").read_text("utf-8")
    except OSError:
        return default
    found = re.search(rf'^{key}\s*=\s*"?([^"#\n]+?)"?\s*(#.*)?$', text, re.MULTILINE)
    return found[1] if found else default


def _action_secret(data_dir: Path) -> str:
    try:
        kept = json.loads((data_dir / "secrets.json").read_text("utf-8"))
        return str(kept["action_secret"])
    except (OSError, ValueError, KeyError, TypeError):
        # The desk has not run yet, so there is nobody to call.
        return "none-yet"


complete_environment()
