"""The directive's machine: one table, and the decision what the directive does now.

The table is the specification; the diagrams in README.md and docs/ are drawn from it. Row order is priority.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from transitions import Machine

from states import guards
from states.guards import View


class State(StrEnum):
    ISSUED = "issued"  # signed and numbered; the roster is frozen
    AWAITING_SUBMISSIONS = "awaiting_submissions"  # agencies answer, each its own duty
    CONSOLIDATING = "consolidating"  # the lead makes one plan of all rows
    SUBMITTED_TO_CHAIRMAN = "submitted_to_chairman"  # the plan is on the chairman's desk
    PROMULGATED = "promulgated"  # end: the plan is signed
    WITHDRAWN = "withdrawn"  # end: nobody owes anything any more


I, A, C, S, P, W = State  # noqa: E741 - the table is read with these six letters
OPEN = (I, A, C, S)
ENDED = (P, W)

TABLE: list[list[Any]] = [
    # trigger             from       to    when
    ["withdraw",          [*OPEN],   W,    guards.withdrawal_ordered],
    ["open_collection",   [I],       A,    guards.always],
    ["close_collection",  [A],       C,    guards.collection_over],
    ["reopen_collection", [C],       A,    guards.reopening_ordered],
    ["submit_plan",       [C],       S,    guards.plan_handed_in_and_every_row_placed],
    ["return_plan",       [S],       C,    guards.chairman_returned],
    ["promulgate",        [S],       P,    guards.chairman_approved],
    # to None: the state stays, a duty of the office is done
    ["remind_agencies",   [A, C],    None, guards.a_reminder_is_due],
    ["brief_lead",        [A, C],    None, guards.the_digest_is_due],
    ["urge_lead",         [C],       None, guards.the_plan_is_overdue],
]  # fmt: skip

# The fact that a firing acts upon, and so uses up.
ACTS_UPON = {
    "withdraw": "withdrawal_ordered",
    "reopen_collection": "reopening_ordered",
    "submit_plan": "plan_handed_in",
    "return_plan": "plan_returned",
    "promulgate": "plan_approved",
}

# Who is told of a firing, and by which mail (a folder of notifications/templates/<language>/).
TELLS = {
    "open_collection": [("agencies", "issue_notice"), ("lead", "lead_notice")],
    "remind_agencies": [("agencies_to_remind", "the rung's own mail: see states/ladder.py")],
    "close_collection": [("lead", "collection_closed")],
    "reopen_collection": [("agencies_given_more_time", "extension_granted")],
    "brief_lead": [("lead", "lead_digest")],
    "urge_lead": [("lead", "plan_overdue")],
    "submit_plan": [("chairman", "plan_submitted")],
    "return_plan": [("lead", "plan_returned")],
    "promulgate": [("everyone", "promulgated")],
    "withdraw": [("everyone", "withdrawn")],
}

MACHINE = Machine(model=None, states=State, transitions=[], initial=I, auto_transitions=False)
for trigger, sources, dest, guard in TABLE:
    MACHINE.add_transition(trigger, sources, dest, conditions=guard)
# What may fire from each state, in the table's order, with its guard: most of them are not due most of the time.
ROWS = {
    state: [(MACHINE.events[trigger], guard) for trigger, sources, _, guard in TABLE if state in sources]
    for state in State
}


@dataclass(frozen=True)
class Firing:
    """One step of the directive that is due: nothing has happened yet."""

    trigger: str
    source: State
    dest: State
    seen: int | None = field(default=None, compare=False)  # the version of the directive on which it was decided

    @property
    def moves(self) -> bool:
        return self.source != self.dest

    @property
    def acts_upon(self) -> str | None:
        return ACTS_UPON.get(self.trigger)


@dataclass(frozen=True)
class Wait:
    """Nothing is due. `until` is when to look again; None: only a new fact can move the directive."""

    until: datetime | None


@dataclass
class _Position:
    """A model with nothing but a state, for one decision; the shared machine never gets to know it."""

    state: State


def decide(view: View, now: datetime) -> Firing | Wait:
    """What the directive does at `now`: one firing, or wait. Call again after each firing; it ends in Wait."""
    source = State(view.state)
    position = _Position(source)
    for event, guard in ROWS[source]:
        if guard(view, now) and event.trigger(position, view, now):
            return Firing(event.name, source, position.state, view.version)
    return Wait(until=guards.next_timer(view, now))


def tells(firing: Firing) -> list[tuple[str, str]]:
    """Audience and mail of a firing. Whoever was never asked is not told that it was withdrawn."""
    if firing.trigger == "withdraw" and firing.source == I:
        return []
    return TELLS[firing.trigger]
