"""Points -> calendar days: from which day to which a named day, week, month, quarter, year or count reaches.

Civil Code 91/2015/QH13: art. 146 named parts of months and years, 147(2) the first day of a count is not counted,
148 the end; 148(5) a counted period that ends on a day off ends on the next working day. Named dates are not moved.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from reading.deadlines.meaning import (
    Count,
    Day,
    Event,
    FromIssue,
    Month,
    Part,
    Point,
    Quarter,
    Recurring,
    StartKind,
    Unit,
    Week,
    Weekday,
    WeekOfMonth,
    Year,
)
from reading.deadlines.office import Office, spoken, with_weekday
from states.deadlines import Rule
from states.working_days import WEEKDAYS

FIRST_YEAR, LAST_YEAR = 1950, 2089  # of any date that a directive has or names; counts stay in the calendar
LONGEST_COUNT = {Unit.HOUR: 2400, Unit.DAY: 1000, Unit.WEEK: 200, Unit.MONTH: 60, Unit.QUARTER: 20, Unit.YEAR: 10}


class NoSuchDay(ValueError):
    """The words name a day that no calendar has, or a count that is none; the message is for the clerk."""


@dataclass(frozen=True)
class Span:
    """`first` to `last` day; None: not known from the words. `doubts` are for the clerk, `open` makes two readings."""

    rule: Rule
    first: date | None = None
    last: date | None = None
    doubts: tuple[str, ...] = ()
    ambiguous: bool = False
    moved_from: date | None = None  # 148(5)
    named: bool = True  # a date or period by name, not a count
    closing: bool = False  # offices mean the end of office hours
    missing: str | None = None  # in English: what is not known, where `last` is None


def span_of(point: Point, office: Office) -> Span:
    """Raises NoSuchDay for 31/11, for month 13, for a count of nothing."""
    if isinstance(point, Day):
        return _day(point, office)
    if isinstance(point, Count):
        return _count(point, office)
    if isinstance(point, Month):
        return _month(point, office)
    if isinstance(point, Quarter):
        return _quarter(point, office)
    if isinstance(point, Year):
        return _year(point, office)
    if isinstance(point, Week):
        return _week(point, office)
    if isinstance(point, Weekday):
        return _weekday(point, office)
    if isinstance(point, FromIssue):
        day = office.issued_on + timedelta(days=point.days)
        why = f"Tính theo ngày ban hành {spoken(office.issued_on)}; văn bản đến muộn thì không còn kịp."
        return Span(Rule.DATE, day, day, (why,), ambiguous=True)
    if isinstance(point, WeekOfMonth):
        return _week_of_month(point, office)
    if isinstance(point, Recurring):
        return Span(
            Rule.RECURRING, doubts=(f"Lặp lại theo kỳ ({point.every}): cần ấn định từng kỳ.",), missing="recurring"
        )
    return _event(point, office)


def _day(day: Day, office: Office) -> Span:
    doubts: list[str] = []
    if day.lunar:
        return Span(
            Rule.DATE, doubts=("Ngày âm lịch: cần ghi ngày dương lịch.",), ambiguous=True, missing="a lunar date"
        )
    if not day.day:
        return Span(Rule.DATE, doubts=("Ngày còn bỏ trống.",), missing="the day is left blank")
    issued = office.issued_on
    month, year = day.month, day.year
    if day.year_shift is not None:
        year = issued.year + day.year_shift
    if day.month_shift is not None:
        month, year = _months_on(issued.year, issued.month, day.month_shift)
        doubts.append(f"Không ghi rõ tháng: hiểu là tháng {month:02d}/{year}.")
    elif month is None:
        year, month = _next_with(day.day, issued)
        doubts.append(f"Không ghi tháng, năm: hiểu là ngày {day.day:02d}/{month:02d}/{year}.")
    elif year is None:
        year = issued.year if _date(day.day, month, issued.year, leap=True) >= issued else issued.year + 1
        doubts.append(f"Không ghi năm: hiểu là năm {year}.")
    ambiguous = bool(doubts)
    if day.short_year:
        doubts.append(f"Năm chỉ ghi hai chữ số: hiểu là {year}.")
    last = _date(day.day, month, year or 0)
    first = _date(day.first, month, year or 0) if day.first else last
    if day.first:
        doubts.append("Nêu nhiều ngày: lấy ngày cuối (hoặc ngày đầu nếu là “trước”).")
        ambiguous = True
    if day.weekday is not None and day.weekday != last.weekday():
        wrong, right = WEEKDAYS["vi"][day.weekday], WEEKDAYS["vi"][last.weekday()]
        doubts.append(f"Ngày {spoken(last)} là {right}, không phải {wrong}: phải xác nhận ngày nào đúng.")
        ambiguous = True
    return Span(Rule.DATE, min(first, last), max(first, last), tuple(doubts), ambiguous)


def _date(day: int, month: int, year: int, *, leap: bool = False) -> date:
    """`leap`: only to compare; 29/02 without a year is taken as the 28th."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoSuchDay(f"Năm {year} nằm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}.")
    if leap and (day, month) == (29, 2):
        day = 28
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDay(f"Không có ngày {day:02d}/{month:02d}/{year} trong lịch.") from None


