"""`make evaluate`: small companies drawn from public sets, and figures where they are quoted."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from bench.companies import draw_companies, read_rows, write_rows
from bench.figures import UnknownFigures, write_figures
from bench.understanding import merged

RESULT = {
    "clinc150": {"accuracy_in_scope": 0.9512, "mcc": 0.9, "stock": {"accuracy_in_scope": 0.8}},
    "dialogues": {"spearman": 0.7101, "vader": {"spearman": 0.2}},
}


def a_set(folder: Path) -> Path:
    """Forty intents with different texts, and out-of-scope texts in the test part."""
    for part in ("train", "test"):
        rows = [(f"{part} {i} about {n}", f"intent{n}") for n in range(40) for i in range(200)]
        if part == "test":
            rows += [(f"odd {i}", "oos") for i in range(400)]
        write_rows(folder / f"{part}.csv", rows)
    return folder


def test_companies_are_small_uneven_and_a_little_wrong(tmp_path: Path) -> None:
    for company in draw_companies("clinc150", a_set(tmp_path)):
        counts = Counter(label for _, label in company.train)
        assert 20 <= len(counts) <= 60
        assert 290 <= len(company.train) <= 620
        assert max(counts.values()) > 2 * min(counts.values())
        wrong = sum(f"intent{text.rpartition(' ')[2]}" != label for text, label in company.train)
        assert 0.05 < wrong / len(company.train) < 0.07
        assert "oos" not in counts


def test_half_of_the_test_is_out_of_scope_and_of_both_kinds(tmp_path: Path) -> None:
    for company in draw_companies("clinc150", a_set(tmp_path)):
        intents = {label for _, label in company.train}
        outside = [text for text, label in company.test if label == "oos"]
        assert len(outside) * 2 == len(company.test)
        odd = sum(text.startswith("odd") for text in outside)
        assert odd == len(outside) // 2
        foreign = {f"intent{t.rpartition(' ')[2]}" for t in outside if not t.startswith("odd")}
        assert not foreign & intents


def test_the_same_companies_are_drawn_each_time(tmp_path: Path) -> None:
    folder = a_set(tmp_path)
    assert list(draw_companies("clinc150", folder)) == list(draw_companies("clinc150", folder))


def test_rows_without_text_or_label_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    with file.open("w", newline="") as lines:
        csv.writer(lines).writerows([("text", "label"), ("a", ""), ("", "b"), ("c, d", "e")])
    assert read_rows(file) == [("c, d", "e")]


def test_figures_are_put_between_their_marks_and_nothing_else_changes(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("# Card\n\n<!-- figures: frustration -->\nold\n<!-- end -->\n\nMore.\n")
    assert write_figures(card, RESULT)
    text = card.read_text()
    assert text.startswith("# Card\n\n<!-- figures: frustration -->\n\n|")
    assert text.endswith("slightly kind.\n\n<!-- end -->\n\nMore.\n")
    assert "| Spearman with the ratings | .710 | .200 | – | – |" in text
    assert "old" not in text
    write_figures(card, RESULT)
    assert card.read_text() == text


def test_stock_rasa_stands_beside_where_it_was_measured(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("<!-- figures: understanding -->\n<!-- end -->\n")
    write_figures(readme, RESULT)
    assert "| CLINC150: accuracy in scope | 95.1 % | 80.0 % |" in readme.read_text()


def test_a_file_without_marks_or_that_is_not_there_stays_as_it_is(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("# Card\n")
    assert not write_figures(card, RESULT)
    assert card.read_text() == "# Card\n"
    assert not write_figures(tmp_path / "none.md", RESULT)


def test_a_table_that_there_is_not_is_told(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("<!-- figures: speed -->\n<!-- end -->\n")
    with pytest.raises(UnknownFigures, match=r"'speed'; there are frustration, intents"):
        write_figures(card, RESULT)


def test_a_part_measured_again_leaves_the_others_and_stock_rasas_figures() -> None:
    result = merged(RESULT, "clinc150", {"mcc": 0.95})
    assert list(result) == ["clinc150", "dialogues"]
    assert result["clinc150"]["mcc"] == 0.95
    assert result["clinc150"]["stock"] == {"accuracy_in_scope": 0.8}
    assert result["dialogues"] == RESULT["dialogues"]
