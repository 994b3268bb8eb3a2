"""Named days: "ngày 22/12/2020", "22.12.2020", "thứ Ba, ngày 22 tháng 12", "ngày hai mươi hai tháng mười hai"."""

from __future__ import annotations

from dataclasses import replace

from reading.deadlines.meaning import Day, FromIssue, Weekday
from reading.deadlines.numerals import numeral, year_in_words
from reading.deadlines.stream import Stream, Table, phrases
from reading.deadlines.tokens import Kind

_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5}
_SHIFTS: Table[int] = Table((("này", 0), ("nay", 0), ("sau", 1), ("tới", 1), ("tiếp theo", 1), ("kế tiếp", 1)))
_TODAY: Table[int] = Table((
    ("ngày hôm nay", 0), ("hôm nay", 0), ("cùng ngày", 0), ("ngày mai", 1), ("mai", 1), ("ngày kia", 2),
    ("ngày hôm sau", 1), ("hôm sau", 1),
))  # fmt: skip

_LUNAR = phrases("âm lịch", "al", "tết")


def shift(s: Stream, i: int) -> tuple[int, int] | None:
    """ "này", "sau", "tới" behind a week, month, quarter or year."""
    return s.find_exactly(i, _SHIFTS)


def weekday(s: Stream, i: int) -> tuple[int, int] | None:
    """ "thứ Ba", "thứ 3", "T3", "Chủ nhật", "CN"."""
    if s.words(i, "chủ nhật") or s.at(i).key == "cn":
        return 6, i + (1 if s.at(i).key == "cn" else 2)
    digit = s.number(i + 1)
    if s.words(i, "thứ") or (s.at(i).key == "t" and s.at(i + 1).glued):
        if digit is not None and 2 <= digit <= 7 and len(s.at(i + 1).key) == 1:
            return digit - 2, i + 2
        if s.at(i).key != "t" and s.at(i + 1).key in _WEEKDAYS:
            return _WEEKDAYS[s.at(i + 1).key], i + 2
    return None


def named_weekday(s: Stream, i: int) -> tuple[Weekday, int] | None:
    """A weekday without a date: "thứ Sáu tuần này", "thứ Hai tới", "ngày thứ Sáu"."""
    found = weekday(s, s.words(i, "ngày") or i)
    if found is None:
        return None
    day, i = found
    of_week = shift(s, s.words(i, "của tuần") or s.words(i, "tuần") or i)
    return (Weekday(day, of_week[0]), of_week[1]) if of_week else (Weekday(day), i)


def from_issue(s: Stream, i: int) -> tuple[FromIssue, int] | None:
    found = s.find_exactly(i, _TODAY)
    return (FromIssue(found[0]), found[1]) if found else None


def day(s: Stream, i: int, *, alone: bool = True) -> tuple[Day, int] | None:
    """A named day at `i`, with the weekday before or behind it.

    `alone`: without the word "ngày" a day needs its month; not `alone`: it needs the year too ("đến 2/3 số xã").
    """
    before = _weekday_before(s, i)
    if before is not None:
        i = before[1]
    after_word = _day_word(s, i)
    if after_word is not None:
        i = after_word
        if before is None and (before := _weekday_before(s, i)):
            i = _day_word(s, before[1]) or before[1]
    read = _day_and_month(s, i, has_word=after_word is not None)
    if read is None:
        return None
    found, i = read
    if after_word is None and not found.lunar and (found.month is None or not (alone or found.year)):
        return None
    if before is not None:
        opened = s.at(before[1] - 1).key == "("
        return replace(found, weekday=before[0]), s.past(i, ")") if opened else i
    behind = weekday(s, s.past(i, ",(-"))
    if behind is not None:
        opened = s.sign(i, "(") is not None
        closed = s.sign(behind[1], ")")
        if not opened or closed is not None:
            found, i = replace(found, weekday=behind[0]), closed if opened and closed else behind[1]
    return found, i


def _weekday_before(s: Stream, i: int) -> tuple[int, int] | None:
    """ "thứ Ba, ", "thứ Ba (": a weekday and the sign that leads to its date."""
    found = weekday(s, i)
    return (found[0], s.past(found[1], ",-(")) if found else None


def _day_word(s: Stream, i: int) -> int | None:
    i = s.exact(i, "các") or i
    end = s.words(i, "ngày làm việc") or s.words(i, "ngày")
    if end is None and not s.strict and s.at(i).key == "ngay" and s.at(i + 1).kind == Kind.NUMBER:
        s.loose.add(i)  # "ngay 22/12": the accent is lost
        end = i + 1
    return end


def _day_and_month(s: Stream, i: int, *, has_word: bool) -> tuple[Day, int] | None:
    blank = _blank_day(s, i) if has_word else None
    if blank is not None:
        return blank
    i = s.words(i, "mùng") or i
    number = s.number(i)
    if number is None:
        in_words = numeral(s, i) if has_word else None
        if in_words is None:
            return None
        number, i = in_words
    elif len(s.at(i).key) == 4 and not has_word:
        return _iso(s, i)
    elif len(s.at(i).key) > 2:
        return None
    else:
        i += 1
    several = _several(s, i)
    first = None
    if several is not None:
        first, (number, i) = number, several
    with_month = _month_of(s, i, has_word=has_word)
    if with_month is None:
        if tet := s.words(i, "tết"):
            return Day(number, lunar=True), tet  # "ngày 30 Tết", "mùng 5 Tết"
        if first is not None or not has_word or _counts_something(s, i):
            return None
        return Day(number), i
    found, i = with_month
    found = replace(found, day=number, first=first)
    lunar = s.past_any(s.past(i, "("), _LUNAR)
    return (replace(found, lunar=True), s.past(lunar, ")")) if lunar else (found, i)


