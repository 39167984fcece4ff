"""The console's pages: log-in and the application itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates

from desk.console.access import COOKIE, ConsoleAccess
from desk.errors import NotSignedIn, TooManyTries
from desk.services import Services

FOLDER = Path(__file__).resolve().parent
_SEE_OTHER = 303


def console_pages(
    services: Services, access: ConsoleAccess, demo_agents: Sequence[dict[str, str]] = ()
) -> APIRouter:
    """The routes of the pages; `demo_agents` (email, name) are suggested on the log-in page."""
    router = APIRouter(prefix="/console", include_in_schema=False)
    templates = Jinja2Templates(FOLDER / "templates")

    def login_page(request: Request, status: int, email: str = "", error: str = "") -> Response:
        context = {"error": error or None, "email": email, "demo_agents": demo_agents}
        return templates.TemplateResponse(request, "login.html", context, status)

    async def for_agent(request: Request, template: str) -> Response:
        agent = await access.agent_or_none(request)
        if agent is None:
            return RedirectResponse("/console/login", _SEE_OTHER)
        context = {
            "agent": {"email": agent.email, "name": agent.name},
            "page": request.url.path.rstrip("/"),
        }
        return templates.TemplateResponse(request, template, context)

    @router.get("", response_class=HTMLResponse)
    async def console(request: Request) -> Response:
        return await for_agent(request, "console.html")

    @router.get("/knowledge", response_class=HTMLResponse)
    async def knowledge(request: Request) -> Response:
        return await for_agent(request, "knowledge.html")

    @router.get("/login", response_class=HTMLResponse)
    async def login(request: Request) -> Response:
        if await access.agent_or_none(request) is not None:
            return RedirectResponse("/console", _SEE_OTHER)
        return login_page(request, 200)

    @router.post("/login", response_class=HTMLResponse)
    async def log_in(
        request: Request,
        email: Annotated[str, Form(max_length=320)] = "",
        password: Annotated[str, Form(max_length=1000)] = "",
    ) -> Response:
        try:
            agent = await services.agents.log_in(email, password)
        except NotSignedIn as error:
            return login_page(request, 401, email, str(error))
        except TooManyTries as error:
            return login_page(request, 429, email, str(error))
        response = RedirectResponse("/console", _SEE_OTHER)
        access.let_in(response, agent)
        return response

    @router.post("/logout")
    async def log_out() -> Response:
        response = RedirectResponse("/console/login", _SEE_OTHER)
        response.delete_cookie(COOKIE)
        return response

    return router
