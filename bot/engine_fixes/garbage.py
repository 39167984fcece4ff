"""Keeps Python's garbage collector away from what never becomes garbage.

With Rasa and TensorFlow loaded, the collector looks through more than a million objects that stay
for ever, again and again while turns are answered.
"""

from __future__ import annotations

import gc

# Objects made before the youngest generation is looked through; Python's own 700 suits small heaps.
_YOUNGEST = 20_000


def apply() -> None:
    """Set aside what is loaded by now, and look through the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNGEST, 20, 20)
