"""What customers type, made safe to store, to show and to hand to the engine."""

from __future__ import annotations

import unicodedata

from desk.errors import Invalid

MAX_TEXT_CHARACTERS = 4000

# Embeddings and overrides of writing direction can turn what an agent reads on its head; the marks
# that right-to-left text really needs (LRM, RLM, isolates) stay.
_DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e")
_KEPT_CONTROLS = frozenset("\n\t")


class InvalidText(Invalid):
    """The text of a message is empty or too long."""

    code = "invalid_text"


def clean(text: str) -> str:
    """`text` as it is kept: composed (NFC), without control characters and broken surrogates.

    Raises `InvalidText` if nothing readable is left, or for more than `MAX_TEXT_CHARACTERS`.
    """
    if len(text) > MAX_TEXT_CHARACTERS:
        raise InvalidText(
            f"This message is too long: {len(text):,} characters, and {MAX_TEXT_CHARACTERS:,} "
            "is the most. Please send it in parts."
        )
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(character for character in unified if _is_kept(character))
    # Composed last: what was left out may have stood between a letter and its accent.
    kept = unicodedata.normalize("NFC", kept).strip()
    if not any(_is_readable(character) for character in kept):
        raise InvalidText("This message is empty. Please write a few words.")
    return kept


def for_engine(text: str) -> str:
    """`text` as the engine may read it: never as a command.

    The engine takes a leading `/` for an order to force an intent (`/restart`), also behind any
    white space, so all of that is left out; the record keeps what the customer wrote.
    """
    start = 0
    while start < len(text) and _is_skipped(text[start]):
        start += 1
    return text[start:].strip() or "?"


def _is_skipped(character: str) -> bool:
    # Cf: characters without width, behind which a slash could hide.
    return character == "/" or character.isspace() or unicodedata.category(character) == "Cf"


def _is_readable(character: str) -> bool:
    # Cn: characters newer than Python's tables, such as this year's emoji.
    category = unicodedata.category(character)
    return category == "Cn" or category[0] not in "CZM"


def _is_kept(character: str) -> bool:
    if character in _KEPT_CONTROLS:
        return True
    # Cc: control characters; Cs: halves of surrogate pairs, which no encoding accepts.
    return (
        unicodedata.category(character) not in ("Cc", "Cs")
        and character not in _DIRECTION_OVERRIDES
    )
