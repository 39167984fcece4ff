"""Which topic a customer means who was asked which one a question is about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from actions.asked import in_words
from actions.jobs.kinds import job_begun_by
from actions.reading.choices import Candidate, choose
from actions.reading.spelling import is_misspelt
from actions.reading.tokens import Token, number_of, tokens_of
from bot.entities.words import ORDINALS, word_set

Event = Mapping[str, Any]

ASKS_BACK = "utter_which_topic"
NONE_OF_THEM = "none"
_CHOSEN = "article"
"""The entity in a button's payload that names an article."""
_INTENT = "/choose_topic"
_NONE_OF_THEM_TITLE = "Something else"

_PLACES = word_set("last latter former top bottom middle final st nd rd th")
_NONE = word_set("none neither")
_THESE = word_set("these those them either")
_BESIDE = _THESE | word_set(
    "the a an one ones it it's its is that that's thats this i i'd i'll i'm mean meant think guess "
    "choose pick take would please pls plz thanks thank you yeah yep ok okay sorry just only of "
    "and in on about for option topic choice article answer button sure probably maybe hm hmm oh "
    "hi hello above"
)
"""Beside these words a choice is nothing but a choice; with others it may be a new question."""
_BESIDE_PLACE = _BESIDE | word_set("number no want need like go with yes not")
_SHORTEST_STEM = 4
_SHORTEST_FILLED = 2
"""Words of so few letters make no title."""


@dataclass(frozen=True)
class Topic:
    """What a button offers: the title of an article and its id, or none of the others."""

    title: str
    article_id: str

    @property
    def button(self) -> dict[str, str]:
        """The button for it."""
        entities = json.dumps({_CHOSEN: self.article_id})
        return {"title": self.title, "payload": f"{_INTENT}{entities}"}


SOMETHING_ELSE = Topic(_NONE_OF_THEM_TITLE, NONE_OF_THEM)


def topic_chosen(tracker: Tracker) -> str | None:
    """The id of the article that the newest message chooses, by a button or in words.

    `NONE_OF_THEM` if it is about something else; None if it chooses nothing.
    """
    pressed = next(tracker.get_latest_entity_values(_CHOSEN), None)
    return str(pressed) if pressed is not None else topic_chosen_in_words(tracker)


def topic_chosen_in_words(tracker: Tracker) -> str | None:
    """The same, only where it was written."""
    said = [place for place, one in enumerate(tracker.events) if one.get("event") == "user"]
    return choices_in(tracker.events).get(said[-1]) if said else None


def choices_in(events: Iterable[Event]) -> dict[int, str]:
    """The articles that messages right after the question have chosen, by the messages' places."""
    chosen: dict[int, str] = {}
    topics: list[Topic] = []
    for place, event in enumerate(events):
        if event.get("event") == "bot":
            # Whatever is said after the question, an answer may be to that.
            topics = _offered_by(event)
        elif event.get("event") == "user":
            parsed = event.get("parse_data") or {}
            intent = str((parsed.get("intent") or {}).get("name") or "")
            # "Cancel my order" wants it done, though an article is called so.
            is_job = job_begun_by(intent) is not None
            article = topic_meant(in_words(event.get("text")), topics, by_name=not is_job)
            if article is not None and not parsed.get("waited"):
                chosen[place] = article
            topics = []
    return chosen


def topic_meant(text: str, topics: Sequence[Topic], *, by_name: bool = True) -> str | None:
    """The topic that a message chooses by its place, its name or most of that, and says no more.

    `topics` are as they were shown, with the one for something else. Without `by_name` only a
    place or the whole title counts.
    """
    # Every action looks through the whole conversation: mostly nothing was asked.
    if not topics:
        return None
    tokens = [token for token in tokens_of(text) if token.kind != "sign"]
    if not tokens:
        return None
    articles = [topic for topic in topics if topic.article_id != NONE_OF_THEM]
    is_place = _is_place(tokens, len(topics))
    # "The last one" is the last article; "3" may be the button below it.
    for among in (articles, topics):
        candidates = [Candidate(topic.article_id, topic.title) for topic in among]
        for key in choose(text, candidates, several=False, shown=True).chosen[:1]:
            title = next(topic.title for topic in among if topic.article_id == key)
            is_title = text.strip().casefold() == title.casefold()
            if is_place or is_title or (by_name and _is_name(tokens, title)):
                return key
    return NONE_OF_THEM if _means_none(tokens) else None


def _offered_by(event: Event) -> list[Topic]:
    if (event.get("metadata") or {}).get("utter_action") != ASKS_BACK:
        return []
    buttons = (event.get("data") or {}).get("buttons") or []
    offered = [(str(one["title"]), str(one["payload"])) for one in buttons]
    return [
        Topic(title, str(json.loads(payload.removeprefix(_INTENT))[_CHOSEN]))
        for title, payload in offered
        if payload.startswith(f"{_INTENT}{{")
    ]


def _is_place(tokens: Sequence[Token], count: int) -> bool:
    """Whether nothing but a place is said, of `count` places."""
    said = [token for token in tokens if token.form not in _BESIDE_PLACE]
    return bool(said) and all(
        token.form in _PLACES or token.form in ORDINALS or 1 <= (number_of(token) or 0) <= count
        for token in said
    )


def _is_name(tokens: Sequence[Token], title: str) -> bool:
    """Whether nothing but a title is said, or most of the words that make it."""
    words = [token.stem for token in tokens_of(title) if token.kind != "sign"]
    telling = [token.stem for token in tokens_of(title) if not _is_filling(token)]
    said = [token.stem for token in tokens if not _is_filling(token)]
    named = sum(_is_one_of(word, said) for word in telling)
    return (
        bool(said)
        and all(token.form in _BESIDE or _is_one_of(token.stem, words) for token in tokens)
        and 2 * named >= len(telling)
    )


def _is_filling(token: Token) -> bool:
    return token.kind == "sign" or token.form in _BESIDE or len(token.form) <= _SHORTEST_FILLED


def _is_one_of(stem: str, words: Sequence[str]) -> bool:
    """Also "wash" for "washing", and a slip of the keyboard."""
    if stem in words:
        return True
    is_part = any(
        min(len(stem), len(word)) >= _SHORTEST_STEM
        and (word.startswith(stem) or stem.startswith(word))
        for word in words
    )
    return is_part or any(is_misspelt(stem, word) for word in words)


def _means_none(tokens: Sequence[Token]) -> bool:
    forms = {token.form for token in tokens}
    is_denied = bool(forms & _NONE) or ("not" in forms and bool(forms & _THESE))
    return is_denied and forms <= _NONE | _BESIDE_PLACE
