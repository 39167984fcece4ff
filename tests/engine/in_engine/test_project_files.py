"""What `rasa data validate` says of this project, and of mistakes that stock Rasa does not see."""

from __future__ import annotations

import re
import tempfile
import unittest
import warnings
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent
from unittest import mock

from rasa.cli.utils import validate_files
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.validator import Validator

from bot.engine_fixes import project_files

ROOT = Path(__file__).resolve().parents[3]
# The command line leaves it out (EXPECTED_WARNINGS in rasa.utils.common).
_NOT_SHOWN = "Slot auto-fill has been removed in 3.0"

FILES = {
    "config.yml": """
        recipe: default.v1
        assistant_id: test
        language: en
        importers:
          - name: bot.engine_fixes.project_files.ProjectFiles
            uttered_in: [actions]
            set_intents: [unclear]
        """,
    "domain.yml": """
        version: "3.1"
        intents: [greet, order_status, unclear]
        slots:
          number:
            type: text
            mappings: [{type: from_text, conditions: [{active_loop: order_form}]}]
        forms:
          order_form: {required_slots: [number]}
        actions: [action_tell]
        responses:
          utter_greet: [{text: Hello}]
          utter_told: [{text: There}]
          utter_ask_order_form_number: [{text: Which}]
          utter_request_order_status: [{text: Where it is}]
        """,
    "data/nlu.yml": """
        version: "3.1"
        nlu:
          - intent: greet
            examples: "- hello"
          - intent: order_status
            examples: "- where is it"
        """,
    "data/rules.yml": """
        version: "3.1"
        rules:
          - rule: Greet
            steps: [{intent: greet}, {action: utter_greet}]
          - rule: Tell
            steps: [{intent: order_status}, {action: action_tell}]
          - rule: Ask
            steps: [{intent: unclear}, {action: order_form}, {active_loop: order_form}]
        """,
    "actions/tell.py": """
        '''Says "utter_nothing" in its docstring.'''
        # utter_neither
        dispatcher.utter_message(response="utter_told")
        title = domain["responses"][f"utter_request_{intent}"]
        """,
}


def complaints(folder: Path, domain: str, data: Sequence[str]) -> list[str]:
    """What the command line warns of: the sentences, sorted."""
    before = Validator.from_importer
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            validate_files(
                False,
                None,
                TrainingDataImporter.load_from_config(
                    str(folder / "config.yml"),
                    str(folder / domain),
                    [str(folder / name) for name in data],
                ),
            )
        finally:
            Validator.from_importer = before
    found = [str(one.message) for one in caught if one.category is UserWarning]
    return sorted(one for one in found if not re.match(_NOT_SHOWN, one))


def complaints_with(name: str = "config.yml", old: str = "", new: str = "") -> list[str]:
    """What is said of the small project if in its file `name` `new` stands in place of `old`."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for path, text in FILES.items():
            if path == name:
                assert old in text, old
                text = text.replace(old, new)  # noqa: PLW2901
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_text(dedent(text), "utf-8")
        return complaints(folder, "domain.yml", ["data"])


class ThisProject(unittest.TestCase):
    def test_nothing_is_to_be_said_of_it(self) -> None:
        self.assertEqual(complaints(ROOT, "domain", ["data"]), [])


class SmallProject(unittest.TestCase):
    def test_what_actions_and_forms_utter_is_no_mistake(self) -> None:
        self.assertEqual(complaints_with(), [])

    def test_stock_rasa_would_complain_of_it(self) -> None:
        found = complaints_with("config.yml", "bot.engine_fixes.project_files.ProjectFiles",
                                "RasaFileImporter")  # fmt: skip
        self.assertEqual(len(found), 4)

    def test_a_response_that_nothing_utters_is_found(self) -> None:
        for old, new in (
            ("utter_told", "utter_tolled"),
            ("utter_ask_order_form_number", "utter_ask_order_form_nummer"),
            ("utter_request_order_status", "utter_request_order_statsu"),
            ("utter_greet:", "utter_greet: [{text: Hello}]\n          utter_neither:"),
            ("utter_greet:", "utter_greet: [{text: Hello}]\n          utter_nothing:"),
        ):
            with self.subTest(new):
                name = new.split()[-1].rstrip(":")
                found = complaints_with("domain.yml", old, new)
                self.assertIn(f"The utterance '{name}' is not used in any story or rule.", found)

    def test_a_response_that_is_uttered_and_missing_is_found(self) -> None:
        for old, new in (
            ('"utter_told"', '"utter_tolled"'),
            ('"utter_told"', '"utter_told" if ok else "utter_tolled"'),
            ('f"utter_request_{intent}"', 'f"utter_requests_{intent}"'),
            ('f"utter_request_{intent}"', '"utter_requests_" + intent'),
            ('f"utter_request_{intent}"', "f'utter_about_{intent}'"),
        ):
            with self.subTest(new):
                found = complaints_with("actions/tell.py", old, new)
                missing = [one for one in found if one.startswith("The response")]
                self.assertEqual(len(missing), 1)
                self.assertRegex(missing[0], r"is uttered in actions/tell\.py:[45], but the domain")

    def test_a_name_built_from_something_unknown_may_be_any(self) -> None:
        found = complaints_with("actions/tell.py", '"utter_told"', 'f"utter_{a.b[0]}ld"')
        self.assertEqual(found, [])

    def test_code_that_this_python_cannot_parse_is_read(self) -> None:
        newer = '"utter_told")\ntype Row[T] = list[T]\ntry: pass\nexcept* OSError: pass\n(1'
        self.assertEqual(complaints_with("actions/tell.py", '"utter_told"', newer), [])

    def test_a_story_may_utter_what_an_action_utters(self) -> None:
        found = complaints_with("data/rules.yml", "{action: action_tell}",
                                "{action: action_tell}, {action: utter_told}")  # fmt: skip
        self.assertEqual(found, [])

    def test_a_misspelt_response_in_a_story_is_found(self) -> None:
        found = complaints_with("data/rules.yml", "utter_greet", "utter_great")
        self.assertEqual(len([one for one in found if "utter_great" in one]), 1)

    def test_an_intent_without_examples_is_found_unless_it_is_set(self) -> None:
        found = complaints_with("config.yml", "[unclear]", "[]")
        self.assertEqual(len(found), 1)
        self.assertIn("'unclear' is listed in the domain file, but is not found", found[0])

    def test_a_set_intent_must_be_in_the_domain_and_have_no_examples(self) -> None:
        for set_intents, what in (
            ("[unclear, unclaer]", "'unclaer', one of `set_intents` in config.yml, is not listed"),
            ("[unclear, greet]", "'greet', one of `set_intents` in config.yml, has examples"),
        ):
            (found,) = complaints_with("config.yml", "[unclear]", set_intents)
            self.assertIn(what, found)

    def test_a_set_intent_that_no_rule_takes_up_is_found(self) -> None:
        found = complaints_with("data/rules.yml", "{intent: unclear}", "{intent: greet}")
        self.assertIn("The intent 'unclear' is not used in any story or rule.", found)

    def test_a_folder_that_is_not_there_is_said(self) -> None:
        with self.assertRaisesRegex(NotADirectoryError, "acts is no folder"):
            complaints_with("config.yml", "[actions]", "[acts]")

    def test_on_another_rasa_its_own_checks_run(self) -> None:
        with mock.patch.object(project_files, "is_tested", lambda mend: False):
            self.assertEqual(len(complaints_with()), 4)


if __name__ == "__main__":
    unittest.main()
