"""The folder in which the company's articles lie, as the console reads and adds to it."""

from __future__ import annotations

import contextlib
import tempfile
from datetime import date
from pathlib import Path

from desk.errors import Conflict, Invalid, Unavailable
from desk.insight.article_text import MAX_TITLE_CHARACTERS, ArticleDraft, id_of
from knowledge_base.article import Article, BrokenArticle
from knowledge_base.reading.file import read_file
from knowledge_base.reading.folder import read_articles


class InvalidArticle(Invalid):
    """What was written cannot be an article; the message says why."""

    code = "invalid_article"


class ArticleExists(Conflict):
    """There is an article of this name already, and it stays as it is."""

    code = "article_exists"


class CannotWriteArticle(Unavailable):
    """The folder of articles cannot be written."""

    code = "cannot_write_article"


class ArticleFolder:
    """Reads all articles, and adds new ones; never changes one that is there."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def articles(self) -> list[Article]:
        """All that can be read, by file name."""
        return read_articles(self.path)[0]

    def add(self, draft: ArticleDraft, today: date) -> Article:
        """Write the article that a draft has become.

        Raises `InvalidArticle`, `ArticleExists` or `CannotWriteArticle`; then nothing is written.
        """
        article_id = id_of(draft.title)
        if not article_id:
            raise InvalidArticle("The title needs some letters or digits from A to Z and 0 to 9.")
        if len(draft.title) > MAX_TITLE_CHARACTERS:
            raise InvalidArticle(f"A title has {MAX_TITLE_CHARACTERS} characters at most.")
        content = draft.as_markdown(today).encode()
        self._check(article_id, content)
        file = self.path / f"{article_id}.md"
        known = next((one for one in self.articles() if one.id == article_id), None)
        if known is not None:
            raise ArticleExists(
                f"There is an article '{known.title}' already. Give yours another title."
            )
        try:
            _write_new(file, content)
            return read_file(file)
        except FileExistsError as error:
            raise ArticleExists(
                f"There is a file {file.name} already. Give your article another title."
            ) from error
        except (OSError, BrokenArticle) as error:
            raise CannotWriteArticle(
                "The article could not be written into the folder of articles. "
                "Copy your text, and ask whoever runs Parley to look at the folder."
            ) from error

    def _check(self, article_id: str, content: bytes) -> None:
        """Read it as any article is read, before it is where it would be served from."""
        with tempfile.TemporaryDirectory() as folder:
            trial = Path(folder) / f"{article_id}.md"
            trial.write_bytes(content)
            try:
                read_file(trial)
            except BrokenArticle as error:
                raise InvalidArticle(f"This cannot be an article yet: {error}.") from error


def _write_new(file: Path, content: bytes) -> None:
    """All of it or nothing; raises `FileExistsError` rather than write over a file."""
    opened = file.open("xb")
    try:
        with opened:
            opened.write(content)
    except OSError:
        with contextlib.suppress(OSError):
            file.unlink()
        raise
