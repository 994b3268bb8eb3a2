"""A table as the clipboard gives it: Excel's and Word's tab-separated text, with a head or without."""

import csv
from collections.abc import Sequence
from io import StringIO

from reading.answers.grid import Grid, Head, Table, find_head, read_rows
from reading.answers.remarks import NoForm, Remark

MAX_CHARACTERS = 5_000_000
MAX_ROWS = 5000


def read_pasted(text: str, columns: Sequence[str]) -> Table:
    """The rows of `text`. `columns` are the form's own, in its order, for a table that comes without its head.

    A column's name is ours ("task", "product" …) or the directive's own heading. Raises `NoForm`.
    """
    if len(text) > MAX_CHARACTERS:
        raise NoForm("too_large", f"{len(text)} characters are more than {MAX_CHARACTERS}", remedy="paste it in parts")
    grid = _grid(text, len(columns))
    if len(grid) > MAX_ROWS + 100:
        raise NoForm("too_many", f"{len(grid)} rows are more than {MAX_ROWS}", remedy="paste it in parts")
    head = find_head(grid, within=5)
    remarks = []
    if head is None:
        grid, shift = _without_ordinals(grid, len(columns)), 0
        remarks = [
            Remark("too_wide", f"Dòng {number}", cells[len(columns)][:60])
            for number, cells in enumerate(grid, start=1)
            if any(cells[len(columns) :])
        ]
        ours = {place: name for place, name in enumerate(columns) if name.isascii() and name.islower()}
        own = {place: name for place, name in enumerate(columns) if place not in ours}
        head = Head(shift, ours, own)
    table = read_rows(grid, head, lambda row, column: f"Dòng {row + 1}, cột {column + 1}")
    table.remarks[:0] = remarks
    return table


def _grid(text: str, width: int) -> Grid:
    """Excel quotes a cell that holds a line break; Word does not, and its paragraphs look like rows of one cell."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    csv.field_size_limit(MAX_CHARACTERS)
    if '\t"' in f"\t{text}" or '\n"' in text:
        rows = [[cell.strip() for cell in row] for row in csv.reader(StringIO(text), delimiter="\t")]
    else:
        rows = [[cell.strip() for cell in line.split("\t")] for line in text.split("\n")]
    rows = [row for row in rows if any(row)]
    return _rejoined(rows, max((len(row) for row in rows), default=0), width)


def _rejoined(rows: Grid, widest: int, width: int) -> Grid:
    """Lines that a paragraph break tore apart, put together again where that comes out even; else as they are."""
    if widest < 2 or all(len(row) == widest for row in rows) or len(rows[0]) == widest:
        whole = max(widest, 1)
    else:
        whole = width + 1 if rows[0][0].rstrip(".").isdigit() else width
    joined: Grid = []
    for row in rows:
        if joined and len(joined[-1]) < whole and len(joined[-1]) + len(row) - 1 <= whole and len(row) < whole:
            joined[-1][-1] = f"{joined[-1][-1]}\n{row[0]}".strip()
            joined[-1] += row[1:]
        else:
            joined.append(list(row))
    even = sum(1 for row in joined if len(row) == whole)
    best = joined if even * 10 >= len(joined) * 9 else rows
    reach = max((len(row) for row in best), default=0)
    return [row + [""] * (reach - len(row)) for row in best]


def _without_ordinals(grid: Grid, width: int) -> Grid:
    """A first column that only counts (1, 2, 3 …) is no column of ours."""
    counts = [row[0].rstrip(".") for row in grid]
    if grid and len(grid[0]) > 1 and counts == [str(number) for number in range(1, len(grid) + 1)]:
        return [row[1:] for row in grid]
    return grid
