"""`dondoc roster`: who is in force on a day, what changed between two, and taking in an office's own file."""

from pathlib import Path
from typing import Annotated

import typer

from cli.office import AsJson, columns, day, office, say_json

app = typer.Typer(help="The rosters of agencies.", no_args_is_help=True)


@app.command()
def show(
    context: typer.Context,
    as_of: Annotated[str, typer.Option("--as-of", help="The day, YYYY-MM-DD.")],
    as_json: AsJson = False,
) -> None:
    """Show the agencies in force on a day."""
    agencies = office(context).roster.as_of(day(as_of, "--as-of"))
    if as_json:
        say_json([vars(agency) for agency in agencies])
        return
    columns(
        [(agency.code, agency.name, agency.group, agency.email) for agency in agencies],
        ("code", "name", "group", "address"),
    )
    typer.echo(f"{len(agencies)} agencies")


@app.command()
def diff(
    context: typer.Context,
    before: Annotated[str, typer.Argument(help="YYYY-MM-DD")],
    after: Annotated[str, typer.Argument(help="YYYY-MM-DD")],
) -> None:
    """Show which agencies ended, began or changed between two days."""
    difference = office(context).roster.diff(day(before, "BEFORE"), day(after, "AFTER"))
    for sign, agencies in (("-", difference.gone), ("+", difference.new)):
        for agency in agencies:
            typer.echo(f"{sign} {agency.code:<20} {agency.name}")


@app.command("import")
def import_(context: typer.Context, file: Annotated[Path, typer.Argument(help="The roster, .csv or .xlsx.")]) -> None:
    """Check a roster file and use it from now on: it is copied into the home folder and named in dondoc.toml."""
    from config.own_files import adopt_roster

    it = office(context)
    kept, agencies = adopt_roster(it.settings, file)
    typer.echo(f"{agencies} rows taken in as {kept}")
