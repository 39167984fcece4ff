"""Checks the answers of custom actions with a validator that is prepared once.

Rasa calls `jsonschema.validate(answer, schema)` for every action, and that call first checks the
schema itself, anew each time: 20 to 30 ms for a schema that never changes. Here the schema is
checked once. What is accepted, what is refused, and with which error, stays the same.
"""

from __future__ import annotations

import functools
import logging
from typing import Any

import jsonschema
import rasa
from jsonschema.exceptions import best_match
from rasa.core.actions.action import RemoteAction
from rasa.shared.constants import DOCS_BASE_URL

TESTED_VERSIONS = frozenset({"3.6.20", "3.6.21"})

logger = logging.getLogger(__name__)


def apply() -> bool:
    """Put the prepared validator in place; False, and nothing changed, on an unknown Rasa."""
    if rasa.__version__ not in TESTED_VERSIONS:
        logger.warning(
            "Rasa %s is not one that the faster check of action results was tested with (%s); "
            "Rasa's own check is used.",
            rasa.__version__,
            ", ".join(sorted(TESTED_VERSIONS)),
        )
        return False
    RemoteAction._validate_action_result = _validate_action_result
    return True


@functools.cache
def _prepared_validator() -> Any:
    schema = RemoteAction.action_response_format_spec()
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    error = best_match(_prepared_validator().iter_errors(result))
    if error is None:
        return True
    error.message += (
        f". Failed to validate Action server response from API, make sure your response from the "
        f"Action endpoint is valid. For more information about the format visit "
        f"{DOCS_BASE_URL}/custom-actions"
    )
    raise error
