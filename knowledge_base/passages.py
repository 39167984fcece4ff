"""Splits articles into passages that can be quoted alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from knowledge_base.article import Article

MAX_CHARACTERS = 700
"""A passage is read in a chat window: longer sections are split between paragraphs."""
LONGEST_BLOCK = 2 * MAX_CHARACTERS
"""A paragraph or a list beyond it is split, too: between its sentences or its items."""
_LONGEST_LEAD_IN = 250
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_LISTS = ("bullet_list", "ordered_list")
_TABLES = ("table", "thead", "tbody", "tr")
_BLOCKS = (*_LISTS, *_TABLES, "list_item", "blockquote")
_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_NO_TEXT = re.compile(r"<(?P<end>/?)(script|style|template|iframe|noscript)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Passage:
    """A piece of an article under one heading; `text` is plain text with list lines."""

    article_id: str
    title: str
    url: str
    heading: str
    text: str

    @property
    def about(self) -> str:
        """What the passage is about: its article and its heading."""
        return self.title if not self.heading else f"{self.title}: {self.heading}"

    @property
    def searchable(self) -> str:
        """The whole passage as the encoder reads it."""
        return f"{self.about}\n{self.text}"


@dataclass(frozen=True)
class _Block:
    """A paragraph is one part; a list or a table has one for each item or row."""

    parts: list[str]
    is_list: bool


def split(article: Article) -> list[Passage]:
    """The passages of an article, in its order."""
    passages: list[Passage] = []
    for heading, blocks in _sections(article.body):
        passages.extend(
            Passage(article.id, article.title, article.url, heading, text)
            for text in _gathered(_units(blocks), "\n\n", MAX_CHARACTERS)
        )
    return passages


def _sections(body: str) -> Iterator[tuple[str, list[_Block]]]:
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(body))
    heading = ""
    blocks: list[_Block] = []
    for node in tree.children:
        if node.type == "heading":
            if blocks:
                yield heading, blocks
            heading, blocks = _plain(node), []
        elif parts := [part for part in _parts(node) if part.strip()]:
            blocks.append(_Block(parts, node.type in (*_LISTS, "table")))
    if blocks:
        yield heading, blocks


def _units(blocks: Iterable[_Block]) -> Iterator[str]:
    """What is better not torn apart: paragraphs, and lists with the sentence that leads in."""
    lead_in = ""
    for block in blocks:
        if block.is_list:
            yield from _listed(lead_in, block.parts)
            lead_in = ""
        else:
            if lead_in:
                yield from _sentences_of(lead_in)
            lead_in = block.parts[0]
    if lead_in:
        yield from _sentences_of(lead_in)


def _listed(lead_in: str, items: list[str]) -> Iterator[str]:
    """A list below its lead-in; where the list is split, each of its parts is."""
    whole = len(lead_in) + sum(map(len, items))
    if whole > MAX_CHARACTERS and len(lead_in) > _LONGEST_LEAD_IN:
        yield from _sentences_of(lead_in)
        lead_in = ""
    for part in _gathered(items, "\n", LONGEST_BLOCK):
        yield f"{lead_in}\n\n{part}" if lead_in else part


def _sentences_of(paragraph: str) -> Iterator[str]:
    """A paragraph, or pieces of one that is too long."""
    if len(paragraph) <= LONGEST_BLOCK:
        yield paragraph
    else:
        yield from _gathered(_SENTENCE_END.split(paragraph), " ", LONGEST_BLOCK)


def _gathered(parts: Iterable[str], joint: str, limit: int) -> Iterator[str]:
    """Parts joined to texts of at most `limit` characters; no part is cut for that.

    One that is longer than any block should be has no structure to follow: it is cut at words.
    """
    gathered: list[str] = []
    for part in parts:
        if gathered and sum(map(len, gathered)) + len(part) > limit:
            yield joint.join(gathered)
            gathered = []
        if len(part) > LONGEST_BLOCK + _LONGEST_LEAD_IN + len(joint):
            yield from wrap(part, LONGEST_BLOCK, break_on_hyphens=False)
        else:
            gathered.append(part)
    if gathered:
        yield joint.join(gathered)


def _parts(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in _LISTS:
        yield from _items(node)
    elif node.type == "table":
        yield from _rows(node)
    elif node.type not in ("hr", "html_block"):
        yield _plain(node)


def _items(node: SyntaxTreeNode, indent: str = "") -> Iterator[str]:
    """Each item of a list as a line, with those of a list within it below."""
    start = int(node.attrs.get("start", 1))
    for number, item in enumerate(node.children, start):
        mark = f"{number}." if node.type == "ordered_list" else "-"
        words = " ".join(_plain(child) for child in item.children if child.type not in _LISTS)
        inner = (child for child in item.children if child.type in _LISTS)
        lines = [line for child in inner for line in _items(child, f"{indent}  ")]
        yield "\n".join((f"{indent}{mark} {words}", *lines))


def _rows(table: SyntaxTreeNode) -> Iterator[str]:
    """Each row as a line that says what its cells are: a chat bubble has no room for columns."""
    head, *bodies = table.children
    columns = [_plain(cell) for cell in head.children[0].children]
    for row in (row for body in bodies for row in body.children):
        first, *others = [_plain(cell) for cell in row.children]
        said = [
            f"{column}: {cell}" if column else cell
            for column, cell in zip(columns[1:], others, strict=False)
            if cell
        ]
        line = " – ".join(part for part in (first, "; ".join(said)) if part)
        if line:
            yield f"- {line}"


def _plain(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("fence", "code_block"):
        return node.content.strip()
    if node.type in ("softbreak", "hardbreak"):
        return " "
    if node.type == "html_inline":
        return " " if _BREAK.match(node.content) else ""
    separator = " " if node.type in _BLOCKS else ""
    return separator.join(_plain(child) for child in _readable(node.children))


def _readable(nodes: Iterable[SyntaxTreeNode]) -> Iterator[SyntaxTreeNode]:
    """The nodes that are text: not what stands between the tags of a script."""
    is_text = True
    for node in nodes:
        if node.type == "html_inline" and (tag := _NO_TEXT.match(node.content)):
            is_text = bool(tag["end"])
        elif is_text:
            yield node
