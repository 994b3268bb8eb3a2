"""`dondoc mail`: see every mail before anybody gets it."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.office import office

app = typer.Typer(
    help="See every mail before anybody gets it; docs/mails.md says who gets which.", no_args_is_help=True
)

AUDIENCES = {
    "agency": "each agency",
    "lead": "the lead agency",
    "chairman": "the chairman's office",
    "clerk": "the clerk",
}


class Language(StrEnum):
    VI = "vi"
    EN = "en"


@app.command("events")
def events(context: typer.Context) -> None:
    """List every mail: its event, who gets it, and when."""
    from cli.office import columns
    from notifications.events import EVENTS

    rows = [(event, AUDIENCES[mail.audience], _first_sentence(mail.__doc__)) for event, mail in EVENTS.items()]
    columns(rows, ("EVENT", "TO", "WHEN"))


@app.command("preview")
def preview(
    context: typer.Context,
    event: Annotated[str, typer.Argument(help="The event, as `dondoc mail events` lists it.", show_default=False)],
    language: Annotated[
        Language | None, typer.Option("--language", help="Instead of the office's language.", show_default=False)
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="The HTML page.")] = False,
    text: Annotated[bool, typer.Option("--text", help="The text, under its subject (the default).")] = False,
    eml: Annotated[bool, typer.Option("--eml", help="The whole message, for a mail program.")] = False,
    portal: Annotated[bool, typer.Option("--portal/--no-portal", help="With a link to answer, or by reply.")] = True,
    out: Annotated[Path | None, typer.Option("--out", help="Write to this file.", show_default=False)] = None,
) -> None:
    """Render one mail from its sample, with the office's own templates where it has some."""
    if html + text + eml > 1:
        raise typer.BadParameter("choose one of --html, --text and --eml")
    form = "html" if html else "eml" if eml else "text"
    content = _render(context, event, language.value if language else "", form, portal)
    if out is None:
        typer.echo(content, nl=False)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        from config.errors import Unavailable

        raise Unavailable(f"{out} cannot be written: {error.strerror}", remedy="choose another --out") from None
    typer.echo(f"{out}: {len(content)} bytes")


def _render(context: typer.Context, event: str, language: str, form: str, portal: bool) -> bytes:
    from config.errors import NotFound
    from notifications.events import EVENTS
    from notifications.message import assemble, prepare
    from notifications.samples import ORIGINAL, SENT_AT, sample

    if event not in EVENTS:
        raise NotFound(f"no mail is called {event}", remedy="`dondoc mail events` lists them all")
    settings = office(context).settings
    prepared = prepare(sample(event, portal=portal), settings, date=SENT_AT, original=ORIGINAL, language=language)
    if form == "eml":
        return assemble(prepared, settings, date=SENT_AT).content
    rendered = prepared.rendered
    return (rendered.html if form == "html" else f"{rendered.subject}\n\n{rendered.text}").encode()


def _first_sentence(doc: str | None) -> str:
    return " ".join((doc or "").split(".")[0].split(";")[0].split())
