"""How labels become intents of Rasa and come back, and which pipeline is trained."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path
from typing import Any

from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message

from bot.evaluation.config_file import read_policies
from bot.evaluation.failures import BadConfig
from bot.evaluation.intents import (
    OUR_OUT_OF_SCOPE,
    OUR_UNCLEAR,
    Answer,
    answer_of,
    engine_names,
    training_data,
)
from bot.evaluation.pipelines import project_pipeline
from bot.evaluation.rows import Row
from bot.intents import classifier
from bot.intents.examples import words_of
from bot.intents.requests import NOT_REQUESTS

LABELS = {"=a": "a", "=b": "b", "out_of_scope": "oos"}


def parsed(intent: str | None, *ranking: tuple[str, float], **other: Any) -> Message:
    items = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    return Message({"intent": {"name": intent}, "intent_ranking": items, **other})


class Names(unittest.TestCase):
    def test_no_label_is_left_with_a_name_that_means_something_to_the_engine(self) -> None:
        special = {
            "greet", "inform", "unclear", "affirm", "deny", "stop_job", "nlu_fallback",
            "out_of_scope_", "sensitive_topic",
        }  # fmt: skip
        names = engine_names(special | {"oos"})
        self.assertEqual(names.pop("oos"), classifier.OUT_OF_SCOPE)
        self.assertEqual(len(set(names.values())), len(special))
        known = NOT_REQUESTS | {classifier.BARE_DETAIL, classifier.UNCLEAR}
        self.assertFalse(set(names.values()) & (known | {classifier.OUT_OF_SCOPE, "nlu_fallback"}))

    def test_names_are_in_the_order_of_the_labels(self) -> None:
        labels = ["affirm", "b", "greet", "z"]
        names = engine_names(set(labels))
        self.assertEqual(sorted(names, key=lambda label: names[label]), labels)

    def test_the_words_of_a_label_stay_its_words(self) -> None:
        self.assertEqual(
            words_of(engine_names({"trackMy_order"})["trackMy_order"]), "track my order"
        )

    def test_no_label_is_cut_at_a_stroke(self) -> None:
        names = engine_names({"faq/a", "faq/b", "faq"})
        self.assertEqual(len(set(names.values())), 3)
        self.assertNotIn("/", "".join(names.values()))

    def test_two_labels_never_share_a_name(self) -> None:
        labels = {"a/b", "a\u2215b", "a\u2215b_"}
        self.assertEqual(len(set(engine_names(labels).values())), len(labels))

    def test_the_classifiers_own_names_are_known_here(self) -> None:
        self.assertEqual(OUR_OUT_OF_SCOPE, classifier.OUT_OF_SCOPE)
        self.assertEqual(OUR_UNCLEAR, classifier.UNCLEAR)


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
    RANKING = (("=a", 0.7), ("=b", 0.2))

    def answer(self, intent: str | None, **other: Any) -> Answer:
        return answer_of(parsed(intent, *self.RANKING, **other), LABELS)

    def test_what_the_bot_acts_on_decides(self) -> None:
        reading = {"outcome": "unclear", "in_scope": 0.25}
        for intent, label, asks_back in (
            ("=a", "a", False),
            ("unclear", "oos", True),
            ("out_of_scope", "oos", False),
        ):
            with self.subTest(intent):
                expected = Answer(label, "a", 0.75, asks_back)
                self.assertEqual(self.answer(intent, reading=reading), expected)

    def test_of_two_requests_the_first_is_acted_on_whatever_the_whole_sounds_like(self) -> None:
        requests = [{"intent": {"name": "=b"}}, {"intent": {"name": "=a"}}]
        reading = {"outcome": "understood", "in_scope": 0.9}
        found = self.answer("=b", requests=requests, reading=reading)
        self.assertEqual((found.label, found.likeliest), ("b", "a"))

    def test_out_of_scope_is_never_the_likeliest_intent(self) -> None:
        reading = {"outcome": "out_of_scope", "in_scope": 0.5}
        message = parsed("out_of_scope", ("out_of_scope", 0.6), ("=b", 0.3), reading=reading)
        self.assertEqual(answer_of(message, LABELS), Answer("oos", "b", 0.5, False))

    def test_stock_rasas_fallback_rejects(self) -> None:
        ranking = (("nlu_fallback", 0.3), ("=a", 0.25), ("=b", 0.2))
        message = parsed("nlu_fallback", *ranking)
        self.assertEqual(answer_of(message, LABELS), Answer("oos", "a", 0.75, False))
        sure = parsed("=b", ("=b", 1.0))
        self.assertEqual(answer_of(sure, LABELS), Answer("b", "b", 0.0, False))
        for nothing in (parsed(None), Message({})):
            self.assertEqual(answer_of(nothing, LABELS), Answer("oos", "", 1.0, False))


class Pipelines(unittest.TestCase):
    def config(self, content: str | bytes) -> Path:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        file = Path(folder.name) / "config.yml"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def test_ours_is_that_of_config_yml_up_to_the_classifier(self) -> None:
        names = [component["name"].rpartition(".")[2] for component in project_pipeline()]
        self.assertEqual(names[-1], "IntentClassifier")
        self.assertIn("SentenceEncoderFeaturizer", names)
        self.assertNotIn("DetailExtractor", names)
        self.assertNotIn("FrustrationClassifier", names)

    def test_what_is_wrong_with_a_configuration_is_said(self) -> None:
        for content, sentence in (
            ("pipeline:\n- name: WhitespaceTokenizer\n", "no component of the pipeline learns"),
            ("pipeline: [\n  - x: {", "line 2: this is not YAML."),
            ("a: é".encode("latin-1"), "this is not UTF-8."),
            ("", "there is no list under `pipeline:`."),
            ("pipeline:\n", "there is no list under `pipeline:`."),
            ("pipeline: supervised_embeddings\n", "there is no list under `pipeline:`."),
            ("pipeline:\n- WhitespaceTokenizer\n", "entry 1 under `pipeline:` has no `name:`."),
            ("pipeline:\n- name: Nobody\n", "there is no component 'Nobody'."),
            ("pipeline:\n- name: bot.none.X\n", "'bot.none.X' cannot be loaded (No module"),
            ("pipeline:\n- name: bot.intents.model.x\n", "'bot.intents.model.x' cannot be loaded"),
        ):
            with self.subTest(content), self.assertRaises(BadConfig) as raised:
                project_pipeline(self.config(content))
            self.assertIn(sentence, str(raised.exception))

    def test_a_configuration_that_is_not_there_is_told(self) -> None:
        with self.assertRaisesRegex(BadConfig, "none.yml: it cannot be read"):
            project_pipeline(Path("none.yml"))

    def test_policies_are_listed_as_they_stand(self) -> None:
        file = self.config("policies:\n- name: RulePolicy\n  x: 1\n")
        self.assertEqual(read_policies(file), [{"name": "RulePolicy", "x": 1}])


if __name__ == "__main__":
    unittest.main()
