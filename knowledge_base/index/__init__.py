"""What is kept of the articles so that passages are found: their vectors, words and subjects."""
