"""The xlsx form as it comes back: title blocks, two-line heads, merged cells, group rows, signatures, added columns."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache, partial
from io import BytesIO
from typing import Any

from reading.answers.grid import Grid, Table, find_head, read_rows
from reading.answers.packed import bounded
from reading.answers.remarks import NoForm, Remark

MAX_ROWS = 5000
MAX_COLUMNS = 60
MAX_CELLS = 400_000  # of all sheets; what a person has filled in has a tenth of it


def read_workbook(content: bytes, name: str) -> Table:
    """The first visible sheet with a table of proposals. Raises `UnreadableInput`."""
    bounded(content, name, "xlsx", {"xl/worksheets/": (b"<c ", MAX_CELLS, "cells")})
    book = _opened(content, name)
    remarks: list[Remark] = []
    values = lru_cache(maxsize=1)(lambda: _opened(content, name, values=True))
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            remarks.append(Remark("hidden_sheet", sheet.title))
            continue
        grid = _filled(sheet, values, remarks)
        head = find_head(grid)
        if head is not None:
            table = read_rows(grid, head, partial(_named, sheet.title))
            table.remarks[:0] = remarks
            return table
    raise NoForm(
        "no_table",
        f"{name}: no sheet has a table with the columns Nhiệm vụ and Sản phẩm",
        remedy="keep the form's heading row as it was sent",
    )


def stamped(content: bytes, name: str) -> dict[str, str]:
    """The properties that our form carries: see portal/forms. Raises `UnreadableInput`."""
    bounded(content, name, "xlsx", {"xl/worksheets/": (b"<c ", MAX_CELLS, "cells")})
    return {each.name: str(each.value) for each in _opened(content, name).custom_doc_props.props}


def _opened(content: bytes, name: str, *, values: bool = False) -> Any:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        return openpyxl.load_workbook(BytesIO(content), data_only=values)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        raise NoForm(
            "damaged", f"{name} is not a readable xlsx file ({error})", remedy="open it and save it anew"
        ) from None
    except Exception as error:  # its XML: lxml and expat each have their own
        raise NoForm("damaged", f"{name} is damaged ({error})", remedy="open it and save it anew") from None


def _named(sheet: str, row: int, column: int) -> str:
    from openpyxl.utils import get_column_letter

    return f"{sheet}!{get_column_letter(column + 1)}{row + 1}"


def _filled(sheet: Any, values: Callable[[], Any], remarks: list[Remark]) -> Grid:
    """The sheet's cells; a cell merged downwards or sideways says in each part what its first part says."""
    if sheet.max_row > MAX_ROWS + 100:
        raise NoForm(
            "too_many",
            f"sheet “{sheet.title}” has {sheet.max_row} rows, more than {MAX_ROWS}",
            remedy="send it in parts",
        )
    grid = [list(row) for row in sheet.iter_rows(max_col=min(sheet.max_column, MAX_COLUMNS))]
    first_of = {}
    for merged in sheet.merged_cells.ranges:
        first = sheet.cell(merged.min_row, merged.min_col)
        for row in range(merged.min_row, min(merged.max_row, len(grid)) + 1):
            for column in range(merged.min_col, min(merged.max_col, MAX_COLUMNS) + 1):
                first_of[row, column] = first

    def words(cell: Any) -> str:
        cell = first_of.get((cell.row, cell.column), cell)
        if cell.data_type != "f":
            return _said(cell.value, cell.number_format)
        last = values()[sheet.title].cell(cell.row, cell.column)
        said, place = _said(last.value, last.number_format), _named(sheet.title, cell.row - 1, cell.column - 1)
        remark = Remark("formula" if said else "formula_without_value", place, said)
        if remark not in remarks:
            remarks.append(remark)
        return said

    return [[words(cell) for cell in row] for row in grid]


def _said(value: Any, number_format: str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        # Excel keeps a month as its first day; the format says what the person saw.
        return value.strftime("%d/%m/%Y" if "d" in (number_format or "").lower() else "%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
