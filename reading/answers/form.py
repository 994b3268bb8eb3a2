"""The form of one directive: its own columns, a row as cells that are typed and back, and what is still missing.

A cell's key is ours ("task", "product" …) or the directive's or agency's own heading. Nothing here refuses an answer:
what a row should state is the lead's to judge; the agency is told before it sends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from reading.answers.columns import COLUMNS, agencies, column_of, fold

Cells = Mapping[str, str]
WITHOUT_CONTENTS = ("summary", "schedule")  # where a directive names no contents
_VAGUE = (
    "thuong xuyen", "hang nam", "hang thang", "hang quy", "lien tuc", "theo tien do", "theo quy dinh", "theo yeu cau",
    "som", "khan truong", "trong thoi gian toi",
)  # fmt: skip
_ROMAN_QUARTER = ("quy i", "quy v")


@dataclass(frozen=True)
class Column:
    """`words`: the directive's own for it, None where it does not name it. `asked`: a row should state it."""

    key: str
    words: str | None
    asked: bool


@dataclass(frozen=True)
class Problem:
    """What a cell still lacks. `vague`: a time without a date; `several`: more than one responsible agency."""

    key: str
    kind: Literal["missing", "vague", "several"]


def columns_of(contents: Sequence[str], also: Iterable[str] = ()) -> tuple[Column, ...]:
    """The task, what the directive asks for in its own words and order, the responsible agency, and `also`.

    `also`: keys that rows already have, from a file with columns of its own: none of them is lost.
    """
    asked: dict[str, Column] = {"task": Column("task", None, True)}
    for words in contents:
        key = column_of(words) or words.strip()
        if key and key != "ordinal":
            asked[key] = Column(key, words.strip(), True)
    if len(asked) == 1:
        asked |= {key: Column(key, None, key == "summary") for key in WITHOUT_CONTENTS}
    for key in ("lead", *also):
        asked.setdefault(key, Column(key, None, False))
    ours = [asked[key] for key in COLUMNS if key in asked]
    return (*ours, *(column for key, column in asked.items() if key not in COLUMNS))


def cells_of(row: Mapping[str, Any]) -> dict[str, str]:
    """A row on record, or as it was read from a file, as cells to type in; empty ones are left out."""
    cells = {key: row.get(key) for key in row if key not in ("other", "coordinate")}
    coordinate = row.get("coordinate") or []
    cells["coordinate"] = coordinate if isinstance(coordinate, str) else "; ".join(map(str, coordinate))
    cells |= {str(key): value for key, value in (row.get("other") or {}).items()}
    return {key: _words(value) for key, value in cells.items() if _words(value)}


def row_of(cells: Cells, sender: str) -> dict[str, Any]:
    """The row to record, in the form that reading.answers gives. The sender leads what names no other agency."""
    row: dict[str, Any] = {key: cells.get(key, "").strip() for key in COLUMNS}
    row["lead"] = row["lead"] or sender
    row["coordinate"] = agencies(row["coordinate"])
    other = {key: words.strip() for key, words in cells.items() if key not in COLUMNS and words.strip()}
    return row | ({"other": other} if other else {})


def is_blank(cells: Cells) -> bool:
    return not any(words.strip() for words in cells.values())


def problems_of(cells: Cells, columns: Sequence[Column]) -> list[Problem]:
    """What a row still lacks, in the order of the columns; nothing of a blank one."""
    if is_blank(cells):
        return []
    found = [Problem(each.key, "missing") for each in columns if each.asked and not cells.get(each.key, "").strip()]
    if is_vague(cells.get("schedule", "")):
        found.append(Problem("schedule", "vague"))
    if _several(cells.get("lead", "")):
        found.append(Problem("lead", "several"))
    return found


@lru_cache(maxsize=4096)
def is_vague(words: str) -> bool:
    """A time that names no date: "Thường xuyên" alone. ("cụ thể" qualifies the time: domain notes k.)"""
    plain = fold(words)
    dated = any(sign.isdigit() for sign in plain) or any(quarter in plain for quarter in _ROMAN_QUARTER)
    return bool(plain) and not dated and any(vague in plain for vague in _VAGUE)


@lru_cache(maxsize=4096)
def _several(lead: str) -> bool:
    return len(agencies(lead)) > 1


def _words(value: Any) -> str:
    return "" if value is None else value.strip() if isinstance(value, str) else str(value)
