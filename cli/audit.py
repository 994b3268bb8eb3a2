"""`dondoc audit`: read the log, prove that it is untouched, take it out of the house."""

import json
from pathlib import Path
from typing import Annotated

import typer

from cli.office import AsJson, Number, OnDate, columns, office, say_json

app = typer.Typer(help="The audit log: show it, verify it, export it.", no_args_is_help=True)


@app.command()
def show(context: typer.Context, number: Number, on: OnDate = None, as_json: AsJson = False) -> None:
    """Show the log of one directive: every fact and every firing, in order."""
    from records.dossier import history

    it = office(context)
    entries = history(it.db, it.find(number, on))
    if as_json:
        say_json([vars(entry) for entry in entries])
        return
    columns(
        [
            (entry.seq, _local(it, entry.at), entry.actor, entry.kind, entry.name, _short(entry.data), entry.hash[:12])
            for entry in entries
        ],
        ("row", "at", "by", "kind", "what", "with", "seal"),
    )


@app.command()
def verify(
    context: typer.Context,
    number: Annotated[str | None, typer.Argument(help="Number and symbol; not with --dossier.")] = None,
    head: Annotated[
        list[str] | None,
        typer.Option("--head", help="A code from a mail's footer (12 digits or more) that must be in the log."),
    ] = None,
    dossier: Annotated[Path | None, typer.Option("--dossier", help="Verify this exported file alone.")] = None,
    on: OnDate = None,
    as_json: AsJson = False,
) -> None:
    """Recompute the log's seals; exit status 7 and the row's number where it does not hold."""
    from config.errors import UnreadableInput
    from records.audit import Head
    from records.dossier import verify as hold_against
    from records.dossier import verify_export

    known = [Head(0, _digits(code)) for code in head or []]
    if dossier is not None:
        try:
            content = json.loads(dossier.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise UnreadableInput(f"{dossier}: {error}", remedy="dondoc audit export NUMBER > FILE makes one") from None
        found = verify_export(content, known)
    elif number is not None:
        it = office(context)
        found = hold_against(it.db, it.find(number, on), known)
    else:
        raise UnreadableInput("nothing to verify", remedy="pass a NUMBER, or --dossier FILE")
    if as_json:
        say_json({"rows": found.seq, "head": found.hash})
    else:
        typer.echo(f"untouched: {found.seq} rows, head {found.hash}")


@app.command()
def export(context: typer.Context, number: Number, on: OnDate = None) -> None:
    """Print the dossier as JSON: log, answers, the original's SHA-256. It verifies without our database."""
    from records.dossier import export as take_out

    it = office(context)
    say_json(take_out(it.db, it.find(number, on)))


def _digits(code: str) -> str:
    from config.errors import UnreadableInput

    digits = "".join(code.split()).lower()
    if len(digits) < 12 or set(digits) - set("0123456789abcdef"):
        raise UnreadableInput(f"--head {code} is no code of a mail", remedy="copy the 12 digits of the mail's footer")
    return digits


def _local(it: object, at: str) -> str:
    from datetime import datetime

    return it.local(datetime.fromisoformat(at))  # type: ignore[attr-defined,no-any-return]


def _short(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False)
    return text if len(text) <= 70 else f"{text[:69]}…"
