"""The draft of an agency's answer: typed by several people over days, and nothing of it overwritten silently.

A page sends back, with each row, a mark of what it showed of it. So a save knows for every cell who changed it: only
this person (taken), only another (kept as the other has it), nobody; and where both did, the row is kept twice, one
beside the other, until somebody chooses. A draft is no fact: it is not in the audit log, and it ends when it is sent.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from config.errors import UnreadableInput
from records.acts import MAX_ROWS, Person
from records.audit import canonical
from records.database import Records
from records.portal_tables import draft_rows, drafts

Cells = Mapping[str, str]
MOST_CHARACTERS = 10_000  # of a cell
MARK = 6  # hex digits for each cell: a slip in 16 million shows one row less carefully


@dataclass(frozen=True)
class DraftRow:
    id: str
    position: float
    cells: Cells
    by: Person
    saved_at: datetime | None  # null: of the last answer, not yet saved as a draft
    rival_of: str | None = None
    page: str | None = None  # the opened page that saved it last
    version: int = 0  # of the draft, when it was saved last


@dataclass(frozen=True)
class Draft:
    """`version` 0: nothing was saved yet."""

    version: int
    saved_at: datetime | None
    rows: tuple[DraftRow, ...]


@dataclass(frozen=True)
class Typed:
    """A row as it comes back from a page. `seen`: the mark of what the page showed; None: the row is new."""

    id: str
    cells: Cells
    seen: str | None = None
    dropped: bool = False


@dataclass(frozen=True)
class Merged:
    """The rows after a save, and what the person should be told of."""

    rows: tuple[DraftRow, ...]
    rivals: tuple[DraftRow, ...] = ()  # rows kept beside another's version
    others: tuple[DraftRow, ...] = ()  # rows that somebody else changed or added since this page was shown


def mark(cells: Cells) -> str:
    """What a page shows of a row, cell by cell, short enough for a hidden field."""
    parts = {_digest(name): _digest(words) for name, words in cells.items() if words}
    return ".".join(f"{name}:{parts[name]}" for name in sorted(parts))


@dataclass(frozen=True)
class Saving:
    """Who saves, when, from which opened page; `seen` is the draft's version that the page showed."""

    by: Person
    now: datetime
    page: str
    seen: int = 0


def mark_after(typed: Typed, stored: Cells) -> str:
    """What the page may take as shown after a save: its own words where they are stored, else what it showed before."""
    seen = _read_mark(typed.seen)
    shown = {_digest(name): _digest(stored.get(name, "")) for name, words in typed.cells.items()
             if words == stored.get(name, "")}  # fmt: skip
    both = seen | shown
    return ".".join(f"{name}:{both[name]}" for name in sorted(both) if both[name] != _digest(""))


def merge(stored: Sequence[DraftRow], typed: Sequence[Typed], saving: Saving) -> Merged:
    """Bring what a page sends together with what is stored."""
    rows = {row.id: row for row in stored}
    rivals: list[DraftRow] = []
    here = {each.id for each in typed}
    others = [row for row in stored if row.id not in here and row.version > saving.seen and row.page != saving.page]
    last = max((row.position for row in stored), default=0.0)
    for each in typed:
        there = rows.get(each.id)
        if there is None:
            # New; or removed by somebody else, then it returns only where this person has changed it meanwhile.
            blank = not any(each.cells.values())
            if each.dropped or blank or (each.seen is not None and mark(each.cells) == each.seen):
                continue
            last += 1
            rows[each.id] = DraftRow(each.id, last, dict(each.cells), saving.by, saving.now, page=saving.page)
        elif each.dropped:
            if mark(there.cells) == (each.seen or "") or there.page == saving.page:
                del rows[each.id]
            else:
                others.append(there)  # somebody has changed it: it stays, and the person is told
        else:
            row, rival, theirs = _merged(there, each, saving)
            rows[each.id] = row
            if rival is not None and rival.id not in rows:
                rows[rival.id] = rival
                rivals.append(rival)
            if theirs:
                others.append(row)
    ordered = sorted(rows.values(), key=lambda row: (row.position, row.id))
    return Merged(tuple(ordered), tuple(rivals), tuple(others))


