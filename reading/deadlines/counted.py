"""Counted periods: "05 ngày làm việc kể từ ngày ký", "24 giờ kể từ khi nhận", "02 ngày trước ngày họp"."""

from __future__ import annotations

from dataclasses import replace

from reading.deadlines.days import day
from reading.deadlines.meaning import Count, Event, Point, Start, StartKind, Unit
from reading.deadlines.numerals import numeral
from reading.deadlines.periods import event, period
from reading.deadlines.stream import Stream, Table, phrases
from reading.deadlines.tokens import Kind

_UNITS: Table[tuple[Unit, bool]] = Table((
    ("ngày làm việc", (Unit.DAY, True)), ("giờ làm việc", (Unit.HOUR, True)), ("giờ hành chính", (Unit.HOUR, True)),
    ("ngày", (Unit.DAY, False)), ("tuần lễ", (Unit.WEEK, False)), ("tuần làm việc", (Unit.WEEK, False)),
    ("tuần", (Unit.WEEK, False)), ("tháng", (Unit.MONTH, False)), ("quý", (Unit.QUARTER, False)),
    ("năm", (Unit.YEAR, False)),
    ("giờ đồng hồ", (Unit.HOUR, False)), ("giờ", (Unit.HOUR, False)), ("phút", (Unit.MINUTE, False)),
))  # fmt: skip
_CALENDAR = phrases("lịch", "dương lịch", "liên tục", "liền", "theo lịch")
_FROM: Table[bool] = Table((
    ("tính kể từ", False), ("tính từ", False), ("bắt đầu từ", False), ("bắt đầu kể từ", False), ("kể từ", False),
    ("tính từ sau", False), ("sau", False), ("từ", True),
))  # fmt: skip
_COUNTED_FROM = phrases("kể từ", "tính từ", "tính kể từ")
_TODAY = phrases("hôm nay", "ngày hôm nay", "nay")
_MOMENT = phrases("ngày làm việc", "thời điểm", "thời gian", "ngày", "khi", "lúc", "sau khi", "được")
_RECEIPT = phrases("nhận được", "tiếp nhận", "nhận đủ", "nhận", "được nhận", "văn bản đến", "công văn đến")
_ISSUE = phrases(
    "ký ban hành", "ký phát hành", "ký và ban hành", "ký", "ban hành", "phát hành", "ra văn bản", "ra công văn",
    "ra thông báo",
)  # fmt: skip
_DOCUMENTS = phrases(
    "công văn", "văn bản", "chỉ thị", "kế hoạch", "thông báo", "quyết định", "công điện", "tờ trình", "báo cáo",
    "hướng dẫn", "chương trình", "nghị quyết", "nghị định", "thông tư", "kết luận", "phương án", "đề án", "hồ sơ",
    "đề nghị", "yêu cầu", "ý kiến", "phiếu", "giấy mời", "dự thảo", "tài liệu", "quy định", "quy chế",
)  # fmt: skip


def count(s: Stream, i: int) -> tuple[Count, int] | None:
    """N units at `i`, with the start it is counted from or the point it is counted back from, where they stand."""
    read = _number_of_units(s, i)
    if read is None:
        return None
    found, i = read
    back = _back(s, i)
    if back is not None:
        return replace(found, back=back[0]), back[1]
    start = start_behind(s, i)
    return (replace(found, start=start[0]), start[1]) if start else (found, i)


def _number_of_units(s: Stream, i: int) -> tuple[Count, int] | None:
    if (half := s.words(i, "nửa tháng")) is not None:
        return (Count(15, Unit.DAY, working=False, half=True), half) if not s.words(half, "năm") else None
    n, other = s.number(i), None
    if n is not None:
        i += 1
        in_words = numeral(s, i + 1) if s.sign(i, "(") else None
        if in_words is not None and s.sign(in_words[1], ")"):
            other, i = in_words[0], in_words[1] + 1
    else:
        in_words = numeral(s, i)
        if in_words is None:
            return None
        n, i = in_words
        if s.sign(i, "(") and s.number(i + 1) is not None and s.sign(i + 2, ")"):
            other, i = s.number(i + 1), i + 3
    found = s.find(i, _UNITS)
    if found is None:
        return None
    (unit, working), end = found
    calendar = None
    if unit == Unit.DAY and not working:
        if _names_days(s, end):
            return None
        calendar = s.past_any(end, _CALENDAR)
    end = calendar or end
    including = s.words(s.past(end, "("), "kể cả ngày nghỉ")
    if including:
        end = s.past(including, ")")
    mismatch = other if other is not None and other != n else None
    return Count(n, unit, working, calendar=bool(calendar or including), other_n=mismatch), end


