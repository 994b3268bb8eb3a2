"""Open an answer file of any kind that is taken, and bound what it may cost."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from config.errors import UnreadableInput
from reading.answers.columns import COLUMNS, agencies
from reading.answers.remarks import NoForm, Remark

MAX_BYTES = 20 * 2**20
MAX_ROWS = 5000
CONVERT = "save it as .xlsx or .docx (Office, LibreOffice: Save as) or hand in a .yaml file"


@dataclass(frozen=True)
class Answer:
    """An agency's answer as its file gives it; `agency`, `by` and `kind` only where the file says so (YAML)."""

    rows: tuple[dict[str, Any], ...]
    agency: str | None = None
    by: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    warnings: tuple[Remark, ...] = ()  # cells that a person should look at, each named
    places: tuple[Mapping[str, str], ...] = ()  # of each row: column -> its cell, where the file has cells


def read_answer(path: Path) -> Answer:
    """Read `path` (.yaml, .yml, .json, .xlsx, .docx). Raises `UnreadableInput`, naming the row or cell."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableInput(f"{path}: {error.strerror}", remedy="give the path of the answer file") from None
    if size > MAX_BYTES:
        raise UnreadableInput(
            f"{path} has {size / 2**20:.0f} MB, more than {MAX_BYTES >> 20}", remedy="remove pictures"
        )
    suffix = path.suffix.lower()
    if suffix in (".yaml", ".yml", ".json"):
        return _read_plain(path, suffix)
    return read_form(path.read_bytes(), path.name)


def read_form(content: bytes, name: str) -> Answer:
    """The xlsx or docx form as it came in, `name` being what its sender calls it. Raises `UnreadableInput`."""
    suffix = Path(name).suffix.lower()
    if suffix == ".xlsx":
        from reading.answers.workbook import read_workbook as read
    elif suffix == ".docx":
        from reading.answers.word import read_word as read
    else:
        raise NoForm("kind", f"{name}: a {suffix or 'nameless'} file is not taken as an answer", remedy=CONVERT)
    table = read(content, name)
    if len(table.rows) > MAX_ROWS:
        raise NoForm("too_many", f"{name} has {len(table.rows)} rows, more than {MAX_ROWS}", remedy="send it in parts")
    return Answer(tuple(table.rows), warnings=tuple(table.remarks), places=tuple(table.places))


def read_stamp(content: bytes, name: str) -> dict[str, str]:
    """The stamp of a form of ours: whose it is (`directive`, `agency`) and its `columns`; {} where there is none."""
    suffix = Path(name).suffix.lower()
    if suffix == ".xlsx":
        from reading.answers.workbook import stamped
    elif suffix == ".docx":
        from reading.answers.word import stamped
    else:
        return {}
    return stamped(content, name)


def _read_plain(path: Path, suffix: str) -> Answer:
    import yaml

    try:
        text = path.read_text(encoding="utf-8-sig")
        content = json.loads(text) if suffix == ".json" else yaml.safe_load(text)
    except (UnicodeDecodeError, ValueError, yaml.YAMLError) as error:
        first = str(error).splitlines()[0]
        raise UnreadableInput(f"{path} is not readable {suffix[1:]}: {first}", remedy="save it as UTF-8 text") from None
    if isinstance(content, list):
        content = {"rows": content}
    if not isinstance(content, dict) or not isinstance(content.get("rows"), list):
        raise UnreadableInput(f"{path} has no list of rows", remedy="write `rows:` with one `- task: …` for each task")
    if len(content["rows"]) > MAX_ROWS:
        raise UnreadableInput(
            f"{path} has {len(content['rows'])} rows, more than {MAX_ROWS}", remedy="send it in parts"
        )
    rows = [_row(path, number, row) for number, row in enumerate(content["rows"], start=1)]
    by = content.get("by") or {}
    return Answer(tuple(rows), agency=content.get("agency"), by=by, note=content.get("note"))


def _row(path: Path, number: int, row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise UnreadableInput(f"{path}, row {number} is no set of columns", remedy=f"name them: {', '.join(COLUMNS)}")
    plain = {column: _words(row.get(column)) for column in COLUMNS if column != "coordinate"}
    given = row.get("coordinate")
    plain["coordinate"] = agencies(given if isinstance(given, str | Sequence) else None)  # type: ignore[assignment]
    other = {str(name): value for name, value in row.items() if name not in COLUMNS}
    ordered: dict[str, Any] = {column: plain[column] for column in COLUMNS}
    return ordered | ({"other": {name: _json(value) for name, value in other.items()}} if other else {})


def _words(value: Any) -> str:
    if value is None:
        return ""
    return value.strip() if isinstance(value, str) else str(_json(value))


def _json(value: Any) -> Any:
    """YAML turns 2021-06-30 into a date; the record keeps words."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | float | None) else str(value)
