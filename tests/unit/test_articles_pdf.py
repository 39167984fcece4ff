"""Reading PDF files as articles."""

from __future__ import annotations

import io
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from knowledge_base.article import Article, BrokenArticle
from knowledge_base.passages import split
from knowledge_base.reading import pdf as pdf_reader
from knowledge_base.reading.file import read_file
from tests.unit.documents import Text, pdf


def body(*lines: str, top: float = 700.0) -> list[Text]:
    """Lines of one paragraph, or of several where an empty one stands between."""
    return [(line, 11, top - 14 * number) for number, line in enumerate(lines) if line]


def read(tmp_path: Path, content: bytes) -> Article:
    file = tmp_path / "returns.pdf"
    file.write_bytes(content)
    return read_file(file)


def test_larger_lines_are_headings_and_the_first_is_the_title(tmp_path: Path) -> None:
    page = [
        ("Returning things", 18, 760.0),
        *body("You have 30 days.", top=730),
        ("How to do it", 14, 700.0),
        *body("Pack it and", "post it.", "", "We pay for it.", top=675),
    ]
    article = read(tmp_path, pdf(page, title="Microsoft Word - returns_v3_final.docx"))
    assert article.title == "Returning things"
    assert [(passage.heading, passage.text) for passage in split(article)] == [
        ("", "You have 30 days."),
        ("How to do it", "Pack it and post it.\n\nWe pay for it."),
    ]


def test_the_title_in_its_properties_counts_where_somebody_wrote_it(tmp_path: Path) -> None:
    article = read(tmp_path, pdf(body("You have 30 days."), title="Our returns"))
    assert (article.title, article.body) == ("Our returns", "You have 30 days.")


def test_words_that_were_split_at_the_end_of_a_line_are_whole(tmp_path: Path) -> None:
    lines = ("Ask our after-sales team about deliv-", "ery; the after-", "sales team helps.")
    article = read(tmp_path, pdf(body(*lines), title="T"))
    assert article.body == "Ask our after-sales team about delivery; the after-sales team helps."


def test_lists_stay_lists_and_other_numbers_do_not_become_one(tmp_path: Path) -> None:
    lines = ("Do this:", "1. Pack it", "well.", "2. Post it", "• in a box", "", "2024. was a year")
    (passage,) = split(read(tmp_path, pdf(body(*lines), title="T")))
    assert (
        passage.text == "Do this:\n\n1. Pack it well.\n2. Post it\n\n- in a box\n\n2024. was a year"
    )


def test_signs_of_markdown_are_only_signs(tmp_path: Path) -> None:
    text = "<b> 2 * 3 * 4, snake_case_x, [x] and # 1"
    (passage,) = split(read(tmp_path, pdf(body(text), title="T")))
    assert passage.text == text


def test_what_repeats_at_the_edges_of_pages_is_left_out(tmp_path: Path) -> None:
    words = ("first goes", "second goes", "third ends.")
    pages = [
        [("Our shop", 9.0, 810.0), *body(f"The {word} on"), (f"Page {number} of 3", 9.0, 20.0)]
        for number, word in enumerate(words, 1)
    ]
    article = read(tmp_path, pdf(*pages, title="T"))
    assert "Our shop" not in article.body
    assert "Page" not in article.body
    assert all(word in article.body for word in words)


def test_a_table_of_contents_and_lone_page_numbers_are_left_out(tmp_path: Path) -> None:
    contents = [("1 Returns . . . . . . . . . . 2", 11.0, 700.0), ("ii", 9.0, 20.0)]
    article = read(tmp_path, pdf(contents, [*body("Text."), ("2", 9.0, 20.0)], title="T"))
    assert article.body == "Text."


def test_a_paragraph_goes_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    article = read(tmp_path, pdf(body("We pay the"), body("postage.", "", "Always."), title="T"))
    assert article.body == "We pay the postage.\n\nAlways."


def locked(content: bytes, password: str) -> bytes:
    writer = PdfWriter(PdfReader(io.BytesIO(content)))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_file_that_is_locked_against_changes_only_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, locked(pdf(body("Text."), title="T"), "")).body == "Text."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is no PDF, or a damaged one"),
        (b"%PDF-1.7\nand then nothing", "it is no PDF, or a damaged one"),
        (pdf(body("Text."))[:300], "it is no PDF, or a damaged one"),
        (pdf([]), "there is no text in it, only images"),
        (pdf(*[[]] * 301), "it has more than 300 pages"),
        (locked(pdf(body("Text.")), "secret"), "it is locked with a password"),
        (pdf(body("Only one line")), "it has no text below its title"),
    ],
)
def test_a_file_that_is_no_article_says_why(content: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenArticle) as refused:
        read(tmp_path, content)
    assert str(refused.value).startswith(why)


def test_a_small_fault_is_mended_without_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = pdf(body("Text."), title="T")
    place = content.index(b"startxref")
    article = read(tmp_path, content[:place] + b"startxref\n7\n%%EOF\n")
    assert article.body == "Text."
    assert caplog.records == []


def test_small_faults_of_two_files_read_at_once_are_mended_without_a_word(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = pdf(*[body(f"Step {letter * 9}.") for letter in "abcdefghijklmnop"], title="T")
    files = [tmp_path / f"{number}.pdf" for number in range(40)]
    for file in files:
        file.write_bytes(content[: content.index(b"startxref")] + b"startxref\n7\n%%EOF\n")
    with ThreadPoolExecutor(4) as threads:
        assert len(list(threads.map(read_file, files))) == len(files)
    assert caplog.records == []


# pypdf itself unpacks up to 75 MB, and finds no text among so many blanks.
@pytest.mark.parametrize("unpacked", [200_000_000, 20_000_000])
def test_a_page_that_unpacks_to_far_too_much_is_refused(unpacked: int, tmp_path: Path) -> None:
    packed = zlib.compress(zlib.compress(b" " * unpacked))
    content = pdf(body("Text."), title="T").replace(
        b"<< /Length", b"<< /Filter [/FlateDecode /FlateDecode] /Length"
    )
    start, end = content.index(b"stream\n") + 7, content.index(b"\nendstream")
    with pytest.raises(BrokenArticle, match="it would unpack to far too much"):
        read(tmp_path, content[:start] + packed + content[end:])


def test_a_file_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_SECONDS", 0.0)
    with pytest.raises(BrokenArticle, match="reading it takes longer than"):
        read(tmp_path, pdf(body("Text.")))
