"""Installed into the engine's environment as `sitecustomize.py`, so that the plain `rasa` works.

Whatever starts Rasa here (`make train`, `rasa shell`, the desk) gets what endpoints.yml asks for
and no telemetry. What the environment says already is left alone.
"""

import json
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def complete_environment() -> None:
    """Set what endpoints.yml asks for and the environment does not say."""
    data_dir = Path(os.environ.get("PARLEY_DATA_DIR", ROOT / ".parley"))
    port = os.environ.get("PARLEY_PORT", "8000")
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


def _action_secret(data_dir: Path) -> str:
    try:
        kept = json.loads((data_dir / "secrets.json").read_text("utf-8"))
        return str(kept["action_secret"])
    except (OSError, ValueError, KeyError, TypeError):
        # The desk has not run yet, so there is nobody to call.
        return "none-yet"


complete_environment()
