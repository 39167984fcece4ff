"""What it costs to find vectors and words, by how many there are.

Each is built in a process of its own and searched in another, so that its memory can be told.
"""

from __future__ import annotations

import multiprocessing
import resource
import shutil
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.knowledge_made_up import mixed_texts, noisy_copies
from bench.measures import timed
from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.calibration import QUESTIONS_FILE, read_questions
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.index.lexical import WordIndex
from knowledge_base.index.vectors import NearestRows
from knowledge_base.reading.folder import ARTICLES_FOLDER, read_articles

Figures = dict[str, Any]

SIZES = (1_000, 10_000, 100_000, 1_000_000)
_NEAREST = 10
_BY_WORDS = 50
_VECTORS = "vectors.npy"
_AT_ONCE = 50_000
_MEGABYTE = 1024 * 1024


def cost(size: int, folder: Path) -> Figures:
    """Times, memory and recall with `size` vectors, and with the words of `size` passages."""
    articles, _ = read_articles(ARTICLES_FOLDER)
    encoder = SentenceEncoder.load()
    own = KnowledgeIndex.build(articles, encoder)
    questions = [one.question for one in read_questions(QUESTIONS_FILE)]
    asked = encoder.encode(questions)
    texts = [passage.searchable for passage in own.passages]
    figures = {
        "vectors": {
            **_apart(_build_vectors, own.rows.vectors, size, folder / "vectors"),
            **_apart(_search_vectors, asked, folder / "vectors"),
        },
        "words": {
            **_apart(_build_words, texts, size, folder / "words"),
            **_apart(_search_words, questions, size, folder / "words"),
        },
    }
    for part in ("vectors", "words"):
        shutil.rmtree(folder / part)
    return figures


def _build_vectors(originals: NDArray[np.float32], size: int, folder: Path) -> Figures:
    folder.mkdir()
    file = np.lib.format.open_memmap(
        folder / _VECTORS, "w+", np.float32, (size, originals.shape[1])
    )
    start = 0
    for made in noisy_copies(originals, size):
        file[start : start + len(made)] = made
        start += len(made)
    file.flush()
    before = _peak_mb()
    began = time.perf_counter()
    NearestRows.of(np.load(folder / _VECTORS, mmap_mode="r")).save(folder)
    seconds = time.perf_counter() - began
    return {"build_seconds": round(seconds, 1), "build_mb": round(_peak_mb() - before)}


def _search_vectors(asked: NDArray[np.float32], folder: Path) -> Figures:
    vectors = np.load(folder / _VECTORS, mmap_mode="r")
    before = _resident_mb()
    nearest = NearestRows.load(folder, vectors)
    times = timed(lambda one: nearest.nearest(one, _NEAREST), list(asked))
    memory = _resident_mb() - before
    least = _least_of_nearest(vectors, asked)
    # As close as the last of the exact ones counts, too: copies may be equally close.
    found = [(vectors[nearest.nearest(one, _NEAREST)] @ one) for one in asked]
    recalls = [float(np.mean(own >= one - 1e-6)) for own, one in zip(found, least, strict=True)]
    return {
        "kind": nearest.kind,
        "ms": vars(times),
        "recall_at_10": round(float(np.mean(recalls)), 4),
        "memory_mb": round(memory),
        "disk_mb": _disk_mb(folder),
    }


def _least_of_nearest(
    vectors: NDArray[np.float32], asked: NDArray[np.float32]
) -> NDArray[np.float32]:
    """How close the last of the truly nearest is to each question, (questions,)."""
    best = np.full((len(asked), _NEAREST), -1.0, dtype=np.float32)
    for start in range(0, len(vectors), _AT_ONCE):
        close = asked @ np.asarray(vectors[start : start + _AT_ONCE]).T
        every = np.concatenate([best, close], axis=1)
        best = np.partition(every, every.shape[1] - _NEAREST, axis=1)[:, -_NEAREST:]
    least: NDArray[np.float32] = best.min(axis=1)
    return least


def _build_words(texts: Sequence[str], size: int, folder: Path) -> Figures:
    folder.mkdir()
    before = _peak_mb()
    began = time.perf_counter()
    WordIndex.of(mixed_texts(texts, size)).save(folder)
    seconds = time.perf_counter() - began
    return {"build_seconds": round(seconds, 1), "build_mb": round(_peak_mb() - before)}


def _search_words(questions: Sequence[str], size: int, folder: Path) -> Figures:
    before = _resident_mb()
    words = WordIndex.load(folder, size)
    times = timed(lambda one: words.best(one, _BY_WORDS), questions)
    return {
        "ms": vars(times),
        "memory_mb": round(_resident_mb() - before),
        "disk_mb": _disk_mb(folder),
    }


def _apart(work: Callable[..., Figures], *arguments: object) -> Figures:
    """What `work` returns, done in a fresh process."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh) as process:
        return process.submit(work, *arguments).result()


def _peak_mb() -> float:
    """The most that was ever in memory of this process."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _resident_mb() -> float:
    """What of this process is in memory now, pages of mapped files that were read included."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / _MEGABYTE


def _disk_mb(folder: Path) -> float:
    return round(
        sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / _MEGABYTE, 1
    )
