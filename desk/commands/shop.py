"""`parley shop`: bring a shop's products and orders in from files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from desk.clock import Clock, utc_now
from desk.commands.catalogue import catalogue_file
from desk.commands.paths import CATALOGUE
from desk.commands.running import load_settings_or_exit, prepared_database, progress_bar, run
from desk.customers.customer import Customer
from desk.customers.customers import Customers
from desk.customers.import_writing import new_customer, write_customers
from desk.customers.importing import CUSTOMERS, CustomerRow, customers_in
from desk.customers.tables import customers_table
from desk.database.database import Database
from desk.importing.problems import BrokenImport, Problem
from desk.settings import Settings
from desk.shop.importing.book import Person
from desk.shop.importing.imported import Imported
from desk.shop.importing.odd_numbers import odd_numbers, told_of_odd_numbers
from desk.shop.importing.shape import ShopRows, read_shop
from desk.shop.importing.writing import Import
from desk.shop.order_number import order_numbers
from desk.shop.shop import Shop

Move = Callable[[int, int], None]
_SHOWN_ORDERS = 5
_ALL_PRODUCTS = 100_000

app = typer.Typer(help="Products, payment methods and orders.", no_args_is_help=True)


@app.callback()
def _shop() -> None:
    """Products, payment methods and orders."""


@app.command("import")
def import_(
    path: Annotated[
        Path, typer.Argument(metavar="FILE.json|FOLDER", help="Our JSON, tau2's, or CSV files.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what is wrong; change nothing.")
    ] = False,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Also what customers have changed here meanwhile."),
    ] = False,
) -> None:
    """Add what is new and update what is known: all of it or, if anything is wrong, nothing."""
    imported, is_recognised = run(_import(load_settings_or_exit(), path, overwrite, dry_run))
    counts = (
        f"{imported.products} products, {imported.customers} customers, "
        f"{imported.payment_methods} payment methods, {imported.orders} orders"
    )
    if dry_run:
        typer.echo(f"Nothing is wrong with {counts}. Nothing was changed.")
        _warn_of_odd_numbers(imported)
        return
    typer.echo(f"Imported {counts}.")
    if imported.left_alone:
        typer.echo(_told_of_left_alone(imported.left_alone))
    if imported.cards_left_alone:
        typer.echo(told_of_cards(len(imported.cards_left_alone)))
    _warn_of_odd_numbers(imported)
    if not is_recognised:
        typer.echo("Run `.venv/bin/parley catalogue`, so that the bot recognises the products.")


def _warn_of_odd_numbers(imported: Imported) -> None:
    if imported.odd_numbers:
        told = told_of_odd_numbers(imported.odd_numbers, imported.orders, order_numbers())
        typer.secho(told, fg=typer.colors.YELLOW)


def _told_of_left_alone(order_ids: list[str]) -> str:
    shown = ", ".join(order_ids[:_SHOWN_ORDERS]) + (" …" if len(order_ids) > _SHOWN_ORDERS else "")
    return (
        f"{len(order_ids)} orders were left as they are ({shown}): they were changed here and the "
        "file knows nothing newer, or their customer was erased. --overwrite takes the file's word."
    )


def told_of_cards(count: int) -> str:
    """How many gift cards keep their balance, for whoever imports."""
    cards = (
        "1 gift card keeps its balance" if count == 1 else f"{count} gift cards keep their balance"
    )
    return f"{cards}, because money moved on it here. --overwrite takes the file's word."


async def import_shop(
    database: Database,
    path: Path,
    clock: Clock = utc_now,
    overwrite: bool = False,
    dry_run: bool = False,
    move: Move = lambda _, __: None,
) -> Imported:
    """Import a file or folder in one transaction; raises `BrokenImport` and writes nothing."""
    problems: list[Problem] = []
    rows = read_shop(path, CUSTOMERS, problems)
    customers = customers_in(rows.customers)
    try:
        async with database.write() as session:
            imported = await _take_in(
                session, rows, customers, problems, clock, overwrite, _mover(rows, move)
            )
            if problems:
                raise BrokenImport(problems)
            if dry_run:
                raise _OnlyTried(imported)
            return imported
    except _OnlyTried as tried:
        return tried.imported


@dataclass
class _OnlyTried(Exception):
    """Undoes the transaction of a dry run."""

    imported: Imported


async def _take_in(
    session: AsyncSession,
    rows: ShopRows,
    customers: list[CustomerRow],
    problems: list[Problem],
    clock: Clock,
    overwrite: bool,
    advance: Callable[[int], None],
) -> Imported:
    now = clock()
    await write_customers(session, customers, now, problems, advance, overwrite)
    told = {each.id: each for each in customers}

    async def people(session: AsyncSession, keys: set[str]) -> list[Person]:
        table = customers_table.c
        query = select(Customer).where(or_(table.id.in_(keys), table.email.in_(keys)))
        found: list[Person] = list(await session.scalars(query))
        # With problems, none of the file's customers was written.
        known = {person.id for person in found}
        new = [new_customer(each, now) for each in told.values() if each.id not in known]
        return found + [each for each in new if each.id in keys or each.email in keys]

    work = Import(session, people, now, problems, overwrite, advance)
    imported = await work.take_in(rows)
    imported.customers = len(customers)
    order_ids = (str(row.values.get("id", "")).strip() for row in rows.orders)
    imported.odd_numbers = odd_numbers(order_ids, order_numbers())
    return imported


def _mover(rows: ShopRows, move: Move) -> Callable[[int], None]:
    # Orders are counted twice: they are read against all the rest, and written.
    total = rows.count + len(rows.orders)
    return lambda count: move(count, total)


async def _import(
    settings: Settings, path: Path, overwrite: bool, dry_run: bool
) -> tuple[Imported, bool]:
    """What was imported, and whether the bot recognises all products and options by now."""
    async with prepared_database(settings) as database:
        with progress_bar("Importing") as move:
            imported = await import_shop(database, path, utc_now, overwrite, dry_run, move)
        products = await Shop(database, utc_now, Customers(database)).products(_ALL_PRODUCTS)
        known = CATALOGUE.read_text("utf-8") if CATALOGUE.exists() else ""
        return imported, known == catalogue_file(products)
