"""Phrases an answer from found passages, by a language model that the company chose."""
