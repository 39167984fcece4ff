"""Makes the two environments, `.venv` for the desk and `.venv-rasa` for the engine.

Runs with nothing but Python (any 3.8 or newer starts it; 3.11 or newer does the work) and does only
what is missing: `python3 setup/install.py [--dev] [--train]`.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements"
DESK = ROOT / ".venv"
ENGINE = ROOT / ".venv-rasa"
TRAIN = ROOT / ".venv-train"
DESK_PYTHON = (3, 11)
ENGINE_PYTHON = (3, 10)
NEEDED_GIGABYTES = {DESK: 1.0, ENGINE: 3.5, TRAIN: 6.0}


class CannotInstallError(Exception):
    """Something is missing; the message is a sentence that says what to do."""


def main() -> None:
    """Make what is missing, or end with one clear sentence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what tests and linting need")
    parser.add_argument("--train", action="store_true", help="also what building models/ needs")
    options = parser.parse_args()
    try:
        python = python_at_least(DESK_PYTHON)
        if (
            Path(sys.executable).resolve() != Path(python).resolve()
            and sys.version_info < DESK_PYTHON
        ):
            os.execv(python, [python, *sys.argv])  # noqa: S606 - the same program, newer Python
        install(dev=options.dev, train=options.train)
    except CannotInstallError as error:
        sys.exit(f"\nParley cannot be set up: {error}")
    except KeyboardInterrupt:
        sys.exit("\nStopped. Run the same command again to go on.")


def install(*, dev: bool, train: bool) -> None:
    """Make the desk's and the engine's environment, and the training one if wanted."""
    desk_lists = ["desk.txt", "dev.txt"] if dev or _has(DESK, "dev.txt") else ["desk.txt"]
    if not _is_current(DESK, desk_lists):
        _make_desk(desk_lists)
    if not _is_current(ENGINE, ["engine.txt"]):
        _make_engine()
    if train and not _is_current(TRAIN, ["train.txt"]):
        _make_train()


def _make_desk(lists: list[str]) -> None:
    with _step("Desk: installing its packages into .venv", DESK):
        if not (DESK / "bin" / "python").exists():
            _make_venv(DESK)
        pip = [str(DESK / "bin" / "python"), "-m", "pip", "install", "-q"]
        _run([*pip, "-r", str(REQUIREMENTS / "installer.txt")])
        _install(DESK, lists)
        # Editable: models, articles and Rasa's files lie beside the code and are used there.
        _run(
            _uv(
                "pip",
                "install",
                "-q",
                "--python",
                str(DESK / "bin" / "python"),
                "--no-deps",
                "--no-build-isolation",
                "-e",
                str(ROOT),
            )
        )
        _mark(DESK, lists)


def _make_engine() -> None:
    with _step("Engine: installing Rasa into .venv-rasa (2.6 GB, some minutes)", ENGINE):
        if not (ENGINE / "bin" / "python").exists():
            _run(_uv("venv", "-q", "--python", find_engine_python(), str(ENGINE)))
        _install(ENGINE, ["engine.txt"])
        packages = ENGINE / "lib" / "python3.10" / "site-packages"
        shutil.copyfile(
            ROOT / "setup" / "engine_environment.py", packages / "parley_engine_environment.py"
        )
        # Not sitecustomize.py: Debian's Pythons have one of their own, which would win.
        (packages / "parley.pth").write_text("import parley_engine_environment\n", "utf-8")
        _mark(ENGINE, ["engine.txt"])


def _make_train() -> None:
    with _step("Training: installing PyTorch and friends into .venv-train", TRAIN):
        if not (TRAIN / "bin" / "python").exists():
            _make_venv(TRAIN)
        # pip, not uv: a CPU build of PyTorch may lie in a folder that only pip is told of.
        _run(
            [
                str(TRAIN / "bin" / "python"),
                "-m",
                "pip",
                "install",
                "-q",
                "-r",
                str(REQUIREMENTS / "train.txt"),
            ]
        )
        _mark(TRAIN, ["train.txt"])


def python_at_least(version: tuple[int, int]) -> str:
    """The running Python if it is new enough, else the newest on the PATH that is."""
    if sys.version_info >= version:
        return sys.executable
    for minor in range(20, version[1] - 1, -1):
        found = shutil.which(f"python3.{minor}")
        if found:
            return found
    raise CannotInstallError(
        f"it needs Python {version[0]}.{version[1]} or newer on the PATH, and this is "
        f"{sys.version.split()[0]}. Install a newer Python and run the same command again."
    )


