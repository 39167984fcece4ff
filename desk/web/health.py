"""Whether the desk is alive, whether it is ready, and its figures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from desk.errors import ParleyError, Unavailable
from desk.services import Services


def health_router(services: Services) -> APIRouter:
    """The routes `/health`, `/ready` and `/metrics`."""
    router = APIRouter(tags=["health"])

    async def index() -> None:
        if services.knowledge.passages == 0:
            raise Unavailable("The knowledge index is empty.")

    checks: dict[str, Callable[[], Awaitable[None]]] = {
        "database": services.database.ping,
        "engine": services.engine.check_ready,
        "index": index,
    }

    @router.get("/health")
    async def health() -> dict[str, str]:
        """The process answers."""
        return {"status": "alive"}

    @router.get("/ready")
    async def ready() -> JSONResponse:
        """Everything that an answer needs is there; otherwise 503, with what is missing."""
        missing = {}
        for name, check in checks.items():
            try:
                await check()
            except ParleyError as error:
                missing[name] = str(error)
        if missing:
            return JSONResponse({"status": "not ready", "not_ready": missing}, 503)
        return JSONResponse({"status": "ready", "not_ready": {}})

    @router.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        services.metrics.waiting.set(await services.handoff.waiting())
        services.metrics.show_ratings(await services.ratings.figures())
        return Response(services.metrics.render(), media_type="text/plain; version=0.0.4")

    return router
