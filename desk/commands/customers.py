"""`parley customers`: bring customers in, hand out what is kept on them, erase, show."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from desk.clock import Clock, utc_now
from desk.commands.profile_page import profile_page, profile_values
from desk.commands.running import fail, load_settings_or_exit, prepared_database, progress_bar, run
from desk.commands.shop import Move
from desk.composition import open_profiles
from desk.conversations import photos
from desk.customers.customers import Customers
from desk.customers.erasure import Erasure, conversation_ids_of, erase, everything_about
from desk.customers.import_writing import write_customers
from desk.customers.importing import FIELDS, all_customers, read_customers
from desk.customers.profile import Profile
from desk.database.database import Database
from desk.engine import memory
from desk.errors import Invalid
from desk.importing.files import guarded
from desk.importing.problems import BrokenImport, Problem
from desk.mail import file_sender, outbox
from desk.settings import Settings

app = typer.Typer(help="Customers and what is kept on them.", no_args_is_help=True)


class _OnlyTried(Exception):
    """Undoes the transaction of a dry run."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="FILE.csv or FILE.json.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what is wrong; change nothing.")
    ] = False,
) -> None:
    """Add new customers and update known ones: all or, if anything is wrong, none."""
    count = run(_import(load_settings_or_exit(), file, dry_run))
    if dry_run:
        typer.echo(f"Nothing is wrong with {count} customers. Nothing was changed.")
    else:
        typer.echo(f"Imported {count} customers.")


@app.command()
def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="All: .csv or .json. One: .json or .zip (CSV).")
    ],
    customer: Annotated[
        str | None, typer.Option(help="Id or e-mail: everything on this one, from every table.")
    ] = None,
) -> None:
    """Write all customers, as `import` reads them; or everything that is kept on one."""
    kinds = (".csv", ".json") if customer is None else (".json", ".zip")
    if file.suffix.lower() not in kinds:
        fail(f"{file} cannot be written: give a name that ends in {' or '.join(kinds)}.")
    content, told = run(_export(load_settings_or_exit(), file.suffix.lower(), customer))
    try:
        file.write_bytes(content)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}.")
    typer.echo(f"{file} holds {told}")


