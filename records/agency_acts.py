"""What an agency does through its own link: hands in its draft, has nothing, asks for time, says "not ours", asks.

Each is one transaction with the receipt that goes back to the agency, and is done once however often it is pressed.
The acts themselves, and when they are allowed, are those of records/acts.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import delete, insert, select, update

from config.errors import NotAllowed, NotFound, UnreadableInput
from records import letters
from records.acts import (
    Person,
    Receipt,
    check_allowed,
    check_owed,
    checked_rows,
    open_to,
    receipt_number,
    signed,
    take_answer,
    take_extension,
)
from records.change import Change, change
from records.database import Records
from records.once import Once, change_once
from records.portal_tables import agency_requests, draft_rows, drafts, enclosures
from records.roll import Duty, one_duty
from states.acts import Act
from states.deadlines import Standing

Kind = Literal["extension", "reassignment", "question"]
MARKS: dict[Kind, str] = {"extension": "GH", "reassignment": "CH", "question": "HOI"}  # gia hạn, chuyển, hỏi
MOST_WORDS = 4000  # characters of a reason or a question


class DraftMoved(NotAllowed):
    """The draft is not the one that was looked at: somebody of the same agency saved meanwhile. Nothing was sent."""

    def __init__(self) -> None:
        super().__init__("the draft was changed after it was looked at", remedy="look at it again, then send")


@dataclass(frozen=True)
class Asked:
    """The receipt of a request: quotable, to the second."""

    kind: Kind
    receipt: str
    seq: int
    received_at: datetime


def hand_in(
    db: Records,
    directive_id: str,
    agency: str,
    answer: Sequence[Mapping[str, Any]],
    *,
    now: datetime,
    by: Person,
    note: str | None = None,
    draft_version: int | None = None,
    once: Once | None = None,
) -> Receipt:
    """Send the rows of a draft, with the scans that were added to it; the draft is used up.

    `draft_version`: the draft that was looked at; without it no draft is touched. Raises `DraftMoved` and what
    `acts.submit` raises.
    """
    kept = checked_rows(answer)

    def act(this: Change) -> Receipt:
        if draft_version is not None:
            _use_up_draft(this, agency, draft_version)
        enclosed = _waiting_enclosures(this, agency)
        receipt = take_answer(this, agency, Act.SUBMIT, kept, by, note, enclosed)
        if enclosed:
            mine = _of(enclosures, this, agency)
            this.connection.execute(
                update(enclosures).where(*mine, enclosures.c.version.is_(None)).values(version=receipt.version)
            )
        return receipt

    return change_once(db, directive_id, now, once, act, keep=_receipt_as_json, again=_receipt_again)


def declare_nil(
    db: Records,
    directive_id: str,
    agency: str,
    *,
    now: datetime,
    by: Person,
    note: str | None = None,
    once: Once | None = None,
) -> Receipt:
    """ "Không có đề xuất", through the link. A draft stays: the agency may think better of it until the deadline."""

    def act(this: Change) -> Receipt:
        return take_answer(this, agency, Act.DECLARE_NIL, (), by, note)

    return change_once(db, directive_id, now, once, act, keep=_receipt_as_json, again=_receipt_again)


def ask_extension(
    db: Records,
    directive_id: str,
    agency: str,
    *,
    until: date,
    reason: str,
    now: datetime,
    by: Person,
    once: Once | None = None,
) -> Asked:
    """Ask for more time; the lead is told, the agency gets its receipt. The old day holds until it is granted."""
    words = _words(reason, "an extension needs its reason")

    def act(this: Change) -> Asked:
        seq = take_extension(this, agency, until=until, reason=words, by=by)
        return _receipted(this, _duty(this, agency), "extension", seq, by, words, until=until)

    return change_once(db, directive_id, now, once, act, keep=_asked_as_json, again=_asked_again)


def ask_reassignment(
    db: Records,
    directive_id: str,
    agency: str,
    *,
    belongs_to: str,
    reason: str,
    now: datetime,
    by: Person,
    belongs_to_code: str | None = None,
    once: Once | None = None,
) -> Asked:
    """Say that the duty is not ours but that of `belongs_to`. The lead is told; the duty stays until it is decided."""
    words = _words(reason, "it needs its reason")
    other = _words(belongs_to, "name the agency it belongs to", 300)

    def act(this: Change) -> Asked:
        duty = open_to(this, Act.ASK_REASSIGNMENT, agency)
        check_owed(this, duty)
        if belongs_to_code is not None and _duty(this, belongs_to_code).agency == agency:
            raise UnreadableInput("it cannot belong to the agency itself", remedy="name another agency")
        named = {"agency": agency, "belongs_to": other, "belongs_to_code": belongs_to_code}
        seq = this.log(
            actor=agency, kind="fact", name="reassignment_asked", data={**named, "reason": words, **signed(by)}
        )
        told = {"agency_name": duty.name, "belongs_to": other, "reason": words, "asked_at": this.now.isoformat()}
        this.mail(letters.to_lead(this, "reassignment_asked", told, occasion=f"{agency}.{seq}"))
        return _receipted(this, duty, "reassignment", seq, by, words, belongs_to=other, belongs_to_code=belongs_to_code)

    return change_once(db, directive_id, now, once, act, keep=_asked_as_json, again=_asked_again)


def ask_question(
    db: Records,
    directive_id: str,
    agency: str,
    *,
    question: str,
    now: datetime,
    by: Person,
    once: Once | None = None,
) -> Asked:
    """Ask the lead; the answer comes by mail (`answer_question`)."""
    words = _words(question, "a question needs its words")

    def act(this: Change) -> Asked:
        duty = open_to(this, Act.ASK_QUESTION, agency)
        seq = this.log(
            actor=agency, kind="fact", name="question_asked", data={"agency": agency, "question": words, **signed(by)}
        )
        told = {
            "agency_name": duty.name,
            "agency_address": duty.email,
            "question": words,
            "asked_at": this.now.isoformat(),
            **signed(by),
        }
        this.mail(letters.to_lead(this, "question_asked", told, occasion=f"{agency}.{seq}"))
        return _receipted(this, duty, "question", seq, by, words)

    return change_once(db, directive_id, now, once, act, keep=_asked_as_json, again=_asked_again)


def answer_question(
    db: Records, directive_id: str, seq: int, *, answer: str, by: str, now: datetime, actor: str = "lead"
) -> None:
    """The lead answers a question; the agency gets the answer by mail. Raises `NotFound`, `NotAllowed`."""
    words = _words(answer, "an answer needs its words")
    with change(db, directive_id, now) as this:
        check_allowed(this, Act.ANSWER_QUESTION)
        mine = (agency_requests.c.directive_id == directive_id, agency_requests.c.seq == seq)
        asked = this.connection.execute(
            select(agency_requests).where(*mine, agency_requests.c.kind == "question")
        ).one_or_none()
        if asked is None:
            raise NotFound(
                f"no question {seq} was asked under {this.directive.number}", remedy="dondoc show lists them"
            )
        if asked.answered_at is not None:
            raise NotAllowed(f"question {asked.receipt} was answered before", remedy="write to the agency by mail")
        this.connection.execute(
            update(agency_requests).where(*mine).values(answered_at=now, answered_by=by, answer=words)
        )
        this.log(
            actor=actor,
            kind="fact",
            name="question_answered",
            data={"agency": asked.agency, "question": seq, "answer": words, "by_name": by},
        )
        told = {"question": asked.words, "answer": words, "answered_by": by, "asked_at": asked.received_at.isoformat()}
        this.mail(letters.to_agency(this, _duty(this, asked.agency), "question_answered", told, occasion=str(seq)))


def _receipted(
    this: Change,
    duty: Duty,
    kind: Kind,
    seq: int,
    by: Person,
    words: str,
    *,
    until: date | None = None,
    belongs_to: str | None = None,
    belongs_to_code: str | None = None,
) -> Asked:
    """Keep the request and write its receipt to the agency."""
    asked = Asked(kind, receipt_number(this, duty.agency, f"{MARKS[kind]}{seq}"), seq, this.now)
    this.connection.execute(
        insert(agency_requests),
        {
            "directive_id": this.directive.id,
            "seq": seq,
            "agency": duty.agency,
            "kind": kind,
            "receipt": asked.receipt,
            "received_at": this.now,
            "words": words,
            "until": until,
            "belongs_to": belongs_to,
            "belongs_to_code": belongs_to_code,
            **signed(by),
        },
    )
    told = {
        "kind": kind,
        "receipt": asked.receipt,
        "received_at": this.now.isoformat(),
        "words": words,
        "until": letters.day(until),
        "belongs_to": belongs_to,
        **signed(by),
    }
    this.mail(letters.to_agency(this, duty, "request_received", told, occasion=str(seq)))
    return asked


def _use_up_draft(this: Change, agency: str, version: int) -> None:
    held = this.connection.execute(
        select(drafts.c.version).where(*_of(drafts, this, agency)).with_for_update()
    ).scalar_one_or_none()
    if held != version:
        raise DraftMoved
    this.connection.execute(delete(draft_rows).where(*_of(draft_rows, this, agency)))
    this.connection.execute(delete(drafts).where(*_of(drafts, this, agency)))


def _waiting_enclosures(this: Change, agency: str) -> list[dict[str, str]]:
    found = this.connection.execute(
        select(enclosures.c.filename, enclosures.c.document)
        .where(*_of(enclosures, this, agency), enclosures.c.version.is_(None))
        .order_by(enclosures.c.id)
    )
    return [{"filename": row.filename, "sha256": row.document} for row in found]


def _of(table: Any, this: Change, agency: str) -> tuple[Any, ...]:
    return table.c.directive_id == this.directive.id, table.c.agency == agency


def _duty(this: Change, agency: str) -> Duty:
    duty = one_duty(this.connection, this.directive.id, agency)
    if duty is None:
        raise NotFound(f"{agency} is not addressed by {this.directive.number}", remedy="name an addressed agency")
    return duty


def _words(given: str, missing: str, most: int = MOST_WORDS) -> str:
    words = given.strip()
    if not words:
        raise UnreadableInput(missing, remedy="write it in a sentence")
    if len(words) > most:
        raise UnreadableInput(f"{len(words)} characters are more than {most}", remedy="say it more briefly")
    return words


def _receipt_as_json(receipt: Receipt) -> dict[str, Any]:
    return {**vars(receipt), "received_at": receipt.received_at.isoformat(), "standing": receipt.standing.value}


def _receipt_again(kept: Mapping[str, Any]) -> Receipt:
    at = datetime.fromisoformat(kept["received_at"])
    return Receipt(kept["receipt"], kept["version"], kept["rows"], at, Standing(kept["standing"]))


def _asked_as_json(asked: Asked) -> dict[str, Any]:
    return {**vars(asked), "received_at": asked.received_at.isoformat()}


def _asked_again(kept: Mapping[str, Any]) -> Asked:
    return Asked(kept["kind"], kept["receipt"], kept["seq"], datetime.fromisoformat(kept["received_at"]))
