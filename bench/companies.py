"""Small companies with untidy data, drawn from public sets of intents."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bot.evaluation.rows import OUT_OF_SCOPE, by_label, complete_rows
from models.build import multidogo

Rows = list[tuple[str, str]]
"""Texts with their labels."""
Texts = Mapping[str, list[str]]

SOURCES = ("clinc150", "banking77", "multidogo")
COMPANIES_OF_EACH = 4

_INTENTS = (20, 60)
_TRAINING_ROWS = (300, 600)
_FEWEST_EXAMPLES = 4
_WRONG_LABELS = 0.06
_UNEVENNESS = 0.8
"""Standard deviation of the logarithm of an intent's share: the largest has some ten times as many
examples as the smallest."""
_TESTED_IN_SCOPE = 300

_DOMAINS_OF_ONE = 4


@dataclass(frozen=True)
class Company:
    """Training rows with some wrong labels, and test rows of which half are out of scope."""

    name: str
    train: Rows
    test: Rows


@dataclass(frozen=True)
class _Pool:
    """What a company is drawn from: candidates for its intents, and texts that are none."""

    train: Texts
    test: Texts
    others: list[str]
    """Texts of intents that no company drawn from here has."""
    unforeseen: list[str]
    """Texts that the data set itself calls out of scope."""


def draw_companies(source: str, folder: Path) -> Iterator[Company]:
    """The four companies of `source`, one of `SOURCES`; the same ones each time.

    `folder` is that of the data set. Raises `BadFile` if its files are missing.
    """
    for number in range(1, COMPANIES_OF_EACH + 1):
        chance = Random(f"{source} {number}")  # noqa: S311 - a seeded draw is what is wanted
        pool = _lines_of_business(folder, chance) if source == "multidogo" else _one_set(folder)
        yield _company(f"{source}-{number}", pool, chance)


def write_rows(file: Path, rows: Rows) -> Path:
    """Write `rows` as `parley evaluate` reads them."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([("text", "label"), *rows])
    return file


def _one_set(folder: Path) -> _Pool:
    train, test = (by_label(complete_rows(folder / f"{part}.csv")) for part in ("train", "test"))
    unforeseen = test.pop(OUT_OF_SCOPE, [])
    train.pop(OUT_OF_SCOPE, None)
    return _Pool(train, test, [], unforeseen)


def _lines_of_business(folder: Path, chance: Random) -> _Pool:
    """A company in four of the six lines of business; what the other two are asked is foreign."""
    own = set(chance.sample(multidogo.DOMAINS, _DOMAINS_OF_ONE))
    train: Rows = []
    test: Rows = []
    foreign: Rows = []
    for domain in multidogo.DOMAINS:
        tested = multidogo.turns(folder, domain, "test")
        if domain in own:
            train += multidogo.turns(folder, domain, "train")
            test += tested
        else:
            foreign += tested
    # Rows that are word for word the same are no further examples to draw from.
    intents = multidogo.intents_of(dict.fromkeys(train))
    tested_texts = by_label(test)
    others = [
        text
        for label, texts in by_label(foreign).items()
        if multidogo.is_intent(label) and label not in intents
        for text in texts
    ]
    return _Pool(
        {label: texts for label, texts in by_label(train).items() if label in intents},
        {label: tested_texts.get(label, []) for label in intents},
        others,
        tested_texts.get(multidogo.OUT_OF_DOMAIN, []),
    )


def _company(name: str, pool: _Pool, chance: Random) -> Company:
    candidates = sorted(pool.train)
    # Some intents stay out, so that there is something related that the company does not do.
    most = min(_INTENTS[1], len(candidates) - (0 if pool.others else 10))
    intents = chance.sample(candidates, chance.randint(min(_INTENTS[0], most), most))
    train = _training_rows(pool.train, intents, chance)
    share = -(-_TESTED_IN_SCOPE // len(intents))
    inside = [
        (text, label)
        for label in intents
        for text in chance.sample(pool.test[label], min(share, len(pool.test[label])))
    ]
    known = {text.casefold() for text, _ in train + inside}
    others = pool.others + [
        text for label in candidates if label not in intents for text in pool.test[label]
    ]
    outside = _half_of_each(
        [text for text in others if text.casefold() not in known],
        [text for text in pool.unforeseen if text.casefold() not in known],
        len(inside),
        chance,
    )
    return Company(name, train, inside + [(text, OUT_OF_SCOPE) for text in outside])


def _training_rows(pool: Texts, intents: list[str], chance: Random) -> Rows:
    wanted = chance.randint(*_TRAINING_ROWS)
    weights = [chance.lognormvariate(0, _UNEVENNESS) for _ in intents]
    rows: Rows = []
    for label, weight in zip(intents, weights, strict=True):
        count = max(_FEWEST_EXAMPLES, round(wanted * weight / sum(weights)))
        rows += [(text, label) for text in chance.sample(pool[label], min(count, len(pool[label])))]
    chance.shuffle(rows)
    for place in chance.sample(range(len(rows)), round(_WRONG_LABELS * len(rows))):
        text, label = rows[place]
        rows[place] = (text, chance.choice([other for other in intents if other != label]))
    return rows


def _half_of_each(first: list[str], second: list[str], count: int, chance: Random) -> list[str]:
    """`count` texts, half from each list as far as it has enough."""
    taken = chance.sample(second, min(count // 2, len(second)))
    return taken + chance.sample(first, min(count - len(taken), len(first)))
