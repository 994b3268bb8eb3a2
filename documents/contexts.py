"""What a template may say: one function a document, from its values to the fields of its template.

Fields are finished words, except counts, which stay numbers for `{% if %}` and are printed by the filter `figure`.
docs/documents.md lists them all; a test compares.
"""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from documents import model, wording
from documents.model import Collection, Document, PlanRow, Section, Standing
from documents.wording import cited, listed, one_line, unbroken

CELL = 15  # in a cell, a number or date is kept whole up to this many signs; a longer one would tear inside
WIDE_CELL = 18
ADDRESSEES_NAMED = 8  # more of them stand in the annex alone
STANDINGS = {
    Standing.ON_TIME: "Đã gửi đúng hạn",
    Standing.DISPUTED: "Đã gửi trong ngày mà thời hạn còn cách hiểu khác nhau",
    Standing.LATE: "Đã gửi quá hạn",
    Standing.NIL: "Không có đề xuất",
    Standing.MISSING: "Chưa gửi",
    Standing.WAIVED: "Được miễn",
    Standing.REASSIGNED: "Đã chuyển cơ quan khác",
}
ALWAYS_COUNTED = (Standing.ON_TIME, Standing.LATE, Standing.NIL, Standing.MISSING, Standing.WAIVED)


@singledispatch
def context(document: Document) -> dict[str, Any]:
    """The fields of the document's template."""
    raise TypeError(f"{type(document).__name__} is no document")


def numbered_rows(sections: Sequence[Section], *, through: bool) -> list[list[tuple[int, PlanRow]]]:
    """The rows of each section with their STT, which restarts in each or runs through them all."""
    numbered: list[list[tuple[int, PlanRow]]] = []
    first = 1
    for section in sections:
        numbered.append(list(enumerate(section.rows, start=first)))
        first = first + len(section.rows) if through else 1
    return numbered


def plan_title(plan: model.PlanDocument) -> str:
    return f"Danh mục nhiệm vụ {one_line(plan.subject)}".upper()


def attached_to(document: Document, kind: str) -> str:
    """The line under an annex's title: "(Kèm theo Kế hoạch số …/KH-UBND ngày … của …)"."""
    heading = document.heading
    number, is_open = wording.numbered(heading.number)
    when = wording.day_in_words(heading.on, open_day=is_open)
    number = number.replace("-", wording.NO_BREAK_HYPHEN)
    return f"(Kèm theo {kind} số{wording.NBSP}{number} {when} của {one_line(heading.issuer)})"


def cell(text: str, longest: int = CELL) -> str:
    return unbroken(text, longest)


def bodies(names: Sequence[str]) -> str:
    """Several agencies in one cell."""
    return cell("; ".join(name for name in names if name.strip()))


def _headed(document: Document) -> dict[str, Any]:
    heading = document.heading
    number, is_open = wording.numbered(heading.number)
    place_and_date = f"{one_line(heading.place)}, {wording.day_in_words(heading.on, open_day=is_open)}"
    return {
        "superior": " ".join(wording.clean(heading.superior).split()).upper(),
        "issuer": wording.capitals(heading.issuer),
        "number": f"Số: {number}".replace("Số: ", f"Số:{wording.NBSP}"),
        "place_and_date": place_and_date.replace(" ", wording.NBSP),
        "draft": document.draft,
        "draft_note": one_line(document.draft_note),
    }


def _signed(document: model.Signed) -> dict[str, Any]:
    return _headed(document) | {
        "authority": [one_line(line).upper() for line in document.signatory.authority],
        "signer": one_line(document.signatory.name),
        "copies": listed(document.copies),
    }