def _merged(there: DraftRow, typed: Typed, saving: Saving) -> tuple[DraftRow, DraftRow | None, bool]:
    """(the row, this person's version where it cannot be one with it, whether another changed it)."""
    seen = _read_mark(typed.seen)
    mine, theirs, both = {}, False, False
    for name in {*there.cells, *typed.cells}:
        old, new = there.cells.get(name, ""), typed.cells.get(name, "")
        if name not in typed.cells or old == new:
            continue
        if there.page == saving.page:
            mine[name] = new  # its own earlier save, whose answer may have been lost on the way
            continue
        shown = seen.get(_digest(name), _digest(""))
        i_changed, they_changed = _digest(new) != shown, _digest(old) != shown
        theirs = theirs or they_changed
        if i_changed and they_changed:
            both = True
        elif i_changed:
            mine[name] = new
    if both:
        id_ = hashlib.sha256(canonical([there.id, dict(typed.cells)]).encode()).hexdigest()[:12]
        beside = {**there.cells, **typed.cells}
        rival = DraftRow(id_, there.position + 1e-6, beside, saving.by, saving.now, there.id, saving.page)
        return there, rival, True
    if not mine:
        return there, None, theirs
    cells = {**there.cells, **mine}
    # A page that still shows an older word of another's cell must not be believed about the whole row next time.
    page = None if theirs else saving.page
    return replace(there, cells=cells, by=saving.by, saved_at=saving.now, page=page), None, theirs


_COLUMNS = tuple(
    draft_rows.c[name]
    for name in (
        "id", "position", "cells", "rival_of", "by_name", "by_position", "page", "version", "saved_at"
    )
)  # fmt: skip


def load(connection: Connection, directive_id: str, agency: str) -> Draft:
    """The draft as it stands; an empty one where nothing was saved. Two statements."""
    head = connection.execute(
        select(drafts.c.version, drafts.c.saved_at).where(*_of(drafts, directive_id, agency))
    ).one_or_none()
    found = connection.execute(
        select(*_COLUMNS).where(*_of(draft_rows, directive_id, agency)).order_by(draft_rows.c.position, draft_rows.c.id)
    ).all()
    cells = json.loads(f"[{','.join(row.cells for row in found)}]")  # one parse for a thousand rows
    people = {(row.by_name, row.by_position): Person(row.by_name, row.by_position) for row in found}
    rows = tuple(
        DraftRow(id_, position, each, people[name, office], saved_at, rival_of, page, version)
        for each, (id_, position, _, rival_of, name, office, page, version, saved_at) in zip(cells, found, strict=True)
    )
    return Draft(head.version if head else 0, head.saved_at if head else None, rows)


def save(
    db: Records,
    directive_id: str,
    agency: str,
    typed: Sequence[Typed],
    saving: Saving,
    *,
    base: Sequence[DraftRow] = (),
) -> tuple[Draft, Merged]:
    """Save what a page sends. `base`: the rows that it showed where there was no draft yet (those of the last answer).

    Raises `UnreadableInput` for what is too much; then nothing is saved.
    """
    _bounded(typed)
    with db.write() as connection:
        draft = _locked(connection, directive_id, agency)
        stored = draft.rows if draft.version else tuple(base)
        merged = merge(stored, typed, saving)
        return _store(connection, directive_id, agency, draft, merged.rows, saving.now), merged


def add(
    db: Records,
    directive_id: str,
    agency: str,
    new: Sequence[Cells],
    saving: Saving,
    *,
    replace_all: bool = False,
    base: Sequence[DraftRow] = (),
) -> Draft:
    """Put rows that were read from a file or pasted behind the draft's own, or in their place.

    `saving.page` names them: the same ones twice are there once.
    """
    typed = [Typed(f"{saving.page}-{number}", cells) for number, cells in enumerate(new)]
    _bounded(typed)
    with db.write() as connection:
        draft = _locked(connection, directive_id, agency)
        kept = () if replace_all else (draft.rows if draft.version else tuple(base))
        merged = merge(kept, typed, saving)
        return _store(connection, directive_id, agency, draft, merged.rows, saving.now)


