"""What went wrong, said clearly: to a person as a page in his language, to a program as RFC 9457 problem details.

A page says what happened, what is kept and whom to call; instead of a code it has a reference that stands in our log.
"""

import logging
from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from config.errors import DondocError, NotAllowed, NotFound, Unavailable, UnreadableInput
from portal.answer.visit import LinkTrouble
from portal.desk import desk_of
from portal.limits import TooOften
from portal.security import TooLarge
from records.once import KeyUsed

log = logging.getLogger("dondoc.portal")
MEDIA_TYPE = "application/problem+json"
LINK_STATUS = {"cut": 404, "unknown": 404, "revoked": 410, "often": 429}


def install(app: FastAPI) -> None:
    """Handle every error of the application here."""
    for kind, handler in (
        (DondocError, _ours),
        (HTTPException, _http),
        (RequestValidationError, _invalid),
        (Exception, _fault),
    ):
        app.add_exception_handler(kind, handler)  # type: ignore[arg-type]


def status_of(error: DondocError) -> int:
    match error:
        case LinkTrouble():
            return LINK_STATUS[error.why]
        case TooOften():
            return 429
        case TooLarge():
            return 413
        case KeyUsed() | UnreadableInput():
            return 422
        case NotAllowed():
            return 409
        case NotFound():
            return 404
        case Unavailable():
            return 503
    return 500


def too_large(request: Request) -> Response:
    return _answer(request, 413, "too_large", error=TooLarge(desk_of(request).most_bytes))


def problem(
    status: int, title: str, detail: str = "", *, extra: Mapping[str, Any] | None = None, headers: Any = None
) -> Response:
    """RFC 9457. `type` is about:blank: the status says the kind, `detail` what to do."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail, **(extra or {})}
    return JSONResponse(content, status, headers=headers, media_type=MEDIA_TYPE)


def _ours(request: Request, error: DondocError) -> Response:
    key = {
        404: "not_found", 409: "not_allowed", 413: "too_large", 422: "unreadable", 429: "often", 503: "away",
    }.get(status_of(error), "fault")  # fmt: skip
    if isinstance(error, LinkTrouble):
        key = f"link_{error.why}"
    return _answer(request, status_of(error), key, error=error)


def _http(request: Request, error: HTTPException) -> Response:
    if error.status_code == 303 and not request.url.path.startswith("/api"):
        return Response(status_code=303, headers=error.headers)
    key = {404: "not_found", 405: "not_found", 401: "sign_in", 403: "not_yours"}.get(error.status_code, "unreadable")
    return _answer(request, error.status_code, key, detail=str(error.detail), headers=error.headers)


def _invalid(request: Request, error: RequestValidationError) -> Response:
    where = [{"at": ".".join(map(str, each["loc"])), "what": each["msg"]} for each in error.errors()]
    return _answer(request, 422, "unreadable", detail="the request does not fit", extra={"errors": where})


def _fault(request: Request, error: Exception) -> Response:
    return _answer(request, 500, "fault", fault=error)


def _answer(
    request: Request,
    status: int,
    key: str,
    *,
    error: DondocError | None = None,
    fault: Exception | None = None,
    detail: str = "",
    extra: Mapping[str, Any] | None = None,
    headers: Any = None,
) -> Response:
    reference = f"L-{token_hex(3).upper()}"
    cause = fault or error
    log.log(
        logging.ERROR if status >= 500 else logging.INFO,
        "%s: %d %s %s",
        reference,
        status,
        key,
        "" if cause is None else type(cause).__name__,
        exc_info=fault,
    )
    headers = dict(headers or {})
    if isinstance(error, TooOften):
        headers["Retry-After"] = str(error.seconds)
    if request.url.path.startswith("/api"):
        said = f"{error}; {error.remedy}" if error else detail
        title = str(error) if error else key.replace("_", " ")
        return problem(status, title, said, extra={"instance": reference, **(extra or {})}, headers=headers)
    desk = desk_of(request)
    visitor = desk.visitor(request)
    context = {"key": key, "reference": reference, "clerk": desk.settings.clerk_address,
               "most_mb": desk.settings.portal_upload_mb, "back": _back(request, key)}  # fmt: skip
    response = desk.page(request, visitor, "error.html", context, status=status)
    response.headers.update(headers)
    return response


def _back(request: Request, key: str) -> str:
    """The answer page, from a page under its link; "" where there is none."""
    parts = request.url.path.split("/")
    return f"/t/{parts[2]}" if len(parts) > 3 and parts[1] == "t" and not key.startswith("link_") else ""
