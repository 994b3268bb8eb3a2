"""`dondoc submit` and `dondoc extension`: what an agency does, typed by the clerk or a script for it."""

from pathlib import Path
from typing import Annotated

import typer

from cli.office import AsJson, Number, OnDate, Reason, day, instant, office, say_json
from config.labels import STANDINGS

Agency = Annotated[str, typer.Option("--agency", help="Code, name or short name of the agency.")]


def submit(
    context: typer.Context,
    number: Number,
    agency: Agency,
    file: Annotated[Path | None, typer.Option("--file", help="The rows: .yaml, .json or .xlsx.")] = None,
    nil: Annotated[bool, typer.Option("--nil", help="The agency has nothing to propose.")] = False,
    by: Annotated[str | None, typer.Option("--by", help="Name of who answers.")] = None,
    position: Annotated[str | None, typer.Option("--position", help="Position of who answers.")] = None,
    note: Annotated[str | None, typer.Option("--note", help="The agency's own words.")] = None,
    received: Annotated[
        str | None, typer.Option("--received-at", help="When a paper answer arrived; default: now.")
    ] = None,
    on: OnDate = None,
    as_json: AsJson = False,
) -> None:
    """Record an agency's answer: its rows, or that it has none. A second one is a new version."""
    from config.errors import UnreadableInput
    from reading.answers import read_answer
    from records.acts import Person, declare_nil
    from records.acts import submit as take

    if (file is None) != nil:
        raise UnreadableInput("an answer is either rows or nothing to propose", remedy="pass --file ROWS or --nil")
    it = office(context)
    id_ = it.find(number, on)
    now = it.clock.now()
    at = instant(received, "--received-at", it.settings.tz) if received else now
    if at > now:
        raise UnreadableInput(f"--received-at {received} lies ahead", remedy="give the time at which it arrived")
    code = addressed(context, id_, agency)
    if nil:
        receipt = declare_nil(it.db, id_, code, now=at, by=Person(by, position), note=note)
    else:
        assert file is not None, "checked above"
        answer = read_answer(file)
        if answer.agency not in (None, code):
            raise UnreadableInput(f"{file} is the answer of {answer.agency}, not of {code}", remedy="check --agency")
        who = Person(by or answer.by.get("name"), position or answer.by.get("position"))
        receipt = take(it.db, id_, code, answer.rows, now=at, by=who, note=note or answer.note)
        for warning in answer.warnings:
            typer.echo(f"note: {warning}", err=True)
    if as_json:
        say_json(vars(receipt))
        return
    what = "nothing to propose" if nil else f"{receipt.rows} rows, version {receipt.version}"
    typer.echo(f"{receipt.receipt}: {what}, {STANDINGS[receipt.standing][1]}, {it.local(receipt.received_at)}")


def extension(
    context: typer.Context,
    number: Number,
    agency: Agency,
    until: Annotated[str, typer.Option("--until", help="Last day asked for, YYYY-MM-DD.")],
    reason: Reason,
    on: OnDate = None,
) -> None:
    """Record that an agency asks for more time; `dondoc extend` grants or refuses it."""
    from records.acts import ask_extension

    it = office(context)
    id_ = it.find(number, on)
    code = addressed(context, id_, agency)
    ask_extension(it.db, id_, code, until=day(until, "--until"), reason=reason, now=it.clock.now())
    typer.echo(f"{code} asks for more time until {until}; the lead is told")


def addressed(context: typer.Context, id_: str, agency: str) -> str:
    """The code of an addressed agency, given its code, name or short name."""
    from config.errors import NotFound
    from records.roll import roll_call
    from records.runs import brief

    it = office(context)
    with it.db.read() as connection:
        roll = roll_call(connection, id_)
    if roll.of(agency.upper()) is not None:
        return agency.upper()
    run = brief(it.db, id_, it.clock.now())
    found = it.roster.find(agency, run.issued_on)
    if roll.of(found.code) is None:
        raise NotFound(
            f"{found.name} is not addressed by {run.number}",
            remedy=f"dondoc show {run.number} lists the addressed agencies",
        )
    return found.code
