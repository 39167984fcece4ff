"""From a passage that was found to the answer that a customer reads."""
