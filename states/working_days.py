"""Which days state bodies work in Vietnam, and how working days are counted.

A working day is Monday to Friday, less public holidays and swapped days off, plus the Saturdays swapped in for them
(Labour Code 45/2019/QH14, art. 111(3) and 112; the Prime Minister's yearly notices). The `holidays` package knows most
of it; an office's own days (storm closures, a swap newer than the package) are overrides, and an override wins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_YEAR, LAST_YEAR = 1901, 2100  # what the package covers: outside it every weekday would seem a working day
Language = Literal["vi", "en"]

WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "vi": ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_OWN_DAY_OFF: dict[Language, str] = {"vi": "ngày nghỉ theo lịch của cơ quan", "en": "day off in the office's calendar"}
_PACKAGE_LANGUAGE: dict[Language, str] = {"vi": "vi", "en": "en_US"}


class WorkingDays:
    """The working days of one office. Years outside 1901 to 2100 raise ValueError, as nobody knows their holidays.

    `overrides` says for single days whether they are worked (True) or off (False); `reasons` may say why.
    """

    def __init__(self, overrides: Mapping[date, bool] | None = None, reasons: Mapping[date, str] | None = None) -> None:
        self._overrides = dict(overrides or {})
        self._reasons = dict(reasons or {})
        self._years: dict[int, list[date]] = {}  # at most 200 years of about 250 days
        self._names: dict[tuple[int, Language], HolidayBase] = {}

    @property
    def name(self) -> str:
        """The calendar as evidence: whose holidays, which version, how many days the office has set itself."""
        import holidays  # 50 ms: not paid by commands that count no days

        own = len(self._overrides)
        version = holidays.__version__  # type: ignore[attr-defined]
        return f"VN, holidays {version}" + (f", {own} own day{'s' if own > 1 else ''}" if own else "")

    def is_working_day(self, day: date) -> bool:
        days = self._worked_in(day.year)
        place = bisect_left(days, day)
        return place < len(days) and days[place] == day

    def shift(self, day: date, n: int) -> date:
        """The n-th working day after `day` (before it when n < 0); `day` itself is not counted. shift(d, 0) is d."""
        year = day.year
        if n > 0:
            left = n - 1 + bisect_right(self._worked_in(year), day)
            while left >= len(self._worked_in(year)):
                left -= len(self._worked_in(year))
                year += 1
            return self._worked_in(year)[left]
        if n < 0:
            left = bisect_left(self._worked_in(year), day) + n
            while left < 0:
                year -= 1
                left += len(self._worked_in(year))
            return self._worked_in(year)[left]
        return day

    def between(self, after: date, until: date) -> int:
        """Working days d with after < d <= until; 0 when `until` is not later than `after`."""
        if until <= after:
            return 0
        whole_years = sum(len(self._worked_in(year)) for year in range(after.year, until.year))
        return whole_years + bisect_right(self._worked_in(until.year), until) - self._before_or_on(after)

    def why_off(self, day: date, language: Language = "vi") -> str | None:
        """Why nobody works on `day`, in words: the holiday, the weekend, the office's reason. None: it is worked."""
        if self.is_working_day(day):
            return None
        if self._overrides.get(day) is False:
            own = self._reasons.get(day) if language == "vi" else None  # reasons are typed in Vietnamese
            return own or _OWN_DAY_OFF[language]
        return self._holidays(day.year, language).get(day) or WEEKDAYS[language][day.weekday()]

    def _before_or_on(self, day: date) -> int:
        return bisect_right(self._worked_in(day.year), day)

    def _worked_in(self, year: int) -> list[date]:
        days = self._years.get(year)
        if days is None:
            known = self._holidays(year, "vi")
            worked = {
                day
                for day in _days_of(year)
                if day in known.weekend_workdays or (day.weekday() < 5 and day not in known)
            }
            worked |= {day for day, works in self._overrides.items() if works and day.year == year}
            worked -= {day for day, works in self._overrides.items() if not works}
            days = self._years[year] = sorted(worked)
        return days

    def _holidays(self, year: int, language: Language) -> HolidayBase:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"no holidays are known for the year {year} (known: {FIRST_YEAR} to {LAST_YEAR})")
        if (year, language) not in self._names:
            import holidays

            # The language is named because names follow the process's locale otherwise; the years on both sides
            # because a day may be swapped across New Year (Mon 31/12/2018 for Sat 05/01/2019).
            self._names[year, language] = holidays.country_holidays(
                "VN", years=(year - 1, year, year + 1), expand=False, language=_PACKAGE_LANGUAGE[language]
            )
        return self._names[year, language]


def _days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
