"""A table that exists already: pasted, or a filled-in form uploaded. Read, shown with what is doubtful, then taken."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from secrets import token_hex
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.errors import UnreadableInput
from portal import limits
from portal.answer import sheets
from portal.answer.pages import Told, answer_page, common
from portal.answer.visit import Visit, act_visit, visit
from portal.forms import Form, file, text
from reading.answers import Answer, NoForm, Remark, read_form, read_pasted, read_stamp
from reading.answers.form import Column, cells_of, columns_of, problems_of
from records import drafts
from records.drafts import Saving

router = APIRouter(include_in_schema=False)
SHOWN = 20  # rows of the preview


@dataclass(frozen=True)
class Doubt:
    """One cell to look at: `kind` is a key of words, `said` what stands there."""

    cell: str
    said: str
    kind: str


@dataclass(frozen=True)
class Read:
    name: str
    rows: tuple[Mapping[str, str], ...]
    doubts: tuple[Doubt, ...]
    strange: str  # a key of words where the form is another agency's, another directive's, an older one; else ""
    columns: tuple[Column, ...]


@router.get("/t/{token}/table")
def ask(request: Request, token: str) -> Response:
    """Where a table is pasted or a file chosen."""
    found = visit(request, token)
    return _ask_page(found) if found.may_answer else answer_page(found)


@router.post("/t/{token}/table")
def look(request: Request, token: str, form: Form) -> Response:
    """Read what was pasted or uploaded, and show it. Nothing is kept yet."""
    found = act_visit(request, token)
    pasted, chosen = text(form, "pasted", 5_000_000), file(form, "file")
    if not found.desk.visitors.is_own_form(found.visitor, text(form, "csrf")):
        return _ask_page(found, told="told.stale", pasted=pasted, status=403)
    if not found.may_answer:
        return answer_page(found, told=[Told("judge", "told.shut")], status=409)
    found.desk.limits.hit(limits.UPLOADS, "upload", found.link.token_sha256)
    if chosen is None and not pasted.strip():
        return _ask_page(found, told="table.nothing", status=422)
    try:
        read = (
            _pasted(found, pasted)
            if chosen is None
            else _uploaded(found, PurePath(chosen.filename or "").name, chosen.file.read())
        )
    except NoForm as error:
        return _ask_page(found, told=f"unfit.{error.why}", pasted=pasted, status=422)
    if not read.rows:
        return _ask_page(found, told="unfit.no_rows", pasted=pasted, status=422)
    context = common(found) | {
        "read": read,
        "shown": read.rows[:SHOWN],
        "rows_json": json.dumps([dict(row) for row in read.rows], ensure_ascii=False),
        "batch": f"f{token_hex(5)}",
        "has_rows": bool(found.rows),
    }
    return found.desk.page(request, found.visitor, "read.html", context)


@router.post("/t/{token}/table/take")
def take(request: Request, token: str, form: Form) -> Response:
    """Put the rows that were shown into the draft: behind its own, or in their place."""
    found = act_visit(request, token)
    if not found.desk.visitors.is_own_form(found.visitor, text(form, "csrf")):
        return _ask_page(found, told="told.stale", status=403)
    rows = _rows(text(form, "rows", 20_000_000))
    batch = "".join(sign for sign in text(form, "batch", 12) if sign.isalnum())
    if not found.may_answer:
        return answer_page(found, told=[Told("judge", "told.shut")], status=409)
    if not rows or not batch:
        return _ask_page(found, told="unfit.no_rows", status=422)
    saving = Saving(found.person, found.now, batch, found.one.draft.version)
    base = () if found.one.draft.version else found.rows
    try:
        drafts.add(found.desk.db, *found.ids, rows, saving, replace_all=text(form, "mode", 10) == "replace", base=base)
    except UnreadableInput:
        return _ask_page(found, told="unfit.too_many", status=422)
    return RedirectResponse(f"{found.base}?edit=1&saved=1#bang", 303)


def _pasted(found: Visit, pasted: str) -> Read:
    table = read_pasted(pasted, [column.key for column in found.columns])
    return _read(found, "", Answer(tuple(table.rows), warnings=tuple(table.remarks), places=tuple(table.places)), "")


def _uploaded(found: Visit, name: str, content: bytes) -> Read:
    answer = read_form(content, name)
    stamp, ours = read_stamp(content, name), sheets.stamp(found)
    strange = ""
    for field, key in (
        ("directive", "strange.directive"),
        ("agency", "strange.agency"),
        ("columns", "strange.columns"),
    ):
        if not strange and field in stamp and stamp[field] != ours[field]:
            strange = key
    return _read(found, name, answer, strange)


def _read(found: Visit, name: str, answer: Answer, strange: str) -> Read:
    rows = tuple(cells_of(row) for row in answer.rows)
    columns = columns_of(found.one.directive.contents, dict.fromkeys(key for row in rows for key in row))
    doubts = [_doubt(remark) for remark in answer.warnings]
    for number, (row, places) in enumerate(zip(rows, answer.places, strict=True), start=1):
        doubts += [
            Doubt(places.get(problem.key, f"{number}"), row.get(problem.key, ""), f"lack.{problem.kind}")
            for problem in problems_of(row, columns)
        ]
    return Read(name, rows, tuple(doubts), strange, columns)


def _doubt(remark: Remark) -> Doubt:
    return Doubt(remark.cell, remark.said, f"remark.{remark.kind}")


def _rows(given: str) -> list[dict[str, str]]:
    """The rows that our own preview carried; nothing where they are not as we wrote them."""
    try:
        rows: Any = json.loads(given)
    except ValueError:
        return []
    if not isinstance(rows, list) or len(rows) > 5000 or not all(_is_row(row) for row in rows):
        return []
    return rows


def _is_row(row: Any) -> bool:
    return isinstance(row, dict) and len(row) <= 60 and all(
        isinstance(key, str) and isinstance(words, str) and 0 < len(key) <= 300 for key, words in row.items()
    )  # fmt: skip


def _ask_page(found: Visit, *, told: str | None = None, pasted: str = "", status: int = 200) -> Response:
    context = common(found) | {
        "told": [Told("judge", told)] if told else [],
        "pasted": pasted,
        "columns": found.columns,
        "most_mb": found.desk.settings.portal_upload_mb,
    }
    return found.desk.page(found.request, found.visitor, "table.html", context, status=status)
