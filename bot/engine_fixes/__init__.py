"""Mends of Rasa 3.6: how fast it is, how safely it stores, what it checks; never its answers."""
