"""The portal's own files: one style sheet, one small script. Their addresses carry their digest: browsers keep them."""

import hashlib
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send

STATIC = Path(__file__).parent / "static"


@cache
def asset(name: str) -> str:
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


class Assets(StaticFiles):
    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def kept(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 304):
                raw = [(name, value) for name, value in message["headers"] if name.lower() != b"cache-control"]
                message["headers"] = [*raw, (b"cache-control", b"public, max-age=31536000, immutable")]
                assert Headers(raw=message["headers"])
            await send(message)

        await super().__call__(scope, receive, kept)