def _collected(collection: Collection) -> dict[str, Any]:
    directive = collection.directive
    count = {standing.value: len(collection.of(standing)) for standing in Standing}
    return count | {
        "directive": cited(directive.kind, directive.number, directive.on),
        "directive_kind": one_line(directive.kind),
        "directive_number": one_line(directive.number).replace("-", wording.NO_BREAK_HYPHEN),
        "directive_day": f"ngày{wording.NBSP}{wording.day(directive.on)}",
        "directive_subject": one_line(directive.subject),
        "ordered_by": one_line(directive.ordered_by),
        "report_to": one_line(directive.report_to),
        "collector": one_line(directive.collector),
        "through": one_line(directive.collector) if directive.collector != directive.report_to else "",
        "deadline": one_line(directive.deadline_words),
        "deadline_reading": one_line(directive.deadline_reading),
        "as_of": wording.moment(collection.as_of),
        "asked": len(collection.answers),
        "answered": len(collection.of(*model.SENT)),
    }


@context.register
def _(plan: model.PlanDocument) -> dict[str, Any]:
    numbered = numbered_rows(plan.sections, through=plan.numbering == "through")
    sections = [
        {
            "numeral": one_line(section.numeral),
            "title": one_line(section.title),
            "tasks": len(rows),
            "rows": [_plan_row(stt, row) for stt, row in rows],
        }
        for section, rows in zip(plan.sections, numbered, strict=True)
    ]
    grounds = listed(plan.grounds)
    return _signed(plan) | {
        "subject": one_line(plan.subject),
        "grounds": grounds if len(grounds) > 1 else [],
        "ground": wording.bare_end(grounds[0]) if len(grounds) == 1 else "",
        "body": one_line(plan.body),
        "lead": one_line(plan.lead),
        "heads": one_line(plan.heads),
        "purposes": [one_line(text) for text in plan.purposes],
        "requirements": [one_line(text) for text in plan.requirements],
        "tasks": plan.rows,
        "groups": len([section for section in sections if section["title"]]),
        "sections": sections,
        "annex_title": plan_title(plan),
        "attached": attached_to(plan, "Kế hoạch"),
    }


def _plan_row(stt: int, row: PlanRow) -> dict[str, str]:
    return {
        "stt": str(stt),
        "task": cell(row.task),
        "product": cell(row.product),
        "lead": cell(row.lead),
        "coordinate": bodies(row.coordinate),
        "summary": cell(row.summary),
        "legal_basis": cell(row.legal_basis, WIDE_CELL),
        "schedule": wording.clean(row.schedule),  # its column and the next hold less than a date
        "note": wording.clean(row.note),
        "origins": bodies(row.origins),
    }


@context.register
def _(memo: model.Memo) -> dict[str, Any]:
    done, collection = memo.proposals, memo.collection
    directive = collection.directive
    own_ground = f"{cited(directive.kind, directive.number, directive.on)} của {directive.ordered_by} về việc "
    named = (Standing.DISPUTED, Standing.LATE, Standing.NIL, Standing.WAIVED, Standing.REASSIGNED, Standing.MISSING)
    return (
        _signed(memo)
        | _collected(collection)
        | {
            "addressee": one_line(memo.addressee),
            "speaker": one_line(memo.speaker),
            "subject": one_line(memo.subject),
            "grounds": listed(memo.grounds or (own_ground + directive.subject,)),
            "breakdown": "; ".join(
                f"{_lowered(standing, directive)}: {wording.figure(len(found))}"
                for standing in model.SENT
                if (found := collection.of(standing))
            ),
            "lists": [
                {"label": label(standing, directive), "agencies": _roll(found)}
                for standing in named
                if (found := collection.of(standing))
            ],
            "received": done.received,
            "kept": done.kept,
            "added": done.added,
            "undecided": done.undecided,
            "merged": [
                {
                    "stt": str(stt),
                    "task": cell(row.task),
                    "agency": cell(row.agency),
                    "into": one_line(row.into),
                    "into_task": cell(row.into_task),
                    "explanation": cell(row.explanation),
                }
                for stt, row in enumerate(done.merged, start=1)
            ],
            "set_aside": _set_aside(done.set_aside),
            "enclosures": "; ".join(unbroken(text) for text in memo.enclosures),
            "attached": attached_to(memo, "Tờ trình"),
        }
    )


