"""Where the parts of the project stand."""

from __future__ import annotations

from desk.settings import ROOT

ENGINE_PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
MODELS = ROOT / "models"
CATALOGUE = ROOT / "data" / "nlu" / "catalogue.yml"
# What a Rasa model is trained from; a newer file here makes the model out of date. The frustration
# head and the escalation policy are not trained by Rasa, so a change of theirs needs no training.
TRAINED_FROM = (
    "config.yml",
    "domain",
    "data/nlu",
    "data/rules",
    "data/stories",
    "bot/encoder",
    "models/encoder",
)
