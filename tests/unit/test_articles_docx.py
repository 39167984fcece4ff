"""Reading Word files as articles, and refusing those that are bombs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from knowledge_base.article import Article, BrokenArticle
from knowledge_base.passages import split
from knowledge_base.reading.file import read_file
from tests.unit.documents import docx, paragraph, table

TEXT = paragraph("Oil it.")


def read(tmp_path: Path, content: bytes) -> Article:
    file = tmp_path / "oak.docx"
    file.write_bytes(content)
    return read_file(file)


def test_headings_paragraphs_and_tables_are_read(tmp_path: Path) -> None:
    content = docx(
        paragraph("Care of oak", "Title")
        + paragraph("Oil it &lt;twice&gt; a year.")
        + paragraph("How", "heading 1")
        + table(("Oil", "Hours"), ("Linseed", "12 | 24")),
        title="Some template",
    )
    article = read(tmp_path, content)
    assert article.title == "Care of oak"
    assert [(passage.heading, passage.text) for passage in split(article)] == [
        ("", "Oil it <twice> a year."),
        ("How", "- Linseed – Hours: 12 | 24"),
    ]


def test_the_title_is_in_its_properties_or_its_first_line(tmp_path: Path) -> None:
    assert read(tmp_path, docx(TEXT, title="Oak")).title == "Oak"
    article = read(tmp_path, docx(paragraph("Care") + TEXT, title="Document1"))
    assert (article.title, article.body) == ("Care", "Oil it.")


def test_a_small_file_that_unpacks_to_much_is_refused(tmp_path: Path) -> None:
    content = docx(TEXT, {"word/media/image1.png": bytes(40_000_000)})
    assert len(content) < 100_000
    with pytest.raises(BrokenArticle, match="it would unpack to more than 200 times its size"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({f"word/media/{n}.png": bytes(999_999) for n in range(60)}, "more than 50,000,000 bytes"),
        ({f"word/{n}.xml": bytes(999_999) for n in range(12)}, "more than 10,000,000 bytes"),
        ({f"word/{n}.xml": "" for n in range(2_000)}, "an archive of more than 2,000 files"),
    ],
    ids=["many large parts", "many large texts", "many parts"],
)
def test_what_is_spread_over_many_parts_is_refused_too(
    parts: dict[str, str | bytes], why: str, tmp_path: Path
) -> None:
    with pytest.raises(BrokenArticle, match=why):
        read(tmp_path, docx(TEXT, parts))


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    name, size = "word/media/image1.png", 30_000_000
    content = docx(TEXT, {name: bytes(size)})
    lying = content.replace(size.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lying != content
    with pytest.raises(BrokenArticle, match="it is no Word document, or a damaged one"):
        read(tmp_path, lying)


def test_entities_that_unfold_without_end_are_refused(tmp_path: Path) -> None:
    levels = "".join(
        f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" if n else "<!ENTITY l0 'word'>" for n in range(12)
    )
    document = f"<!DOCTYPE d [{levels}]><d>&l11;</d>"
    with pytest.raises(BrokenArticle, match="it is no Word document, or a damaged one"):
        read(tmp_path, docx(TEXT, {"word/document.xml": document}))


def an_archive_of_something_else() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("photo.jpg", b"no document")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is no Word document, or a damaged one"),
        (docx(TEXT)[:-60], "it is no Word document, or a damaged one"),
        (an_archive_of_something_else(), "it is no Word document, or a damaged one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "it is locked with a password, or"),
        (docx(TEXT, {"word/document.xml": "<w:document"}), "it is no Word document, or a dam"),
        (docx(""), "it has no title"),
        (docx(paragraph("word " * 50)), "it has no title"),
    ],
)
def test_a_file_that_is_no_article_says_why(content: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(BrokenArticle) as refused:
        read(tmp_path, content)
    assert str(refused.value).startswith(why)
