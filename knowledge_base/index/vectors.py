"""Nearest rows of vectors, by FAISS: exactly among some thousands, by cells among more.

Beyond `EXACT_ROWS` the rows are put into cells of rows that are close to each other, and only the
cells closest to a question are looked through. There each number of a vector is kept in one byte;
the rows that come out closest are then compared exactly. `python -m bench.knowledge` measures how
many of the truly closest are found so, and what it costs.
"""

from __future__ import annotations

import errno
import math
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

EXACT_ROWS = 10_000
"""Up to so many rows all are compared: it takes a millisecond or two."""
_FILE = "nearest.faiss"
# There are as many cells as rows in each. So many looked through find 96 to 97 of 100 of the ten
# closest, of 100,000 rows and of a million (`python -m bench.knowledge`).
_LOOKED_THROUGH = 48
# FAISS's own choice is 256 and 25 rounds; fewer find as much, and take a tenth of the time.
_LEARNT_FROM_PER_CELL = 32
_ROUNDS = 5
_ADDED_AT_ONCE = 50_000
# Numbers of one byte blur the order: so many more are compared exactly.
_COMPARED_PER_WANTED = 2


class NearestRows:
    """Finds the rows that are closest to a vector."""

    def __init__(self, index: faiss.Index, vectors: NDArray[np.float32]) -> None:
        self._index = index
        self._vectors = vectors
        if isinstance(index, faiss.IndexIVF):
            index.nprobe = min(_LOOKED_THROUGH, index.nlist)

    @classmethod
    def of(cls, vectors: NDArray[np.float32]) -> NearestRows:
        """Over vectors of shape (rows, 384) and length 1; the same index for the same vectors."""
        rows, dimensions = vectors.shape
        index = (
            faiss.IndexFlatIP(dimensions) if rows <= EXACT_ROWS else _trained_on_some_of(vectors)
        )
        for start in range(0, rows, _ADDED_AT_ONCE):
            index.add(np.ascontiguousarray(vectors[start : start + _ADDED_AT_ONCE]))
        return cls(index, vectors)

    @property
    def kind(self) -> str:
        """How rows are found, for people."""
        index = self._index
        if not isinstance(index, faiss.IndexIVF):
            return "exact"
        return f"{index.nlist:,} cells, {index.nprobe} of them looked through"

    def nearest(self, vector: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """The rows closest to `vector` of shape (384,), the closest first, (≤ count,)."""
        wanted = min(count, self._index.ntotal)
        if wanted == 0:
            return np.zeros(0, dtype=np.int64)
        compared = wanted * (_COMPARED_PER_WANTED if self._is_by_cells else 1)
        _, rows = self._index.search(vector.reshape(1, -1), compared)
        found: NDArray[np.int64] = rows[0][rows[0] >= 0]
        if self._is_by_cells:
            closeness = self._vectors[found] @ vector
            found = found[np.lexsort((found, -closeness))][:wanted]
        return found

    def save(self, folder: Path) -> None:
        """Write into `folder` what the vectors, which are kept already, do not say; `OSError`."""
        if self._is_by_cells:
            try:
                faiss.write_index(self._index, str(folder / _FILE))
            except RuntimeError as error:  # FAISS knows no other
                raise OSError(errno.EIO, str(error)) from error

    @classmethod
    def load(cls, folder: Path, vectors: NDArray[np.float32]) -> NearestRows:
        """What `save` wrote, for the same vectors; the cells stay on disk until they are needed."""
        file = folder / _FILE
        if len(vectors) <= EXACT_ROWS:
            return cls.of(np.asarray(vectors))
        # FAISS's own types know neither its cells nor their lists.
        index: Any = faiss.read_index(str(file), faiss.IO_FLAG_MMAP | faiss.IO_FLAG_READ_ONLY)
        if index.ntotal != len(vectors):
            raise ValueError("its cells are of other vectors")
        # Left alone, each search starts 32 threads to read ahead, and takes longer for it.
        lists: Any = faiss.downcast_InvertedLists(index.invlists)
        lists.prefetch_nthread = 0
        # As a plain array: a mapped file's own kind of array is slow to take rows of.
        return cls(index, np.asarray(vectors))

    @property
    def _is_by_cells(self) -> bool:
        return isinstance(self._index, faiss.IndexIVF)


def _trained_on_some_of(vectors: NDArray[np.float32]) -> faiss.IndexIVF:
    """An empty index with cells that fit the vectors."""
    rows, dimensions = vectors.shape
    cells = round(math.sqrt(rows))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimensions),
        dimensions,
        cells,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.cp.niter = _ROUNDS
    index.cp.max_points_per_centroid = _LEARNT_FROM_PER_CELL
    index.cp.min_points_per_centroid = 1  # or it warns people who can do nothing about it
    index.cp.spherical = True
    # Drawn, and not every nth: articles that repeat each other would be missed again and again.
    count = min(cells * _LEARNT_FROM_PER_CELL, rows)
    drawn = np.random.default_rng(rows).choice(rows, count, replace=False)
    index.train(np.ascontiguousarray(vectors[np.sort(drawn)]))
    return index
