"""Whole deadline phrases: a connector, an hour, a day or period, and what stands behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reading.deadlines.connectors import Connector, connector, limit_noun
from reading.deadlines.counted import count
from reading.deadlines.days import day, from_issue, named_weekday
from reading.deadlines.hours import day_part, hour
from reading.deadlines.meaning import (
    Bound,
    Count,
    Day,
    DayPart,
    Event,
    FromIssue,
    Hour,
    Month,
    Phrase,
    Point,
    Quarter,
    Recurring,
    StartKind,
    Unit,
    Week,
    Weekday,
    Year,
)
from reading.deadlines.periods import event, period, recurrence
from reading.deadlines.stream import Stream, phrases
from reading.deadlines.tokens import Kind

_BY = Connector(0, Bound.BY)
_ON = Connector(0, Bound.ON)
_NOT_A_LIMIT = phrases("trở về trước", "trở đi", "trở lại", "trở lên", "đến nay")
_NAMED_AGAIN = phrases("tức là", "nghĩa là", "tức", "là")
_AGAIN_CONNECTORS = phrases("đến hết", "chậm nhất là", "chậm nhất", "hết", "trước", "đến")

_AT_LEAST = phrases("ít nhất", "tối thiểu", "tối đa", "khoảng", "là")
_AT = phrases("vào lúc", "lúc", "vào")
_MOST_DATES = 12
_LAST_DAY = phrases("hạn chót", "hạn cuối cùng", "hạn cuối", "thời hạn cuối cùng", "thời hạn cuối", "ngày cuối cùng")
_OF_THE_DAY = phrases("của", "vào", "trong")
_FROM = phrases("bắt đầu từ", "kể từ", "tính từ")
_NOW = phrases("nay", "hôm nay", "bây giờ")
_SPOKEN_OF = phrases(
    "qua", "vừa qua", "gần đây", "gần nhất", "trước đó", "trước", "đầu", "cuối", "liên tiếp", "liền", "một", "nghỉ",
)  # fmt: skip


def phrase(s: Stream, i: int) -> Phrase | None:
    """The deadline phrase that begins at token `i`, None when none does."""
    productions: tuple[Callable[[Stream, int], Phrase | None], ...] = (
        _recurring, _range, _connected, _limit, _counted_alone, _relative, _hour_behind,
    )  # fmt: skip
    for production in productions:
        found = production(s, i)
        if found is not None and s.past_any(found.end, _NOT_A_LIMIT) is None:
            return found
    return None


def bare_point(s: Stream, i: int) -> Phrase | None:
    """A date or count with no connector: "22/12/2020", "17h00 ngày 22/12/2020", "05 ngày". Read as inclusive."""
    by = replace(_BY, end=i, latest=True)
    found = _counted(s, i, i, by)
    if found is None and (target := _target(s, i, by)) is not None:
        found = _finished(s, _phrase(i, target, _BY))
    return replace(found, bare_date=True) if found else None


def _phrase(start: int, target: tuple[Hour | None, Point | None, int], by: Connector) -> Phrase:
    at, point, end = target
    return Phrase(start, end, by.bound, point, at, strong=by.strong)


def _connected(s: Stream, i: int) -> Phrase | None:
    """ "chậm nhất trước 17h00 ngày 22/12/2020", "trong vòng 05 ngày kể từ ngày ký", "trong tháng 12/2020"."""
    by = connector(s, i)
    if by is None:
        part = day_part(s, i)  # "cuối giờ làm việc ngày 22/12/2020"
        if part is None or part[1] == i + 1:
            return None
        by = replace(_BY, end=i)
    at = s.past(by.end, ":,") if by.latest or by.span else by.end
    i = (
        at if by.span and not by.latest and s.sign(by.end, ":") else i
    )  # "Thời hạn: 15 ngày kể từ …" begins behind the colon
    counted = _counted(s, i, at, by)
    if counted is not None:
        return _finished(s, counted)
    if by.span or by.after:
        return None
    target = _target(s, at, by)
    if target is None:
        return None
    return _finished(s, _phrase(i, target, by))


def _counted(s: Stream, start: int, i: int, by: Connector) -> Phrase | None:
    """A counted period behind a connector."""
    i = s.past_any(i, _AT_LEAST) or i
    found = count(s, i)
    if found is None:
        return _days_in_number(s, start, i, by)
    if found[0].unit == Unit.MONTH and day(s, i):
        return None  # "trước 30 tháng 6 năm 2021": a day of June
    counted, end = found
    if by.before and counted.back is None:
        # "trước 05 ngày làm việc so với ngày họp"; but "trước 24 giờ ngày 22/12" is an hour
        if counted.unit == Unit.HOUR or counted.start is not None:
            return None
        counted = replace(counted, back=Event(""))
    open_ended = counted.start is None and counted.back is None
    if open_ended and counted.unit == Unit.HOUR and not by.span and hour(s, i):
        return None  # "chậm nhất 10 giờ 00 ngày …": an hour of the day
    if open_ended and not (by.latest or by.span or by.on or by.after):
        return None
    if open_ended and (
        _is_past_or_list(s, end) or (by.on and not by.latest and counted.unit in (Unit.MINUTE, Unit.YEAR))
    ):
        return None
    if by.after:
        counted = replace(counted, after=True)
    strong = by.latest or by.span or not open_ended
    return Phrase(start, end, Bound.BY, counted, strong=strong)


def _is_past_or_list(s: Stream, i: int) -> bool:
    """ "trong 5 năm qua", "6 tháng đầu năm": a span of time that is spoken of, not a limit."""
    return s.find_exactly(i, _SPOKEN_OF) is not None


def _days_in_number(s: Stream, start: int, i: int, by: Connector) -> Phrase | None:
    """ "trong 02 ngày 22, 23/12/2020": named days, with their number in front."""
    if s.number(i) is None or s.words(i + 1, "ngày") is None:
        return None
    named = day(s, i + 1)
    if named is None or named[0].month is None:
        return None
    return Phrase(start, named[1], by.bound, named[0], strong=by.strong)


def _target(s: Stream, i: int, by: Connector) -> tuple[Hour | None, Point | None, int] | None:
    """(hour, point, next index) behind a connector; a clock time may stand alone, an office's habit may not."""
    clock = hour(s, i)
    part = None if clock else day_part(s, i)
    end_of_day = s.words(i, "cuối") if s.words(i, "cuối ngày") and day(s, i + 1) else None
    if end_of_day is not None:
        part = Hour(part=DayPart.CLOSING), end_of_day
    read = clock or part
    if read is not None:
        at, end = read
        if s.exact(end, "nay"):  # "16h30 chiều nay"
            return at, FromIssue(0), end + 1
        behind = s.past_any(s.past(end, ",(-/"), _OF_THE_DAY) or s.past(end, ",(-/")
        point = _point(s, behind, by, after_hour=True)
        if point is not None:
            closed = s.past(point[1], ")") if s.sign(end, "(") else point[1]
            return at, point[0], closed
        return (at, None, end) if clock and by.strong else None
    point = _point(s, i, by)
    return (None, point[0], point[1]) if point else None


