"""The outbox: every mail that was caused, once, until a mail server took it or refused it for good.

Rows are written by the transactions that cause them (records/change.py). Here they are claimed, and settled one by
one. A claim runs out by machine time, so a dead sender's mails are taken over; back-off is kept here, in office time.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, TextClause, bindparam, func, or_, select, update

from records.change import change
from records.database import Records, insert_if_new
from records.effects import URGING
from records.letters import to_clerk
from records.links import address, tokens
from records.tables import deadlines, directives, documents, duties, is_open, is_queued, outbox, owes_answer

OFFICE = ("lead", "chairman", "clerk")  # recipients that are no addressed agency
BOUNCE_MAILS = ("mail_bounced", "clerk_questions", "intake_rejected")  # these have nobody else to be told


@dataclass(frozen=True)
class Outgoing:
    """One mail to one recipient, claimed for sending."""

    id: int
    directive_id: str | None
    event: str
    to_address: str
    to_name: str
    agency: str | None
    message_id: str
    thread_id: str
    facts: Mapping[str, Any]
    directive: Mapping[str, Any]
    audit_seq: int
    audit_head: str
    attempts: int


def claim(
    db: Records, *, directive_id: str | None = None, now: datetime, wall: datetime, lease: float, limit: int = 50
) -> list[Outgoing]:
    """Take up to `limit` mails that are due, oldest first; nobody else gets them for `lease` seconds."""
    with db.write() as connection:
        due: list[ColumnElement[bool] | TextClause] = [
            is_queued,
            outbox.c.send_after <= now,
            or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= wall),
        ]
        if directive_id is not None:
            due.append(outbox.c.directive_id == directive_id)
        oldest = select(outbox).where(*due).order_by(outbox.c.send_after, outbox.c.id).limit(limit)
        wanted: Sequence[Any] = []
        while not wanted:
            found = connection.execute(oldest.with_for_update(skip_locked=True)).all()
            if not found:
                return []
            wanted = _still_wanted(connection, found, now)  # what is not is dropped, and not found again
        found = wanted
        connection.execute(
            update(outbox)
            .where(outbox.c.id.in_([row.id for row in found]))
            .values(claimed_until=wall + timedelta(seconds=lease))
        )
        shared = _shared_facts(connection, db, {row.directive_id for row in found if row.directive_id})
        links = _links(connection, db, found, now)
        return [_outgoing(row, shared.get(row.directive_id, {}), db.mail_domain, links.get(row.id)) for row in found]


def _links(connection: Connection, db: Records, found: Sequence[Any], now: datetime) -> dict[int, str]:
    """The agencies' own links, made again when their mail leaves: no token is kept, here or anywhere."""
    if not db.portal_url:
        return {}
    duty = {row.id: (row.directive_id, row.recipient) for row in found if row.recipient not in OFFICE}
    made = tokens(connection, db.link_key, set(duty.values()), now) if duty else {}
    return {
        row.id: address(db.portal_url, made[duty[row.id]], row.event, row.occasion) for row in found if row.id in duty
    }


def _still_wanted(connection: Connection, found: Sequence[Any], now: datetime) -> Sequence[Any]:
    """Without the reminders whose agency has answered meanwhile: they were on their way then, and came back unsent."""
    urging = [row for row in found if row.event in URGING]
    if not urging:
        return found
    found_owing = connection.execute(
        select(duties.c.directive_id, duties.c.agency)
        .join(directives, directives.c.id == duties.c.directive_id)
        .where(duties.c.directive_id.in_({row.directive_id for row in urging}), owes_answer, is_open)
    )
    owing = {(row.directive_id, row.agency) for row in found_owing}
    pointless = {row.id for row in urging if (row.directive_id, row.recipient) not in owing}
    if pointless:
        connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(pointless))
            .values(status="dropped", settled_at=now, claimed_until=None, reply="no answer is owed any more")
        )
    return [row for row in found if row.id not in pointless]


def sent(db: Records, id_: int, *, at: datetime, reply: str) -> None:
    """The server took it; `reply` is its word."""
    with db.write() as connection:
        connection.execute(_SENT, {"the_id": id_, "at": at, "word": reply})


# Built once: it is executed for each mail.
_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("the_id"), outbox.c.status == "queued")
    .values(
        status="sent",
        settled_at=bindparam("at"),
        reply=bindparam("word"),
        attempts=outbox.c.attempts + 1,
        claimed_until=None,
    )
)


def deferred(db: Records, id_: int, *, at: datetime, error: str, retry_after: datetime, counts: bool = True) -> None:
    """Not now: try again from `retry_after` on. An attempt that never reached the recipient's turn does not count."""
    attempts = outbox.c.attempts + (1 if counts else 0)
    _settle(db, id_, send_after=retry_after, reply=error, attempts=attempts, claimed_until=None)


def release(db: Records, ids: list[int]) -> None:
    """Give back what was claimed and not tried, so that nobody has to wait for the lease."""
    if ids:
        with db.write() as connection:
            connection.execute(
                update(outbox).where(outbox.c.id.in_(ids), outbox.c.status == "queued").values(claimed_until=None)
            )


