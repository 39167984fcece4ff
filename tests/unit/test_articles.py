"""Reading articles: what is taken from a file, and what its author is told of a broken one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge_base.article import Article, BrokenArticle
from knowledge_base.reading.file import MAX_TEXT_BYTES, read_file

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
        'not answered: ["is my cat covered, too"]\n'
        "---\n\n## How long\n\nTwo years: £0 to pay.\n"
    )
    article = read_file(file)
    assert (article.id, article.title, article.url) == (
        "guarantee",
        "Warranty",
        "https://shop.example/w",
    )
    assert (article.language, article.updated_on) == ("cy", date(2026, 3, 2))
    assert article.tags == ("care", "2")
    assert article.asked_as == ("is it still covered", "garantie?")
    assert article.not_answered == ("is my cat covered, too",)
    assert article.body == "## How long\n\nTwo years: £0 to pay."


def test_a_title_and_a_text_are_enough(file: Path) -> None:
    file.write_text(GOOD)
    article = read_file(file)
    assert (article.id, article.url, article.language) == ("warranty", "/help/warranty", "en")
    assert (article.updated_on, article.tags, article.asked_as) == (None, (), ())


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf" + GOOD.encode(), GOOD.replace("\n", "\r\n").encode()],
    ids=["byte order mark", "Windows line ends"],
)
def test_files_of_other_editors_are_read_too(content: bytes, file: Path) -> None:
    file.write_bytes(content)
    assert read_file(file).body == "Two years on everything."


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
        (b"---\nid: warranty\n---\nTwo years.\n", "it has no title; give it one"),
        (b"---\ntitle: '  '\n---\nTwo years.\n", "it has no title; give it one"),
        (b"---\ntitle: [a]\n---\nTwo years.\n", "'title' is not a text"),
        (b"---\ntitle: Warranty\n---\n\n \n", "it has no text below its title"),
        (b"---\ntitle: W\n---\n# W\n", "it has no text below its title"),
        (b"---\ntitle: W\nasked_as: {how: long}\n---\nTwo.\n", "entry 1 of 'asked_as' has no"),
        (b"---\ntitle: W\ntags: {a: b}\n---\nTwo.\n", "'tags' is not a list"),
        (b"---\ntitle: W\n---\nTwo\xff years.\n", "the file is not UTF-8 text"),
        (b"---\ntitle: W\n---\nTwo\0years.\n", "the file is not text"),
        (b"\x7fELF\x02\x01\x01\xff\xfe", "the file is not UTF-8 text"),
        (GOOD.encode() + b"x" * MAX_TEXT_BYTES, "the file is larger than 1,000,000 bytes"),
    ],
)
def test_a_broken_file_says_what_is_wrong_with_it(content: bytes, said: str, file: Path) -> None:
    file.write_bytes(content)
    with pytest.raises(BrokenArticle) as refused:
        read_file(file)
    assert str(refused.value).startswith(said)


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "folder.md"
    folder.mkdir()
    with pytest.raises(BrokenArticle, match="the file cannot be read: "):
        read_file(folder)


def test_yaml_that_would_run_code_is_refused(file: Path) -> None:
    file.write_text("---\ntitle: !!python/object/apply:os.getcwd []\n---\nText.\n")
    with pytest.raises(BrokenArticle, match="it has no title"):
        read_file(file)


def with_keys(file: Path, keys: str) -> Article:
    file.write_text(f"---\ntitle: Warranty\n{keys}\n---\nTwo years.\n")
    return read_file(file)


def test_an_article_says_whom_and_what_it_is_for(file: Path) -> None:
    article = with_keys(file, "audience: agents\nproducts: [Moka pot, ' Kettle ']\nlanguage: no")
    assert (article.audience, article.language) == ("agents", "no")
    assert article.products == ("Moka pot", "Kettle")
    assert with_keys(file, "").audience == "customers"


def test_keys_are_read_as_people_write_them(file: Path) -> None:
    article = with_keys(
        file,
        "Product: Lamp\nTags: return\nvalid from: 2026-03-01\n"
        "valid-until: 2026-03-31\nasked as: is it broken",
    )
    assert (article.products, article.tags) == (("Lamp",), ("return",))
    assert article.asked_as == ("is it broken",)
    assert (article.valid_from, article.valid_until) == (date(2026, 3, 1), date(2026, 3, 31))
    assert with_keys(file, "product: [Lamp, Shade]").products == ("Lamp", "Shade")


def test_a_title_has_no_characters_that_cannot_be_seen(file: Path) -> None:
    file.write_text('---\ntitle: "Our\\x07 \\u202Eterms\\x1b[2J"\ntags: ["a\\x00b"]\n---\nText.\n')
    article = read_file(file)
    assert (article.title, article.tags) == ("Our terms [2J", ("a b",))


def test_an_article_holds_from_its_first_day_to_its_last(file: Path) -> None:
    article = with_keys(file, "valid_from: 2026-11-27\nvalid_until: '2026-11-30'")
    days = [date(2026, 11, 26), date(2026, 11, 27), date(2026, 11, 30), date(2026, 12, 1)]
    assert [article.is_valid_on(day) for day in days] == [False, True, True, False]
    always = with_keys(file, "valid_from:")
    assert all(always.is_valid_on(day) for day in days)


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("audience: staff", "'audience' is 'staff'; write customers or agents"),
        ("language: english", "'language' is 'english', which is no code"),
        ("valid_from: tomorrow", "'valid_from' is 'tomorrow', which is no date"),
        ("valid_until: 2026-06-31", "'valid_until' is '2026-06-31', which is no date"),
        ("updated_on: 31.3.2026", "'updated_on' is '31.3.2026', which is no date"),
        ("valid_from: 2026-06-02\nvalid_until: 2026-06-01", "'valid_until' is before"),
        ("valid_untill: 2026-06-01", "it has the key 'valid_untill'; 'valid_until' is prob"),
        ("Valid untill: 2026-06-01", "it has the key 'Valid untill'; 'valid_until' is prob"),
        ("product: mug\nproducts: [cup]", "its front matter has the key 'products' twice"),
        ("id: ../../etc", "'id' is '../../etc'; write up to 200 letters"),
        ("id: ..", "'id' is '..'; write"),
        ("id: a b", "'id' is 'a b'; write"),
        ("id: <b>", "'id' is '<b>'; write"),
        (f"id: {'a' * 201}", "'id' is 'aaa"),
        ("url: javascript:alert(1)", "'url' is 'javascript:alert(1)', which does not begin"),
        ("url: //elsewhere.example/a", "'url' is '//elsewhere.example/a', which does not"),
        ("products: [[mug]]", "'products' is not a list of texts"),
        ("asked_as: [{section: How}]", "entry 1 of 'asked_as' has no question"),
        ("id: [a]", "'id' is not a text"),
        ("tags: [a\nid: b", "its front matter is not YAML: line 4"),
    ],
)
def test_a_key_that_cannot_be_meant_is_named(keys: str, said: str, file: Path) -> None:
    with pytest.raises(BrokenArticle) as refused:
        with_keys(file, keys)
    assert str(refused.value).startswith(said)


def test_keys_of_other_programs_do_no_harm(file: Path) -> None:
    assert with_keys(file, "layout: post\ndraft: false\nauthor: {name: Ann}").title == "Warranty"


def test_yaml_that_unfolds_without_end_is_refused_at_once(file: Path) -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 20))
    with pytest.raises(BrokenArticle, match="'tags' is not a list of texts"):
        with_keys(file, f"l0: &l0 [x]\n{levels}\ntags: *l19")


def test_a_first_heading_that_says_the_title_again_is_left_out(file: Path) -> None:
    file.write_text("---\ntitle: Warranty\n---\n# Warranty\n\nTwo years.\n")
    assert read_file(file).body == "Two years."


def test_the_name_of_a_file_becomes_an_address(tmp_path: Path) -> None:
    file = tmp_path / "Returns Policy (2026).md"
    file.write_text(GOOD)
    assert read_file(file).url == "/help/returns-policy-2026"


def test_the_name_of_a_file_that_makes_no_address_asks_for_an_id(tmp_path: Path) -> None:
    file = tmp_path / "???.md"
    file.write_text(GOOD)
    with pytest.raises(BrokenArticle, match="'id' is ''; write"):
        read_file(file)


def test_other_formats_are_named_as_such(tmp_path: Path) -> None:
    file = tmp_path / "warranty.odt"
    file.write_text(GOOD)
    with pytest.raises(BrokenArticle, match=r"only \.md, .*, \.docx can be read"):
        read_file(file)
