"""One transaction on one directive: everything that a fact or a firing writes, committed whole or not at all.

    with change(db, directive_id, now) as this:
        this.log(actor="SYT", kind="fact", name="submitted", data={...})
        this.mail(Letter(...))
        this.set(state="consolidating")

The directive's row is locked first, so two at once queue up here; its `version` moves by one with every change, and the
`version` in the final UPDATE's WHERE is the belt to that brace.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Update, bindparam, insert, select, update

from config.errors import DondocError, NotFound
from records import audit
from records.audit import Head, canonical
from records.database import Records
from records.tables import directives, facts, outbox


class Outrun(DondocError):
    """Somebody else moved the directive between the look and the act. Nothing was changed; look again."""

    exit_code = 4

    def __init__(self, number: str) -> None:
        super().__init__(f"{number} was moved by somebody else in this moment", remedy="do the same again")


@dataclass(frozen=True)
class Letter:
    """One mail to one recipient, as the outbox keeps it: what it says is frozen in the transaction that causes it."""

    event: str
    recipient: str  # agency code, or lead, chairman, clerk
    to_address: str
    to_name: str
    occasion: str  # which of its kind, for nobody gets the same one twice
    facts: Mapping[str, Any]
    send_after: datetime


@dataclass
class Change:
    db: Records
    connection: Connection
    directive: Row[Any]
    now: datetime
    head: Head
    columns: dict[str, Any] = field(default_factory=dict)
    letters: list[Letter] = field(default_factory=list)

    def log(self, *, actor: str, kind: str, name: str, data: Mapping[str, Any]) -> int:
        """Add a row to the audit chain; gives its number."""
        self.head = audit.append(
            self.connection, self.directive.id, self.head, at=self.now, actor=actor, kind=kind, name=name, data=data
        )
        return self.head.seq

    def leave_fact(self, seq: int, name: str, data: Mapping[str, Any]) -> None:
        """Put a fact before the directive's run, which acts upon it."""
        self.connection.execute(
            insert(facts),
            {
                "directive_id": self.directive.id,
                "seq": seq,
                "name": name,
                "data": canonical(dict(data)),
                "recorded_at": self.now,
            },
        )

    def set(self, **columns: Any) -> None:
        self.columns.update(columns)

    def mail(self, *letters: Letter) -> None:
        self.letters.extend(letters)

    def finish(self) -> None:
        columns = {
            "version": self.directive.version + 1,
            "audit_seq": self.head.seq,
            "audit_head": self.head.hash,
            **self.columns,
        }
        moved = self.connection.execute(
            _moving(tuple(columns)),
            {"the_id": self.directive.id, "version_read": self.directive.version, **columns},
        )
        if moved.rowcount != 1:
            raise Outrun(self.directive.number)
        if self.letters:
            self.connection.execute(_POST, [self._row(letter) for letter in self.letters])

    def _row(self, letter: Letter) -> dict[str, Any]:
        name = ".".join(filter(None, (self.directive.id, letter.event, letter.recipient, letter.occasion)))
        return {
            "directive_id": self.directive.id,
            "event": letter.event,
            "recipient": letter.recipient,
            "occasion": letter.occasion,
            "to_address": letter.to_address,
            "to_name": letter.to_name,
            "message_id": f"<{name}@{self.db.mail_domain}>",
            "facts": canonical(dict(letter.facts)),
            "audit_seq": self.head.seq,
            "audit_head": self.head.hash,
            "written_at": self.now,
            "send_after": letter.send_after,
            "status": "queued",
            "attempts": 0,
        }


# Statements are built once: building one costs three times what executing it does.
_LOCK = select(directives).where(directives.c.id == bindparam("the_id")).with_for_update()
_POST = insert(outbox)


@cache  # by the sets of columns that changes write, of which there are some twenty
def _moving(columns: tuple[str, ...]) -> Update:
    mine = (directives.c.id == bindparam("the_id"), directives.c.version == bindparam("version_read"))
    return update(directives).where(*mine).values({name: bindparam(name) for name in columns})


@contextmanager
def change(db: Records, directive_id: str, now: datetime) -> Iterator[Change]:
    """Lock the directive, let the block write, then move its version and audit head: one transaction."""
    with db.write() as connection:
        directive = connection.execute(_LOCK, {"the_id": directive_id}).one_or_none()
        if directive is None:
            raise NotFound(f"no directive {directive_id} on record", remedy="dondoc list shows all numbers")
        this = Change(db, connection, directive, now, Head(directive.audit_seq, directive.audit_head))
        yield this
        this.finish()
