"""A table of proposals in a grid of words, wherever the grid comes from: a sheet, a Word table, the clipboard."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reading.answers.columns import COLUMNS, agencies, column_of
from reading.answers.remarks import Remark

HEAD_WITHIN = 40  # rows from the top
LONGEST_HEADING = 120  # characters; a title above the table is longer

Grid = list[list[str]]
Name = Callable[[int, int], str]  # (row, column) from 0 -> how a person finds the cell


@dataclass(frozen=True)
class Head:
    """`start`: the first row below; `ours` and `own`: our columns and the agency's own headings, by position."""

    start: int
    ours: Mapping[int, str]
    own: Mapping[int, str]


@dataclass
class Table:
    """The rows, where each of their cells stands (column -> name), and what a person should look at."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, str]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def find_head(grid: Grid, within: int = HEAD_WITHIN) -> Head | None:
    """The heading row, of one line or two: two of our columns at least, the task or the product among them."""
    for at, row in enumerate(grid[:within]):
        named = {place: _column(cell) for place, cell in enumerate(row) if cell}
        known = {column for column in named.values() if column not in (None, "ordinal")}
        if len(known) < 2 or not known & {"task", "product"}:
            continue
        below = grid[at + 1] if at + 1 < len(grid) else []
        second = {place: _column(cell) for place, cell in enumerate(below) if cell}
        two_lines = any(second.get(place) not in (None, column) for place, column in named.items())
        if two_lines:
            named |= {place: column for place, column in second.items() if column}
        ours = {place: column for place, column in named.items() if column and column != "ordinal"}
        own = {place: " ".join(row[place].split()) for place, column in named.items() if column is None}
        return Head(at + (2 if two_lines else 1), ours, own)
    return None


def read_rows(grid: Grid, head: Head, name: Name) -> Table:
    """Every proposal below the head. Group titles go with their rows; what is nearly empty is left out, and named."""
    table, group = Table(), ""
    for number, cells in enumerate(grid[head.start :], start=head.start):
        if not any(cells):
            continue
        if _is_group(cells):
            group = next(cell for cell in cells if cell)
            continue
        said = {column: cells[place] for place, column in head.ours.items() if place < len(cells)}
        filled = [column for column, words in said.items() if words]
        if len(filled) < 2 or not {"task", "product"} & set(filled):
            first = next(place for place, cell in enumerate(cells) if cell)
            if not _is_numbering(cells, head, number):
                table.remarks.append(Remark("left_out", name(number, first), cells[first][:60]))
            continue
        row: dict[str, Any] = {column: said.get(column, "") for column in COLUMNS}
        row["coordinate"] = agencies(row["coordinate"])
        other = {heading: cells[place] for place, heading in head.own.items() if place < len(cells) and cells[place]}
        if group:
            other["group"] = group
        table.rows.append(row | ({"other": other} if other else {}))
        at = {column: name(number, place) for place, column in head.ours.items()}
        table.places.append(at | {heading: name(number, place) for place, heading in head.own.items()})
    return table


def _column(cell: str) -> str | None:
    return column_of(cell) if len(cell) <= LONGEST_HEADING else None


def _is_group(cells: list[str]) -> bool:
    """A row that says one thing across: a group's title ("II. NHIỆM VỤ DO ĐỊA PHƯƠNG CHỦ TRÌ")."""
    return len({cell for cell in cells if cell}) == 1 and sum(1 for cell in cells if cell) > 2


def _is_numbering(cells: list[str], head: Head, number: int) -> bool:
    """The row "(1) (2) (3)" under a head, or an empty row that still has its ordinal."""
    plain = [cell.strip("() .") for cell in cells if cell]
    return all(cell.isdigit() and len(cell) <= 4 for cell in plain)
