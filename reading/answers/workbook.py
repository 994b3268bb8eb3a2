"""The xlsx form as it comes back: title blocks, two-line heads, merged cells, group rows, signatures, added columns."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from config.errors import UnreadableInput
from reading.answers.columns import COLUMNS, agencies, column_of, fold

MAX_UNPACKED = 100 * 2**20
MAX_ROWS = 5000
MAX_COLUMNS = 60
HEAD_WITHIN = 40  # rows from the top

Grid = list[list[Any]]  # cell values and number formats, merged cells filled with their first value


def read_workbook(path: Path) -> tuple[list[dict[str, Any]], list[str]]:
    """(rows, warnings) of the first visible sheet with a table. Raises `UnreadableInput`."""
    _bounded(path)
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, data_only=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableInput(
            f"{path} is not a readable xlsx file ({error})", remedy="open it and save it anew"
        ) from None
    warnings: list[str] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            warnings.append(f"hidden sheet “{sheet.title}” was not read")
            continue
        grid = _filled(sheet)
        head = _head(grid)
        if head is not None:
            return list(_rows(sheet.title, grid, *head, warnings)), warnings
    raise UnreadableInput(
        f"{path}: no sheet has a table with the columns Nhiệm vụ and Sản phẩm",
        remedy="keep the form's heading row as it was sent",
    )


def _bounded(path: Path) -> None:
    """A zip bomb is refused by what it says it unpacks to, before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
    except (zipfile.BadZipFile, OSError):
        raise UnreadableInput(
            f"{path} is not an xlsx file", remedy="an old .xls must be saved as .xlsx; a password must be removed"
        ) from None
    if unpacked > MAX_UNPACKED:
        raise UnreadableInput(f"{path} unpacks to {unpacked >> 20} MB", remedy="remove pictures and empty rows")


def _filled(sheet: Any) -> Grid:
    """The sheet's cells; a cell merged downwards or sideways says in each part what its first part says."""
    if sheet.max_row > MAX_ROWS + HEAD_WITHIN:
        raise UnreadableInput(
            f"sheet “{sheet.title}” has {sheet.max_row} rows, more than {MAX_ROWS}", remedy="send it in parts"
        )
    grid = [list(row) for row in sheet.iter_rows(max_col=min(sheet.max_column, MAX_COLUMNS))]
    first_of = {}
    for merged in sheet.merged_cells.ranges:
        for row, column in merged.cells:
            first_of[row, column] = sheet.cell(merged.min_row, merged.min_col)
    return [[_said(first_of.get((cell.row, cell.column), cell)) for cell in row] for row in grid]


def _said(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        # Excel keeps a month as its first day; the format says what the person saw.
        return value.strftime("%d/%m/%Y" if "d" in (cell.number_format or "").lower() else "%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _head(grid: Grid) -> tuple[int, dict[int, str], dict[int, str]] | None:
    """(first row below the head, our columns by position, the agency's own by position)."""
    for at, row in enumerate(grid[:HEAD_WITHIN]):
        named = {place: column_of(cell) for place, cell in enumerate(row) if cell}
        if not {"task", "product"} <= set(named.values()):
            continue
        below = grid[at + 1] if at + 1 < len(grid) else []
        second = {place: column_of(cell) for place, cell in enumerate(below) if cell}
        two_lines = any(second.get(place) not in (None, column) for place, column in named.items())
        if two_lines:
            named |= {place: column for place, column in second.items() if column}
        ours = {place: column for place, column in named.items() if column and column != "ordinal"}
        own = {place: row[place] for place, column in named.items() if column is None}
        return at + (2 if two_lines else 1), ours, own
    return None


def _rows(
    sheet: str, grid: Grid, start: int, ours: dict[int, str], own: dict[int, str], warnings: list[str]
) -> Iterator[dict[str, Any]]:
    group = ""
    for number, cells in enumerate(grid[start:], start=start + 1):
        said = {column: cells[place] for place, column in ours.items() if place < len(cells)}
        if _is_group(cells):
            group = next(cell for cell in cells if cell)
            continue
        if not said.get("task") or not any(said[column] for column in said if column != "task"):
            continue  # blank, a note below the table, a signature
        for place, column in ours.items():
            if cells[place].startswith("="):
                warnings.append(f"sheet “{sheet}”, row {number}, {column}: a formula was taken as its text")
        row: dict[str, Any] = {column: said.get(column, "") for column in COLUMNS}
        row["coordinate"] = agencies(row["coordinate"])
        other = {fold_heading(heading): cells[place] for place, heading in own.items() if cells[place]}
        if group:
            other["group"] = group
        yield row | ({"other": other} if other else {})


def _is_group(cells: list[str]) -> bool:
    """A row that says one thing across: a group's title ("II. NHIỆM VỤ DO ĐỊA PHƯƠNG CHỦ TRÌ")."""
    said = {cell for cell in cells if cell}
    return len(said) == 1 and sum(1 for cell in cells if cell) > 2


def fold_heading(heading: str) -> str:
    return " ".join(heading.split()) or fold(heading)