def _point(s: Stream, i: int, by: Connector, *, after_hour: bool = False) -> tuple[Point, int] | None:
    for production in (from_issue, lambda s, i: day(s, i, alone=by.strong or after_hour), named_weekday, period):
        found = production(s, i)
        if found is not None:
            return found
    if by.before:
        return event(s, i)
    if after_hour:
        return recurrence(s, i)
    if by.on and s.words(i, "ngày") and _nothing_follows(s, i + 1):
        return FromIssue(0), i + 1  # "ngay trong ngày"
    return None


def _nothing_follows(s: Stream, i: int) -> bool:
    return s.at(i).key in ("", ".", ";", ",", ")") or s.at(i).new_paragraph


def _day_like(s: Stream, i: int) -> bool:
    return day(s, s.past(i, ",(")) is not None or from_issue(s, s.past(i, ",(")) is not None


def _limit(s: Stream, i: int) -> Phrase | None:
    """ "Hạn cuối: 22/12/2020". When a connector follows, the phrase begins there."""
    at = limit_noun(s, i)
    if at is None or connector(s, at) is not None:
        return None
    target = _target(s, at, replace(_BY, latest=True))
    if target is None or target[1] is None:
        return None
    return _finished(s, replace(_phrase(i, target, _BY), strong=True))


