"""The calendar entry, parsed back: one for each deadline of each agency, moved and cancelled by later mails."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from icalendar import Calendar, Event

from config.settings import load
from notifications.ics import Entry, calendar_entry
from notifications.render import open_letter
from notifications.samples import DIRECTIVE, sample
from records.outbox import Outgoing
from tests.cast import ZONE as HANOI
from tests.notifications.conftest import ISSUED_AT

SETTINGS = load()
SYT = "0f9c1b8e-6d0c-4d53-9a6e-0d6e5b8c7a10.SYT.submissions@quangngai.example"
PLAN = "0f9c1b8e-6d0c-4d53-9a6e-0d6e5b8c7a10.SKHDT.plan@quangngai.example"


def entry(mail: Outgoing) -> Entry | None:
    return calendar_entry(open_letter(mail, SETTINGS), SETTINGS, stamp=ISSUED_AT)


def events(mail: Outgoing) -> list[Event]:
    found = entry(mail)
    assert found is not None
    return Calendar.from_ical(found.content).events


def with_submissions(event: str, **changed: Any) -> Outgoing:
    mail = sample(event)
    directive = {**DIRECTIVE, "submissions": {**DIRECTIVE["submissions"], **changed}}
    return mail.__class__(**{**mail.__dict__, "directive": directive})


def test_the_entry_of_a_notice_is_the_whole_last_day() -> None:
    (event,) = events(sample("issue_notice"))

    assert str(event["uid"]) == SYT
    assert event["dtstart"].dt == date(2020, 12, 21)
    assert event["dtend"].dt == date(2020, 12, 22)
    # the midnight that ends it is the first late instant
    assert datetime.combine(event["dtend"].dt, time(0), tzinfo=HANOI) == datetime.fromisoformat(
        DIRECTIVE["submissions"]["late_from"]
    )
    assert event["dtstamp"].dt == ISSUED_AT.astimezone(UTC)
    assert str(event["summary"]) == "[6321/UBND-TH] Hạn gửi báo cáo"
    assert "Gửi qua Sở Kế hoạch và Đầu tư, skhdt@quangngai.example" in str(event["description"])
    assert str(event["transp"]) == "TRANSPARENT"


def test_it_rings_at_half_past_eight_on_the_eve() -> None:
    (event,) = events(sample("issue_notice"))

    midnight = datetime.combine(event["dtstart"].dt, time(0), tzinfo=HANOI)
    assert midnight + event.alarms.times[0].alarm["trigger"].dt == datetime(2020, 12, 20, 8, 30, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("hour", "late_from", "end"),
    [
        ("17:00", "2020-12-22T10:00:00+00:00", "2020-12-22 17:00"),  # "trước 17h00 ngày 22/12"
        ("17:00", "2020-12-22T10:01:00+00:00", "2020-12-22 17:00"),  # "chậm nhất 17h00 ngày 22/12"
    ],
)
def test_an_hour_is_given_in_the_offices_zone_with_its_definition(hour: str, late_from: str, end: str) -> None:
    mail = with_submissions("issue_notice", last_day="2020-12-22", time=hour, late_from=late_from)
    mail = mail.__class__(**{**mail.__dict__, "facts": {**mail.facts, "last_day": "2020-12-22"}})
    found = entry(mail)
    assert found is not None

    calendar = Calendar.from_ical(found.content)

    (event,) = calendar.events
    assert event["dtend"].dt == datetime.fromisoformat(end).replace(tzinfo=HANOI)
    assert event["dtend"].params["TZID"] == "Asia/Ho_Chi_Minh"
    assert [str(zone["tzid"]) for zone in calendar.timezones] == ["Asia/Ho_Chi_Minh"]


def test_an_extension_moves_the_entry_that_is_there() -> None:
    (before,) = events(sample("issue_notice"))
    extended = sample("extension_granted", code="SYT", name="Sở Y tế")
    later = extended.__class__(**{**extended.__dict__, "audit_seq": 31})

    (after,) = events(later)

    assert after["uid"] == before["uid"]
    assert after["dtstart"].dt == date(2020, 12, 23)
    assert after["sequence"] == 31 > before["sequence"]


def test_a_return_for_revision_and_a_returned_plan_move_theirs() -> None:
    (agency,) = events(sample("returned_for_revision"))
    (lead,) = events(sample("plan_returned"))

    assert (str(agency["uid"]), agency["dtstart"].dt) == (SYT, date(2020, 12, 23))
    assert (str(lead["uid"]), lead["dtstart"].dt) == (PLAN, date(2020, 12, 28))


def test_the_leads_notice_has_the_deadline_of_the_plan() -> None:
    (event,) = events(sample("lead_notice"))

    assert (str(event["uid"]), event["dtstart"].dt) == (PLAN, date(2020, 12, 25))


def test_a_withdrawal_takes_the_entry_away() -> None:
    found = entry(sample("withdrawn"))
    assert found is not None
    (event,) = Calendar.from_ical(found.content).events

    assert (found.method, str(event["status"]), str(event["uid"])) == ("CANCEL", "CANCELLED", SYT)


def test_a_withdrawal_takes_both_from_the_lead() -> None:
    cancelled = events(sample("withdrawn", code="SKHDT", name="Sở Kế hoạch và Đầu tư"))

    assert [str(event["uid"]).split(".", 1)[1].split("@")[0] for event in cancelled] == [
        "SKHDT.submissions",
        "SKHDT.plan",
    ]


@pytest.mark.parametrize("event", ["reminder_before", "receipt", "lead_digest", "mail_bounced", "clerk_questions"])
def test_other_mails_leave_calendars_alone(event: str) -> None:
    assert entry(sample(event)) is None


def test_a_lead_without_a_plan_deadline_gets_no_entry() -> None:
    mail = sample("lead_notice")

    assert entry(mail.__class__(**{**mail.__dict__, "directive": {**DIRECTIVE, "plan": None}})) is None
