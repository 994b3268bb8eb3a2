"""What every answer of the portal carries, how much a request may bring, and a log line without a token in it."""

import logging
import re
import time
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from config.errors import UnreadableInput

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",  # the address of an answer page is its key
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}
HSTS = "max-age=31536000; includeSubDomains"
DRAINED = 300 * 2**20  # bytes read and thrown away, so that the browser shows our page and not a broken connection
_TOKEN = re.compile(r"^/t/[^/]+")

log = logging.getLogger("dondoc.portal")
TooLargePage = Callable[[Request], Response]


class TooLarge(UnreadableInput):
    """A request brings more than is taken. Nothing was changed."""

    def __init__(self, most: int) -> None:
        super().__init__(f"more than {most >> 20} MB", remedy="hand in a smaller file")
        self.most = most


class Guard:
    """The outermost layer: headers, bounded bodies, the log."""

    def __init__(self, app: ASGIApp, *, most_bytes: int, https: bool, too_large: TooLargePage) -> None:
        self.app, self.most, self.https, self.too_large = app, most_bytes, https, too_large

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._dress(scope, MutableHeaders(scope=message))
            await send(message)

        try:
            stated = Headers(scope=scope).get("content-length", "0")
            if not stated.isdigit() or int(stated) > self.most:
                await _drain(receive)
                await self.too_large(Request(scope))(scope, receive, answer)
            else:
                await self.app(scope, _counted(receive, self.most), answer)
        finally:
            taken = (time.perf_counter() - began) * 1000
            log.info("%s %s %d %.0f ms", scope["method"], _TOKEN.sub("/t/…", scope["path"]), status, taken)

    def _dress(self, scope: Scope, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers[name] = value
        if self.https or scope["scheme"] == "https":
            headers["Strict-Transport-Security"] = HSTS
        if not scope["path"].startswith("/static/"):
            headers["Cache-Control"] = "no-store"


def _counted(receive: Receive, most: int) -> Receive:
    """A body without a stated length is counted as it comes."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > most:
                await _drain(receive, message)
                raise TooLarge(most)
        return message

    return counted


async def _drain(receive: Callable[[], Awaitable[Message]], message: Message | None = None) -> None:
    drained = 0
    while drained < DRAINED and (message is None or message.get("more_body", False)):
        message = await receive()
        if message["type"] != "http.request":
            return
        drained += len(message.get("body", b""))