def find_engine_python() -> str:
    """A Python 3.10: from PARLEY_PYTHON310, the PATH, pyenv, uv; else uv installs one."""
    named = os.environ.get("PARLEY_PYTHON310")
    if named:
        if _version_of(named) != ENGINE_PYTHON:
            raise CannotInstallError(f"PARLEY_PYTHON310 is {named}, which is not a Python 3.10.")
        return named
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [shutil.which("python3.10"), shutil.which("python3")]
    candidates += [str(path) for path in sorted(pyenv.glob("3.10*/bin/python"), reverse=True)]
    for candidate in candidates:
        if candidate and _version_of(candidate) == ENGINE_PYTHON:
            return candidate
    found = _output(_uv("python", "find", "--no-project", "3.10"))
    if found and _version_of(found) == ENGINE_PYTHON:
        return found
    print("  No Python 3.10 here; fetching one with uv …", flush=True)
    if subprocess.run(_uv("python", "install", "3.10"), check=False).returncode == 0:
        found = _output(_uv("python", "find", "--no-project", "--managed-python", "3.10"))
        if found:
            return found
    raise CannotInstallError(
        "the engine (Rasa 3.6) needs Python 3.10, and none was found or could be fetched. Install "
        "Python 3.10 (for example `pyenv install 3.10`), or set PARLEY_PYTHON310 to one, and run "
        "the same command again."
    )


def _make_venv(environment: Path) -> None:
    try:
        _run(
            [sys.executable, "-m", "venv", str(environment)],
            hint="Python has no venv module here. On Debian and Ubuntu: apt install python3-venv",
        )
    except CannotInstallError:
        # Half an environment would be taken for a whole one next time.
        shutil.rmtree(environment, ignore_errors=True)
        raise


def _install(environment: Path, lists: list[str]) -> None:
    arguments = [part for name in lists for part in ("-r", str(REQUIREMENTS / name))]
    # Compiled now: else the first start would compile, or every start where it cannot write.
    python = str(environment / "bin" / "python")
    _run(_uv("pip", "install", "-q", "--compile-bytecode", "--python", python, *arguments))


def _uv(*arguments: str) -> list[str]:
    return [str(DESK / "bin" / "uv"), *arguments]


def _run(command: list[str], hint: str = "") -> None:
    done = subprocess.run(command, check=False)
    if done.returncode != 0:
        raise CannotInstallError(
            hint
            or f"`{' '.join(command)}` failed (see above). If it was the network, run the same "
            "command again: it goes on where it stopped. Behind a package mirror, set "
            "PIP_INDEX_URL and UV_DEFAULT_INDEX to its address."
        )


def _output(command: list[str]) -> str:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


def _version_of(python: str) -> tuple[int, ...]:
    try:
        told = _output([python, "-c", "import sys; print(*sys.version_info[:2])"])
    except OSError:
        return ()
    return tuple(int(part) for part in told.split())


class _step:  # noqa: N801 - reads as a word in `with`
    """Says what a long step does and how long it took; refuses to begin without the disk for it."""

    def __init__(self, what: str, environment: Path) -> None:
        self.what = what
        free = shutil.disk_usage(ROOT).free / 1e9
        needed = NEEDED_GIGABYTES[environment]
        if free < needed and not _stamp(environment).exists():
            raise CannotInstallError(
                f"{environment.name} needs about {needed:.1f} GB of disk, and {free:.1f} GB are "
                "free. Make room and run the same command again."
            )

    def __enter__(self) -> None:
        self.began = time.monotonic()
        print(f"• {self.what} …", flush=True)

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        if failure is None:
            print(f"  done in {time.monotonic() - self.began:.0f} s", flush=True)


def _fingerprint(lists: list[str]) -> str:
    digest = hashlib.sha256()
    for file in (
        *(REQUIREMENTS / name for name in lists),
        ROOT / "setup" / "engine_environment.py",
    ):
        digest.update(file.read_bytes())
    return f"{' '.join(lists)} {digest.hexdigest()}"


def _stamp(environment: Path) -> Path:
    return environment / "installed"


def _has(environment: Path, name: str) -> bool:
    stamp = _stamp(environment)
    return stamp.exists() and name in stamp.read_text("utf-8").split()


def _is_current(environment: Path, lists: list[str]) -> bool:
    stamp = _stamp(environment)
    return stamp.exists() and stamp.read_text("utf-8") == _fingerprint(lists)


def _mark(environment: Path, lists: list[str]) -> None:
    _stamp(environment).write_text(_fingerprint(lists), "utf-8")


if __name__ == "__main__":
    main()
