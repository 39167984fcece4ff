"""The webhook that the engine calls to run a custom action."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from typing import Annotated, Any

import structlog
from fastapi import APIRouter, Header, Request
from fastapi.responses import JSONResponse
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.interfaces import ActionExecutionRejection, ActionNotFoundException

from desk.errors import Forbidden, Invalid, ParleyError
from desk.handoff.handoff import Handoff
from desk.handoff.ticket import Priority, Reason
from desk.settings import Settings

log = structlog.get_logger(__name__)


def webhook_router(settings: Settings, handoff: Handoff, actions: Iterable[Action]) -> APIRouter:
    """The route `POST /webhook`, refused without the secret that desk and engine share."""
    router = APIRouter(tags=["engine"])
    executor = ActionExecutor()
    for action in actions:
        executor.register_action(action)
    expected = f"Bearer {settings.action_secret.get_secret_value()}".encode()

    @router.post("/webhook", include_in_schema=False)
    async def run_action(
        request: Request, authorization: Annotated[str, Header()] = ""
    ) -> JSONResponse:
        if not hmac.compare_digest(authorization.encode(), expected):
            raise Forbidden("Only the engine may call actions.")
        call = await _read(request)
        try:
            result = await executor.run(call)
        except ActionExecutionRejection as rejection:
            # The engine's own protocol: a form that cannot use the message says so with a 400.
            return JSONResponse(
                {"error": str(rejection), "action_name": rejection.action_name}, 400
            )
        except ActionNotFoundException as error:
            return JSONResponse({"error": str(error), "action_name": error.action_name}, 404)
        except Exception:
            log.exception("action.failed", action=call.get("next_action"))
            return JSONResponse(await _apologise(handoff, call))
        return JSONResponse(result.model_dump() if result is not None else {})

    return router


async def _read(request: Request) -> dict[str, Any]:
    try:
        call = await request.json()
    except ValueError as error:
        raise Invalid("An action call is JSON.") from error
    if not isinstance(call, dict) or "next_action" not in call or "tracker" not in call:
        raise Invalid("An action call names the action (next_action) and carries a tracker.")
    return call


async def _apologise(handoff: Handoff, call: dict[str, Any]) -> dict[str, Any]:
    """What follows when an action fails: the customer gets a person, or at least a word."""
    end = [{"event": "followup", "timestamp": None, "name": "action_listen"}]
    reason = Reason(
        code="action_failed",
        words=f"The assistant failed while doing '{call['next_action']}'.",
        priority=Priority.HIGH,
    )
    try:
        await handoff.request(str(call.get("sender_id")), reason)
    except ParleyError:
        return {"events": end, "responses": [{"response": "utter_technical_problem"}]}
    return {"events": end, "responses": []}
