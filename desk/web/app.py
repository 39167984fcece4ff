"""The desk as one web application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.staticfiles import StaticFiles

import desk.web
from actions.registry import all_actions
from desk import channels, console, demo_shop
from desk.channels.invoices import invoice_pages
from desk.channels.web_chat import web_chat_router
from desk.console.access import ConsoleAccess
from desk.console.api import console_api
from desk.console.knowledge_api import knowledge_api
from desk.console.pages import console_pages
from desk.demo_shop.pages import demo_shop_pages
from desk.demo_shop.people import DEMO_AGENTS
from desk.engine.webhook import webhook_router
from desk.services import Services
from desk.web.docs import docs_router
from desk.web.errors import add_error_handlers
from desk.web.headers import PageHeaders
from desk.web.health import health_router
from desk.web.limits import BodyLimit
from desk.web.start_page.pages import FOLDER as START_PAGE
from desk.web.start_page.pages import start_page

MAX_BODY_BYTES = 64_000


def build_app(services: Services) -> FastAPI:
    """Put the application together; it closes `services` when it stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await services.turns.resume()
        await services.outbox.resume()
        yield
        await services.close()

    app = FastAPI(
        title="Parley",
        version=desk.__version__,
        description="The public chat API, and the API of the agents' console.",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    add_error_handlers(app)
    _add_middleware(app, services.settings.allowed_origins)
    access = ConsoleAccess(services)
    app.include_router(web_chat_router(services))
    app.include_router(webhook_router(services.settings, services.handoff, all_actions(services)))
    app.include_router(console_api(services, access))
    app.include_router(knowledge_api(services, access))
    app.include_router(console_pages(services, access, _demo_agents(services)))
    app.include_router(invoice_pages(services))
    app.include_router(health_router(services))
    app.include_router(docs_router(str(app.openapi_url)))
    app.mount("/docs/static", _static(desk.web.__file__, "swagger_ui"))
    app.mount("/widget", _static(channels.__file__, "widget"))
    app.mount("/console/static", _static(console.__file__, "static"))
    if services.settings.demo:
        app.include_router(demo_shop_pages(services))
        app.mount("/shop/static", _static(demo_shop.__file__, "static"))
    else:
        app.include_router(start_page(services.settings))
        app.mount("/start/static", _Files(directory=START_PAGE / "static"))
    return app


def _demo_agents(services: Services) -> list[dict[str, str]]:
    return [vars(agent) for agent in DEMO_AGENTS] if services.settings.demo else []


class _Files(StaticFiles):
    """Static files that browsers ask for again: modules of two versions must never mix."""

    def file_response(self, *args: object, **options: object) -> Response:
        response = super().file_response(*args, **options)  # type: ignore[arg-type]
        response.headers["Cache-Control"] = "no-cache"
        return response


def _static(package_file: str | None, folder: str) -> StaticFiles:
    return _Files(directory=Path(str(package_file)).parent / folder)


def _add_middleware(app: FastAPI, allowed_origins: list[str]) -> None:
    app.add_middleware(BodyLimit, max_bytes=MAX_BODY_BYTES)
    if allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=allowed_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
            expose_headers=["Retry-After"],
        )
    app.add_middleware(PageHeaders)
