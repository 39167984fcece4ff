"""How customers become known, in conversation: with real records, and the real texts."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.events import ActionExecuted, SlotSet, UserUttered
from rasa_sdk.executor import CollectingDispatcher

from actions.identification import (
    FORM,
    Identify,
    ValidateIdentifyForm,
    _order_as_before,
    answer_to_contact,
    begin_identification,
    claims_to_be_another,
)
from actions.identity.state import IdentityState
from desk.conversations.announcements import Announcements
from desk.conversations.conversation import Owner
from desk.conversations.conversations import Conversations
from desk.customers.customers import Customers
from desk.customers.identity import Method
from desk.database.database import Database, sqlite_url
from desk.database.upgrade import upgrade
from desk.handoff.handoff import Handoff
from desk.settings import ROOT
from tests.identification_cases import (
    BY_ORDER,
    EMAIL,
    NAME,
    ORDER,
    POSTCODE,
    Clock,
    Outbox,
    a_customer,
    an_identification,
    message,
)

pytestmark = pytest.mark.anyio

JOB = "action_order_status"
TAU2 = (Method.EMAIL, Method.NAME_AND_POSTCODE)
DOMAIN = yaml.safe_load((ROOT / "domain" / "identification.yml").read_text("utf-8"))

WHY = DOMAIN["responses"]["utter_identify_why"][0]["text"]


class Chat:
    """A conversation, with what the engine does around the actions."""

    def __init__(self, database: Database, methods: tuple[Method, ...], outbox: Outbox) -> None:
        clock = Clock()
        conversations = Conversations(database, Announcements(), clock)
        self.outbox = outbox
        self.services: Any = SimpleNamespace(
            conversations=conversations,
            customers=Customers(database),
            handoff=Handoff(database, conversations, clock),
            identification=an_identification(database, clock, outbox, methods),
        )
        self.id = ""
        self.events: list[dict[str, Any]] = []
        self.slots: dict[str, Any] = {}
        self.loop: str | None = None
        self.asks: str | None = None
        self.called: str | None = None
        self.is_rejected = False

    async def say(self, text: str, intent: str = "inform") -> str:
        """What the bot says to it."""
        if not self.id:
            self.id = (await self.services.conversations.start("web")).id
        self.asks, self.called, self.is_rejected = None, None, False
        parsed = message(text, intent)
        self._note([ActionExecuted("action_listen"), UserUttered(text, parse_data=parsed)])
        numbers = [e["value"] for e in parsed["entities"] if e["entity"] == "order_number"]
        self._note([SlotSet("order_number", number) for number in numbers[:1]])
        if self.loop != FORM:
            return await self.begin()
        dispatcher = CollectingDispatcher()
        events = await self._validated(dispatcher)
        self.is_rejected = events == []
        self._note([ActionExecuted(FORM), *events])
        if events and self.slots.get("requested_slot") is None:
            self.loop = None
            self._note(await Identify(self.services).run(dispatcher, self._tracker(), {}))
        return self._told(dispatcher)

    async def begin(self) -> str:
        """The job asks for an identification."""
        dispatcher = CollectingDispatcher()
        self._note(await begin_identification(self.services, dispatcher, self._tracker(), JOB))
        return self._told(dispatcher)

    async def asked_again(self) -> str:
        """What the form says once something else was answered."""
        self._note([ActionExecuted("action_answer_question")])
        dispatcher = CollectingDispatcher()
        self._note([ActionExecuted(FORM), *await self._validated(dispatcher)])
        return self._told(dispatcher)

    async def customer_id(self) -> str | None:
        found: str | None = (await self.services.conversations.get(self.id)).customer_id
        return found

    async def code(self) -> str:
        await self.services.identification.finish()
        return self.outbox.code()

    async def _validated(self, dispatcher: CollectingDispatcher) -> list[dict[str, Any]]:
        action = ValidateIdentifyForm(self.services)
        return await action.run(dispatcher, self._tracker(), {})

    def _note(self, events: list[dict[str, Any]]) -> None:
        for event in events:
            self.events.append(event)
            if event["event"] == "slot":
                self.slots[event["name"]] = event["value"]
            elif event["event"] == "active_loop":
                self.loop = event["name"]
            elif event["event"] == "followup" and event["name"] != "action_listen":
                self.called = event["name"]

    def _tracker(self) -> Tracker:
        said = [event for event in self.events if event["event"] == "user"]
        latest = {**said[-1]["parse_data"], "text": said[-1]["text"]} if said else None
        loop = {"name": self.loop} if self.loop else {}
        return Tracker(
            self.id, dict(self.slots), latest, list(self.events), False, None, loop, None
        )

    def _told(self, dispatcher: CollectingDispatcher) -> str:
        texts = []
        for said in dispatcher.messages:
            template = DOMAIN["responses"][said["response"]][0]["text"]
            texts.append(template.format(**said))
            self.asks = (said.get("custom") or {}).get("asks", self.asks)
        return " | ".join(texts)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(sqlite_url(tmp_path / "test.db"))
    await upgrade(database)
    async with database.write() as session:
        session.add(a_customer())
        session.add(
            a_customer(id="cus_2", name="Yara Sanchez", email="y@example.com", postcode="75255")
        )
    yield database
    await database.close()


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture
def demo(database: Database, outbox: Outbox) -> Chat:
    return Chat(database, BY_ORDER, outbox)


@pytest.fixture
def tau2(database: Database, outbox: Outbox) -> Chat:
    return Chat(database, TAU2, outbox)


@pytest.fixture
def by_code(database: Database, outbox: Outbox) -> Chat:
    return Chat(database, (Method.CODE,), outbox)


async def test_one_sentence_asks_for_all_that_would_do(
    database: Database, demo: Chat, tau2: Chat, by_code: Chat, outbox: Outbox
) -> None:
    said = await demo.say("where is my order", "order_status")
    assert "your order number, and the e-mail address or postcode it was placed with" in said
    assert "looks like HP-204816" in said
    assert demo.asks == "identity"
    said = await tau2.say("where is my order", "order_status")
    assert "please tell me your e-mail address, or your full name and postcode." in said
    assert "HP-" not in said
    assert tau2.asks == "identity"
    assert "please tell me your e-mail address." in await by_code.say("where is my order")
    assert by_code.asks == "email"
    every = Chat(database, tuple(Method), outbox)
    said = await every.say("where is my order")
    assert "e-mail address, or your full name and postcode, or your order number and" in said


async def test_details_of_the_first_message_are_enough(tau2: Chat) -> None:
    said = await tau2.say("hi, I'm Yara Sanchez, zip 75255, where is my order", "order_status")
    assert said == "Thank you, Yara, I've found you."
    assert (tau2.called, tau2.loop, await tau2.customer_id()) == (JOB, None, "cus_2")
    assert tau2.slots["identity"] is None
    conversation = await tau2.services.conversations.get(tau2.id)
    assert conversation.verified_by == "name_and_postcode"
    assert conversation.verified_at == Clock().now


async def test_details_of_an_earlier_message_count(tau2: Chat) -> None:
    tau2.events += [
        ActionExecuted("action_listen"),
        UserUttered("hello, my email is y@example.com", parse_data=message("my email is x")),
    ]
    tau2.events[-1]["parse_data"] = message("hello, my email is y@example.com")
    assert "Yara" in await tau2.say("where is my order", "order_status")


@pytest.mark.parametrize(
    "answers",
    [
        ["y@example.com"],
        ["Yara Sanchez 75255"],
        ["75255", "Yara Sanchez"],
        ["I'm Yara Sanchez", "it's 75255"],
        ["yara", "sanchez", "75255-1234"],
        ["my name is Yara Sanchez, my user id is yara_sanchez_1", "zip code 75255"],
        ["I can't remember my email", "yara sanchez", "75255"],
        ["postcode 75256", "sorry, it's 75255", "Yara Sanchez"],
    ],
)
async def test_answers_come_in_any_order_over_several_messages(
    tau2: Chat, answers: list[str]
) -> None:
    await tau2.say("I want to return my lamp", "return_item")
    *first, last = answers
    for answer in first:
        said = await tau2.say(answer)
        assert "couldn't" not in said
        assert tau2.asks is not None, answer
        assert tau2.called is None
    assert "Thank you, Yara, I've found you." in await tau2.say(last)
    assert (tau2.called, tau2.loop) == (JOB, None)


async def test_the_rest_is_asked_for_by_its_name(tau2: Chat) -> None:
    await tau2.say("where is my order", "order_status")
    assert await tau2.say("75255") == "And your full name, please?"
    assert tau2.asks == "name"
    assert await tau2.say("Yara") == "Thank you. And your last name?"
    said = await tau2.say("why do you need that?", "ask_privacy")
    assert said == f"{WHY} | Thank you. And your last name?"
    assert await tau2.say("this does not help", "not_helpful") == ""
    assert tau2.is_rejected
    assert await tau2.asked_again() == "Thank you. And your last name?"
    assert tau2.asks == "name"


async def test_an_order_named_before_is_not_asked_for_again(demo: Chat) -> None:
    said = await demo.say(f"where is {ORDER}?", "order_status")
    assert "please tell me the e-mail address or postcode the order was placed with." in said
    assert "Siân" in await demo.say(POSTCODE.lower())
    assert demo.slots["order_number"] == ORDER


async def test_a_contact_may_come_first(demo: Chat) -> None:
    await demo.say("where is my order", "order_status")
    assert "What is your order number?" in await demo.say(EMAIL)
    assert demo.asks == "order"
    said = await demo.say("it is 12")
    assert "Thank you" not in said
    assert "Siân" in await demo.say("104233")


async def test_something_else_in_the_middle_is_left_to_the_rules(tau2: Chat) -> None:
    await tau2.say("where is my order", "order_status")
    for text, intent in [
        ("how long do refunds take?", "ask_refunds"),
        ("why is my parcel late, it should have been here long ago", "parcel_lost"),
        ("I want a person, my email is y@example.com", "ask_person"),
        ("stop", "stop_job"),
    ]:
        assert await tau2.say(text, intent) == ""
        assert tau2.is_rejected, text
    said = await tau2.asked_again()
    assert said == "To go on, I need your e-mail address, or your full name and postcode."


async def test_a_new_request_in_the_middle_keeps_what_was_said(tau2: Chat) -> None:
    await tau2.say("where is my order", "order_status")
    await tau2.say("75255")
    await tau2.say("actually I want to return it", "return_item")
    assert tau2.is_rejected
    assert await tau2.begin() == "And your full name, please?"
    assert "Yara" in await tau2.say("Yara Sanchez")


async def test_a_wrong_detail_can_be_put_right_by_itself(tau2: Chat) -> None:
    await tau2.say("where is my order", "order_status")
    said = await tau2.say("Yara Sanchez, 75256")
    assert "couldn't find an account with those details" in said
    assert "Please check your full name and postcode" in said
    assert "or give me your e-mail address instead; you have 2 tries left" in said
    assert tau2.asks == "identity"
    # What nobody can read as one of them costs nothing, and what is asked for stays the same.
    said = await tau2.say("12 days")
    assert said == "To go on, I need your full name and postcode, or your e-mail address."
    # The same again is no second try.
    assert "left" not in await tau2.say("Yara Sanchez")
    assert "Yara" in await tau2.say("oh, 75255")


async def test_the_same_details_once_more_cost_no_try_and_are_told_not_to_fit(
    demo: Chat, tau2: Chat
) -> None:
    await demo.say("where is my order", "order_status")
    assert "2 tries left" in await demo.say(f"{ORDER}, eve@example.org")
    said = await demo.say(f"my order is {ORDER}, my e-mail is eve@example.org")
    assert said == (
        "With those details I looked just now, and couldn't find an order. Please check your "
        "order number and e-mail address, and send me what should be different."
    )
    assert "one try left" in await demo.say(f"{ORDER}, mallory@example.org")
    assert "With those details" in await demo.say(f"{ORDER}, mallory@example.org")
    # Who says it once more has nothing else.
    said = await demo.say(f"{ORDER}, mallory@example.org")
    assert said.startswith("I'm sorry, with these details I can't find it")
    assert "Shall I bring one in?" in said
    await tau2.say("where is my order", "order_status")
    await tau2.say("eve@example.org")
    said = await tau2.say("eve@example.org")
    assert "send me the right one, or give me your full name and postcode instead." in said


async def test_only_what_was_tried_is_asked_for_again(demo: Chat) -> None:
    await demo.say("where is my order", "order_status")
    said = await demo.say(f"{ORDER}, 3011 Bern")
    assert "Please check your order number and postcode, and send me what should be" in said
    assert "e-mail" not in said
    said = await demo.say("hmm, 12 days")
    assert said == "To go on, I need your order number and the postcode it was placed with."
    await demo.say(ORDER)
    assert "Siân" in await demo.say(POSTCODE)
    assert demo.slots["order_number"] == ORDER


async def test_a_postcode_that_reads_like_an_order_leaves_the_order_alone(demo: Chat) -> None:
    await demo.say(f"where is my order {ORDER}?", "order_status")
    demo._note([SlotSet("order_number", "HP-110001")])
    parsed = message("my postcode is HP11 0001")
    parsed["entities"].append(
        {"entity": "order_number", "start": 15, "end": 24, "value": "HP-110001"}
    )
    state = IdentityState.from_slot(demo.slots["identity"])
    (event,) = _order_as_before(demo._tracker(), state, parsed)
    assert (event["name"], event["value"]) == ("order_number", ORDER)


async def test_an_order_and_its_postcode_in_the_first_message_are_enough(demo: Chat) -> None:
    said = await demo.say(f"Where is my order {ORDER}, postcode {POSTCODE}?", "order_status")
    assert said == "Thank you, Siân, I've found you."
    assert (demo.called, demo.slots["order_number"]) == (JOB, ORDER)


async def test_a_contact_by_itself_changes_nothing_for_who_is_known(demo: Chat) -> None:
    await demo.say(f"Where is my order {ORDER}?", "order_status")
    await demo.say(f"my postcode is {POSTCODE}")
    customer = a_customer()
    # It was the answer: the job that waited goes on.
    demo._note([ActionExecuted("action_identify")])
    assert answer_to_contact(demo.services, demo._tracker(), customer) is None
    said = "my postcode is 3011"
    demo._note([ActionExecuted("action_listen"), UserUttered(said, parse_data=message(said))])
    assert answer_to_contact(demo.services, demo._tracker(), customer) == "utter_known_already"
    assert answer_to_contact(demo.services, demo._tracker(), None) is None


async def test_where_nobody_can_be_known_a_contact_gets_the_way_to_sign_in(
    database: Database, outbox: Outbox
) -> None:
    nobody = Chat(database, (), outbox)
    assert "Please sign in" in await nobody.say("where is my order", "order_status")
    for said, answer in [
        ("my postcode is 3011", "utter_sign_in_first"),
        ("my name is Nadia Keller", "utter_sign_in_first"),
        ("the walnut one", None),
    ]:
        nobody._note([ActionExecuted("action_listen"), UserUttered(said, parse_data=message(said))])
        assert answer_to_contact(nobody.services, nobody._tracker(), None) == answer


async def test_wrong_and_unknown_are_told_alike(demo: Chat, database: Database) -> None:
    other = Chat(database, BY_ORDER, Outbox())
    await demo.say("where is my order", "order_status")
    await other.say("where is my order", "order_status")
    wrong = await demo.say(f"{ORDER}, ZE9 9ZZ")
    unknown = await other.say(f"HP-999999, {POSTCODE}")
    assert wrong == unknown
    assert "couldn't find an order with those details" in wrong


async def test_too_many_failures_bring_a_person_and_lock_the_conversation(tau2: Chat) -> None:
    await tau2.say("where is my order", "order_status")
    for number in range(2):
        assert "couldn't find" in await tau2.say(f"wrong{number}@example.com")
    assert await tau2.say("wrong2@example.com") == ""
    assert (tau2.loop, tau2.called) == (None, None)
    conversation = await tau2.services.conversations.get(tau2.id)
    assert conversation.owner is Owner.QUEUE
    (entry,) = await tau2.services.handoff.queue()
    assert entry.ticket.reason_code == "identification_locked"
    assert entry.ticket.evidence == [
        {"name": "E-mail address given last", "value": "wrong2@example.com"}
    ]
    # Also when the bot has the conversation back.
    said = await tau2.say("where is my order? y@example.com", "order_status")
    assert "can't check who you are in this conversation" in said
    assert tau2.slots["offered"] == "person"
    assert await tau2.customer_id() is None


async def test_what_failed_is_not_tried_again_with_the_next_request(tau2: Chat) -> None:
    await tau2.say("where is my order? I'm Yara Sanchez, zip 75256", "order_status")
    tau2.slots["identity"], tau2.loop = None, None
    said = await tau2.say("I want to return my lamp", "return_item")
    assert "please tell me" in said
    assert "left" not in said


async def test_who_has_none_of_it_is_offered_a_person(demo: Chat) -> None:
    await demo.say("where is my order", "order_status")
    said = await demo.say("I don't have my order number")
    assert "A colleague can help you in another way" in said
    assert (demo.loop, demo.slots["offered"]) == (None, "person")


async def test_a_code_is_asked_for_sent_and_heard(by_code: Chat) -> None:
    await by_code.say("where is my order HP-104234", "order_status")
    said = await by_code.say("y@example.com")
    assert "If this address is in our records, a code of six digits is on its way" in said
    assert by_code.asks == "code"
    code = await by_code.code()
    assert code not in str(by_code.slots)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    said = await by_code.say(wrong)
    assert "You have 2 tries left" in said
    assert by_code.asks == "code"
    assert "Yara" in await by_code.say(f"my code is {code[:3]} {code[3:]}")
    # The engine took the code for the number of an order.
    assert by_code.slots["order_number"] == "HP-104234"
    conversation = await by_code.services.conversations.get(by_code.id)
    assert conversation.verified_by == "code_by_email"


async def test_an_unknown_address_hears_the_same(by_code: Chat, database: Database) -> None:
    other = Chat(database, (Method.CODE,), Outbox())
    for answer in ("where is my order", "{}", "123456", "I did not get it", "654321"):
        known = await by_code.say(answer.format("y@example.com"))
        unknown = await other.say(answer.format("nobody@example.com"))
        assert known == unknown
    await other.services.identification.finish()
    assert other.outbox.mails == []


async def test_a_code_that_did_not_come_is_sent_again_a_few_times(by_code: Chat) -> None:
    await by_code.say("where is my order")
    await by_code.say("y@example.com")
    for _ in range(2):
        assert "a new code is on its way" in await by_code.say("I did not get it", "complaint")
        assert by_code.asks == "code"
    said = await by_code.say("Send a new code", "not_helpful")
    assert "A colleague can help you in another way" in said
    assert by_code.slots["offered"] == "person"
    await by_code.services.identification.finish()
    assert len(by_code.outbox.mails) == 3


async def test_another_address_gets_a_code_of_its_own(by_code: Chat) -> None:
    await by_code.say("where is my order")
    await by_code.say("nobody@example.com")
    assert "on its way" in await by_code.say("sorry, it is y@example.com")
    assert "Yara" in await by_code.say(await by_code.code())


async def test_a_question_before_the_code_is_answered_and_the_code_asked_for_again(
    by_code: Chat,
) -> None:
    await by_code.say("where is my order")
    await by_code.say("y@example.com")
    await by_code.say("how long do refunds take?", "ask_refunds")
    assert by_code.is_rejected
    assert "six digits" in await by_code.asked_again()
    assert "Yara" in await by_code.say(await by_code.code())


@pytest.mark.parametrize(
    "odd",
    [
        "name: '; DROP TABLE customers;--, zip 75255",
        "{{7*7}} {name} 75255",
        "Yara Sanchez' OR '1'='1 75255",
        "\u202eYara Sanchez\u202c 12345",
        "I'm " + "Yara " * 4_000 + "75255",
        "y@@example.com",
        "’" * 20_000,
        "😀 😀 75255",
    ],
)
async def test_odd_answers_are_only_wrong_or_no_answers(tau2: Chat, odd: str) -> None:
    await tau2.say("where is my order", "order_status")
    said = await tau2.say(odd)
    assert "Thank you, " not in said
    assert "49" not in said
    assert await tau2.customer_id() is None
    assert "Yara" in await tau2.say("y@example.com")


async def test_who_signed_in_meanwhile_is_known(tau2: Chat) -> None:
    await tau2.say("where is my order", "order_status")
    await tau2.services.conversations.verify(tau2.id, "cus_1", "token")
    assert await tau2.say("y@example.com") == ""
    assert (tau2.called, await tau2.customer_id()) == (JOB, "cus_1")


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("I'm actually Noah Brown, cancel my order", True),
        ("my name is Noah Brown", True),
        ("my e-mail is noah@example.com", True),
        ("noah@example.com", True),
        ("this is sian okafor again", False),
        (f"I'm {NAME}", False),
        (f"my email is {EMAIL.upper()}", False),
        ("send the invoice to noah@example.com", False),
        ("I'm still waiting", False),
        ("I'm Siân", False),
        ("this is ridiculous", False),
    ],
)
def test_a_claim_to_be_somebody_else_is_noticed(text: str, is_another: bool) -> None:
    assert claims_to_be_another(a_customer(), message(text)) is is_another


def test_no_text_names_an_order_number_of_its_own() -> None:
    texts = [one[0]["text"] for one in DOMAIN["responses"].values()]
    assert not [text for text in texts if re.search(r"HP-|[0-9]{4}|!", text)]
