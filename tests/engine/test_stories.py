"""The stories of tests/engine/conversations/, as `rasa test` follows them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desk.commands.engine import newest_model
from tests.conftest import ENGINE_PYTHON, ROOT

if TYPE_CHECKING:
    from tests.conftest import Running

pytestmark = pytest.mark.engine


@pytest.mark.timeout(300)
def test_the_engine_follows_every_story(running: Running, tmp_path: Path) -> None:
    model = newest_model()
    assert model is not None
    done = subprocess.run(
        [
            str(ENGINE_PYTHON), "-m", "rasa", "test", "core", "--model", str(model),
            "--stories", "tests/engine/conversations", "--out", str(tmp_path),
            "--fail-on-prediction-errors", "--no-plot", "--e2e",
        ],
        cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    failed = tmp_path / "failed_test_stories.yml"
    told = failed.read_text("utf-8") if failed.exists() else done.stdout[-3000:]
    assert done.returncode == 0, told
