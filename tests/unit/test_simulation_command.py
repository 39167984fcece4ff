"""`parley simulate` from the outside, and the copy that it plays on."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from desk.commands.simulate import simulate
from desk.settings import load_settings
from desk.simulation.goal import Expect, Goal
from desk.simulation.instance import CannotStartInstance, Instance, fresh_instance
from desk.simulation.report import as_json, as_markdown, figures
from desk.simulation.request_state import Played
from desk.simulation.runner import Result
from desk.simulation.talk import Spoken
from tests.unit.simulation_shop import shop_database

app = typer.Typer()
app.command()(simulate)
GOAL = """
- name: cancel
  customer: {id: cus_0006}
  requests: [{job: cancel, order: HP-104246, reason: no longer needed}]
  end_state: {actions: [{cancel_pending_order: {order_id: %s, reason: no longer needed}}]}
"""


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    async def fill() -> None:
        async with shop_database(tmp_path):
            pass

    asyncio.run(fill())
    (tmp_path / "shop.db").rename(tmp_path / "parley.db")
    return tmp_path


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PARLEY_DATABASE_URL", "")


def goals(folder: Path, order: str = "HP-104246") -> str:
    file = folder / "goals.yml"
    file.write_text(GOAL % order, "utf-8")
    return str(file)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--repeat", "2"], "a second round needs --fresh"),
        (["--fresh", "--url", "http://desk"], "leave --url and --database out"),
        (["--only", "nothing like it"], "No goal has"),
    ],
)
def test_what_does_not_go_together_is_said(tmp_path: Path, options: list[str], words: str) -> None:
    done = CliRunner().invoke(app, [goals(tmp_path), *options])
    assert done.exit_code == 1
    assert words in done.output


def test_goals_are_checked_against_the_shop_without_a_word(data_dir: Path) -> None:
    settings = ["--database", f"sqlite:///{data_dir / 'parley.db'}", "--dry-run"]
    runner = CliRunner()
    right = runner.invoke(app, [goals(data_dir), *settings])
    assert (right.exit_code, right.output.strip()) == (0, "1 goal can be played.")
    wrong = runner.invoke(app, [goals(data_dir, "HP-104152"), *settings])
    assert wrong.exit_code == 1
    assert "HP-104152 has been delivered" in wrong.output


def test_a_foreign_desk_without_its_database_is_not_compared(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, [goals(tmp_path), "--url", "http://127.0.0.1:9"])
    assert done.exit_code == 1
    assert "End states are not compared" in " ".join(done.output.split())
    assert "does not answer" in done.output


def test_a_copy_goes_back_to_how_it_was(tmp_path: Path) -> None:
    instance = Instance("http://desk", tmp_path, tmp_path / "original.db")
    with closing(sqlite3.connect(tmp_path / "parley.db")) as desk:
        desk.execute("PRAGMA journal_mode=WAL")
        desk.execute("CREATE TABLE orders (id TEXT)")
        desk.execute("INSERT INTO orders VALUES ('as it was')")
        desk.commit()
        instance.remember()
        desk.execute("INSERT INTO orders VALUES ('changed')")
        desk.commit()
        # The desk keeps its connection all the while.
        instance.restore()
        assert desk.execute("SELECT id FROM orders").fetchall() == [("as it was",)]


@pytest.mark.anyio
async def test_only_a_file_can_be_copied(tmp_path: Path) -> None:
    settings = load_settings(data_dir=tmp_path, database_url="postgresql://user@host/name")
    with pytest.raises(CannotStartInstance, match="--fresh copies a SQLite database"):
        async with fresh_instance(settings):
            pass


def a_result(*, is_right: bool, turns: int) -> Result:
    told = {"name": f"in {turns}", "customer": {"id": "c"}, "requests": [{"job": "cancel"}]}
    goal = Goal.model_validate(told)
    played = Played(goal.requests[0], least_turns=2, turns=turns, ended=Expect.DONE)
    return Result(
        goal,
        0,
        [played],
        [] if is_right else ["it went wrong."],
        has_right_end=is_right,
        transcript=[Spoken("customer", "Cancel | it"), Spoken("bot", "Done.", "rating")],
    )


def test_the_report_counts_goals_and_turns_and_shows_failures() -> None:
    results = [a_result(is_right=True, turns=n) for n in (2, 3, 9)]
    results.append(a_result(is_right=False, turns=30))
    cancel, everything = figures(results)
    assert (cancel.job, cancel.goals, cancel.right_ends, cancel.right) == ("cancel", 4, 3, 3)
    assert (cancel.turns, cancel.least_turns) == (3, 2)
    assert everything.goals == 4
    text = as_markdown(results, ["orders HP-1: status"])
    assert "| cancel | 4 | 3 | 3 | 3 | 2 |" in text
    assert "- it went wrong." in text
    assert "bot: Done." in text
    assert text.count("##") == 2
    told = as_json(results, [])
    assert json.loads(json.dumps(told))["right"] == 3


def test_without_a_database_the_table_says_so() -> None:
    result = a_result(is_right=True, turns=2)
    result.has_right_end = None
    assert figures([result])[0].cells[2] == "not compared"
