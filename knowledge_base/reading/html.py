"""HTML pages: the article that is on them, without all that stands around it."""

from __future__ import annotations

import re
from urllib.parse import quote

import nh3
from bs4 import BeautifulSoup, Tag
from bs4.dammit import UnicodeDammit
from markdownify import ATX, MarkdownConverter

from knowledge_base.article import BrokenArticle
from knowledge_base.reading.keys import LIST_KEYS, QUESTION_KEYS, Draft, Keys, name_of

MAX_DEPTH = 100
"""Elements within elements; written pages have some dozens."""
_META = "parley:"
_HEAD = {"title", "meta", "link", "h1"}
_HEAD_ATTRIBUTES = {"meta": {"name", "property", "content"}, "link": {"rel", "href"}}
_NO_TEXT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "canvas"}
_NO_ARTICLE = {
    *_NO_TEXT,
    *("nav", "header", "footer", "aside", "dialog", "audio", "video"),
    *("form", "button", "select", "textarea"),
}
_TEXT = {
    *("main", "article", "section", "div", "p", "br", "hr", "pre", "blockquote"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
    *("a", "b", "strong", "i", "em", "code", "kbd", "span", "img", "figure", "figcaption"),
}
_TEXT_ATTRIBUTES = {
    "*": {"hidden", "aria-hidden", "role", "style"},
    "a": {"href"},
    "img": {"alt"},
    "ol": {"start"},
    "td": {"colspan"},
    "th": {"colspan"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_HIDDEN = (
    "[hidden], [aria-hidden=true], [style*='display:none'], [style*='display: none'], "
    "[role=navigation], [role=banner], [role=contentinfo], [role=complementary], [role=search]"
)
_LANGUAGE = re.compile(r"<html\b[^>]*?\blang\s*=\s*[\"']?(?P<code>[\w-]+)", re.IGNORECASE)
# For each of these a parser looks through all that are open.
_CONTAINER = re.compile(
    r"<(?P<end>/?)(?:div|section|article|main|ul|ol|dl|menu|dir|table|blockquote|figure|figcaption"
    r"|nav|header|footer|aside|form|fieldset|details|summary|dialog|pre|listing|address|center"
    r"|button|hgroup|search)\b",
    re.IGNORECASE,
)
_ELEMENT = re.compile(r"<(?P<end>/?)(?!br|hr|img)\w")
# What may stand in an address; spaces and brackets would end a link in Markdown.
_SAFE_IN_ADDRESS = "%/:?#@!$&'*+,;=~"
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(content: bytes) -> Draft:
    """The keys that a page names and its article; raises `BrokenArticle`."""
    if b"\0" in content and not content.startswith(_UTF_16_MARKS):
        raise BrokenArticle("the file is not text")
    html = UnicodeDammit(content, is_html=True).unicode_markup
    if not html or "<" not in html:
        raise BrokenArticle("there is no HTML in the file")
    _check_depth(html, _CONTAINER)
    return Draft(markdown_from(html), _keys(html))


def markdown_from(html: str, *, first_row_is_head: bool = False) -> str:
    """The article in a page as Markdown.

    `first_row_is_head` is for tables that do not say what their head is.
    """
    # Comments go, and every element that is left has its end: pages seldom write them all.
    clean = nh3.clean(
        html,
        tags=_TEXT,
        clean_content_tags=_NO_ARTICLE,
        attributes=_TEXT_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    _check_depth(clean, _ELEMENT)
    article = _article_in(BeautifulSoup(clean, "html.parser"))
    _strip(article)
    converter = MarkdownConverter(
        heading_style=ATX, bullets="-", escape_misc=True, table_infer_header=first_row_is_head
    )
    return str(converter.convert_soup(article)).strip()


def _check_depth(html: str, element: re.Pattern[str]) -> None:
    depth = 0
    for tag in element.finditer(html):
        depth = max(0, depth - 1) if tag["end"] else depth + 1
        if depth > MAX_DEPTH:
            raise BrokenArticle("its elements are nested too deeply")


def _keys(html: str) -> Keys:
    clean = nh3.clean(
        html,
        tags=_HEAD,
        clean_content_tags=_NO_TEXT,
        attributes=_HEAD_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    head = BeautifulSoup(clean, "html.parser")
    keys: Keys = {"title": _title(head)}
    if language := _LANGUAGE.search(html):
        keys["language"] = language["code"]
    for link in head.select("link[rel=canonical][href]"):
        keys["url"] = str(link["href"])
    for meta in head.select("meta[content]"):
        name, content = str(meta.get("name") or meta.get("property")), str(meta["content"])
        key = name_of(name.removeprefix(_META))
        if name == "language" or (name.startswith(_META) and key not in LIST_KEYS):
            keys[key] = content
        elif name.startswith(_META):
            # Questions have commas in them, so each has an element of its own.
            parts = [content] if key in QUESTION_KEYS else content.split(",")
            keys[key] = [*keys.get(key, []), *parts]
    return keys


def _title(head: BeautifulSoup) -> str:
    """The page's title; the first heading where that adds the website's name to it."""
    title, heading = (
        " ".join(element.get_text(" ").split()) if isinstance(element, Tag) else ""
        for element in (head.find("title"), head.find("h1"))
    )
    return heading if not title or (heading and heading in title) else title


def _article_in(soup: BeautifulSoup) -> Tag:
    """The part of the page that is its article, as far as it says so."""
    main = soup.select_one("main, [role=main]")
    articles = soup.select("article")
    if main is None and len(articles) == 1:
        return articles[0]
    return main or soup


def _strip(article: Tag) -> None:
    """Take out what is hidden, images but their descriptions, and links that lead nowhere."""
    for element in article.select(_HIDDEN):
        element.decompose()
    for image in article.find_all("img"):
        description = str(image.get("alt") or "").strip()
        if description:
            image.replace_with(description)
        else:
            image.decompose()
    for link in article.find_all("a"):
        address = str(link.get("href") or "")
        if address and not address.startswith("#"):
            link.attrs = {"href": quote(address, safe=_SAFE_IN_ADDRESS)}
        else:
            link.unwrap()
    # What stood around them is one text again, with its spaces.
    article.smooth()
