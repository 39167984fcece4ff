"""Hears when somebody only wants a moment: that answers nothing, and ends nothing."""

from __future__ import annotations

import re

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.desk_action import ACTION_LISTEN, Event

_BEFORE = r"(?:(?:ok|okay|oh|no|please|pls|sorry|um+|uh|can you|could you|just|hey|well)[\s,.]+)*"
_AFTER = r"(?:[\s,.]+(?:please|pls|thanks|ok|sorry|i'?ll be (?:right )?back|brb))*[\s.…]*"
_MOMENT = r"(?:moment|minute|min|sec|second|bit)"
_WAITS = (
    rf"wait(?: (?:up|please|an? {_MOMENT}|one {_MOMENT}|for me|there))?|hold on|hang on"
    rf"|(?:(?:just )?a|one|in a|give me a|give me one) {_MOMENT}|brb|be right back"
    r"|i'?ll be (?:right )?back"
)
_LATER = r"later|maybe later|not (?:right )?now|not yet"
_WAIT = re.compile(f"{_BEFORE}(?:{_WAITS}){_AFTER}", re.IGNORECASE)
_PAUSE = re.compile(f"{_BEFORE}(?:{_WAITS}|{_LATER}){_AFTER}", re.IGNORECASE)


def is_pause(text: str) -> bool:
    """Whether it only puts something off: "wait", "later", "not now"."""
    return _PAUSE.fullmatch(text.strip()) is not None


def wants_pause(tracker: Tracker) -> bool:
    """Whether the newest message does; to an offer, "later" is a no, and only "wait" a pause."""
    text = str((tracker.latest_message or {}).get("text") or "").strip()
    return is_pause(text) and (tracker.get_slot("offered") is None or bool(_WAIT.fullmatch(text)))


def pause(dispatcher: CollectingDispatcher, tracker: Tracker) -> list[Event]:
    """Wait, with the question and the offer that stand."""
    dispatcher.utter_message(response="utter_take_your_time")
    loop = tracker.active_loop_name
    # Rasa takes a form that rejected a message for left, unless it is begun again.
    same_form = [] if loop is None else [ActiveLoop(loop)]
    return [*same_form, FollowupAction(ACTION_LISTEN)]
