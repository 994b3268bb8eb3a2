"""When a row of the directive's table may fire. Each guard is a plain question to a `View` at an instant."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class View:
    """All that the decision looks at. Instants are aware; counts are of this directive alone."""

    state: str
    closes_at: datetime  # first instant after the collection
    open_duties: int  # agencies that still owe an answer: pending or returned
    remind_at: datetime | None  # the earliest rung of their ladders
    digest_at: datetime | None  # the lead's next digest
    urge_at: datetime | None  # the lead is late with the plan from here on
    facts: frozenset[str]  # recorded, not yet acted upon
    undecided_rows: int = 0  # submitted rows neither in the plan, merged, nor set aside
    version: int | None = None  # which moves with every fact and every firing


def always(view: View, now: datetime) -> bool:
    return True


def withdrawal_ordered(view: View, now: datetime) -> bool:
    return "withdrawal_ordered" in view.facts


def collection_over(view: View, now: datetime) -> bool:
    """The deadline has passed, or nobody owes anything any more."""
    return now >= view.closes_at or view.open_duties == 0


def reopening_ordered(view: View, now: datetime) -> bool:
    return "reopening_ordered" in view.facts


def plan_handed_in_and_every_row_placed(view: View, now: datetime) -> bool:
    return "plan_handed_in" in view.facts and view.undecided_rows == 0


def chairman_returned(view: View, now: datetime) -> bool:
    return "plan_returned" in view.facts


def chairman_approved(view: View, now: datetime) -> bool:
    return "plan_approved" in view.facts


def a_reminder_is_due(view: View, now: datetime) -> bool:
    return reached(view.remind_at, now)


def the_digest_is_due(view: View, now: datetime) -> bool:
    return reached(view.digest_at, now)


def the_plan_is_overdue(view: View, now: datetime) -> bool:
    return reached(view.urge_at, now)


def reached(instant: datetime | None, now: datetime) -> bool:
    return instant is not None and now >= instant


# The instants that can wake a directive, by state. Each belongs to a guard above.
TIMERS = {
    "awaiting_submissions": ("closes_at", "remind_at", "digest_at"),
    "consolidating": ("remind_at", "digest_at", "urge_at"),
}


def timers(view: View, now: datetime) -> list[tuple[datetime, str]]:
    """What the clock will bring in this state, the next one first, as (instant, name)."""
    armed = ((getattr(view, name), name) for name in TIMERS.get(view.state, ()))
    return sorted((at, name) for at, name in armed if at is not None)


def next_timer(view: View, now: datetime) -> datetime | None:
    return next((at for at, _ in timers(view, now)), None)
