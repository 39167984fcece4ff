"""Figures about the running desk."""
