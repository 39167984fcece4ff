"""Tables of what customers write and what it means."""

from __future__ import annotations

from collections.abc import Sequence

from actions.reading.choices import Candidate, Choice, choose


def read(
    line: str, candidates: Sequence[Candidate], *, several: bool = True, shown: bool = True
) -> None:
    """Check a line of a table: `text | chosen before => chosen ? unclear`; `mug*1` is one mug."""
    said, _, wanted = line.partition(" => ")
    text, _, current = said.partition(" | ")
    choice = choose(text, candidates, several=several, shown=shown, current=current.split())
    assert as_told(choice) == wanted.strip(), text


def as_told(choice: Choice) -> str:
    if choice.is_none:
        return "none"
    told = [
        f"{key}*{choice.quantities[key]}" if key in choice.quantities else key
        for key in choice.chosen
    ]
    return " ".join([*told, *(["?", *choice.unclear] if choice.unclear else [])])


def lines(table: str) -> list[str]:
    return [line.strip() for line in table.replace(" =>\n", " => \n").splitlines() if line.strip()]
