"""Which Rasa the mends were tested with; on any other, Rasa's own code runs."""

from __future__ import annotations

import logging

import rasa

TESTED_VERSIONS = frozenset({"3.6.20", "3.6.21"})

logger = logging.getLogger(__name__)


def is_tested(mend: str) -> bool:
    """Whether `mend` may be put in place of Rasa's own code; says so in the log if not."""
    if rasa.__version__ in TESTED_VERSIONS:
        return True
    logger.warning(
        "Rasa %s is not one that the mend '%s' was tested with (%s); Rasa's own code is used.",
        rasa.__version__,
        mend,
        ", ".join(sorted(TESTED_VERSIONS)),
    )
    return False