def bounced(db: Records, id_: int, *, at: datetime, code: int | None, error: str) -> None:
    """Refused for good. The same transaction logs it and writes to the clerk, who acts on it the same day."""
    with db.read() as connection:
        row = connection.execute(select(outbox).where(outbox.c.id == id_)).one()
    if row.status != "queued":  # settled by another sender meanwhile
        return
    values = {"status": "bounced", "settled_at": at, "reply": error, "claimed_until": None}
    if row.directive_id is None or row.event in BOUNCE_MAILS:
        _settle(db, id_, **values, attempts=outbox.c.attempts + 1)
        return
    with change(db, row.directive_id, at) as this:
        mine = (outbox.c.id == id_, outbox.c.status == "queued")
        settled = this.connection.execute(update(outbox).where(*mine).values(**values, attempts=row.attempts + 1))
        if settled.rowcount == 0:
            return
        told = {
            "failed_event": row.event,
            "agency_name": row.to_name,
            "address": row.to_address,
            "at": at.isoformat(),
            "code": code,
            "reason": error,
        }
        seq = this.log(
            actor="system",
            kind="fact",
            name="mail_bounced",
            data={"event": row.event, "recipient": row.recipient, "code": code, "reason": error},
        )
        this.mail(to_clerk(this, "mail_bounced", told, occasion=str(seq)))


def write_to_clerk(db: Records, event: str, facts: Mapping[str, Any], *, about: str, now: datetime) -> None:
    """A mail about a file that is no directive (yet); `about` is the file's SHA-256, and makes it the only one."""
    with db.write() as connection:
        insert_if_new(
            connection,
            outbox,
            {
                "event": event,
                "recipient": "clerk",
                "occasion": about,
                "to_address": db.clerk_address,
                "to_name": "Văn thư",
                "message_id": f"<{about}.{event}@{db.mail_domain}>",
                "facts": json.dumps(
                    {"code": "clerk", "name": "Văn thư", "phrase": None, "last_day": None, "link": "", **facts}
                ),
                "audit_seq": 0,
                "audit_head": "",
                "written_at": now,
                "send_after": now,
                "status": "queued",
                "attempts": 0,
            },
        )


def next_send(db: Records, directive_id: str) -> datetime | None:
    """When the next waiting mail of the directive may go out: a run wakes for it."""
    with db.read() as connection:
        first: datetime | None = connection.execute(
            select(func.min(outbox.c.send_after)).where(outbox.c.directive_id == directive_id, is_queued)
        ).scalar_one()
        return first


def waiting(db: Records) -> int:
    """How many mails of all are not settled yet."""
    with db.read() as connection:
        return connection.execute(select(func.count()).select_from(outbox).where(is_queued)).scalar_one()


def original(db: Records, directive_id: str) -> tuple[str, str, bytes] | None:
    """(filename, media type, bytes) of the signed document."""
    with db.read() as connection:
        row = connection.execute(
            select(directives.c.filename, documents.c.media_type, documents.c.content)
            .join(documents, documents.c.sha256 == directives.c.document)
            .where(directives.c.id == directive_id)
        ).one_or_none()
    return None if row is None else (row.filename, row.media_type, row.content)


def count_by_event(db: Records, directive_id: str) -> dict[str, dict[str, int]]:
    """{event: {status: n}} of all mails of a directive."""
    with db.read() as connection:
        found = connection.execute(
            select(outbox.c.event, outbox.c.status, func.count())
            .where(outbox.c.directive_id == directive_id)
            .group_by(outbox.c.event, outbox.c.status)
            .order_by(func.min(outbox.c.id))
        )
        counts: dict[str, dict[str, int]] = {}
        for event, status, number in found:
            counts.setdefault(event, {})[status] = number
        return counts


def _settle(db: Records, id_: int, **values: Any) -> None:
    with db.write() as connection:
        connection.execute(update(outbox).where(outbox.c.id == id_, outbox.c.status == "queued").values(**values))


def _outgoing(row: Any, directive: Mapping[str, Any], domain: str, link: str | None) -> Outgoing:
    office = row.recipient in OFFICE
    return Outgoing(
        id=row.id,
        directive_id=row.directive_id,
        event=row.event,
        to_address=row.to_address,
        to_name=row.to_name,
        agency=None if office else row.recipient,
        message_id=row.message_id,
        thread_id=f"<{row.directive_id or row.occasion}@{domain}>",
        facts=json.loads(row.facts) | ({"link": link} if link else {}),
        directive=directive,
        audit_seq=row.audit_seq,
        audit_head=row.audit_head,
        attempts=row.attempts,
    )


def _shared_facts(connection: Connection, db: Records, ids: set[str]) -> dict[str, dict[str, Any]]:
    """What all mails of a directive share, for the few directives of one claim: two statements."""
    found = {row.id: row for row in connection.execute(select(directives).where(directives.c.id.in_(ids)))}
    set_ = connection.execute(
        select(deadlines).where(deadlines.c.directive_id.in_(ids)).order_by(deadlines.c.seq)
    ).all()
    in_force = {(row.directive_id, row.binds): _deadline(row) for row in set_}
    return {
        id_: {
            "number": row.number,
            "kind": row.kind,
            "issuer": row.issuer,
            "issued_on": row.issued_on.isoformat(),
            "subject": row.subject,
            "ordered_by": row.ordered_by,
            "lead_name": row.lead_name,
            "lead_code": row.lead_code,
            "lead_address": row.lead_email,
            "contents": json.loads(row.contents),
            "filename": row.filename,
            "submissions": in_force[id_, "submissions"],
            "plan": in_force.get((id_, "plan")),
            "portal_url": db.portal_url,
        }
        for id_, row in found.items()
    }


def _deadline(row: Any) -> dict[str, Any]:
    return {
        "words": row.words,
        "last_day": row.last_day.isoformat(),
        "time": row.time,
        "late_from": row.late_from.isoformat(),
        "disputed_until": row.disputed_until.isoformat() if row.disputed_until else None,
        "explanation_vi": row.explanation_vi,
        "explanation_en": row.explanation_en,
    }
