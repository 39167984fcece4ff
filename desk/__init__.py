"""The desk: Parley's application, everything but the engine."""

__version__ = "0.1.0"
