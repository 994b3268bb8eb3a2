"""What agencies do: submit rows, declare that they have none, ask for more time. Facts, committed as they arrive.

Each act is one transaction: the duty's own state, the answer with all its rows, the audit row, the receipt in the
outbox, and the directive's version, which wakes its run. A second answer is a new version; the old one is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from config.errors import NotAllowed, NotFound, UnreadableInput
from records import letters
from records.audit import canonical, sha256_of_rows
from records.change import Change, Letter, change
from records.database import Records
from records.effects import drop_reminders
from records.roll import Duty, one_duty
from records.tables import duties, extensions, facts, rows, submissions
from states.acts import REMEDY, Act, allowed
from states.deadlines import Standing, standing
from states.directive import State
from states.duty import DutyState, after

MAX_ROWS = 5000


@dataclass(frozen=True)
class Person:
    """Who acted, as typed: forwarding inside an agency is allowed and recorded."""

    name: str | None = None
    position: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What the agency gets back: quotable, to the second."""

    receipt: str
    version: int
    rows: int
    received_at: datetime
    standing: Standing


def submit(
    db: Records,
    directive_id: str,
    agency: str,
    answer: Sequence[Mapping[str, Any]],
    *,
    now: datetime,
    by: Person | None = None,
    note: str | None = None,
) -> Receipt:
    """Take an agency's rows, whole or not at all. Raises `NotAllowed`, `NotFound`, `UnreadableInput`."""
    kept = checked_rows(answer)
    with change(db, directive_id, now) as this:
        return take_answer(this, agency, Act.SUBMIT, kept, by or Person(), note)


def declare_nil(
    db: Records, directive_id: str, agency: str, *, now: datetime, by: Person | None = None, note: str | None = None
) -> Receipt:
    """Take "không có đề xuất" from an agency. Raises `NotAllowed`, `NotFound`."""
    with change(db, directive_id, now) as this:
        return take_answer(this, agency, Act.DECLARE_NIL, (), by or Person(), note)


def ask_extension(
    db: Records, directive_id: str, agency: str, *, until: date, reason: str, now: datetime, by: Person | None = None
) -> None:
    """Ask for more time; the lead is told, the clerk decides. Silence is not a grant."""
    with change(db, directive_id, now) as this:
        take_extension(this, agency, until=until, reason=reason, by=by or Person())


def take_extension(this: Change, agency: str, *, until: date, reason: str, by: Person) -> int:
    """`ask_extension` within a transaction that is under way; gives its audit entry's number."""
    duty = open_to(this, Act.ASK_EXTENSION, agency)
    check_owed(this, duty)
    if not reason.strip():
        raise UnreadableInput("an extension needs its reason", remedy="--reason “…”")
    if until <= max(duty.last_day, this.db.office.day_of(this.now) - timedelta(days=1)):
        raise UnreadableInput(
            f"{until:%d/%m/%Y} is past, or not after the last day {duty.last_day:%d/%m/%Y}",
            remedy="ask for a later day",
        )
    told = {"agency_name": duty.name, "until": until.isoformat(), "reason": reason, "asked_at": this.now.isoformat()}
    seq = this.log(
        actor=agency,
        kind="fact",
        name="extension_asked",
        data={"agency": agency, "until": until.isoformat(), "reason": reason, **signed(by)},
    )
    this.connection.execute(
        insert(extensions),
        {
            "directive_id": this.directive.id,
            "agency": agency,
            "seq": seq,
            "asked_at": this.now,
            "until": until,
            "reason": reason,
        },
    )
    this.mail(letters.to_lead(this, "extension_asked", told, occasion=f"{agency}.{seq}"))
    return seq


def checked_rows(answer: Sequence[Mapping[str, Any]]) -> list[str]:
    """The rows as they are kept; refuses what is no table of proposals and says which row.

    What a row should state is the lead's to judge.
    """
    if not answer:
        raise UnreadableInput("the answer has no row", remedy="send at least one, or declare that there is none: --nil")
    if len(answer) > MAX_ROWS:
        raise UnreadableInput(f"{len(answer)} rows are more than {MAX_ROWS}", remedy="send the answer in parts")
    kept = []
    for number, row in enumerate(answer, start=1):
        if not isinstance(row, Mapping) or not any(str(value or "").strip() for value in row.values()):
            raise UnreadableInput(f"row {number} is empty", remedy="fill it in or leave it out")
        try:
            kept.append(canonical(dict(row)))
        except UnreadableInput as error:
            raise UnreadableInput(f"row {number}: {error}", remedy=error.remedy) from None
    return kept


def open_to(this: Change, act: Act, agency: str) -> Duty:
    """The agency's duty, when `act` is allowed now. Raises `NotAllowed` or `NotFound`; nothing was changed."""
    check_allowed(this, act)
    duty = one_duty(this.connection, this.directive.id, agency)
    if duty is None:
        raise NotFound(
            f"{agency} is not addressed by {this.directive.number}",
            remedy=f"dondoc show {this.directive.number} lists the addressed agencies",
        )
    return duty


def check_owed(this: Change, duty: Duty) -> None:
    if not duty.owed:
        raise NotAllowed(
            f"{duty.name} owes nothing under {this.directive.number} (it is {duty.state.value})",
            remedy="the clerk can take that back: dondoc duty reinstate",
        )


