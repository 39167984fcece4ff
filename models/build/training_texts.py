"""Reads the texts that the models are fine-tuned on, and roughens them as hasty people type."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from random import Random
from string import ascii_lowercase

import yaml

from knowledge_base.articles import ARTICLES_FOLDER, read_articles

PROJECT = Path(__file__).resolve().parents[2]
NLU_FOLDER = PROJECT / "data" / "nlu"
MULTIDOGO_DOMAINS = ("airline", "fastfood", "finance", "insurance", "media", "software")

_NO_INTENT = frozenset({"contentonly", "outofdomain"})
"""MultiDoGO's labels for turns that hold a detail only, or nothing to do with the company."""
_FEWEST_EXAMPLES = 20
"""Rarer labels of MultiDoGO are slips of its annotators."""
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
    """The intents of `folder` (CLINC150, Banking77, MultiDoGO) and our own.

    `leave_out` names sets that are to be measured on: `clinc150`, `banking77`, `multidogo`.
    """
    sets = [IntentSet("shop", _own_intents(), 1.0)]
    for name in ("clinc150", "banking77"):
        if name not in leave_out:
            rows = read_intents(folder / "intents" / name / "train.csv")
            sets.append(IntentSet(name, _by_label(rows), 1.0))
    if "multidogo" not in leave_out:
        for domain in MULTIDOGO_DOMAINS:
            rows = read_intents(folder / "intents" / "multidogo" / f"{domain}_train.csv")
            sets.append(IntentSet(f"multidogo_{domain}", _multidogo(rows), 0.25))
    return sets


def read_intents(file: Path) -> list[tuple[str, str]]:
    """Texts and labels of a CSV with the columns `text` and `label`; rows without either go."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = [(row["text"], row["label"]) for row in csv.DictReader(opened)]
    return [(text, label) for text, label in rows if text and label]


def questions_and_answers(folder: Path) -> list[tuple[str, str]]:
    """Questions with what answers them: the snippets of DSTC9 and our own articles."""
    pairs: list[tuple[str, str]] = []
    with (folder / "knowledge" / "dstc9" / "docs.jsonl").open(encoding="utf-8") as opened:
        for line in opened:
            snippet = json.loads(line)
            pairs.append((snippet["title"], snippet["text"]))
    articles, _ = read_articles(ARTICLES_FOLDER)
    pairs += [(asked, article.title) for article in articles for asked in article.asked_as]
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


def _multidogo(rows: list[tuple[str, str]]) -> dict[str, list[str]]:
    count = Counter(label for _, label in rows)
    kept = [
        (text, label)
        for text, label in rows
        # A tag or several labels in one field are slips of the annotators as well.
        if label.isalpha() and label not in _NO_INTENT and count[label] >= _FEWEST_EXAMPLES
    ]
    return _by_label(kept)


def _by_label(rows: list[tuple[str, str]]) -> dict[str, list[str]]:
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    for text, label in rows:
        texts[label][text] = None
    return {label: list(found) for label, found in texts.items() if len(found) > 1}
