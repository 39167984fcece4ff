"""The `parley` command."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Annotated

import typer
from rich.console import Console

from desk.agents.agents import Agents
from desk.clock import utc_now
from desk.commands import customers as customer_commands
from desk.commands import knowledge as knowledge_commands
from desk.commands import preparation
from desk.commands import shop as shop_commands
from desk.commands.catalogue import write_catalogue
from desk.commands.chat import chat as run_chat
from desk.commands.evaluate import app as evaluation
from desk.commands.paths import CATALOGUE
from desk.commands.running import fail, load_settings_or_exit, prepared_database, run
from desk.commands.simulate import simulate
from desk.commands.up import print_demo
from desk.commands.up import up as run_up
from desk.commands.writer import app as writer_commands
from desk.customers.customers import Customers
from desk.customers.token import CustomerTokens
from desk.settings import ROOT, Settings
from desk.shop.catalogue import Product
from desk.shop.shop import Shop

_SHORTEST_PASSWORD = 10
_ALL_PRODUCTS = 100_000

app = typer.Typer(
    help="Parley: the customer-service assistant that a company runs itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(knowledge_commands.app, name="kb")
app.add_typer(evaluation, name="evaluate")
app.add_typer(customer_commands.app, name="customers")
app.add_typer(shop_commands.app, name="shop")
app.add_typer(writer_commands, name="writer")
app.command()(simulate)


@app.command()
def up() -> None:
    """Start engine and desk; stop with Ctrl-C."""
    run(run_up(load_settings_or_exit(), Console()))


@app.command()
def demo(
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Show the demo shop's addresses, log-ins and customers."""
    settings = load_settings_or_exit()
    if not settings.demo:
        fail("The demo is switched off (PARLEY_DEMO).")
    found = run(_prepared_demo(settings))
    if not as_json:
        print_demo(found, Console())
        return
    told = {
        "shop_url": f"{settings.url}/",
        "console_url": f"{settings.url}/console",
        "agents": [
            {"email": email, "password": password} for email, password in found.passwords.items()
        ],
        "customers": [
            {
                "id": customer.id,
                "name": customer.name,
                "email": customer.email,
                "postcode": customer.postcode,
                "order_ids": customer.order_ids,
            }
            for customer in found.customers
        ],
    }
    typer.echo(json.dumps(told, indent=2, ensure_ascii=False))


@app.command()
def token(
    customer_id: Annotated[str, typer.Argument(help="Like cus_0001.")],
    minutes: Annotated[int, typer.Option(min=1, help="How long it is valid.")] = 60,
) -> None:
    """Print a customer_token, as your shop would sign it, for trying things out."""
    settings = load_settings_or_exit()
    if not run(_is_known(settings, customer_id)):
        where = "demo` shows some" if settings.demo else "customers show E-MAIL` shows an id"
        fail(f"There is no customer with the id {customer_id}. `parley {where}.")
    tokens = CustomerTokens(settings.customer_token_secret.get_secret_value())
    typer.echo(tokens.sign(customer_id, timedelta(minutes=minutes)))


@app.command("agent")
def add_agent(
    email: Annotated[str, typer.Argument(help="With which the agent logs in.")],
    name: Annotated[str, typer.Argument(help="As customers see it.")],
) -> None:
    """Register an agent for the console; asks for a password."""
    settings = load_settings_or_exit()
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(password) < _SHORTEST_PASSWORD:
        fail(f"A password has at least {_SHORTEST_PASSWORD} characters.")
    run(_add_agent(settings, email, name, password))
    typer.echo(f"{name} can log in at {settings.url}/console.")


@app.command()
def chat(
    customer: Annotated[str | None, typer.Option(help="Chat as this customer.")] = None,
) -> None:
    """Talk to the running desk in the terminal."""
    settings = load_settings_or_exit()
    customer_token = None
    if customer is not None:
        tokens = CustomerTokens(settings.customer_token_secret.get_secret_value())
        customer_token = tokens.sign(customer, timedelta(hours=1))
    run(run_chat(settings.local_url, customer_token, Console()))


@app.command()
def catalogue() -> None:
    """Write the shop's products to data/nlu/catalogue.yml, for the bot to recognise them."""
    products = run(_products(load_settings_or_exit()))
    is_new = write_catalogue(products, CATALOGUE)
    state = "now holds" if is_new else "already held"
    typer.echo(f"{CATALOGUE.relative_to(ROOT)} {state} {len(products)} products.")


async def _prepared_demo(settings: Settings) -> preparation.Demo:
    await preparation.prepare_database(settings)
    return await preparation.prepare_demo(settings)


async def _add_agent(settings: Settings, email: str, name: str, password: str) -> None:
    async with prepared_database(settings) as database:
        await Agents(database, utc_now).add(email, name, password)


async def _products(settings: Settings) -> list[Product]:
    if settings.demo:
        await _prepared_demo(settings)
    async with prepared_database(settings) as database:
        return await Shop(database, utc_now, Customers(database)).products(_ALL_PRODUCTS)


async def _is_known(settings: Settings, customer_id: str) -> bool:
    if settings.demo:
        await _prepared_demo(settings)
    async with prepared_database(settings) as database:
        return await Customers(database).get(customer_id) is not None
