"""Builds what is missing before the desk can serve: tables, demo shop, index, model."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from errno import EADDRINUSE

from rich.console import Console
from sqlalchemy import make_url, select

from bot.encoder.sentence_encoder import SentenceEncoder
from desk.agents.agents import Agents
from desk.agents.tables import agents_table
from desk.clock import utc_now
from desk.commands import engine
from desk.commands.paths import ENGINE_PYTHON
from desk.composition import index_folder, map_tables
from desk.database.database import Database, DatabaseUnavailable
from desk.database.upgrade import upgrade
from desk.demo_shop.data import DemoCustomer, demo_customers, fill
from desk.demo_shop.people import add_demo_agents
from desk.errors import ParleyError
from desk.settings import Settings
from desk.shop.policy_file import read_policy
from knowledge_base.index.store import IndexNotWritten
from knowledge_base.reading.folder import NoArticlesFolder
from knowledge_base.sync import OF_ANOTHER_ENCODER, sync

_SHOWN_CUSTOMERS = 6


class CannotStart(ParleyError):
    """Something that Parley needs is not there; the message says what to do."""

    code = "cannot_start"


@dataclass(frozen=True)
class Demo:
    """Who can be tried out: agents with their passwords by e-mail, and customers."""

    passwords: dict[str, str]
    customers: list[DemoCustomer]


async def prepare(settings: Settings, console: Console) -> None:
    """Make everything ready; what is up to date is left alone."""
    if not ENGINE_PYTHON.exists():
        raise CannotStart("The engine's environment is missing. Run `make install`.")
    # Before the long work: it is read again, and kept to, when everything is built.
    read_policy(settings.service_policy)
    await prepare_database(settings)
    if settings.demo:
        await prepare_demo(settings)
    prepare_index(settings, console)
    if not engine.model_is_current():
        with console.status("Training the model from data/ and domain/ (a minute or more) …"):
            engine.train(settings)
        console.print("• Model trained")


async def prepare_database(settings: Settings) -> None:
    """Bring the tables up to date."""
    map_tables()
    database = Database(settings.sql_url)
    try:
        await upgrade(database)
    except DatabaseUnavailable as error:
        cause = getattr(error.__cause__, "orig", error.__cause__)
        address = make_url(settings.sql_url).render_as_string(hide_password=True)
        raise CannotStart(f"The database {address} cannot be used: {cause}") from error
    finally:
        await database.close()


async def prepare_demo(settings: Settings) -> Demo:
    """Fill an empty database with the demo shop; say who is in it."""
    database = Database(settings.sql_url)
    today = utc_now().date()
    try:
        await fill(database, today)
        passwords = await add_demo_agents(Agents(database, utc_now), settings.data_dir)
        return Demo(passwords, await demo_customers(database, _SHOWN_CUSTOMERS, today))
    finally:
        await database.close()


async def has_agents(database: Database) -> bool:
    """Whether anybody could log in to the console and answer customers."""
    query = select(agents_table.c.id).where(agents_table.c.active).limit(1)
    async with database.read() as session:
        return await session.scalar(query) is not None


def prepare_index(settings: Settings, console: Console) -> None:
    """Make the knowledge index fit the articles, and name those that cannot be used.

    It says where all had to be read anew, since that makes a start longer.
    Raises `CannotStart` where the articles are out of reach or the index cannot be written.
    """
    try:
        with console.status("Reading the articles …"):
            report = sync(index_folder(settings), SentenceEncoder.load(), settings.articles)
    except (NoArticlesFolder, IndexNotWritten) as error:
        raise CannotStart(str(error)) from error
    for problem in report.problems:
        console.print(f"[yellow]• {problem.file} is left out: {problem.why}[/]")
    if report.was_of_another_encoder:
        console.print(f"• {OF_ANOTHER_ENCODER}")
    if not report.was_current:
        console.print(f"• {report.articles} articles read, {report.passages} passages indexed")
    if report.articles == 0:
        console.print(f"[yellow]• There are no articles in {settings.articles}.[/]")


def check_port(host: str, port: int, setting: str) -> None:
    """Raise `CannotStart` if somebody listens on the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == EADDRINUSE:
                raise CannotStart(
                    f"Port {port} is in use. Stop the program that listens there, or choose "
                    f"another port: {setting}={port + 100} make run"
                ) from error
            raise CannotStart(f"Cannot listen on {host}:{port}: {error.strerror}") from error
