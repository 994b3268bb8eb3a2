"""Carrying out what the machine decided: each firing one transaction with state, audit, mails and timers.

`look` decides and touches nothing; `fire` does it, once, whoever else tries at the same time. After an outage one
`advance` does what a hundred missed ones would have done.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, String, bindparam, func, select, true, update
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

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
    with db.glance() as connection:
        found = connection.execute(_LOOK, {"the_id": directive_id}).one_or_none()
        if found is None:
            raise NotFound(f"no directive {directive_id} on record", remedy="dondoc list shows all numbers")
        return decide(_view(connection, found, found), now)


def fire(db: Records, directive_id: str, firing: Firing, now: datetime) -> Fired:
    """Carry out `firing`. Raises `Outrun` when the directive has meanwhile moved on: look again."""
    with change(db, directive_id, now) as this:
        # Decided again under the lock, where a fact or somebody's firing since the look may have changed what is due.
        if firing.seen != this.directive.version and decide(view_of(this.connection, this.directive), now) != firing:
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


class _joined(FunctionElement[str]):
    """Names in one text, a comma between. (SQLAlchemy's own function for it is rendered anew at each execution.)"""

    type = String()
    inherit_cache = True


@compiles(_joined, "sqlite")
def _(element: _joined, compiler: SQLCompiler, **given: Any) -> str:
    return f"group_concat({compiler.process(element.clauses, **given)})"


@compiles(_joined, "postgresql")
def _(element: _joined, compiler: SQLCompiler, **given: Any) -> str:
    return f"string_agg({compiler.process(element.clauses, **given)}, ',')"


# What the decision looks at besides the directive's own row, through the partial indexes of open duties and waiting
# facts. Statements are built once: building one costs three times what executing it does.
_open = (
    select(func.count().label("open_duties"), func.min(duties.c.remind_at).label("remind_at"))
    .where(duties.c.directive_id == bindparam("the_id"), owes_answer)
    .subquery()
)
_waiting = (
    select(_joined(facts.c.name))
    .where(facts.c.directive_id == bindparam("the_id"), facts.c.acted_upon_at.is_(None))
    .scalar_subquery()
    .label("facts")
)
_LOOK = (
    select(
        directives.c.id, directives.c.state, directives.c.version, directives.c.closes_at, directives.c.digest_at,
        directives.c.urge_at, _open, _waiting,
    )
    .select_from(directives.join(_open, true()))
    .where(directives.c.id == bindparam("the_id"))
)  # fmt: skip
_LOOK_BESIDES = select(_open, _waiting)


def view_of(connection: Connection, directive: Any) -> View:
    """What the decision looks at, for a directive whose row was read (and locked) before.

    Not in one statement with the lock: PostgreSQL would read the duties as they were before it waited.
    """
    return _view(connection, directive, connection.execute(_LOOK_BESIDES, {"the_id": directive.id}).one())


def _view(connection: Connection, directive: Any, besides: Any) -> View:
    waiting = frozenset(besides.facts.split(",")) if besides.facts else frozenset()
    return View(
        version=directive.version,
        state=directive.state,
        closes_at=directive.closes_at,
        open_duties=besides.open_duties,
        remind_at=besides.remind_at,
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
