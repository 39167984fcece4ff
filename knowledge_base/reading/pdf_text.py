"""Makes Markdown of the lines on a PDF's pages: headings, paragraphs, lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_HEADING_SIZE = 1.12
"""A heading is at least so many times as large as the text."""
_LONGEST_HEADING = 120
_MOST_LEVELS = 6
_NEW_PARAGRAPH = 1.25
"""Lines further apart than this many times the usual distance begin a paragraph."""
_WIDEST_LEADING = 1.9
"""Distance between lines of one paragraph at most, in sizes of the text: double spacing."""
_EDGE_LINES = 2
"""How many lines at the top and at the bottom of a page may be its header and its footer."""
_PAGE_NUMBER = re.compile(r"\d{1,4}|[ivxlc]{1,7}")
_DOT_LEADER = re.compile(r"(?:\.\s?){5,}\s*(?:\d+|[ivxlc]+)?$")
_BULLET = re.compile(r"[•‣◦▪●○■·∙–*-]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(\d{1,2})[.)]\s+(?=\S)")
_SPLIT_WORD = re.compile(r"([^\W\d_]+)[-‐]$")
_SOFT_HYPHEN = "\u00ad"
_UNFINISHED = re.compile(r"[^.!?:;…]$")
_MARKUP = re.compile(r"[\\`*_\[\]<>|~#&]")
_BLOCK_MARK = re.compile(r"[-+=]|(\d+)(?=[.)])")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Line:
    """A line of a page: its height above the page's bottom and its size, in points."""

    text: str
    height: float
    size: float


@dataclass
class _Block:
    """A paragraph, a heading or an item of a list, with the lines that it has so far."""

    kind: str
    size: float
    lines: list[str]


def markdown_of(pages: Sequence[Sequence[Line]]) -> str:
    """The text of all pages, without what repeats at their edges."""
    pages = _without_edges(pages)
    lines = [line for page in pages for line in page]
    text_size = _text_size(lines)
    leading = _leading(pages, text_size)
    blocks: list[_Block] = []
    for page in pages:
        above: Line | None = None
        for line in page:
            _take(blocks, line, above, text_size, leading)
            above = line
    sizes = sorted({block.size for block in blocks if block.kind == "heading"}, reverse=True)
    whole = " ".join(line.text for line in lines)
    return _written(blocks, sizes, whole)


def _without_edges(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without headers, footers and numbers: edges that most pages share, and contents."""
    edges = [_edges(page) for page in pages]
    shared = Counter(_pattern(line) for page in edges for line in page)
    repeated = {edge for edge, count in shared.items() if count > max(1, len(pages) / 2)}
    return [
        [
            line
            for line in page
            if not _DOT_LEADER.search(line.text)
            and not (line in edge and (_pattern(line) in repeated or _is_number(line)))
        ]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _is_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text) is not None


def _edges(page: Sequence[Line]) -> set[Line]:
    by_height = sorted(page, key=lambda line: line.height)
    return {*by_height[:_EDGE_LINES], *by_height[-_EDGE_LINES:]}


def _pattern(line: Line) -> tuple[str, float]:
    """What headers and footers have in common on all pages: not the page's number."""
    return _DIGITS.sub("#", line.text.casefold()), round(line.height)


def _text_size(lines: Sequence[Line]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(pages: Sequence[Sequence[Line]], text_size: float) -> float:
    """The usual distance between two lines of a paragraph, in points."""
    gaps = sorted(
        gap
        for page in pages
        for above, below in pairwise(page)
        if above.size == below.size == text_size
        and 0 < (gap := above.height - below.height) <= _WIDEST_LEADING * text_size
    )
    # The smaller ones: between short paragraphs the wide gaps are the more frequent.
    return gaps[len(gaps) // 4] if gaps else _WIDEST_LEADING * text_size


def _take(
    blocks: list[_Block], line: Line, above: Line | None, text_size: float, leading: float
) -> None:
    """Add a line to the last block, or begin one with it."""
    last = blocks[-1] if blocks else None
    if line.size >= _HEADING_SIZE * text_size and len(line.text) <= _LONGEST_HEADING:
        goes_on = last is not None and last.kind == "heading" and last.size == line.size
        near = above is not None and above.height - line.height <= _WIDEST_LEADING * line.size
        if last is not None and goes_on and near:
            last.lines.append(line.text)
        else:
            blocks.append(_Block("heading", line.size, [line.text]))
    elif mark := _BULLET.match(line.text):
        blocks.append(_Block("-", line.size, [line.text[mark.end() :]]))
    elif (mark := _NUMBER.match(line.text)) and _is_next(blocks, int(mark[1])):
        blocks.append(_Block(f"{mark[1]}.", line.size, [line.text[mark.end() :]]))
    elif last is not None and _continues(last, line, above, leading):
        last.lines.append(line.text)
    else:
        blocks.append(_Block("paragraph", line.size, [line.text]))


def _is_next(blocks: Sequence[_Block], number: int) -> bool:
    """Whether an item of this number is due; else it is a line that happens to begin with one."""
    numbers = (int(block.kind[:-1]) for block in reversed(blocks) if block.kind.endswith("."))
    return number in (1, next(numbers, 0) + 1)


def _continues(last: _Block, line: Line, above: Line | None, leading: float) -> bool:
    if last.kind == "heading":
        return False
    if above is None:  # over the page's end
        return bool(_UNFINISHED.search(last.lines[-1])) and line.text[0].islower()
    return 0 < above.height - line.height <= _NEW_PARAGRAPH * leading


def _written(blocks: Sequence[_Block], sizes: Sequence[float], whole: str) -> str:
    parts: list[str] = []
    before = ""
    for block in blocks:
        text = _escaped(_joined(block.lines, whole))
        is_item = block.kind not in ("heading", "paragraph")
        if block.kind == "heading":
            level = min(sizes.index(block.size) + 1, _MOST_LEVELS)
            text = f"{'#' * level} {text}"
        elif is_item:
            text = f"{block.kind} {text}"
        goes_on = is_item and before not in ("", "heading", "paragraph")
        parts.append(f"\n{text}" if goes_on else f"\n\n{text}")
        before = block.kind
    return "".join(parts).strip()


def _joined(lines: Sequence[str], whole: str) -> str:
    """One text of lines; words that were split at a line's end are whole again."""
    text = ""
    for line in lines:
        split = _SPLIT_WORD.search(text)
        if text.endswith(_SOFT_HYPHEN):
            text = text[:-1] + line
        elif split and line[0].islower():
            # A word that has its hyphen elsewhere, too, keeps it: “after-sales”.
            rest = line.split()[0].rstrip(".,;:!?)")
            text = (text if f"{split[1]}-{rest}" in whole else text[:-1]) + line
        else:
            text = f"{text} {line}" if text else line
    return text.replace(_SOFT_HYPHEN, "")


def _escaped(text: str) -> str:
    """Text in which nothing is taken for Markdown."""
    text = _MARKUP.sub(r"\\\g<0>", text)
    mark = _BLOCK_MARK.match(text)
    if mark is None:
        return text
    return f"{mark[0]}\\{text[mark.end() :]}" if mark[1] else f"\\{text}"
