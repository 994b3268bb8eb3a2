"""What the main form brings: rows with the marks of what was shown, who types, and what was pressed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.datastructures import FormData

from portal import forms
from records.acts import Person
from records.drafts import DraftRow, Saving, Typed

ROW = re.compile(r"[A-Za-z0-9-]{1,24}")
CELL = re.compile(r"c\.([A-Za-z0-9-]{1,24})\.(\d{1,2})")
MOST_COLUMNS = 40


@dataclass(frozen=True)
class Sent:
    """`go`: the pressed button, "review", "drop:ID", "choose:ID:this" …; `other`: the fields of the other answers."""

    rows: tuple[Typed, ...]
    page: str
    seen: int
    table_page: int
    name: str
    position: str
    go: str
    other: Mapping[str, str]

    def saving(self, by: Person, now: datetime) -> Saving:
        return Saving(by, now, self.page or "unknown", self.seen)


OTHERS = ("nil_sure", "nil_note", "until", "extension_reason", "belongs_to", "reassignment_reason", "question")


def read(form: FormData) -> Sent:
    """The main form. What is malformed in it is left out: no page of ours sends it."""
    keys = _keys(form)
    cells: dict[str, dict[str, str]] = {}
    for name in form:
        found = CELL.fullmatch(name)
        if found and int(found[2]) < len(keys):
            words = forms.text(form, name, most=12_000).strip()
            cells.setdefault(found[1], {})[keys[int(found[2])]] = words
    go = forms.text(form, "go", 80) or "save"
    dropped = go.removeprefix("drop:") if go.startswith("drop:") else None
    rows = [
        Typed(id_, words, None if (seen := forms.text(form, f"s.{id_}")) == "" else seen.strip("-"), id_ == dropped)
        for id_, words in cells.items()
    ]
    page = forms.text(form, "page", 24)
    return Sent(
        rows=tuple(rows),
        page=page if ROW.fullmatch(page) else "",
        seen=_number(forms.text(form, "seen", 9)),
        table_page=_number(forms.text(form, "table_page", 4)),
        name=forms.text(form, "name", 200),
        position=forms.text(form, "position", 200),
        go=go,
        other={name: forms.text(form, name, 5000).strip() for name in OTHERS},
    )


def as_shown(sent: Sent, rows: tuple[DraftRow, ...]) -> list[DraftRow]:
    """The rows of the page as typed, over those on record: to show again what could not be saved."""
    typed = {row.id: row for row in sent.rows}
    shown = [_over(row, typed.pop(row.id, None)) for row in rows]
    new = [row for row in typed.values() if any(row.cells.values())]
    last = max((row.position for row in rows), default=0.0)
    return shown + [DraftRow(row.id, last + 1 + at, row.cells, Person(), None) for at, row in enumerate(new)]


def _over(row: DraftRow, typed: Typed | None) -> DraftRow:
    return row if typed is None else replace(row, cells={**row.cells, **typed.cells})


def _keys(form: FormData) -> list[str]:
    try:
        keys = json.loads(forms.text(form, "columns"))
    except ValueError:
        return []
    if not isinstance(keys, list) or not all(isinstance(key, str) and 0 < len(key) <= 300 for key in keys):
        return []
    return keys[:MOST_COLUMNS]


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else 0
