"""Splitting articles into passages that can be quoted alone."""

from __future__ import annotations

import pytest

from knowledge_base.article import Article
from knowledge_base.passages import LONGEST_BLOCK, MAX_CHARACTERS, Passage, split
from knowledge_base.reading.folder import ARTICLES_FOLDER, read_articles


def passages(body: str) -> list[Passage]:
    return split(Article(id="care", title="Care", url="/help/care", body=body))


def texts(body: str) -> list[str]:
    return [passage.text for passage in passages(body)]


def test_each_heading_begins_a_passage_and_text_before_the_first_is_one() -> None:
    found = passages("Read this.\n\n## Wool\n\nWash cold.\n\n### Drying\n\nDry flat.\n")
    assert [(passage.heading, passage.text) for passage in found] == [
        ("", "Read this."),
        ("Wool", "Wash cold."),
        ("Drying", "Dry flat."),
    ]
    assert {(p.article_id, p.title, p.url) for p in found} == {("care", "Care", "/help/care")}


def test_a_heading_without_a_text_is_no_passage() -> None:
    assert [passage.heading for passage in passages("# Care\n\n## Wool\n\nWash cold.\n")] == [
        "Wool"
    ]


def test_what_is_searched_begins_with_what_it_is_about() -> None:
    before, under = passages("Read this.\n\n## Wool\n\nWash cold.\n")
    assert before.searchable == "Care\nRead this."
    assert under.searchable == "Care: Wool\nWash cold."


def test_each_sentence_of_some_length_is_searched_below_its_heading() -> None:
    (passage,) = passages(
        "## Wool\n\nWash cold, please. Dry flat. Or not? \n\n- a longer line of a list\n"
    )
    assert passage.about == "Care: Wool"


def test_marks_of_markdown_do_not_reach_the_customer() -> None:
    body = (
        "**Two** years, _not_ `three`; see [the list](https://shop.example/list)\n"
        "and ![a kettle](kettle.png) <b>now</b> &amp; then.\n"
    )
    assert texts(body) == ["Two years, not three; see the list and a kettle now & then."]


def test_lists_are_lines() -> None:
    assert texts("- one\n- two **2**\n\n1. first\n2. second\n") == [
        "- one\n- two 2\n\n1. first\n2. second"
    ]


def test_a_list_that_begins_elsewhere_keeps_its_numbers() -> None:
    assert texts("3. third\n4. fourth\n") == ["3. third\n4. fourth"]


def test_a_list_within_a_list_keeps_its_words_apart() -> None:
    (text,) = texts("- cards\n  - Visa\n  - Mastercard\n- PayPal\n")
    assert "cardsVisa" not in text
    assert "VisaMastercard" not in text
    assert {"cards", "Visa", "Mastercard", "PayPal"} <= set(text.replace("-", " ").split())


def test_each_row_of_a_table_is_a_line_that_says_what_its_cells_are() -> None:
    table = (
        "| Way | Price | Time |\n| --- | --- | --- |\n"
        "| Standard | £3.95 | 3–5 days |\n| Express | £7.95 | |\n| Pick-up | | |\n"
    )
    assert texts(table) == [
        "- Standard – Price: £3.95; Time: 3–5 days\n- Express – Price: £7.95\n- Pick-up"
    ]


def test_a_table_without_rows_is_left_out() -> None:
    assert texts("| Way | Price |\n| --- | --- |\n") == []


def test_quotations_and_code_are_kept_and_rules_are_not() -> None:
    body = "> Keep the box.\n>\n> Always.\n\n---\n\n```\nHP-104233\n```\n\n<div>hidden</div>\n"
    assert texts(body) == ["Keep the box. Always.\n\nHP-104233"]


def test_a_long_section_is_split_between_blocks_and_loses_nothing() -> None:
    blocks = [f"Paragraph {number} " + "word " * 30 for number in range(12)]
    found = passages("## Long\n\n" + "\n\n".join(blocks))
    assert len(found) > 1
    assert {passage.heading for passage in found} == {"Long"}
    assert all(len(passage.text) <= MAX_CHARACTERS for passage in found)
    again = "\n\n".join(passage.text for passage in found).split("\n\n")
    assert again == [block.strip() for block in blocks]


def test_a_paragraph_without_an_end_is_split_between_sentences_else_between_words() -> None:
    sentence = "word " * 50 + "end."
    assert all(text.endswith("end.") for text in texts(" ".join([sentence] * 20)))
    found = texts(f"Before.\n\n{'word ' * 4000}\n\nAfter.")
    assert found[0] == "Before."
    assert found[-1].endswith("After.")
    assert all(len(text) <= LONGEST_BLOCK for text in found)
    assert " ".join(found).split().count("word") == 4000


def test_a_list_stays_with_the_sentence_that_leads_in() -> None:
    before = "word " * 100
    steps = "\n".join(f"{number}. Do step {number} with care" for number in range(1, 11))
    found = texts(f"{before}\n\nDo this:\n\n{steps}\n")
    assert found == [before.strip(), f"Do this:\n\n{steps}"]


def test_parts_of_a_list_that_is_too_long_begin_with_its_lead_in() -> None:
    steps = [f"{number}. {'word ' * 20}end" for number in range(1, 31)]
    found = texts("Do this:\n\n" + "\n".join(steps))
    assert len(found) > 1
    assert all(text.startswith("Do this:\n\n") for text in found)
    assert "\n".join(text.removeprefix("Do this:\n\n") for text in found).split("\n") == steps


def test_a_list_within_a_step_is_indented_below_it() -> None:
    body = "1. Pack it\n   - in paper\n   - in a box\n\n   ```\n   HP-1\n   ```\n2. Post it\n"
    assert texts(body) == ["1. Pack it HP-1\n  - in paper\n  - in a box\n2. Post it"]


def test_a_table_without_a_head_is_read_by_its_rows() -> None:
    table = "|  |  |\n| --- | --- |\n| Standard | 3–5 days<br>Mon–Fri |\n|  | free |\n|  |  |\n"
    assert texts(table) == ["- Standard – 3–5 days Mon–Fri\n- free"]


def test_scripts_and_comments_leave_no_trace() -> None:
    body = (
        "Two <!-- or three? -->years <script>track('me')</script>here.\n\n"
        "<!--\nnot yet\n-->\n\n<style>p { color: red }</style>\n\n<img src=x onerror=alert(1)>\n"
    )
    assert texts(body) == ["Two years here."]


@pytest.mark.parametrize("body", ["", "# Only\n\n## Headings\n", "---\n", "<!-- nothing -->\n"])
def test_what_has_no_words_has_no_passages(body: str) -> None:
    assert passages(body) == []


def test_every_passage_of_the_shop_has_a_text() -> None:
    articles, _ = read_articles(ARTICLES_FOLDER)
    for article in articles:
        found = split(article)
        assert found, article.id
        assert all(passage.text.strip() for passage in found), article.id
