"""All that one agency's pages show of its duty, in a constant number of statements however much is on record."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from config.errors import NotAllowed, NotFound, UnreadableInput
from records import drafts
from records.acts import Person
from records.database import Records, insert_if_new
from records.drafts import Draft
from records.links import Link, find
from records.portal_tables import agency_requests, enclosures
from records.roll import Roll, roll_call
from records.tables import audit_log, deadlines, directives, documents, duties, extensions, facts, rows, submissions
from states.acts import Act, allowed
from states.directive import ENDED, State

MOST_ENCLOSURES = 10


@dataclass(frozen=True)
class Directive:
    id: str
    number: str
    kind: str
    issuer: str
    issued_on: date
    subject: str
    ordered_by: str
    contents: tuple[str, ...]
    lead_code: str
    lead_name: str
    lead_email: str
    state: State
    state_since: datetime
    recorded_at: datetime
    document: str  # SHA-256
    filename: str
    media_type: str
    bytes: int
    audit_head: str

    @property
    def ended(self) -> bool:
        return self.state in ENDED


@dataclass(frozen=True)
class Deadline:
    words: str
    last_day: date
    late_from: datetime
    disputed_until: datetime | None
    explanation_vi: str
    explanation_en: str
    confirmed: bool  # the clerk was asked which reading holds, and said so


@dataclass(frozen=True)
class Answered:
    """One version of the answer."""

    version: int
    kind: str  # submitted | nil
    received_at: datetime
    receipt: str
    by: Person
    note: str | None


@dataclass(frozen=True)
class Enclosure:
    id: int
    filename: str
    document: str
    bytes: int
    by_name: str | None
    added_at: datetime
    version: int | None


@dataclass(frozen=True)
class Requested:
    """Something asked besides the answer; `decision`: of an extension, granted or refused, None while it waits."""

    kind: str
    seq: int
    receipt: str
    received_at: datetime
    by: Person
    words: str
    until: date | None
    belongs_to: str | None
    answered_at: datetime | None
    answered_by: str | None
    answer: str | None
    decision: str | None


@dataclass(frozen=True)
class OneAgency:
    directive: Directive
    deadline: Deadline
    roll: Roll
    agency: str
    waiting: frozenset[str]  # facts that the run has not acted upon
    draft: Draft
    answers: tuple[Answered, ...]  # the first one first
    last_rows: tuple[Mapping[str, Any], ...]  # of the last answer
    enclosures: tuple[Enclosure, ...]
    requests: tuple[Requested, ...]

    @property
    def duty(self) -> Any:
        duty = self.roll.of(self.agency)
        assert duty is not None, "a link is of a duty on record"
        return duty

    def may(self, act: Act) -> bool:
        return self.duty.owed and allowed(act, self.directive.state, self.waiting)

    def answer(self, version: int) -> Answered | None:
        return next((each for each in self.answers if each.version == version), None)


def by_token(db: Records, token: str) -> tuple[Link, OneAgency]:
    """The link of a token and all that its page shows. Raises `links.NoLink`; a revoked link is given as it is."""
    with db.read() as connection:
        link = find(connection, db.link_key, token)
        return link, look(connection, link.directive_id, link.agency)


def look(connection: Connection, directive_id: str, agency: str) -> OneAgency:
    """All of one duty. Raises `NotFound`. Eleven statements."""
    directive = _directive(connection, directive_id)
    roll = roll_call(connection, directive_id)
    if roll.of(agency) is None:
        raise NotFound(f"{agency} is not addressed by {directive.number}", remedy="name an addressed agency")
    answers = _answers(connection, directive_id, agency)
    return OneAgency(
        directive=directive,
        deadline=_deadline(connection, directive_id),
        roll=roll,
        agency=agency,
        waiting=frozenset(
            connection.execute(
                select(facts.c.name).where(facts.c.directive_id == directive_id, facts.c.acted_upon_at.is_(None))
            ).scalars()
        ),
        draft=drafts.load(connection, directive_id, agency),
        answers=answers,
        last_rows=rows_of(connection, directive_id, agency, answers[-1].version if answers else 0),
        enclosures=_enclosures(connection, directive_id, agency),
        requests=_requests(connection, directive_id, agency),
    )


def roll_of(db: Records, directive_id: str) -> tuple[Roll, tuple[str, ...]]:
    """The roll call of a directive and the contents it asks for. Raises `NotFound`."""
    with db.read() as connection:
        contents = connection.execute(
            select(directives.c.contents).where(directives.c.id == directive_id)
        ).scalar_one_or_none()
        if contents is None:
            raise NotFound(f"no directive {directive_id} on record", remedy="dondoc list shows all numbers")
        return roll_call(connection, directive_id), tuple(json.loads(contents))


def addressed_by(db: Records, agency: str) -> frozenset[str]:
    """Ids of the directives that address an agency."""
    with db.read() as connection:
        return frozenset(connection.execute(select(duties.c.directive_id).where(duties.c.agency == agency)).scalars())


def original(db: Records, directive_id: str) -> tuple[str, bytes]:
    """(media type, bytes) of the signed document. Raises `NotFound`."""
    with db.read() as connection:
        sha256 = connection.execute(
            select(directives.c.document).where(directives.c.id == directive_id)
        ).scalar_one_or_none()
    return document(db, sha256 or "")


def rows_of(connection: Connection, directive_id: str, agency: str, version: int) -> tuple[dict[str, Any], ...]:
    """The rows of one version of an answer, in the agency's order."""
    found = connection.execute(
        select(rows.c.content)
        .where(rows.c.directive_id == directive_id, rows.c.agency == agency, rows.c.version == version)
        .order_by(rows.c.position)
    )
    return tuple(json.loads(row.content) for row in found)


