"""Reads the texts that the models are fine-tuned on, and roughens them as hasty people type."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import ascii_lowercase

import yaml

from bot.evaluation.rows import by_label, complete_rows
from models.build import multidogo

PROJECT = Path(__file__).resolve().parents[2]
NLU_FOLDER = PROJECT / "data" / "nlu"

_LOWER, _UPPER = 0.7, 0.8
"""Of the texts that are roughened, 70 % are put into small letters, 10 % into capitals."""
_MARKS_LOST = 0.7
"""How often a slip that falls on a punctuation mark loses it."""
_LOST, _SWAPPED, _DOUBLED = 0.3, 0.6, 0.8
"""Bounds between the kinds of slips; the rest are wrong letters."""


@dataclass(frozen=True)
class IntentSet:
    """The texts of each intent of one company or data set; `weight` is its share of training."""

    name: str
    texts: dict[str, list[str]]
    weight: float


def intent_sets(folder: Path, leave_out: frozenset[str] = frozenset()) -> list[IntentSet]:
    """The intents of `folder` (CLINC150, Banking77, MultiDoGO), our own, and our own articles.

    What is asked of one article belongs together like the messages of one intent. `leave_out`
    names sets that are to be measured on: `clinc150`, `banking77`, `multidogo`.
    """
    sets = [IntentSet("shop", _own_intents(), 1.0), IntentSet("articles", _own_questions(), 1.0)]
    for name in ("clinc150", "banking77"):
        if name not in leave_out:
            rows = complete_rows(folder / "intents" / name / "train.csv")
            sets.append(IntentSet(name, _pairable(rows), 1.0))
    if "multidogo" not in leave_out:
        for domain in multidogo.DOMAINS:
            rows = multidogo.turns(folder / "intents" / "multidogo", domain, "train")
            intents = multidogo.intents_of(rows)
            kept = [(text, label) for text, label in rows if label in intents]
            sets.append(IntentSet(f"multidogo_{domain}", _pairable(kept), 0.25))
    return sets


def questions_and_answers(folder: Path) -> list[tuple[str, str]]:
    """Questions with what answers them: the snippets of DSTC9 and our own articles."""
    pairs: list[tuple[str, str]] = []
    with (folder / "knowledge" / "dstc9" / "docs.jsonl").open(encoding="utf-8") as opened:
        for line in opened:
            snippet = json.loads(line)
            pairs.append((snippet["title"], snippet["text"]))
    pairs += [(asked, title) for title, *others in _own_questions().values() for asked in others]
    return pairs


def hastily_typed(text: str, random: Random) -> str:
    """`text`, in half of the cases with slips of the keyboard, lost marks or other capitals."""
    if len(text) < 2 or random.random() < 0.5:  # noqa: PLR2004 - nothing to mistype
        return text
    style = random.random()
    letters = list(text.lower() if style < _LOWER else text.upper() if style < _UPPER else text)
    slips = max(1, int(len(letters) * random.uniform(0.01, 0.06)))
    for _ in range(slips):
        place = random.randrange(len(letters))
        if letters[place] in ".,?!'" and random.random() < _MARKS_LOST:
            letters[place] = ""
        elif letters[place].isalpha():
            _slip(letters, place, random)
    return "".join(letters).strip() or text


def _slip(letters: list[str], place: int, random: Random) -> None:
    kind = random.random()
    if kind < _LOST:
        letters[place] = ""
    elif kind < _SWAPPED and place + 1 < len(letters):
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
    elif kind < _DOUBLED:
        letters[place] *= 2
    else:
        letters[place] = random.choice(ascii_lowercase)


def _own_intents() -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for file in sorted(NLU_FOLDER.glob("*.yml")):
        for item in yaml.safe_load(file.read_text("utf-8"))["nlu"]:
            if item.get("intent", "out_of_scope") != "out_of_scope":
                lines = item["examples"].splitlines()
                texts[item["intent"]] = [line.removeprefix("- ").strip() for line in lines]
    return texts


def _own_questions() -> dict[str, list[str]]:
    """What is asked of each of our own articles, its title first, by the article's id."""
    # The engine's interpreter, which reads this module too, has no readers of articles.
    from knowledge_base.reading.folder import (  # noqa: PLC0415
        ARTICLES_FOLDER,
        read_articles,
    )

    articles, _ = read_articles(ARTICLES_FOLDER)
    return {one.id: [one.title, *one.asked_as] for one in articles if one.asked_as}


def _pairable(rows: list[tuple[str, str]]) -> dict[str, list[str]]:
    """The texts of each intent that has two or more."""
    return {label: texts for label, texts in by_label(rows).items() if len(texts) > 1}
