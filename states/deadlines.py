"""A deadline as it was read, and what the clock says of it.

Lateness is computed, never stored. Periods are half-open: late FROM an instant (`late_from`), in time before it.
Civil Code 91/2015/QH13, art. 148(6): the last day ends at 24:00, so a deadline of a day is late from the next midnight.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Literal

from states.working_days import WorkingDays

DUE_SOON_WORKING_DAYS = 3  # "sắp đến hạn" from here down
_INSTANT = timedelta(microseconds=1)

Certainty = Literal["read", "check"]


class Rule(StrEnum):
    """What the words count by."""

    DATE = "date"  # a named day
    WORKING_DAYS = "working_days"  # N working days from (or before) a day
    CALENDAR_DAYS = "calendar_days"  # N hours, days, weeks, months from (or before) a day
    MONTH = "month"  # a named month or part of one
    QUARTER = "quarter"
    RECURRING = "recurring"  # every week, month, quarter, year


@dataclass(frozen=True)
class Deadline:
    """A deadline phrase with its reading; what could not be known is None and `why` says what is missing.

    `late_from` is the first late instant, aware, in the office's zone. `disputed_until`, where two readings are
    defensible and the strict one was taken, is the first instant that is late under both.
    """

    words: str  # the document's own text
    rule: Rule
    last_day: date | None  # the last calendar day on which an answer is in time
    time: time | None  # the hour, where the document names one
    exclusive: bool  # "trước …"
    ambiguous: bool  # a clerk must be asked which reading holds
    late_from: datetime | None
    disputed_until: datetime | None
    calendar: str | None  # whose working days and days off were used
    certainty: Certainty
    why: str | None  # the reason for "check", in Vietnamese: the clerk reads it
    explanation_vi: str
    explanation_en: str


class Standing(StrEnum):
    """How a receipt stands against its deadline."""

    ON_TIME = "on_time"  # Gửi đúng hạn
    DISPUTED = "disputed"  # Gửi trong ngày còn cách hiểu khác nhau
    LATE = "late"  # Gửi quá hạn


def standing(received_at: datetime, late_from: datetime | None, disputed_until: datetime | None = None) -> Standing:
    """On time before `late_from`, disputed from there to before `disputed_until`, late from then on."""
    if late_from is None or received_at < late_from:
        return Standing.ON_TIME
    if disputed_until is not None and received_at < disputed_until:
        return Standing.DISPUTED
    return Standing.LATE


class Phase(StrEnum):
    """What the clock says of a duty that is still open."""

    NO_DEADLINE = "no_deadline"  # Không thời hạn
    IN_TIME = "in_time"  # Trong hạn: còn n ngày làm việc
    DUE_SOON = "due_soon"  # Sắp đến hạn: còn n ngày làm việc, n <= 3
    DUE_TODAY = "due_today"  # Đến hạn hôm nay
    OVERDUE = "overdue"  # Quá hạn n ngày


@dataclass(frozen=True)
class Clock:
    """`days` are working days left, today not counted (in time, due soon), or calendar days past (overdue).

    Overdue by 0 days: since an hour of this same day.
    """

    phase: Phase
    days: int = 0


def clock_standing(
    now: datetime, late_from: datetime | None, working_days: WorkingDays, *, zone: tzinfo | None = None
) -> Clock:
    """What the clock says at `now` (aware) of an open duty that is late from `late_from`.

    Days are those of the office's `zone`; without it, of the zone `late_from` is given in.
    """
    if late_from is None:
        return Clock(Phase.NO_DEADLINE)
    zone = zone or late_from.tzinfo
    today, last_day = now.astimezone(zone).date(), last_day_before(late_from, zone)
    if now >= late_from:
        return Clock(Phase.OVERDUE, (today - last_day).days)
    if today == last_day:
        return Clock(Phase.DUE_TODAY)
    left = working_days.between(today, last_day)
    return Clock(Phase.DUE_SOON if left <= DUE_SOON_WORKING_DAYS else Phase.IN_TIME, left)


def last_day_before(late_from: datetime, zone: tzinfo | None = None) -> date:
    """The last day on which one is in time: that of the instant just before `late_from`, in `zone`."""
    return (late_from.astimezone(zone or late_from.tzinfo) - _INSTANT).date()