def enclose(
    db: Records,
    directive_id: str,
    agency: str,
    *,
    filename: str,
    media_type: str,
    content: bytes,
    sha256: str,
    by: Person,
    now: datetime,
) -> None:
    """Keep a signed scan beside the draft; it goes with the next answer. The same file twice is there once."""
    with db.write() as connection:
        mine = (enclosures.c.directive_id == directive_id, enclosures.c.agency == agency)
        there = connection.execute(
            select(enclosures.c.document).where(*mine, enclosures.c.version.is_(None))
        ).scalars().all()  # fmt: skip
        if sha256 in there:
            return
        if len(there) >= MOST_ENCLOSURES:
            raise NotAllowed(f"{len(there)} files are enclosed already", remedy="remove one that is not needed")
        document = {"sha256": sha256, "filename": filename, "media_type": media_type, "content": content}
        insert_if_new(connection, documents, document)
        connection.execute(
            insert(enclosures),
            {
                "directive_id": directive_id,
                "agency": agency,
                "document": sha256,
                "filename": filename,
                "bytes": len(content),
                "by_name": by.name,
                "added_at": now,
            },
        )


def take_out(db: Records, directive_id: str, agency: str, enclosure: int) -> None:
    """Remove a scan that was not sent yet; one that was sent stays for good."""
    with db.write() as connection:
        connection.execute(
            enclosures.delete().where(
                enclosures.c.id == enclosure,
                enclosures.c.directive_id == directive_id,
                enclosures.c.agency == agency,
                enclosures.c.version.is_(None),
            )
        )


def document(db: Records, sha256: str) -> tuple[str, bytes]:
    """(media type, bytes) of a kept document. Raises `NotFound`."""
    with db.read() as connection:
        row = connection.execute(
            select(documents.c.media_type, documents.c.content).where(documents.c.sha256 == sha256)
        ).one_or_none()
    if row is None:
        raise NotFound("no such document", remedy="look at the list of documents again")
    return row.media_type, row.content


def _directive(connection: Connection, directive_id: str) -> Directive:
    row = connection.execute(
        select(directives, documents.c.media_type, func.length(documents.c.content).label("bytes"))
        .join(documents, documents.c.sha256 == directives.c.document)
        .where(directives.c.id == directive_id)
    ).one_or_none()
    if row is None:
        raise NotFound(f"no directive {directive_id} on record", remedy="dondoc list shows all numbers")
    named = row._asdict()
    given = {name: named[name] for name in Directive.__dataclass_fields__ if name not in ("contents", "state")}
    return Directive(**given, contents=tuple(json.loads(row.contents)), state=State(row.state))


def _deadline(connection: Connection, directive_id: str) -> Deadline:
    """The deadline in force, and whether the clerk confirmed its reading when the directive was issued."""
    row = connection.execute(
        select(deadlines)
        .where(deadlines.c.directive_id == directive_id, deadlines.c.binds == "submissions")
        .order_by(deadlines.c.seq.desc())
        .limit(1)
    ).one()
    issued = connection.execute(
        select(audit_log.c.data).where(audit_log.c.directive_id == directive_id, audit_log.c.seq == 1)
    ).scalar_one_or_none()
    confirmed = json.loads(issued).get("confirmed") or {} if issued else {}
    if not isinstance(confirmed, dict):
        raise UnreadableInput("the first audit row is not as it was written", remedy="dondoc audit verify")
    return Deadline(
        words=row.words,
        last_day=row.last_day,
        late_from=row.late_from,
        disputed_until=row.disputed_until,
        explanation_vi=row.explanation_vi,
        explanation_en=row.explanation_en,
        confirmed=row.seq == 1 and "deadline.submit" in (confirmed.get("answers") or {}),
    )


def _answers(connection: Connection, directive_id: str, agency: str) -> tuple[Answered, ...]:
    found = connection.execute(
        select(submissions)
        .where(submissions.c.directive_id == directive_id, submissions.c.agency == agency)
        .order_by(submissions.c.version)
    )
    return tuple(
        Answered(row.version, row.kind, row.received_at, row.receipt, Person(row.by_name, row.by_position), row.note)
        for row in found
    )


def _enclosures(connection: Connection, directive_id: str, agency: str) -> tuple[Enclosure, ...]:
    columns = [enclosures.c[name] for name in Enclosure.__dataclass_fields__]
    found = connection.execute(
        select(*columns)
        .where(enclosures.c.directive_id == directive_id, enclosures.c.agency == agency)
        .order_by(enclosures.c.id)
    )
    return tuple(Enclosure(*row) for row in found)


def _requests(connection: Connection, directive_id: str, agency: str) -> tuple[Requested, ...]:
    asked = (agency_requests.c.directive_id == directive_id, agency_requests.c.agency == agency)
    same = (
        (extensions.c.directive_id == agency_requests.c.directive_id)
        & (extensions.c.agency == agency_requests.c.agency)
        & (extensions.c.seq == agency_requests.c.seq)
    )
    found = connection.execute(
        select(agency_requests, extensions.c.decision)
        .outerjoin(extensions, same)
        .where(*asked)
        .order_by(agency_requests.c.seq)
    )
    return tuple(
        Requested(
            row.kind, row.seq, row.receipt, row.received_at, Person(row.by_name, row.by_position), row.words, row.until,
            row.belongs_to, row.answered_at, row.answered_by, row.answer, row.decision,
        )
        for row in found
    )  # fmt: skip
