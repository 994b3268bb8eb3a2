"""The recipient's own deadline as a calendar entry (RFC 5545), so that it stands in the office's calendar too.

One UID for each deadline of each agency: an extension, a return for revision or a withdrawal moves or cancels the
entry that is already there. A whole day is a DATE, so it is the same day wherever the calendar is opened; an hour
carries the office's zone and its definition.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event

from config.settings import Settings
from notifications.events import (
    ExtensionGranted,
    IssueNotice,
    LeadNotice,
    PlanReturned,
    ReturnedForRevision,
    Withdrawn,
)
from notifications.wording import Due, kind, one_line

if TYPE_CHECKING:
    from notifications.render import Letter

ONE_DAY = timedelta(days=1)
EVE_AT_HALF_PAST_EIGHT = timedelta(hours=-15, minutes=-30)  # counted from the midnight that begins the last day
HALF_AN_HOUR = timedelta(minutes=30)
WORDS = {
    "vi": {"submissions": "Hạn gửi báo cáo", "plan": "Hạn trình dự thảo Kế hoạch", "through": "Gửi qua {}"},
    "en": {"submissions": "Report due", "plan": "Draft plan due", "through": "Send through {}"},
}


@dataclass(frozen=True)
class Entry:
    filename: str
    method: str  # PUBLISH | CANCEL
    content: str


def calendar_entry(letter: "Letter", settings: Settings, *, stamp: datetime, language: str = "") -> Entry | None:
    """The entry that goes with a letter; None where its deadline is neither new, moved nor gone."""
    due = moved_to(letter)
    cancelled = isinstance(letter.facts, Withdrawn)
    if letter.directive is None or (due is None and not cancelled):
        return None
    binds = ["plan" if letter.facts.audience == "lead" else "submissions"]
    if cancelled and letter.mail.facts["code"] == letter.directive.lead_code:
        binds.append("plan")
    calendar = Calendar()
    calendar.add("prodid", "-//Dondoc//Dondoc//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if cancelled else "PUBLISH")
    for bind in binds:
        ends = due or _known_due(letter, bind)
        if ends is not None:
            entry = _event(letter, settings, bind, ends, stamp, cancelled, language or settings.language)
            calendar.add_component(entry)
    if not calendar.events:
        return None
    calendar.add_missing_timezones()
    name = re.sub(r"[^0-9A-Za-z]+", "-", letter.directive.number).strip("-")
    return Entry(f"thoi-han-{name}.ics", str(calendar["method"]), calendar.to_ical().decode())


def moved_to(letter: "Letter") -> Due | None:
    """The deadline that this letter sets or moves."""
    match letter.facts:
        case IssueNotice() | LeadNotice():
            return letter.due
        case ExtensionGranted() | ReturnedForRevision() | PlanReturned() as facts:
            return Due(facts.new_last_day) if facts.new_last_day else None
    return None


def _known_due(letter: "Letter", bind: str) -> Due | None:
    """What a withdrawal cancels: the day is only shown, the UID finds the entry."""
    assert letter.directive is not None
    if bind == "submissions":
        return letter.due or Due(letter.directive.submissions.last_day)
    return Due(letter.directive.plan.last_day) if letter.directive.plan else None


def _event(
    letter: "Letter", settings: Settings, bind: str, due: Due, stamp: datetime, cancelled: bool, language: str
) -> Event:
    directive, words = letter.directive, WORDS[language]
    assert directive is not None
    event = Event()
    domain = settings.mail_from.rpartition("@")[2]
    event.add("uid", f"{letter.mail.directive_id}.{letter.mail.facts['code']}.{bind}@{domain}")
    event.add("dtstamp", stamp)
    event.add("sequence", letter.mail.audit_seq)  # grows with everything that happens to the directive
    event.add("summary", one_line(f"[{directive.number}] {words[bind]}"))
    lines = [f"{kind(directive.kind, language)} {directive.number}: {directive.subject}"]
    if bind == "submissions":
        lines.append(words["through"].format(f"{directive.lead_name}, {directive.lead_address}"))
    if letter.facts.link:
        lines.append(letter.facts.link)
        event.add("url", letter.facts.link)
    event.add("description", "\n".join(lines))
    start, end = _span(due, settings)
    event.add("dtstart", start)
    event.add("dtend", end)
    event.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    if not cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", f"[{directive.number}] {words[bind]}")
        alarm.add("trigger", EVE_AT_HALF_PAST_EIGHT if due.hour is None else -ONE_DAY)
        event.add_component(alarm)
    return event


def _span(due: Due, settings: Settings) -> tuple[date, date]:
    """The whole last day; or the half hour that ends at the hour named."""
    if due.hour is None:
        return due.day, due.day + ONE_DAY
    end = datetime.combine(due.day, due.hour, tzinfo=settings.tz)
    return end - HALF_AN_HOUR, end