def choose(db: Records, directive_id: str, agency: str, row_id: str, which: str, *, now: datetime) -> Draft:
    """Settle a row that is there twice: `which` is "this", "other" or "both". Anything else changes nothing."""
    with db.write() as connection:
        draft = _locked(connection, directive_id, agency)
        rival = next((row for row in draft.rows if row.id == row_id and row.rival_of), None)
        if rival is None or which not in ("this", "other", "both"):
            return draft
        gone = {"this": rival.rival_of, "other": rival.id}.get(which)
        rows = [
            replace(row, rival_of=None) if row.rival_of == rival.rival_of and row.id == rival.id else row
            for row in draft.rows
            if row.id != gone
        ]
        return _store(connection, directive_id, agency, draft, rows, now)


def _bounded(typed: Sequence[Typed]) -> None:
    for number, row in enumerate(typed, start=1):
        for name, words in row.cells.items():
            if len(words) > MOST_CHARACTERS:
                raise UnreadableInput(
                    f"row {number}, {name}: {len(words)} characters are more than {MOST_CHARACTERS}",
                    remedy="shorten it, or hand in the long text as an enclosure",
                )


def _locked(connection: Connection, directive_id: str, agency: str) -> Draft:
    """The draft, with its head locked: on PostgreSQL too, two saves of one draft queue up."""
    connection.execute(
        select(drafts.c.version).where(*_of(drafts, directive_id, agency)).with_for_update()
    ).one_or_none()
    return load(connection, directive_id, agency)


def _store(
    connection: Connection, directive_id: str, agency: str, old: Draft, rows: Iterable[DraftRow], now: datetime
) -> Draft:
    """Write what differs, in at most four statements however many rows there are."""
    rows = tuple(rows)
    if len(rows) > MAX_ROWS:
        raise UnreadableInput(f"{len(rows)} rows are more than {MAX_ROWS}", remedy="send the answer in parts")
    before = {row.id: row for row in old.rows}
    if (old.version or not rows) and before == {row.id: row for row in rows}:
        return old
    draft = Draft(old.version + 1, now, rows)
    if old.version:
        connection.execute(
            update(drafts).where(*_of(drafts, directive_id, agency)).values(version=draft.version, saved_at=now)
        )
    else:
        connection.execute(
            insert(drafts),
            {"directive_id": directive_id, "agency": agency, "version": draft.version, "saved_at": now},
        )
    changed = [row for row in rows if before.get(row.id) != row]
    gone = (before.keys() - {row.id for row in rows}) | {row.id for row in changed if row.id in before}
    if gone:
        connection.execute(delete(draft_rows).where(*_of(draft_rows, directive_id, agency), draft_rows.c.id.in_(gone)))
    if changed:
        connection.execute(
            insert(draft_rows), [_as_row(directive_id, agency, row, draft.version, now) for row in changed]
        )
    return draft


def _as_row(directive_id: str, agency: str, row: DraftRow, version: int, now: datetime) -> dict[str, Any]:
    return {
        "directive_id": directive_id,
        "agency": agency,
        "id": row.id,
        "position": row.position,
        "cells": canonical(dict(row.cells)),
        "rival_of": row.rival_of,
        "by_name": row.by.name,
        "by_position": row.by.position,
        "page": row.page,
        "version": version,
        "saved_at": row.saved_at or now,
    }


def _of(table: Any, directive_id: str, agency: str) -> tuple[Any, ...]:
    return table.c.directive_id == directive_id, table.c.agency == agency


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:MARK]


def _read_mark(seen: str | None) -> dict[str, str]:
    return dict(part.rpartition(":")[::2] for part in (seen or "").split(".") if ":" in part)
