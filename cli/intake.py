"""`dondoc intake`: documents from the inbox folder that wait for the clerk's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.issue import Sets, parsed, show_draft
from cli.office import AsJson, Office, columns, office, say_json

if TYPE_CHECKING:
    from reading import Document
    from records.intake import Intake

app = typer.Typer(help="Documents that came in and wait for the clerk.", no_args_is_help=True)
Digest = Annotated[str, typer.Argument(help="First digits of the document's SHA-256; `intake list` shows them.")]


@app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """List the documents that wait for the clerk."""
    from records.intake import waiting

    it = office(context)
    found = waiting(it.db)
    if as_json:
        say_json([{"sha256": sha256, "filename": name, "arrived_at": at} for sha256, name, at in found])
        return
    if not found:
        typer.echo("nothing waits for the clerk")
        return
    columns([(sha256[:12], name, it.local(at)) for sha256, name, at in found], ("document", "file", "arrived"))


@app.command()
def show(context: typer.Context, document: Digest) -> None:
    """Show what was read of a document and what is still to be answered."""
    from reading.draft import draft
    from records.intake import get

    it = office(context)
    came = get(it.db, document)
    current = draft(_document(it, came), it.roster, it.db.office, came.answers)
    show_draft(current)
    for question in current.questions:
        typer.echo(f"\n◇ {question.key}: {question.why}")
        typer.echo(f"  dondoc intake answer {came.sha256[:12]} --set {question.key}={question.default or '…'}")


@app.command()
def answer(
    context: typer.Context,
    document: Digest,
    set_: Sets = None,
    by: Annotated[str, typer.Option("--by", help="Who answers; recorded in the audit log.")] = "clerk",
) -> None:
    """Answer its questions; with the last answer it is issued by its run. Without --set: confirm it as read."""
    from reading.draft import draft
    from records.intake import answer as keep
    from records.intake import get

    it = office(context)
    came = get(it.db, document)
    answers = {**came.answers, **parsed(set_ or [])}
    current = draft(_document(it, came), it.roster, it.db.office, answers)  # refuses a bad answer
    keep(it.db, came.sha256, answers, by=by)
    left = len(current.questions)
    typer.echo(f"{came.filename}: {f'{left} still to answer' if left else 'complete; it is issued by its run'}")


def _document(it: Office, came: Intake) -> Document:
    from reading import read_bytes

    days = it.db.office.working_days
    return read_bytes(came.content, came.filename, zone=it.settings.tz, working_days=days)
