"""The start page: the chat to try, the way to console and API, and the tag for the own website."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.templating import Jinja2Templates

from desk.settings import Settings
from desk.shop_name import shop_name

FOLDER = Path(__file__).resolve().parent


def start_page(settings: Settings) -> APIRouter:
    """The route `/`."""
    router = APIRouter(include_in_schema=False)
    templates = Jinja2Templates(FOLDER / "templates")
    context = {"shop_name": shop_name(), "url": settings.url}

    @router.get("/", response_class=HTMLResponse)
    async def start(request: Request) -> Response:
        return templates.TemplateResponse(request, "start.html", context)

    return router
