"""`dondoc list` and `dondoc show`: where every directive stands, and who has answered."""

from typing import Annotated, Any

import typer

from cli.office import AsJson, Number, Office, OnDate, columns, office, say_json
from config.labels import DUTIES, STANDINGS, STATES, TIMERS


def list_(
    context: typer.Context,
    all_: Annotated[bool, typer.Option("--all", help="Also those that have ended.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the directives with their state, answers and next wake."""
    from records.dossier import listing

    it = office(context)
    found = listing(it.db, ended=all_)
    if as_json:
        say_json([vars(each) for each in found])
        return
    if not found:
        typer.echo("no open directive; dondoc issue FILE starts one" if not all_ else "no directive on record")
        return
    columns(
        [
            (
                each.number,
                f"{each.issued_on:%d/%m/%Y}",
                STATES[each.state][0],
                f"{each.answered}/{each.asked}",
                it.local(each.wake_at),
                each.subject[:60],
            )
            for each in found
        ],
        ("number", "date", "state", "in", "next wake", "subject"),
    )


def show(context: typer.Context, number: Number, on: OnDate = None, as_json: AsJson = False) -> None:
    """Show one directive: state, who answered, who did not, next timer, mails."""
    from records.outbox import count_by_event
    from records.runs import brief

    it = office(context)
    id_ = it.find(number, on)
    run = brief(it.db, id_, it.clock.now())
    mails = count_by_event(it.db, id_)
    if as_json:
        say_json(as_dict(it, run, mails))
        return
    vi, en = STATES[run.state]
    typer.echo(f"{run.number}, {run.issued_on:%d/%m/%Y}: {vi} ({en}) since {it.local(run.state_since)}")
    typer.echo(f"  {run.subject}")
    typer.echo(f"  lead: {run.lead_name}; {run.answered}/{run.asked} in; answers until {it.local(run.closes_at)}")
    if run.plan_late_from:
        typer.echo(f"  plan due until {it.local(run.plan_late_from)}")
    if run.next_timer:
        at, timer = run.next_timer
        typer.echo(f"  next: {TIMERS[timer][1]}, {it.local(at)}")
    typer.echo("")
    columns([_line(it, duty) for duty in run.roll.duties], ("code", "agency", "state", "received", "standing"))
    typer.echo("")
    columns(
        [(event, *(counts.get(status, 0) for status in MAIL_STATUSES)) for event, counts in mails.items()],
        ("mails", *MAIL_STATUSES),
    )


MAIL_STATUSES = ("sent", "queued", "bounced", "dropped")


def _line(it: Office, duty: Any) -> tuple[str, ...]:
    standing = STANDINGS[duty.standing][0] if duty.standing else ""
    received = it.local(duty.first_received_at) if duty.first_received_at else ""
    return duty.agency, duty.name[:44], DUTIES[duty.state][0], received, standing


def as_dict(it: Office, run: Any, mails: dict[str, dict[str, int]]) -> dict[str, Any]:
    """The directive as JSON: the form that `show --json` documents in docs/cli.md."""
    return {
        "id": run.id,
        "number": run.number,
        "issued_on": run.issued_on,
        "subject": run.subject,
        "state": run.state,
        "state_since": run.state_since.astimezone(it.settings.tz).isoformat(),
        "lead": run.lead_code,
        "asked": run.asked,
        "answered": run.answered,
        "next_timer": run.next_timer and {"at": run.next_timer[0].isoformat(), "name": run.next_timer[1]},
        "duties": [
            {
                "agency": duty.agency,
                "name": duty.name,
                "state": duty.state,
                "standing": duty.standing,
                "versions": duty.versions,
                "last_day": duty.last_day,
                "first_received_at": duty.first_received_at and duty.first_received_at.isoformat(),
            }
            for duty in run.roll.duties
        ],
        "mails": mails,
    }
