"""Rebuilds the files in `models/` from their sources, in the train environment only."""
