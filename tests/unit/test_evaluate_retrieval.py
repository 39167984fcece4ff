"""Measuring the search on somebody's own documents and questions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.evaluation.text_files import BadFile
from desk.commands.evaluate import app
from knowledge_base.evaluation.files import read_documents, read_queries
from knowledge_base.evaluation.retrieval import evaluate
from tests.word_encoder import WordEncoder

DOCUMENTS: list[dict[str, object]] = [
    {"id": "a/0", "scope": "hotel AUTUMN", "title": "Is there parking?", "text": "You can park."},
    {
        "id": "b/0",
        "scope": "hotel BRIDGE",
        "title": "Is there parking?",
        "text": "Sadly no cars are allowed here.",
    },
    {"id": 7, "title": "Wool", "text": "Wash cold."},
]
QUERIES: list[dict[str, object]] = [
    {
        "id": 1,
        "turns": [
            {"speaker": "customer", "text": "I look for Bridge"},
            {"speaker": "agent", "text": "Bridge is free."},
            {"speaker": "customer", "text": "is there parking?"},
        ],
        "relevant": ["b/0"],
    },
    {"turns": [{"speaker": "customer", "text": "wash wool"}], "relevant": [7, "lost"]},
    {"turns": [{"speaker": "customer", "text": "wash wool"}], "relevant": ["lost"]},
]


def lines(file: Path, entries: list[Any]) -> Path:
    text = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in entries)
    file.write_text(text, "utf-8")
    return file


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return lines(tmp_path / "docs.jsonl", DOCUMENTS), lines(tmp_path / "queries.jsonl", QUERIES)


def test_the_figures_are_those_of_the_search_and_of_the_two_beside_it(
    files: tuple[Path, Path],
) -> None:
    steps: set[str] = set()
    encoder = WordEncoder()
    figures = evaluate(*files, encoder, encoder, lambda what, *_: steps.add(what))
    assert (figures["documents"], figures["queries"]) == (3, 3)
    assert figures["queries_without_document"] == 1
    # The last question's document is not there: it can only be missed.
    assert figures["recall_at_1"] == figures["recall_at_5"] == pytest.approx(2 / 3, abs=1e-4)
    # Nearest vectors alone do not know which hotel was spoken of.
    assert figures["dense"]["recall_at_1"] < figures["recall_at_1"]
    keys = {
        "recall_at_1", "recall_at_5", "mrr_at_5", "ndcg_at_10", "answered_share",
        "answered_precision", "query_ms_p50",
    }  # fmt: skip
    assert keys <= figures.keys()
    assert keys == figures["bm25"].keys() == figures["dense"].keys()
    assert len(steps) == 5


def test_an_answer_is_what_the_bot_would_answer(tmp_path: Path) -> None:
    # Two documents that are as close: the bot asks back, and plain vectors take the first.
    documents = [{"id": word, "title": f"wash wool {word}"} for word in ("a", "b")]
    query = {"turns": [{"speaker": "customer", "text": "wash wool"}], "relevant": ["a"]}
    files = lines(tmp_path / "d", documents), lines(tmp_path / "q", [query])
    figures = evaluate(*files, WordEncoder(), WordEncoder(), lambda *_: None)
    assert (figures["answered_share"], figures["answered_precision"]) == (0, None)
    assert figures["dense"]["answered_share"] == 1
    assert figures["bm25"]["answered_share"] is figures["bm25"]["answered_precision"] is None


def test_plain_bm25_reads_stems_and_no_stop_words(tmp_path: Path) -> None:
    documents = [
        {"id": "right", "title": "Washing", "text": "Cold."},
        {"id": "wrong", "title": "Is it for that?", "text": "It is for this."},
    ]
    said = {"speaker": "customer", "text": "is it for that that washes"}
    query = {"turns": [said], "relevant": ["right"]}
    files = lines(tmp_path / "d", documents), lines(tmp_path / "q", [query])
    assert evaluate(*files, WordEncoder(), WordEncoder(), lambda *_: None)["bm25"]["mrr_at_5"] == 1


@pytest.mark.parametrize("text", ["the", "?", "zebra"])
@pytest.mark.parametrize("title", ["the", "wool"])
def test_a_question_without_known_words_finds_nothing_by_them(
    tmp_path: Path, title: str, text: str
) -> None:
    documents = [{"id": "1", "title": title, "text": "is"}]
    query = {"turns": [{"speaker": "customer", "text": text}], "relevant": ["1"]}
    files = lines(tmp_path / "d", documents), lines(tmp_path / "q", [query])
    figures = evaluate(*files, WordEncoder(), WordEncoder(), lambda *_: None)
    assert figures["bm25"]["recall_at_5"] == 0


def test_a_document_that_is_found_later_counts_for_less(tmp_path: Path) -> None:
    documents = [
        {"id": str(number), "title": f"wash {'wool ' * number}", "text": "x"} for number in (1, 2)
    ]
    query = {"turns": [{"speaker": "customer", "text": "wash wool wool wool"}], "relevant": ["1"]}
    files = lines(tmp_path / "d", documents), lines(tmp_path / "q", [query])
    figures = evaluate(*files, WordEncoder(), WordEncoder(), lambda *_: None)
    assert (figures["recall_at_1"], figures["recall_at_5"], figures["mrr_at_5"]) == (0, 1, 0.5)
    assert figures["ndcg_at_10"] == pytest.approx(0.6309, abs=1e-4)


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([], "the file is empty"),
        (["{"], "line 1: this is not JSON"),
        ([[1]], "line 1: this is not an object"),
        ([{"title": "x"}], 'line 1: the document has no "id"'),
        ([{"id": "1"}], 'line 1: the document has neither "title" nor "text"'),
        ([{"id": "1", "title": ["x"]}], "line 1: .* have to be texts"),
        ([DOCUMENTS[0], DOCUMENTS[0]], "line 2: there is a document with the id a/0 already"),
    ],
)
def test_a_bad_file_of_documents_is_told_by_the_line(
    tmp_path: Path, entries: list[Any], words: str
) -> None:
    with pytest.raises(BadFile, match=words):
        read_documents(lines(tmp_path / "docs.jsonl", entries))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"relevant": ["7"]}, 'there are no "turns"'),
        ({"turns": [{"speaker": "customer"}], "relevant": ["7"]}, 'turn 1 has no "text"'),
        ({"turns": [{"speaker": "bot", "text": "x"}]}, 'turn 1: "speaker" has to be'),
        (
            {"turns": [{"speaker": "agent", "text": "x"}], "relevant": ["7"]},
            "the last turn is not the customer's",
        ),
        ({"turns": [{"speaker": "customer", "text": "x"}]}, '"relevant" names no document'),
        (
            {"turns": [{"speaker": "customer", "text": "x"}], "relevant": ["lost"]},
            "none of its relevant documents is there, for example lost",
        ),
    ],
)
def test_a_bad_file_of_questions_is_told_by_the_line(
    tmp_path: Path, entry: dict[str, object], words: str
) -> None:
    with pytest.raises(BadFile, match=words):
        read_queries(lines(tmp_path / "queries.jsonl", [entry]), ["7"])


def test_the_command_writes_the_figures_and_shows_a_table(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    result = tmp_path / "figures.json"
    done = CliRunner().invoke(app, ["retrieval", *map(str, files), "--json", str(result)])
    assert done.exit_code == 0, done.output
    figures = json.loads(result.read_text("utf-8"))
    assert figures["recall_at_5"] == pytest.approx(2 / 3, abs=1e-4)
    assert figures["dense"]["encoder"] in ("stock MiniLM", "Parley's encoder")
    assert "3 questions, 3 documents" in done.output
    assert "BM25 alone" in done.output


def test_a_bad_file_ends_the_command_with_its_line(tmp_path: Path) -> None:
    bad = lines(tmp_path / "docs.jsonl", ["{"])
    done = CliRunner().invoke(app, ["retrieval", str(bad), str(bad)])
    assert done.exit_code == 2
    assert "line 1" in done.output


def test_a_folder_without_an_encoder_is_no_stock_encoder(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    arguments = ["retrieval", *map(str, files), "--stock-encoder", str(tmp_path)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert "there is no encoder in this folder" in " ".join(done.output.split())
