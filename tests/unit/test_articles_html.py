"""Reading HTML pages as articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.article import Article, BrokenArticle
from knowledge_base.passages import split
from knowledge_base.reading.file import read_file

PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html lang="en-GB"><head><title>Returns · Our shop</title>
<link rel="canonical" href="https://shop.example/returns">
<meta name="parley:audience" content="agents"><meta name="parley:tags" content="return, refund">
<meta name="parley:asked_as" content="can i, maybe, send it back">
<meta name="parley:asked_as" content="too small!!">
<meta name="parley:not-answered" content="too small, and too late?">
<script>track("me")</script></head>
<body><nav>Home</nav><header><h1>Returns</h1></header>
<main><!-- not yet: 60 days -->
<p>You have <b>30</b> days<img src="https://tracker.example/pixel.gif"> &lt;not more&gt;.
<p style="display:none">hidden words</p>
<p>See <a href="javascript:alert(1)">this</a> or <a href="/the list(2)" onclick="x()">that</a>.
<h2>How</h2><ol><li>Pack it<li>Post it</ol>
<table><tr><th>Way<th>Price<tr><td>Post<td>£3 | free<br>from £50</table>
<form>Subscribe <input></form><iframe src="https://ads.example">ads</iframe>
<img src="box.png" alt="A box"></main><footer>Imprint</footer></body></html>"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "page.html"


def read(file: Path, html: str) -> Article:
    file.write_text(html)
    return read_file(file)


def said(article: Article) -> str:
    return "\n".join(passage.text for passage in split(article))


def test_the_head_of_a_page_says_what_the_article_is(file: Path) -> None:
    article = read(file, PAGE)
    assert (article.title, article.language, article.audience) == ("Returns", "en-GB", "agents")
    assert (article.id, article.url) == ("page", "https://shop.example/returns")
    assert article.tags == ("return", "refund")
    assert article.asked_as == ("can i, maybe, send it back", "too small!!")
    assert article.not_answered == ("too small, and too late?",)


def test_the_article_of_a_page_is_read_without_what_stands_around_it(file: Path) -> None:
    first, second = split(read(file, PAGE))
    assert first.text == "You have 30 days <not more>.\n\nSee this or that."
    assert second.heading == "How"
    assert second.text == "1. Pack it\n2. Post it\n\n- Post – Price: £3 | free from £50\n\nA box"


def test_signs_of_markdown_in_a_page_are_only_signs(file: Path) -> None:
    text = "2 * 3 * 4 = 24, snake_case_name, [x], # 1 and `this`"
    assert said(read(file, f"<title>T</title><p>{text}</p>")) == text


def test_the_only_article_of_a_page_is_the_article(file: Path) -> None:
    article = read(file, "<title>T</title><div>Menu</div><article><p>Text.</p></article>")
    assert said(article) == "Text."


def test_the_first_heading_is_the_title_of_a_page_without_one(file: Path) -> None:
    article = read(file, "<h1>Care of <i>oak</i></h1><p>Oil it.</p>")
    assert (article.title, article.body) == ("Care of oak", "Oil it.")


def test_pages_of_older_programs_are_read_in_their_encoding(file: Path) -> None:
    file.write_bytes("<meta charset=iso-8859-1><title>Größe</title><p>Für 3 £.".encode("latin-1"))
    article = read_file(file)
    assert (article.title, article.body) == ("Größe", "Für 3 £.")
    file.write_bytes("<title>Größe</title><p>Für 3 £.".encode("utf-16"))
    assert read_file(file).title == "Größe"


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("", "there is no HTML in the file"),
        ("just words", "there is no HTML in the file"),
        ("<title>T\0</title>", "the file is not text"),
        ("<p>Text without a title.</p>", "it has no title"),
        ("<title>T</title><script>only()</script><!-- words -->", "it has no text"),
        ("<title>T</title>" + "<div>" * 100_000 + "x", "its elements are nested too deeply"),
        ("<title>T</title>" + "<b>" * 100_000 + "x", "its elements are nested too deeply"),
        ("<title>T</title><p>x" + "<!--" * 100_000, ""),
        (
            "<title>T</title><meta name='parley:valid_until' content='soon'><p>x",
            "'valid_until' is 'soon', which is no date",
        ),
    ],
)
def test_a_page_that_is_none_says_why(html: str, why: str, file: Path) -> None:
    if not why:
        assert said(read(file, html)).startswith("x")
        return
    with pytest.raises(BrokenArticle) as refused:
        read(file, html)
    assert str(refused.value).startswith(why)
