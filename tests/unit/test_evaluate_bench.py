"""`make evaluate`: small companies drawn from public sets, and figures where they are quoted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bench import stock_figures, understanding_parts
from bench.companies import SOURCES, draw_companies, write_rows
from bench.counterfactuals import movements
from bench.figures import TABLES, UnknownFigures, write_figures
from bench.understanding import merged
from bench.understanding_parts import PARTS
from models.build import multidogo

FIGURES: dict[str, Any] = {
    "clinc150": {"accuracy_in_scope": 0.9512, "mcc": 0.9, "stock": {"accuracy_in_scope": 0.8}},
    "companies": {
        "mcc": 0.74,
        "by_source": {"banking77": {"mcc": 0.644}},
        "stock": {"mcc": 0.5, "by_source": {"banking77": {"mcc": 0.4}}},
    },
    "shop": {
        "entities": 4,
        "second_readers": {"strict_f1": 0.7},
        "entity_strict": {"f1": 0.8},
        "entity_types": {"date": {"marked": 2, "strict_f1": 0.5, "lenient_f1": 1.0}},
        "stock": {"entity_strict": {"f1": 0.6}},
    },
    "dialogues": {
        "unseen_companies": {
            "spearman": 0.7101,
            "at_false_alarms": [{"above": 0.8, "precision": None, "recall": 0.25}],
            "vader": {"spearman": -0.2},
        },
        "calibration": {
            "brier": 0.125,
            "share": 0.4,
            "brier_of_share": 0.24,
            "classes": [{"from": 0.8, "to": 1.0, "count": 7, "mean_score": 0.875, "share": 1.0}],
        },
        "policy": {
            "offer_at": 0.35,
            "handoff_at": 0.5,
            "kinds": {"calm": {"dialogues": 29, "offered": 2, "called": 0}},
        },
        "bias": {"names_calm": {"names": 12, "standard_deviation": 0.01, "apart": 0.03}},
    },
    "airline": {
        "calibration": {
            "brier": 0.262,
            "classes": [{"from": 0.8, "to": 1.0, "count": 5, "mean_score": 0.8456, "share": 0.96}],
        }
    },
    "speed": {"ms_per_message_p50": 4.68, "ms_per_message_p95": 16.72},
}


def test_a_score_that_moves_with_the_writer_is_found() -> None:
    moved = movements(lambda text: 0.9 if "Wei" in text else 0.5 if "ma order" in text else 0.1)
    assert moved["names_calm"]["apart"] == 0.8
    assert moved["names_calm"]["standard_deviation"] > 0.2
    assert moved["dialect"] == {"pairs": 10, "mean": 0.04, "largest": 0.4, "highest_calm": 0.5}
    assert moved["second_language"]["largest"] == 0.0


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


def test_slips_of_multidogos_annotators_are_no_intents() -> None:
    labels = ["bookflight"] * 20 + ["rare"] * 19 + ["two,labels"] * 20 + ["contentonly"] * 20
    assert multidogo.intents_of((str(i), label) for i, label in enumerate(labels)) == {"bookflight"}


@pytest.mark.parametrize("with_stock", [True, False])
def test_each_source_of_the_companies_has_figures_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_stock: bool
) -> None:
    """The mean alone would hide the weakest."""
    names = understanding_parts._KEPT_OF_OURS
    found = iter(range(100))
    compared = []

    def measured(module: str, arguments: Sequence[str]) -> dict[str, Any]:
        figures: dict[str, Any] = dict.fromkeys(names, next(found) // 4)
        compared.append("--compare-stock" in arguments)
        return {**figures, "stock": dict.fromkeys(names, 0.5)} if compared[-1] else figures

    monkeypatch.setattr(stock_figures, "KEPT", tmp_path / "stock.json")
    monkeypatch.setattr(understanding_parts, "run_measurement", measured)
    drawn = list(draw_companies("clinc150", a_set(tmp_path)))
    monkeypatch.setattr(understanding_parts, "draw_companies", lambda *_: drawn)
    figures = PARTS["companies"].measure(tmp_path, with_stock)
    assert (figures["companies"], figures["mcc"]) == (12, 1)
    assert {source: one["mcc"] for source, one in figures["by_source"].items()} == {
        source: place for place, source in enumerate(SOURCES)
    }
    assert ("stock" in figures) is with_stock
    # All three are the same four companies here: stock Rasa is trained once on each.
    assert compared.count(True) == (4 if with_stock else 0)
    if with_stock:
        assert figures["stock"]["by_source"][SOURCES[0]]["mcc"] == 0.5
        assert "stock" not in figures["by_source"][SOURCES[0]]


def test_the_project_is_trained_once_for_both_of_its_parts_and_stock_rasa_only_if_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []

    def measured(module: str, arguments: Sequence[str]) -> dict[str, Any]:
        calls.append([module, *arguments])
        return {part: {"who": part + "".join(arguments)} for part in ("shop", "speed")}

    monkeypatch.setattr(understanding_parts, "run_measurement", measured)
    understanding_parts._project_model.cache_clear()
    assert PARTS["shop"].measure(tmp_path, False) == {"who": "shop"}
    assert calls == [["bench.project_model"]]
    beside = PARTS["speed"].measure(tmp_path, True)
    assert beside["stock"] == {"who": "speed--stock--most3000"}
    assert beside["few_examples"] == {"most": 3000, "who": "speed--most3000"}
    assert PARTS["shop"].measure(tmp_path, True)["stock"] == {"who": "shop--stock--most3000"}
    few = ["--most", "3000"]
    module = "bench.project_model"
    assert calls == [[module], [module, "--stock", *few], [module, *few]]
    understanding_parts._project_model.cache_clear()


def written(folder: Path, name: str) -> str:
    """A page that quotes the table of this name, once the figures are in it."""
    page = folder / "page.md"
    page.write_text(f"# Page\n\n<!-- figures: {name} -->\nold\n<!-- end -->\n\nMore.\n")
    assert write_figures(page, FIGURES)
    return page.read_text()


def test_figures_are_put_between_their_marks_and_nothing_else_changes(tmp_path: Path) -> None:
    text = written(tmp_path, "frustration")
    assert text.startswith("# Page\n\n<!-- figures: frustration -->\n\n|")
    assert text.endswith("other people.\n\n<!-- end -->\n\nMore.\n")
    assert "\nold\n" not in text
    write_figures(tmp_path / "page.md", FIGURES)
    assert (tmp_path / "page.md").read_text() == text


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("understanding", "| CLINC150: read rightly, in scope | 95.1 % | 80.0 % |"),
        ("understanding", "| small companies with untidy data: MCC | .740 | .500 |"),
        ("understanding", "| those drawn from Banking77 | .644 | .400 |"),
        ("understanding", "| those drawn from MultiDoGO | – |  |"),
        ("understanding", "| frustration, companies never seen: Spearman | .710 | −.200 |"),
        ("understanding", "own work as well: p50 / p95 | 4.7 ms / 16.7 ms | – |"),
        ("understanding", "| the same: details of the message, exact, F1 | .800 | .600 |"),
        ("understanding", "| the same details, marked by two other readers, F1 | .700 |  |"),
        ("intents", "| – from Banking77 | Parley | – | – | – | – | – | .644 | – |"),
        ("intents", "| – from Banking77 | stock Rasa | – | – | – | – | – | .400 | – |"),
        ("shop", "| all: F1 | 4 | .700 | .800 | – | .600 | – |"),
        ("shop", "| date: F1 | 2 | – | .500 | 1.000 | – | – |"),
        ("frustration", "| Spearman with the ratings | .710 | −.200 | – | – | – | – |"),
        ("frustration", "| precision / recall at 1 % false alarms | – / .25 | – | – | – | – | – |"),
        ("calibration", "| .80–1.00 | 7 | .88 | 1.00 | 5 | .85 | .96 |"),
        ("calibration", "| Brier score |  |  | .125 |  |  | .262 |"),
        ("policy", "| calm: never rated above 1 | 29 | 2 | 0 |"),
        ("policy", "a weighted score of .35 and called at\n.50"),
        ("bias", "| 12 names of many origins, in calm messages | standard deviation up to .01"),
    ],
)
def test_what_was_measured_stands_in_the_tables(tmp_path: Path, table: str, line: str) -> None:
    assert line in written(tmp_path, table)


def test_marks_that_the_rules_set_for_stock_rasa_are_mentioned_with_its_figures(
    tmp_path: Path,
) -> None:
    note = "Stock Rasa learnt the shop's messages from"
    assert note in written(tmp_path, "understanding")
    assert note not in TABLES["understanding"]({"shop": {}})


@pytest.mark.parametrize("name", TABLES)
def test_what_was_not_measured_is_a_dash_and_no_error(name: str) -> None:
    assert "None" not in TABLES[name]({})


def test_a_file_without_marks_or_that_is_not_there_stays_as_it_is(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("# Card\n")
    assert not write_figures(card, FIGURES)
    assert card.read_text() == "# Card\n"
    assert not write_figures(tmp_path / "none.md", FIGURES)


def test_a_table_that_there_is_not_is_told(tmp_path: Path) -> None:
    card = tmp_path / "card.md"
    card.write_text("<!-- figures: speed -->\n<!-- end -->\n")
    with pytest.raises(UnknownFigures, match=r"'speed'; there are bias, calibration"):
        write_figures(card, FIGURES)


def test_a_part_measured_again_leaves_the_others_and_stock_rasas_figures() -> None:
    result = merged(FIGURES, "companies", {"mcc": 0.95})
    assert list(result) == [part for part in PARTS if part in FIGURES]
    assert result["companies"]["mcc"] == 0.95
    assert result["companies"]["stock"] == FIGURES["companies"]["stock"]
    assert result["dialogues"] == FIGURES["dialogues"]


def test_what_stock_rasa_reached_holds_for_the_very_rows_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stock_figures, "KEPT", tmp_path / "stock.json")
    rows = [("where is it", "track")]
    assert stock_figures.stock_figures("shop", rows, rows) is None
    stock_figures.keep_stock_figures("shop", rows, rows, {"mcc": 0.4})
    stock_figures.keep_stock_figures("other", rows, [], {"mcc": 0.5})
    assert stock_figures.stock_figures("shop", rows, rows) == {"mcc": 0.4}
    assert stock_figures.stock_figures("shop", rows, rows * 2) is None