def _counts_something(s: Stream, i: int) -> bool:
    """ "ngày 2 lần": the number belongs to what follows."""
    return s.at(i).key in ("lần", "buổi", "giờ", "h", "%") or (
        s.at(i).key == "," and s.at(i).glued and s.at(i + 1).glued
    )


def _several(s: Stream, i: int) -> tuple[int, int] | None:
    """ "22, 23/12", "22-23/12", "22 và 23/12": the last of the days; a month must follow it."""
    for _ in range(6):
        joined = s.sign(i, ",-;&") or s.exact(i, "và") or s.exact(i, "đến")
        number = s.number(joined) if joined else None
        if joined is None or number is None or len(s.at(joined).key) > 2:
            return None
        i = joined + 1
        # "22-12-2020" is one day: the number behind the first dash is a month.
        if s.sign(i, "/") or s.words(i, "tháng"):
            return number, i
    return None


def _month_of(s: Stream, i: int, *, has_word: bool) -> tuple[Day, int] | None:
    separator = s.at(i).key
    if s.sign(i, "/") and not s.words(i + 1, "tháng"):
        return _with_year(s, i + 1, "/")
    if s.sign(i, ".-") and s.at(i).glued and s.at(i + 1).glued:
        found = _with_year(s, i + 1, separator)
        return found if found and (found[0].year or (has_word and separator == "-")) else None
    if s.sign(i, "-") and s.sign(i + 2, "-") and len(s.at(i + 3).key) == 4 and s.number(i + 3) is not None:
        found = _with_year(s, i + 1, "-")  # "22 - 12 - 2020"
        return (replace(found[0], year=s.number(i + 3)), i + 4) if found else None
    after_word = s.words(s.past(i, ",/"), "tháng")
    if after_word is None:
        return None
    relative = shift(s, after_word)
    if relative is not None:
        return Day(None, month_shift=relative[0]), relative[1]
    if s.words(after_word, "giêng") or s.words(after_word, "chạp"):
        return Day(None, month=1, lunar=True), after_word + 1
    if s.number(after_word) is not None:
        return _with_year(s, after_word, "/-.")
    in_words = numeral(s, after_word)
    return _year_of(s, Day(None, month=in_words[0]), in_words[1], "/") if in_words else None


def _with_year(s: Stream, i: int, separators: str) -> tuple[Day, int] | None:
    month = s.number(i)
    if month is None or len(s.at(i).key) > 2:
        return None
    return _year_of(s, Day(None, month=month), i + 1, separators)


def _year_of(s: Stream, found: Day, i: int, separators: str) -> tuple[Day, int]:
    word = s.words(s.past(i, ",/"), "năm")
    if word is not None:
        relative = shift(s, word)
        if relative is not None:
            return replace(found, year_shift=relative[0]), relative[1]
        in_words = year_in_words(s, word)
        if in_words is not None:
            return replace(found, year=in_words[0]), in_words[1]
        year = _year_digits(s, word)
        return (replace(found, year=year[0], short_year=year[2]), year[1]) if year else (found, i)
    separator = s.sign(i, separators) or s.sign(i, "/-.")
    if separator is None:
        return found, i
    year = _year_digits(s, separator)
    same = s.at(i).key in separators
    glued = s.at(i).key == "/" or (s.at(i).glued and s.at(separator).glued)
    if year is None or not glued or (not same and year[2]):
        return found, i
    return replace(found, year=year[0], short_year=year[2]), year[1]


def _year_digits(s: Stream, i: int) -> tuple[int, int, bool] | None:
    """(year, next index, was it two digits)."""
    year, length = s.number(i), len(s.at(i).key)
    if year is None:
        return None
    if length == 2 and year == 20 and not s.strict and len(s.at(i + 1).key) == 2 and s.number(i + 1) is not None:
        s.loose.add(i)  # "20 20": a blank of the scanner
        return 2000 + int(s.at(i + 1).key), i + 2, False
    if length == 2:
        return 2000 + year, i + 1, True
    return (year, i + 1, False) if length >= 3 else None


def _iso(s: Stream, i: int) -> tuple[Day, int] | None:
    """2020-12-22, as machines write it."""
    month, day_number = s.number(i + 2), s.number(i + 4)
    if s.at(i + 1).key != "-" or s.at(i + 3).key != "-" or month is None or day_number is None:
        return None
    return Day(day_number, month, s.number(i)), i + 5


def _blank_day(s: Stream, i: int) -> tuple[Day, int] | None:
    """ "ngày …/12/2020", "ngày ..... tháng 12": a place left open in a draft."""
    end = i
    while end < i + 40 and s.sign(end, ".…"):
        end += 1
    if end == i:
        return None
    after_word = s.words(end, "tháng")
    month = s.sign(end, "/")
    found = _with_year(s, month or after_word or end, "/") if month or after_word else None
    if found is not None:
        return replace(found[0], day=0), found[1]
    return (Day(0), end) if end - i >= 3 or s.at(i).key == "…" else None