def _range(s: Stream, i: int) -> Phrase | None:
    """ "từ ngày A đến hết ngày B", "từ nay đến trước ngày B": the end is the deadline."""
    at = s.past_any(i, _FROM)
    at = at or s.exact(i, "từ")
    if at is None:
        return None
    clock = hour(s, at)
    if clock is not None:
        at = s.past(clock[1], ",")
    first = s.past_any(at, _NOW)
    now = first is not None
    if first is None:
        named = day(s, at) or period(s, at)
        number = s.number(at)
        if named is not None:
            first = named[1]
        elif number is not None and s.at(at + 1).key in ("-", "đến"):
            first = at + 1  # "từ 15 đến 20/12/2020"
    if first is None:
        return None
    first = s.past(first, ",")
    dash = s.sign(first, "-")
    by = connector(s, first) if dash is None else replace(_ON, end=dash, bound=Bound.TO)
    if by is None or by.bound not in (Bound.TO, Bound.BY, Bound.BEFORE):
        return None
    target = _target(s, by.end, replace(by, latest=True))
    if target is None or target[1] is None:
        return None
    bound = Bound.BEFORE if by.bound == Bound.BEFORE else Bound.BY
    found = _phrase(i, target, replace(by, bound=bound, latest=False, before=False))
    return _finished(s, replace(found, range=not now, strong=False))


def _counted_alone(s: Stream, i: int) -> Phrase | None:
    """ "05 ngày làm việc kể từ ngày ký": no connector, but a start or a point to count back from."""
    found = count(s, i)
    if found is None or (found[0].start is None and found[0].back is None):
        return None
    start = found[0].start
    # "24 giờ từ ngày…" in running text is told, not ordered, unless it says "kể từ"
    if start is not None and start.kind == StartKind.EVENT and start.disputed:
        return None
    return _finished(s, Phrase(i, found[1], Bound.BY, found[0], strong=True))


def _relative(s: Stream, i: int) -> Phrase | None:
    """ "ngày mai", "sáng mai", "chiều nay", "hôm nay", "tuần này": nothing but the day of issue to go by."""
    part = day_part(s, i)
    at = part[1] if part else i
    found = from_issue(s, at)
    if found is None and part is not None and s.exact(at, "nay"):
        found = FromIssue(0), at + 1
    if found is None or (part is None and s.at(i).key == "mai"):
        return None
    return _finished(s, Phrase(i, found[1], Bound.ON, found[0], part[0] if part else None))


def _hour_behind(s: Stream, i: int) -> Phrase | None:
    """ "ngày 22/12/2020, trước 17h00", "ngày 22/12/2020 là hạn cuối": the limit stands behind its day."""
    named = day(s, i) if s.words(i, "ngày") else None
    if named is None:
        return None
    last = s.words(named[1], "là")
    limit = s.past_any(last, _LAST_DAY) if last else None
    if limit is not None:
        return Phrase(i, limit, Bound.BY, named[0], strong=True)
    found = _with_hour_behind(s, Phrase(i, named[1], Bound.ON, named[0]), bare=False)
    return replace(found, strong=True) if found.hour else None


def _recurring(s: Stream, i: int) -> Phrase | None:
    """ "định kỳ hằng tháng, trước ngày 20", "hằng quý (chậm nhất ngày 15 của tháng cuối quý)", "mỗi tuần"."""
    found = recurrence(s, i)
    if found is None:
        return None
    inner = s.past(found[1], ",(:")
    behind = _connected(s, inner) if connector(s, inner) else None
    if behind is not None and not isinstance(behind.point, Count):
        end = s.past(behind.end, ")") if s.sign(found[1], "(") else behind.end
        point = behind.point if isinstance(behind.point, Recurring) else found[0]
        return replace(behind, start=i, end=end, point=point, strong=True)
    return Phrase(i, found[1], Bound.ON, found[0])


