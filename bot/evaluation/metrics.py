"""The figures of `parley evaluate`, from what was expected and what was read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from scipy.stats import spearmanr
from sklearn.metrics import average_precision_score, matthews_corrcoef, roc_auc_score

from bot.evaluation.files import OUT_OF_SCOPE

FRUSTRATED_FROM = 2.5
"""Rating from which a turn counts as frustrated."""

_CONFUSIONS = 10


def intent_figures(
    expected: Sequence[str],
    read: Sequence[str],
    likeliest: Sequence[str],
    outside_scores: Sequence[float],
) -> dict[str, float | None]:
    """Shares and correlations, rounded to four places; None where the data allow no figure.

    All four sequences have one entry a message: its label; the label read (`oos` where it was
    rejected); the likeliest intent whether rejected or not; how far out of scope it seems (higher:
    farther).
    """
    outside = [label == OUT_OF_SCOPE for label in expected]
    rejected = [label == OUT_OF_SCOPE for label in read]
    caught = sum(a and b for a, b in zip(outside, rejected))
    has_outside = any(outside)
    recall = caught / sum(outside) if has_outside else None
    # Where nothing was rejected, no rejection was right.
    precision = caught / max(sum(rejected), 1) if has_outside else None
    return {
        "accuracy_in_scope": _rounded(_accuracy(expected, read)),
        "accuracy_likeliest_intent": _rounded(_accuracy(expected, likeliest)),
        "oos_recall": _rounded(recall),
        "oos_precision": _rounded(precision),
        "oos_auroc": _rounded(_auroc(outside, outside_scores)),
        "mcc": _rounded(float(matthews_corrcoef(list(expected), list(read)))),
    }


def confusions(expected: Sequence[str], read: Sequence[str]) -> list[dict[str, Any]]:
    """The mistakes made most often: `[{"label", "read_as", "count"}]`, ten at most."""
    counted = Counter((a, b) for a, b in zip(expected, read) if a != b)
    ordered = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [
        {"label": label, "read_as": read_as, "count": count}
        for (label, read_as), count in ordered[:_CONFUSIONS]
    ]


def frustration_figures(
    ratings: Sequence[float], scores: Sequence[float]
) -> dict[str, float | int | None]:
    """How well `scores` order turns as their `ratings` (0–4) do; None where there is no figure."""
    frustrated = [rating >= FRUSTRATED_FROM for rating in ratings]
    is_mixed = any(frustrated) and not all(frustrated)
    correlation = None
    if len(set(ratings)) > 1 and len(set(scores)) > 1:
        correlation = float(spearmanr(list(ratings), list(scores)).correlation)
    precision = average_precision_score(frustrated, list(scores)) if is_mixed else None
    return {
        "spearman": _rounded(correlation),
        "auroc": _rounded(_auroc(frustrated, scores)),
        "average_precision": _rounded(precision),
        "turns": len(ratings),
    }


def _accuracy(expected: Sequence[str], read: Sequence[str]) -> float | None:
    right = [a == b for a, b in zip(expected, read) if a != OUT_OF_SCOPE]
    return sum(right) / len(right) if right else None


def _auroc(positive: Sequence[bool], scores: Sequence[float]) -> float | None:
    if all(positive) or not any(positive):
        return None
    return float(roc_auc_score(list(positive), list(scores)))


def _rounded(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else round(float(value), 4)
