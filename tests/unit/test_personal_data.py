"""Somebody has decided, for every table and column, what becomes of it when a person goes."""

from __future__ import annotations

import pytest

from desk.customers.personal_data import OTHER_TABLES, PERSONAL_TABLES, PersonalTable
from desk.database.schema import metadata

PERSONAL = {personal.name: personal for personal in PERSONAL_TABLES}
_TELLING = ("customer_id", "conversation_id", "order_id", "email", "phone")


def test_every_table_is_in_the_register_once() -> None:
    named = [personal.name for personal in PERSONAL_TABLES] + list(OTHER_TABLES)
    assert len(named) == len(set(named))
    missing = set(metadata.tables) - set(named)
    assert not missing, f"say in desk/customers/personal_data.py what becomes of {missing}"
    assert set(named) == set(metadata.tables), "the register names a table that is not there"


@pytest.mark.parametrize("name", sorted(OTHER_TABLES))
def test_a_table_without_customers_refers_to_none(name: str) -> None:
    table = metadata.tables[name]
    referred = {key.column.table.name for key in table.foreign_keys}
    assert not referred & set(PERSONAL)
    if name != "agents":
        assert not set(_TELLING) & set(table.columns.keys())


@pytest.mark.parametrize("personal", PERSONAL_TABLES, ids=lambda personal: personal.name)
def test_every_column_is_kept_blanked_or_deleted(personal: PersonalTable) -> None:
    table = metadata.tables[personal.name]
    assert personal.owner.column in table.columns
    if personal.is_deleted:
        assert not personal.blanked
        assert not personal.kept
        return
    decided = [*personal.blanked, *personal.kept]
    if personal.owner.parent is None and personal.owner.column not in personal.blanked:
        decided.append(personal.owner.column)
    assert sorted(decided) == sorted(table.columns.keys())


@pytest.mark.parametrize("personal", PERSONAL_TABLES, ids=lambda personal: personal.name)
def test_what_is_blanked_may_be(personal: PersonalTable) -> None:
    table = metadata.tables[personal.name]
    for name, value in personal.blanked.items():
        column = table.columns[name]
        assert value is not None or column.nullable, name
        assert not column.primary_key, name


@pytest.mark.parametrize("personal", PERSONAL_TABLES, ids=lambda personal: personal.name)
def test_owners_lead_to_the_customer(personal: PersonalTable) -> None:
    seen: list[str] = []
    while personal.owner.parent is not None:
        assert personal.name not in seen
        seen.append(personal.name)
        personal = PERSONAL[personal.owner.parent]
        assert "id" in metadata.tables[personal.name].columns
    assert personal.owner.column == ("id" if personal.name == "customers" else "customer_id")


@pytest.mark.parametrize("personal", PERSONAL_TABLES, ids=lambda personal: personal.name)
def test_nothing_that_stays_refers_to_what_goes(personal: PersonalTable) -> None:
    table = metadata.tables[personal.name]
    staying = () if personal.is_deleted else personal.kept
    gone = {
        name
        for name in staying
        for key in table.columns[name].foreign_keys
        if key.column.table.name in PERSONAL and PERSONAL[key.column.table.name].is_deleted
    }
    assert not gone
