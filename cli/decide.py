"""What the lead, the clerk and the chairman's office decide: plan, decision, extension, waiver, withdrawal."""

from typing import Annotated

import typer

from cli.agency import Agency, addressed
from cli.hints import plan_hints
from cli.office import Number, OnDate, Reason, day, office

plan = typer.Typer(help="The lead's plan.", no_args_is_help=True)


plan.command("hints")(plan_hints)


@plan.command("submit")
def plan_submit(
    context: typer.Context,
    number: Number,
    memo: Annotated[str | None, typer.Option("--memo", help="Number of the tờ trình.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who hands it in.")] = None,
    on: OnDate = None,
) -> None:
    """Hand the plan in to the chairman; rows nobody decided on go in as they stand."""
    from records.decisions import hand_in_plan

    it = office(context)
    version, rows = hand_in_plan(it.db, it.find(number, on), now=it.clock.now(), by_name=by, memo_number=memo)
    typer.echo(f"plan version {version} handed in: {rows} rows")


def decide(
    context: typer.Context,
    number: Number,
    decision: Annotated[str, typer.Argument(help="approve or return.", show_default=False)],
    reason: Annotated[str, typer.Option("--reason", help="Why it is returned.")] = "",
    plan_number: Annotated[str, typer.Option("--plan-number", help="Number of the promulgated plan.")] = "",
    plan_date: Annotated[str | None, typer.Option("--plan-date", help="Its date; default: today.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="New last day for the lead.")] = None,
    on: OnDate = None,
) -> None:
    """The chairman's decision on the plan: approve it, or return it with a reason."""
    from config.errors import UnreadableInput
    from records.decisions import approve_plan, return_plan

    it = office(context)
    now = it.clock.now()
    id_ = it.find(number, on)
    if decision == "approve":
        signed = day(plan_date, "--plan-date") if plan_date else it.db.office.day_of(now)
        approve_plan(it.db, id_, plan_number=plan_number, plan_date=signed, now=now)
        typer.echo(f"approved: {plan_number} of {signed:%d/%m/%Y}; everyone is told")
    elif decision == "return":
        return_plan(it.db, id_, reason=reason, last_day=day(until, "--until") if until else None, now=now)
        typer.echo("returned; the lead is told why")
    else:
        raise UnreadableInput(f"“{decision}” is no decision", remedy="write approve or return")


def withdraw(
    context: typer.Context,
    number: Number,
    reason: Reason,
    replaced_by: Annotated[str | None, typer.Option("--replaced-by", help="The document that replaces it.")] = None,
    on: OnDate = None,
) -> None:
    """Withdraw a directive: everyone who was asked is told to stop; what was received stays on record."""
    from records.decisions import withdraw as order_withdrawal

    it = office(context)
    order_withdrawal(it.db, it.find(number, on), reason=reason, replaced_by=replaced_by, now=it.clock.now())
    typer.echo(f"{number} is withdrawn as soon as its run acts on it")


def extend(
    context: typer.Context,
    number: Number,
    to: Annotated[str | None, typer.Option("--to", help="New last day, YYYY-MM-DD; without it: refuse.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="One agency; without it: all silent ones.")] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
    on: OnDate = None,
) -> None:
    """Extend a deadline: of one agency that asked, or of all silent ones, which reopens the collection."""
    from config.errors import UnreadableInput
    from records.decisions import day_deadline, decide_extension, reopen_collection

    it = office(context)
    id_, now = it.find(number, on), it.clock.now()
    if agency is not None:
        code = addressed(context, id_, agency)
        until = day(to, "--to") if to else None
        decide_extension(it.db, id_, code, until=until, reason=reason or None, now=now)
        typer.echo(f"{code}: {'extended to the end of ' + to if to else 'the extension is refused'}")
        return
    if to is None:
        raise UnreadableInput("no new last day was named", remedy="--to YYYY-MM-DD")
    deadline = day_deadline(it.db, day(to, "--to"), words="gia hạn")
    reopen_collection(it.db, id_, deadline=deadline, reason=reason, now=now)
    typer.echo(f"{number}: the collection is reopened until the end of {to}")


def waive(context: typer.Context, number: Number, agency: Agency, reason: Reason, on: OnDate = None) -> None:
    """Let an agency off, with a reason that the plan's report repeats."""
    from records.decisions import waive as let_off

    it = office(context)
    id_ = it.find(number, on)
    code = addressed(context, id_, agency)
    let_off(it.db, id_, code, reason=reason, now=it.clock.now())
    typer.echo(f"{code} is waived; dondoc reinstate takes it back")


def reinstate(context: typer.Context, number: Number, agency: Agency, on: OnDate = None) -> None:
    """Take a waiver or a reassignment back: the agency owes its answer again."""
    from records.decisions import reinstate as owe_again

    it = office(context)
    id_ = it.find(number, on)
    code = addressed(context, id_, agency)
    owe_again(it.db, id_, code, now=it.clock.now())
    typer.echo(f"{code} owes its answer again")


def accept(context: typer.Context, number: Number, agency: Agency, on: OnDate = None) -> None:
    """The lead takes an agency's answer as it is."""
    from records.decisions import accept as take_as_is

    it = office(context)
    id_ = it.find(number, on)
    code = addressed(context, id_, agency)
    take_as_is(it.db, id_, code, now=it.clock.now())
    typer.echo(f"{code} is accepted")


def revise(
    context: typer.Context,
    number: Number,
    agency: Agency,
    item: Annotated[list[str], typer.Option("--item", help="TASK=REASON, what is to be mended. Repeatable.")],
    until: Annotated[str, typer.Option("--until", help="The agency's own last day, YYYY-MM-DD.")],
    on: OnDate = None,
) -> None:
    """Return an agency's answer for revision, each item with its reason."""
    from records.decisions import return_for_revision

    it = office(context)
    id_ = it.find(number, on)
    code = addressed(context, id_, agency)
    parts = [each.partition("=") for each in item]
    items = [{"task": task.strip(), "reason": reason.strip()} for task, _, reason in parts]
    return_for_revision(it.db, id_, code, items=items, last_day=day(until, "--until"), now=it.clock.now())
    typer.echo(f"{code} is asked to revise {len(items)} items until the end of {until}")
