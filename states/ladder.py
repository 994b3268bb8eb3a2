"""When a silent agency is reminded, when the lead gets its digest, and when nobody may be mailed.

The ladder is computed from the last day and the calendar: rungs already past are never made up for, a rung never falls
on a day off, and the first one comes on a later day than the notice itself. Source: domain notes d and e (no reminders
on days off; a reminder due on one moves earlier), LOOK ("còn n ngày làm việc" never counts today).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from states.working_days import WorkingDays


@dataclass(frozen=True)
class Office:
    """The habits of one office, from its settings."""

    zone: ZoneInfo
    working_days: WorkingDays
    reminder_days: tuple[int, ...] = (5, 3, 1, 0)  # working days before the last day
    overdue_days: tuple[int, ...] = (1, 2)  # working days after it: to the agency, then to its head
    mail_hour: time = time(8, 30)
    quiet_from: time = time(20, 0)
    quiet_until: time = time(7, 0)

    def at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, tzinfo=self.zone)

    def day_of(self, instant: datetime) -> date:
        return instant.astimezone(self.zone).date()


@dataclass(frozen=True, order=True)
class Rung:
    at: datetime
    event: str  # the mail folder
    days: int  # working days left (before), or since (after) the last day


def ladder(last_day: date, office: Office) -> list[Rung]:
    """Every rung of one agency's ladder, in time order."""
    days = office.working_days
    final = last_day if days.is_working_day(last_day) else days.shift(last_day, -1)
    before = [_before(days.shift(final, -n), last_day, office) for n in office.reminder_days]
    after = [
        Rung(office.at(days.shift(last_day, n), office.mail_hour), "escalation" if step else "overdue", n)
        for step, n in enumerate(office.overdue_days)
    ]
    return sorted(before + after)


def _before(day: date, last_day: date, office: Office) -> Rung:
    """What is said on a morning that is not late yet. "Hôm nay là hạn cuối" is true of the last day alone."""
    event = "reminder_on_the_day" if day == last_day else "reminder_before"
    return Rung(office.at(day, office.mail_hour), event, office.working_days.between(day, last_day))


def first_rung(last_day: date, notified: datetime, office: Office) -> tuple[Rung | None, list[Rung]]:
    """The first rung on a later day than the notice, and the rungs that are dropped because they are already past.

    `notified`: when the notice goes out, which for one written at night is the morning.
    """
    rungs = ladder(last_day, office)
    dropped = [rung for rung in rungs if office.day_of(rung.at) <= office.day_of(notified)]
    return next((rung for rung in rungs if rung not in dropped), None), dropped


def rung_due(last_day: date, now: datetime, office: Office) -> tuple[Rung | None, Rung | None]:
    """The rung that speaks at `now`, and the one to arm next.

    After an outage only the latest speaks, and it says what is true now. It is silent where the next one comes later
    this same day (one reminder a day), and where it would announce a last day that is over.
    """
    rungs, today = ladder(last_day, office), office.day_of(now)
    past = [rung for rung in rungs if rung.at <= now]
    coming = next((rung for rung in rungs if rung.at > now), None)
    if not past or (coming is not None and office.day_of(coming.at) == today):
        return None, coming
    if past[-1].event in ("overdue", "escalation"):
        return past[-1], coming
    if today > last_day:
        return None, coming
    return replace(_before(today, last_day, office), at=past[-1].at), coming


def reminds_now(now: datetime, office: Office) -> bool:
    """Whether reminders and digests may be written at `now`: on a working day, from the mail hour to the evening.

    The ladder keeps to that by itself. Only after an outage is something due at another time; it then waits for the
    next morning (`next_digest`), so that it says what is true when it is read, and comes once a day.
    """
    local = now.astimezone(office.zone)
    return office.working_days.is_working_day(local.date()) and office.mail_hour <= local.time() < office.quiet_from


def next_digest(now: datetime, office: Office) -> datetime:
    """The next working morning at the mail hour: the lead's digest comes once each working day."""
    today = office.day_of(now)
    if office.working_days.is_working_day(today) and now < office.at(today, office.mail_hour):
        return office.at(today, office.mail_hour)
    return office.at(office.working_days.shift(today, 1), office.mail_hour)


def plan_overdue_at(plan_last_day: date, office: Office) -> datetime:
    """The first morning on which the lead is late with the plan."""
    return office.at(office.working_days.shift(plan_last_day, 1), office.mail_hour)


def may_be_sent_from(now: datetime, office: Office, *, urgent: bool) -> datetime:
    """Nobody is mailed unasked at night; an urgent document (khẩn, hỏa tốc) is handled at once: NĐ 30/2020 art. 22."""
    local = now.astimezone(office.zone)
    if urgent or office.quiet_until <= local.time() < office.quiet_from:
        return now
    morning = office.at(local.date(), office.quiet_until)
    return morning if local < morning else morning + timedelta(days=1)
