"""Measures how well questions are answered from articles: `parley evaluate retrieval`."""
