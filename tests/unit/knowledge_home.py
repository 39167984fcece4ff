"""Two articles in a folder, and the index beside it."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.knowledge_base import KnowledgeBase
from knowledge_base.sync import SyncReport, sync
from tests.word_encoder import WordEncoder


def a_home(folder: Path) -> Path:
    """The folder, with articles on wool and oak and no index yet."""
    (folder / "articles").mkdir()
    write(folder, "wool", "Wash cold and dry flat. Never tumble dry it at all.")
    write(folder, "oak", "Rub with oil twice yearly.")
    return folder


def write(home: Path, name: str, text: str) -> None:
    """Write an article, or write it anew."""
    (home / "articles" / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{text}\n")


def synced(home: Path, encoder: WordEncoder | None = None) -> SyncReport:
    """Make the index fit the articles, the questions and the bot's training messages."""
    return sync(
        home / "index",
        encoder or WordEncoder(),
        home / "articles",
        home / "questions.yml",
        messages_folder=home / "nlu",
    )


def answered(home: Path) -> list[str]:
    """The passages found for a question about wool, best first."""
    base = KnowledgeBase.open(home / "index", WordEncoder())
    return [found.passage.text for found in base.search("wash cold and dry flat", 5)]
