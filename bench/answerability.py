"""Questions that a passage answers, beside questions that look as if it did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml

from bot.encoder.sentence_encoder import SentenceEncoder
from knowledge_base.article import Article
from knowledge_base.index.knowledge_index import KnowledgeIndex
from knowledge_base.search import Search

FOLDER = Path(__file__).resolve().parent / "answerability"


def answerability(encoder: SentenceEncoder) -> dict[str, float | int]:
    """How often a question that the passage answers scores above one that it does not.

    Each passage of `FOLDER`, of companies that do not exist, is searched by itself: whether it is
    found among others is another matter. `auroc` is 0–1; chance is .5.
    """
    scores: list[float] = []
    answers: list[bool] = []
    passages = 0
    for file in sorted(FOLDER.glob("*.yml")):
        for entry in yaml.safe_load(file.read_text("utf-8")):
            body = f"## {entry['heading']}\n\n{entry['text']}"
            article = Article("passage", entry["title"], "", body)
            search = Search(KnowledgeIndex.build([article], encoder), encoder)
            for key, is_answered in (("answered", True), ("not_answered", False)):
                found = [search.find(question, 1)[0].score for question in entry[key]]
                scores += found
                answers += [is_answered] * len(found)
            passages += 1
    return {
        "passages": passages,
        "questions": len(scores),
        "auroc": round(_area_under_curve(scores, answers), 4),
    }


def _area_under_curve(scores: Sequence[float], answers: Sequence[bool]) -> float:
    ranks = np.argsort(np.argsort(scores)) + 1
    right = np.asarray(answers)
    count = int(right.sum())
    above = ranks[right].sum() - count * (count + 1) / 2
    return float(above / (count * (len(right) - count)))
