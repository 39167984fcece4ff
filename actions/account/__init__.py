"""Telling customers what we hold about them, and what their orders came to."""
