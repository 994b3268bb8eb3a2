"""The roll call: who of the addressed agencies has answered, when, and how that stands to the deadline.

One statement whatever the number of agencies; lateness is computed here and stored nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from records.audit import parsed
from records.tables import duties, extensions, is_undecided, rows
from states.deadlines import Standing, standing
from states.duty import OPEN_DUTY, DutyState


@dataclass(frozen=True)
class Duty:
    agency: str
    name: str
    email: str
    phrase: str | None
    state: DutyState
    last_day: date
    late_from: datetime
    disputed_until: datetime | None
    versions: int
    first_received_at: datetime | None
    last_received_at: datetime | None
    reason: str | None
    remind_at: datetime | None
    group: str | None

    @property
    def open(self) -> bool:
        return self.state in OPEN_DUTY

    @property
    def owed(self) -> bool:
        """Still asked of this agency: neither waived nor given to another."""
        return self.state not in (DutyState.WAIVED, DutyState.REASSIGNED)

    @property
    def silent(self) -> bool:
        return self.state == DutyState.PENDING

    @property
    def answered(self) -> bool:
        return self.first_received_at is not None and self.owed

    @property
    def standing(self) -> Standing | None:
        """How its first answer stands to its deadline; None while there is none. Judged by the first receipt."""
        if self.first_received_at is None:
            return None
        return standing(self.first_received_at, self.late_from, self.disputed_until)


@dataclass(frozen=True)
class Roll:
    duties: tuple[Duty, ...]

    @property
    def asked(self) -> int:
        return sum(1 for duty in self.duties if duty.owed)

    @property
    def answered(self) -> int:
        return sum(1 for duty in self.duties if duty.answered)

    @property
    def silent(self) -> list[str]:
        return [duty.name for duty in self.duties if duty.silent]

    def stand(self, which: Standing) -> int:
        return sum(1 for duty in self.duties if duty.answered and duty.standing == which)

    def count(self, state: DutyState) -> int:
        return sum(1 for duty in self.duties if duty.state == state)

    def of(self, agency: str) -> Duty | None:
        return next((duty for duty in self.duties if duty.agency == agency), None)


DUTY_COLUMNS = (
    duties.c.agency, duties.c.name, duties.c.email, duties.c.phrase, duties.c.state, duties.c.last_day,
    duties.c.late_from, duties.c.disputed_until, duties.c.versions, duties.c.first_received_at,
    duties.c.last_received_at, duties.c.reason, duties.c.remind_at, duties.c.roster_group.label("group"),
)  # fmt: skip


_mine = duties.c.directive_id == bindparam("the_id")
_ROLL = select(*DUTY_COLUMNS).where(_mine).order_by(duties.c.position)
_ONE = select(*DUTY_COLUMNS).where(_mine, duties.c.agency == bindparam("of_agency"))
_UNDECIDED = select(func.count()).where(rows.c.directive_id == bindparam("the_id"), is_undecided)
_CURRENT = (
    select(rows.c.agency, rows.c.position, rows.c.content)
    .join(duties, (duties.c.directive_id == rows.c.directive_id) & (duties.c.agency == rows.c.agency))
    .where(rows.c.directive_id == bindparam("the_id"), rows.c.current)
    .order_by(duties.c.position, rows.c.position)
)
_WAITING = (
    select(duties.c.name, extensions.c.until, extensions.c.reason, extensions.c.asked_at)
    .join(duties, (duties.c.directive_id == extensions.c.directive_id) & (duties.c.agency == extensions.c.agency))
    .where(extensions.c.directive_id == bindparam("the_id"), extensions.c.decision.is_(None))
    .order_by(extensions.c.seq)
)


def roll_call(connection: Connection, directive_id: str) -> Roll:
    return Roll(tuple(_duty(row) for row in connection.execute(_ROLL, {"the_id": directive_id})))


def one_duty(connection: Connection, directive_id: str, agency: str) -> Duty | None:
    row = connection.execute(_ONE, {"the_id": directive_id, "of_agency": agency}).one_or_none()
    return None if row is None else _duty(row)


def _duty(row: Any) -> Duty:
    return Duty(**{**row._asdict(), "state": DutyState(row.state)})


def undecided_rows(connection: Connection, directive_id: str) -> int:
    """Rows of the agencies' last versions that are neither in the plan, merged, nor set aside."""
    return int(connection.execute(_UNDECIDED, {"the_id": directive_id}).scalar_one())


def current_rows(connection: Connection, directive_id: str) -> list[tuple[str, int, dict[str, Any]]]:
    """(agency, position, row) of every agency's last version, in roster order."""
    found = connection.execute(_CURRENT, {"the_id": directive_id})
    return [(agency, position, parsed(content)) for agency, position, content in found]


def waiting_extensions(connection: Connection, directive_id: str) -> Sequence[Any]:
    """Extensions asked for and not decided: rows with name, until, reason, asked_at."""
    return connection.execute(_WAITING, {"the_id": directive_id}).all()