def _next_with(day: int, issued: date) -> tuple[int, int]:
    """(year, month) of the next such day of the month, the day of issue included."""
    if not 1 <= day <= 31:
        raise NoSuchDay(f"Không có ngày {day:02d} trong tháng nào.")
    year, month = issued.year, issued.month
    if day < issued.day:
        month, year = _months_on(year, month, 1)
    while day > monthrange(year, month)[1]:
        month, year = _months_on(year, month, 1)
    return year, month


def _months_on(year: int, month: int, n: int) -> tuple[int, int]:
    """(month, year) n months later."""
    index = year * 12 + month - 1 + n
    return index % 12 + 1, index // 12


def _month(point: Month, office: Office) -> Span:
    issued, doubts = office.issued_on, []
    if point.shift is not None:
        month, year = _months_on(issued.year, issued.month, point.shift)
        if point.shift:
            doubts.append(f"Không ghi rõ tháng: hiểu là tháng {month:02d}/{year}.")
    else:
        month, year = point.month or issued.month, point.year or issued.year
        if point.year is None:
            year += (month < issued.month) * 1
            doubts.append(f"Không ghi năm: hiểu là năm {year}.")
    _date(1, month, year)
    ambiguous = bool(doubts)
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if point.edge:
        first = last = _edge(point.edge, first, last, office)
    elif point.part:
        first, last, doubt = _part_of_month(point.part, first, last)
        doubts, ambiguous = [*doubts, doubt], True
    return Span(Rule.MONTH, first, last, tuple(doubts), ambiguous)


def _edge(edge: str, first: date, last: date, office: Office) -> date:
    if edge == "last_working_day":
        return office.working_days.shift(last + timedelta(days=1), -1)
    if edge == "first_working_day":
        return office.working_days.shift(first - timedelta(days=1), 1)
    return last if edge == "last_day" else first


def _part_of_month(part: Part, first: date, last: date) -> tuple[date, date, str]:
    """Art. 146(2): đầu tháng is its first day, giữa tháng the 15th, cuối tháng the last. Usage differs: asked."""
    tenth, fifteenth, twentieth = (first.replace(day=n) for n in (10, 15, 20))
    if part in (Part.FIRST, Part.MIDDLE, Part.LAST):
        day = {Part.FIRST: first, Part.MIDDLE: fifteenth, Part.LAST: last}[part]
        return day, day, f"“{part} tháng” theo BLDS Điều 146 là ngày {spoken(day)}; thực tế có nơi hiểu khác."
    ten = {
        Part.FIRST_TEN_DAYS: (first, tenth),
        Part.SECOND_TEN_DAYS: (first.replace(day=11), twentieth),
        Part.LAST_TEN_DAYS: (first.replace(day=21), last),
    }[part]
    return *ten, f"“{part}” hiểu là đến ngày {spoken(ten[1])}."


def _quarter(point: Quarter, office: Office) -> Span:
    issued, doubts = office.issued_on, []
    current = (issued.month + 2) // 3
    if point.shift is not None:
        index = issued.year * 4 + current - 1 + point.shift
        quarter, year = index % 4 + 1, index // 4
        if point.shift:
            doubts.append(f"Không ghi rõ quý: hiểu là quý {quarter}/{year}.")
    else:
        quarter, year = point.quarter or current, point.year or issued.year
        if point.year is None:
            year += (quarter < current) * 1
            doubts.append(f"Không ghi năm: hiểu là năm {year}.")
    _date(1, 1, year)
    ambiguous = bool(doubts)
    month = 3 * quarter
    first, last = date(year, month - 2, 1), date(year, month, monthrange(year, month)[1])
    if point.edge:
        first = last = _edge(point.edge, first, last, office)
    elif point.part:
        middle = date(year, month - 1, 15)
        day = {Part.FIRST: first, Part.MIDDLE: middle}.get(point.part, last)
        first = last = day
        doubts, ambiguous = [*doubts, f"“{point.part} quý” được hiểu là ngày {spoken(day)}."], True
    return Span(Rule.QUARTER, first, last, tuple(doubts), ambiguous)


