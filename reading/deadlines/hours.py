"""Hours: "17h00", "16 giờ 30 phút", "5 giờ chiều", and an office's habits: "cuối giờ làm việc", "buổi sáng"."""

from __future__ import annotations

from datetime import time

from reading.deadlines.meaning import DayPart, Hour
from reading.deadlines.numerals import numeral
from reading.deadlines.stream import Stream, Table

# Longer phrases first: the first that fits is taken.
_PARTS: Table[DayPart] = Table(
    (
        ("giờ làm việc buổi chiều", DayPart.NOON),  # "trước giờ làm việc buổi chiều"
        ("giờ làm việc chiều", DayPart.NOON),
        ("giờ làm việc buổi sáng", DayPart.OPENING),
        ("đầu giờ làm việc buổi chiều", DayPart.NOON),
        ("đầu giờ làm việc", DayPart.OPENING),
        ("đầu giờ buổi chiều", DayPart.NOON),
        ("đầu giờ buổi sáng", DayPart.OPENING),
        ("đầu giờ chiều", DayPart.NOON),
        ("đầu giờ sáng", DayPart.OPENING),
        ("đầu buổi chiều", DayPart.NOON),
        ("đầu buổi sáng", DayPart.OPENING),
        ("hết giờ làm việc buổi sáng", DayPart.NOON),
        ("cuối giờ làm việc buổi sáng", DayPart.NOON),
        ("cuối giờ buổi sáng", DayPart.NOON),
        ("cuối giờ sáng", DayPart.NOON),
        ("cuối buổi sáng", DayPart.NOON),
        ("hết buổi sáng", DayPart.NOON),
        ("buổi sáng", DayPart.NOON),
        ("buổi trưa", DayPart.NOON),
        ("trong sáng", DayPart.NOON),
        ("cuối giờ làm việc buổi chiều", DayPart.CLOSING),
        ("hết giờ làm việc buổi chiều", DayPart.CLOSING),
        ("kết thúc giờ làm việc", DayPart.CLOSING),
        ("cuối giờ làm việc", DayPart.CLOSING),
        ("hết giờ làm việc", DayPart.CLOSING),
        ("cuối giờ hành chính", DayPart.CLOSING),
        ("hết giờ hành chính", DayPart.CLOSING),
        ("trong giờ hành chính", DayPart.CLOSING),
        ("trong giờ làm việc", DayPart.CLOSING),
        ("giờ hành chính", DayPart.CLOSING),
        ("giờ làm việc", DayPart.CLOSING),
        ("cuối giờ buổi chiều", DayPart.CLOSING),
        ("cuối giờ chiều", DayPart.CLOSING),
        ("cuối buổi chiều", DayPart.CLOSING),
        ("hết buổi chiều", DayPart.CLOSING),
        ("buổi chiều", DayPart.CLOSING),
        ("cuối giờ", DayPart.CLOSING),
        ("cuối ngày làm việc", DayPart.CLOSING),
        ("hết ngày làm việc", DayPart.CLOSING),
        ("buổi tối", DayPart.NIGHT),
        ("sáng", DayPart.NOON),
        ("trưa", DayPart.NOON),
        ("chiều", DayPart.CLOSING),
        ("tối", DayPart.NIGHT),
        ("đêm", DayPart.NIGHT),
    )
)
_AFTERNOON, _EARLY = ("chiều", "tối", "đêm"), ("sáng", "trưa")


def hour(s: Stream, i: int) -> tuple[Hour, int] | None:
    """A clock time at `i`; one that no clock has (25h00) is marked as none."""
    read = _digits(s, i)
    if read is None:
        return None
    hours, minutes, i = read
    part = next((word for word in (*_EARLY, *_AFTERNOON) if s.words(s.words(i, "buổi") or i, word)), None)
    if part:
        i = (s.words(i, "buổi") or i) + 1
        if part == "đêm" and hours == 12:
            hours = 24
        elif (part in _AFTERNOON and 1 <= hours < 12) or (part == "trưa" and hours == 1):
            hours += 12
    if hours > 24 or (hours == 24 and minutes):
        return (Hour(impossible=f"{hours}h{minutes:02d}"), i) if hours <= 99 else None
    unsure = part is None and 1 <= hours <= 6
    return (Hour(midnight=True) if hours == 24 else Hour(time(hours, minutes), unsure=unsure)), i


def day_part(s: Stream, i: int) -> tuple[Hour, int] | None:
    """An hour by an office's habit."""
    found = s.find(i, _PARTS)
    return (Hour(part=found[0]), found[1]) if found else None


def _digits(s: Stream, i: int) -> tuple[int, int, int] | None:
    hours = s.number(i)
    if hours is None:
        in_words = numeral(s, i)
        if in_words is None or not s.words(in_words[1], "giờ"):
            return None
        hours, i = in_words
    else:
        i += 1
    if s.at(i).key in ("h", "g", "giờ", "gio"):
        minutes, after = s.number(i + 1), i + 2
        is_minutes = minutes is not None and minutes <= 59 and (s.at(i + 1).glued or _minutes_follow(s, i + 1))
        if minutes is None or not is_minutes:
            if s.words(i + 1, "rưỡi"):
                return hours, 30, i + 2
            return hours, 0, i + 1
        return hours, minutes, _past_minute_mark(s, after)
    if s.at(i).key == ":" and s.at(i).glued and s.at(i + 1).glued and len(s.at(i + 1).key) == 2:
        minutes = s.number(i + 1)
        if minutes is not None and minutes <= 59:
            return hours, minutes, i + 2
    return None


def _minutes_follow(s: Stream, i: int) -> bool:
    """ "17 giờ 30 phút", "17 h 00": two digits after a blank are minutes unless a date begins with them."""
    if s.at(i + 1).key in ("phút", "p", "ph", "'"):
        return True
    begins_a_date = s.sign(i + 1, "/-.") is not None and s.number(i + 2) is not None
    return len(s.at(i).key) == 2 and not begins_a_date


def _past_minute_mark(s: Stream, i: int) -> int:
    if s.at(i).key in ("phút", "'") or (s.at(i).key in ("p", "ph") and s.at(i).glued):
        return i + 1
    return i
