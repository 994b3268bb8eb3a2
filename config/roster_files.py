"""Roster files (CSV, XLSX) into agencies; each slip is named by file and row, with what to write instead."""

from __future__ import annotations

import csv
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from config.errors import UnreadableInput
from config.roster import Agency, Group

COLUMNS = ("code", "name", "short_name", "group", "email", "effective_from", "effective_to")
MOST_ROWS = 20_000
MOST_BYTES = 20_000_000  # of the file, and unpacked: a workbook may be a zip bomb
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,39}")
_DOMAIN_PART = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})")
_MAILBOX = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")


def read_rosters(paths: Sequence[Path]) -> list[Agency]:
    """The rows of all files in order. Raises UnreadableInput; two rows of one code may not be in force together."""
    placed: list[tuple[str, Agency]] = []
    for path in paths:
        rows = _rows(path)
        header = [cell.casefold() for cell in next(rows, (0, []))[1]]
        missing = [column for column in COLUMNS if column not in header]
        if missing:
            _refuse(f"{path.name}: no column {', '.join(missing)}", f"make the first row: {','.join(COLUMNS)}")
        before = len(placed)
        for number, cells in rows:
            where = f"{path.name}, row {number}"
            placed.append((where, _agency(where, dict(zip(header, cells + [""] * len(header), strict=False)))))
        if len(placed) == before:
            _refuse(f"{path.name} has no agency", "put one agency per row under the header")
    _refuse_overlaps(placed)
    return [agency for _where, agency in placed]


def read_aliases(path: Path) -> Iterator[tuple[str, str]]:
    """(code, another name) per row of a shipped file."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["code"], row["alias"]


def _agency(where: str, cells: dict[str, str]) -> Agency:
    code = cells["code"]
    if not _CODE.fullmatch(code):
        _refuse(f"{where}: “{code}” is no code", "write capital letters A-Z, digits and hyphens, e.g. SKHDT")
    if not cells["name"]:
        _refuse(f"{where}: {code} has no name", "fill the column name")
    if cells["group"] not in set(Group):
        _refuse(f"{where}: unknown group “{cells['group']}”", f"write one of {', '.join(Group)}")
    if not is_address(cells["email"]):
        _refuse(f"{where}: “{cells['email']}” is no mail address", "write one address, e.g. skhdt@quangngai.example")
    start = _day(where, "effective_from", cells["effective_from"])
    end = _day(where, "effective_to", cells["effective_to"]) if cells["effective_to"] else None
    if end is not None and end < start:
        _refuse(f"{where}: {code} ends on {end} before it begins on {start}", "put the two dates in order")
    short_name = cells["short_name"] or cells["name"]
    return Agency(code, cells["name"], short_name, Group(cells["group"]), cells["email"], start, end)


def is_address(text: str) -> bool:
    """One plain mail address: nothing that could end a header line or name a second recipient."""
    mailbox, _at, domain = text.rpartition("@")
    parts = domain.split(".")
    return (
        len(text) <= 254
        and _MAILBOX.fullmatch(mailbox) is not None
        and len(parts) >= 2
        and all(_DOMAIN_PART.fullmatch(part) and not part.endswith("-") for part in parts)
    )


def _day(where: str, column: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        _refuse(f"{where}: “{text}” in {column} is no date", "write it as 2020-12-17")


def _refuse_overlaps(placed: list[tuple[str, Agency]]) -> None:
    in_order = sorted(placed, key=lambda row: (row[1].code, row[1].effective_from))
    for (where, first), (where_too, second) in pairwise(in_order):
        if first.code == second.code and (first.effective_to is None or second.effective_from <= first.effective_to):
            _refuse(
                f"{where_too}: {second.code} is in force twice on {second.effective_from} (also {where})",
                "end the older row on the day before the newer one begins, or give one of them another code",
            )


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(row number, cells) of every row that is not empty, header included; text is NFC without outer blanks."""
    try:
        if path.stat().st_size > MOST_BYTES:
            _refuse(f"{path.name} is larger than {MOST_BYTES // 1_000_000} MB", "a roster is a short table")
        with path.open("rb") as opened:
            is_zip = opened.read(4) == b"PK\x03\x04"
        raw = _xlsx_rows(path) if is_zip else _csv_rows(path)
        kept = 0
        for number, cells in raw:
            texts = [unicodedata.normalize("NFC", cell.strip()) for cell in cells]
            if any(texts):
                kept += 1
                if kept > MOST_ROWS:
                    _refuse(f"{path.name} has more than {MOST_ROWS} rows", "a roster is a short table")
                yield number, texts
    except OSError as error:
        _refuse(f"roster {path}: {error.strerror or 'cannot be read'}", "give the path of a CSV or XLSX file")


def _csv_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            first = lines.readline(1000)
            lines.seek(0)
            # Excel with Vietnamese settings writes semicolons.
            rows = csv.reader(lines, delimiter=";" if first.count(";") > first.count(",") else ",")
            for row in rows:
                yield rows.line_num, row
    except (UnicodeDecodeError, csv.Error):
        _refuse(f"{path.name} is neither a UTF-8 CSV file nor an XLSX workbook", "save it as “CSV UTF-8” or as .xlsx")


def _xlsx_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # 200 ms: only a workbook pays it

    try:
        with zipfile.ZipFile(path) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                _refuse(f"{path.name} unpacks to more than {MOST_BYTES // 1_000_000} MB", "a roster is a short table")
        book = load_workbook(path, read_only=True, data_only=True)
    except UnreadableInput:
        raise
    except Exception as error:  # openpyxl raises KeyError, ValueError, BadZipFile… for what is no workbook
        raise UnreadableInput(
            f"{path.name} is no workbook that can be read", remedy="save it again as .xlsx"
        ) from error
    try:
        for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield number, [_cell(value) for value in cells]
    finally:
        book.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _refuse(what: str, remedy: str) -> NoReturn:
    raise UnreadableInput(what, remedy=remedy)
