"""Lets `rasa data validate` know what it cannot see in domain/ and data/.

Stock Rasa looks for responses and intents in stories and rules only. Here our actions utter most of
the responses, so that it warned of every single one, and nobody would have found the one that is
really unused or misspelt among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import raise_warning
from rasa.validator import Validator

from bot.engine_fixes.uttered import Mention, mentions
from bot.engine_fixes.versions import is_tested


class ProjectFiles(RasaFileImporter):
    """Rasa's own importer of domain/ and data/; loaded, it tells Rasa's validator the rest.

    config.yml names it under `importers`. Take it out there, and Rasa validates as it came.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
        uttered_in: Sequence[str] = (),
        set_intents: Sequence[str] = (),
    ) -> None:
        """`uttered_in`: folders, seen from that of `config_file`, whose code utters responses.

        `set_intents`: intents that code sets and nobody can say, so that there are no examples.
        """
        super().__init__(config_file, domain_path, training_data_paths)
        root = Path(config_file or ".").resolve().parent

        def from_importer(_: type[Validator], importer: TrainingDataImporter) -> Validator:
            domain = importer.get_domain()
            return ProjectValidator(
                domain,
                importer.get_nlu_data(),
                importer.get_stories(),
                importer.get_config(),
                uttered=mentions([root / name for name in uttered_in], root, domain.intents),
                set_intents=set_intents,
            )

        if is_tested("validation of what actions utter"):
            Validator.from_importer = classmethod(from_importer)


class ProjectValidator(Validator):
    """Rasa's checks, with what actions and forms utter and which intents are set by code.

    It finds more than Rasa's own: also a response that is uttered and not in the domain.
    """

    def __init__(
        self,
        domain: Domain,
        intents: TrainingData,
        story_graph: StoryGraph,
        config: dict[str, Any] | None,
        *,
        uttered: Sequence[Mention],
        set_intents: Sequence[str],
    ) -> None:
        super().__init__(domain, intents, story_graph, config)
        self._uttered = uttered
        self._set_intents = frozenset(set_intents)
        self._needs_no_examples: frozenset[str] = frozenset()

    def verify_intents(self, ignore_warnings: bool = True) -> bool:
        """Compare the intents of the domain with those that are learnt or set."""
        self._needs_no_examples = self._set_intents
        is_fine: bool = super().verify_intents(ignore_warnings)
        self._needs_no_examples = frozenset()
        learnt = {example.get("intent") for example in self.intents.intent_examples}
        for intent in sorted(self._set_intents):
            if intent not in self.domain.intents:
                what = "is not listed in the domain file."
            elif intent in learnt:
                what = "has examples in the NLU training data as well."
            else:
                continue
            raise_warning(f"The intent '{intent}', one of `set_intents` in config.yml, {what}")
            is_fine = ignore_warnings
        return is_fine

    def verify_utterances_in_stories(self, ignore_warnings: bool = True) -> bool:
        """Look for responses that nothing utters, and for uttered ones that are missing."""
        is_fine: bool = super().verify_utterances_in_stories(ignore_warnings)
        responses = self._responses()
        for mention in self._uttered:
            if not any(mention.fits(response) for response in responses):
                raise_warning(
                    f"The response '{mention.written}' is uttered in {mention.place}, but the "
                    f"domain has none of this name."
                )
                is_fine = ignore_warnings
        return is_fine

    def _non_default_intents(self) -> list[str]:
        intents = super()._non_default_intents()
        return [intent for intent in intents if intent not in self._needs_no_examples]

    def _gather_utterance_actions(self) -> set[str]:
        """What stories must utter, or do."""
        # One that stories utter as well stays, or it would be none that they may utter.
        in_stories = {
            event.action_name
            for step in self.story_graph.story_steps
            for event in step.events
            if isinstance(event, ActionExecuted)
        }
        elsewhere = {
            response
            for response in self._responses()
            if any(mention.fits(response) for mention in self._uttered)
        }
        utterances: set[str] = super()._gather_utterance_actions()
        return utterances - ((elsewhere | self._asked_by_forms()) - in_stories)

    def _responses(self) -> set[str]:
        """All responses of the domain; of one with variants per intent ("utter_faq/…") the name."""
        return {name.partition("/")[0] for name in self.domain.responses}

    def _asked_by_forms(self) -> set[str]:
        """The names under which Rasa itself looks for the question of a form."""
        return {
            name
            for form in self.domain.form_names
            for slot in self.domain.required_slots_for_form(form)
            for name in (f"utter_ask_{form}_{slot}", f"utter_ask_{slot}")
        }
