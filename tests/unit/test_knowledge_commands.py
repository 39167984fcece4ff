"""`parley kb`, as somebody types it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from desk.commands.main import app
from desk.composition import index_folder
from desk.settings import load_settings
from knowledge_base.index import store

WOOL = """---
title: Washing wool
asked_as:
  - question: "can wool go in the machine"
    section: In the machine
---
## In the machine

Wash wool at 30 °C in the machine. Never tumble dry it.
"""
OAK = "---\ntitle: Oiling oak\n---\nRub oak with oil twice a year.\n"
RAISE = "---\ntitle: Raises\naudience: agents\n---\nGive a goodwill credit of £5.\n"


@pytest.fixture(autouse=True)
def articles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty installation whose articles lie in a folder of the company's."""
    folder = tmp_path / "articles"
    folder.mkdir()
    monkeypatch.setenv("PARLEY_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PARLEY_ARTICLES", str(folder))
    # Of the shop's thousands as many as are learnt in no time.
    monkeypatch.setattr("knowledge_base.index.intents.MOST_MESSAGES", 200)
    return folder


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Articles that are to be taken in."""
    folder = tmp_path / "inbox"
    (folder / "care").mkdir(parents=True)
    (folder / "wool.md").write_text(WOOL)
    (folder / "care" / "oak.md").write_text(OAK)
    return folder


def parley(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["kb", *arguments])


def test_articles_are_added_synced_and_found(inbox: Path) -> None:
    assert parley("add", str(inbox)).exit_code == 0
    synced = parley("sync")
    assert (synced.exit_code, "2 articles, 2 passages." in synced.output) == (0, True)
    assert "New or changed: oak, wool" in synced.output
    found = json.loads(parley("search", "how hot may I wash wool", "--json").output)
    assert found["found"][0]["article_id"] == "wool"
    assert "Washing wool" in parley("search", "how hot may I wash wool").output
    assert "Nothing has changed" in parley("sync").output


def test_an_article_keeps_its_place_below_the_folder_and_its_keys_beside_it(
    inbox: Path, articles: Path
) -> None:
    (inbox / "care" / "glass.html").write_text("<main><p>Glass breaks easily.</p></main>")
    (inbox / "care" / "glass.html.yml").write_text("title: Glass\n")
    assert parley("add", str(inbox)).exit_code == 0
    names = {file.relative_to(articles).as_posix() for file in articles.rglob("*.*")}
    assert names == {"wool.md", "care/oak.md", "care/glass.html", "care/glass.html.yml"}


def test_a_file_that_is_there_is_only_written_over_if_one_says_so(
    inbox: Path, articles: Path
) -> None:
    (articles / "wool.md").write_text(OAK)
    refused = parley("add", str(inbox / "wool.md"))
    assert (refused.exit_code, "--replace" in refused.output) == (1, True)
    assert (articles / "wool.md").read_text() == OAK
    assert "Replaced wool.md" in parley("add", str(inbox / "wool.md"), "--replace").output
    assert (articles / "wool.md").read_text() == WOOL


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\x00", "not UTF-8"),
        (b"no front matter", "front matter"),
        (b"---\ntitle: Other\nid: oak\n---\nText.\n", "has the id 'oak' already"),
        (b"---\ntitle: Other\nvalid_from: 2026-31-31\n---\nText.\n", "which is no date"),
    ],
)
def test_what_cannot_be_an_article_is_named_and_the_rest_is_added(
    content: bytes, reason: str, inbox: Path, articles: Path
) -> None:
    (inbox / "zzz.md").write_bytes(content)
    done = parley("add", str(inbox))
    assert (done.exit_code, "zzz.md is left out" in done.output) == (1, True)
    assert reason in done.output
    assert {file.name for file in articles.rglob("*.md")} == {"wool.md", "oak.md"}


def test_adding_nothing_says_so(tmp_path: Path, articles: Path) -> None:
    assert "is not there" in parley("add", str(tmp_path / "nowhere")).output
    (tmp_path / "empty").mkdir()
    assert parley("add", str(tmp_path / "empty")).exit_code == 1
    (articles / "wool.md").write_text(WOOL)
    assert "in the folder of articles already" in parley("add", str(articles)).output


def test_what_is_for_agents_is_found_for_agents_only(articles: Path) -> None:
    (articles / "raise.md").write_text(RAISE)
    (articles / "oak.md").write_text(OAK)
    parley("sync")
    question = ("search", "how much goodwill credit may I give", "--json")
    customers, agents = (
        [one["article_id"] for one in json.loads(parley(*question, *audience).output)["found"]]
        for audience in ((), ("--audience", "agents"))
    )
    assert (customers, agents[0]) == (["oak"], "raise")


def test_a_removed_article_is_told_of_and_an_empty_folder_too(articles: Path) -> None:
    (articles / "oak.md").write_text(OAK)
    parley("sync")
    (articles / "oak.md").unlink()
    synced = parley("sync").output
    assert "Removed: oak" in synced
    assert "There are no articles" in synced


@pytest.mark.parametrize("command", ["sync", "build", "check"])
def test_a_folder_of_articles_that_is_not_there_is_named_and_the_index_stays(
    command: str, articles: Path
) -> None:
    (articles / "oak.md").write_text(OAK)
    parley("sync")
    articles.rename(articles.with_name("elsewhere"))
    told = parley(command)
    assert (told.exit_code, "The folder of articles cannot be read" in told.output) == (1, True)
    assert "Oiling oak" in parley("search", "how do I oil oak").output


def test_the_bot_quotes_no_article_of_another_language(articles: Path) -> None:
    (articles / "oak.md").write_text(OAK.replace("title:", "language: de\ntitle:"))
    parley("sync")
    question = ("search", "how often do I oil oak", "--json")
    assert json.loads(parley(*question).output) == {"reply": "none", "found": []}
    assert json.loads(parley(*question, "--audience", "agents").output)["found"]


def test_an_index_of_another_encoder_is_made_anew_and_the_command_says_so(articles: Path) -> None:
    (articles / "oak.md").write_text(OAK)
    parley("sync")
    folder = index_folder(load_settings())
    manifest = folder / store.version_of(folder) / "manifest.json"
    known = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(known | {"encoder": "another"}))
    for command in (("stats",), ("search", "how do I oil oak")):
        told = parley(*command)
        assert told.exit_code == 1
        assert "made by another encoder. Run `.venv/bin/parley kb sync`." in told.output
    assert "The index was of another encoder" in parley("sync").output
    assert "another encoder" not in parley("sync").output


def test_building_reads_every_article_again(articles: Path) -> None:
    (articles / "oak.md").write_text(OAK)
    parley("sync")
    folder = index_folder(load_settings())
    before = store.version_of(folder)
    assert "New or changed: oak" in parley("build").output
    assert store.version_of(folder) != before


def test_checking_names_what_is_wrong_and_fails_only_for_what_is_broken(articles: Path) -> None:
    (articles / "wool.md").write_text(WOOL)
    (articles / "jumpers.md").write_text(WOOL.replace("title: Washing wool", "title: Jumpers"))
    (articles / "hot.md").write_text(
        "---\ntitle: Wool in the machine\nvalid_until: 2020-01-01\nasked_as:\n"
        "  - {question: how hot, section: Heat}\n---\n"
        "## In the machine\n\nWash wool at 60 °C in the machine.\n"
    )
    (articles / "oak.md").write_text(OAK)
    checked = parley("check")
    assert checked.exit_code == 0, checked.output
    for told in (
        "Said twice: jumpers and wool",
        "They contradict each other (60 °C and 30 °C)",
        "hot: 'asked_as' names the section 'Heat', and there is none",
        "hot: nobody is told of it since 2020-01-01",
        "Without 'asked_as', so found by their own words only: oak",
        "4 articles can be answered from, 0 cannot.",
    ):
        assert told in checked.output
    (articles / "bad.md").write_bytes(b"\xff")
    checked = parley("check")
    assert (checked.exit_code, "bad.md is left out" in checked.output) == (1, True)


def test_checking_says_where_articles_are_too_many_to_look_for_contradictions(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (articles / "warm.md").write_text("---\ntitle: Wool\n---\nWash wool at 30 °C.\n")
    (articles / "hot.md").write_text("---\ntitle: Hot wool\n---\nWash wool at 60 °C.\n")
    too_many = "There are too many articles to look for contradictions."
    for most, said, unsaid in (
        (2, "They contradict each other", too_many),
        (1, too_many, "They contradict each other"),
    ):
        monkeypatch.setattr("knowledge_base.index.knowledge_index.MOST_PASSAGES_COMPARED", most)
        told = parley("check").output
        assert (said in told, unsaid in told) == (True, False)


def test_the_figures_of_the_index_are_shown(articles: Path) -> None:
    assert parley("stats").exit_code == 1
    (articles / "oak.md").write_text(OAK)
    parley("sync")
    shown = parley("stats").output
    lines = dict(line.split(maxsplit=1) for line in shown.splitlines()[:3])
    assert lines == {"articles": "1", "passages": "1", "vectors": "3"}
    for name in ("exact", "on disk", "in memory", "answers from", "it is found first"):
        assert name in shown
    assert re.search(r"learnt from +no questions: no article has any under asked_as", shown)


def test_it_is_shown_how_many_questions_were_learnt_from(
    articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "asked_as: [do table tops need oil, how often is oak oiled]"
    (articles / "oak.md").write_text(OAK.replace("---\n", f"---\n{asked}\n", 1))
    parley("sync")
    assert re.search(
        r"learnt from +3 questions and \d+ messages of the bot's training\n", parley("stats").output
    )

    monkeypatch.setattr("knowledge_base.index.learnt.MOST_EXAMPLES", 2)
    parley("build")
    shown = parley("stats").output
    assert "would be too few for so many articles" in shown, shown


def test_a_search_without_an_index_says_what_to_do() -> None:
    done = parley("search", "anything")
    assert (done.exit_code, "Run `.venv/bin/parley kb sync`" in done.output) == (1, True)
