"""Carrying out what the machine decided: each firing one transaction with state, audit, mails and timers.

`look` decides and touches nothing; `fire` does it, once, whoever else tries at the same time. After an outage one
`advance` does what a hundred missed ones would have done.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, update

from config.errors import NotFound
from records.audit import parsed
from records.change import Change, Outrun, change
from records.database import Records
from records.effects import EFFECTS
from records.roll import undecided_rows
from records.tables import directives, duties, facts, owes_answer
from states.directive import ENDED, Firing, Wait, decide
from states.guards import View

__all__ = ["Fired", "Outrun", "advance", "fire", "look", "view_of"]


@dataclass(frozen=True)
class Fired:
    """A firing that is on record: its audit row and how many mails it wrote."""

    firing: Firing
    audit_seq: int
    mails: int


def look(db: Records, directive_id: str, now: datetime) -> Firing | Wait:
    """What the directive does at `now`. Raises `NotFound`."""
    with db.read() as connection:
        directive = connection.execute(select(*_VIEWED).where(directives.c.id == directive_id)).one_or_none()
        if directive is None:
            raise NotFound(f"no directive {directive_id} on record", remedy="dondoc list shows all numbers")
        return decide(view_of(connection, directive), now)


def fire(db: Records, directive_id: str, firing: Firing, now: datetime) -> Fired:
    """Carry out `firing`. Raises `Outrun` when the directive has meanwhile moved on: look again."""
    with change(db, directive_id, now) as this:
        # Decided again under the lock: a fact that came since the look may have changed what is due.
        view = view_of(this.connection, this.directive)
        if decide(view, now) != firing:
            raise Outrun(this.directive.number)
        fact = _acted_upon(this, firing)
        if firing.moves:
            this.set(state=firing.dest.value, state_since=now)
        said = EFFECTS[firing.trigger](this, firing, fact)
        data = {"from": firing.source.value, "to": firing.dest.value, **said}
        seq = this.log(actor="system", kind="firing", name=firing.trigger, data=data)
        if firing.dest in ENDED:
            this.set(digest_at=None, urge_at=None)
        return Fired(firing, seq, len(this.letters))


def advance(db: Records, directive_id: str, now: datetime) -> tuple[list[Fired], datetime | None]:
    """Fire all that is due; gives the firings and when to look again. Calling it again does nothing more."""
    fired: list[Fired] = []
    while True:
        due = look(db, directive_id, now)
        if isinstance(due, Wait):
            return fired, due.until
        try:
            fired.append(fire(db, directive_id, due, now))
        except Outrun:
            continue


_VIEWED = (
    directives.c.id, directives.c.state, directives.c.closes_at, directives.c.digest_at, directives.c.urge_at,
)  # fmt: skip


def view_of(connection: Connection, directive: Any) -> View:
    """What the decision looks at, read through the partial indexes of open duties and waiting facts."""
    open_duties, remind_at = connection.execute(
        select(func.count(), func.min(duties.c.remind_at)).where(duties.c.directive_id == directive.id, owes_answer)
    ).one()
    waiting = frozenset(
        connection.execute(
            select(facts.c.name).where(facts.c.directive_id == directive.id, facts.c.acted_upon_at.is_(None))
        ).scalars()
    )
    return View(
        state=directive.state,
        closes_at=directive.closes_at,
        open_duties=open_duties,
        remind_at=remind_at,
        digest_at=directive.digest_at,
        urge_at=directive.urge_at,
        facts=waiting,
        # Asked only when it matters: counting rows is the one question that grows with the answers.
        undecided_rows=undecided_rows(connection, directive.id) if "plan_handed_in" in waiting else 0,
    )


def _acted_upon(this: Change, firing: Firing) -> dict[str, Any]:
    """The fact behind the firing, marked as acted upon in the same transaction; {} where a timer is behind it."""
    if firing.acts_upon is None:
        return {}
    mine = (
        facts.c.directive_id == this.directive.id,
        facts.c.name == firing.acts_upon,
        facts.c.acted_upon_at.is_(None),
    )
    seq, data = this.connection.execute(select(facts.c.seq, facts.c.data).where(*mine).order_by(facts.c.seq)).first()  # type: ignore[misc]
    this.connection.execute(update(facts).where(*mine).values(acted_upon_at=this.now))
    return {"fact": seq, **parsed(data)}
