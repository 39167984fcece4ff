"""The figures of `parley evaluate`, from what was expected and what was read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from statistics import fmean
from typing import Any

from scipy.stats import spearmanr
from sklearn.metrics import average_precision_score, matthews_corrcoef, roc_auc_score

from bot.evaluation.rows import OUT_OF_SCOPE

FRUSTRATED_FROM = 2.5
"""Rating from which a turn counts as frustrated."""
ANNOYED_FROM = 2.0
"""Rating of which a score estimates the probability that a turn reaches it."""
FALSE_ALARMS = (0.01, 0.05, 0.1)
"""Shares of the turns that are not frustrated which a threshold may let through."""

_CONFUSIONS = 10
_CLASSES = 5
"""Of scores, equally wide, that are counted together."""


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


def frustration_figures(ratings: Sequence[float], scores: Sequence[float]) -> dict[str, Any]:
    """How well `scores` order turns as their `ratings` (0–4) do; None where there is no figure.

    `at_false_alarms` says what a threshold brings: see `_at_false_alarms`.
    """
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
        "frustrated_turns": sum(frustrated),
        "at_false_alarms": _at_false_alarms(frustrated, scores) if is_mixed else [],
    }


def annoyed(ratings: Sequence[float]) -> list[bool]:
    """Of which of these turns a score estimates the probability."""
    return [rating >= ANNOYED_FROM for rating in ratings]


def calibration(is_so: Sequence[bool], scores: Sequence[float]) -> dict[str, Any]:
    """How often it is as a score (0–1) says how likely it is.

    `brier`: mean squared error of the scores; `brier_of_share`: that of always saying `share`, how
    often it is so; `classes`: similar scores counted together, without those that no score is in.
    """
    share = fmean(is_so)
    classes = []
    for number in range(_CLASSES):
        inside = [
            place for place, score in enumerate(scores)
            if min(int(score * _CLASSES), _CLASSES - 1) == number
        ]  # fmt: skip
        if inside:
            classes.append(
                {
                    "from": number / _CLASSES,
                    "to": (number + 1) / _CLASSES,
                    "count": len(inside),
                    "mean_score": _rounded(fmean(scores[place] for place in inside)),
                    "share": _rounded(fmean(is_so[place] for place in inside)),
                }
            )
    return {
        "brier": _rounded(fmean((score - one) ** 2 for score, one in zip(scores, is_so))),
        "brier_of_share": _rounded(share * (1 - share)),
        "share": _rounded(share),
        "classes": classes,
    }


def _at_false_alarms(frustrated: Sequence[bool], scores: Sequence[float]) -> list[dict[str, Any]]:
    """What it brings to flag scores above a threshold, one entry for each of `FALSE_ALARMS`.

    The threshold is the lowest above which at most that share of the other turns lies.
    `precision`: share of the flagged turns that are frustrated, None if none is flagged; `recall`:
    share of the frustrated turns that are flagged.
    """
    others = sorted((score for score, is_so in zip(scores, frustrated) if not is_so), reverse=True)
    found = []
    for share in FALSE_ALARMS:
        threshold = others[int(share * len(others))]
        flagged = [is_so for score, is_so in zip(scores, frustrated) if score > threshold]
        found.append(
            {
                "false_alarms": share,
                "above": _rounded(threshold),
                "precision": _rounded(fmean(flagged)) if flagged else None,
                "recall": _rounded(sum(flagged) / sum(frustrated)),
            }
        )
    return found


def _accuracy(expected: Sequence[str], read: Sequence[str]) -> float | None:
    right = [a == b for a, b in zip(expected, read) if a != OUT_OF_SCOPE]
    return sum(right) / len(right) if right else None


def _auroc(positive: Sequence[bool], scores: Sequence[float]) -> float | None:
    if all(positive) or not any(positive):
        return None
    return float(roc_auc_score(list(positive), list(scores)))


def _rounded(value: float | None) -> float | None:
    return None if value is None or math.isnan(value) else round(float(value), 4)
