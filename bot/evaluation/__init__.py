"""Measures on somebody's own data how well intents and frustration are read."""
