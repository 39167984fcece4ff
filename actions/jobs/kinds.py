"""All jobs, by their names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.jobs.cancel import Cancel
from actions.jobs.change_account import ChangeDefaultAddress, Subscribe, Unsubscribe
from actions.jobs.change_pending import ChangeAddress, ChangeItems, ChangePayment
from actions.jobs.job import Job
from actions.jobs.remember import RememberFact
from actions.jobs.report_problem import ReportDamage, ReportMissingItem, ReportWrongItem
from actions.jobs.send_back import Exchange, Return

JOBS: Mapping[str, Job[Any]] = {
    job.kind: job
    for job in (
        Cancel(), Return(), Exchange(), ChangeItems(), ChangeAddress(), ChangePayment(),
        ChangeDefaultAddress(), Subscribe(), Unsubscribe(), ReportDamage(), ReportWrongItem(),
        ReportMissingItem(), RememberFact(),
    )
}  # fmt: skip


def job_begun_by(intent: str) -> Job[Any] | None:
    """The job that messages of this intent ask for."""
    return next((job for job in JOBS.values() if intent in job.begun_by), None)
