"""Who gets which letter, and the facts it will state: snapshots, taken in the transaction that causes them.

What every mail of a directive shares (number, subject, deadlines) is joined when it is sent; here is only its own.
The facts of each event are written down as a contract in notifications/events.py.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from records.change import Change, Letter
from records.roll import Duty, Roll
from states.ladder import may_be_sent_from

# Somebody has just acted and waits for the answer: it goes out at any hour.
ANSWERS_AN_ACT = {
    "receipt", "nil_acknowledged", "request_received", "extension_asked", "extension_granted", "extension_refused",
    "reassignment_asked", "question_asked", "question_answered",
}  # fmt: skip


def to_agency(this: Change, duty: Duty, event: str, facts: Mapping[str, Any], *, occasion: str = "") -> Letter:
    own = {
        "code": duty.agency,
        "name": duty.name,
        "phrase": duty.phrase,
        "last_day": duty.last_day.isoformat(),
        "link": "",
    }
    return _letter(this, event, duty.agency, duty.email, duty.name, occasion, own | dict(facts))


def to_lead(this: Change, event: str, facts: Mapping[str, Any], *, occasion: str = "") -> Letter:
    directive = this.directive
    own = _office(directive.lead_code, directive.lead_name)
    return _letter(this, event, "lead", directive.lead_email, directive.lead_name, occasion, own | dict(facts))


def to_chairman(this: Change, event: str, facts: Mapping[str, Any], *, occasion: str = "") -> Letter:
    name = this.directive.ordered_by
    own = _office("chairman", name)
    return _letter(this, event, "chairman", this.directive.chairman_email, name, occasion, own | dict(facts))


def to_clerk(this: Change, event: str, facts: Mapping[str, Any], *, occasion: str = "") -> Letter:
    own = _office("clerk", "Văn thư")
    return _letter(this, event, "clerk", this.directive.clerk_email, "Văn thư", occasion, own | dict(facts))


def everyone(
    this: Change, roll: Roll, event: str, facts: Mapping[str, Any], own_rows: Mapping[str, int]
) -> list[Letter]:
    """Every agency that was asked, and the lead where it is not one of them."""
    letters = [
        to_agency(this, duty, event, {**facts, "own_rows": own_rows.get(duty.agency, 0)}) for duty in roll.duties
    ]
    if roll.of(this.directive.lead_code) is None:
        letters.append(to_lead(this, event, {**facts, "own_rows": 0}))
    return letters


def _office(code: str, name: str) -> dict[str, Any]:
    return {"code": code, "name": name, "phrase": None, "last_day": None, "link": ""}


def _letter(
    this: Change, event: str, recipient: str, address: str, name: str, occasion: str, facts: Mapping[str, Any]
) -> Letter:
    answers = event in ANSWERS_AN_ACT
    send_after = (
        this.now if answers else may_be_sent_from(this.now, this.db.office, urgent=this.directive.urgency is not None)
    )
    return Letter(event, recipient, address, name, occasion, facts, send_after)


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