def label(standing: Standing, directive: model.Directive) -> str:
    """The standing's name; the disputed day is named where it is known."""
    if standing is Standing.DISPUTED and directive.disputed_day:
        return unbroken(f"Đã gửi trong ngày {wording.day(directive.disputed_day)} (thời hạn còn cách hiểu khác nhau)")
    return STANDINGS[standing]


def _lowered(standing: Standing, directive: model.Directive) -> str:
    return label(standing, directive).removeprefix("Đã gửi ").split(" (")[0]


def _roll(answers: Sequence[model.AgencyAnswer]) -> str:
    return "; ".join(
        unbroken(answer.agency + (f" ({wording.bare_end(answer.note)})" if answer.note else "")) for answer in answers
    )


def _set_aside(rows: Sequence[model.SetAsideRow]) -> list[dict[str, str]]:
    return [
        {
            "stt": str(stt),
            "task": cell(row.task),
            "product": cell(row.product),
            "agency": cell(row.agency),
            "legal_basis": cell(row.legal_basis, WIDE_CELL),
            "schedule": wording.clean(row.schedule),
            "reason": cell(row.reason),
        }
        for stt, row in enumerate(rows, start=1)
    ]


@context.register
def _(report: model.AnswerReport) -> dict[str, Any]:
    collection = report.collection
    found = {standing: collection.of(standing) for standing in Standing}
    shown = [standing for standing in Standing if found[standing] or standing in ALWAYS_COUNTED]
    filled = [standing for standing in shown if found[standing]]
    return (
        _signed(report)
        | _collected(collection)
        | {
            "addressee": one_line(report.addressee),
            "speaker": one_line(report.speaker),
            "rows": sum(answer.rows for answer in collection.answers),
            "summary": [
                {
                    "stt": str(stt),
                    "label": label(standing, collection.directive),
                    "agencies": len(found[standing]),
                    "rows": sum(answer.rows for answer in found[standing]),
                }
                for stt, standing in enumerate(shown, start=1)
            ],
            "groups": [
                {
                    "numeral": wording.roman(place),
                    "label": label(standing, collection.directive),
                    "agencies": len(found[standing]),
                    "answers": [_answer(stt, answer) for stt, answer in enumerate(found[standing], start=1)],
                }
                for place, standing in enumerate(filled, start=1)
            ],
        }
    )


def _answer(stt: int, answer: model.AgencyAnswer) -> dict[str, str]:
    return {
        "stt": str(stt),
        "agency": cell(answer.agency),
        "received": wording.moment(answer.received_at) if answer.received_at else "",
        "rows": wording.figure(answer.rows) if answer.standing in model.SENT else "",
        "note": cell(answer.note),
    }


@context.register
def _(annex: model.SetAside) -> dict[str, Any]:
    return _headed(annex) | {
        "subject": one_line(annex.plan_subject),
        "rows": _set_aside(annex.rows),
        "attached": attached_to(annex, "Tờ trình"),
    }


@context.register
def _(letter: model.Urging) -> dict[str, Any]:
    missing = letter.collection.of(Standing.MISSING)
    named = [answer.agency for answer in missing]
    if len(named) > ADDRESSEES_NAMED:
        named = ["Các cơ quan, đơn vị, địa phương có tên tại Phụ lục kèm theo"]
    return (
        _signed(letter)
        | _collected(letter.collection)
        | {
            "addressees": [one_line(name) for name in named] if len(named) == 1 else listed(named),
            "rows": [_answer(stt, answer) for stt, answer in enumerate(missing, start=1)],
            "new_deadline": f"ngày{wording.NBSP}{wording.day(letter.new_deadline)}",
            "by_lead": letter.by_lead,
            "attached": attached_to(letter, "Công văn"),
        }
    )