def _finished(s: Stream, found: Phrase) -> Phrase:
    """What may stand behind the point: an hour, "hằng tháng", a count back, the same day named again."""
    if isinstance(found.point, Day | Month | Quarter | Week | Weekday | Year) or found.point is None:
        again = recurrence(s, s.words(found.end, "của") or s.past(found.end, ",("))
        dated = isinstance(found.point, Day) and found.point.year is not None
        if again is not None and not (dated and s.sign(found.end, ",")):  # ", hằng tháng …" begins anew
            end = s.past(again[1], ")") if s.sign(found.end, "(") else again[1]
            return replace(found, point=again[0], end=end, strong=True)
    found = _up_to_another(s, _with_count_back(s, found))
    if found.hour is None and isinstance(found.point, Day):
        found = _with_hour_behind(s, found, bare=True)
    if isinstance(found.point, Event):
        return found
    found = _named_again(s, found)
    return _and_another(s, found)


def _with_hour_behind(s: Stream, found: Phrase, *, bare: bool) -> Phrase:
    """ "ngày 22/12/2020, trước 17h00"; when `bare`, also without a word of its own: "… lúc 17h00", "… (17h00)"."""
    opened = s.sign(found.end, "(")
    at = opened or s.past(found.end, ",")
    by = connector(s, at)
    if by is not None and (by.before or by.latest or by.bound in (Bound.BY, Bound.TO)):
        clock = hour(s, by.end)
    elif bare:
        by, at = None, s.past_any(at, _AT) or at
        clock = hour(s, at) or _long_day_part(s, at)
    else:
        return found
    closed = s.sign(clock[1], ")") if clock else None
    if clock is None or _day_like(s, clock[1]) or (opened and by is None and not closed):
        return found
    end = closed if opened and closed else clock[1]
    if by is not None:
        return replace(found, hour=replace(clock[0], bound=by.bound), end=end)
    doubts = found.doubts
    if found.bound in (Bound.BEFORE, Bound.MIXED):
        doubts += ("Vừa “trước ngày”, vừa nêu giờ của ngày đó.",)
        if clock[0].part is not None:
            return replace(found, end=end, doubts=doubts)  # strictly: before that day
    elif s.sign(found.end, ","):
        doubts += ("Giờ cách ngày một dấu phẩy: xem có thuộc thời hạn không.",)
    return replace(found, hour=clock[0], end=end, doubts=doubts)


def _long_day_part(s: Stream, i: int) -> tuple[Hour, int] | None:
    """ "trong giờ hành chính" behind a day; a single "chiều" there belongs to what follows."""
    found = day_part(s, i)
    return found if found is not None and found[1] > i + 1 else None


def _with_count_back(s: Stream, found: Phrase) -> Phrase:
    """ "trước ngày họp ít nhất 02 ngày làm việc"."""
    if found.bound not in (Bound.BEFORE, Bound.MIXED) or not isinstance(found.point, Day | Event):
        return found
    at = s.past_any(s.past(found.end, ",("), _AT_LEAST) or s.past(found.end, ",(")
    counted = count(s, at)
    if counted is None or counted[0].start or counted[0].back or counted[0].unit in (Unit.MINUTE, Unit.YEAR):
        return found
    return replace(found, bound=Bound.BY, point=replace(counted[0], back=found.point), end=counted[1])


