"""What the engine loads: the encoder, the classifiers and the escalation policy."""
