"""What the lead, the clerk and the chairman's office decide. Facts too: the directive moves when its run acts on them.

A decision about one agency (waive, return, extend) changes its duty at once; a decision about the whole directive
(hand in the plan, return or approve it, reopen, withdraw) is left for the directive's run.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from config.errors import NotAllowed, NotFound, UnreadableInput
from records import letters
from records.acts import check_allowed, check_owed, open_to
from records.audit import sha256
from records.change import Change, change
from records.database import Records
from records.effects import drop_reminders
from records.issue import deadline_row
from records.roll import Duty, current_rows, one_duty, roll_call
from records.tables import deadlines, duties, extensions, plans, rows
from states.acts import LEAVES, Act
from states.deadlines import Deadline, Rule
from states.duty import OPEN_DUTY, DutyState, after
from states.ladder import first_rung, may_be_sent_from


def accept(db: Records, directive_id: str, agency: str, *, now: datetime, actor: str = "lead") -> None:
    """The lead takes an agency's answer as it is."""
    _move_duty(db, directive_id, agency, Act.ACCEPT, now, actor, reason=None)


def waive(db: Records, directive_id: str, agency: str, *, reason: str, now: datetime, actor: str = "clerk") -> None:
    """The clerk lets an agency off, with a reason that the plan's report repeats."""
    _move_duty(db, directive_id, agency, Act.WAIVE, now, actor, reason=_given(reason, "a waiver"))


def reassign(
    db: Records, directive_id: str, agency: str, *, to: str, reason: str, now: datetime, actor: str = "clerk"
) -> None:
    """The duty belongs to another addressed agency, which must owe an answer itself: this one no longer owes it."""
    words = f"→ {to}: {_given(reason, 'a reassignment')}"
    _move_duty(db, directive_id, agency, Act.REASSIGN, now, actor, reason=words, to=to)


def reinstate(db: Records, directive_id: str, agency: str, *, now: datetime, actor: str = "clerk") -> None:
    """Undo a waiver or a reassignment: the agency owes its answer again."""
    _move_duty(db, directive_id, agency, Act.REINSTATE, now, actor, reason=None)


def return_for_revision(
    db: Records,
    directive_id: str,
    agency: str,
    *,
    items: Sequence[Mapping[str, str]],
    last_day: date,
    now: datetime,
    actor: str = "lead",
) -> None:
    """Send an answer back with what is to be mended, `[{"task", "reason"}]`, and its own last day.

    Whether the agency was in time stays judged by its first answer; only the ladder follows the new day.
    """
    if not items or not all(str(item.get(key) or "").strip() for item in items for key in ("task", "reason")):
        raise UnreadableInput("not every task to be mended has its reason", remedy="name each task with its reason")
    with change(db, directive_id, now) as this:
        duty = _moved(this, agency, Act.RETURN_FOR_REVISION)
        _not_past(this, last_day)
        urgent = this.directive.urgency is not None
        rung, _ = first_rung(last_day, may_be_sent_from(now, db.office, urgent=urgent), db.office)
        reason = "; ".join(f"{item['task']}: {item['reason']}" for item in items)
        _set_duty(this, agency, state=DutyState.RETURNED, last_day=last_day, remind_at=rung and rung.at, reason=reason)
        seq = this.log(
            actor=actor,
            kind="fact",
            name="returned_for_revision",
            data={"agency": agency, "items": [dict(item) for item in items], "last_day": last_day.isoformat()},
        )
        told = {"items": [dict(item) for item in items], "new_last_day": last_day.isoformat()}
        this.mail(letters.to_agency(this, duty, "returned_for_revision", told, occasion=str(seq)))


def decide_extension(
    db: Records,
    directive_id: str,
    agency: str,
    *,
    until: date | None,
    reason: str | None = None,
    now: datetime,
    actor: str = "clerk",
) -> None:
    """Grant an agency's own extension to the end of `until`, or refuse the one it asked for (`until` None)."""
    with change(db, directive_id, now) as this:
        duty = open_to(this, Act.DECIDE_EXTENSION, agency)
        check_owed(this, duty)
        asked = _asked_extension(this, agency)
        if until is None:
            _refuse(this, duty, asked, _given(reason, "a refusal"), actor)
        else:
            _grant(this, duty, asked, until, reason, actor)


