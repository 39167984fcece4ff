"""The start page: the chat to try, the way to console and API, and the tag for the own website."""

from __future__ import annotations

from pathlib import Path

import yaml
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from fastapi.templating import Jinja2Templates

from desk.settings import ROOT, Settings

FOLDER = Path(__file__).resolve().parent
DOMAIN = ROOT / "domain" / "dialogue.yml"
"""The assistant says the shop's name by it, so that page and assistant always agree."""
_NO_NAME = "Your shop"


def start_page(settings: Settings) -> APIRouter:
    """The route `/`."""
    router = APIRouter(include_in_schema=False)
    templates = Jinja2Templates(FOLDER / "templates")
    context = {"shop_name": shop_name(), "url": settings.url}

    @router.get("/", response_class=HTMLResponse)
    async def start(request: Request) -> Response:
        return templates.TemplateResponse(request, "start.html", context)

    return router


def shop_name(domain: Path = DOMAIN) -> str:
    """What the slot `shop_name` holds at first; general words where there is none."""
    try:
        name = yaml.safe_load(domain.read_text("utf-8"))["slots"]["shop_name"]["initial_value"]
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError):
        return _NO_NAME
    return str(name or _NO_NAME)
