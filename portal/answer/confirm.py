"""Every act is read once more before it is recorded: sending, nothing to propose, more time, not ours, a question.

A second press, a replayed form or a retry finds what the first one did: the key of its page was used up.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from secrets import token_urlsafe

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.agency_names import NameIndex
from config.errors import NotAllowed
from portal.answer.pages import Again, Blank, Told, answer_page, common, review_page
from portal.answer.table import table
from portal.answer.typed import OTHERS
from portal.answer.until import until
from portal.answer.visit import Visit, act_visit
from portal.forms import Form, day, text
from reading.answers.form import row_of
from records import agency_acts
from records.agency_acts import DraftMoved
from records.once import Once, done_before
from states.acts import Act

router = APIRouter(include_in_schema=False)
ACTS = {
    "nil": Act.DECLARE_NIL,
    "extension": Act.ASK_EXTENSION,
    "reassignment": Act.ASK_REASSIGNMENT,
    "question": Act.ASK_QUESTION,
}


@dataclass(frozen=True)
class Wanted:
    """One of the other answers, as typed and checked. `errors`: field -> key of words."""

    kind: str
    words: str = ""
    until: date | None = None
    belongs_to: str = ""
    belongs_to_code: str | None = None
    errors: Mapping[str, str] | None = None


def first(visit: Visit, kind: str, other: Mapping[str, str]) -> Response:
    """The page on which another answer is read once more; the answer page again where something is missing."""
    if not visit.one.may(ACTS[kind]):
        told = [Told("judge", "told.shut")]
        return answer_page(visit, told=told, again=Again(other=other), status=409)
    asked = _checked(visit, kind, other)
    if asked.errors:
        return answer_page(visit, again=Again(asked.errors, other), edit=True, status=422)
    return _confirm_page(visit, asked, other)


@router.post("/t/{token}/confirm")
def second(request: Request, token: str, form: Form) -> Response:
    """Record it, and lead to its receipt."""
    found = act_visit(request, token)
    found = found.named(found.visitor.named(text(form, "name"), text(form, "position")))
    kind = text(form, "kind", 20)
    other = {name: text(form, name, 5000).strip() for name in OTHERS}
    if kind not in ACTS:
        return answer_page(found, told=[Told("judge", "told.stale")], status=400)
    asked = _checked(found, kind, other)
    if not found.desk.visitors.is_own_form(found.visitor, text(form, "csrf")):
        return _confirm_page(found, asked, other, told="told.stale", status=403)
    once = Once.of(f"link:{found.link.token_sha256}", text(form, "key", 60), [kind, dict(other)])
    if (before := done_before(found.desk.db, once)) is not None:
        return _receipt(found, before)
    if asked.errors:
        return answer_page(found, again=Again(asked.errors, other), edit=True, status=422)
    if errors := _unnamed(found):
        return _confirm_page(found, asked, other, errors=errors, status=422)
    if not found.one.may(ACTS[kind]):
        return _confirm_page(found, asked, other, told="told.shut", status=409)
    try:
        done = RECORD[kind](found, asked, once)
    except NotAllowed:  # somebody else, or the clock, was faster
        return _confirm_page(found.again(), asked, other, told="told.shut", status=409)
    found.desk.told(found.link.directive_id)
    return _receipt(found, done)


@router.post("/t/{token}/send")
def send(request: Request, token: str, form: Form) -> Response:
    """Send the draft as it was reviewed, once."""
    found = act_visit(request, token)
    found = found.named(found.visitor.named(text(form, "name"), text(form, "position")))
    note, seen = text(form, "note", 2000).strip(), text(form, "draft_version", 10)
    if not found.desk.visitors.is_own_form(found.visitor, text(form, "csrf")):
        return review_page(found, told=[Told("judge", "told.stale")], note=note, status=403)
    once = Once.of(f"link:{found.link.token_sha256}", text(form, "key", 60), ["send", seen])
    if (done := done_before(found.desk.db, once)) is not None:
        return _receipt(found, done)
    if not found.may_answer:
        return answer_page(found, told=[Told("judge", "told.shut")], status=409)
    if seen != str(found.one.draft.version):
        return review_page(found, told=[Told("judge", "told.moved")], note=note, status=409)
    if errors := _not_ready(found, gaps=text(form, "gaps", 2) == "1"):
        return review_page(found, errors=errors, note=note, status=422)
    rows = [row_of(row.cells, found.one.duty.name) for row in found.rows if any(row.cells.values())]
    try:
        receipt = agency_acts.hand_in(
            found.desk.db,
            *found.ids,
            rows,
            now=found.now,
            by=found.person,
            note=note or None,
            draft_version=found.one.draft.version or None,
            once=once,
        )
    except DraftMoved:
        return review_page(found.again(), told=[Told("judge", "told.moved")], note=note, status=409)
    except NotAllowed:
        return answer_page(found.again(), told=[Told("judge", "told.shut")], status=409)
    found.desk.told(found.link.directive_id)
    return _receipt(found, {"version": receipt.version})


def _not_ready(visit: Visit, *, gaps: bool) -> dict[str, str]:
    """What keeps the review from being sent. Missing cells do not, once the person says that they are to go so."""
    errors = _unnamed(visit)
    shown = table(visit, blanks=0)
    if shown.rivals:
        errors["rivals"] = "error.rivals"
    if not shown.count:
        errors["rows"] = "told.empty"
    if shown.lacks and not gaps:
        errors["gaps"] = "error.gaps"
    return errors


def _unnamed(visit: Visit) -> dict[str, str]:
    who = {"name": visit.visitor.name, "position": visit.visitor.position}
    return {field: f"error.{field}" for field, words in who.items() if not words}


def _checked(visit: Visit, kind: str, other: Mapping[str, str]) -> Wanted:
    if kind == "nil":
        errors = {} if other.get("nil_sure") else {"nil_sure": "error.nil_sure"}
        return Wanted(kind, other.get("nil_note", ""), errors=errors)
    if kind == "extension":
        until_, reason, errors = day(other.get("until", "")), other.get("extension_reason", ""), {}
        today = visit.desk.local(visit.now).date()
        if until_ is None:
            errors["until"] = "error.until"
        elif until_ <= visit.one.duty.last_day or until_ < today:
            errors["until"] = "error.until_early"
        if not reason:
            errors["extension_reason"] = "error.reason"
        return Wanted(kind, reason, until=until_, errors=errors)
    if kind == "reassignment":
        named, reason, errors = other.get("belongs_to", ""), other.get("reassignment_reason", ""), {}
        code = _code(visit, named)
        if not named or code == visit.one.agency:
            errors["belongs_to"] = "error.belongs_to"
        if not reason:
            errors["reassignment_reason"] = "error.reason"
        return Wanted(kind, reason, belongs_to=named[:300], belongs_to_code=code, errors=errors)
    question = other.get("question", "")
    return Wanted(kind, question[:4000], errors={} if question else {"question": "error.question"})


def _code(visit: Visit, named: str) -> str | None:
    """The addressed agency that is meant by the name, where it is one and only one."""
    duties = visit.one.roll.duties
    found = NameIndex((at, duty.name) for at, duty in enumerate(duties)).owners(named) if named else []
    return duties[found[0]].agency if len(found) == 1 else None


def _confirm_page(
    visit: Visit,
    asked: Wanted,
    other: Mapping[str, str],
    *,
    told: str | None = None,
    errors: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    context = common(visit) | {
        "until": until(visit),
        "asked": asked,
        "other": other,
        "key": token_urlsafe(18),
        "told": [Told("judge", told)] if told else [],
        "errors": Blank(errors or {}),
    }
    return visit.desk.page(visit.request, visit.visitor, "confirm.html", context, status=status)


def _nil(visit: Visit, asked: Wanted, once: Once) -> Mapping[str, object]:
    by, note = visit.person, asked.words or None
    receipt = agency_acts.declare_nil(visit.desk.db, *visit.ids, now=visit.now, by=by, note=note, once=once)
    return {"version": receipt.version}


def _extension(visit: Visit, asked: Wanted, once: Once) -> Mapping[str, object]:
    assert asked.until is not None, "checked"
    done = agency_acts.ask_extension(
        visit.desk.db, *visit.ids, until=asked.until, reason=asked.words, now=visit.now, by=visit.person, once=once
    )
    return {"seq": done.seq}


def _reassignment(visit: Visit, asked: Wanted, once: Once) -> Mapping[str, object]:
    done = agency_acts.ask_reassignment(
        visit.desk.db,
        *visit.ids,
        belongs_to=asked.belongs_to,
        belongs_to_code=asked.belongs_to_code,
        reason=asked.words[:4000],
        now=visit.now,
        by=visit.person,
        once=once,
    )
    return {"seq": done.seq}


def _question(visit: Visit, asked: Wanted, once: Once) -> Mapping[str, object]:
    done = agency_acts.ask_question(
        visit.desk.db, *visit.ids, question=asked.words, now=visit.now, by=visit.person, once=once
    )
    return {"seq": done.seq}


RECORD: dict[str, Callable[[Visit, Wanted, Once], Mapping[str, object]]] = {
    "nil": _nil,
    "extension": _extension,
    "reassignment": _reassignment,
    "question": _question,
}


def _receipt(visit: Visit, done: Mapping[str, object]) -> Response:
    """Lead to the receipt; the visitor's name goes along for the next time."""
    where = f"receipt/{done['version']}" if "version" in done else f"request/{done['seq']}"
    response = RedirectResponse(f"{visit.base}/{where}", 303)
    visit.desk.visitors.keep(response, visit.visitor)
    return response
