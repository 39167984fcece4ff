"""Customers are brought in, handed out and erased, down to the last table."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from desk.clock import Clock
from desk.commands.customers import (
    customer_id_of,
    erase_customer,
    export_customers,
    export_one,
    import_customers,
)
from desk.commands.profile_page import profile_values
from desk.commands.shop import import_shop
from desk.composition import open_profiles
from desk.conversations.conversation import Author, Conversation, Message, Owner
from desk.conversations.conversations import Conversations
from desk.customers.address import Address, KeptAddress
from desk.customers.consent import Purpose
from desk.customers.customer_change import CustomerChangeKind, NoSuchCustomer
from desk.customers.customers import Customers
from desk.customers.erasure import Erasure, erase
from desk.customers.personal_data import GONE, PERSONAL_TABLES
from desk.customers.tables import identification_attempts_table, identification_codes_table
from desk.database.database import Database
from desk.database.schema import metadata
from desk.engine.memory import MemoryLocked
from desk.errors import Invalid
from desk.handoff.ticket import Priority, Ticket
from desk.importing.problems import BrokenImport
from desk.insight.question import AskedQuestion, Outcome
from desk.insight.rating import Rated, Rating, RatingKind
from desk.shop.shop import Shop

pytestmark = pytest.mark.anyio

# Whatever is left of her after the erasure holds one of these.
OF_ADA = ("ada", "byron", "ferry", "secret-", "t1t1", "4410", "se15", "wool")

SHOP: dict[str, Any] = {
    "products": [
        {
            "id": "p1",
            "name": "Lamp",
            "variants": [
                {"id": "RED", "options": {"colour": "red"}, "price": 20},
                {"id": "BLUE", "options": {"colour": "blue"}, "price": 15},
            ],
        }
    ],
    "customers": [
        {
            "id": customer_id,
            "name": name,
            "email": f"{customer_id}@example.com",
            "phone": "020 7946 0301",
            "street": "4 Ferry Lane",
            "city": "London",
            "postcode": "SE15 4QN",
            "country": "GB",
        }
        for customer_id, name in (("ada_byron", "Ada Byron"), ("other", "Tom Other"))
    ],
    "payment_methods": [
        {"id": f"card_of_{owner}", "customer_id": owner, "kind": "credit_card", "last_four": "4410"}
        for owner in ("ada_byron", "other")
    ],
    "orders": [
        {
            "id": f"S-{number}",
            "customer_id": owner,
            "status": status,
            "payment_method_id": f"card_of_{owner}",
            "items": [{"variant_id": "RED"}],
            "shipments": [{"carrier": "Post", "tracking_number": "T1T1"}],
        }
        for number, owner, status in (
            (1, "ada_byron", "pending"),
            (2, "ada_byron", "delivered"),
            (3, "ada_byron", "delivered"),
            (4, "other", "pending"),
        )
    ],
}


async def fill(database: Database, clock: Clock, tmp_path: Path) -> None:
    """Ada in every table that can hold her, and somebody beside her."""
    file = tmp_path / "shop.json"
    file.write_text(json.dumps(SHOP))
    await import_shop(database, file, clock)
    customers, shop = Customers(database, clock), Shop(database, clock, Customers(database))
    await customers.record_consent("ada_byron", Purpose.FACTS, True, "k1", wording="yes, Ada")
    await customers.remember_fact("ada_byron", "allergic to wool", "k2", "con_1")
    address = Address("9 Ferry Road", "", "Leeds", "", "SE15 4QQ", "GB")
    await customers.change_default_address("ada_byron", address, "k3")
    await shop.change_address("ada_byron", "S-1", address, "k4")
    await shop.request_return("ada_byron", "S-2", ["S-2-1"], "card_of_ada_byron", "k5")
    await shop.request_exchange("ada_byron", "S-3", {"S-3-1": "BLUE"}, "card_of_ada_byron", "k6")
    async with database.write() as session:
        session.add(KeptAddress("ada_byron", "work", "1 Ferry Sq", "", "London", "", "SE15", "GB"))
        for number, owner in ((1, "ada_byron"), (2, "other")):
            talk = Conversation(f"con_{number}", "web", clock(), Owner.BOT, owner, page="/secret-p")
            session.add(talk)
            await session.flush()
            words = f"I am {owner}, secret-words"
            buttons = [{"title": "secret-b", "payload": "/x"}]
            message = Message(talk.id, 1, Author.CUSTOMER, words, clock(), buttons=buttons)
            message.payload, message.frustration_score = "secret-payload", 0.75
            message.client_message_id = "secret-client"
            session.add(message)
            ticket = Ticket(f"t_{number}", talk.id, "asked", "secret-r", Priority.NORMAL, clock())
            ticket.evidence = [{"name": "secret-e", "value": "1"}]
            ticket.what_was_tried, ticket.note = ["secret-t"], "secret-note"
            rating = Rating(talk.id, RatingKind.CSAT, Rated.BOT, asked_at=clock())
            rating.give(4, f"secret-comment of {owner}", clock())
            asked = f"secret-question of {owner}"
            question = AskedQuestion(
                f"q_{number}", talk.id, 1, clock(), asked, asked, Outcome.UNANSWERED
            )
            session.add_all([ticket, rating, question])
            await session.execute(
                identification_attempts_table.insert().values(
                    conversation_id=talk.id,
                    seq=1,
                    method="email",
                    succeeded=True,
                    tried_at=clock(),
                    customer_id=owner,
                )
            )
            await session.execute(
                identification_codes_table.insert().values(
                    conversation_id=talk.id,
                    code_hash="0" * 64,
                    customer_id=owner,
                    sent_at=clock(),
                    failures=0,
                )
            )


async def cells(database: Database) -> dict[str, list[dict[str, Any]]]:
    async with database.read() as session:
        return {
            name: [dict(row) for row in (await session.execute(select(table))).mappings()]
            for name, table in metadata.tables.items()
        }


async def test_an_export_of_one_reaches_every_table_and_nobody_else(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    content, count = await export_one(database, tmp_path, "ada_byron", ".json")
    tables = json.loads(content)["tables"]
    assert count == sum(map(len, tables.values()))
    filled = {name for name, rows in tables.items() if rows}
    there = {name for name, rows in (await cells(database)).items() if rows}
    assert filled == there & {personal.name for personal in PERSONAL_TABLES}
    assert filled == {personal.name for personal in PERSONAL_TABLES}, "a table that was never tried"
    assert "other" not in content.decode().replace("Other", "")
    assert tables["orders"][0]["shipping_fee"] == "0.00"
    packed, _ = await export_one(database, tmp_path, "ada_byron", ".zip")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {Path(name).stem for name in archive.namelist()} == filled
        (row,) = csv.DictReader(archive.read("messages.csv").decode("utf-8-sig").splitlines())
        assert row["text"] == "I am ada_byron, secret-words"


async def test_an_erasure_leaves_nothing_of_the_person_in_any_table(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    before = await cells(database)
    done = await erase_customer(database, tmp_path, "ada_byron", "asked", clock)
    after = await cells(database)
    left = {
        name: [
            row
            for row in rows
            if any(word in str(row).lower() for word in OF_ADA) and "other" not in str(row).lower()
        ]
        for name, rows in after.items()
        # Rows of the other one without a name in them; compared with before below.
        if name not in ("messages", "tickets", "shipments", "payments", "conversations")
    }
    assert not any(left.values()), left
    for name in ("messages", "tickets", "shipments", "payments", "conversations"):
        of_other = [row for row in before[name] if not is_adas(row)]
        assert [row for row in after[name] if not is_adas(row)] == of_other
        for row in after[name]:
            if is_adas(row):
                assert not any(word in str(row).lower() for word in OF_ADA), (name, row)
    assert done.conversation_ids == ["con_1"]
    assert sum(done.rows.values()) > 20


def is_adas(row: dict[str, Any]) -> bool:
    theirs = {"con_1", "t_1", "S-1", "S-2", "S-3"}
    return bool(theirs & {row.get("id"), row.get("conversation_id"), row.get("order_id")})


async def test_orders_keep_what_the_law_wants_without_the_person(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    shop = Shop(database, clock, Customers(database))
    done = await erase_customer(database, tmp_path, "ada_byron", "", clock)
    order = await shop.order_of(done.stand_in_id, "S-2")
    assert order is not None
    assert order.total == order.paid == Decimal("20.00")
    assert order.refund_amount == Decimal("20.00")
    assert (order.shipping_address.name, order.shipping_address.country) == (GONE, "GB")
    assert order.items[0].product_name == "Lamp"
    assert order.tracking_number is None
    (change,) = await Customers(database).changes_of(done.stand_in_id)
    assert change.kind is CustomerChangeKind.ERASURE
    assert await Customers(database).find_by_email("ada_byron@example.com") is None


async def test_the_conversation_of_an_erased_customer_is_nobodys_and_can_still_be_read(
    database: Database, clock: Clock, conversations: Conversations, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    await erase_customer(database, tmp_path, "ada_byron", "", clock)
    async with database.read() as session:
        conversation = await session.get(Conversation, "con_1")
        message = await session.get(Message, ("con_1", 1))
    assert conversation is not None
    assert not conversation.is_verified
    assert message is not None
    assert (message.text, message.frustration_score) == (GONE, 0.75)


async def test_nobody_is_erased_twice_or_by_guess(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    done = await erase_customer(database, tmp_path, "ada_byron", "", clock)
    for nobody in ("ada_byron", done.stand_in_id, "%"):
        with pytest.raises(NoSuchCustomer):
            await erase_customer(database, tmp_path, nobody, "", clock)
        with pytest.raises(NoSuchCustomer):
            await export_one(database, tmp_path, nobody, ".json")


async def test_an_erasure_waits_for_whoever_is_writing_about_the_person(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    orders, payments = metadata.tables["orders"], metadata.tables["payments"]
    async with database.write() as session:
        await session.execute(select(orders.c.id).where(orders.c.id == "S-1").with_for_update())
        paid = {"kind": "payment", "state": "made", "amount": Decimal("1.00"), "label": "secret-l"}
        row = payments.insert().values(order_id="S-1", seq=9, at=clock(), **paid)
        await session.execute(row)
        erasure = asyncio.create_task(erase_customer(database, tmp_path, "ada_byron", "", clock))
        await asyncio.sleep(0.5)
        assert not erasure.done()
    await erasure
    assert "secret-l" not in str((await cells(database))["payments"])


def an_engine_file(folder: Path) -> Path:
    """Words of both customers, where the engine keeps them."""
    file = folder / "engine.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE events (id INTEGER, sender_id TEXT, data TEXT)")
        connection.executemany(
            "INSERT INTO events VALUES (1, ?, 'words')", [("con_1",), ("con_1",), ("con_2",)]
        )
    return file


def remembered(engine_file: Path) -> list[str]:
    with closing(sqlite3.connect(engine_file)) as connection:
        return [row[0] for row in connection.execute("SELECT sender_id FROM events")]


async def test_the_engines_memory_of_their_conversations_goes_too(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    engine_file = an_engine_file(tmp_path)
    await erase_customer(database, tmp_path, "ada_byron", "", clock)
    assert remembered(engine_file) == ["con_2"]


async def test_the_engine_has_forgotten_before_the_person_is_erased(
    database: Database, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(database, clock, tmp_path)
    engine_file, seen = an_engine_file(tmp_path), []

    async def erase_and_look(*given: Any) -> Erasure:
        seen.extend(remembered(engine_file))
        done = await erase(*given)
        with closing(sqlite3.connect(engine_file)) as connection, connection:
            connection.execute("INSERT INTO events VALUES (2, 'con_1', 'said meanwhile')")
        return done

    monkeypatch.setattr("desk.commands.customers.erase", erase_and_look)
    await erase_customer(database, tmp_path, "ada_byron", "", clock)
    assert seen == remembered(engine_file) == ["con_2"]


async def test_nobody_is_erased_while_the_engine_cannot_forget(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    broken = tmp_path / "engine.db"
    broken.write_text("This is no database at all, and long enough to be seen as none. " * 20)
    with pytest.raises(MemoryLocked, match=r"cannot be deleted from .*engine\.db .*: con_1\."):
        await erase_customer(database, tmp_path, "ada_byron", "", clock)
    assert await Customers(database).get("ada_byron") is not None


@pytest.mark.parametrize("suffix", [".csv", ".json"])
async def test_what_is_exported_can_be_imported_and_is_the_same(
    suffix: str, database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    content, count, left_out = await export_customers(database, suffix)
    assert (count, left_out) == (2, 1 if suffix == ".csv" else 0)
    file = tmp_path / f"customers{suffix}"
    file.write_bytes(content)
    before = await cells(database)
    assert await import_customers(database, file, clock) == 2
    assert await cells(database) == before


async def test_no_cell_of_an_export_is_a_formula_and_it_is_imported_as_it_was(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    file = tmp_path / "customers.csv"
    names = ["=1+1", "+44 20", "-x", "@SUM(1)", "'=2", "-5.50", "O'Hara"]
    customers = [
        {"id": f"c{n}", "name": name, "email": f"{n}@example.com"} for n, name in enumerate(names)
    ]
    (tmp_path / "customers.json").write_text(json.dumps({"customers": customers}))
    await import_customers(database, tmp_path / "customers.json", clock)
    before = await cells(database)
    content, *_ = await export_customers(database, ".csv")
    written = [row["name"] for row in csv.DictReader(content.decode("utf-8-sig").splitlines())]
    assert sorted(written) == sorted(
        ["'=1+1", "'+44 20", "'-x", "'@SUM(1)", "''=2", "-5.50", "O'Hara"]
    )
    file.write_bytes(content)
    await import_customers(database, file, clock)
    assert await cells(database) == before


async def test_erased_customers_are_not_exported(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    await erase_customer(database, tmp_path, "ada_byron", "", clock)
    assert (await export_customers(database, ".csv"))[1] == 1


async def test_an_import_does_not_give_orders_back_to_an_erased_person(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    done = await erase_customer(database, tmp_path, "ada_byron", "", clock)
    imported = await import_shop(database, tmp_path / "shop.json", clock)
    assert imported.left_alone == ["S-1", "S-2", "S-3"]
    shop = Shop(database, clock, Customers(database))
    assert await shop.owner_of("S-2") == done.stand_in_id


async def test_an_import_updates_only_what_the_file_tells(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    file = tmp_path / "c.csv"
    file.write_text("id,name,email,tags,newsletter\nother,Tom New,other@example.com,vip; b2b,yes\n")
    assert await import_customers(database, file, clock, dry_run=True) == 1
    customers = Customers(database)
    customer = await customers.get("other")
    assert customer is not None
    assert customer.name == "Tom Other"
    for _ in range(2):
        await import_customers(database, file, clock)
    customer = await customers.get("other")
    assert customer is not None
    assert (customer.name, customer.city, customer.tags) == ("Tom New", "London", ["vip", "b2b"])
    (consent,) = await customers.consents_of("other")
    assert (consent.purpose, consent.is_given, consent.source) == (
        Purpose.NEWSLETTER,
        True,
        "import",
    )


async def test_what_a_customer_changed_here_outlives_an_older_file(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    customers = Customers(database)

    async def after(street: str, newsletter: str, overwrite: bool = False) -> tuple[str, bool]:
        """Ada's street and consent after an import of these."""
        told = {"id": "ada_byron", "name": "Ada Byron", "email": "ada_byron@example.com"}
        row = told | {"street": street, "newsletter": newsletter}
        file = tmp_path / "nightly.json"
        file.write_text(json.dumps({"customers": [row]}))
        await import_shop(database, file, clock, overwrite)
        ada = await customers.get("ada_byron")
        assert ada is not None
        return ada.street, await customers.has_consent("ada_byron", Purpose.NEWSLETTER)

    old = {name: SHOP["customers"][0][name] for name in ("city", "postcode")}
    before = Address("4 Ferry Lane", "", old["city"], "", old["postcode"], "GB")
    after_move = Address("9 Ferry Road", "", old["city"], "", old["postcode"], "GB")
    await customers.change_default_address("ada_byron", before, "m1")
    await after("4 Ferry Lane", "yes")
    await customers.change_default_address("ada_byron", after_move, "m2")
    await customers.record_consent("ada_byron", Purpose.NEWSLETTER, False, "m3")
    assert await after("4 Ferry Lane", "yes") == ("9 Ferry Road", False)
    assert await after("9 Ferry Road", "no") == ("9 Ferry Road", False)
    assert await after("1 New Street", "yes") == ("1 New Street", True)
    assert await after("4 Ferry Lane", "no") == ("1 New Street", False)
    assert await after("4 Ferry Lane", "yes", overwrite=True) == ("4 Ferry Lane", True)


