"""`parley up`: starts engine and desk, waits until both answer, and stops both cleanly."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
import signal
from collections.abc import Generator

import structlog
import uvicorn
from rich.console import Console
from rich.table import Table

from desk.commands import engine, preparation
from desk.commands.preparation import CannotStart, Demo
from desk.composition import build_services
from desk.engine.client import EngineUnavailable
from desk.services import Services
from desk.settings import Settings
from desk.web.app import build_app

_START_SECONDS = 120.0
_POLL_SECONDS = 0.1
_NEEDED_BYTES = 200_000_000


class _Server(uvicorn.Server):
    """uvicorn, with the signals left to us: the engine has to be stopped as well."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


async def up(settings: Settings, console: Console) -> None:
    """Serve until a signal comes; raises a `ParleyError` if that is not possible."""
    _check_machine(settings)
    await preparation.prepare(settings, console)
    configure_logs(settings)
    services = build_services(settings)
    # Widgets reconnect at once; what they send must wait for the engine, not go to people.
    services.turns.hold()
    server = _Server(_server_config(settings, services))
    process = engine.EngineProcess(settings)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await process.start()
    serving = asyncio.create_task(server.serve())
    try:
        with console.status("Starting the engine (about ten seconds) …"):
            await _until_ready(services, process, serving, stop)
        services.turns.release()
        if not stop.is_set():
            await _welcome(services, console)
        await _first(asyncio.create_task(stop.wait()), serving)
    finally:
        console.print("Stopping …")
        server.should_exit = True
        await serving
        await process.stop()


def configure_logs(settings: Settings) -> None:
    """Send our log to a file, as JSON; the terminal is for people."""
    file = engine.log_path(settings, "desk").open("a", encoding="utf-8", buffering=1)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=file),
    )


def _server_config(settings: Settings, services: Services) -> uvicorn.Config:
    return uvicorn.Config(
        build_app(services),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        # Widgets hold their event streams open for ever; a stop must not wait for them.
        timeout_graceful_shutdown=2,
        server_header=False,
    )


def _check_machine(settings: Settings) -> None:
    preparation.check_port(settings.host, settings.port, "PARLEY_PORT")
    preparation.check_port("127.0.0.1", settings.engine_port, "PARLEY_ENGINE_PORT")
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(settings.data_dir).free
    except OSError as error:
        raise CannotStart(f"PARLEY_DATA_DIR: {settings.data_dir}: {error.strerror}") from error
    if free < _NEEDED_BYTES:
        raise CannotStart(
            f"There are only {free / 1e6:.0f} MB of disk free under {settings.data_dir}; "
            f"Parley needs {_NEEDED_BYTES / 1e6:.0f} MB. Make room and start again."
        )


async def _until_ready(
    services: Services,
    process: engine.EngineProcess,
    serving: asyncio.Task[None],
    stop: asyncio.Event,
) -> None:
    deadline = asyncio.get_running_loop().time() + _START_SECONDS
    while not stop.is_set():
        if serving.done():
            raise CannotStart("The desk stopped while it started; its log says why.")
        if process.has_died or asyncio.get_running_loop().time() > deadline:
            raise CannotStart(f"The engine does not start.\n{engine.tail(process.log_file)}")
        try:
            await services.engine.check_ready()
        except EngineUnavailable:
            await asyncio.sleep(_POLL_SECONDS)
        else:
            return


async def _first(*tasks: asyncio.Task[object]) -> None:
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)


async def _welcome(services: Services, console: Console) -> None:
    settings = services.settings
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    if settings.demo:
        table.add_row("Shop with the chat", f"[link]{settings.url}/[/link]")
    else:
        table.add_row("Start page with the chat", f"[link]{settings.url}/[/link]")
    table.add_row("Agent console", f"[link]{settings.url}/console[/link]")
    table.add_row("API", f"[link]{settings.url}/docs[/link]")
    console.print("\n[bold green]Parley is running.[/]\n")
    console.print(table)
    if settings.demo:
        print_demo(await preparation.prepare_demo(settings), console)
    elif not await preparation.has_agents(services.database):
        console.print("\n[yellow]Nobody can answer yet:[/] parley agent EMAIL NAME")
    console.print("\nStop with Ctrl-C.")


def print_demo(demo: Demo, console: Console) -> None:
    """Show the demo's log-ins."""
    agents = Table(
        "Agent (console)", "Password", box=None, title_justify="left", padding=(0, 2, 0, 0)
    )
    for email, password in demo.passwords.items():
        agents.add_row(email, password)
    customers = Table(
        "Customer (shop: sign in)", "E-mail", "Postcode", "To try", box=None, padding=(0, 2, 0, 0)
    )
    for customer in demo.customers:
        customers.add_row(
            customer.name,
            customer.email,
            customer.postcode,
            f"{customer.hint}: {customer.order_ids[0]}" if customer.order_ids else customer.hint,
        )
    console.print()
    console.print(agents)
    console.print()
    console.print(customers)