def _names_days(s: Stream, i: int) -> bool:
    """ "02 ngày 22, 23/12": days that are named, not counted."""
    return s.at(i).kind == Kind.NUMBER and not s.at(i).new_paragraph


def _back(s: Stream, i: int) -> tuple[Point, int] | None:
    """ "… trước ngày D", "… so với ngày họp"."""
    before = s.words(i, "trước") or s.words(i, "so với")
    return point_in_time(s, before) if before is not None else None


def point_in_time(s: Stream, i: int) -> tuple[Point, int] | None:
    """A day, an event or the edge of a period, from which one counts back."""
    i = s.words(i, "thời điểm") or i
    return event(s, i) or day(s, i) or period(s, i) or _some_event(s, i)


def _some_event(s: Stream, i: int) -> tuple[Event, int] | None:
    at = s.words(i, "ngày") or s.words(i, "khi")
    if at is None or s.at(at).kind != Kind.WORD:
        return None
    end = _past_words(s, at, 3)
    return Event(s.written(i, end)), end


def start_behind(s: Stream, i: int) -> tuple[Start, int] | None:
    """ "kể từ ngày ký", "kể từ khi nhận được văn bản này", "tính từ ngày 18/12/2020"."""
    i = s.past(i, ",(") if s.past_any(s.past(i, ",("), _COUNTED_FROM) else i
    said = s.find(i, _FROM)
    if said is None:
        return None
    disputed, at = said
    named = day(s, at)
    if named is not None:
        return Start(StartKind.DAY, named[0], disputed), named[1]
    if (today := s.past_any(at, _TODAY)) is not None:
        return Start(StartKind.ISSUE, disputed=disputed), today
    at = s.past_any(at, _MOMENT) or at
    at = s.words(at, "được") or at
    subject = _document(s, at)
    if subject is not None:  # "kể từ ngày Công văn này được ban hành"
        this, at = subject
        at = s.words(at, "được") or at
        if this and (end := s.past_any(at, _ISSUE)) is not None:
            return Start(StartKind.ISSUE, disputed=disputed), end
        return Start(StartKind.EVENT), _past_words(s, at, 3)
    if (receipt := s.past_any(at, _RECEIPT)) is not None:
        document = _document(s, s.words(receipt, "đủ") or receipt)
        return Start(StartKind.RECEIPT, disputed=disputed), document[1] if document else receipt
    if (issue := s.past_any(at, _ISSUE)) is not None:
        return _issue_of(s, issue, disputed)
    end = _past_words(s, at, 8)
    return (Start(StartKind.EVENT), end) if end > at else None


def _issue_of(s: Stream, i: int, disputed: bool) -> tuple[Start, int]:
    """Whose issue? Of "Kế hoạch này" or of nothing named: this document's. Of another document: an event."""
    document = _document(s, i)
    if document is None:
        return Start(StartKind.ISSUE, disputed=disputed), i
    this, end = document
    return (Start(StartKind.ISSUE, disputed=disputed) if this else Start(StartKind.EVENT)), end


def _document(s: Stream, i: int) -> tuple[bool, int] | None:
    """(is it this document?, next index) of "Công văn này", "văn bản"."""
    end = s.past_any(i, _DOCUMENTS)
    if end is None:
        return None
    this = s.exact(end, "này")
    return (True, this) if this is not None else (False, end)


_CLAUSE_ENDS = frozenset(("để", "phải", "các", "gửi", "báo", "trình", "nộp"))


def _past_words(s: Stream, i: int, most: int) -> int:
    """The index after at most so many words of a name or event; a sign or the next clause ends it."""
    end = i
    while end < i + most and s.at(end).kind == Kind.WORD:
        if end > i and (s.at(end).new_paragraph or s.at(end).key in _CLAUSE_ENDS):
            break
        end += 1
    return end
