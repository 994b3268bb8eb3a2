"""The papers of a link: the signed original, the form to fill in, signed scans, and receipts."""

import hashlib
from pathlib import PurePath
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.errors import NotAllowed, NotFound
from portal import limits
from portal.answer import sheets
from portal.answer.pages import Told, common, review_page
from portal.answer.until import until
from portal.answer.visit import Visit, act_visit, visit
from portal.forms import Form, file, text
from reading.answers.form import cells_of, columns_of
from records import one_agency
from states.deadlines import standing

router = APIRouter(include_in_schema=False)
SCANS = {
    b"%PDF-": ("pdf", "application/pdf"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"\x89PNG\r\n": ("png", "image/png"),
}


@router.get("/t/{token}/original")
def original(request: Request, token: str) -> Response:
    """The signed document, byte for byte."""
    found = visit(request, token)
    media_type, content = one_agency.document(found.desk.db, found.one.directive.document)
    return _download(content, media_type, found.one.directive.filename)


@router.get("/t/{token}/form.xlsx")
def form_xlsx(request: Request, token: str) -> Response:
    """The form to fill in; rows that are in the draft already stand in it."""
    found = visit(request, token)
    return _download(sheets.workbook(found, _draft(found)), sheets.XLSX, sheets.filename(found, "xlsx"))


@router.get("/t/{token}/form.docx")
def form_docx(request: Request, token: str) -> Response:
    found = visit(request, token)
    return _download(sheets.document(found, _draft(found)), sheets.DOCX, sheets.filename(found, "docx"))


@router.post("/t/{token}/scan")
def add_scan(request: Request, token: str, form: Form) -> Response:
    """Add a signed, sealed scan; it goes with the next answer."""
    found = act_visit(request, token)
    note = text(form, "note", 2000)
    if not found.desk.visitors.is_own_form(found.visitor, text(form, "csrf")):
        return review_page(found, told=[Told("judge", "told.stale")], note=note, status=403)
    found.desk.limits.hit(limits.UPLOADS, "upload", found.link.token_sha256)
    chosen = file(form, "scan")
    content = chosen.file.read() if chosen else b""
    kind = next((kind for mark, kind in SCANS.items() if content.startswith(mark)), None)
    if chosen is None or kind is None:
        return review_page(found, errors={"scan": "error.scan"}, note=note, status=422)
    stem = PurePath(chosen.filename or "ban-ky").stem[:80].strip() or "ban-ky"
    try:
        one_agency.enclose(
            found.desk.db,
            *found.ids,
            filename=f"{stem}.{kind[0]}",
            media_type=kind[1],
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
            by=found.person,
            now=found.now,
        )
    except NotAllowed:
        return review_page(found, errors={"scan": "error.scans"}, note=note, status=409)
    return RedirectResponse(f"{found.base}/review#ky", 303)


@router.post("/t/{token}/scan/{number}/remove")
def remove_scan(request: Request, token: str, number: int, form: Form) -> Response:
    found = act_visit(request, token)
    if not found.desk.visitors.is_own_form(found.visitor, text(form, "csrf")):
        return review_page(found, told=[Told("judge", "told.stale")], status=403)
    one_agency.take_out(found.desk.db, *found.ids, number)
    return RedirectResponse(f"{found.base}/review#ky", 303)


@router.get("/t/{token}/scan/{number}")
def show_scan(request: Request, token: str, number: int) -> Response:
    """A scan of this agency's own, as it was handed in."""
    found = visit(request, token)
    scan = next((scan for scan in found.one.enclosures if scan.id == number), None)
    if scan is None:
        raise NotFound(f"no enclosure {number}", remedy="look at the list again")
    media_type, content = one_agency.document(found.desk.db, scan.document)
    return _download(content, media_type, scan.filename)


@router.get("/t/{token}/receipt/{version}")
def receipt(request: Request, token: str, version: int) -> Response:
    """The receipt of one version: number, time to the second, how it stands, all that was sent."""
    found = visit(request, token)
    context = _answer(found, version)
    return found.desk.page(request, found.visitor, "receipt.html", context)


@router.get("/t/{token}/receipt/{version}/sent.xlsx")
def sent_xlsx(request: Request, token: str, version: int) -> Response:
    found = visit(request, token)
    rows = _answer(found, version)["rows"]
    assert isinstance(rows, list)
    return _download(sheets.workbook(found, rows), sheets.XLSX, sheets.filename(found, "xlsx", sent=True))


@router.get("/t/{token}/request/{seq}")
def request_receipt(request: Request, token: str, seq: int) -> Response:
    """The receipt of an extension asked, a "not ours", a question; with what came of it."""
    found = visit(request, token)
    asked = next((each for each in found.one.requests if each.seq == seq), None)
    if asked is None:
        raise NotFound(f"no request {seq}", remedy="look at the list again")
    return found.desk.page(
        request, found.visitor, "request.html", common(found) | {"asked": asked, "until": until(found)}
    )


def _answer(found: Visit, version: int) -> dict[str, object]:
    answered = found.one.answer(version)
    if answered is None:
        raise NotFound(f"no answer {version}", remedy="look at the list again")
    with found.desk.db.read() as connection:
        rows = [cells_of(row) for row in one_agency.rows_of(connection, *found.ids, version)]
    duty = found.one.duty
    return common(found) | {
        "answered": answered,
        "rows": rows,
        "columns": columns_of(found.one.directive.contents, dict.fromkeys(key for row in rows for key in row)),
        "standing": standing(found.one.answers[0].received_at, duty.late_from, duty.disputed_until).value,
        "first": found.one.answers[0],
        "scans": [scan for scan in found.one.enclosures if scan.version == version],
        "until": until(found),
        "later": [each for each in found.one.answers if each.version > version],
        "earlier": [each for each in found.one.answers if each.version < version],
    }


def _draft(found: Visit) -> list[dict[str, str]]:
    return [dict(row.cells) for row in found.rows]


def _download(content: bytes, media_type: str, name: str) -> Response:
    """Always a download, never shown as a page of ours; the name in both forms of RFC 6266."""
    plain = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-_. ")) or "tep"
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
