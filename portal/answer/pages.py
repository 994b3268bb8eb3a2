"""The pages that show: the answer page, the review before sending, and the page of a link that lets nobody act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from secrets import token_urlsafe
from typing import Any

from starlette.responses import Response

from portal.answer.quote import asked_words
from portal.answer.table import Table, table
from portal.answer.until import until
from portal.answer.visit import Visit
from records.acts import Person
from records.drafts import DraftRow
from states.acts import Act
from states.directive import State
from states.duty import DutyState

DUTY_SHAPES = {
    DutyState.PENDING: ("", "open"),
    DutyState.SUBMITTED: ("act", "half"),
    DutyState.ACCEPTED: ("ok", "done"),
    DutyState.RETURNED: ("soon", "back"),
    DutyState.NIL: ("", "nil"),
    DutyState.WAIVED: ("", "off"),
    DutyState.REASSIGNED: ("", "move"),
}
STANDINGS = {"on_time": ("ok", "done"), "disputed": ("judge", "disp"), "late": ("lateok", "lateok")}


@dataclass(frozen=True)
class Told:
    """What is said on top of a page after an act: `kind` ok, soon, late or judge; `key` of its words."""

    kind: str
    key: str
    given: Mapping[str, Any] = field(default_factory=dict)


class Blank(dict[str, str]):
    """Fields by name; "" where there is none, as templates ask for every field of a form."""

    def __missing__(self, name: str) -> str:
        return ""


@dataclass(frozen=True)
class Again:
    """What was typed and could not be taken, to be shown again with its errors (field -> key of words)."""

    errors: Mapping[str, str] = field(default_factory=dict)
    other: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[DraftRow] | None = None
    seen: Mapping[str, str] = field(default_factory=dict)  # the marks that came with the rows


def answer_page(
    visit: Visit,
    *,
    page: int = 1,
    blanks: int | None = None,
    edit: bool = False,
    told: Sequence[Told] = (),
    again: Again | None = None,
    status: int = 200,
) -> Response:
    """The answer page; read-only where nothing can be answered any more."""
    one, again = visit.one, again or Again()
    if one.directive.ended:
        return closed_page(visit)
    editing = visit.may_answer and (edit or not visit.answered or bool(again.rows))
    context = common(visit) | {
        "until": until(visit),
        "asked": asked_words(visit.desk, visit.one.directive),
        "table": table(visit, page=page, blanks=blanks, typed=again.rows, seen=again.seen) if editing else None,
        "editing": editing,
        "page_id": f"p{token_urlsafe(8).replace('_', 'a').replace('-', 'b')}",
        "told": told,
        "errors": Blank(again.errors),
        "other": Blank(again.other),
        "none_wrong": Blank(),
        "inside": inside(visit),
        "others": [duty for duty in one.roll.duties if duty.agency != one.agency and duty.owed],
        "may": {act.value: one.may(act) for act in Act},
        "waiting_extension": next(
            (each for each in one.requests if each.kind == "extension" and each.decision is None), None
        ),
    }
    return visit.desk.page(visit.request, visit.visitor, "answer.html", context, status=status)


def review_page(
    visit: Visit,
    *,
    told: Sequence[Told] = (),
    errors: Mapping[str, str] | None = None,
    note: str = "",
    status: int = 200,
) -> Response:
    """All that will be sent, once more, with what it lacks; from here one press sends it."""
    shown: Table = table(visit, blanks=0)
    context = common(visit) | {
        "until": until(visit),
        "table": shown,
        "rows": [row for row in visit.rows if any(row.cells.values())],
        "scans": [scan for scan in visit.one.enclosures if scan.version is None],
        "key": token_urlsafe(18),
        "told": told,
        "errors": Blank(errors or {}),
        "note": note,
        "most_mb": visit.desk.settings.portal_upload_mb,
    }
    return visit.desk.page(visit.request, visit.visitor, "review.html", context, status=status)


def closed_page(visit: Visit) -> Response:
    """The directive has ended: nothing can be sent; what was sent can be seen."""
    return visit.desk.page(visit.request, visit.visitor, "closed.html", common(visit), status=410)


def common(visit: Visit) -> dict[str, Any]:
    """What every page of a link knows."""
    return {
        "visit": visit,
        "base": visit.base,
        "one": visit.one,
        "directive": visit.one.directive,
        "deadline": visit.one.deadline,
        "duty": visit.one.duty,
        "now": visit.now,
        "duty_shapes": DUTY_SHAPES,
        "standings": STANDINGS,
        "closed_to": closed_to(visit),
    }


def closed_to(visit: Visit) -> str | None:
    """Why no answer is taken now, as a key of words; None where one is."""
    if visit.may_answer:
        return None
    if not visit.one.duty.owed:
        return f"shut.{visit.one.duty.state.value}"
    if visit.one.directive.state == State.SUBMITTED_TO_CHAIRMAN or "plan_handed_in" in visit.one.waiting:
        return "shut.with_chairman"
    return "shut.ended" if visit.one.directive.ended or "withdrawal_ordered" in visit.one.waiting else "shut.busy"


@dataclass(frozen=True)
class Deed:
    """Something that somebody of this agency did: who, when, what (a key of words with its values)."""

    by: Person
    at: Any
    key: str
    given: Mapping[str, Any]
    link: str = ""


def inside(visit: Visit) -> list[Deed]:
    """What others of the same agency have done already, the latest first."""
    one = visit.one
    deeds = [
        Deed(
            each.by,
            each.received_at,
            f"inside.{each.kind}",
            {"receipt": each.receipt},
            f"{visit.base}/receipt/{each.version}",
        )
        for each in one.answers
    ]
    deeds += [
        Deed(
            each.by,
            each.received_at,
            f"inside.{each.kind}",
            {"receipt": each.receipt},
            f"{visit.base}/request/{each.seq}",
        )
        for each in one.requests
    ]
    deeds += [
        Deed(Person(each.by_name), each.added_at, "inside.scan", {"filename": each.filename})
        for each in one.enclosures
        if each.version is None
    ]
    drafted: dict[tuple[str | None, str | None], list[tuple[int, Any]]] = {}
    for number, row in enumerate(one.draft.rows, start=1):
        drafted.setdefault((row.by.name, row.by.position), []).append((number, row.saved_at))
    for (name, position), rows in drafted.items():
        numbers = _numbers([number for number, _ in rows])
        last = max(at for _, at in rows)
        deeds.append(Deed(Person(name, position), last, "inside.draft", {"rows": numbers}))
    return sorted(deeds, key=lambda deed: deed.at, reverse=True)


def _numbers(numbers: Sequence[int]) -> str:
    """[1, 2, 3, 5] as "1–3, 5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
