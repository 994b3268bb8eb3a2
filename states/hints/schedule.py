"""The time of a task as agencies write it: a small grammar, and what is wrong with it for a plan.

    time    = [bound] (day | month | quarter | half | season | range | year) | "hằng năm" | "thường xuyên" …
    day     = D "/" M "/" Y | "ngày" D "tháng" M "năm" Y | Y "-" M "-" D
    quarter = "quý" (I … IV | 1 … 4) ["-" quarter] ["/" | "năm"] Y
    month   = "tháng" M ["-" M] ["/" | "năm"] Y | M "/" Y
    half    = "6 tháng" ("đầu" | "cuối") "năm" Y
    season  = ("đầu" | "giữa" | "cuối") "năm" Y

What is not understood says nothing; only what is understood can be wrong. "Định hướng 2030", "tầm nhìn 2050" is an
outlook and binds nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from states.hints.blanks import is_blank
from states.hints.letters import bare

LONGEST_CELL = 500  # characters that are read

_DASHES = str.maketrans("–—‑−", "----")
_Y = r"(?:19|20|21)\d\d"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8}
_SAID = {
    "mot": 1, "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_ORDINAL = r"(?:\d{1,2}|viii|vii|vi|v|iv|iii|ii|i|mot|hai|ba|bon|tu)"
_MONTH = r"(?:\d{1,2}|muoi hai|muoi mot|muoi|gieng|hai|ba|tu|sau|bay|tam|chin|chap)"
_OF = r"\s?(?:[/.-]|cua nam|nam)?\s?"
_TO = r"\s?(?:-|,|va|den|&)\s?"
# In this order: what is longer is read first, so that "31/7/2021" is a day and its "7/2021" no month.
_TIME = re.compile(
    rf"(?<!\w)(?:"
    rf"ngay (?P<wd>\d{{1,2}}) thang (?P<wm>\d{{1,2}})(?: nam (?P<wy>{_Y}))?"
    rf"|(?P<iy>{_Y})-(?P<im>\d{{1,2}})-(?P<id>\d{{1,2}})(?!\d)"
    rf"|(?P<d>\d{{1,2}})\s?[/.-]\s?(?P<m>\d{{1,2}})\s?[/.-]\s?(?P<y>{_Y}|\d\d)(?!\d)"
    rf"|(?:0?6|sau) thang (?P<half>dau|cuoi)(?: nam)?(?: (?P<hy>{_Y}))?"
    rf"|(?:quy|q\.?)\s?(?P<q1>{_ORDINAL})(?:{_TO}(?:quy\s?)?(?P<q2>{_ORDINAL}))?(?!\w){_OF}(?P<qy>{_Y})?"
    rf"|(?:thang|t\.?)\s?(?P<m1>{_MONTH})(?:{_TO}(?:thang\s?)?(?P<m2>\d{{1,2}}))?(?!\w){_OF}(?P<my>{_Y})?"
    rf"|(?P<nm>\d{{1,2}})\s?[/.-]\s?(?P<ny>{_Y})(?!\d)"
    rf"|(?P<season>dau|giua|cuoi) nam (?P<sy>{_Y})"
    rf"|(?P<ra>{_Y})\s?(?:-|den het nam|den het|den nam|den|toi)\s?(?P<rb>{_Y})(?!\d)"
    rf"|(?:ngay|truoc|den|het) (?P<ud>\d{{1,2}})\s?[/.-]\s?(?P<um>\d{{1,2}})(?![\d/.-])"
    rf"|(?P<year>{_Y})(?!\d)"
    rf")(?!\w)"
)
_OUTLOOK = re.compile(rf"(?:tam nhin|dinh huong)(?: phat trien)?(?: den| toi)?(?: nam)? ?{_Y}(?: ?- ?{_Y})?")
_RECURRING = re.compile(
    r"(?<!\w)(?:hang|moi) (?:nam|quy|thang|tuan|ngay)(?!\w)|dinh k[iy]|thuong xuyen|lien tuc|thuong nien"
)
_EVENT = re.compile(
    r"(?<!\w)(?:khi|ngay sau|k[iy] hop|hoi nghi|dai hoi|bau cu|nhiem k[iy]|tet|trong vong|sau \d+"
    r"|\d+ (?:ngay|thang|nam))(?!\w)"
)


@dataclass(frozen=True)
class Span:
    """One time that is named: its first and last day; None where the year is not said."""

    first: date | None
    last: date | None
    years: bool = False  # a range of whole years


@dataclass(frozen=True)
class Schedule:
    """What a cell says of time. `impossible` are words that name no day ("31/11/2021", "Quý V/2021")."""

    spans: tuple[Span, ...]
    impossible: tuple[str, ...]
    recurring: bool
    blank: bool
    about_an_event: bool

    @property
    def last(self) -> date | None:
        return max((span.last for span in self.spans if span.last), default=None)


@lru_cache(maxsize=8192)
def read_schedule(text: str) -> Schedule:
    """Read a cell. Never raises; time is bounded by the length that is read."""
    shown = " ".join(unicodedata.normalize("NFC", text[:LONGEST_CELL]).translate(_DASHES).split())
    plain = " ".join(bare(word) for word in shown.split())
    said = _OUTLOOK.sub(lambda outlook: " " * len(outlook[0]), plain)
    spans: list[Span] = []
    impossible: list[str] = []
    for match in _TIME.finditer(said):
        try:
            spans += _spans(match)
        except ValueError:
            as_written = shown if len(shown) == len(plain) else plain
            impossible.append(as_written[match.start() : match.end()].strip(" .,-"))
    return Schedule(
        tuple(spans),
        tuple(impossible),
        _RECURRING.search(said) is not None,
        is_blank(text),
        _EVENT.search(said) is not None,
    )


def _spans(match: re.Match[str]) -> Iterator[Span]:
    """The span of one match. Raises ValueError where there is no such time."""
    found = match.groupdict()
    if found["wd"] or found["id"] or found["d"]:
        day, month = (int(found["wd"] or found["id"] or found["d"]), int(found["wm"] or found["im"] or found["m"]))
        year = found["wy"] or found["iy"] or found["y"]
        if year is None:
            date(2020, month, day)  # a leap year: the 29th of February may be
            return iter([Span(None, None)])
        exact = date(int(year) if len(year) == 4 else 2000 + int(year), month, day)
        return iter([Span(exact, exact)])
    if found["ud"]:
        date(2020, int(found["um"]), int(found["ud"]))
        return iter([Span(None, None)])
    if found["half"]:
        return iter([_months(found["hy"], *((1, 6) if found["half"] == "dau" else (7, 12)))])
    if found["q1"]:
        first = _count(found["q1"], 4)
        last = _count(found["q2"], 4) if found["q2"] else first
        return iter([_months(found["qy"], 3 * first - 2, 3 * last)])
    if found["m1"]:
        first = _count(found["m1"], 12)
        return iter([_months(found["my"], first, _count(found["m2"], 12) if found["m2"] else first)])
    if found["nm"]:
        month = _count(found["nm"], 12)
        return iter([_months(found["ny"], month, month)])
    if found["season"]:
        return iter([_months(found["sy"], *{"dau": (1, 4), "giua": (5, 8), "cuoi": (9, 12)}[found["season"]])])
    if found["ra"]:
        first, last = int(found["ra"]), int(found["rb"])
        if last < first:
            raise ValueError("a range that ends before it begins")
        return iter([Span(date(first, 1, 1), date(last, 12, 31), years=last > first)])
    year = int(found["year"])
    return iter([Span(date(year, 1, 1), date(year, 12, 31))])


def _count(said: str, most: int) -> int:
    number = int(said) if said.isdigit() else _ROMAN.get(said) or _SAID[said]
    if not 1 <= number <= most:
        raise ValueError(f"there is no {number} of {most}")
    return number


def _months(year: str | None, first: int, last: int) -> Span:
    if last < first:
        raise ValueError("months that end before they begin")
    if year is None:
        return Span(None, None)
    after = date(int(year) + last // 12, last % 12 + 1, 1)
    return Span(date(int(year), first, 1), after - timedelta(days=1))


def fault_of(text: str, *, planned_on: date, ends_on: date | None, wanted: bool = True) -> str | None:
    """What is wrong with a cell, as a sentence for the lead; None when nothing is.

    `planned_on` is the plan's own day: what ends before it is past. `ends_on` is the last day of the plan's period
    (None: not known, then nothing is too late). `wanted`: does the directive ask for a concrete time? Otherwise a blank
    or vague cell is no fault.
    """
    said = " ".join(text.split())
    shown = f"“{said[:120]}”"
    schedule = read_schedule(text)
    if schedule.blank:
        return "Chưa ghi thời gian thực hiện." if wanted else None
    if schedule.impossible:
        return (
            f"Thời gian {shown} không có thật: không có " + ", ".join(f"“{time}”" for time in schedule.impossible) + "."
        )
    last = schedule.last
    if last is None:
        return _without_a_date(schedule, shown, ends_on, planned_on) if wanted else None
    if last < planned_on or _ran_out(schedule, planned_on):
        return f"Thời gian {shown} kết thúc ngày {last:%d/%m/%Y}, trước ngày lập kế hoạch ({planned_on:%d/%m/%Y})."
    first = min((span.first for span in schedule.spans if span.first), default=last)
    if ends_on is not None and first > ends_on:
        return f"Thời gian {shown} bắt đầu ngày {first:%d/%m/%Y}, sau khi kế hoạch kết thúc ({ends_on:%d/%m/%Y})."
    if ends_on is not None and last > ends_on:
        return f"Thời gian {shown} kéo dài đến ngày {last:%d/%m/%Y}, sau khi kế hoạch kết thúc ({ends_on:%d/%m/%Y})."
    return None


def _without_a_date(schedule: Schedule, shown: str, ends_on: date | None, planned_on: date) -> str | None:
    if schedule.recurring:
        return f"Thời gian {shown} chưa cụ thể: chưa ghi từ năm nào đến năm nào hoặc mốc hoàn thành."
    if schedule.spans:  # a day, a month without its year
        one_year = ends_on is not None and ends_on.year <= planned_on.year + 1
        return None if one_year or ends_on is None else f"Thời gian {shown} chưa cụ thể: chưa ghi năm."
    return None if schedule.about_an_event else f"Thời gian {shown} chưa cụ thể: chưa có mốc hoàn thành."


def _ran_out(schedule: Schedule, planned_on: date) -> bool:
    """A period of years that ends with the plan's own year and began before it: it was the last period's work."""
    return all(
        span.years
        and span.first is not None
        and span.last is not None
        and span.first.year < planned_on.year >= span.last.year
        for span in schedule.spans
    )
