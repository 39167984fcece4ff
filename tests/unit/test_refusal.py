"""Who says that no person is wanted, and who only sounds like it."""

from __future__ import annotations

import pytest

from bot.intents.refusal import begins_with_no, beside_refusal, refuses_person

REFUSALS = [
    "no, I do NOT want a person",
    "I don’t want to talk to a human",
    "i dont need a human thanks",
    "no person please",
    "No human. Where is it?",
    "not a human!",
    "don't put me through to anyone",
    "please don't transfer me to an agent",
    "stop offering me a colleague",
    "I didn't ask for a person",
    "We would not like to speak to a representative",
]
WISHES = [
    "I want a person",
    "I do not want a bot, I want a person",
    "i dont want a bot i want a person",
    "I don't want to wait, get me a person",
    "I don't want to keep asking for a person",
    "why don't you get me a person",
    "if you don't get me a person I'm leaving",
    "can't I talk to a person?",
    "you're not a person",
    "no one is helping, get me a person",
    "no person has answered me",
    "I don't understand why a person can't help",
    "don't you have a person there",
]


@pytest.mark.parametrize("text", REFUSALS)
def test_a_refusal_is_no_wish(text: str) -> None:
    assert refuses_person(text)


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_is_no_refusal(text: str) -> None:
    assert not refuses_person(text)


@pytest.mark.parametrize(
    "text",
    ["No, where is HP-104233?", "no", "NO!!", "nope", "no thanks", "No I said no", "Nah, later"],
)
def test_a_message_may_begin_by_saying_no(text: str) -> None:
    assert begins_with_no(text)


@pytest.mark.parametrize(
    "text",
    ["No one answers", "no idea where it is", "no news yet", "Norway", "not yet", "note it", ""],
)
def test_not_every_no_says_no(text: str) -> None:
    assert not begins_with_no(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("no human!! just tell me where my parcel is", "just tell me where my parcel is"),
        ("i don't want to talk to a person, where is my order", "where is my order"),
        ("Where is my order? I don't want a person", "Where is my order"),
        ("I don't want to talk to a human", ""),
        ("no thanks, I don't need a colleague", ""),
    ],
)
def test_what_is_said_besides_can_be_read_by_itself(text: str, rest: str) -> None:
    assert beside_refusal(text) == rest
