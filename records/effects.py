"""What each firing writes besides the new state: its letters, the timers it arms, and what the audit row says.

One function per row of the directive's table, in the table's order. They write through the `Change` they are handed,
so everything here commits with the state or not at all.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, TextClause, select, update

from records import letters
from records.audit import utc
from records.change import Change, Letter
from records.roll import Duty, Roll, current_rows, roll_call, undecided_rows, waiting_extensions
from records.tables import duties, is_queued, outbox, owes_answer
from states.deadlines import Standing, last_day_before
from states.directive import Firing, tells
from states.duty import DutyState
from states.ladder import Rung, first_rung, may_be_sent_from, next_digest, plan_overdue_at, reminds_now, rung_due

Facts = dict[str, Any]
REMINDERS = ("reminder_before", "reminder_on_the_day", "overdue")
URGING = (*REMINDERS, "escalation")  # pointless once the agency has answered


def withdraw(this: Change, firing: Firing, fact: Facts) -> Facts:
    roll = roll_call(this.connection, this.directive.id)
    drop_reminders(this, "the directive was withdrawn")
    facts = {"reason": fact["reason"], "replaced_by": fact.get("replaced_by")}
    if tells(firing):
        this.mail(*letters.everyone(this, roll, "withdrawn", facts, {}))
    return facts


def open_collection(this: Change, firing: Firing, fact: Facts) -> Facts:
    roll, office = roll_call(this.connection, this.directive.id), this.db.office
    notified = may_be_sent_from(this.now, office, urgent=_urgent(this))
    dropped: dict[str, list[str]] = {}
    for last_day, those in _by_last_day(duty for duty in roll.duties if duty.owed):
        first, past = first_rung(last_day, notified, office)
        dropped[last_day.isoformat()] = [f"{rung.event} {office.day_of(rung.at).isoformat()}" for rung in past]
        _arm(this, last_day, first.at if first else None)
        left = office.working_days.between(office.day_of(this.now), last_day)
        for duty in those:
            locality = duty.group in ("huyen_thi_thanh_pho", "xa_phuong_dac_khu")
            told = {"working_days_left": left, "locality": locality}
            this.mail(letters.to_agency(this, duty, "issue_notice", told))
    this.mail(letters.to_lead(this, "lead_notice", {"asked": roll.asked}))
    this.set(digest_at=next_digest(this.now, office))
    return {"asked": roll.asked, "rungs_dropped": dropped}


def close_collection(this: Change, firing: Firing, fact: Facts) -> Facts:
    roll = roll_call(this.connection, this.directive.id)
    facts = {"asked": roll.asked, "answered": roll.answered, "silent": roll.silent}
    occasion = str(this.head.seq + 1)  # its audit row: a collection that is reopened closes again, on the same day too
    this.mail(letters.to_lead(this, "collection_closed", {"now": this.now.isoformat(), **facts}, occasion=occasion))
    _arm_urging(this)
    return facts


def reopen_collection(this: Change, firing: Firing, fact: Facts) -> Facts:
    """The new deadline is in force since the fact; here the agencies that it gave more time are told."""
    roll = roll_call(this.connection, this.directive.id)
    for duty in roll.duties:
        if duty.open and duty.agency in fact["given_to"]:
            told = {
                "old_last_day": fact["given_to"][duty.agency],
                "new_last_day": fact["last_day"],
                "asked_on": None,
                "granted_by": this.directive.ordered_by,
                "reason": fact["reason"],
            }
            # The fact's number: the same day may be set again after a collection that closed early.
            occasion = f"{fact['last_day']}.{fact['fact']}"
            this.mail(letters.to_agency(this, duty, "extension_granted", told, occasion=occasion))
    this.set(urge_at=None)
    return {"last_day": fact["last_day"], "reason": fact["reason"]}


def submit_plan(this: Change, firing: Firing, fact: Facts) -> Facts:
    roll = roll_call(this.connection, this.directive.id)
    facts = {
        "answered": roll.answered,
        "asked": roll.asked,
        "rows": fact["rows"],
        "memo_number": fact["memo_number"],
        "silent": roll.silent,
        "plan_name": this.directive.subject,
        "version": fact["version"],
    }
    this.mail(letters.to_chairman(this, "plan_submitted", facts, occasion=str(fact["version"])))
    this.set(urge_at=None, digest_at=None)
    return {"version": fact["version"], "rows": fact["rows"], "silent": roll.silent}


def return_plan(this: Change, firing: Firing, fact: Facts) -> Facts:
    told = {"reason": fact["reason"], "new_last_day": fact["last_day"], "by": this.directive.ordered_by}
    this.mail(letters.to_lead(this, "plan_returned", told, occasion=str(fact["version"])))
    this.set(digest_at=next_digest(this.now, this.db.office))
    _arm_urging(this)
    return {"version": fact["version"], "reason": fact["reason"], "last_day": fact["last_day"]}


def promulgate(this: Change, firing: Firing, fact: Facts) -> Facts:
    roll = roll_call(this.connection, this.directive.id)
    own_rows = Counter(agency for agency, _, _ in current_rows(this.connection, this.directive.id))
    facts = {"plan_number": fact["plan_number"], "plan_date": fact["plan_date"]}
    drop_reminders(this, "the plan is promulgated")
    this.mail(*letters.everyone(this, roll, "promulgated", facts, own_rows))
    return facts


def remind_agencies(this: Change, firing: Firing, fact: Facts) -> Facts:
    """One mail to each agency whose rung is reached: after an outage only the latest rung speaks.

    The lead is not reminded of its own answer: its digest, which comes the same morning, lists it.
    """
    office = this.db.office
    due = [duty for duty in roll_call(this.connection, this.directive.id).duties if _reminded_now(duty, this)]
    if not (_urgent(this) or reminds_now(this.now, office)):
        morning = next_digest(this.now, office)
        for last_day, _ in _by_last_day(due):
            _arm(this, last_day, morning, due_only=True)
        return {"held_until": utc(morning)}
    already = _reminded_on(this)
    reminded: dict[str, list[str]] = {}
    for last_day, those in _by_last_day(due):
        rung, coming = rung_due(last_day, this.now, office)
        _arm(this, last_day, coming.at if coming else None, due_only=True)
        for duty in those:
            if rung is not None and duty.agency != this.directive.lead_code and _is_true(rung, duty, this):
                reminded.setdefault(rung.event, []).append(duty.agency)
                this.mail(_reminder(this, duty, rung, already.get(duty.agency, [])))
    return {"reminded": reminded}


def _reminder(this: Change, duty: Duty, rung: Rung, already: list[str]) -> Letter:
    today = this.db.office.day_of(this.now)
    told = {
        "now": this.now.isoformat(),
        "working_days_left": rung.days,
        "days": (today - duty.last_day).days,
        "disputed": duty.disputed_until is not None and this.now < duty.disputed_until,
        "reminded_on": already,
        "mailbox": duty.email,
    }
    return letters.to_agency(this, duty, rung.event, told, occasion=today.isoformat())


def brief_lead(this: Change, firing: Firing, fact: Facts) -> Facts:
    office = this.db.office
    morning = next_digest(this.now, office)
    this.set(digest_at=morning)
    if not reminds_now(this.now, office):
        return {"held_until": utc(morning)}
    roll = roll_call(this.connection, this.directive.id)
    today = office.day_of(this.now)
    plan_last_day = _plan_last_day(this)
    told = {
        "now": this.now.isoformat(),
        **digest(roll),
        "rows_waiting": undecided_rows(this.connection, this.directive.id),
        "extensions_asked": [
            {"name": row.name, "until": row.until.isoformat()}
            for row in waiting_extensions(this.connection, this.directive.id)
        ],
        "plan_working_days_left": office.working_days.between(today, plan_last_day) if plan_last_day else None,
    }
    this.mail(letters.to_lead(this, "lead_digest", told, occasion=today.isoformat()))
    return {"answered": roll.answered, "asked": roll.asked}


def urge_lead(this: Change, firing: Firing, fact: Facts) -> Facts:
    """The plan is overdue: the lead is told once each working day, with the days counted."""
    office = this.db.office
    morning = next_digest(this.now, office)
    this.set(urge_at=morning)
    if not reminds_now(this.now, office):
        return {"held_until": utc(morning)}
    today, last_day = office.day_of(this.now), _plan_last_day(this)
    assert last_day is not None, "urge_at is armed only where the plan has a deadline"
    days = (today - last_day).days
    told = {"days": days, "now": this.now.isoformat()}
    this.mail(letters.to_lead(this, "plan_overdue", told, occasion=today.isoformat()))
    return {"days": days}


EFFECTS: dict[str, Callable[[Change, Firing, Facts], Facts]] = {
    effect.__name__: effect
    for effect in (
        withdraw, open_collection, close_collection, reopen_collection, submit_plan, return_plan, promulgate,
        remind_agencies, brief_lead, urge_lead,
    )
}  # fmt: skip


def digest(roll: Roll) -> Facts:
    """The counts that the lead's digest and the pages show."""
    return {
        "asked": roll.asked,
        "answered": roll.answered,
        "on_time": roll.stand(Standing.ON_TIME),
        "disputed": roll.stand(Standing.DISPUTED),
        "late": roll.stand(Standing.LATE),
        "nil": roll.count(DutyState.NIL),
        "returned": roll.count(DutyState.RETURNED),
        "waived": roll.count(DutyState.WAIVED) + roll.count(DutyState.REASSIGNED),
        "silent": roll.silent,
    }