def check_allowed(this: Change, act: Act) -> None:
    directive = this.directive
    waiting = frozenset(
        this.connection.execute(
            select(facts.c.name).where(facts.c.directive_id == directive.id, facts.c.acted_upon_at.is_(None))
        ).scalars()
    )
    state = State(directive.state)
    if allowed(act, state, waiting):
        return
    what = act.value.replace("_", " ")
    if waiting and allowed(act, state, frozenset()):
        raise NotAllowed(
            f"{directive.number}: {', '.join(sorted(waiting)).replace('_', ' ')} is on record and not yet acted upon; "
            f"until then no {what}",
            remedy="try again in a minute; if it stays so, check that `dondoc up` is running (dondoc doctor)",
        )
    since = directive.state_since.astimezone(this.db.office.zone)
    raise NotAllowed(
        f"{directive.number} is {state.value.replace('_', ' ')} since {since:%d/%m/%Y %H:%M}: no {what} now",
        remedy=REMEDY[state].format(number=directive.number),
    )


def take_answer(
    this: Change,
    agency: str,
    act: Act,
    answer: Sequence[str],
    by: Person,
    note: str | None,
    enclosed: Sequence[Mapping[str, str]] = (),
) -> Receipt:
    """`submit` or `declare_nil` within a transaction that is under way. `answer`: rows as `checked_rows` gives them.

    `enclosed`: filename and SHA-256 of the signed scans that go with it.
    """
    duty = open_to(this, act, agency)
    check_owed(this, duty)
    state = after(duty.state, act.value, answered=duty.versions > 0)
    if state is None:
        raise NotAllowed(
            f"the answer of {duty.name} is {duty.state.value}: no {act.value.replace('_', ' ')} now",
            remedy="send a new version of the answer, or have it returned for revision first",
        )
    version = duty.versions + 1
    first = duty.first_received_at or this.now
    receipt = Receipt(
        receipt=receipt_number(this, agency, f"{version:02d}"),
        version=version,
        rows=len(answer),
        received_at=this.now,
        standing=standing(first, duty.late_from, duty.disputed_until),
    )
    rows_sha256 = sha256_of_rows(answer)
    this.connection.execute(
        update(duties)
        .where(duties.c.directive_id == this.directive.id, duties.c.agency == agency)
        .values(state=state.value, versions=version, first_received_at=first, last_received_at=this.now, remind_at=None)
    )
    this.log(
        actor=agency,
        kind="fact",
        name="declared_nil" if state == DutyState.NIL else "submitted",
        data={
            "agency": agency,
            "version": version,
            "rows": len(answer),
            "rows_sha256": rows_sha256,
            "receipt": receipt.receipt,
            "note": note,
            **signed(by),
            **({"enclosed": [dict(each) for each in enclosed]} if enclosed else {}),
        },
    )
    _keep_answer(this, agency, state, receipt, answer, rows_sha256, by, note)
    drop_reminders(this, f"{agency} has answered", agency)
    this.mail(_receipt_letter(this, duty, state, receipt, by))
    return receipt


def _keep_answer(
    this: Change,
    agency: str,
    state: DutyState,
    receipt: Receipt,
    answer: Sequence[str],
    rows_sha256: str,
    by: Person,
    note: str | None,
) -> None:
    id_ = this.directive.id
    this.connection.execute(
        insert(submissions),
        {
            "directive_id": id_,
            "agency": agency,
            "version": receipt.version,
            "kind": state.value,
            "received_at": receipt.received_at,
            "receipt": receipt.receipt,
            "by_name": by.name,
            "by_position": by.position,
            "note": note,
            "rows_sha256": rows_sha256,
        },
    )
    if receipt.version > 1:
        this.connection.execute(
            update(rows)
            .where(rows.c.directive_id == id_, rows.c.agency == agency, rows.c.current)
            .values(current=False)
        )
    if answer:
        this.connection.execute(
            insert(rows),
            [
                {
                    "directive_id": id_,
                    "agency": agency,
                    "version": receipt.version,
                    "position": position,
                    "content": row,
                    "current": True,
                }
                for position, row in enumerate(answer)
            ],
        )


def _receipt_letter(this: Change, duty: Duty, state: DutyState, receipt: Receipt, by: Person) -> Letter:
    told: dict[str, Any] = {
        "received_at": receipt.received_at.isoformat(),
        "receipt": receipt.receipt,
        "standing": receipt.standing.value,
        "by_name": by.name,
        "by_position": by.position,
    }
    if state == DutyState.NIL:
        return letters.to_agency(this, duty, "nil_acknowledged", told, occasion=str(receipt.version))
    told |= {
        "rows": receipt.rows,
        "version": receipt.version,
        "revisable_until": max(this.directive.closes_at, duty.late_from).isoformat(),
    }
    return letters.to_agency(this, duty, "receipt", told, occasion=str(receipt.version))


def receipt_number(this: Change, agency: str, which: str) -> str:
    """Quotable on the phone, and unique: numbers restart every year, so the date stands in it.

    Two issuers may use one number on one day (districts number as "12/UBND"): the last four digits tell them apart.
    """
    number = this.directive.number.replace("/", "-")
    return f"{number}.{this.directive.issued_on:%y%m%d}.{agency}.{which}-{this.directive.id[:4]}"


def signed(by: Person) -> dict[str, Any]:
    return {"by_name": by.name, "by_position": by.position}
