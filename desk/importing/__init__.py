"""Files that people bring: read, and checked with a sentence for each fault."""
