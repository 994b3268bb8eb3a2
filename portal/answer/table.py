"""The table that is typed in: which rows are on this page, what still lacks, whose version stands beside whose."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.answer.visit import ROWS_A_PAGE, Visit
from portal.language import heading
from reading.answers.form import Column, is_blank, problems_of
from records.acts import Person
from records.drafts import DraftRow, mark

FIRST_BLANKS, LATER_BLANKS, MOST_BLANKS = 3, 1, 50


@dataclass(frozen=True)
class Cell:
    column: int
    key: str
    label: str
    words: str
    problem: str | None  # missing, vague, several


@dataclass(frozen=True)
class Line:
    """One row of the table. `seen`: the mark of what is shown; "" for a row that is new."""

    id: str
    number: int
    seen: str
    cells: tuple[Cell, ...]
    rival: bool
    by: Person
    saved_at: object


@dataclass(frozen=True)
class Lack:
    """A cell to mend, and on which page of the table it is."""

    row: str
    number: int
    key: str
    column: int
    kind: str
    page: int


@dataclass(frozen=True)
class Table:
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    count: int  # rows with words in them, on all pages
    lacks: tuple[Lack, ...]
    rivals: tuple[Lack, ...]
    page: int
    pages: int

    @property
    def keys(self) -> str:
        return json.dumps([column.key for column in self.columns], ensure_ascii=False)


def table(
    visit: Visit,
    *,
    page: int = 1,
    blanks: int | None = None,
    typed: Sequence[DraftRow] | None = None,
    seen: Mapping[str, str] | None = None,
) -> Table:
    """The table as it stands. `typed` shows rows that could not be saved instead, with the marks that came with them:
    pressed once more, they are what they were, and nothing is lost."""
    rows = list(visit.rows if typed is None else typed)
    columns = visit.columns
    pages = max(1, -(-len(rows) // ROWS_A_PAGE))
    page = min(max(page, 1), pages)
    place = {column.key: number for number, column in enumerate(columns)}
    lacks, rivals, found = [], [], {}
    for number, row in enumerate(rows, start=1):
        at = (number - 1) // ROWS_A_PAGE + 1
        if row.rival_of:
            rivals.append(Lack(row.id, number, "", 0, "rival", at))
        found[row.id] = {problem.key: problem.kind for problem in problems_of(row.cells, columns)}
        lacks += [Lack(row.id, number, key, place[key], kind, at) for key, kind in found[row.id].items()]
    shown = list(enumerate(rows, start=1))[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    marks = seen or {}
    labels = [heading(column, visit.visitor.language) for column in columns]
    lines = [
        _line(row, number, columns, labels, found[row.id], marks.get(row.id, mark(row.cells) or "-"))
        for number, row in shown
    ]
    if page == pages:
        wanted = blanks if blanks is not None else (LATER_BLANKS if rows else FIRST_BLANKS)
        for extra in range(min(wanted, MOST_BLANKS)):
            new = DraftRow(f"n{secrets.token_hex(6)}", 0.0, {}, Person(), None)
            lines.append(_line(new, len(rows) + extra + 1, columns, labels, {}, ""))
    count = sum(1 for row in rows if not is_blank(row.cells))
    return Table(columns, tuple(lines), count, tuple(lacks), tuple(rivals), page, pages)


def _line(
    row: DraftRow, number: int, columns: Sequence[Column], labels: Sequence[str], lacks: Mapping[str, str], seen: str
) -> Line:
    cells = tuple(
        Cell(at, column.key, labels[at], row.cells.get(column.key, ""), lacks.get(column.key))
        for at, column in enumerate(columns)
    )
    return Line(row.id, number, seen, cells, row.rival_of is not None, row.by, row.saved_at)
