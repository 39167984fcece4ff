"""What goes wrong outside the files is told in a sentence, and our own faults are not hidden."""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from bot.encoder.sentence_encoder import EncoderUnavailable, SentenceEncoder
from bot.evaluation import intents, pipelines
from bot.evaluation.command import write_result
from bot.evaluation.failures import BadConfig, CannotMeasure, told_in_a_sentence
from bot.evaluation.rows import Row
from bot.frustration.scorer import FrustrationScorer

TOKENS = {"name": "WhitespaceTokenizer"}
ENCODER = {"name": "bot.encoder.featurizer.SentenceEncoderFeaturizer"}
CLASSIFIER = {"name": "bot.intents.classifier.IntentClassifier"}
ROWS = [Row("hello there", "a", 2), Row("my parcel is late", "b", 3)]


class Sentences(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def training(self, *components: dict[str, Any]) -> str:
        """What is said when a pipeline of these components is trained and tried."""
        with (
            mock.patch.object(pipelines, "project_pipeline", lambda: list(components)),
            contextlib.redirect_stderr(io.StringIO()),
            self.assertRaises(CannotMeasure) as raised,
        ):
            intents._measure(ROWS, ROWS, False)
        sentence = str(raised.exception)
        self.assertNotIn("\n", sentence)
        return sentence

    def test_a_component_without_what_it_needs(self) -> None:
        said = self.training(ENCODER, CLASSIFIER)
        self.assertIn("Rasa cannot use the pipeline of config.yml", said)
        self.assertIn("require a Tokenizer", said)

    def test_a_setting_that_is_no_number(self) -> None:
        said = self.training(TOKENS, ENCODER, {**CLASSIFIER, "understood_at": "high"})
        self.assertIn("IntentClassifier broke off (TypeError", said)
        self.assertIn("Is what config.yml sets for it right?", said)

    def test_an_encoder_that_is_not_there(self) -> None:
        def missing() -> SentenceEncoder:
            return SentenceEncoder.load(self.folder)

        with mock.patch("bot.encoder.featurizer.shared_encoder", missing):
            said = self.training(TOKENS, ENCODER, CLASSIFIER)
        self.assertRegex(said, r"^The sentence encoder needs .*model.onnx.*build it with .*\.$")

    def test_a_frustration_model_that_is_not_there(self) -> None:
        missing = self.assertRaisesRegex(CannotMeasure, "^The frustration model in .* is missing")
        with missing, told_in_a_sentence():
            FrustrationScorer.load(self.folder)

    def test_a_fault_of_ours_keeps_its_traceback(self) -> None:
        with self.assertRaises(ZeroDivisionError), told_in_a_sentence():
            raise ZeroDivisionError


class Results(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.result = Path(folder.name) / "result.json"

    def ended(self, measure: Callable[[], dict[str, Any]]) -> tuple[Any, str]:
        """Exit code and what was said, when `measure` does not come to an end."""
        with (
            contextlib.redirect_stderr(io.StringIO()) as said,
            self.assertRaises(SystemExit) as raised,
        ):
            write_result(self.result, measure)
        self.assertFalse(self.result.exists())
        return raised.exception.code, said.getvalue()

    def test_what_cannot_be_measured_ends_with_2_and_a_sentence(self) -> None:
        for error in (BadConfig("config.yml: no."), EncoderUnavailable("config.yml: no")):
            with self.subTest(error):
                measure = mock.Mock(side_effect=error)
                code, said = self.ended(measure)
                self.assertEqual(code, 2)
                self.assertEqual(said.casefold(), "config.yml: no.\n")

    def test_figures_are_written_as_json(self) -> None:
        write_result(self.result, lambda: {"mcc": 0.5})
        self.assertEqual(json.loads(self.result.read_text("utf-8")), {"mcc": 0.5})


if __name__ == "__main__":
    unittest.main()
