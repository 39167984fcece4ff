"""Mends of Rasa 3.6 that change how fast it is or how safely it stores, never what it answers."""