@app.command("erase")
def erase_(
    customer: Annotated[str, typer.Argument(help="Id or e-mail.")],
    why: Annotated[str, typer.Option(help="For the record, without names.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take a person out of every table. Their orders stay, without them. This cannot be undone."""
    settings = load_settings_or_exit()
    profile = run(_profile(settings, customer))
    if not yes:
        person = f"{profile.customer.name} ({profile.customer.email}, {profile.customer.id})"
        typer.confirm(f"Erase {person} for ever?", abort=True)
    done = run(_erase(settings, profile.customer.id, why))
    rows = ", ".join(f"{count} in {name}" for name, count in done.rows.items() if count)
    typer.echo(f"Erased: {rows}. What stays belongs to {done.stand_in_id}.")


@app.command()
def show(
    customer: Annotated[str, typer.Argument(help="Id or e-mail.")],
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show what is known of a customer."""
    profile = run(_profile(load_settings_or_exit(), customer))
    if as_json:
        typer.echo(json.dumps(profile_values(profile), indent=2, ensure_ascii=False))
    else:
        Console().print(profile_page(profile))


async def import_customers(
    database: Database,
    file: Path,
    clock: Clock = utc_now,
    dry_run: bool = False,
    move: Move = lambda _, __: None,
) -> int:
    """Import a file in one transaction; raises `BrokenImport` and writes nothing."""
    problems: list[Problem] = []
    customers = read_customers(file, problems)
    try:
        async with database.write() as session:
            total = len(customers)
            await write_customers(
                session, customers, clock(), problems, lambda count: move(count, total)
            )
            if problems:
                raise BrokenImport(problems)
            if dry_run:
                raise _OnlyTried
    except _OnlyTried:
        pass
    return len(customers)


async def export_customers(database: Database, suffix: str) -> tuple[bytes, int, int]:
    """All customers as CSV or JSON, how many they are, and how many further addresses are left out.

    A row of CSV has no place for these.
    """
    async with database.read() as session:
        customers = await all_customers(session)
    if suffix == ".json":
        return _as_json({"customers": customers}), len(customers), 0
    rows = [customer | {"tags": "; ".join(customer["tags"])} for customer in customers]
    left_out = sum(len(customer["addresses"]) for customer in customers)
    return _as_csv(rows, list(FIELDS)), len(customers), left_out


async def export_one(
    database: Database, data_dir: Path, customer_id: str, suffix: str
) -> tuple[bytes, int]:
    """All rows on a customer as JSON, or a ZIP with a CSV file for each table; how many rows.

    The ZIP has their photos, too, which lie in `data_dir`.
    """
    tables = await everything_about(database, customer_id)
    count = sum(map(len, tables.values()))
    if suffix == ".json":
        return _as_json({"customer_id": customer_id, "tables": tables}), count
    sent = photos.of(photos.folder_in(data_dir), await conversation_ids_of(database, customer_id))
    return _as_zip(tables, sent), count


async def erase_customer(
    database: Database, data_dir: Path, customer_id: str, why: str = "", clock: Clock = utc_now
) -> Erasure:
    """Erase in our database, and the engine's memory, photos and mails, which lie in `data_dir`.

    These go first: had we stopped between, nobody could tell any more what was theirs. They go
    again for what came in meanwhile. Raises `NoSuchCustomer` or `MemoryLocked`.
    """
    conversation_ids = await conversation_ids_of(database, customer_id)
    customer = await Customers(database).get(customer_id)
    addresses = [customer.email] if customer else []
    _forget_files(data_dir, conversation_ids, addresses)
    done = await erase(database, customer_id, why, clock)
    _forget_files(data_dir, done.conversation_ids, addresses)
    return done


def _forget_files(data_dir: Path, conversation_ids: list[str], addresses: list[str]) -> None:
    memory.forget(data_dir / "engine.db", conversation_ids)
    photos.forget(photos.folder_in(data_dir), conversation_ids)
    outbox.forget(outbox.folder_in(data_dir), addresses)
    file_sender.forget(file_sender.folder_in(data_dir), addresses)


async def customer_id_of(database: Database, id_or_email: str) -> str:
    """The id of a customer, named by id or e-mail address; raises `Invalid`."""
    customers = Customers(database)
    customer = await customers.get(id_or_email) or await customers.find_by_email(id_or_email)
    if customer is None:
        raise Invalid(f"There is no customer {id_or_email}.")
    return customer.id


async def _import(settings: Settings, file: Path, dry_run: bool) -> int:
    async with prepared_database(settings) as database:
        with progress_bar("Importing") as move:
            return await import_customers(database, file, utc_now, dry_run, move)


async def _export(settings: Settings, suffix: str, customer: str | None) -> tuple[bytes, str]:
    async with prepared_database(settings) as database:
        if customer is None:
            content, count, left_out = await export_customers(database, suffix)
            told = "1 customer." if count == 1 else f"{count} customers."
            return content, f"{told}\n{_told_of_left_out(left_out)}" if left_out else told
        customer_id = await customer_id_of(database, customer)
        content, count = await export_one(database, settings.data_dir, customer_id, suffix)
        return content, f"everything on {customer_id}: {count} rows."


def _told_of_left_out(count: int) -> str:
    addresses = "1 further address is" if count == 1 else f"{count} further addresses are"
    return f"{addresses} not in it: CSV has no place for them. Export to a .json file to have all."


async def _erase(settings: Settings, customer_id: str, why: str) -> Erasure:
    async with prepared_database(settings) as database:
        return await erase_customer(database, settings.data_dir, customer_id, why)


async def _profile(settings: Settings, customer: str) -> Profile:
    async with prepared_database(settings) as database:
        profiles = open_profiles(database, Customers(database))
        return await profiles.of(await customer_id_of(database, customer))


def _as_json(value: Any) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def _as_csv(rows: list[dict[str, Any]], columns: list[str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    # The mark at the start lets Excel see that it is UTF-8.
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return guarded(value) if isinstance(value, str) else value


def _as_zip(tables: dict[str, list[dict[str, Any]]], sent: list[Path]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            if rows:
                archive.writestr(f"{name}.csv", _as_csv(rows, list(rows[0])))
        for photo in sent:
            archive.write(photo, f"photos/{photo.name}")
    return packed.getvalue()