def _by_last_day(those: Iterable[Duty]) -> list[tuple[date, list[Duty]]]:
    """Duties grouped by their last day: with an extension or two there are as many groups, however many agencies."""
    ordered = sorted(those, key=lambda duty: duty.last_day)
    return [(last_day, list(group)) for last_day, group in groupby(ordered, key=lambda duty: duty.last_day)]


def _reminded_now(duty: Duty, this: Change) -> bool:
    return duty.open and duty.remind_at is not None and duty.remind_at <= this.now


def _is_true(rung: Rung, duty: Duty, this: Change) -> bool:
    """A last day may end at an hour ("trước 17 giờ"): after it nobody is told that there is still time that day."""
    if rung.event in ("overdue", "escalation") or this.now < duty.late_from:
        return True
    return last_day_before(duty.late_from, this.db.office.zone) != duty.last_day  # a revision has a day of its own


def _urgent(this: Change) -> bool:
    return this.directive.urgency is not None


def _arm(this: Change, last_day: date, remind_at: datetime | None, *, due_only: bool = False) -> None:
    """Set the next rung of all open duties with this last day, in one statement."""
    chosen: list[ColumnElement[bool] | TextClause] = [
        duties.c.directive_id == this.directive.id,
        duties.c.last_day == last_day,
        owes_answer,
    ]
    if due_only:
        chosen.append(duties.c.remind_at <= this.now)
    this.connection.execute(update(duties).where(*chosen).values(remind_at=remind_at))


