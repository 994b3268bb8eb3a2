"""Named weeks, months, quarters, years and their parts; events without a date; what recurs."""

from __future__ import annotations

from reading.deadlines.days import shift
from reading.deadlines.meaning import Event, Month, Part, Point, Quarter, Recurring, Week, WeekOfMonth, Year
from reading.deadlines.numerals import numeral, year_in_words
from reading.deadlines.stream import Stream, Table, phrases
from reading.deadlines.tokens import Kind

_PARTS: Table[Part | None] = Table((part.value, part) for part in reversed(Part))
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "l": 1, "ll": 2, "lll": 3}
_ORDINALS = {"một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4}
_EDGES: Table[str] = Table((
    ("ngày làm việc cuối cùng", "last_working_day"), ("ngày làm việc cuối", "last_working_day"),
    ("ngày làm việc đầu tiên", "first_working_day"), ("ngày cuối cùng", "last_day"), ("ngày cuối", "last_day"),
    ("ngày đầu tiên", "first_day"),
))  # fmt: skip
_EVENTS = phrases(
    "kỳ họp", "phiên họp", "cuộc họp", "buổi họp", "đại hội", "hội nghị", "ngày họp", "ngày khai mạc", "ngày diễn ra",
    "ngày tổ chức", "ngày bầu cử", "khi họp", "khi trình", "khi diễn ra", "khi khai mạc", "khi tổ chức", "năm học mới",
    "khai giảng", "mùa mưa", "mùa mưa bão", "thời điểm",
)  # fmt: skip
_TET = phrases(
    "kỳ nghỉ tết nguyên đán",
    "nghỉ tết nguyên đán",
    "tết nguyên đán",
    "tết âm lịch",
    "nghỉ tết",
    "tết cổ truyền",
    "tết",
)
_FIRST, _LAST = phrases("đầu tiên", "đầu"), phrases("cuối cùng", "cuối")
_EVERY = ("hằng", "mỗi", "từng", "các")
_UNITS = ("ngày", "tuần", "tháng", "qúy", "năm")


def period(s: Stream, i: int) -> tuple[Point, int] | None:
    """A named week, month, quarter or year at `i`, with its part: "cuối tháng 12/2020", "quý I/2021", "tuần này"."""
    edge = s.find(i, _EDGES)
    part, at = (None, edge[1]) if edge else _part(s, i)
    at = s.words(at, "của") or at
    for production in (_month, _quarter, _half_year, _year, _week):
        found = production(s, at, part, edge[0] if edge else None)
        if found is not None:
            return found
    return _week_of_month(s, i)


def _part(s: Stream, i: int) -> tuple[Part | None, int]:
    return s.find(i, _PARTS) or (None, i)


def _month(s: Stream, i: int, part: Part | None, edge: str | None) -> tuple[Point, int] | None:
    word = s.words(i, "tháng")
    if word is None and s.at(i).key == "t" and s.at(i + 1).glued and s.number(i + 1) and s.at(i + 2).key == "/":
        word = i + 1  # "T12/2020"
    if word is None:
        return None
    relative = shift(s, word)
    if relative is not None:
        return Month(shift=relative[0], part=part, edge=edge), relative[1]
    number, end = s.number(word), word + 1
    if number is None:
        in_words = numeral(s, word)
        if in_words is None:
            return (Month(part=part, edge=edge), word) if _alone(s, i, word) else None
        number, end = in_words
    if not 1 <= number <= 12:
        return None
    year, end = year_behind(s, end)
    return Month(number, year, part=part, edge=edge), end


def _quarter(s: Stream, i: int, part: Part | None, edge: str | None) -> tuple[Point, int] | None:
    word = s.words(i, "quý")
    if word is None:
        return None
    relative = shift(s, word)
    if relative is not None:
        return Quarter(shift=relative[0], part=part, edge=edge), relative[1]
    key = s.at(word).key
    number = s.number(word) or _ROMAN.get(key) or _ORDINALS.get(key)
    if number is None and _alone(s, i, word):
        return Quarter(part=part, edge=edge), word
    if number is None or not 1 <= number <= 4:
        return None
    year, end = year_behind(s, word + 1)
    return Quarter(number, year, part=part, edge=edge), end


def _alone(s: Stream, start: int, end: int) -> bool:
    """ "trong tháng.", "trong quý;": the one of the day of issue, as nothing says which."""
    return s.at(start - 1).key == "trong" and s.at(end).key in ("", ".", ",", ";", ")")


def _half_year(s: Stream, i: int, part: Part | None, edge: str | None) -> tuple[Point, int] | None:
    """ "6 tháng đầu năm 2021", "nửa đầu năm 2021": to the end of June; "9 tháng đầu năm"."""
    months, end = s.number(i), i + 1
    if months is not None and months in (3, 6, 9):
        end = s.words(i + 1, "tháng") or 0
    else:
        months, end = 6, s.words(i, "nửa") or 0
    if not end:
        return None
    first = s.words(end, "đầu năm")
    last = s.words(end, "cuối năm")
    if first is None and last is None:
        return None
    year, relative, end = _year_name(s, first or last or end)
    return Year(year, relative, months=months if first else 12), end


def _year(s: Stream, i: int, part: Part | None, edge: str | None) -> tuple[Point, int] | None:
    word = s.words(i, "năm")
    if word is None or edge:
        return None
    year, relative, end = _year_name(s, word)
    if year is None and relative is None and part is None:
        return None
    return Year(year, relative, part), end


def _year_name(s: Stream, i: int) -> tuple[int | None, int | None, int]:
    relative = shift(s, i)
    if relative is not None:
        return None, relative[0], relative[1]
    year = s.number(i)
    if year is not None and len(s.at(i).key) == 4:
        return year, None, i + 1
    in_words = year_in_words(s, i)
    return (in_words[0], None, in_words[1]) if in_words else (None, None, i)


def year_behind(s: Stream, i: int) -> tuple[int | None, int]:
    """The year behind a month or quarter: "/2020", " năm 2020", "-2020"."""
    word = s.words(s.past(i, ",/"), "năm")
    at = word or s.sign(i, "/") or (s.sign(i, "-.") if s.at(i).glued and s.at(i + 1).glued else None)
    if at is None:
        return None, i
    year = s.number(at)
    if year is not None and len(s.at(at).key) == 4:
        return year, at + 1
    in_words = year_in_words(s, at) if word else None
    return in_words if in_words else (None, i)


def _week(s: Stream, i: int, part: Part | None, edge: str | None) -> tuple[Point, int] | None:
    word = s.words(i, "tuần")
    if word is None or edge:
        return None
    relative = shift(s, word)
    if relative is not None:
        return Week(relative[0], part), relative[1]
    if part is None and not _alone(s, i, word):
        return None
    return Week(None, part), word


def _week_of_month(s: Stream, i: int) -> tuple[Point, int] | None:
    """ "tuần đầu tháng 7", "tuần thứ hai của tháng 7", "tuần cuối tháng 7"."""
    at = s.words(i, "tuần")
    if at is None:
        return None
    number: int | None = None
    if end := s.past_any(at, _FIRST):
        number = 1
    elif end := s.past_any(at, _LAST):
        number = 0
    elif end := s.words(at, "thứ"):
        number = s.number(end) or _ORDINALS.get(s.at(end).key) or (1 if s.words(end, "nhất") else None)
        end += 1
    if not end or number is None:
        return None
    month = _month(s, s.words(end, "của") or s.words(end, "trong") or end, None, None)
    return (WeekOfMonth(number, month[0]), month[1]) if month and isinstance(month[0], Month) else None


def event(s: Stream, i: int) -> tuple[Event, int] | None:
    """Something that has its date elsewhere; the name runs on for a few words: "kỳ họp thứ 5 HĐND tỉnh"."""
    end = s.past_any(i, _TET)
    if end is not None:
        year, end = year_behind(s, end)
        if year is None and s.number(end) and len(s.at(end).key) == 4:
            year, end = s.number(end), end + 1
        return Event("Tết Nguyên đán", tet=True, year=year), end
    end = s.past_any(i, _EVENTS)
    if end is None:
        return None
    words = end
    while end < words + 4 and _names_on(s, end):
        end += 1
    return Event(s.written(i, end)), end


def _names_on(s: Stream, i: int) -> bool:
    """Does the event's name go on? Not past signs, nor into "ít nhất 02 ngày", "để tổng hợp"."""
    token = s.at(i)
    ends = token.key in ("", "ít", "tối", "để", "và", "phải", "về", "gửi") or s.at(i + 1).key in ("ngày", "nhất")
    return not ends and token.kind != Kind.SIGN and not token.new_paragraph


def recurrence(s: Stream, i: int) -> tuple[Recurring, int] | None:
    """ "hằng tháng", "định kỳ hằng quý", "mỗi tuần", "định kỳ 6 tháng"; "các tháng", "tháng cuối quý"."""
    at = s.words(i, "định kỳ")
    start = i if at is None else at
    for every in _EVERY:
        word = s.exact(start, every)
        if word is None:
            continue
        for unit in _UNITS:
            end = s.exact(word, unit)
            # "các ngày 22 và 23/12" names days, "các tháng 6, 12" months: only "hằng" and "mỗi" repeat those.
            if end and not (every == "các" and (s.number(end) is not None or unit == "ngày")):
                return Recurring(unit.replace("qúy", "quý")), end
    if at is not None:
        n = s.number(at)
        end = at + 1 if n is not None else at
        for unit in _UNITS:
            if s.exact(end, unit) and s.number(end + 1) is None:  # "định kỳ năm 2025": one year, named
                every = unit.replace("qúy", "quý")
                return Recurring(f"{n} {every}" if n else every), end + 1
        return (Recurring("kỳ"), at) if s.exact(s.past(at, ",("), "trước") else None
    return _recurring_month(s, i)


_RECURRING_MONTHS = phrases(
    "tháng cuối qúy", "tháng cuối của qúy", "tháng cuối mỗi qúy", "tháng cuối hằng qúy", "tháng cuối cùng của qúy",
    "tháng đầu qúy sau", "tháng đầu của qúy sau", "tháng đầu qúy", "tháng đầu của qúy", "tháng liền kề",
    "tháng kế tiếp", "tháng tiếp theo", "tháng báo cáo", "kỳ báo cáo",
    "cuối mỗi tháng", "cuối mỗi qúy", "cuối mỗi tuần", "cuối mỗi năm",
)  # fmt: skip


def _recurring_month(s: Stream, i: int) -> tuple[Recurring, int] | None:
    found = s.find_exactly(i, _RECURRING_MONTHS)
    if found is None:
        return None
    words, end = found
    if "qúy" in words and (s.at(end).key in _ROMAN or s.number(end)):
        return None  # "tháng đầu quý I": named, once
    return Recurring("quý" if "qúy" in words else "tháng"), end
