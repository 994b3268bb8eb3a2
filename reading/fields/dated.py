"""Place and date of issue: "Quảng Ngãi, ngày 17 tháng 12 năm 2020"."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from reading.layout import Layout
from reading.letters import LOWER, UPPER
from reading.model import NOT_FOUND, Field
from reading.text import Source, View, join

_DAY = r"ng[aà]y\s{{0,9}}(?P<day>{0})\s{{0,9}}th[aá]ng\s{{0,9}}(?P<month>{0})\s{{0,9}}n[aă]m\s{{0,9}}(?P<year>{1})"
_DATE = re.compile(_DAY.format(r"[\dOolI]{1,2}", r"[\dOolI]{4}(?!\d)"), re.IGNORECASE)
_UNFILLED = re.compile(_DAY.format(r"[\dOolI]{1,2}|[.…\s_]{0,20}", r"[\dOolI.…_]{0,20}"), re.IGNORECASE)
_SHORT = re.compile(
    r"ng[aà]y\s{0,3}(?P<day>\d{1,2})\s{0,3}[/.-]\s{0,3}(?P<month>\d{1,2})\s{0,3}[/.-]\s{0,3}(?P<year>\d{4})",
    re.IGNORECASE,
)
_WORD = rf"[{UPPER}][{LOWER}']*"
PLACE = re.compile(
    rf"(?<![\w/-])(?P<place>(?:T[Pp]\.?\s?|(?:Thành phố|Thị xã|Thị trấn|"
    rf"Đặc khu)\s)?{_WORD}(?:\s(?:-\s)?{_WORD}){{0,5}})\s{{0,3}},\s{{0,3}}$"
)
_DIGITS = str.maketrans("OolI", "0011")


def date_line(layout: Layout) -> tuple[View, re.Match[str]] | None:
    """The heading's date: a line of its own, or with the number when columns were flattened; it may be
    broken in two."""
    for lines in (layout.header + layout.title, layout.footer):
        cells = [cell for line in lines for cell in line.cells]
        broken = [join(pair) for pair in pairwise(line.cells[-1] for line in lines)]
        for pattern, views, placed in (
            (_DATE, cells, True),
            (_DATE, broken, True),
            (_DATE, cells, False),
            (_SHORT, cells, False),
            (_UNFILLED, [line.view for line in lines], False),
        ):
            for view in views:
                match = pattern.search(view.text)
                if match and (PLACE.search(view.text[: match.start()]) or (match.start() < 3 and not placed)):
                    return view, match
    return None


def read_place(source: Source, layout: Layout) -> Field[str]:
    found = date_line(layout)
    if not found:
        return NOT_FOUND
    view, match = found
    place = PLACE.search(view.text[: match.start()])
    return source.field(view, place.start("place"), place.end("place")) if place else NOT_FOUND


def read_issued_on(source: Source, layout: Layout) -> Field[date]:
    """The date of issue; never corrected: a day that does not exist is not found, and the reason says so."""
    found = date_line(layout)
    if not found:
        return Field(None, certainty="check", why="không tìm thấy ngày ban hành ở phần đầu văn bản")
    view, match = found
    begin, stop = view.span(match.start(), match.end())
    words = source.text[begin:stop]
    parts = [match.group(name).strip() for name in ("day", "month", "year")]
    digits = [part.translate(_DIGITS) for part in parts]
    if not all(part.isdigit() for part in digits):
        return Field(None, words, (begin, stop), "check", "ngày ban hành để trống hoặc không đọc được")
    try:
        value = date(int(digits[2]), int(digits[1]), int(digits[0]))
    except ValueError:
        return Field(None, words, (begin, stop), "check", f"không có ngày {digits[0]}/{digits[1]}/{digits[2]}")
    why = None if digits == parts else "có chữ số bị nhiễu khi quét"
    if not 1945 <= value.year <= 2100:
        why = f"năm {value.year} khó có thể đúng"
    return source.field(view, match.start(), match.end(), value=value, why=why)
