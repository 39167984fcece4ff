"""Reporting what arrived broken, wrong or not at all: what people get to read of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from actions.jobs.case import JobCase
from actions.jobs.dialogue import End
from actions.jobs.said import Said
from desk.clock import Clock
from desk.database.database import Database
from tests.integration.job_shop import (
    DELIVERED,
    ON_ITS_WAY,
    RUG,
    SQLITE,
    a_talk,
    changed,
    rows_in,
)
from tests.integration.job_talk import Talk

pytestmark = [pytest.mark.anyio, SQLITE]

KINDS = {
    "report_damage": "item_damaged",
    "report_wrong_item": "wrong_item",
    "report_missing_item": "item_missing",
}
LAMP, SOCKS = "Oak desk lamp (black)", "3 × Wool socks (grey)"


@dataclass
class Reporting(Talk):
    """`tickets` are what people were given: code, words, facts."""

    tickets: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    async def _case(self, said: Said) -> JobCase:
        case = await super()._case(said)

        async def hand_over(code: str, words: str, facts: Mapping[str, str]) -> None:
            self.tickets.append((code, words, dict(facts)))

        case.hand_over = hand_over
        return case

    @property
    def problem(self) -> str:
        """The account as it was last read out."""
        return str(self.last.values["problem"])


@pytest.fixture
async def talk(database: Database, clock: Clock) -> Reporting:
    known = await a_talk(database, clock)
    return Reporting(known.shop, known.customers, known.clock, known.customer_id)


async def to_confirm(talk: Reporting, kind: str = "report_damage") -> None:
    """Up to the question whether the report of the lamp may be passed on."""
    await talk.begin(kind, "something with HP-100006", DELIVERED, intent=KINDS[kind])
    assert await talk.say("the desk lamp") == f"utter_{KINDS[kind]}_what"
    assert await talk.say("The shade is in pieces") == "utter_problem_confirm"


@pytest.mark.parametrize("kind", KINDS)
async def test_a_problem_is_asked_for_and_given_to_people(
    talk: Reporting, database: Database, kind: str
) -> None:
    before = await rows_in(database)
    code = KINDS[kind]
    begun = await talk.begin(kind, "a problem", intent=code)
    assert begun == "utter_problem_which_order"
    assert await talk.say("HP-100006", DELIVERED) == f"utter_{code}_which_items"
    assert talk.asks == "items"
    assert await talk.say("the lamp") == f"utter_{code}_what"
    assert talk.asks == "problem"
    assert await talk.say("The shade is in pieces") == "utter_problem_confirm"
    assert talk.last.values == {
        "order_number": DELIVERED,
        "items": LAMP,
        "problem": "The shade is in pieces",
    }
    assert talk.tickets == []

    await talk.yes()
    assert talk.end is End.DONE
    ((given, words, facts),) = talk.tickets
    assert given == code
    assert words.endswith(".")
    assert facts == {
        "Order": DELIVERED,
        "Items": LAMP,
        "In the customer's words": "The shade is in pieces",
    }
    # What is owed is for people: the shop's records stay as they are.
    assert changed(before, await rows_in(database)) == {}


async def test_a_request_that_says_enough_is_the_account(talk: Reporting) -> None:
    said = "the glass of the desk lamp from HP-100006 arrived shattered"
    begun = await talk.begin("report_damage", said, DELIVERED, intent="item_damaged")
    assert begun == "utter_problem_confirm"
    assert talk.problem == said
    assert talk.last.values["items"] == LAMP


@pytest.mark.parametrize(
    ("added", "intent"),
    [
        ("it has a hole in the middle", "item_damaged"),
        ("it has a hole in the middle", "inform"),
        ("it has a hole in the middle", "out_of_scope"),
        ("a torn cable", "unclear"),
        ("torn cable", "inform"),
        ("yes, and it has a hole too", "affirm"),
        ("no, it's the foot that is cracked", "deny"),
    ],
)
async def test_what_is_added_at_the_confirmation_reaches_people(
    talk: Reporting, added: str, intent: str
) -> None:
    await to_confirm(talk)
    assert await talk.say(added, intent=intent) == "utter_problem_confirm"
    assert talk.problem == f"The shade is in pieces; {added}"
    assert talk.tickets == []
    await talk.yes()
    assert talk.tickets[0][2]["In the customer's words"] == f"The shade is in pieces; {added}"


async def test_what_is_added_while_items_are_asked_for_is_kept(talk: Reporting) -> None:
    said = "something from HP-100006 arrived broken."
    await talk.begin("report_damage", said, DELIVERED, intent="item_damaged")
    assert talk.asks == "items"
    added = "the desk lamp, its shade is in pieces"
    assert await talk.say(added, intent="item_damaged") == "utter_problem_confirm"
    assert talk.problem == f"{said} {added}"


async def test_an_account_has_up_to_a_thousand_characters(talk: Reporting) -> None:
    await to_confirm(talk)
    added = "and there is more, " * 25 + "the end"
    await talk.say(added)
    assert talk.problem.endswith("the end")
    await talk.say("once more " * 100)
    assert len(talk.problem) == 1000
    await talk.yes()
    assert len(talk.tickets[0][2]["In the customer's words"]) == 1000


async def test_the_same_words_are_kept_once(talk: Reporting) -> None:
    await to_confirm(talk)
    await talk.say("the shade is in pieces")
    assert talk.problem == "The shade is in pieces"


@pytest.mark.parametrize(
    ("answer", "intent"),
    [
        ("no thanks", "deny"),
        ("no, I don't want to pass it on", "deny"),
        ("never mind, forget about it", "stop_job"),
    ],
)
async def test_a_no_is_no_part_of_the_account(talk: Reporting, answer: str, intent: str) -> None:
    await to_confirm(talk)
    await talk.say(answer, intent=intent)
    assert talk.end is End.LEFT
    assert talk.tickets == []


@pytest.mark.parametrize("answer", ["hmm, let me think", "hang on a moment please"])
async def test_a_hesitation_is_no_part_of_the_account(talk: Reporting, answer: str) -> None:
    await to_confirm(talk)
    assert await talk.say(answer) == "utter_problem_confirm"
    assert talk.problem == "The shade is in pieces"
    assert talk.tickets == []


async def test_a_yes_that_says_nothing_new_passes_it_on(talk: Reporting) -> None:
    await to_confirm(talk)
    await talk.say("yes please, go ahead", intent="affirm")
    assert talk.end is End.DONE
    assert len(talk.tickets) == 1


@pytest.mark.parametrize("answer", ["yes", "no"])
async def test_a_yes_or_no_is_no_account(talk: Reporting, answer: str) -> None:
    await talk.begin("report_damage", "HP-100007 broke", RUG, intent="item_damaged")
    assert talk.asks == "problem"
    assert await talk.say(answer, intent="affirm") == "utter_item_damaged_what"
    assert talk.responses[0] == "utter_unclear_problem"


@pytest.mark.parametrize("intent", ["deny", "item_missing", "inform", "out_of_scope"])
@pytest.mark.parametrize("text", ["it's not in the box", "it was not in there with the others"])
async def test_what_is_missing_is_still_known_when_it_is_said_where(
    talk: Reporting, text: str, intent: str
) -> None:
    said = "something from HP-100006 is missing"
    await talk.begin("report_missing_item", said, DELIVERED, intent="item_missing")
    assert await talk.say("the socks") == "utter_problem_confirm"
    assert talk.last.values["items"] == SOCKS
    await talk.say(text, intent=intent)
    assert talk.asks == "confirm"
    assert talk.last.values["items"] == SOCKS
    await talk.yes()
    assert talk.tickets[0][2]["Items"] == SOCKS


async def test_it_is_not_in_the_box_answers_what_was_found(talk: Reporting) -> None:
    await talk.begin("report_missing_item", "HP-100006", DELIVERED, intent="item_missing")
    assert await talk.say("the socks") == "utter_item_missing_what"
    assert await talk.say("it's not in the box", intent="deny") == "utter_problem_confirm"
    assert talk.last.values["items"] == SOCKS
    assert talk.problem == "it's not in the box"


@pytest.mark.parametrize(
    ("text", "intent", "items"),
    [
        ("sorry, the socks", "inform", SOCKS),
        ("no, the socks", "choose_other", SOCKS),
        ("no, it was the mug instead", "deny", "Engraved mug"),
    ],
)
async def test_other_items_can_still_be_named(
    talk: Reporting, text: str, intent: str, items: str
) -> None:
    await to_confirm(talk)
    assert await talk.say(text, intent=intent) == "utter_problem_confirm"
    assert talk.last.values["items"] == items


async def test_only_so_many_of_an_item_are_reported(talk: Reporting) -> None:
    said = "one of the wool socks from HP-100006 has a hole in it"
    await talk.begin("report_damage", said, DELIVERED, intent="item_damaged")
    assert talk.last.values["items"] == "1 × Wool socks (grey)"
    await talk.yes()
    assert talk.tickets[0][2]["Items"] == "1 × Wool socks (grey)"


async def test_all_items_are_named_to_the_customer_and_to_people(talk: Reporting) -> None:
    said = "everything in HP-100006 is soaked and stained"
    await talk.begin("report_damage", said, DELIVERED, intent="item_damaged")
    assert await talk.say("all of them") == "utter_problem_confirm"
    lines = [
        *("1 × T-shirt (blue, M)", "1 × T-shirt (blue, L)", "3 × Wool socks (grey)"),
        *("1 × Oak desk lamp (black)", "1 × Engraved mug"),
    ]
    assert _lines(str(talk.last.values["items"])) == lines
    await talk.yes()
    assert _lines(talk.tickets[0][2]["Items"]) == lines


def _lines(text: str) -> list[str]:
    return [line.strip(" -") for line in text.strip().splitlines()]


async def test_what_has_not_arrived_cannot_be_broken(talk: Reporting) -> None:
    said = "the mug from HP-100004 is broken"
    begun = await talk.begin("report_damage", said, ON_ITS_WAY, intent="item_damaged")
    assert begun == "utter_not_delivered_yet"
    assert talk.end is End.REFUSED
