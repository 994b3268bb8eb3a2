"""An outbox row becomes a subject, a text and an HTML page, from one template folder per event.

Templates are compiled once per language and folder. An office's own folder (`templates` in the settings) wins file by
file: `<folder>/vi/receipt/subject.txt` replaces that one file. A name that a template does not know is an error.
"""

from dataclasses import dataclass, fields, replace
from datetime import date, time, timedelta
from functools import lru_cache
from pathlib import Path
from re import sub
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from config.errors import DondocError
from config.settings import Settings
from notifications import wording
from notifications.events import Deadline, Directive, Facts
from notifications.facts import read_directive, read_facts
from notifications.wording import Due, one_line

if TYPE_CHECKING:
    from records.outbox import Outgoing

SHIPPED = Path(__file__).parent / "templates"


class BadTemplate(DondocError):
    """A template cannot be rendered; the message names the event and the fault. Nothing was sent."""

    exit_code = 6


@dataclass(frozen=True)
class Attached:
    """What goes with the mail, as its text names it."""

    original: str | None = None
    calendar: bool = False
    calendar_words: str = ""

    @property
    def all(self) -> list[str]:
        return [name for name in (self.original, self.calendar_words) if name]


@dataclass(frozen=True)
class Letter:
    """One mail before it is a message: its facts, typed, and to whom it answers."""

    mail: "Outgoing"
    facts: Facts
    directive: Directive | None
    due: Due | None  # the deadline that binds this reader
    reply_to: str  # empty: answers are not expected

    @property
    def event(self) -> str:
        return self.mail.event


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


def open_letter(mail: "Outgoing", settings: Settings) -> Letter:
    """The letter of one outbox row. Raises `BadFacts` when the row does not carry what its mail says."""
    facts, directive = read_facts(mail.event, mail.facts), read_directive(mail.directive)
    replies = {
        "agency": directive.lead_address if directive else "",
        "lead": settings.clerk_address,
        "chairman": settings.clerk_address,
        "clerk": "",
    }
    reply_to = getattr(facts, "agency_address", replies[facts.audience])  # a question is answered to who asked it
    return Letter(mail, facts, directive, _due(facts, directive, settings.tz), reply_to)


def render(letter: Letter, settings: Settings, attached: Attached = Attached(), language: str = "") -> Rendered:
    """Render one letter. Raises `BadTemplate` for a template that names what the mail does not know."""
    language = language or settings.language
    env = environment(language, settings.templates, settings.zone)
    if attached.calendar:
        words = "lịch nhắc thời hạn (.ics)" if language == "vi" else "calendar entry of the deadline (.ics)"
        attached = replace(attached, calendar_words=words)
    known = _context(letter, settings, attached)
    try:
        subject = one_line(env.get_template(f"{letter.event}/subject.txt").render(known))
        known["subject"] = subject
        text = env.get_template(f"{letter.event}/body.txt").render(known)
        html = env.get_template(f"{letter.event}/body.html").render(known)
    except (TemplateError, TypeError, ValueError, AttributeError) as error:
        raise BadTemplate(
            f"template {language}/{letter.event}: {type(error).__name__}: {error}",
            remedy=f"see it with `dondoc mail preview {letter.event}`"
            + (f"; correct the office's own file in {settings.templates}" if settings.templates else ""),
        ) from error
    return Rendered(subject, _tidy(text), html.strip() + "\n")


@lru_cache(maxsize=8)
def environment(language: str, folder: Path | None, zone: str) -> Environment:
    """The compiled templates of one language; `folder` holds an office's own files, which win."""
    roots = [root for root in (folder, SHIPPED) if root is not None]
    env = Environment(
        loader=FileSystemLoader([place for root in roots for place in (root / language, root)]),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.filters.update(wording.filters(language, ZoneInfo(zone)))
    env.globals["language"] = language
    return env


def _context(letter: Letter, settings: Settings, attached: Attached) -> dict[str, Any]:
    """The names a template may use: the facts of its event (see events.py), and these."""
    facts, directive, due = letter.facts, letter.directive, letter.due
    deadline = _deadline(facts, directive)
    known = {one.name: getattr(facts, one.name) for one in fields(facts)}
    if directive and not known["link"] and facts.audience != "agency":
        known["link"] = directive.portal_url  # whoever has an account signs in there
    now = known.get("now")
    known |= {
        "to_name": letter.mail.to_name,
        "audience": facts.audience,
        "directive": directive,
        "issuer": directive.issuer if directive else settings.office_name,
        "due": due,
        "deadline": deadline,
        "extended": bool(due and deadline and due.day != deadline.last_day),
        "days_late": (now.astimezone(settings.tz).date() - due.day).days if now and due else None,
        "disputed_day": _disputed_day(directive, settings.tz),
        "reply_to": letter.reply_to,
        "attached": attached,
        "audit": groups_of_four(letter.mail.audit_head),
    }
    return known


def groups_of_four(audit_head: str) -> str:
    """The first twelve digits of an audit head, as the footer of a mail shows them."""
    return " ".join(audit_head[at : at + 4] for at in (0, 4, 8)).strip()


def _deadline(facts: Facts, directive: Directive | None) -> Deadline | None:
    if directive is None:
        return None
    return directive.plan if facts.audience == "lead" else directive.submissions


def _disputed_day(directive: Directive | None, zone: ZoneInfo) -> date | None:
    """The day on which an answer is in time by one reading and late by the other."""
    until = directive.submissions.disputed_until if directive else None
    return (until.astimezone(zone) - timedelta(microseconds=1)).date() if until else None


def _due(facts: Facts, directive: Directive | None, zone: ZoneInfo) -> Due | None:
    """The reader's own last day; the hour too, where the directive names one and this reader has no other day."""
    deadline = _deadline(facts, directive)
    if deadline is None:
        return None
    last_day = getattr(facts, "last_day", None) if facts.audience == "agency" else deadline.last_day
    if last_day is None:
        return None
    if last_day != deadline.last_day or deadline.time is None:
        return Due(last_day)
    hour = time.fromisoformat(deadline.time)
    return Due(last_day, hour, strict=deadline.late_from.astimezone(zone).time() == hour)


def _tidy(text: str) -> str:
    """No blanks at line ends (the signature's dash excepted), never two empty lines in a row."""
    text = sub(r"[ \t]+\n", "\n", text)
    text = sub(r"\n{3,}", "\n\n", text)
    return text.strip().replace("\n--\n", "\n-- \n") + "\n"
