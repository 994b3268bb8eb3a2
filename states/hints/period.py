"""Until when a plan runs, read from what the directive is about and from what the agencies answered."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from states.hints.letters import bare
from states.hints.schedule import read_schedule

_RANGE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?(?:-|–|—|đến(?: năm)?)\s?((?:19|20)\d\d)(?!\d)")
_YEAR = re.compile(r"(?:năm|đến năm|đến) ((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_CONGRESS = re.compile(r"dai hoi.{0,60}lan thu")
_TERM = 5  # years between congresses: 2020, 2025, 2030 (Party Charter, art. 13: a term is five years)
_FEWEST = 5  # periods in the answers from which they say something


def end_of_period(subject: str, issued_on: date, schedules: Iterable[str] = ()) -> date | None:
    """The last day of the plan's period; None where nothing tells it.

    First what the subject says ("giai đoạn 2021-2025", "năm 2021"); then the congress whose resolution is carried out:
    its term; then the period that most of the answers name.
    """
    ranges = [int(last) for _, last in _RANGE.findall(subject)]
    if ranges:
        return date(max(ranges), 12, 31)
    years = [int(year) for year in _YEAR.findall(subject) if int(year) >= issued_on.year]
    if years:
        return date(max(years), 12, 31)
    if _CONGRESS.search(" ".join(bare(word) for word in subject.split())):
        return date(issued_on.year - issued_on.year % _TERM + _TERM, 12, 31)
    ends = Counter(
        span.last.year
        for words in schedules
        for span in read_schedule(words).spans
        if span.years and span.last is not None
    )
    if not ends:
        return None
    year, count = max(ends.items(), key=lambda found: (found[1], -found[0]))
    return date(year, 12, 31) if count >= _FEWEST and 2 * count > ends.total() and year >= issued_on.year else None