def _year(point: Year, office: Office) -> Span:
    year, doubts = point.year, []
    if year is None:
        year = office.issued_on.year + (point.shift or 0)
        if point.shift is None:
            over = point.months != 12 and point.months < office.issued_on.month
            year += (over or (point.part == Part.MIDDLE and office.issued_on.month > 6)) * 1
            doubts.append(f"Không ghi năm: hiểu là năm {year}.")
    _date(1, 1, year)
    ambiguous = bool(doubts)
    first, last = date(year, 1, 1), date(year, 12, 31)
    if point.months != 12:
        last = date(year, point.months, monthrange(year, point.months)[1])
    elif point.part:
        # art. 146(3): đầu năm is 1/1, giữa năm the last day of June, cuối năm the last of December
        day = {Part.FIRST: first, Part.MIDDLE: date(year, 6, 30)}.get(point.part, last)
        first = last = day
        if point.part != Part.LAST:
            doubts, ambiguous = [*doubts, f"“{point.part} năm” theo BLDS Điều 146 là ngày {spoken(day)}."], True
    return Span(Rule.MONTH if point.months != 12 else Rule.DATE, first, last, tuple(doubts), ambiguous)


def _monday(office: Office, weeks: int = 0) -> date:
    return office.issued_on - timedelta(days=office.issued_on.weekday()) + timedelta(weeks=weeks)


def _week(point: Week, office: Office) -> Span:
    days = {Part.FIRST: 0, Part.MIDDLE: 2}.get(point.part, 4) if point.part else 4
    monday = _monday(office, point.shift or 0)
    if point.shift is None and monday + timedelta(days=days) < office.issued_on:
        monday += timedelta(weeks=1)
    last = monday + timedelta(days=days)
    first = last if point.part else monday
    why = f"Tuần: theo luật đến hết Chủ nhật, cơ quan thường hiểu là thứ Sáu; hiểu là {with_weekday(last)}."
    return Span(Rule.DATE, first, last, (why,), ambiguous=True, closing=True)


def _weekday(point: Weekday, office: Office) -> Span:
    if point.week_shift is not None:
        day = _monday(office, point.week_shift) + timedelta(days=point.weekday)
    else:
        ahead = (point.weekday - office.issued_on.weekday()) % 7
        day = office.issued_on + timedelta(days=ahead or 7)
    return Span(Rule.DATE, day, day, (f"Không ghi ngày: hiểu là {with_weekday(day)}.",), ambiguous=True)


def _week_of_month(point: WeekOfMonth, office: Office) -> Span:
    """The nth Monday-to-Sunday week that begins in the month, its Friday: one of several readings."""
    month = _month(point.month, office)
    if month.first is None or month.last is None:
        return month
    if point.number:
        monday = month.first + timedelta(days=-month.first.weekday() % 7, weeks=point.number - 1)
    else:
        monday = month.last - timedelta(days=month.last.weekday())
    friday = monday + timedelta(days=4)
    why = f"Tuần trong tháng không có cách tính chung: hiểu là đến {with_weekday(friday)}."
    return Span(Rule.MONTH, monday, friday, (*month.doubts, why), ambiguous=True)


def _event(point: Event, office: Office) -> Span:
    if not point.tet:
        what = f"“{point.words}”" if point.words else "sự kiện"
        return Span(
            Rule.DATE, doubts=(f"Chưa biết ngày của {what}: văn thư ghi ngày.",), missing="an event without a date"
        )
    year = point.year or office.issued_on.year
    tet = _tet(year, office)
    if tet is not None and point.year is None and tet <= office.issued_on:
        tet = _tet(year + 1, office)
    if tet is None:
        return Span(Rule.DATE, doubts=("Chưa biết ngày Tết: văn thư ghi ngày.",), missing="an event without a date")
    last_worked = office.working_days.shift(tet, -1)
    day_after = last_worked + timedelta(days=1)
    why = f"Kỳ nghỉ Tết bắt đầu sau ngày làm việc {with_weekday(last_worked)}."
    return Span(Rule.DATE, day_after, tet, (why,), ambiguous=True, named=False)


def _tet(year: int, office: Office) -> date | None:
    _date(1, 1, year)
    for n in range(20, 53):  # the first day of the lunar year lies between 21/1 and 20/2
        day = date(year, 1, 1) + timedelta(days=n - 1)
        if office.working_days.why_off(day) == "Tết Nguyên Đán":
            return day
    return None


