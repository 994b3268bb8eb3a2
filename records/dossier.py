"""Looking things up: a directive by its number, the list, one dossier; and the proof that its log is untouched."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, case, func, select

from config.errors import AuditBroken, NotFound, UnreadableInput
from records import audit
from records.audit import Entry, Head
from records.database import Records
from records.tables import directives, documents, duties, outbox, plans, rows, submissions
from states.directive import State


@dataclass(frozen=True)
class Listed:
    """One line of the list of directives."""

    id: str
    number: str
    issuer: str
    issued_on: date
    subject: str
    state: State
    asked: int
    answered: int
    closes_at: datetime
    plan_late_from: datetime | None
    wake_at: datetime | None


def listing(db: Records, *, ended: bool = True) -> list[Listed]:
    """All directives, the latest first: one statement."""
    asked = func.sum(case((duties.c.state.in_(("waived", "reassigned")), 0), else_=1))
    has_answered = duties.c.first_received_at.is_not(None) & duties.c.state.not_in(("waived", "reassigned"))
    answered = func.sum(case((has_answered, 1), else_=0))
    counts = (
        select(duties.c.directive_id, asked.label("asked"), answered.label("answered"))
        .group_by(duties.c.directive_id)
        .subquery()
    )
    query = (
        select(
            directives.c.id, directives.c.number, directives.c.issuer, directives.c.issued_on, directives.c.subject,
            directives.c.state, counts.c.asked, counts.c.answered, directives.c.closes_at,
            directives.c.plan_late_from, directives.c.wake_at,
        )
        .join(counts, counts.c.directive_id == directives.c.id)
        .order_by(directives.c.issued_on.desc(), directives.c.number)
    )  # fmt: skip
    if not ended:
        query = query.where(directives.c.state.not_in(("promulgated", "withdrawn")))
    with db.read() as connection:
        return [
            Listed(id_, number, issuer, issued_on, subject, State(state), int(asked), int(answered), *rest)
            for id_, number, issuer, issued_on, subject, state, asked, answered, *rest in connection.execute(query)
        ]


def find(db: Records, number: str, issued_on: date | None = None) -> str:
    """The id of the directive with this number. Numbers restart every year: the date tells two apart.

    Raises `NotFound`, or `UnreadableInput` where the number alone is not enough.
    """
    wanted = "".join(number.split())
    with db.read() as connection:
        found = connection.execute(
            select(directives.c.id, directives.c.issued_on, directives.c.issuer)
            .where(func.upper(directives.c.number) == wanted.upper())
            .order_by(directives.c.issued_on)
        ).all()
    found = [row for row in found if issued_on in (None, row.issued_on)]
    if not found:
        of = f" of {issued_on:%d/%m/%Y}" if issued_on else ""
        raise NotFound(f"no directive {wanted}{of} on record", remedy="dondoc list shows all numbers")
    if len(found) > 1:
        dates = ", ".join(f"{row.issued_on.isoformat()} ({row.issuer})" for row in found)
        raise UnreadableInput(
            f"{wanted} was issued more than once: {dates}", remedy="name the one you mean: --date YYYY-MM-DD"
        )
    return str(found[0].id)


def history(db: Records, directive_id: str) -> list[Entry]:
    """The audit log of one directive, in order."""
    with db.read() as connection:
        return audit.entries(connection, directive_id)


def answers(db: Records, directive_id: str) -> list[dict[str, Any]]:
    """Every version of every answer with its rows, in the order received."""
    with db.read() as connection:
        return _answers(connection, directive_id)


def _answers(connection: Connection, directive_id: str) -> list[dict[str, Any]]:
    contents: dict[tuple[str, int], list[Any]] = {}
    for row in connection.execute(
        select(rows.c.agency, rows.c.version, rows.c.content)
        .where(rows.c.directive_id == directive_id)
        .order_by(rows.c.agency, rows.c.version, rows.c.position)
    ):
        contents.setdefault((row.agency, row.version), []).append(audit.as_written(row.content))
    found = connection.execute(
        select(submissions)
        .where(submissions.c.directive_id == directive_id)
        .order_by(submissions.c.received_at, submissions.c.agency)
    )
    return [
        {
            "agency": row.agency,
            "version": row.version,
            "kind": row.kind,
            "received_at": audit.utc(row.received_at),
            "receipt": row.receipt,
            "rows": contents.get((row.agency, row.version), []),
            "rows_sha256": row.rows_sha256,
        }
        for row in found
    ]


def export(db: Records, directive_id: str) -> dict[str, Any]:
    """The dossier's proof as one JSON object: the log, every answer, the original's SHA-256. Verifiable on its own."""
    with db.read() as connection:
        row = connection.execute(select(directives).where(directives.c.id == directive_id)).one()
        log, given = audit.entries(connection, directive_id), _answers(connection, directive_id)
    return {
        "format": "dondoc-dossier-1",
        "directive": directive_id,
        "number": row.number,
        "issuer": row.issuer,
        "issued_on": row.issued_on.isoformat(),
        "state": row.state,
        "document_sha256": row.document,
        "head": {"seq": row.audit_seq, "hash": row.audit_head},
        "audit": [vars(entry) for entry in log],
        "answers": given,
    }


def verify_export(dossier: Mapping[str, Any], known_heads: Sequence[Head] = ()) -> Head:
    """Verify an exported dossier alone, with no database. Raises `AuditBroken`, `UnreadableInput`."""
    try:
        chain = [Entry(**entry) for entry in dossier["audit"]]
        own = Head(dossier["head"]["seq"], dossier["head"]["hash"])
        head = audit.verify(dossier["directive"], chain, (own, *known_heads))
        _verify_end(chain, own)
        _verify_answers(chain, dossier["answers"])
    except (KeyError, TypeError) as error:
        raise UnreadableInput(
            f"this is no exported dossier ({error})", remedy="make one: dondoc audit export NUMBER > FILE"
        ) from None
    return head


def verify(db: Records, directive_id: str, known_heads: Sequence[Head] = ()) -> Head:
    """Recompute the chain and hold everything against it: the heads in the mails, the answers, the original.

    Gives the head. Raises `AuditBroken` naming the row, the answer or the document that is not as it was.
    """
    with db.read() as connection:
        row = connection.execute(
            select(directives.c.audit_seq, directives.c.audit_head, directives.c.document).where(
                directives.c.id == directive_id
            )
        ).one()
        chain = audit.entries(connection, directive_id)
        mailed = connection.execute(
            select(outbox.c.audit_seq, outbox.c.audit_head).where(outbox.c.directive_id == directive_id).distinct()
        )
        heads = [Head(seq, hash_) for seq, hash_ in mailed]
        own = Head(row.audit_seq, row.audit_head)
        head = audit.verify(directive_id, chain, [*heads, own, *known_heads])
        _verify_end(chain, own)
        _verify_document(connection, row.document, chain)
        _verify_plans(connection, directive_id, chain)
        _verify_answers(chain, _answers(connection, directive_id))
    return head


def _verify_end(chain: Sequence[Entry], own: Head) -> None:
    if len(chain) > own.seq:
        extra = chain[own.seq]
        raise AuditBroken(
            f"row {extra.seq} ({extra.name}, {extra.at}) was added after the last one that is known",
            remedy="somebody wrote into the log past the product; compare it with the last backup",
        )


def _verify_document(connection: Connection, sha256: str, chain: Sequence[Entry]) -> None:
    content = connection.execute(select(documents.c.content).where(documents.c.sha256 == sha256)).scalar_one_or_none()
    logged = chain[0].data.get("document_sha256") if chain else None
    if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != logged:
        raise AuditBroken("the original document is not the one that was issued", remedy="restore it from the mails")


def _verify_answers(chain: Sequence[Entry], answers: Sequence[Mapping[str, Any]]) -> None:
    logged = {
        (entry.data["agency"], entry.data["version"]): entry
        for entry in chain
        if entry.name in ("submitted", "declared_nil")
    }
    for answer in answers:
        entry = logged.pop((answer["agency"], answer["version"]), None)
        which = f"answer {answer['version']} of {answer['agency']}"
        if entry is None:
            raise AuditBroken(f"{which} is not in the log", remedy="somebody added it past the product")
        if audit.sha256(answer["rows"]) != entry.data["rows_sha256"]:
            raise AuditBroken(
                f"{which} was changed after it was received (row {entry.seq} of the log)",
                remedy="compare it with the last backup",
            )
    for (agency, version), entry in logged.items():
        raise AuditBroken(
            f"answer {version} of {agency} is gone (row {entry.seq} of the log)", remedy="restore the last backup"
        )


def _verify_plans(connection: Connection, directive_id: str, chain: Sequence[Entry]) -> None:
    kept = dict(
        connection.execute(
            select(plans.c.version, plans.c.rows_sha256).where(plans.c.directive_id == directive_id)
        ).all()
    )
    for entry in chain:
        if entry.name == "plan_handed_in" and kept.get(entry.data["version"]) != entry.data["rows_sha256"]:
            raise AuditBroken(
                f"plan version {entry.data['version']} is not the one handed in (row {entry.seq} of the log)",
                remedy="restore the last backup",
            )
