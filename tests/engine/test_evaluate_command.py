"""`parley evaluate`, as it is typed: real training on a few rows, and files that are wrong."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ENGINE_PYTHON, PARLEY

pytestmark = [
    pytest.mark.engine,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not ENGINE_PYTHON.exists(), reason="the engine's environment is not installed"
    ),
]

TRAIN = """text,label
hello there,greet
good morning,greet
hi,greet
hey you,greet
good evening,greet
hiya,greet
greetings to you all,greet
please cancel my order,cancel
I don't want it any more,cancel
"stop the order, please",cancel
call the whole thing off,cancel
cancel it,cancel
cancel [HP-104233](order),cancel
I want to cancel a purchase,cancel
where is my parcel,faq/track
when will it arrive,faq/track
track my order,faq/track
has it been sent yet,faq/track
/track where's my stuff,faq/track
is my delivery late,faq/track
"""
TEST = """text,label
good day,greet
/greet,greet
cancel that order for me,cancel
when does my parcel get here,faq/track
how tall is mount everest,oos
recommend me a film for tonight,oos
"""
TIMES = {"train_seconds", "ms_per_message_p50"}
INTENT_KEYS = {"accuracy_in_scope", "oos_recall", "oos_precision", "oos_auroc", "mcc"}


def evaluate(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run in `folder`, where relative names are those of its files."""
    return subprocess.run(
        [str(PARLEY), "evaluate", *arguments],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


def read(file: Path) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return figures


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "train.csv").write_text(TRAIN, "utf-8")
    (tmp_path / "test.csv").write_text(TEST, "utf-8")
    return tmp_path


def test_a_small_training_gives_figures_a_table_and_progress(folder: Path) -> None:
    done = evaluate(folder, "intents", "train.csv", "test.csv", "--json", "now.json")
    assert done.returncode == 0, done.stderr
    figures = read(folder / "now.json")
    assert figures.keys() >= INTENT_KEYS
    assert "stock" not in figures
    assert (figures["intents"], figures["train_rows"], figures["test_rows"]) == (3, 20, 6)
    assert figures["accuracy_likeliest_intent"] >= 0.75
    assert "Matthews correlation" in done.stdout
    assert "Parley: reading: 100%" in done.stderr
    assert "Warning" not in done.stderr

    again = evaluate(folder, "intents", "train.csv", "test.csv", "--before", "now.json")
    assert "change" in again.stdout
    assert "+0.000" in again.stdout


def test_no_name_of_an_intent_is_special(tmp_path: Path) -> None:
    """What Parley calls its own intents must not change what it makes of others'."""
    own = ("affirm", "greet", "inform", "unclear")
    texts = {
        "affirm": ("cancel my order", "cancel HP-104233", "call it off", "stop the order please"),
        "greet": ("where is my parcel", "track it", "is it late", "HP-104871, has it been sent"),
        "inform": ("can I pay by card", "do you take paypal", "pay later", "pay by bank transfer"),
        "unclear": ("open on sunday?", "opening hours", "when do you close", "open tomorrow?"),
    }
    asked = ("HP-104233", "cancel the order and where is my parcel", "hello", "do you close late")
    figures = []
    # The words of a name teach the classifier; these are the same words under other names.
    for names in (own, tuple(f"{name}_" for name in own)):
        called = dict(zip(own, names, strict=True))
        train = [f'"{text}",{called[label]}' for label, row in texts.items() for text in row]
        test = [f'"{text}",{names[0]}' for text in asked]
        (tmp_path / "train.csv").write_text("\n".join(["text,label", *train]), "utf-8")
        (tmp_path / "test.csv").write_text("\n".join(["text,label", *test]), "utf-8")
        done = evaluate(tmp_path, "intents", "train.csv", "test.csv", "--json", "now.json")
        assert done.returncode == 0, done.stderr
        found = read(tmp_path / "now.json")
        called_back = {name: label for label, name in called.items()}
        for mistake in found["confusions"]:
            for key in ("label", "read_as"):
                mistake[key] = called_back.get(mistake[key], mistake[key])
        figures.append({name: found[name] for name in found if name not in TIMES})
    assert figures[0] == figures[1]


def test_test_rows_that_were_learnt_are_counted(folder: Path) -> None:
    with (folder / "test.csv").open("a", encoding="utf-8") as rows:
        rows.write("Hello There,greet\n,\n  \nhow tall is the moon,OOS\n")
    done = evaluate(folder, "intents", "train.csv", "test.csv", "--json", "now.json")
    assert done.returncode == 0, done.stderr
    figures = read(folder / "now.json")
    assert (figures["test_rows"], figures["test_rows_in_training"]) == (8, 1)
    assert "8 test rows (1 of them in the training as well)" in done.stdout


