"""Documents that came in and are not (yet) directives. A file is known by its content: the same one twice is one.

`received` (to be read), `awaiting_clerk` (questions are open), `answered` (to be read again), and in the end `issued`,
`rejected` (cannot be read) or `dismissed` (asks nobody for anything). Nothing that arrived is ever lost: its bytes are
here from the moment it was taken out of the inbox. (A document stamped secret never gets here.)
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from config.errors import NotAllowed, NotFound
from records.database import Records
from records.tables import intakes


@dataclass(frozen=True)
class Intake:
    sha256: str
    filename: str
    media_type: str
    content: bytes
    arrived_at: datetime
    status: str
    answers: Mapping[str, Any]
    answered_by: str | None
    reason: str | None
    directive_id: str | None


def receive(db: Records, *, filename: str, media_type: str, content: bytes, now: datetime) -> tuple[Intake, bool]:
    """Take a file in: (what is on record, whether it is new)."""
    sha256 = hashlib.sha256(content).hexdigest()
    row = {
        "sha256": sha256,
        "filename": filename,
        "media_type": media_type,
        "content": content,
        "arrived_at": now,
        "status": "received",
        "answers": "{}",
    }
    try:
        with db.write() as connection:
            connection.execute(insert(intakes), row)
    except IntegrityError:
        return get(db, sha256), False
    return get(db, sha256), True


def get(db: Records, sha256: str) -> Intake:
    """One intake by its digest or the first digits of it. Raises `NotFound`."""
    with db.read() as connection:
        like = intakes.c.sha256.startswith(sha256.lower(), autoescape=True)
        found = connection.execute(select(intakes).where(like).limit(2)).all()
    if len(found) != 1 or not sha256:
        raise NotFound(f"no document {sha256[:12]} came in", remedy="dondoc intake list shows what did")
    fields = found[0]._asdict()
    return Intake(**{**fields, "answers": json.loads(fields["answers"])})


def waiting(db: Records) -> list[tuple[str, str, datetime]]:
    """(digest, filename, arrived at) of the documents that wait for the clerk."""
    with db.read() as connection:
        found = connection.execute(
            select(intakes.c.sha256, intakes.c.filename, intakes.c.arrived_at)
            .where(intakes.c.status == "awaiting_clerk")
            .order_by(intakes.c.arrived_at)
        )
        return [(sha256, filename, at) for sha256, filename, at in found]


def issued(db: Records, limit: int = 100) -> list[str]:
    """Ids of the directives that came in this way, the first first."""
    with db.read() as connection:
        found = (
            select(intakes.c.directive_id)
            .where(intakes.c.directive_id.is_not(None))
            .order_by(intakes.c.arrived_at)
            .limit(limit)
        )
        return [str(each) for each in connection.execute(found).scalars()]


def unsettled(db: Records, limit: int = 100) -> list[str]:
    """Digests of the documents that a run must look at: new ones, and those whose clerk has answered."""
    with db.read() as connection:
        found = select(intakes.c.sha256).where(intakes.c.status.in_(("received", "answered"))).limit(limit)
        return list(connection.execute(found).scalars())


def answer(db: Records, sha256: str, answers: Mapping[str, Any], *, by: str) -> None:
    """Keep what the clerk answered, beside what was answered before; the document's run looks again.

    Raises `NotAllowed` where the document does not wait for answers (any more).
    """
    with db.write() as connection:
        row = connection.execute(
            select(intakes.c.answers, intakes.c.status, intakes.c.filename)
            .where(intakes.c.sha256 == sha256)
            .with_for_update()
        ).one_or_none()
        if row is None:
            raise NotFound(f"no document {sha256[:12]} came in", remedy="dondoc intake list shows what did")
        if row.status not in ("awaiting_clerk", "answered"):
            raise NotAllowed(f"{row.filename} is {row.status}: it has no open question", remedy="dondoc list")
        merged = json.dumps(json.loads(row.answers) | dict(answers), ensure_ascii=False)
        connection.execute(
            update(intakes)
            .where(intakes.c.sha256 == sha256)
            .values(answers=merged, answered_by=by, status="answered", reason=None)
        )


def settle(
    db: Records, came: Intake, status: str, *, reason: str | None = None, directive_id: str | None = None
) -> bool:
    """Say where the document stands after it was read; False when the clerk has answered since `came` was read."""
    with db.write() as connection:
        settled = connection.execute(
            update(intakes)
            .where(
                intakes.c.sha256 == came.sha256,
                intakes.c.status == came.status,
                intakes.c.answers == json.dumps(dict(came.answers), ensure_ascii=False),
            )
            .values(status=status, reason=reason, directive_id=directive_id)
        )
        return settled.rowcount == 1
