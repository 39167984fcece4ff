"""Mails as files: whole, or not there at all."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

# What was not written to its end: no mail yet.
UNFINISHED = ".part"
# Writing takes milliseconds; what is older was broken off.
_WRITTEN_WITHIN_SECONDS = 60.0


def write_whole(file: Path, content: bytes) -> None:
    """Write a new file for the user of the desk only; raises `OSError`, and then leaves nothing."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_suffix(UNFINISHED)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(content)
        part.rename(file)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def sweep(folder: Path) -> None:
    """Delete what a desk that was stopped while it wrote left in `folder`."""
    for part in folder.glob(f"*{UNFINISHED}"):
        with suppress(FileNotFoundError):
            # By the clock of the file system, whatever time the desk is told.
            if time.time() - part.stat().st_mtime > _WRITTEN_WITHIN_SECONDS:
                part.unlink()


def forget(folder: Path, finished: str, is_theirs: Callable[[Path], bool]) -> None:
    """Delete those files of `folder` that are somebody's, also where they are not finished.

    `finished` is the pattern of finished files. What was broken off goes, whosever it was.
    """
    sweep(folder)
    # A mail that is finished meanwhile is found under its new name.
    for pattern in (f"*{UNFINISHED}", finished):
        for file in folder.glob(pattern):
            with suppress(FileNotFoundError):
                if is_theirs(file):
                    file.unlink()
