"""Reading articles: what is taken from a file, and what its author is told of a broken one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge_base.articles import (
    ARTICLES_FOLDER,
    MAX_BYTES,
    BrokenArticle,
    read_article,
    read_articles,
)

GOOD = "---\ntitle: Warranty\n---\nTwo years on everything.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "warranty.md"


def test_front_matter_says_what_the_article_is(file: Path) -> None:
    file.write_text(
        "---\n"
        "id: guarantee\ntitle: ' Warranty '\nurl: https://shop.example/w\nlanguage: cy\n"
        "tags: [care, 2]\nupdated_on: 2026-03-02\n"
        'asked_as:\n  - "is it still covered"\n  - "garantie?"\n'
        "---\n\n## How long\n\nTwo years: £0 to pay.\n"
    )
    article = read_article(file)
    assert (article.id, article.title, article.url) == (
        "guarantee",
        "Warranty",
        "https://shop.example/w",
    )
    assert (article.language, article.updated_on) == ("cy", date(2026, 3, 2))
    assert article.tags == ("care", "2")
    assert article.asked_as == ("is it still covered", "garantie?")
    assert article.body == "## How long\n\nTwo years: £0 to pay."


def test_a_title_and_a_text_are_enough(file: Path) -> None:
    file.write_text(GOOD)
    article = read_article(file)
    assert (article.id, article.url, article.language) == ("warranty", "/help/warranty", "en")
    assert (article.updated_on, article.tags, article.asked_as) == (None, (), ())


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()],
    ids=["byte order mark", "Windows line ends"],
)
def test_files_of_other_editors_are_read_too(content: bytes, file: Path) -> None:
    file.write_bytes(content)
    assert read_article(file).body == "Two years on everything."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there is no front matter"),
        (b"# Warranty\n\nTwo years.\n", "there is no front matter"),
        (b"---\ntitle: Warranty\nTwo years.\n", "there is no front matter"),
        (b"---\ntitle: [Warranty\n---\nTwo years.\n", "its front matter is not YAML"),
        (b"---\ntitle: a: b\n---\nTwo years.\n", "its front matter is not YAML"),
        (b"---\njust words\n---\nTwo years.\n", "its front matter has no keys"),
        (b"---\n\n---\nTwo years.\n", "its front matter has no keys"),
        (b"---\nid: warranty\n---\nTwo years.\n", "its front matter has no title"),
        (b"---\ntitle: '  '\n---\nTwo years.\n", "its front matter has no title"),
        (b"---\ntitle: 2026\n---\nTwo years.\n", "its front matter has no title"),
        (b"---\ntitle: Warranty\n---\n\n \n", "it has no text below its front matter"),
        (
            b"---\ntitle: W\nasked_as: how long\n---\nTwo.\n",
            "'asked_as' in its front matter is not",
        ),
        (b"---\ntitle: W\ntags: {a: b}\n---\nTwo.\n", "'tags' in its front matter is not a list"),
        (b"---\ntitle: W\n---\nTwo\xff years.\n", "the file is not UTF-8 text"),
        (GOOD.encode() + b"x" * MAX_BYTES, "the file is larger than 1,000,000 bytes"),
    ],
)
def test_a_broken_file_says_what_is_wrong_with_it(content: bytes, said: str, file: Path) -> None:
    file.write_bytes(content)
    with pytest.raises(BrokenArticle) as refused:
        read_article(file)
    assert str(refused.value).startswith(said)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "folder.md"
    folder.mkdir()
    with pytest.raises(BrokenArticle, match="the file cannot be read: "):
        read_article(folder)


def test_yaml_that_would_run_code_is_refused(file: Path) -> None:
    file.write_text("---\ntitle: !!python/object/apply:os.getcwd []\n---\nText.\n")
    with pytest.raises(BrokenArticle, match="not YAML"):
        read_article(file)


def test_one_broken_file_keeps_no_other_from_being_served(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "a.md").write_text("---\ntitle: A\n---\nText of a.\n")
    (tmp_path / "b.md").write_text("no front matter")
    (tmp_path / "c.md").write_text("---\ntitle: C\n---\nText of c.\n")
    (tmp_path / "notes.txt").write_text("not an article")
    articles, problems = read_articles(tmp_path)
    assert {article.id for article in articles} == {"a", "c"}
    assert [problem.file for problem in problems] == ["b.md"]


def test_of_two_articles_with_one_id_the_first_is_served(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("---\nid: same\ntitle: First\n---\nText.\n")
    (tmp_path / "2.md").write_text("---\nid: same\ntitle: Second\n---\nText.\n")
    articles, (problem,) = read_articles(tmp_path)
    assert [article.title for article in articles] == ["First"]
    assert problem.file == "2.md"
    assert problem.why == "another article has the id 'same' already"


def test_a_folder_that_does_not_exist_holds_no_articles(tmp_path: Path) -> None:
    assert read_articles(tmp_path / "nowhere") == ([], [])


def test_the_shops_own_articles_are_all_in_order() -> None:
    articles, problems = read_articles(ARTICLES_FOLDER)
    assert problems == []
    assert articles
    for article in articles:
        assert article.updated_on is not None, article.id
        assert article.asked_as, article.id
        assert article.url == f"/help/{article.id}"
