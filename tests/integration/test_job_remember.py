"""What a customer wants us to remember is kept with their yes, and only then."""

from __future__ import annotations

import pytest

from actions.jobs.dialogue import End
from desk.clock import Clock
from desk.customers.consent import Purpose
from desk.database.database import Database
from tests.integration.job_shop import ME, SQLITE, a_talk

pytestmark = [pytest.mark.anyio, SQLITE]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("please remember that I'm allergic to wool", "I'm allergic to wool"),
        ("I'm allergic to latex, please keep that in mind", "I'm allergic to latex"),
        ("add a note to my account that I have a guide dog", "I have a guide dog"),
    ],
)
async def test_a_fact_is_kept_after_a_yes(
    database: Database, clock: Clock, text: str, fact: str
) -> None:
    talk = await a_talk(database, clock)
    assert await talk.begin("remember_fact", text) == "utter_remember_fact_confirm"
    assert talk.last.values["fact"] == fact
    assert await talk.customers.facts_of(ME) == []
    assert await talk.yes() == "utter_fact_remembered"
    assert [one.text for one in await talk.customers.facts_of(ME)] == [fact]
    (consent,) = await talk.customers.consents_of(ME)
    assert (consent.purpose, consent.is_given, consent.wording) == (Purpose.FACTS, True, fact)


async def test_a_no_keeps_nothing_and_is_no_consent(database: Database, clock: Clock) -> None:
    talk = await a_talk(database, clock)
    await talk.begin("remember_fact", "please remember that I'm allergic to wool")
    assert await talk.no() == "utter_job_left"
    assert talk.end is End.LEFT
    assert await talk.customers.facts_of(ME) == []
    assert await talk.customers.consents_of(ME) == []


async def test_a_second_fact_needs_no_second_consent(database: Database, clock: Clock) -> None:
    talk = await a_talk(database, clock)
    for text in ("remember that I wear a medium", "note that I like oak"):
        await talk.begin("remember_fact", text)
        await talk.yes()
    assert len(await talk.customers.facts_of(ME)) == 2
    assert len(await talk.customers.consents_of(ME)) == 1


async def test_what_to_remember_is_asked_where_nothing_was_said(
    database: Database, clock: Clock
) -> None:
    talk = await a_talk(database, clock)
    assert await talk.begin("remember_fact", "please remember something about me") == (
        "utter_which_fact"
    )
    assert await talk.say("I never wear wool") == "utter_remember_fact_confirm"
    assert talk.last.values["fact"] == "I never wear wool"


async def test_the_number_of_a_card_is_never_written_down(database: Database, clock: Clock) -> None:
    talk = await a_talk(database, clock)
    text = "remember my card is 4111 1111 1111 1111"
    assert await talk.begin("remember_fact", text) == "utter_fact_with_number"
    assert talk.end is End.REFUSED
