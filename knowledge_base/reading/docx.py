"""Word documents, by way of HTML."""

from __future__ import annotations

import io
from zipfile import ZipFile

import mammoth
from bs4 import BeautifulSoup, Tag

from knowledge_base.article import BrokenArticle
from knowledge_base.reading import archive
from knowledge_base.reading.html import markdown_from
from knowledge_base.reading.keys import Draft
from knowledge_base.reading.titles import first_line, real_title

_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROPERTIES = "docProps/core.xml"
_TITLE_STYLE = "p[style-name='Title'] => h1:fresh"


def read(content: bytes) -> Draft:
    """Title and text of a document; raises `BrokenArticle`.

    The title is its first top heading, else what its properties say, else its first line.
    """
    if content.startswith(_OLE_MARK):
        raise BrokenArticle(
            "it is locked with a password, or of an old version of Word; save it as .docx without"
        )
    archive.check(content)
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=_TITLE_STYLE,
            convert_image=mammoth.images.img_element(_without_its_bytes),
        ).value
    # What a damaged document raises in there is of every kind.
    except Exception as error:
        raise BrokenArticle("it is no Word document, or a damaged one") from error
    body = markdown_from(html, first_row_is_head=True)
    heading = BeautifulSoup(html, "html.parser").find("h1")
    title = real_title(
        heading.get_text() if isinstance(heading, Tag) else None,
        _title_in_properties(content),
        first_line(body),
    )
    return Draft(body, {"title": title})


def _without_its_bytes(_image: object) -> dict[str, str]:
    """An image is its description: nothing else of it is searched or shown."""
    return {}


def _title_in_properties(content: bytes) -> str | None:
    with ZipFile(io.BytesIO(content)) as document:
        if _PROPERTIES not in document.namelist():
            return None
        properties = BeautifulSoup(
            document.read(_PROPERTIES).decode(errors="replace"), "html.parser"
        )
    title = properties.find("dc:title")
    return title.get_text() if isinstance(title, Tag) else None
