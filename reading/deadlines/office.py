"""What a reading needs to know of the office: the day of issue, the zone, the calendar, its hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from states.working_days import WEEKDAYS, Language, WorkingDays


@dataclass(frozen=True)
class Office:
    issued_on: date
    zone: tzinfo
    working_days: WorkingDays
    closing_hour: time = time(17, 0)
    noon: time = time(12, 0)
    opening_hour: time = time(7, 30)

    def at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, tzinfo=self.zone)


def spoken(day: date) -> str:
    """22/12/2020, as official letters write it."""
    return f"{day:%d/%m/%Y}"


def with_weekday(day: date, language: Language = "vi") -> str:
    """ "21/12/2020 (thứ Hai)", "21/12/2020 (Monday)"."""
    return f"{spoken(day)} ({WEEKDAYS[language][day.weekday()]})"
