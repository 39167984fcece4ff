"""Measures Parley on this machine, beside stock Rasa in the same run."""
