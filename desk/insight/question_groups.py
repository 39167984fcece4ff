"""Gathers questions that mean the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

SAME_MEANING = 0.5
"""Mean cosine of two groups' questions from which they are one, by the shipped encoder.

Tried on questions drawn at random from the test files of Banking77 and CLINC150, 300 and 1,200 at a
time: from 0.45 to 0.6 the groups fit the intents about as well (B-cubed F .66 and .63 on Banking77,
.83 and .77 on CLINC150 at 0.5). Below, questions about different things share a group; above, there
are twice as many groups as intents."""


def grouped(vectors: Vectors, same_meaning: float = SAME_MEANING) -> list[list[int]]:
    """The rows of `vectors` (questions, dimensions; unit length) in groups, as indices.

    Average linkage, by chains of nearest neighbours: the result does not hang on the order of the
    rows, and takes time and memory for the square of their number. Rows ascend within a group, and
    groups by their first row.
    """
    # closeness[a, b] of two groups is the mean cosine of their members; its own is never the best.
    closeness = vectors @ vectors.T
    np.fill_diagonal(closeness, -np.inf)
    members = [[row] for row in range(len(vectors))]
    is_open = np.ones(len(vectors), dtype=bool)
    done: list[list[int]] = []
    chain: list[int] = []
    while is_open.any():
        if not chain:
            chain = [int(np.argmax(is_open))]
        last = chain[-1]
        near = int(np.argmax(closeness[last]))
        if len(chain) > 1 and closeness[last, chain[-2]] >= closeness[last, near]:
            near = chain[-2]
        if closeness[last, near] < same_meaning:
            # No merger of others can bring anything closer: this group is complete.
            done.append(sorted(members[last]))
            _close(closeness, is_open, last)
            chain.clear()
        elif len(chain) > 1 and near == chain[-2]:
            del chain[-2:]
            _merge(closeness, members, near, last)
            _close(closeness, is_open, last)
        else:
            chain.append(near)
    return sorted(done)


def most_central(vectors: Vectors, rows: Sequence[int]) -> int:
    """The row that is closest to all others of its group; the first of several equal ones."""
    own = vectors[list(rows)]
    # Rounded: a sum in another order must not choose another one.
    return rows[int(np.argmax(np.round(own @ own.sum(axis=0), 4)))]


def _merge(closeness: Vectors, members: list[list[int]], into: int, other: int) -> None:
    count, more = len(members[into]), len(members[other])
    row = (count * closeness[into] + more * closeness[other]) / (count + more)
    row[into] = -np.inf
    closeness[into] = row
    closeness[:, into] = row
    members[into] += members[other]


def _close(closeness: Vectors, is_open: NDArray[np.bool_], group: int) -> None:
    is_open[group] = False
    closeness[group] = -np.inf
    closeness[:, group] = -np.inf
