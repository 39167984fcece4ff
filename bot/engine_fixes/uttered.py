"""Which responses the actions utter, read from their source without running it. No Rasa."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

# "utter_action" is no response: under this key Rasa says which one a message was.
_STRING = re.compile(
    r"(?P<prefix>[a-zA-Z]*)(?P<quote>[\"'])(?!utter_action[\"'])(?P<name>utter_.+)(?P=quote)"
)
_PLACEHOLDER = re.compile(r"\{(.*?)\}")
_ANYTHING = r"[\w/]+"
_INTENT = "intent"
"""The name of a variable that holds an intent, so that only names of intents may stand for it."""


@dataclass(frozen=True)
class Mention:
    """A response's name in the source, or what names it builds: a regular expression.

    `written` is how it stands there, `place` where: `actions/orders.py:52`.
    """

    pattern: str
    written: str
    place: str

    def fits(self, response: str) -> bool:
        """Whether this may be the name of the response."""
        return re.fullmatch(self.pattern, response) is not None


def mentions(folders: Sequence[Path], root: Path, intents: Collection[str]) -> list[Mention]:
    """Every name of a response that the Python files in `folders` write or build.

    A name is written as a string; it is built by an f-string (`f"utter_request_{intent}"`) or begun
    by a string that ends in `_`. A placeholder called `intent` stands for one of `intents`, any
    other one for anything. Raises `OSError` if a folder or file cannot be read.
    """
    found = []
    for folder in folders:
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder} is no folder with code that utters responses.")
        for file in sorted(folder.rglob("*.py")):
            for prefix, name, line in _names(file):
                place = f"{file.relative_to(root)}:{line}"
                found.append(Mention(_pattern(prefix, name, intents), name, place))
    return found


def _names(file: Path) -> Iterator[tuple[str, str, int]]:
    """Prefix ("f" or so), text and line of each string that is a name or the beginning of one."""
    # Tokens rather than a syntax tree: actions run on a newer Python than this, whose syntax the
    # older one refuses.
    with tokenize.open(file) as source:
        for token in tokenize.generate_tokens(source.readline):
            string = _STRING.fullmatch(token.string) if token.type == tokenize.STRING else None
            if string and re.fullmatch(r"\w+", _PLACEHOLDER.sub("", string["name"])):
                yield string["prefix"].casefold(), string["name"], token.start[0]


def _pattern(prefix: str, name: str, intents: Collection[str]) -> str:
    if "f" not in prefix:
        return f"{name}{_ANYTHING}" if name.endswith("_") else name
    texts_and_placeholders = _PLACEHOLDER.split(name)
    for index in range(1, len(texts_and_placeholders), 2):
        is_intent = texts_and_placeholders[index] == _INTENT
        choice = f"(?:{'|'.join(map(re.escape, sorted(intents)))})"
        texts_and_placeholders[index] = choice if is_intent else _ANYTHING
    return "".join(texts_and_placeholders)
