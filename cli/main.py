"""`dondoc`: every command, mounted. docs/cli.md has the exit statuses."""

from pathlib import Path
from typing import Annotated

import typer

from cli import agency, audit, decide, demo, doctor, intake, issue, machine, mail, portal, roster, show, up
from cli.office import Office, explained
from cli.read import read

app = typer.Typer(
    name="dondoc",
    help="Runs a government directive to its end: agencies asked, reminded and answered for, one plan, a provable log.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)


@app.callback()
def home(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option("--home", help="Folder that holds everything the embedded default writes (DONDOC_HOME)."),
    ] = None,
) -> None:
    context.obj = Office(folder)


app.command("read")(read)
app.command("issue")(issue.issue)
app.command("list")(show.list_)
app.command("show")(show.show)
app.command("submit")(agency.submit)
app.command("extension")(agency.extension)
app.command("extend")(decide.extend)
app.command("waive")(decide.waive)
app.command("reinstate")(decide.reinstate)
app.command("revise")(decide.revise)
app.command("accept")(decide.accept)
app.add_typer(decide.plan, name="plan")
app.command("decide")(decide.decide)
app.command("withdraw")(decide.withdraw)
app.add_typer(audit.app, name="audit")
app.add_typer(intake.app, name="intake")
app.add_typer(roster.app, name="roster")
app.add_typer(mail.app, name="mail")
app.command("machine")(machine.machine)
app.command("portal")(portal.portal)
app.add_typer(portal.user, name="user")
app.add_typer(portal.client, name="client")
app.add_typer(portal.link, name="link")
app.command("up")(up.up)
app.command("demo")(demo.demo)
app.command("doctor")(doctor.doctor)


def main() -> None:
    """Run `dondoc`; errors of ours are told in two lines, with what to do and an exit status."""
    import sys

    try:
        with explained():
            app(standalone_mode=True)
    except typer.Exit as ended:
        sys.exit(ended.exit_code)


if __name__ == "__main__":
    main()
