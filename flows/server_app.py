"""The Prefect server's application, with a fence for the browser that shows it.

Prefect's newer pages ask an analytics company for its settings whenever they are opened, also with analytics switched
off. The header tells the browser to let a page of this server speak to this server alone.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from prefect.server.api.server import create_app
from prefect.settings import PREFECT_SERVER_CORS_ALLOWED_ORIGINS

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Callable[[], Awaitable[Message]], Send], Awaitable[None]]


def create() -> App:
    """An ASGI factory, for uvicorn."""
    app: App = create_app(final=True)
    own = str(PREFECT_SERVER_CORS_ALLOWED_ORIGINS.value()).split(",")
    sockets = [origin.replace("http:", "ws:") for origin in own]
    policy = f"connect-src 'self' {' '.join(own + sockets)}".encode()

    async def fenced(scope: Message, receive: Callable[[], Awaitable[Message]], send: Send) -> None:
        async def send_fenced(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), (b"content-security-policy", policy)]
            await send(message)

        await app(scope, receive, send_fenced if scope["type"] == "http" else send)

    return fenced
