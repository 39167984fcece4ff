"""Splits articles into passages that can be quoted alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from knowledge_base.articles import Article

MAX_CHARACTERS = 700
"""A passage is read in a chat window: longer sections are split between paragraphs."""
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_SHORTEST_SENTENCE = 15
_BLOCKS = ("list_item", "bullet_list", "ordered_list", "blockquote")


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

    @property
    def sentences(self) -> list[str]:
        """Each sentence or line, below the heading that says what it is about."""
        about = self.heading or self.title
        return [
            f"{about}: {sentence}"
            for sentence in _SENTENCE_END.split(self.text)
            if len(sentence) >= _SHORTEST_SENTENCE
        ]


def split(article: Article) -> list[Passage]:
    """The passages of an article, in its order."""
    passages: list[Passage] = []
    for heading, blocks in _sections(article.body):
        passages.extend(
            Passage(article.id, article.title, article.url, heading, text)
            for text in _joined(blocks)
        )
    return passages


def _sections(body: str) -> Iterator[tuple[str, list[str]]]:
    tree = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(body))
    heading = ""
    blocks: list[str] = []
    for node in tree.children:
        if node.type == "heading":
            if blocks:
                yield heading, blocks
            heading, blocks = _plain(node), []
        elif text := "\n".join(_lines(node)):
            blocks.append(text)
    if blocks:
        yield heading, blocks


def _joined(blocks: list[str]) -> Iterator[str]:
    """Blocks gathered into texts of at most `MAX_CHARACTERS`; no block is cut."""
    gathered: list[str] = []
    for block in blocks:
        if gathered and sum(map(len, gathered)) + len(block) > MAX_CHARACTERS:
            yield "\n\n".join(gathered)
            gathered = []
        gathered.append(block)
    yield "\n\n".join(gathered)


def _lines(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in ("bullet_list", "ordered_list"):
        start = int(node.attrs.get("start", 1))
        for number, item in enumerate(node.children, start):
            mark = f"{number}." if node.type == "ordered_list" else "-"
            yield f"{mark} {_plain(item)}"
    elif node.type == "table":
        yield from _table_lines(node)
    elif node.type in ("fence", "code_block"):
        yield node.content.strip()
    elif node.type not in ("hr", "html_block"):
        yield _plain(node)


def _table_lines(table: SyntaxTreeNode) -> Iterator[str]:
    """Each row as a line that says what its cells are: a chat bubble has no room for columns."""
    head, *bodies = table.children
    columns = [_plain(cell) for cell in head.children[0].children]
    for row in (row for body in bodies for row in body.children):
        first, *others = [_plain(cell) for cell in row.children]
        said = [
            f"{column}: {cell}" for column, cell in zip(columns[1:], others, strict=False) if cell
        ]
        yield f"- {first} – {'; '.join(said)}" if said else f"- {first}"


def _plain(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "code_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    if node.type == "html_inline":
        return ""
    separator = " " if node.type in _BLOCKS else ""
    return separator.join(_plain(child) for child in node.children)
