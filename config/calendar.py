"""The office's own days: a CSV that says which single days are off or worked, and on whose word.

Columns `date` (2026-01-02), `off|work`, `reason`, `source`. It wins over the holidays package: for swapped days that
the package does not have yet, for provincial days, for storm and flood closures.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from config.errors import UnreadableInput

SHIPPED_CALENDAR = Path(__file__).parent / "calendars" / "vn.csv"
COLUMNS = ("date", "off|work", "reason", "source")
_EXAMPLE = 'a line reads: 2026-01-10,work,"Làm bù cho ngày 02/01/2026",Công văn 12729/VPCP-KGVX'


@dataclass(frozen=True)
class OwnDay:
    """One line of the file: that `day` is worked (or off) whatever the public calendar says."""

    day: date
    works: bool
    reason: str
    source: str


def load_overrides(path: Path = SHIPPED_CALENDAR) -> dict[date, bool]:
    """The days of the file: True where worked, False where off. Raises UnreadableInput with the line's number."""
    return {own.day: own.works for own in read_calendar(path)}


def load_reasons(path: Path = SHIPPED_CALENDAR) -> dict[date, str]:
    """Why each of the days is as it is, in the office's own words. Raises UnreadableInput."""
    return {own.day: own.reason for own in read_calendar(path) if own.reason}


def read_calendar(path: Path = SHIPPED_CALENDAR) -> list[OwnDay]:
    """The file's lines in order. Raises UnreadableInput with the line's number and what to write instead."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return _read_lines(path, lines)
    except FileNotFoundError:
        raise UnreadableInput(f"calendar {path} is not there", remedy="give the path of a CSV file") from None
    except OSError as error:
        raise UnreadableInput(f"calendar {path}: {error.strerror}", remedy="give the path of a CSV file") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(f"calendar {path} is not a UTF-8 CSV file", remedy="save it as “CSV UTF-8”") from error


def _read_lines(path: Path, lines: Iterable[str]) -> list[OwnDay]:
    rows = csv.reader(lines)
    header = tuple(cell.strip() for cell in next(rows, []))
    if header != COLUMNS:
        raise UnreadableInput(
            f"calendar {path}, line 1: the columns are not {', '.join(COLUMNS)}",
            remedy=f"make the first line: {','.join(COLUMNS)}",
        )
    days: dict[date, OwnDay] = {}
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        own = _read_row(f"calendar {path}, line {rows.line_num}", row)
        if own.day in days:
            raise UnreadableInput(
                f"calendar {path}, line {rows.line_num}: {own.day.isoformat()} is there twice",
                remedy="keep the line that holds and delete the other",
            )
        days[own.day] = own
    return list(days.values())


def _read_row(where: str, row: list[str]) -> OwnDay:
    day_text, kind, reason, source = ([cell.strip() for cell in row] + [""] * 4)[:4]
    try:
        day = date.fromisoformat(day_text)
    except ValueError:
        raise UnreadableInput(f"{where}: “{day_text}” is no date", remedy="write it as 2026-01-10") from None
    if kind not in ("off", "work"):
        raise UnreadableInput(f"{where}: “{kind}” is neither off nor work", remedy=_EXAMPLE)
    if not source:
        raise UnreadableInput(f"{where}: no source", remedy=f"name the document that says so; {_EXAMPLE}")
    return OwnDay(day, kind == "work", reason, source)
