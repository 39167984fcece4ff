"""Errors as HTTP answers: mapped here once, in one shape, with a sentence for people."""

from __future__ import annotations

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from desk.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    NotSignedIn,
    ParleyError,
    TooLarge,
    TooManyTries,
    Unavailable,
    UnsupportedKind,
)

log = structlog.get_logger(__name__)

_STATUS: list[tuple[type[ParleyError], int]] = [
    (TooLarge, 413),
    (UnsupportedKind, 415),
    (Invalid, 422),
    (NotSignedIn, 401),
    (Forbidden, 403),
    (NotFound, 404),
    (Conflict, 409),
    (TooManyTries, 429),
    (Unavailable, 503),
]
_RETRY_AFTER_SECONDS = {429: "10", 503: "1"}


def add_error_handlers(app: FastAPI) -> None:
    """Answer every error of `app` as `{"error": {"code", "message"}}`."""
    app.add_exception_handler(ParleyError, _parley_error)
    app.add_exception_handler(RequestValidationError, _validation_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unforeseen)


def error_response(status: int, code: str, message: str) -> JSONResponse:
    """The one shape of an error."""
    headers = (
        {"Retry-After": _RETRY_AFTER_SECONDS[status]} if status in _RETRY_AFTER_SECONDS else {}
    )
    return JSONResponse({"error": {"code": code, "message": message}}, status, headers)


async def _parley_error(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, ParleyError):
        raise error
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 400)
    return error_response(status, error.code, str(error))


async def _validation_error(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    problems = [
        f"{'.'.join(str(part) for part in problem['loc'][1:]) or 'the request'}: {problem['msg']}"
        for problem in error.errors()
    ]
    return error_response(422, "invalid", "; ".join(problems))


async def _http_error(_: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    return error_response(error.status_code, f"http_{error.status_code}", str(error.detail))


async def _unforeseen(request: Request, error: Exception) -> JSONResponse:
    log.exception("request.failed", path=request.url.path, exc_info=error)
    return error_response(
        500, "internal_error", "Something went wrong on our side. Please try again."
    )
