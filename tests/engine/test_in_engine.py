"""What runs inside the engine, tested by the engine's own interpreter."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ENGINE_PYTHON, ROOT

MODULES = sorted((Path(__file__).parent / "in_engine").glob("test_*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_the_engines_interpreter_finds_no_fault(module: Path) -> None:
    if not ENGINE_PYTHON.exists():
        pytest.skip("the engine's environment is not installed (make install)")
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }
    done = subprocess.run(
        [str(ENGINE_PYTHON), "-W", "ignore::DeprecationWarning", str(module)],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