def _named_again(s: Stream, found: Phrase) -> Phrase:
    """ "thứ Sáu tuần này (25/12/2020)", "05 ngày làm việc kể từ ngày ký (trước ngày 28/12/2020)"."""
    opened = s.sign(found.end, "(")
    comma = s.past(found.end, ",-")
    word = s.past_any(opened or comma, _NAMED_AGAIN)
    if opened is None and word is None:
        return found
    at = word or opened or comma
    by = connector(s, at) if s.past_any(at, _AGAIN_CONNECTORS) else None
    target = _target(s, by.end if by else at, Connector(at, Bound.BY, latest=True))
    if target is None or not isinstance(target[1], Day) or target[1].month is None:
        return found
    closed = s.sign(target[2], ")")
    if opened is not None and closed is None:
        return found
    bound = by.bound if by else (Bound.BY if isinstance(found.point, Count) else found.bound)
    return replace(
        found, also=((bound, target[1]),), hour=found.hour or target[0], end=closed if opened and closed else target[2]
    )


def _up_to_another(s: Stream, found: Phrase) -> Phrase:
    """ "trong các ngày 22/12 - 25/12/2020", "trong ngày 22 đến ngày 25/12/2020": the end holds; not behind "trước"."""
    joined = s.sign(found.end, "-") or s.exact(found.end, "đến hết") or s.exact(found.end, "đến")
    if joined is None or found.hour is not None or not isinstance(found.point, Day):
        return found
    named = day(s, joined)
    if named is None or named[0].month is None:
        return found
    first = found.point
    first = replace(first, month=first.month or named[0].month, year=first.year or named[0].year)
    if found.bound in (Bound.BEFORE, Bound.MIXED):
        return replace(found, point=first, also=((found.bound, named[0]),), end=named[1])
    return replace(found, point=named[0], range=True, end=named[1])


def _and_another(s: Stream, found: Phrase) -> Phrase:
    """ "trước ngày 20/6, 20/9 và ngày 20/12/2020": more dates under the same connector."""
    for _ in range(_MOST_DATES):
        point, joined = found.point, _joined(s, found.end)
        if joined is None or not isinstance(point, Day):
            break
        by = connector(s, joined)
        at = by.end if by and (by.before or by.latest) else joined
        clock = hour(s, at)
        named = day(s, s.past(clock[1], ",") if clock else at)
        if named is None:
            break
        again = recurrence(s, s.words(named[1], "của") or named[1])
        if again is not None:
            return replace(found, point=again[0], end=again[1], strong=True)
        if named[0].month is None:
            break
        if clock is not None or found.hour is not None:
            return replace(found, doubts=(*found.doubts, "Nêu nhiều thời hạn: đây là thời hạn đầu."), end=named[1])
        if point.year is None and point.month is not None and named[0].year:
            point = replace(point, year=named[0].year)
        also = (*found.also, (by.bound if by else found.bound, named[0]))
        found = replace(found, point=point, also=also, end=named[1])
    return found


def _joined(s: Stream, i: int) -> int | None:
    """The index behind "và", "hoặc", or a comma that a bare date follows ("…, 25/9/2021"): ", ngày …" begins anew."""
    joined = s.exact(i, "và") or s.exact(i, "hoặc") or s.sign(i, "&")
    if joined is None and s.sign(i, ",;") and s.number(i + 1) is not None and s.at(i + 2).key == "/":
        return i + 1
    return joined


def starts_like_phrase(s: Stream, i: int) -> bool:
    """Cheap: may a phrase begin here at all?"""
    token = s.at(i)
    if token.kind == Kind.NUMBER:
        return s.at(i + 1).key == "(" or s.at(i + 1).plain in _UNITS
    return token.key in "<≤" if token.kind == Kind.SIGN else token.plain in _STARTS


_UNITS = frozenset(("phut", "gio", "ngay", "tuan", "thang", "quy", "nam"))
_STARTS = frozenset(
    word
    for words in (
        "cham muon tre khong toi han thoi truoc trong het cho den ngay vao luc hoan xong sau tu ke bat tinh dinh hang",
        "moi tung cac cuoi dau giua thuong trung ha hom mai sang trua chieu dem buoi gio ket thang ky tuan tr nua mot",
        "hai ba bon nam sau bay tam chin muoi ham",
    )
    for word in words.split()
)
