"""`dondoc issue`: read a document, ask what is to be checked, show who gets which mail, and only then issue."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.office import AsJson, Office, columns, office, say_json

if TYPE_CHECKING:
    from reading.draft import Draft, Question
    from reading.model import Document

File = Annotated[Path, typer.Argument(help="The directive: .docx, .pdf, .txt, .md, .eml.", show_default=False)]
Sets = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        help="Answer a question: deadline.submit=2020-12-21, lead=SKHDT, to='Các sở; UBND các huyện'… Repeatable.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask; refuse while something is unconfirmed.")]


def issue(
    context: typer.Context,
    file: File,
    set_: Sets = None,
    yes: Yes = False,
    by: Annotated[str, typer.Option("--by", help="Who confirms; recorded in the audit log.")] = "clerk",
    as_json: AsJson = False,
) -> None:
    """Read FILE, confirm what was read, and issue it: every addressed agency gets its notice."""
    from reading import read_file
    from records.issue import issue as put_on_record

    it = office(context)
    document = read_file(existing(file), zone=it.settings.tz, working_days=it.db.office.working_days)
    answers = parsed(set_ or [])
    current = _confirmed(it, document, answers, ask=not (yes or as_json))
    order = current.order(confirmed_by=by)
    if not as_json:
        show_draft(current)
    if not (yes or as_json):
        late = order.submissions.late_from
        if late is not None and late <= it.clock.now():
            typer.echo(
                f"◆ the answers were due by {order.submissions.last_day:%d/%m/%Y}, which is past: all will be late"
            )
        if not typer.confirm(f"Issue {order.number}: {len(order.agencies) + 1} mails?"):
            typer.echo("not issued; nothing was changed")
            raise typer.Exit(4)
    id_ = put_on_record(it.db, order, now=it.clock.now(), actor=by)
    if as_json:
        say_json({"id": id_, "number": order.number, "agencies": [each.code for each in order.agencies]})
    else:
        typer.echo(f"issued {order.number}: {len(order.agencies)} agencies, lead {order.lead.name}")
        typer.echo("  the notices go out as soon as `dondoc up` runs; dondoc show follows it")


def existing(file: Path) -> Path:
    """`file`, when it can be opened. Raises `UnreadableInput`."""
    from config.errors import UnreadableInput

    try:
        with file.open("rb"):
            return file
    except OSError as error:
        raise UnreadableInput(f"{file}: {error.strerror}", remedy="give the path of the document") from None


def parsed(given: list[str]) -> dict[str, str]:
    """`key=value` pairs as a dict. Raises `UnreadableInput`."""
    from config.errors import UnreadableInput

    answers: dict[str, str] = {}
    for pair in given:
        key, equals, value = pair.partition("=")
        if not equals or not value.strip():
            raise UnreadableInput(f"--set {pair} has no value", remedy="write --set KEY=VALUE")
        answers[key.strip()] = value
    return answers


def _confirmed(it: Office, document: "Document", answers: dict[str, str], *, ask: bool) -> "Draft":
    """The draft, with its questions asked one by one where somebody is there to answer."""
    from reading.draft import draft

    current = draft(document, it.roster, it.db.office, answers)
    while ask and current.questions:
        question = current.questions[0]
        answers[question.key] = _asked(question)
        current = draft(document, it.roster, it.db.office, answers)
    return current


def _asked(question: "Question") -> str:
    typer.echo(f"\n◇ {question.key}: {question.why}")
    if question.words:
        typer.echo(f"  “{' '.join(question.words.split())}”")
    return str(typer.prompt("  value", default=question.default))


def show_draft(current: "Draft") -> None:
    """What would be issued, to whom."""
    for key, value in current.values.items():
        if value is not None:
            typer.echo(f"{key:<16} {value}")
    for name, deadline in (("submit", current.submissions), ("plan", current.plan)):
        if deadline is not None:
            typer.echo(f"{'':<16} {name}: “{' '.join(deadline.words.split())}” → {deadline.explanation_vi}")
    typer.echo("")
    columns(
        [("issue_notice", each.code, each.name, each.email) for each in current.agencies]
        + ([("lead_notice", current.lead.code, current.lead.name, current.lead.email)] if current.lead else []),
        ("mail", "code", "agency", "address"),
    )
