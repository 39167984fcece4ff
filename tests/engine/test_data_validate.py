"""`rasa data validate`, which every Rasa user runs, has nothing to say about this project."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.conftest import ENGINE_PYTHON, ROOT

pytestmark = [
    pytest.mark.engine,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not ENGINE_PYTHON.exists(), reason="the engine's environment is not installed"
    ),
]


def test_rasa_data_validate_warns_of_nothing() -> None:
    done = subprocess.run(
        [str(ENGINE_PYTHON), "-m", "rasa", "data", "validate", "--domain", "domain"],
        cwd=ROOT, env=os.environ | {"RASA_TELEMETRY_ENABLED": "false"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    assert [line for line in said.split("\n") if "UserWarning" in line] == []