def reopen_collection(
    db: Records, directive_id: str, *, deadline: Deadline, reason: str, now: datetime, actor: str = "clerk"
) -> None:
    """Give all silent agencies a new common deadline while the lead consolidates; the directive waits again."""
    reason = _given(reason, "a reopening")
    with change(db, directive_id, now) as this:
        check_allowed(this, Act.REOPEN_COLLECTION)
        last_day, late_from = deadline.last_day, deadline.late_from
        if last_day is None or late_from is None or late_from <= now:
            raise UnreadableInput("the new last day is already past", remedy="give a later one: --to YYYY-MM-DD")
        given_to = {
            duty.agency: duty.last_day.isoformat()
            for duty in roll_call(this.connection, directive_id).duties
            if duty.open and duty.last_day < last_day  # an agency's own later day stays
        }
        if not given_to:
            raise NotAllowed(
                f"{this.directive.number}: nobody owes an answer before {last_day:%d/%m/%Y}",
                remedy="agencies can send a new version while the plan is consolidated; nothing needs reopening",
            )
        fact = {"last_day": last_day.isoformat(), "given_to": given_to, "reason": reason}
        seq = _leave(this, Act.REOPEN_COLLECTION, actor, fact)
        row = deadline_row(deadline, "submissions")
        this.connection.execute(insert(deadlines), {"directive_id": directive_id, "seq": seq, **row})
        rung, _ = first_rung(last_day, now, db.office)
        those = (duties.c.directive_id == directive_id, duties.c.agency.in_(given_to))
        this.connection.execute(update(duties).where(*those).values(last_day=last_day, remind_at=rung and rung.at))
        self_judged = duties.c.first_received_at.is_(None)  # who answered before stays judged by the old deadline
        this.connection.execute(
            update(duties)
            .where(*those, self_judged)
            .values(late_from=late_from, disputed_until=deadline.disputed_until)
        )
        this.set(closes_at=late_from)


def hand_in_plan(
    db: Records,
    directive_id: str,
    *,
    now: datetime,
    actor: str = "lead",
    by_name: str | None = None,
    memo_number: str | None = None,
) -> tuple[int, int]:
    """The lead hands in the plan: (its version, its rows). Rows that nobody decided on go in as they stand."""
    with change(db, directive_id, now) as this:
        check_allowed(this, Act.HAND_IN_PLAN)
        this.connection.execute(
            update(rows)
            .where(rows.c.directive_id == directive_id, rows.c.current, rows.c.place.is_(None))
            .values(place="in_plan")
        )
        planned = current_rows(this.connection, directive_id)
        if not planned:
            raise NotAllowed(
                f"{this.directive.number} has no row to make a plan of",
                remedy="wait for the answers, or withdraw the directive with a reason",
            )
        version = 1 + _plans(this)
        digest = sha256([[agency, position, row] for agency, position, row in planned])
        fact = {"version": version, "rows": len(planned), "rows_sha256": digest, "memo_number": memo_number}
        _leave(this, Act.HAND_IN_PLAN, actor, fact | {"by_name": by_name})
        this.connection.execute(
            insert(plans),
            {
                "directive_id": directive_id,
                "version": version,
                "handed_in_at": now,
                "by_name": by_name,
                "memo_number": memo_number,
                "rows": len(planned),
                "rows_sha256": digest,
            },
        )
        return version, len(planned)


def return_plan(
    db: Records, directive_id: str, *, reason: str, now: datetime, last_day: date | None = None, actor: str = "chairman"
) -> None:
    """The chairman returns the plan with a reason, and a new last day for the lead if he names one."""
    reason = _given(reason, "a return")
    with change(db, directive_id, now) as this:
        check_allowed(this, Act.RETURN_PLAN)
        if last_day is not None:
            _not_past(this, last_day)
        version = _plans(this)
        fact = {"version": version, "reason": reason, "last_day": letters.day(last_day)}
        seq = _leave(this, Act.RETURN_PLAN, actor, fact)
        if last_day is not None:
            new = day_deadline(db, last_day, words=f"trả lại: {reason}")
            row = deadline_row(new, "plan")
            this.connection.execute(insert(deadlines), {"directive_id": directive_id, "seq": seq, **row})
            this.set(plan_late_from=new.late_from)
        _decided(this, version, decision="returned", decided_at=now, reason=reason)


