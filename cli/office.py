"""What every command needs: the settings, the open records, the clock, and how to say things."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from config.clock import Clock
    from config.roster import Roster
    from config.settings import Settings
    from records import Records

Number = Annotated[str, typer.Argument(help="Number and symbol, e.g. 6321/UBND-TH.", show_default=False)]
OnDate = Annotated[str | None, typer.Option("--date", help="Date of the directive, where two have one number.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a script.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it goes into the audit log and the mails.")]


@dataclass
class Office:
    """The office a command works for; nothing is opened before it is asked for."""

    home: Path | None = None

    @cached_property
    def settings(self) -> Settings:
        from config.settings import load

        if self.home is not None:
            os.environ["DONDOC_HOME"] = str(self.home)  # for the processes we start
        return load(home=self.home)

    @cached_property
    def clock(self) -> Clock:
        return self.settings.open_clock()

    @cached_property
    def db(self) -> Records:
        from records import open_records

        return open_records(self.settings)

    @cached_property
    def roster(self) -> Roster:
        from config.roster import Roster

        return Roster.load(*self.settings.roster_files)

    def find(self, number: str, on: str | None = None) -> str:
        from records.dossier import find

        return find(self.db, number, day(on, "--date") if on else None)

    def local(self, instant: datetime | None) -> str:
        return "—" if instant is None else f"{instant.astimezone(self.settings.tz):%d/%m/%Y %H:%M}"


def office(context: typer.Context) -> Office:
    found = context.obj
    assert isinstance(found, Office), "cli.main sets it"
    return found


def day(text: str, option: str) -> date:
    """A day given on the command line. Raises `UnreadableInput` naming the option."""
    from config.errors import UnreadableInput

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UnreadableInput(f"{option} {text} is no date", remedy=f"write it as {option} 2020-12-21") from None


def instant(text: str, option: str, zone: Any) -> datetime:
    """An instant given on the command line, in the office's zone unless it says otherwise."""
    from config.errors import UnreadableInput

    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise UnreadableInput(
            f"{option} {text} is no time", remedy=f'write it as {option} "2020-12-21 16:30"'
        ) from None
    return given if given.tzinfo else given.replace(tzinfo=zone)


def say_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def columns(rows: list[tuple[Any, ...]], head: tuple[str, ...]) -> None:
    """A plain table: what a pipe, a log and a narrow terminal can all show."""
    texts = [head, *[tuple("" if cell is None else str(cell) for cell in row) for row in rows]]
    widths = [max(len(row[at]) for row in texts) for at in range(len(head))]
    for row in texts:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@contextmanager
def explained() -> Iterator[None]:
    """The one place where errors become words and an exit status."""
    from config.errors import DondocError

    try:
        yield
    except DondocError as error:
        typer.echo(f"error: {error}", err=True)
        typer.echo(f"  to do: {error.remedy}", err=True)
        typer.echo(f"  Nothing was changed.  (exit status {error.exit_code})", err=True)
        raise typer.Exit(error.exit_code) from None
