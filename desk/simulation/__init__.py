"""A simulated customer: plays goals through the public chat API and compares what came of them."""