@pytest.mark.parametrize(
    ("rows", "place", "column"),
    [
        ("c1,Ada,ada@example.com\nc1,Eve,eve@example.com", "row 3", "id"),
        ("c1,Ada,ada@example.com\nc2,Eve,ADA@example.com", "row 3", "email"),
        ("c1,,ada@example.com", "row 2", "name"),
        ("c1,Ada,other@example.com", "row 2", "email"),
        (f"{'c' * 41},Ada,ada@example.com", "row 2", "id"),
    ],
)
async def test_a_broken_row_is_named_and_nobody_is_imported(
    rows: str, place: str, column: str, database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    file = tmp_path / "c.csv"
    file.write_text(f"id,name,email\n{rows}\n")
    before = await cells(database)
    with pytest.raises(BrokenImport) as refused:
        await import_customers(database, file, clock)
    assert (place, column) in {(p.row, p.column) for p in refused.value.problems}
    assert await cells(database) == before


async def test_a_profile_brings_together_what_all_know(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    profiles = open_profiles(database, Customers(database))
    profile = await profiles.of("ada_byron")
    assert profile.consents == {Purpose.NEWSLETTER: False, Purpose.FACTS: True}
    assert profile.purchases.order_count == 3
    assert profile.purchases.return_count == 1
    assert profile.purchases.lifetime_value == Decimal("60.00")
    assert profile.payment_names == ["card ending 4410"]
    (conversation,) = profile.conversations
    assert conversation.outcome == "waits for our team"
    assert conversation.frustration_score == 0.75
    values = profile_values(profile)
    assert values["further_addresses"] == {"work": "1 Ferry Sq, London, SE15, GB"}
    assert values["facts"] == ["allergic to wool"]
    assert json.dumps(values)
    with pytest.raises(NoSuchCustomer):
        await profiles.of("nobody")


async def test_a_customer_is_named_by_id_or_address(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    await fill(database, clock, tmp_path)
    assert await customer_id_of(database, "ada_byron") == "ada_byron"
    assert await customer_id_of(database, " ADA_byron@example.com") == "ada_byron"
    with pytest.raises(Invalid):
        await customer_id_of(database, "nobody")
