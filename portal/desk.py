"""What every page works with: the open records, the clock, who may be waked, and how a page is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from config.clock import Clock
from config.secret_key import read_or_make
from config.settings import Settings
from notifications import wording
from portal.assets import asset
from portal.language import LANGUAGES, Language, heading, titled, words
from portal.limits import Limits
from portal.visitor import Visitor, Visitors
from records import Records

TEMPLATES = Path(__file__).parent / "templates"
Wake = Callable[[str], None]


@dataclass(eq=False)
class Desk:
    """One portal: made once by `create_app`, reached as `desk_of(request)`."""

    settings: Settings
    db: Records
    clock: Clock
    wake: Wake | None = None  # called with a directive's id after a fact; what it raises is nobody's loss
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def secret(self) -> bytes:
        return read_or_make(self.settings.key_file)

    @property
    def https(self) -> bool:
        return self.settings.portal_url.startswith("https:")

    @cached_property
    def visitors(self) -> Visitors:
        return Visitors(self.secret, https=self.https)

    @cached_property
    def environments(self) -> dict[Language, Environment]:
        return {language: _environment(language, self) for language in LANGUAGES}

    @property
    def most_bytes(self) -> int:
        """The largest request: a file as large as is taken, and what goes with it."""
        return (self.settings.portal_upload_mb + 1) * 2**20

    def now(self) -> datetime:
        return self.clock.now()

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(self.settings.tz)

    def told(self, directive_id: str) -> None:
        """A fact is on record. The records wake the run by themselves within a second; this only makes it sooner."""
        if self.wake is not None:
            try:
                self.wake(directive_id)
            except Exception:  # the fact is safe; an answer must not fail for want of a nudge
                return

    def page(
        self,
        request: Request,
        visitor: Visitor,
        template: str,
        context: Mapping[str, Any] | None = None,
        *,
        status: int = 200,
    ) -> Response:
        """A page in the visitor's language; the visitor's cookie goes with it."""
        html = self.render(request, visitor, template, context)
        response = HTMLResponse(html, status)
        self.visitors.keep(response, visitor)
        return response

    def render(
        self, request: Request, visitor: Visitor, template: str, context: Mapping[str, Any] | None = None
    ) -> str:
        other: Language = "en" if visitor.language == "vi" else "vi"
        known = {
            "visitor": visitor,
            "csrf": self.visitors.form_token(visitor),
            "other_language": other,
            "switch": request.url.include_query_params(lang=other).query,
            "path": request.url.path,
            "office": self.settings.office_name,
        }
        return self.environments[visitor.language].get_template(template).render(known | dict(context or {}))

    def visitor(self, request: Request) -> Visitor:
        return self.visitors.of(request)


def desk_of(request: Request) -> Desk:
    desk = request.app.state.desk
    assert isinstance(desk, Desk)
    return desk


def address_of(request: Request) -> str:
    """The visitor's network address; behind a trusted proxy, as the proxy states it (uvicorn reads it)."""
    return request.client.host if request.client else "unknown"


def _environment(language: Language, desk: Desk) -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.filters.update(wording.filters(language, desk.settings.tz))
    env.filters["size"] = _size
    env.filters["heading"] = lambda column: heading(column, language)
    env.filters["title"] = lambda directive: titled(directive, language)  # a mail's has an inline style
    env.filters["clock_seconds"] = lambda instant: _to_the_second(desk.local(instant), language)
    env.globals.update({"language": language, "t": words(language), "asset": asset})
    return env


def _to_the_second(local: datetime, language: Language) -> str:
    return f"{local:%H:%M:%S}" if language == "en" else f"{local:%H} giờ {local:%M} phút {local:%S} giây"


def _size(count: int) -> str:
    return f"{count / 2**20:.1f} MB" if count >= 2**20 else f"{max(1, round(count / 1024))} kB"
