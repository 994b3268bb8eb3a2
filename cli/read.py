"""`dondoc read`: what was read of a document, the words it came from, and how sure that is. Writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.office import AsJson, say_json

if TYPE_CHECKING:
    from reading.model import Document, Field, PlacedDeadline, Reading, Task

ASKS_NOBODY = 4  # exit status: read, but nobody owes a hand-in
_WIDEST = 140

File = Annotated[Path, typer.Argument(help="The document: .docx, .pdf, .txt, .md, .eml.", show_default=False)]
AsText = Annotated[bool, typer.Option("--text", help="Print the text that was read; spans count in it.")]


def read(file: File, as_json: AsJson = False, text: AsText = False) -> None:
    """Show what is read of FILE: each field with its words and how sure it is."""
    from config.errors import NotFound
    from reading import read_file

    if as_json and text:
        raise typer.BadParameter("--json and --text exclude each other")
    if file.is_dir():
        raise typer.BadParameter(f"{file} is a folder", param_hint="FILE")
    try:
        document = read_file(file)
    except FileNotFoundError:
        raise typer.BadParameter(f"{file} does not exist", param_hint="FILE") from None
    except OSError as error:
        raise NotFound(f"{file} cannot be opened: {error.strerror}", remedy="check its name and rights") from error
    if text:
        typer.echo(document.text)
        return
    if as_json:
        say_json(document.reading.to_json())
    else:
        _show(document)
    if document.reading.collects.value is False:
        typer.echo("this asks nobody to hand anything in", err=True)
        raise typer.Exit(ASKS_NOBODY)


def _show(document: Document) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading, ratio in (("field", 2), ("value", 5), ("words", 5), ("sure?", 3)):
        table.add_column(heading, ratio=ratio, overflow="fold")
    for row in _rows(document.reading):
        table.add_row(*map(_plain, row))
    console = Console(highlight=False, soft_wrap=False)
    if not console.is_terminal or console.width > _WIDEST:
        console.width = _WIDEST
    console.print(table)
    checks = len(document.reading.doubts())
    for note in document.notes:
        typer.echo(f"note: {note}")
    typer.echo(f"{document.filename}: {checks} to check" if checks else f"{document.filename}: nothing to check")


def _plain(cell: str) -> Any:
    from rich.text import Text

    return Text(cell)  # brackets in a document are no markup


def _rows(read: Reading) -> list[tuple[str, str, str, str]]:
    from reading.as_json import LISTS, SCALARS

    rows = [_row(name, getattr(read, name)) for name in SCALARS]
    for name in LISTS:
        rows += [_row(name if at == 0 else "", field) for at, field in enumerate(getattr(read, name))]
    for number, task in enumerate(read.tasks, start=1):
        rows += _task_rows(number, task)
    return rows


def _task_rows(number: int, task: Task) -> list[tuple[str, str, str, str]]:
    rows: list[tuple[str, str, str, str]] = [(f"task {number}", task.role, "", "")]
    rows += [_row("  who", field) for field in task.assignees]
    rows += [
        _row(f"  {name}", field) for name, field in (("report to", task.report_to), ("via", task.via)) if field.found
    ]
    rows += [_row("  states", field) for field in task.required_contents]
    rows.append(_deadline_row(task.deadline))
    return rows


def _row(name: str, field: Field[Any]) -> tuple[str, str, str, str]:
    words = " ".join((field.words or "").split())
    return (
        name,
        _said(field.value),
        words,
        _sure(field.certainty, field.why, field.found),
    )


def _deadline_row(found: PlacedDeadline | None) -> tuple[str, str, str, str]:
    if found is None:
        return "  deadline", "—", "", ""
    rule = found.deadline
    return "  deadline", rule.explanation_vi, " ".join(found.words.split()), _sure(rule.certainty, rule.why, True)


def _sure(certainty: str, why: str | None, found: bool) -> str:
    return f"check: {why}" if certainty == "check" else "read" if found else ""


def _said(value: Any) -> str:
    from datetime import date

    from reading.model import Copy, Signatory

    if isinstance(value, Copy):
        return value.name + (f" [{value.role}]" if value.role else "")
    if isinstance(value, Signatory):
        return ", ".join(filter(None, (value.name, f"{value.capacity or ''} {value.title or ''}".strip())))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "—" if value is None else "yes" if value is True else "no" if value is False else str(value)