def test_two_intents_with_an_example_each_are_enough(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("text,label\nhello,a\nmy parcel,b\n", "utf-8")
    (tmp_path / "test.csv").write_text("text,label\nhi,a\n🙈,b\n", "utf-8")
    done = evaluate(tmp_path, "intents", "train.csv", "test.csv", "--json", "now.json")
    assert done.returncode == 0, done.stderr
    assert read(tmp_path / "now.json")["oos_recall"] is None


def test_examples_of_what_is_out_of_scope_may_be_learned(folder: Path) -> None:
    odd = "".join(f"tell me a joke about {animal},oos\n" for animal in ("cats", "dogs", "eels"))
    (folder / "train.csv").write_text(TRAIN + odd, "utf-8")
    (folder / "test.csv").write_text("text,label\ntell me a joke about bees,oos\n", "utf-8")
    done = evaluate(folder, "intents", "train.csv", "test.csv", "--json", "now.json")
    assert done.returncode == 0, done.stderr
    figures = read(folder / "now.json")
    assert (figures["intents"], figures["train_rows"]) == (3, 23)
    assert figures["accuracy_in_scope"] is None
    assert figures["oos_recall"] == 1.0


def test_stock_rasa_is_trained_beside_it(folder: Path) -> None:
    options = ("--compare", "stock", "--json", "now.json")
    done = evaluate(folder, "intents", "train.csv", "test.csv", *options)
    assert done.returncode == 0, done.stderr
    assert read(folder / "now.json")["stock"].keys() >= INTENT_KEYS
    assert "stock Rasa" in done.stdout


def test_frustration_is_compared_with_the_ratings_and_with_vader(tmp_path: Path) -> None:
    turns = [
        {"speaker": "customer", "text": "hello, where is my parcel?", "rating": 0},
        {"speaker": "agent", "text": "On its way.", "rating": None},
        {"speaker": "customer", "text": "You said so last week. This is ridiculous!", "rating": 3},
        {"speaker": "customer", "text": "\ud83d", "rating": 4},
        {"speaker": "customer", "text": "not rated", "rating": None},
    ]
    lines = json.dumps({"id": "1", "turns": turns}) + "\n"
    (tmp_path / "turns.jsonl").write_text(lines, "utf-8")
    done = evaluate(tmp_path, "frustration", "turns.jsonl", "--json", "now.json")
    assert done.returncode == 0, done.stderr
    figures = read(tmp_path / "now.json")
    keys = {"spearman", "auroc", "average_precision", "turns", "at_false_alarms"}
    assert figures.keys() >= keys | {"calibration"}
    assert figures["vader"].keys() >= keys
    assert figures["turns"] == 3
    assert "VADER" in done.stdout


@pytest.mark.parametrize(
    ("train", "sentence"),
    [
        ("text,label\nhello,greet\n,cancel\n", "train.csv, line 3: the text is empty."),
        ("text,intent\nhello,greet\n", "the column 'label' is missing"),
        ("text,label\nhello,greet\n", "there is only the intent 'greet'"),
        (TRAIN.replace("greet", "hail"), "test.csv, line 2: the label 'greet' is not among those"),
        (TRAIN.replace(",", ";"), "train.csv, line 1: the values are separated by semicolons."),
    ],
)
def test_a_wrong_file_ends_it_with_the_line_and_what_is_wrong(
    folder: Path, train: str, sentence: str
) -> None:
    (folder / "train.csv").write_text(train, "utf-8")
    done = evaluate(folder, "intents", "train.csv", "test.csv", "--json", "now.json")
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "now.json").exists()


def test_wrong_dialogues_end_it_with_the_line_and_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "turns.jsonl").write_text("{}\n", "utf-8")
    done = evaluate(tmp_path, "frustration", "turns.jsonl")
    assert done.returncode == 2
    assert "turns.jsonl, line 1: this is not a dialogue" in done.stderr


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--compare", "other"), "There is nothing called 'other' to compare with"),
        (("--before", "none.json"), "none.json cannot be read"),
        (("--before", "train.csv"), "train.csv cannot be read"),
        (("--json", "nowhere/now.json"), "nowhere/now.json cannot be written"),
        (("--json", "."), ". is a folder"),
    ],
)
def test_wrong_options_are_told_before_the_work(
    folder: Path, options: tuple[str, ...], sentence: str
) -> None:
    done = evaluate(folder, "intents", "train.csv", "test.csv", *options)
    assert done.returncode == 2
    assert sentence in done.stderr.replace("\n", " ")
    assert "training" not in done.stderr
