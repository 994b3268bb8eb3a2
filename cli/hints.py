"""`dondoc plan hints`: what the lead should look at before the plan is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta, tzinfo
from typing import TYPE_CHECKING

import typer

from cli.office import AsJson, Number, OnDate, columns, office, say_json
from states.deadlines import last_day_before

if TYPE_CHECKING:
    from records.runs import RunBrief

# How a directive names the columns of our rows ("căn cứ pháp lý", "thời gian thực hiện cụ thể").
_ASKED = {
    "product": ("sản phẩm", "kết quả"),
    "legal_basis": ("căn cứ", "cơ sở pháp lý"),
    "schedule": ("thời gian", "thời hạn", "tiến độ"),
}


def plan_hints(context: typer.Context, number: Number, on: OnDate = None, as_json: AsJson = False) -> None:
    """Find what to look at: near-duplicates, two leads of one product, blank, past or impossible cells."""
    from records.one_agency import roll_of
    from records.roll import current_rows
    from records.runs import brief
    from states.hints import end_of_period, find_hints

    it = office(context)
    id_ = it.find(number, on)
    run = brief(it.db, id_, it.clock.now())
    roll, contents = roll_of(it.db, id_)
    with it.db.read() as connection:
        rows = current_rows(connection, id_)
    hints = find_hints(
        rows,
        planned_on=_plan_day(run, it.settings.tz),
        ends_on=end_of_period(run.subject, run.issued_on, [str(row.get("schedule") or "") for _, _, row in rows]),
        written_by=max(
            (duty.last_received_at.astimezone(it.settings.tz).date() for duty in roll.duties if duty.last_received_at),
            default=None,
        ),
        asked=asked_columns(contents),
        names={duty.agency: duty.name for duty in roll.duties},
    )
    if as_json:
        say_json(
            [
                {
                    "kind": hint.kind,
                    "rows": [{"agency": agency, "row": row} for agency, row in hint.rows],
                    "why": hint.why,
                }
                for hint in hints
            ]
        )
        return
    if not hints:
        typer.echo("nothing was found")
        return
    columns(
        [(hint.kind, ", ".join(f"{agency} {row + 1}" for agency, row in hint.rows), hint.why) for hint in hints],
        ("kind", "rows", "why"),
    )
    typer.echo(f"{len(hints)} hints; rows are counted from 1 here, from 0 with --json")


def _plan_day(run: RunBrief, zone: tzinfo) -> date:
    """The day the plan is due, by which a time is past or to come. A plan years overdue is judged by its own time."""
    due = last_day_before(run.plan_late_from or run.closes_at, zone)
    return due if due - run.issued_on < timedelta(days=366) else run.issued_on


def asked_columns(contents: Sequence[str]) -> tuple[str, ...]:
    """The columns that a directive's required contents name; all of them where it names none of ours."""
    said = " ; ".join(contents).casefold()
    named = tuple(column for column, words in _ASKED.items() if any(word in said for word in words))
    return named or tuple(_ASKED)
