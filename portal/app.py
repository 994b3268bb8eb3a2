"""The portal as one ASGI application: `create_app(settings, db, clock)`; `portal/serve.py` runs it.

Pages for agencies under `/t/<token>`, sign-in under `/sign-in`, the same acts as REST under `/api`.
"""

from fastapi import FastAPI
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import Response

from config.clock import Clock
from config.secret_key import derived
from config.settings import Settings
from portal import answer, api, office_account, people, problems
from portal.assets import Assets
from portal.desk import Desk, Wake
from portal.security import Guard
from records import Records


def create_app(settings: Settings, db: Records, clock: Clock, wake: Wake | None = None) -> FastAPI:
    """The portal over open records. `wake(directive_id)` is called after a fact; without it the records' waker does."""
    desk = Desk(settings, db, clock, wake)
    app = FastAPI(
        title="Dondoc",
        summary="What the portal's pages do, for programs.",
        version="1",
        docs_url=None,  # its page would load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.desk = desk
    app.include_router(answer.router)
    app.include_router(people.router)
    app.include_router(office_account.router)
    app.include_router(api.router)
    app.mount("/static", Assets(), name="static")
    problems.install(app)

    def too_large(request: Request) -> Response:
        request.scope["app"] = app
        return problems.too_large(request)

    app.add_middleware(  # between our redirect to the office's sign-in and its return, nothing else
        SessionMiddleware,
        secret_key=derived(desk.secret, "office sign-in").hex(),
        session_cookie="dondoc-office",
        max_age=600,
        same_site="lax",
        https_only=desk.https,
    )
    app.add_middleware(Guard, most_bytes=desk.most_bytes, https=desk.https, too_large=too_large)
    return app