def approve_plan(
    db: Records, directive_id: str, *, plan_number: str, plan_date: date, now: datetime, actor: str = "chairman"
) -> None:
    """The chairman approves: the plan is promulgated under its number and date."""
    with change(db, directive_id, now) as this:
        check_allowed(this, Act.APPROVE_PLAN)
        version = _plans(this)
        number = _given(plan_number, "a promulgated plan's number", pass_="--plan-number")
        fact = {"version": version, "plan_number": number, "plan_date": plan_date.isoformat()}
        _leave(this, Act.APPROVE_PLAN, actor, fact)
        _decided(
            this, version, decision="approved", decided_at=now, plan_number=plan_number.strip(), plan_date=plan_date
        )


def withdraw(
    db: Records,
    directive_id: str,
    *,
    reason: str,
    now: datetime,
    replaced_by: str | None = None,
    actor: str = "clerk",
) -> None:
    """Stop the directive; everybody who was asked is told. What was received stays on record."""
    reason = _given(reason, "a withdrawal")
    with change(db, directive_id, now) as this:
        check_allowed(this, Act.WITHDRAW)
        _leave(this, Act.WITHDRAW, actor, {"reason": reason, "replaced_by": replaced_by})


def day_deadline(db: Records, last_day: date, *, words: str) -> Deadline:
    """A deadline set by a decision: the end of `last_day` (Civil Code 2015, art. 148(6): the day ends at 24:00)."""
    return Deadline(
        words=words,
        rule=Rule.DATE,
        last_day=last_day,
        time=None,
        exclusive=False,
        ambiguous=False,
        late_from=db.office.at(last_day + timedelta(days=1), datetime.min.time()),
        disputed_until=None,
        calendar=None,
        certainty="read",
        why=None,
        explanation_vi=f"đến hết ngày {last_day:%d/%m/%Y}",
        explanation_en=f"by the end of {last_day:%d/%m/%Y}",
    )


def _given(words: str | None, what: str, *, pass_: str = "--reason") -> str:
    if not (words or "").strip():
        raise UnreadableInput(f"{what} needs its words", remedy=f"pass {pass_} “…”")
    return (words or "").strip()


def _not_past(this: Change, last_day: date) -> None:
    if last_day < this.db.office.day_of(this.now):
        raise UnreadableInput(f"{last_day:%d/%m/%Y} is already past", remedy="name a later day: --until YYYY-MM-DD")


def _leave(this: Change, act: Act, actor: str, fact: Mapping[str, Any]) -> int:
    seq = this.log(actor=actor, kind="fact", name=LEAVES[act], data=fact)
    this.leave_fact(seq, LEAVES[act], fact)
    return seq


def _plans(this: Change) -> int:
    mine = select(func.count()).where(plans.c.directive_id == this.directive.id)
    return this.connection.execute(mine).scalar_one()


def _decided(this: Change, version: int, **columns: Any) -> None:
    mine = (plans.c.directive_id == this.directive.id, plans.c.version == version)
    this.connection.execute(update(plans).where(*mine).values(**columns))


def _moved(this: Change, agency: str, act: Act) -> Duty:
    """The duty, when its own table allows `act`; its trigger has the act's name."""
    duty = open_to(this, act, agency)
    if after(duty.state, act.value, answered=duty.versions > 0) is None:
        raise NotAllowed(
            f"{duty.name} is {duty.state.value}: no {act.value.replace('_', ' ')} now",
            remedy=f"dondoc show {this.directive.number} shows where each agency stands",
        )
    return duty


def _set_duty(this: Change, agency: str, **columns: Any) -> None:
    mine = (duties.c.directive_id == this.directive.id, duties.c.agency == agency)
    this.connection.execute(update(duties).where(*mine).values(**columns))


