"""Issuing: the directive, its duties, deadlines, original and first audit row, in one transaction.

A constant number of statements however many agencies are addressed; the notices are written by the first firing.
"""

import hashlib
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import IntegrityError

from config.errors import NotAllowed, UnreadableInput
from records.audit import GENESIS, Head, append, canonical
from records.database import Records, insert_if_new
from records.tables import deadlines, directives, documents, duties
from states.deadlines import Deadline
from states.directive import State
from states.duty import DutyState
from states.order import Order


class AlreadyIssued(NotAllowed):
    """A directive's key is (issuer, number, date): the same one cannot be issued twice."""


def directive_id(order: Order) -> str:
    """The same order has the same id wherever it is issued from: two clerks at once cannot issue it twice."""
    return str(uuid5(NAMESPACE_URL, f"dondoc:{order.issuer}|{order.number}|{order.issued_on.isoformat()}"))


def issue(db: Records, order: Order, *, now: datetime, actor: str = "clerk") -> str:
    """Put `order` on record; gives the directive's id. Raises `AlreadyIssued`, `UnreadableInput`."""
    submissions, plan = _known(order.submissions, "submissions"), _known(order.plan, "plan") if order.plan else None
    _check_addressed(order)
    if plan and plan["last_day"] < submissions["last_day"]:
        raise UnreadableInput(
            f"the plan is due {plan['last_day']:%d/%m/%Y}, before the answers are, {submissions['last_day']:%d/%m/%Y}",
            remedy="correct one of them: --set deadline.submit=DATE or --set deadline.plan=DATE",
        )
    id_ = directive_id(order)
    try:
        with db.write() as connection:
            digest = _keep_original(connection, order)
            issued = _issued(order, digest)
            head = append(
                connection, id_, Head(0, GENESIS), at=now, actor=actor, kind="fact", name="issued", data=issued
            )
            connection.execute(insert(directives), _directive(db, order, id_, digest, submissions, plan, head, now))
            set_ = [{"directive_id": id_, "seq": head.seq, **each} for each in (submissions, plan) if each]
            connection.execute(insert(deadlines), set_)
            connection.execute(insert(duties), _duties(order, id_, submissions))
    except IntegrityError:
        already = _already(db, order)
        if already is None:
            raise
        raise already from None
    return id_


def _known(deadline: Deadline, binds: str) -> dict[str, Any]:
    if deadline.last_day is None or deadline.late_from is None:
        raise UnreadableInput(
            f"the deadline “{deadline.words}” has no day: {deadline.why or 'the document does not say'}",
            remedy=f"give it: --set deadline.{'plan' if binds == 'plan' else 'submit'}=YYYY-MM-DD",
        )
    return deadline_row(deadline, binds)


def deadline_row(deadline: Deadline, binds: str) -> dict[str, Any]:
    return {
        "binds": binds,
        "words": deadline.words,
        "rule": str(deadline.rule),
        "last_day": deadline.last_day,
        "time": deadline.time.isoformat("minutes") if deadline.time else None,
        "late_from": deadline.late_from,
        "disputed_until": deadline.disputed_until,
        "calendar": deadline.calendar,
        "explanation_vi": deadline.explanation_vi,
        "explanation_en": deadline.explanation_en,
    }


def _check_addressed(order: Order) -> None:
    codes = Counter(agency.code for agency in order.agencies)
    if not codes:
        raise UnreadableInput(f"{order.number} addresses nobody", remedy="name the agencies: --to GROUP or --to CODE")
    code, times = codes.most_common(1)[0]
    if times > 1:
        raise UnreadableInput(
            f"{order.number} addresses {code} {times} times", remedy="an agency owes one answer: name it once"
        )


def _keep_original(connection: Connection, order: Order) -> str:
    digest = hashlib.sha256(order.content).hexdigest()
    original = {
        "sha256": digest,
        "filename": order.filename,
        "media_type": order.media_type,
        "content": order.content,
    }
    insert_if_new(connection, documents, original)  # two directives may enclose one document
    return digest


def _issued(order: Order, digest: str) -> dict[str, Any]:
    return {
        "number": order.number,
        "issuer": order.issuer,
        "issued_on": order.issued_on.isoformat(),
        "subject": order.subject,
        "document_sha256": digest,
        "lead": order.lead.code,
        "agencies": [agency.code for agency in order.agencies],
        "submissions": {"words": order.submissions.words, "last_day": str(order.submissions.last_day)},
        "plan": order.plan and {"words": order.plan.words, "last_day": str(order.plan.last_day)},
        "confirmed": dict(order.confirmed),
    }


def _directive(
    db: Records,
    order: Order,
    id_: str,
    digest: str,
    submissions: dict[str, Any],
    plan: dict[str, Any] | None,
    head: Head,
    now: datetime,
) -> dict[str, Any]:
    return {
        "id": id_,
        "number": order.number,
        "issuer": order.issuer,
        "issued_on": order.issued_on,
        "kind": order.kind,
        "subject": order.subject,
        "urgency": order.urgency,
        "ordered_by": order.ordered_by,
        "contents": canonical(list(order.contents)),
        "document": digest,
        "filename": order.filename,
        "lead_code": order.lead.code,
        "lead_name": order.lead.name,
        "lead_email": order.lead.email,
        "chairman_email": db.chairman_address,
        "clerk_email": db.clerk_address,
        "recorded_at": now,
        "state": State.ISSUED.value,
        "state_since": now,
        "version": 1,
        "audit_seq": head.seq,
        "audit_head": head.hash,
        "closes_at": submissions["late_from"],
        "plan_late_from": plan["late_from"] if plan else None,
        "seen_version": 0,
        "wake_at": now,
    }


def _duties(order: Order, id_: str, submissions: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "directive_id": id_,
            "agency": agency.code,
            "position": position,
            "name": agency.name,
            "email": agency.email,
            "roster_group": agency.group,
            "phrase": agency.phrase,
            "state": DutyState.PENDING.value,
            "last_day": submissions["last_day"],
            "late_from": submissions["late_from"],
            "disputed_until": submissions["disputed_until"],
            "versions": 0,
        }
        for position, agency in enumerate(order.agencies)
    ]


def _already(db: Records, order: Order) -> AlreadyIssued | None:
    with db.read() as connection:
        since = connection.execute(
            select(directives.c.recorded_at).where(directives.c.id == directive_id(order))
        ).scalar_one_or_none()
    if since is None:
        return None
    return AlreadyIssued(
        f"{order.number} of {order.issued_on:%d/%m/%Y} ({order.issuer}) "
        f"was already issued at {since.astimezone(db.office.zone):%H:%M %d/%m/%Y}",
        remedy=f"dondoc show {order.number}",
    )