def _count(count: Count, office: Office) -> Span:
    rule = Rule.WORKING_DAYS if count.working else Rule.CALENDAR_DAYS
    if not 1 <= count.n <= LONGEST_COUNT.get(count.unit, 0):
        raise NoSuchDay(f"“{count.n} {count.unit}” không phải là một thời hạn.")
    doubts: list[str] = []
    n = count.n
    if count.other_n is not None:
        doubts.append(f"Số và chữ khác nhau ({count.n} và {count.other_n}): lấy số nhỏ hơn.")
        n = max(1, min(count.n, count.other_n))
    if count.half:
        doubts.append("“Nửa tháng” là 15 ngày (BLDS Điều 146).")
    if count.back is not None:
        return _count_back(count, n, rule, doubts, office)
    if count.after:
        why = "“Sau … ngày”: chưa rõ là trong thời hạn ấy hay không sớm hơn."
        return _uncounted(rule, [*doubts, why], "within, or not before?")
    start = count.start
    if start is None:
        doubts.append(f"Không ghi tính từ ngày nào: hiểu là từ ngày ban hành {spoken(office.issued_on)}.")
        if count.unit == Unit.DAY and not count.working and not count.calendar:
            doubts.append("Không ghi là ngày làm việc: tính theo ngày lịch.")
    elif start.kind == StartKind.RECEIPT:
        why = "Tính từ ngày từng cơ quan nhận văn bản: cần ngày nhận."
        return _uncounted(rule, [*doubts, why], "counted from each agency's receipt")
    elif start.kind == StartKind.EVENT:
        why = "Chưa biết ngày bắt đầu tính: văn thư ghi ngày."
        return _uncounted(rule, [*doubts, why], "counted from an event without a date")
    if count.unit in (Unit.HOUR, Unit.MINUTE):
        why = "Tính bằng giờ: cần giờ bắt đầu."
        return _uncounted(rule, [*doubts, why], "counted in hours from an hour that is not said")
    if start is not None and start.disputed:
        doubts.append("“Từ ngày”: có nơi tính cả ngày đầu; ở đây không tính (BLDS Điều 147).")
    ambiguous = bool(doubts)
    begin = office.issued_on
    if start is not None and start.day is not None:
        named = _day(start.day, office)
        if named.last is None:
            return _uncounted(rule, [*doubts, *named.doubts], named.missing)
        begin, ambiguous = named.last, ambiguous or named.ambiguous
        doubts += named.doubts
    last = _counted_on(begin, n, count.unit, count.working, office)
    worked = last if office.working_days.is_working_day(last) else office.working_days.shift(last, 1)
    moved = last if worked != last else None
    return Span(rule, worked, worked, tuple(doubts), ambiguous, moved_from=moved, named=False)


def _uncounted(rule: Rule, doubts: list[str], missing: str | None) -> Span:
    return Span(rule, doubts=tuple(doubts), ambiguous=True, named=False, missing=missing)


def _counted_on(begin: date, n: int, unit: Unit, working: bool, office: Office) -> date:
    """Art. 147(2): `begin` itself is not counted; 148(3): no corresponding day, then the month's last."""
    if working:
        return office.working_days.shift(begin, n)
    if unit in (Unit.DAY, Unit.WEEK):
        return begin + timedelta(days=n if unit == Unit.DAY else 7 * n)
    months = n * {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}[unit]
    month, year = _months_on(begin.year, begin.month, months)
    return date(year, month, min(begin.day, monthrange(year, month)[1]))


def _count_back(count: Count, n: int, rule: Rule, doubts: list[str], office: Office) -> Span:
    point = span_of(count.back, office) if count.back is not None else None
    if point is None or point.first is None or count.unit == Unit.HOUR:
        why = (point.doubts if point else ()) or ("Chưa biết ngày để tính lùi: văn thư ghi ngày.",)
        return _uncounted(rule, [*doubts, *why], "counted back from an event without a date")
    days = {Unit.DAY: n, Unit.WEEK: 7 * n, Unit.MONTH: 30 * n, Unit.QUARTER: 90 * n, Unit.YEAR: 365 * n}[count.unit]
    shifted = office.working_days.shift(point.first, -n) if count.working else point.first - timedelta(days=days)
    doubts += [*point.doubts, f"Tính lùi từ ngày {spoken(point.first)}, không tính ngày đó: {spoken(shifted)}."]
    return Span(rule, shifted, shifted, tuple(doubts), ambiguous=True, named=False)