def _move_duty(
    db: Records,
    directive_id: str,
    agency: str,
    act: Act,
    now: datetime,
    actor: str,
    *,
    reason: str | None,
    to: str | None = None,
) -> None:
    with change(db, directive_id, now) as this:
        duty = _moved(this, agency, act)
        if to is not None:
            _takes_over(this, duty, to)
        state = after(duty.state, act.value, answered=duty.versions > 0)
        assert state is not None
        rung = first_rung(duty.last_day, now, db.office)[0] if state in OPEN_DUTY else None
        _set_duty(this, agency, state=state, reason=reason, remind_at=rung and rung.at)
        this.log(actor=actor, kind="fact", name=f"duty_{state.value}", data={"agency": agency, "reason": reason})
        drop_reminders(this, f"{agency} is {state.value}", agency)


def _takes_over(this: Change, duty: Duty, to: str) -> None:
    other = one_duty(this.connection, this.directive.id, to)
    if other is None:
        raise NotFound(f"{to} is not addressed by {this.directive.number}", remedy="reassign to an addressed agency")
    if other.agency == duty.agency or not other.owed:
        raise NotAllowed(
            f"{other.name} cannot take over from {duty.name}: it owes nothing itself, or is the same",
            remedy="name another addressed agency, or reinstate this one first: dondoc duty reinstate",
        )


def _asked_extension(this: Change, agency: str) -> Any:
    return this.connection.execute(
        select(extensions)
        .where(
            extensions.c.directive_id == this.directive.id,
            extensions.c.agency == agency,
            extensions.c.decision.is_(None),
        )
        .order_by(extensions.c.seq.desc())
        .limit(1)
    ).first()


def _settle(this: Change, agency: str, decision: str) -> None:
    mine = (
        extensions.c.directive_id == this.directive.id,
        extensions.c.agency == agency,
        extensions.c.decision.is_(None),
    )
    this.connection.execute(update(extensions).where(*mine).values(decision=decision, decided_at=this.now))


def _grant(this: Change, duty: Duty, asked: Any, until: date, reason: str | None, actor: str) -> None:
    if until <= duty.last_day:
        raise UnreadableInput(
            f"{until:%d/%m/%Y} is not after the last day {duty.last_day:%d/%m/%Y}", remedy="grant a later day"
        )
    if duty.open:
        _not_past(this, until)
    rung, _ = first_rung(until, this.now, this.db.office)
    _set_duty(this, duty.agency, last_day=until, remind_at=rung.at if rung and duty.open else None)
    if duty.state != DutyState.RETURNED:  # more time for a revision does not make a late first answer a timely one
        new = day_deadline(this.db, until, words="gia hạn")
        _set_duty(this, duty.agency, late_from=new.late_from, disputed_until=None)
    _settle(this, duty.agency, "granted")
    data = {"agency": duty.agency, "old_last_day": duty.last_day.isoformat(), "last_day": until.isoformat()}
    seq = this.log(actor=actor, kind="fact", name="extension_granted", data=data | {"reason": reason})
    told = {
        "old_last_day": duty.last_day.isoformat(),
        "new_last_day": until.isoformat(),
        "asked_on": letters.day(this.db.office.day_of(asked.asked_at)) if asked else None,
        "granted_by": this.directive.ordered_by,
        "reason": reason,
        "last_day": until.isoformat(),
    }
    this.mail(letters.to_agency(this, duty, "extension_granted", told, occasion=f"{until.isoformat()}.{seq}"))


def _refuse(this: Change, duty: Duty, asked: Any, reason: str, actor: str) -> None:
    if asked is None:
        raise NotAllowed(f"{duty.name} has not asked for more time", remedy="there is nothing to refuse")
    _settle(this, duty.agency, "refused")
    data = {"agency": duty.agency, "until": asked.until.isoformat(), "reason": reason}
    seq = this.log(actor=actor, kind="fact", name="extension_refused", data=data)
    told = {
        "reason": reason,
        "asked_on": letters.day(this.db.office.day_of(asked.asked_at)),
        "refused_by": this.directive.ordered_by,
    }
    this.mail(letters.to_agency(this, duty, "extension_refused", told, occasion=str(seq)))
