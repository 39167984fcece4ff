"""Reads articles from Markdown, HTML, PDF and Word files."""
