"""Every way to be known in a conversation, on both databases."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from desk.composition import open_identification, open_mail
from desk.customers.code_mails import MAX_CODES_PER_ADDRESS, MAX_CODES_PER_CONVERSATION
from desk.customers.customers import Customers
from desk.customers.erasure import erase
from desk.customers.identification import MAX_FAILURES_PER_DETAIL, Identification, Outcome
from desk.customers.identity import Details, Method
from desk.customers.one_time_code import CODE_LIFETIME
from desk.customers.tables import (
    identification_attempts_table,
    identification_codes_table,
    identification_tallies_table,
)
from desk.customers.tally import PERIOD
from desk.database.database import Database
from desk.mail.file_sender import FileSender
from desk.mail.smtp_sender import SmtpSender
from desk.settings import load_settings
from desk.shop.service_policy import IdentificationMethod, ServicePolicy
from tests.identification_cases import (
    BY_ORDER,
    EMAIL,
    NAME,
    ORDER,
    POSTCODE,
    Clock,
    Orders,
    Outbox,
    a_customer,
    an_identification,
)

pytestmark = pytest.mark.anyio

ODD = [
    "'; DROP TABLE customers; --",
    "' OR '1'='1",
    "{{7*7}}",
    "{0.__class__}",
    "%",
    "_",
    "\ud800",
    "\x00",
    "a\u0300" * 300,
    "\u202eolleH",
    "x" * 20_000,
    "١٢٣٤٥",
]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox() -> Outbox:
    return Outbox()


@pytest.fixture(autouse=True)
async def people(database: Database) -> None:
    async with database.write() as session:
        session.add(a_customer())
        session.add(
            a_customer(id="cus_2", name="Yara Sanchez", email="y@example.com", postcode="75255")
        )
        session.add(
            a_customer(id="cus_5", name="Beat Frei", email="f@example.com", postcode="CH-3011")
        )
        session.add(a_customer(id="cus_3", name="Twin Name", email="a@example.com", postcode="1"))
        session.add(a_customer(id="cus_4", name="Twin Name", email="b@example.com", postcode="1"))


@pytest.fixture
def every_way(database: Database, clock: Clock, outbox: Outbox) -> Identification:
    return an_identification(database, clock, outbox)


@pytest.fixture
def by_code(database: Database, clock: Clock, outbox: Outbox) -> Identification:
    return an_identification(database, clock, outbox, {Method.CODE})


@pytest.mark.parametrize(
    ("details", "method"),
    [
        (Details(email="Sian.Okafor@example.com."), Method.EMAIL),
        (Details(email="<sian.okafor@example.com>"), Method.EMAIL),
        (Details(name="sian okafor", postcode="se154qn"), Method.NAME_AND_POSTCODE),
        (Details(order=ORDER, postcode=POSTCODE), Method.ORDER_AND_POSTCODE),
        # The address is an old one; the rest is right.
        (
            Details(email="old@example.com", name=NAME, postcode=POSTCODE),
            Method.NAME_AND_POSTCODE,
        ),
    ],
)
async def test_what_is_enough_identifies(
    every_way: Identification, details: Details, method: Method
) -> None:
    result = await every_way.identify("c1", details)
    assert (result.outcome, result.customer_id) == (Outcome.IDENTIFIED, "cus_1")
    assert result.method is method


@pytest.mark.parametrize("zip_code", ["75255", "75255-1234", " 75255 "])
async def test_a_long_zip_code_is_its_first_part(every_way: Identification, zip_code: str) -> None:
    result = await every_way.identify("c1", Details(name="Yara Sanchez", postcode=zip_code))
    assert result.customer_id == "cus_2"


@pytest.mark.parametrize("postcode", ["3011", "CH-3011", "ch 3011", "CH – 3011"])
async def test_the_letters_of_a_country_are_no_part_of_a_postcode(
    every_way: Identification, postcode: str
) -> None:
    result = await every_way.identify("c1", Details(name="Beat Frei", postcode=postcode))
    assert result.customer_id == "cus_5"


async def test_two_of_one_name_at_one_postcode_get_the_answer_of_somebody_unknown(
    every_way: Identification,
) -> None:
    twin = await every_way.identify("c1", Details(name="Twin Name", postcode="1"))
    unknown = await every_way.identify("c2", Details(name="No One", postcode="1"))
    assert twin == unknown
    assert twin.outcome is Outcome.NO_MATCH


@pytest.mark.parametrize(
    "details",
    [
        Details(),
        Details(name=NAME),
        Details(postcode=POSTCODE),
        Details(order=ORDER),
        Details(name=NAME, postcode="75255"),
        Details(name="Yara", postcode="75255"),
        Details(name="Twin Name", postcode="1"),
        Details(email=EMAIL.replace("@", "@@")),
        Details(email="cus_1"),
        Details(order="HP-999999", postcode=POSTCODE),
    ],
)
async def test_what_is_not_enough_does_not(every_way: Identification, details: Details) -> None:
    result = await every_way.identify("c1", details)
    assert (result.outcome, result.customer_id) == (Outcome.NO_MATCH, None)


@pytest.mark.parametrize("odd", ODD)
async def test_odd_details_are_only_wrong(every_way: Identification, odd: str) -> None:
    details = Details(order=odd, email=odd, name=odd, postcode=odd, code=odd)
    result = await every_way.identify("c1", details)
    assert (result.outcome, result.tries_left) == (Outcome.NO_MATCH, 2)
    assert await every_way.send_code("c1", odd)
    assert (await every_way.identify("c1", Details(email=EMAIL))).customer_id == "cus_1"


@pytest.mark.parametrize(
    ("words", "details"),
    [
        ("e-mail", Details(email=EMAIL)),
        ("name with postcode", Details(name=NAME, postcode=POSTCODE)),
        ("order number with e-mail", Details(order=ORDER, email=EMAIL)),
        ("order number with postcode", Details(order=ORDER, postcode=POSTCODE)),
    ],
)
async def test_only_what_the_policy_accepts_identifies(
    database: Database, clock: Clock, tmp_path: Path, words: str, details: Details
) -> None:
    settings = load_settings(data_dir=tmp_path)
    everything = Details(order=ORDER, email=EMAIL, name=NAME, postcode=POSTCODE)
    accepted = IdentificationMethod(words)
    for method in IdentificationMethod:
        policy = ServicePolicy(identification_methods=frozenset({method}))
        identification = open_identification(
            settings, database, Orders(), Customers(database), policy, clock
        )
        assert identification.is_possible
        enough = details if method is accepted else replace(everything, email="", name="")
        is_other = method in (accepted, IdentificationMethod.ORDER_AND_POSTCODE)
        result = await identification.identify(f"c {method}", enough)
        assert (result.customer_id is not None) is is_other
    nobody = open_identification(
        settings,
        database,
        Orders(),
        Customers(database),
        ServicePolicy(identification_methods=frozenset()),
        clock,
    )
    assert not nobody.is_possible
    assert (await nobody.identify("c", everything)).customer_id is None


async def test_a_code_identifies_once(by_code: Identification, outbox: Outbox) -> None:
    assert await by_code.send_code("c1", f" {EMAIL.upper()}.")
    await by_code.finish()
    assert outbox.mails[0].to == EMAIL
    code = outbox.code()
    assert len(code) == 6
    assert code.isdecimal()
    spaced = f"{code[:3]} {code[3:]}"
    result = await by_code.identify("c1", Details(email=EMAIL, code=spaced))
    assert (result.customer_id, result.method) == ("cus_1", Method.CODE)
    again = await by_code.identify("c1", Details(email=EMAIL, code=code))
    assert again.customer_id is None


async def test_a_code_is_bound_to_its_conversation_and_its_address(
    by_code: Identification, outbox: Outbox
) -> None:
    await by_code.send_code("c1", EMAIL)
    await by_code.send_code("c2", "y@example.com")
    await by_code.finish()
    sian, yara = (mail.subject[:6] for mail in sorted(outbox.mails, key=lambda mail: mail.to))
    wrong = [("c2", EMAIL, sian), ("c1", "y@example.com", sian), ("c1", EMAIL, yara)]
    for conversation_id, email, code in wrong:
        result = await by_code.identify(conversation_id, Details(email=email, code=code))
        assert result.customer_id is None, (conversation_id, email)
    assert (await by_code.identify("c1", Details(email=EMAIL, code=sian))).customer_id == "cus_1"


async def test_a_new_code_voids_the_old_one(by_code: Identification, outbox: Outbox) -> None:
    for _ in range(2):
        await by_code.send_code("c1", EMAIL)
        await by_code.finish()
    old, new = (mail.subject[:6] for mail in outbox.mails)
    assert old != new
    assert (await by_code.identify("c1", Details(email=EMAIL, code=old))).customer_id is None
    assert (await by_code.identify("c1", Details(email=EMAIL, code=new))).customer_id == "cus_1"


async def test_a_code_is_good_for_ten_minutes(
    by_code: Identification, outbox: Outbox, clock: Clock
) -> None:
    for conversation_id, minutes, is_good in (("c1", 9, True), ("c2", 10, False)):
        await by_code.send_code(conversation_id, EMAIL)
        await by_code.finish()
        clock.pass_by(minutes=minutes)
        details = Details(email=EMAIL, code=outbox.code())
        result = await by_code.identify(conversation_id, details)
        assert (result.customer_id is not None) is is_good


async def test_an_unknown_address_is_treated_alike(
    by_code: Identification, outbox: Outbox, database: Database
) -> None:
    for number, address in enumerate((EMAIL, "nobody@example.com")):
        conversation_id = f"c{number}"
        sent = [await by_code.send_code(conversation_id, address) for _ in range(4)]
        assert sent == [True] * MAX_CODES_PER_CONVERSATION + [False]
        wrong = Details(email=address, code="000000")
        results = [await by_code.identify(conversation_id, wrong) for _ in range(3)]
        assert [result.tries_left for result in results] == [2, 1, 0]
        assert results[-1].outcome is Outcome.LOCKED
    await by_code.finish()
    assert {mail.to for mail in outbox.mails} == {EMAIL}
    async with database.read() as session:
        rows = (await session.execute(select(identification_codes_table))).mappings().all()
    assert sorted(str(row["customer_id"]) for row in rows) == ["None", "cus_1"]
    kept = str([dict(row) for row in rows])
    assert outbox.code() not in kept
    assert "example.com" not in kept


async def test_an_address_gets_few_codes_an_hour(
    by_code: Identification, outbox: Outbox, clock: Clock
) -> None:
    sent = [await by_code.send_code(f"c{number}", EMAIL) for number in range(7)]
    assert sent == [True] * MAX_CODES_PER_ADDRESS + [False] * 2
    await by_code.finish()
    assert len(outbox.mails) == MAX_CODES_PER_ADDRESS
    clock.pass_by(minutes=61)
    assert await by_code.send_code("late", EMAIL)


async def test_guessing_codes_in_many_conversations_locks_the_address(
    by_code: Identification, outbox: Outbox, clock: Clock
) -> None:
    for number in range(MAX_FAILURES_PER_DETAIL + 1):
        await by_code.identify(f"c{number}", Details(email=EMAIL, code="12"))
    await by_code.send_code("late", EMAIL)
    await by_code.finish()
    right = Details(email=EMAIL, code=outbox.code())
    assert (await by_code.identify("late", right)).outcome is Outcome.NO_MATCH


async def test_a_mail_that_cannot_be_sent_changes_nothing_that_is_said(
    by_code: Identification, outbox: Outbox
) -> None:
    outbox.is_broken = True
    assert await by_code.send_code("c1", EMAIL)
    await by_code.finish()


@pytest.mark.parametrize(
    ("guess", "right"),
    [
        (lambda n: Details(name=f"Nobody {n}", postcode=POSTCODE), "postcode"),
        (lambda n: Details(name=NAME, postcode=f"SE{n} 4QN"), "name"),
        (lambda n: Details(order=f"HP-{n:06}", email=EMAIL), "email"),
        (lambda n: Details(order=ORDER, email=f"{n}@example.com"), "order"),
    ],
    ids=["postcode", "name", "e-mail", "order"],
)
async def test_guessing_across_conversations_locks_what_is_guessed_about(
    database: Database, clock: Clock, outbox: Outbox, guess: object, right: str
) -> None:
    identification = an_identification(
        database, clock, outbox, {*BY_ORDER, Method.NAME_AND_POSTCODE}
    )
    for number in range(MAX_FAILURES_PER_DETAIL + 1):
        await identification.identify(f"c{number}", guess(number + 20))  # type: ignore[operator]
    locked = {
        "postcode": Details(name=NAME, postcode=POSTCODE),
        "name": Details(name=NAME, postcode=POSTCODE),
        "email": Details(order=ORDER, email=EMAIL),
        "order": Details(order=ORDER, postcode=POSTCODE),
    }[right]
    assert (await identification.identify("late", locked)).outcome is Outcome.NO_MATCH
    clock.pass_by(minutes=60)
    assert (await identification.identify("next", locked)).customer_id == "cus_1"


async def test_tries_at_once_never_exceed_what_is_allowed(
    database: Database, clock: Clock, outbox: Outbox
) -> None:
    identification = an_identification(database, clock, outbox, {Method.NAME_AND_POSTCODE})
    wrong = Details(name="Somebody Else", postcode=POSTCODE)
    await asyncio.gather(*(identification.identify(f"c{number}", wrong) for number in range(16)))
    async with database.read() as session:
        table = identification_tallies_table
        times = await session.scalars(select(table.c.times))
        assert sorted(times) == [MAX_FAILURES_PER_DETAIL + 1] * 2
    right = Details(name=NAME, postcode=POSTCODE)
    assert (await identification.identify("late", right)).customer_id is None


async def test_tries_at_once_in_one_conversation_are_all_counted(every_way: Identification) -> None:
    wrong = [Details(email=f"{number}@example.com") for number in range(4)]
    results = await asyncio.gather(*(every_way.identify("c1", details) for details in wrong))
    assert sorted(result.tries_left for result in results) == [0, 0, 1, 2]
    assert await every_way.is_locked("c1")
    assert not await every_way.is_locked("c2")


async def test_codes_asked_for_at_once_are_counted(by_code: Identification, outbox: Outbox) -> None:
    sent = await asyncio.gather(*(by_code.send_code(f"c{n}", EMAIL) for n in range(8)))
    assert sum(sent) == MAX_CODES_PER_ADDRESS
    await by_code.finish()
    assert len(outbox.mails) == MAX_CODES_PER_ADDRESS


async def test_a_code_is_redeemed_once_by_two_at_once(
    by_code: Identification, outbox: Outbox
) -> None:
    await by_code.send_code("c1", EMAIL)
    await by_code.finish()
    right = Details(email=EMAIL, code=outbox.code())
    results = await asyncio.gather(*(by_code.identify("c1", right) for _ in range(2)))
    assert sorted(str(result.customer_id) for result in results) == ["None", "cus_1"]


async def test_every_try_says_how_and_when_and_nothing_that_was_typed(
    every_way: Identification, database: Database, clock: Clock
) -> None:
    await every_way.identify("c1", Details(email="secret@example.com"))
    await every_way.identify("c1", Details(name="Secret Name", postcode="SECRET"))
    await every_way.identify("c1", Details(email=EMAIL))
    async with database.read() as session:
        rows = (await session.execute(select(identification_attempts_table))).mappings().all()
        tallies = (await session.execute(select(identification_tallies_table))).mappings().all()
    assert [(row["method"], row["succeeded"]) for row in rows] == [
        ("email", False),
        ("name_and_postcode", False),
        ("email", True),
    ]
    assert all(row["tried_at"] == clock.now for row in rows)
    assert "secret" not in str([*rows, *tallies]).casefold()
    assert EMAIL not in str([*rows, *tallies])


async def test_what_is_over_is_forgotten(
    every_way: Identification, database: Database, clock: Clock
) -> None:
    await every_way.send_code("c1", EMAIL)
    await every_way.identify("c1", Details(email="wrong@example.com"))
    clock.pass_by(seconds=max(PERIOD, CODE_LIFETIME).total_seconds())
    await every_way.send_code("c2", "y@example.com")
    async with database.read() as session:
        codes = await session.scalar(select(func.count()).select_from(identification_codes_table))
        tallies = await session.scalar(
            select(func.count()).select_from(identification_tallies_table)
        )
    assert (codes, tallies) == (1, 2)


async def test_an_erased_customer_leaves_no_code(
    by_code: Identification, outbox: Outbox, database: Database
) -> None:
    await by_code.send_code("c1", EMAIL)
    await by_code.finish()
    await erase(database, "cus_1")
    result = await by_code.identify("c1", Details(email=EMAIL, code=outbox.code()))
    assert result.customer_id is None


async def test_mail_goes_into_files_unless_there_is_a_server(tmp_path: Path) -> None:
    assert isinstance(open_mail(load_settings(data_dir=tmp_path)), FileSender)
    settings = load_settings(
        data_dir=tmp_path, smtp_host="mail.example", mail_from="Shop <help@shop.example>"
    )
    assert isinstance(open_mail(settings), SmtpSender)
