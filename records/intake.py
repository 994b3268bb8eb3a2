"""Documents that came in and are not (yet) directives. A file is known by its content: the same one twice is one.

received → issued, or → awaiting_clerk → issued; → rejected with the reason. Nothing that arrived is ever lost: its
bytes are here from the moment it was taken out of the inbox. (A document stamped secret never gets here.)
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from config.errors import NotFound
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
        found = connection.execute(select(intakes).where(intakes.c.sha256.startswith(sha256)).limit(2)).all()
    if len(found) != 1:
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


def answer(db: Records, sha256: str, answers: Mapping[str, Any]) -> None:
    """Keep what the clerk answered, beside what was answered before."""
    with db.write() as connection:
        row = connection.execute(select(intakes.c.answers).where(intakes.c.sha256 == sha256).with_for_update()).one()
        merged = json.loads(row.answers) | dict(answers)
        connection.execute(
            update(intakes).where(intakes.c.sha256 == sha256).values(answers=json.dumps(merged, ensure_ascii=False))
        )


def settle(
    db: Records, sha256: str, status: str, *, reason: str | None = None, directive_id: str | None = None
) -> None:
    """Say where the document stands now: awaiting_clerk, issued or rejected."""
    with db.write() as connection:
        connection.execute(
            update(intakes)
            .where(intakes.c.sha256 == sha256)
            .values(status=status, reason=reason, directive_id=directive_id)
        )
