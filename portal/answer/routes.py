"""The addresses under a link. A GET only shows; whatever is recorded was pressed by a person, and seen before."""

from dataclasses import replace
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from config.errors import UnreadableInput
from notifications.wording import count
from portal.answer import confirm, typed
from portal.answer.pages import Again, Told, answer_page, review_page
from portal.answer.visit import Visit, act_visit, visit
from portal.forms import Form, text
from portal.language import Language, words
from records import drafts
from records.drafts import Merged
from states.acts import Act

router = APIRouter(include_in_schema=False)
OTHER_ANSWERS = ("nil", "extension", "reassignment", "question")


@router.get("/t/{token}")
def show(
    request: Request, token: str, page: int = 1, new: int | None = None, edit: int = 0, saved: int = 0
) -> Response:
    """The answer page."""
    told = [Told("ok", "told.saved")] if saved else []
    return answer_page(visit(request, token), page=page, blanks=new, edit=bool(edit or new or saved), told=told)


@router.post("/t/{token}")
def press(request: Request, token: str, form: Form) -> Response:
    """Whatever was pressed in the main form: its rows are saved first, so that no answer can lose them."""
    found, sent = act_visit(request, token), typed.read(form)
    found = found.named(found.visitor.named(sent.name, sent.position))
    quiet = "application/json" in request.headers.get("accept", "")
    if not found.desk.visitors.is_own_form(found.visitor, text(form, "csrf")):
        return _not_saved(found, sent, Told("judge", "told.stale"), 403, quiet)
    if sent.go in OTHER_ANSWERS and not sent.rows:
        return confirm.first(found, sent.go, sent.other)
    if not found.one.may(Act.SUBMIT):
        return _not_saved(found, sent, Told("judge", "told.shut"), 409, quiet)
    try:
        _, merged = drafts.save(
            found.desk.db, *found.ids, sent.rows, sent.saving(found.person, found.now), base=_base(found)
        )
    except UnreadableInput:
        return _not_saved(found, sent, Told("judge", "told.too_much"), 422, quiet)
    fresh = found.again()
    if quiet:
        return _saved(fresh, sent, merged)
    return _go(fresh, sent, merged)


@router.post("/t/{token}/opened")
def opened(request: Request, token: str) -> Response:
    """Somebody touched the page (the script says so). It changes nothing but when the link counts as opened."""
    act_visit(request, token)
    return Response(status_code=204)


@router.get("/t/{token}/review")
def review(request: Request, token: str) -> Response:
    """What will be sent, to be read once more."""
    found = visit(request, token)
    if not found.may_answer or not any(any(row.cells.values()) for row in found.rows):
        return answer_page(found)
    return review_page(found)


def _go(found: Visit, sent: typed.Sent, merged: Merged) -> Response:
    """Where the pressed button leads, with the rows safe."""
    told = _told(merged, found.visitor.language)
    verb, _, rest = sent.go.partition(":")
    if verb == "choose":
        row, _, which = rest.partition(":")
        drafts.choose(found.desk.db, *found.ids, row, which, now=found.now)
        return _back(found, sent.table_page)
    if told:
        return answer_page(found, page=sent.table_page, told=told, edit=True, again=Again(other=sent.other), status=409)
    if verb in OTHER_ANSWERS:
        return confirm.first(found, verb, sent.other)
    if verb == "table":
        return _to(found, f"{found.base}/table")
    if verb == "review":
        if not any(any(row.cells.values()) for row in found.rows):
            empty = [Told("judge", "told.empty")]
            return answer_page(found, told=empty, edit=True, again=Again(other=sent.other), status=422)
        return _to(found, f"{found.base}/review")
    if verb == "add":
        return _back(found, 10**6, new=3)
    if verb == "to":
        return _back(found, int(rest) if rest.isdigit() else 1)
    return _back(found, sent.table_page, saved=1 if verb == "save" else None)


def _told(merged: Merged, language: Language) -> list[Told]:
    """What somebody else did meanwhile: two versions of a row stand beside each other, a row was changed or added."""
    told = []
    if merged.rivals:
        told.append(Told("judge", "told.rivals", {"count": count(len(merged.rivals), language)}))
    elif merged.others:
        names = ", ".join(dict.fromkeys(row.by.name for row in merged.others if row.by.name)) or "–"
        told.append(Told("soon", "told.others", {"count": count(len(merged.others), language), "names": names}))
    return told


def _saved(found: Visit, sent: typed.Sent, merged: Merged) -> Response:
    """The answer to the script: when it was saved, the new marks, and what to tell the person."""
    stored = {row.id: row for row in merged.rows}
    marks = {row.id: drafts.mark_after(row, stored[row.id].cells) or "-" for row in sent.rows if row.id in stored}
    told = [_words(found, each) for each in _told(merged, found.visitor.language)]
    at = found.desk.local(found.now)
    response = JSONResponse({"saved": at.strftime("%H:%M"), "marks": marks, "told": told})
    found.desk.visitors.keep(response, found.visitor)
    return response


def _not_saved(found: Visit, sent: typed.Sent, told: Told, status: int, quiet: bool) -> Response:
    """Say why, and show again what was typed."""
    if quiet:
        return JSONResponse({"saved": None, "told": [_words(found, told)]}, status)
    rows = typed.as_shown(sent, found.rows)
    marks = {row.id: "" if row.seen is None else row.seen or "-" for row in sent.rows}
    again = Again(rows=rows, other=sent.other, seen=marks)
    return answer_page(found, page=sent.table_page, told=[told], edit=True, again=again, status=status)


def _words(found: Visit, told: Told) -> str:
    return str(words(found.visitor.language)(told.key, **told.given))


def _base(found: Visit) -> tuple[drafts.DraftRow, ...]:
    return () if found.one.draft.version else tuple(replace(row, saved_at=found.now) for row in found.rows)


def _back(found: Visit, page: int, **query: int | None) -> Response:
    kept = {name: value for name, value in {"page": page, "edit": 1, **query}.items() if value is not None}
    return _to(found, f"{found.base}?{urlencode(kept)}#bang")


def _to(found: Visit, address: str) -> Response:
    response = RedirectResponse(address, 303)
    found.desk.visitors.keep(response, found.visitor)
    return response