def _arm_urging(this: Change) -> None:
    last_day, office = _plan_last_day(this), this.db.office
    if last_day is not None:
        # Never today again: a lead whose plan came back late has been told this morning.
        this.set(urge_at=max(plan_overdue_at(last_day, office), next_digest(this.now, office)))


def _plan_last_day(this: Change) -> date | None:
    late_from = this.directive.plan_late_from
    return None if late_from is None else last_day_before(late_from, this.db.office.zone)


def _reminded_on(this: Change) -> dict[str, list[str]]:
    """The days on which each agency was reminded before, from the mails written."""
    found = this.connection.execute(
        select(outbox.c.recipient, outbox.c.occasion)
        .where(outbox.c.directive_id == this.directive.id, outbox.c.event.in_(REMINDERS), outbox.c.status != "dropped")
        .order_by(outbox.c.id)
    )
    days: dict[str, list[str]] = {}
    for recipient, occasion in found:
        days.setdefault(recipient, []).append(occasion)
    return days


def drop_reminders(this: Change, why: str, agency: str | None = None) -> None:
    """Reminders that wait for the morning or a retry and have become pointless.

    A claimed one may be on its way; should it come back unsent, the next claim drops it (records/outbox.py).
    """
    chosen: list[ColumnElement[bool] | TextClause] = [
        outbox.c.directive_id == this.directive.id,
        is_queued,
        outbox.c.claimed_until.is_(None),
        outbox.c.event.in_((*URGING, "lead_digest")),
    ]
    if agency is not None:
        chosen.append(outbox.c.recipient == agency)
    this.connection.execute(update(outbox).where(*chosen).values(status="dropped", settled_at=this.now, reply=why))
