"""The sink's page: what came, by event and by recipient, and each mail as its reader gets it.

A mail is foreign text. Its HTML is shown in a sandboxed frame under a policy of its own (no script, no request to
anywhere), its files are only ever downloaded. Only the loopback names are answered, so no web page can read here.
"""

from collections import Counter
from datetime import datetime
from email.message import MIMEPart
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from notifications.render import environment
from notifications.sink.mailbox import Kept, Mailbox, attachments, display_name, header, parse, plain, readable
from notifications.wording import upfirst

PAGES = Path(__file__).parent / "pages"
ON_A_PAGE = 100
OURS = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
THEIRS = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src data:; base-uri 'self'; frame-ancestors 'self'"
)
QUIET = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store"}
VIEWS = {"html": "Thư", "phone": "Trên điện thoại", "text": "Bản chữ", "head": "Đầu thư"}


def page(mailbox: Mailbox, zone: str) -> Starlette:
    """The web application over one mailbox."""
    pages = _Pages(mailbox, ZoneInfo(zone))
    return Starlette(
        routes=[
            Route("/", pages.list),
            Route("/counts.json", pages.counts),
            *(Route(f"/{name}", pages.style) for name in ("look.css", "sink.css")),
            Route("/mails/{number:int}", pages.one),
            Route("/mails/{number:int}/html", pages.html),
            Route("/mails/{number:int}/eml", pages.eml),
            Route("/mails/{number:int}/files/{at:int}", pages.file),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])],
    )


class _Pages:
    def __init__(self, mailbox: Mailbox, zone: ZoneInfo) -> None:
        self.mailbox, self.zone = mailbox, zone
        names = environment("vi", None, zone.key).get_template("_frame/names.txt").module
        self.names: dict[str, str] = names.names  # type: ignore[attr-defined]
        env = Environment(
            loader=FileSystemLoader(PAGES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        env.filters |= {"moment": self.moment, "event": self.event, "kilobytes": kilobytes}
        self.templates = env

    def list(self, request: Request) -> Response:
        every = self.mailbox.all()
        event, to = request.query_params.get("event", ""), request.query_params.get("to", "")
        words = request.query_params.get("q", "").strip()
        from_ = _number(request.query_params.get("from", "0"))
        found = [kept for kept in reversed(every) if matches(kept, event, to, words)]
        recipients = Counter((kept.recipient, kept.name) for kept in every)
        return self.show(
            "list.html",
            found=found[from_ : from_ + ON_A_PAGE],
            total=len(found),
            all=len(every),
            doubled=sum(kept.doubled for kept in every),
            events=self.mailbox.counts(),
            recipients=sorted(((plain(name), address, name, n) for (address, name), n in recipients.items())),
            latest=every[-1] if every else None,
            event=event,
            to=to,
            q=words,
            from_=from_,
            step=ON_A_PAGE,
        )

    def one(self, request: Request) -> Response:
        kept = self.mailbox.get(request.path_params["number"])
        if kept is None:
            return self.missing()
        view = request.query_params.get("view", "html")
        mail = parse(kept.file.read_bytes())
        numbers = [other.number for other in self.mailbox.all()]
        at = numbers.index(kept.number)
        return self.show(
            "mail.html",
            kept=kept,
            view=view if view in VIEWS else "html",
            views=VIEWS,
            sender=(display_name(mail, "From"), parseaddr(header(mail, "From"))[1]),
            reply_to=header(mail, "Reply-To"),
            has_html=readable(mail, "html") is not None,
            text=readable(mail, "plain") or "",
            head=[(name, header(mail, name)) for name in dict.fromkeys(mail.keys())],
            files=[_file(at, part) for at, part in enumerate(attachments(mail))],
            newer=numbers[at + 1] if at + 1 < len(numbers) else None,
            older=numbers[at - 1] if at else None,
        )

    def html(self, request: Request) -> Response:
        kept = self.mailbox.get(request.path_params["number"])
        html = readable(parse(kept.file.read_bytes()), "html") if kept else None
        if html is None:
            return self.missing()
        # As mail programs do: what is pressed in a mail opens outside of it.
        html = html.replace("<head>", '<head><base target="_blank">', 1)
        return HTMLResponse(html, headers=QUIET | {"Content-Security-Policy": THEIRS})

    def eml(self, request: Request) -> Response:
        kept = self.mailbox.get(request.path_params["number"])
        if kept is None:
            return self.missing()
        return download(kept.file.read_bytes(), "message/rfc822", kept.file.name)

    def file(self, request: Request) -> Response:
        kept = self.mailbox.get(request.path_params["number"])
        parts = list(attachments(parse(kept.file.read_bytes()))) if kept else []
        at = request.path_params["at"]
        if at >= len(parts):
            return self.missing()
        return download(_content(parts[at]), parts[at].get_content_type(), parts[at].get_filename() or f"part-{at}")

    def counts(self, _request: Request) -> Response:
        return JSONResponse(self.mailbox.counts(), headers=QUIET)

    def style(self, request: Request) -> Response:
        return FileResponse(PAGES / request.url.path.lstrip("/"), headers=QUIET)

    def missing(self) -> Response:
        return PlainTextResponse("Không có thư này.", status_code=404, headers=QUIET)

    def show(self, template: str, **known: Any) -> Response:
        body = self.templates.get_template(template).render(**known)
        return HTMLResponse(body, headers=QUIET | {"Content-Security-Policy": OURS})

    def moment(self, instant: datetime | None) -> str:
        return "không rõ" if instant is None else f"{instant.astimezone(self.zone):%H:%M:%S %d/%m/%Y}"

    def event(self, event: str) -> str:
        return upfirst(self.names.get(event, event or "thư khác").removeprefix("thư "))


def matches(kept: Kept, event: str, to: str, words: str) -> bool:
    return (
        (not event or kept.event == event)
        and (not to or kept.recipient == to)
        and all(word in kept.words for word in plain(words).split())
    )


def download(content: bytes, media_type: str, filename: str) -> Response:
    """Never shown in the browser, whatever it claims to be."""
    return Response(
        content,
        media_type=media_type,
        headers=QUIET
        | {
            "Content-Disposition": f"attachment; filename*=utf-8''{quote(filename, safe='')}",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        },
    )


def kilobytes(size: int) -> str:
    return f"{max(1, round(size / 1000))} kB"


def _file(at: int, part: MIMEPart) -> dict[str, Any]:
    return {"at": at, "name": part.get_filename() or f"part-{at}", "size": len(_content(part))}


def _content(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
