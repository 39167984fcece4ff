"""Keeps pytest out: these modules import Rasa, and `test_in_engine.py` runs them."""

from __future__ import annotations

collect_ignore_glob = ["test_*.py"]
