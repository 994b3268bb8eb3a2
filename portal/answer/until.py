"""The date that binds this reader: what is left of it, why it is this date, the days from signing to the last one."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from notifications.wording import Due, due_of
from portal.answer.visit import Visit
from states.deadlines import Clock, Phase, clock_standing, last_day_before
from states.duty import DutyState

MOST_DAYS = 9  # columns of the strip
SHAPES = {  # phase -> colour, shape
    Phase.NO_DEADLINE: ("", "open"),
    Phase.IN_TIME: ("", "open"),
    Phase.DUE_SOON: ("soon", "soon"),
    Phase.DUE_TODAY: ("soon now", "today"),
    Phase.OVERDUE: ("late", "late"),
}


@dataclass(frozen=True)
class Day:
    """One column of the strip; `marks` are keys of words: signed, today, off, last, disputed."""

    day: date
    css: str
    marks: tuple[str, ...]
    why_off: str | None
    gap: bool = False  # days before it were left out


@dataclass(frozen=True)
class Until:
    due: Due
    clock: Clock
    css: str
    shape: str
    extended: bool
    returned: bool
    disputed: bool  # today is the day that two readings take differently
    disputed_day: date | None
    days: tuple[Day, ...]

    @property
    def overdue(self) -> bool:
        return self.clock.phase == Phase.OVERDUE


def until(visit: Visit) -> Until:
    """What the clock says of this agency's own deadline."""
    duty, deadline, zone = visit.one.duty, visit.one.deadline, visit.desk.settings.tz
    office = visit.desk.db.office
    returned = duty.state == DutyState.RETURNED and duty.last_day != last_day_before(duty.late_from, zone)
    late_from: datetime = duty.late_from
    if returned:
        late_from = office.at(duty.last_day + timedelta(days=1), time.min)
    clock = clock_standing(visit.now, late_from, office.working_days, zone=zone)
    disputed_until = None if returned else duty.disputed_until
    css, shape = SHAPES[clock.phase]
    disputed = disputed_until is not None and late_from <= visit.now < disputed_until
    if disputed:
        css, shape = "judge", "disp"
    disputed_day = last_day_before(disputed_until, zone) if disputed_until else None
    return Until(
        due=due_of(late_from, zone),
        clock=clock,
        css=css,
        shape=shape,
        extended=not returned and duty.last_day != deadline.last_day,
        returned=returned,
        disputed=disputed,
        disputed_day=disputed_day,
        days=_strip(visit, duty.last_day, disputed_day),
    )


def _strip(visit: Visit, last: date, disputed: date | None) -> tuple[Day, ...]:
    """From the day of signing to the last day, the disputed one behind it; a long time loses its middle."""
    signed, today = visit.one.directive.issued_on, visit.desk.local(visit.now).date()
    end = max(last, disputed or last)
    if signed > end or (end - signed).days > 3660:
        return ()
    days = [signed + timedelta(days=n) for n in range((end - signed).days + 1)]
    if len(days) > MOST_DAYS:
        near = days[-(MOST_DAYS - 1) :]
        days = [signed, *near]
    working = visit.desk.db.office.working_days
    shown, before = [], None
    for day in days:
        off = not working.is_working_day(day)
        marks = [
            name
            for name, is_it in (
                ("signed", day == signed),
                ("today", day == today),
                ("last", day == last),
                ("disputed", day == disputed),
                ("off", off and day != last),
            )
            if is_it
        ]
        css = "last" if day == last else "past" if day == disputed else "off" if off else ""
        gap = before is not None and (day - before).days > 1
        shown.append(Day(day, css, tuple(marks[:1]), working.why_off(day, visit.visitor.language), gap))
        before = day
    return tuple(shown)
