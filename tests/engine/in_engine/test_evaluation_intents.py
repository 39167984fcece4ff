"""How labels become intents of Rasa and come back, and which pipeline is trained."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from typing import Any

from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message

from bot.evaluation.files import Row
from bot.evaluation.intents import Answer, answer_of, engine_names, training_data
from bot.evaluation.pipelines import NoClassifier, project_pipeline

LABELS = {"a": "a", "b": "b", "out_of_scope": "oos"}


def parsed(*ranking: tuple[str, float], **reading: Any) -> Message:
    items = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    return Message({"intent_ranking": items, **({"reading": reading} if reading else {})})


class Names(unittest.TestCase):
    def test_labels_stay_but_for_those_that_mean_something_to_rasa(self) -> None:
        names = engine_names({"a", "oos", "faq/a", "faq/b", "nlu_fallback"})
        self.assertEqual(names["a"], "a")
        self.assertEqual(names["oos"], "out_of_scope")
        self.assertEqual(len(set(names.values())), 5)
        self.assertNotIn("/", "".join(names.values()))
        self.assertNotIn("nlu_fallback", names.values())

    def test_two_labels_never_share_a_name(self) -> None:
        labels = {"a/b", "a\u2215b", "a\u2215b_", "nlu_fallback", "nlu_fallback_"}
        self.assertEqual(len(set(engine_names(labels).values())), len(labels))


class TrainingData(unittest.TestCase):
    def test_rasa_takes_every_text_as_text(self) -> None:
        texts = ["[HP-1](order)", "/greet", "- x", "a: b", '"quoted"', "{}", "two\nlines", "🙈"]
        rows = [Row(text, "faq/x", 1) for text in texts]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "nlu.json"
            file.write_text(training_data(rows, engine_names({"faq/x"})), "utf-8")
            examples = load_data(str(file)).training_examples
        self.assertEqual([example.get("text") for example in examples], texts)
        for example in examples:
            self.assertIsNone(example.get("entities"))
            self.assertIsNone(example.get("intent_response_key"))


class Answers(unittest.TestCase):
    def test_our_reading_decides(self) -> None:
        ranking = (("a", 0.7), ("b", 0.2))
        for outcome, label, asks_back in (
            ("understood", "a", False),
            ("unclear", "oos", True),
            ("out_of_scope", "oos", False),
        ):
            with self.subTest(outcome):
                message = parsed(*ranking, outcome=outcome, in_scope=0.25)
                self.assertEqual(answer_of(message, LABELS), Answer(label, "a", 0.75, asks_back))

    def test_out_of_scope_on_top_rejects_and_is_never_the_likeliest_intent(self) -> None:
        message = parsed(("out_of_scope", 0.6), ("b", 0.3), outcome="understood", in_scope=0.5)
        self.assertEqual(answer_of(message, LABELS), Answer("oos", "b", 0.5, False))

    def test_stock_rasas_fallback_rejects(self) -> None:
        self.assertEqual(
            answer_of(parsed(("nlu_fallback", 0.3), ("a", 0.25), ("b", 0.2)), LABELS),
            Answer("oos", "a", 0.75, False),
        )
        self.assertEqual(answer_of(parsed(("b", 1.0)), LABELS), Answer("b", "b", 0.0, False))
        self.assertEqual(answer_of(parsed(), LABELS), Answer("oos", "", 1.0, False))


class Pipelines(unittest.TestCase):
    def test_ours_is_that_of_config_yml_up_to_the_classifier(self) -> None:
        names = [component["name"].rpartition(".")[2] for component in project_pipeline()]
        self.assertEqual(names[-1], "IntentClassifier")
        self.assertIn("SentenceEncoderFeaturizer", names)
        self.assertNotIn("DetailExtractor", names)
        self.assertNotIn("FrustrationClassifier", names)

    def test_a_configuration_that_learns_no_intents_is_told(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            config = Path(folder) / "config.yml"
            config.write_text("pipeline:\n- name: WhitespaceTokenizer\n", "utf-8")
            with self.assertRaises(NoClassifier):
                project_pipeline(config)


if __name__ == "__main__":
    unittest.main()
