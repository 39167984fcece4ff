"""Reading a folder of articles: what is served, what is left out, and what changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge_base.article import BrokenArticle
from knowledge_base.reading.file import MAX_DOCUMENT_BYTES, digest_of, read_file
from knowledge_base.reading.folder import ARTICLES_FOLDER, read_articles, scan
from tests.unit.documents import docx, paragraph, pdf


def write(file: Path, title: str, keys: str = "") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\ntitle: {title}\n{keys}---\nText of {title}.\n")


def test_all_formats_are_read_in_a_stable_order(tmp_path: Path) -> None:
    write(tmp_path / "b.md", "B")
    write(tmp_path / "deeper" / "a.markdown", "A")
    (tmp_path / "c.HTM").write_text("<title>C</title><p>Text of c.")
    (tmp_path / "d.pdf").write_bytes(pdf([("Text of d.", 11, 700)], title="D"))
    (tmp_path / "e.docx").write_bytes(docx(paragraph("Text of e."), title="E"))
    (tmp_path / "notes.txt").write_text("not an article")
    articles, problems = read_articles(tmp_path)
    assert [article.title for article in articles] == ["B", "C", "D", "A", "E"]
    assert problems == []


def test_one_broken_file_keeps_no_other_from_being_served(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "A")
    (tmp_path / "b.md").write_text("no front matter")
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "c.docx").write_bytes(b"no document")
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "program.md").write_bytes(bytes(range(256)))
    articles, problems = read_articles(tmp_path)
    assert [article.id for article in articles] == ["a"]
    named = [problem.file for problem in problems]
    assert named == ["b.md", "deeper/c.docx", "empty.pdf", "program.md"]


def test_of_two_articles_with_one_id_the_first_is_served(tmp_path: Path) -> None:
    write(tmp_path / "1.md", "First", "id: same\n")
    write(tmp_path / "2.md", "Second", "id: same\n")
    articles, (problem,) = read_articles(tmp_path)
    assert [article.title for article in articles] == ["First"]
    assert problem.file == "2.md"
    assert problem.why.startswith("1.md has the id 'same' already")


def test_a_file_of_50_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    for name in ("huge.md", "huge.pdf"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(50_000_000)
    assert [file.digest for file in scan(tmp_path)] == ["", ""]
    _, problems = read_articles(tmp_path)
    assert [problem.why for problem in problems] == [
        "the file is larger than 1,000,000 bytes",
        f"the file is larger than {MAX_DOCUMENT_BYTES:,} bytes",
    ]


def test_a_folder_without_articles_has_none(tmp_path: Path) -> None:
    assert read_articles(tmp_path) == ([], [])
    assert read_articles(tmp_path / "nowhere") == ([], [])


def test_hidden_files_and_links_that_lead_out_are_no_articles(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    write(folder / "a.md", "A")
    write(folder / ".draft.md", "Draft")
    write(folder / ".git" / "b.md", "B")
    write(tmp_path / "outside" / "secret.md", "Secret")
    (folder / "link.md").symlink_to(tmp_path / "outside" / "secret.md")
    (folder / "linked").symlink_to(tmp_path / "outside")
    (folder / "lost.md").symlink_to(tmp_path / "nothing.md")
    (folder / "loop.md").symlink_to(folder / "loop.md")
    os.mkfifo(folder / "pipe.md")
    articles, problems = read_articles(folder)
    assert [article.title for article in articles] == ["A"]
    assert problems == []


def test_files_that_a_container_mounts_by_links_are_read(tmp_path: Path) -> None:
    write(tmp_path / "..2026_11_26" / "a.md", "A")
    (tmp_path / "a.md").symlink_to(Path("..2026_11_26") / "a.md")
    articles, _ = read_articles(tmp_path)
    assert [article.title for article in articles] == ["A"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "A")
    write(tmp_path / "closed" / "b.md", "B")
    (tmp_path / "a.md").chmod(0)
    (tmp_path / "closed").chmod(0)
    articles, problems = read_articles(tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert articles == []
    assert [problem.file for problem in problems] == ["a.md", "closed"]


def test_a_file_that_vanishes_meanwhile_is_named(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "A")
    write(tmp_path / "b.md", "B")
    files = scan(tmp_path)
    first = next(files)
    first.path.unlink()
    (tmp_path / "b.md").unlink()
    assert [file.digest for file in files] == [""]
    with pytest.raises(BrokenArticle, match="the file is gone"):
        read_file(first.path)


def test_the_digest_changes_with_the_file_its_name_and_what_lies_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf([("Text.", 11, 700)], title="A"))
    digests = [digest_of(file)]
    assert read_file(file).digest == digest_of(file) == next(iter(scan(tmp_path))).digest
    (tmp_path / "a.pdf.yml").write_text("title: B\n")
    digests.append(digest_of(file))
    file.write_bytes(pdf([("Other text.", 11, 700)], title="A"))
    digests.append(digest_of(file))
    assert read_file(file).digest == digests[-1]
    digests.append(digest_of(file.rename(tmp_path / "b.pdf")))
    assert len(set(digests)) == 4


def test_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "A")
    write(tmp_path / "b.md", "B")
    before, _ = read_articles(tmp_path)
    write(tmp_path / "b.md", "B, changed")
    after, _ = read_articles(tmp_path, {article.digest: article for article in before})
    assert after[0] is before[0]
    assert after[1].title == "B, changed"


def test_keys_beside_a_document_win(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(paragraph("Text of a."), title="A"))
    sidecar = tmp_path / "a.docx.yml"
    sidecar.write_text("title: Care of oak\naudience: agents\nasked_as: [is it oily]\n")
    article = read_file(tmp_path / "a.docx")
    assert (article.title, article.audience) == ("Care of oak", "agents")
    assert article.asked_as == ("is it oily",)
    sidecar.write_text("title: Care: oak\n")
    with pytest.raises(BrokenArticle, match=r"^a\.docx\.yml beside it is not YAML: line 1"):
        read_file(tmp_path / "a.docx")


def test_the_shops_own_articles_are_all_in_order() -> None:
    articles, problems = read_articles(ARTICLES_FOLDER)
    assert problems == []
    assert articles
    for article in articles:
        assert article.updated_on is not None, article.id
        assert article.asked_as, article.id
        assert article.url == f"/help/{article.id}"
