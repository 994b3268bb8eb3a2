"""The docx form as it comes back: the first table with our columns. Tracked changes are read as if accepted."""

from functools import partial
from io import BytesIO
from typing import Any

from reading.answers.grid import Grid, Table, find_head, read_rows
from reading.answers.packed import bounded
from reading.answers.remarks import NoForm, Remark

MAX_ROWS = 5000
MAX_CELLS = 100_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_word(content: bytes, name: str) -> Table:
    """The proposals of a Word file. Raises `UnreadableInput`."""
    bounded(content, name, "docx", {"word/document": (b"<w:tc>", MAX_CELLS, "cells")})
    tables = list(_opened(content, name).element.body.iter(f"{W}tbl"))
    for number, found in enumerate(tables, start=1):
        remarks: list[Remark] = []
        grid = _filled(found, number, remarks)
        head = find_head(grid)
        if head is None:
            continue
        if len(grid) > MAX_ROWS + 100:
            raise NoForm("too_many", f"{name} has {len(grid)} rows, more than {MAX_ROWS}", remedy="send it in parts")
        table = read_rows(grid, head, partial(_named, number))
        if any(find_head(_filled(other, 0, [])) for other in tables[number:]):
            remarks.append(Remark("more_tables", f"Bảng {number}"))
        table.remarks[:0] = remarks
        return table
    raise NoForm(
        "no_table",
        f"{name}: no table has the columns Nhiệm vụ and Sản phẩm",
        remedy="keep the form's heading row as it was sent",
    )


def stamped(content: bytes, name: str) -> dict[str, str]:
    """The stamp that our form carries among the file's properties, as `name=value` words."""
    bounded(content, name, "docx", {"word/document": (b"<w:tc>", MAX_CELLS, "cells")})
    words = str(_opened(content, name).core_properties.keywords or "")
    return dict(part.split("=", 1) for part in words.split() if "=" in part)


def _opened(content: bytes, name: str) -> Any:
    import docx

    try:
        return docx.Document(BytesIO(content))
    except Exception as error:  # python-docx, zipfile and lxml each have their own
        raise NoForm(
            "damaged", f"{name} is not a readable docx file ({error})", remedy="open it and save it anew"
        ) from None


def _named(table: int, row: int, column: int) -> str:
    return f"Bảng {table}, dòng {row + 1}, cột {column + 1}"


def _filled(table: Any, number: int, remarks: list[Remark]) -> Grid:
    """The table's cells in its own grid: a merged cell says in each part what its first part says."""
    grid: Grid = []
    for at, row in enumerate(table.iterchildren(f"{W}tr")):
        words: list[str] = []
        for cell in row.iterchildren(f"{W}tc"):
            across = cell.find(f"{W}tcPr/{W}gridSpan")
            down = cell.find(f"{W}tcPr/{W}vMerge")
            said = _said(cell)
            if down is not None and down.get(f"{W}val") != "restart" and grid and len(words) < len(grid[-1]):
                said = grid[-1][len(words)]
            if next(cell.iter(f"{W}ins", f"{W}del"), None) is not None:
                remarks.append(Remark("tracked_changes", _named(number, at, len(words)), said[:60]))
            words += [said] * (min(int(across.get(f"{W}val") or 1), 60) if across is not None else 1)
        grid.append(words)
    width = max((len(row) for row in grid), default=0)
    return [row + [""] * (width - len(row)) for row in grid]


def _said(cell: Any) -> str:
    """The cell's text: inserted words are in it, deleted ones (w:delText) are not."""
    lines = []
    for paragraph in cell.iter(f"{W}p"):
        parts = []
        for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
            parts.append(node.text or "" if node.tag == f"{W}t" else " " if node.tag == f"{W}tab" else "\n")
        lines.append("".join(parts).strip())
    return "\n".join(line for line in lines if line)
