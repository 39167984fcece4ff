"""What an import of customers leaves behind: answers to consents, forgotten facts, and a record."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from desk.clock import Clock
from desk.commands.customers import import_customers
from desk.customers.consent import Purpose
from desk.customers.customer_change import ChangedBy, CustomerChange, CustomerChangeKind
from desk.customers.customers import Customers
from desk.database.database import Database

pytestmark = pytest.mark.anyio

ADA: dict[str, Any] = {"id": "c1", "name": "Ada Byron", "email": "ada@example.com"}
WORK = {
    "label": "work",
    "street": "1 Ferry Square",
    "street2": "",
    "city": "London",
    "region": "",
    "postcode": "SE15 4QQ",
    "country": "GB",
}


class Files:
    """Imports what it is told of Ada, as a file of one kind."""

    def __init__(self, database: Database, clock: Clock, folder: Path, suffix: str) -> None:
        self.database, self.clock = database, clock
        self.customers = Customers(database, clock)
        self.file = folder / f"customers{suffix}"

    async def tell(self, dry_run: bool = False, **told: Any) -> None:
        row = ADA | told
        if self.file.suffix == ".csv":
            with self.file.open("w", newline="") as opened:
                writer = csv.DictWriter(opened, list(row))
                writer.writeheader()
                writer.writerow(row)
        else:
            self.file.write_text(json.dumps({"customers": [row]}))
        await import_customers(self.database, self.file, self.clock, dry_run)

    async def facts(self) -> list[str]:
        return [fact.text for fact in await self.customers.facts_of("c1")]

    async def changes(self) -> list[CustomerChange]:
        kept = await self.customers.changes_of("c1")
        return [change for change in kept if change.kind is CustomerChangeKind.IMPORT]


@pytest.fixture(params=[".json", ".csv"])
def files(
    request: pytest.FixtureRequest, database: Database, clock: Clock, tmp_path: Path
) -> Files:
    return Files(database, clock, tmp_path, request.param)


async def test_a_no_to_facts_in_a_file_forgets_them_and_only_theirs(files: Files) -> None:
    await files.tell(id="c2", email="tom@example.com")
    await files.tell()
    for owner in ("c1", "c2"):
        await files.customers.record_consent(owner, Purpose.FACTS, True, f"yes-{owner}")
        await files.customers.remember_fact(owner, "allergic to wool", f"fact-{owner}")
    await files.tell(newsletter="no", facts="yes")
    assert await files.facts() == ["allergic to wool"]
    await files.tell(facts="no", dry_run=True)
    assert await files.facts() == ["allergic to wool"]
    await files.tell(facts="no")
    assert await files.facts() == []
    assert not await files.customers.has_consent("c1", Purpose.FACTS)
    assert len(await files.customers.facts_of("c2")) == 1


async def test_a_no_that_the_file_told_before_forgets_nothing_told_after_a_new_yes(
    files: Files,
) -> None:
    await files.tell(facts="no")
    await files.customers.record_consent("c1", Purpose.FACTS, True, "yes")
    await files.customers.remember_fact("c1", "allergic to wool", "fact")
    await files.tell(facts="no")
    assert await files.facts() == ["allergic to wool"]
    assert await files.customers.has_consent("c1", Purpose.FACTS)


async def test_what_a_file_changes_on_a_known_customer_is_on_record(files: Files) -> None:
    await files.tell(city="London", tier="silver", newsletter="yes")
    assert await files.changes() == []
    told: dict[str, Any] = {"city": "Leeds", "tier": "gold", "newsletter": "no", "phone": ""}
    told["created_at"] = "2026-01-01T00:00:00+00:00"
    told["tags"] = "vip" if files.file.suffix == ".csv" else ["vip"]
    await files.tell(**told)
    await files.tell(**told)
    (change,) = await files.changes()
    assert (change.customer_id, change.changed_by) == ("c1", ChangedBy.OPERATOR)
    created_at = change.before.pop("created_at")
    assert created_at.startswith("2026-03-11T")
    assert change.before == {"city": "London", "tier": "silver", "newsletter": True, "tags": []}
    assert change.after == {
        "city": "Leeds",
        "tier": "gold",
        "newsletter": False,
        "tags": ["vip"],
        "created_at": "2026-01-01T00:00:00+00:00",
    }


async def test_an_address_from_a_file_is_no_change_that_outlives_the_next_file(
    files: Files,
) -> None:
    for street in ("4 Ferry Lane", "9 Ferry Road", "4 Ferry Lane"):
        await files.tell(street=street, city="London", postcode="SE15 4QN", country="GB")
        ada = await files.customers.get("c1")
        assert ada is not None
        assert ada.street == street
    assert [change.after for change in await files.changes()] == [
        {"street": "9 Ferry Road"},
        {"street": "4 Ferry Lane"},
    ]


async def test_further_addresses_are_on_record_by_their_labels(
    database: Database, clock: Clock, tmp_path: Path
) -> None:
    files = Files(database, clock, tmp_path, ".json")
    await files.tell(addresses=[WORK])
    moved = WORK | {"street": "2 Dock Road"}
    mum = WORK | {"label": "mum"}
    await files.tell(addresses=[moved, mum])
    await files.tell(addresses=[moved])
    (change,) = await files.changes()
    assert change.before == {"addresses": {"work": WORK, "mum": None}}
    assert change.after == {"addresses": {"work": moved, "mum": mum}}
    # One label twice: the last one stands, as before.
    await files.tell(addresses=[mum, mum | {"city": "Bath"}, mum | {"city": "York"}])
    kept = {each.label: each.city for each in await files.customers.further_addresses_of("c1")}
    assert kept == {"work": "London", "mum": "York"}
    newest = (await files.changes())[-1]
    assert newest.before == {"addresses": {"mum": mum}}
