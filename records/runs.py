"""What a directive's run reads to show itself, and where it says what it has seen and when it wakes.

`version` moves with every fact and firing; a run that parks says which version it saw. Where the two differ, a fact
came that no run has seen: that, and nothing in any process's memory, is what wakes a run early.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from config.errors import NotFound
from records.database import Records
from records.firing import view_of
from records.roll import Roll, roll_call
from records.tables import directives, duties, is_open, owes_answer
from states.directive import ENDED, State
from states.guards import timers


@dataclass(frozen=True)
class RunBrief:
    """A directive as its run shows it: no address, token or personal name in it."""

    id: str
    number: str
    subject: str
    issued_on: date
    state: State
    state_since: datetime
    version: int
    lead_code: str
    lead_name: str
    urgency: str | None
    roll: Roll
    next_timer: tuple[datetime, str] | None
    closes_at: datetime
    plan_late_from: datetime | None

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def asked(self) -> int:
        return self.roll.asked

    @property
    def answered(self) -> int:
        return self.roll.answered


@dataclass(frozen=True)
class Overdue:
    """An answer that is owed and late."""

    directive_id: str
    number: str
    agency: str
    name: str
    late_from: datetime


# Built once; the tick asks them every second.
_STIRRED = select(directives.c.id).where(directives.c.version != directives.c.seen_version).limit(bindparam("limit"))
_OVERDUE_WAKES = (
    select(directives.c.id)
    .where(directives.c.wake_at <= bindparam("now"), is_open)
    .order_by(directives.c.wake_at)
    .limit(bindparam("limit"))
)
_OVERDUE_DUTIES = (
    select(duties.c.directive_id, directives.c.number, duties.c.agency, duties.c.name, duties.c.late_from)
    .join(directives, directives.c.id == duties.c.directive_id)
    .where(duties.c.late_from <= bindparam("now"), owes_answer, is_open)
    .order_by(duties.c.late_from.desc())
    .limit(bindparam("limit"))
)


def brief(db: Records, directive_id: str, now: datetime) -> RunBrief:
    """Everything the run page shows, in three statements. Raises `NotFound`."""
    with db.read() as connection:
        row = connection.execute(select(directives).where(directives.c.id == directive_id)).one_or_none()
        if row is None:
            raise NotFound(f"no directive {directive_id} on record", remedy="dondoc list shows all numbers")
        coming = timers(view_of(connection, row), now)
        return RunBrief(
            id=row.id,
            number=row.number,
            subject=row.subject,
            issued_on=row.issued_on,
            state=State(row.state),
            state_since=row.state_since,
            version=row.version,
            lead_code=row.lead_code,
            lead_name=row.lead_name,
            urgency=row.urgency,
            roll=roll_call(connection, directive_id),
            next_timer=coming[0] if coming else None,
            closes_at=row.closes_at,
            plan_late_from=row.plan_late_from,
        )


def version(db: Records, directive_id: str) -> int:
    with db.read() as connection:
        return int(connection.execute(select(directives.c.version).where(directives.c.id == directive_id)).scalar_one())


def parked(db: Records, directive_id: str, *, seen_version: int, wake_at: datetime | None) -> None:
    """The run has seen everything up to `seen_version` and wakes at `wake_at` (office time)."""
    with db.write() as connection:
        connection.execute(
            update(directives).where(directives.c.id == directive_id).values(seen_version=seen_version, wake_at=wake_at)
        )


def stirred(db: Records, limit: int = 100) -> list[str]:
    """Directives with a fact that no run has seen, ended ones too until their last run has looked."""
    with db.glance() as connection:
        return list(connection.execute(_STIRRED, {"limit": limit}).scalars())


def overdue_wakes(db: Records, now: datetime, limit: int = 100) -> list[str]:
    """Open directives whose wake is past: the one question of every tick, answered from an index."""
    with db.glance() as connection:
        return list(connection.execute(_OVERDUE_WAKES, {"now": now, "limit": limit}).scalars())


def overdue_duties(db: Records, now: datetime, limit: int = 100) -> list[Overdue]:
    """The first page of answers that are owed and late, the latest first: what became overdue stands on top."""
    with db.glance() as connection:
        return [Overdue(*row) for row in connection.execute(_OVERDUE_DUTIES, {"now": now, "limit": limit})]


def next_wake(db: Records) -> datetime | None:
    """The earliest instant at which any open directive wakes; the rehearsal's clock stops there."""
    with db.read() as connection:
        found = (
            select(directives.c.wake_at)
            .where(directives.c.wake_at.is_not(None), is_open)
            .order_by(directives.c.wake_at)
            .limit(1)
        )
        return connection.execute(found).scalar_one_or_none()


def open_directives(db: Records) -> list[str]:
    with db.read() as connection:
        return list(connection.execute(select(directives.c.id).where(is_open)).scalars())
