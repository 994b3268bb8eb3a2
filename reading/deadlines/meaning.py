"""What a deadline phrase says, before any calendar is asked: the productions build these, `resolve` computes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class Bound(StrEnum):
    """Where the phrase puts the last moment."""

    BEFORE = "before"  # trước
    MIXED = "mixed"  # chậm nhất trước: includes and excludes
    BY = "by"  # chậm nhất, không quá, đến hết, hạn
    TO = "to"  # đến, tới: some read "up to, without"
    ON = "on"  # trong, vào, hoàn thành


class Part(StrEnum):
    """A part of a month, quarter, year or week (Civil Code art. 146)."""

    FIRST = "đầu"
    MIDDLE = "giữa"
    LAST = "cuối"
    FIRST_TEN_DAYS = "thượng tuần"
    SECOND_TEN_DAYS = "trung tuần"
    LAST_TEN_DAYS = "hạ tuần"


class DayPart(StrEnum):
    """An hour that is an office's habit, not a number."""

    OPENING = "đầu giờ sáng"
    NOON = "trưa"
    CLOSING = "hết giờ làm việc"
    NIGHT = "hết đêm"


@dataclass(frozen=True)
class Hour:
    """A clock time; `midnight` is 24h00; `part` an office's habit; `unsure` when morning or evening is not said."""

    at: time | None = None
    midnight: bool = False
    part: DayPart | None = None
    unsure: bool = False
    impossible: str | None = None  # "25h00"
    bound: Bound | None = None  # of an hour that has its own: "ngày 22/12, trước 17h00"


@dataclass(frozen=True)
class Day:
    """A named day; what is not written is None. `first` < `day`: several days were named."""

    day: int | None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None  # Monday is 0
    month_shift: int | None = None  # 0: "tháng này", 1: "tháng sau"
    year_shift: int | None = None
    short_year: bool = False
    first: int | None = None
    lunar: bool = False


@dataclass(frozen=True)
class Weekday:
    weekday: int
    week_shift: int | None = None  # 0: "tuần này", 1: "tuần sau"


@dataclass(frozen=True)
class FromIssue:
    """ "hôm nay", "ngày mai": days after the day of issue."""

    days: int


@dataclass(frozen=True)
class Week:
    shift: int | None  # 0: this week
    part: Part | None = None


@dataclass(frozen=True)
class WeekOfMonth:
    """ "tuần đầu tháng 7": nobody knows which seven days; `number` 0 is the last."""

    number: int
    month: Month


@dataclass(frozen=True)
class Month:
    month: int | None = None
    year: int | None = None
    shift: int | None = None  # 0: this month
    part: Part | None = None
    edge: str | None = None  # "last_day", "last_working_day", "first_day", "first_working_day"


@dataclass(frozen=True)
class Quarter:
    quarter: int | None = None
    year: int | None = None
    shift: int | None = None
    part: Part | None = None
    edge: str | None = None


@dataclass(frozen=True)
class Year:
    """A year, its part, or its first or last `months`."""

    year: int | None = None
    shift: int | None = None
    part: Part | None = None
    months: int = 12


@dataclass(frozen=True)
class Event:
    """Something whose date is not in the words: a session, a meeting, a hand-over."""

    words: str
    tet: bool = False
    year: int | None = None


class StartKind(StrEnum):
    ISSUE = "issue"
    RECEIPT = "receipt"
    DAY = "day"
    EVENT = "event"


@dataclass(frozen=True)
class Start:
    """From when a period is counted."""

    kind: StartKind
    day: Day | None = None
    disputed: bool = False  # "từ ngày": some count that day


class Unit(StrEnum):
    MINUTE = "phút"
    HOUR = "giờ"
    DAY = "ngày"
    WEEK = "tuần"
    MONTH = "tháng"
    QUARTER = "quý"
    YEAR = "năm"


@dataclass(frozen=True)
class Count:
    """N units from a start, or `back` before a point."""

    n: int
    unit: Unit
    working: bool
    calendar: bool = False  # said so: "ngày lịch", "kể cả ngày nghỉ"
    start: Start | None = None
    back: Point | None = None
    after: bool = False  # "sau 05 ngày kể từ …": within, or not before?
    other_n: int | None = None  # "10 (mười hai) ngày"
    half: bool = False  # "nửa tháng"


@dataclass(frozen=True)
class Recurring:
    """Every day, week, month, quarter or year, whatever the point inside it."""

    every: str


Point = Day | Weekday | FromIssue | Week | WeekOfMonth | Month | Quarter | Year | Event | Count | Recurring


@dataclass(frozen=True)
class Phrase:
    """One deadline phrase: tokens start to end (end not included)."""

    start: int
    end: int
    bound: Bound
    point: Point | None  # None: an hour without a day
    hour: Hour | None = None
    also: tuple[tuple[Bound, Point], ...] = ()  # a second naming of the day: "thứ Sáu (25/12/2020)"
    strong: bool = False  # the words alone say that it is a deadline
    bare_date: bool = False  # no connector at all
    range: bool = False  # "từ ngày A đến ngày B"
    doubts: tuple[str, ...] = ()
