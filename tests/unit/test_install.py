"""Setting up: which Python runs the engine, and what is said where something is missing."""

from __future__ import annotations

import importlib.util
import stat
import sys
from pathlib import Path
from types import ModuleType

import pytest

SETUP = Path(__file__).resolve().parents[2] / "setup"


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"setup_{name}", SETUP / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


install = load("install")


def a_python(folder: Path, name: str, version: str) -> Path:
    """An executable that answers like a Python of this version."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\necho {version.replace('.', ' ')}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


@pytest.fixture(autouse=True)
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_PYTHON310", raising=False)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr(install, "_uv", lambda *_: ["false"])
    monkeypatch.setattr(install.shutil, "which", lambda name: _on(tmp_path / "bin", name))


def _on(folder: Path, name: str) -> str | None:
    return str(folder / name) if (folder / name).exists() else None


def test_the_named_python_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = a_python(tmp_path / "own", "python", "3.10")
    a_python(tmp_path / "bin", "python3.10", "3.10")
    monkeypatch.setenv("PARLEY_PYTHON310", str(named))
    assert install.find_engine_python() == str(named)


def test_a_named_python_of_another_version_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_PYTHON310", str(a_python(tmp_path, "python", "3.12")))
    with pytest.raises(install.CannotInstallError, match="PARLEY_PYTHON310"):
        install.find_engine_python()


def test_the_path_comes_before_pyenv(tmp_path: Path) -> None:
    on_path = a_python(tmp_path / "bin", "python3.10", "3.10")
    a_python(tmp_path / "pyenv" / "versions" / "3.10.13" / "bin", "python", "3.10")
    assert install.find_engine_python() == str(on_path)


def test_pyenv_is_looked_into(tmp_path: Path) -> None:
    a_python(tmp_path / "bin", "python3", "3.12")
    kept = a_python(tmp_path / "pyenv" / "versions" / "3.10.13" / "bin", "python", "3.10")
    assert install.find_engine_python() == str(kept)


def test_without_any_python_310_a_sentence_says_what_to_do() -> None:
    with pytest.raises(install.CannotInstallError, match=r"Install Python 3\.10"):
        install.find_engine_python()


def test_too_little_disk_is_said_before_anything_is_downloaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(install.NEEDED_GIGABYTES, tmp_path, 1e9)
    with pytest.raises(install.CannotInstallError, match="Make room"):
        install._step("anything", tmp_path)


def test_an_old_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    with pytest.raises(install.CannotInstallError, match=r"3\.11 or newer"):
        install.python_at_least((3, 11))
