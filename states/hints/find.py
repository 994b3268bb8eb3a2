"""All hints for the lead of one plan: what to look at, in which rows, and why. Nothing is changed by a hint."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from states.hints.blanks import is_blank
from states.hints.duplicates import same_tasks
from states.hints.leads import same_lead, several
from states.hints.references import faults_of
from states.hints.rows import Prepared, cell
from states.hints.schedule import fault_of

RowKey = tuple[str, int]  # agency code, 0-based place in that agency's answer
SubmittedRow = tuple[str, int, Mapping[str, Any]]
COLUMNS = ("product", "legal_basis", "schedule")  # what a directive may ask for, and then may not be blank

_LONGEST_QUOTE = 110
_TOLD_IN_PAIRS = 6  # rows of one task up to which each two of them are a hint of their own
_DENSE = 0.6  # of all pairs of a larger group: it is one task said many times, not a chain


class Kind(StrEnum):
    """What a hint is about, in the order in which they are told."""

    DUPLICATE = "duplicate"  # Gần trùng
    LEAD_CONFLICT = "lead_conflict"  # Nhiều cơ quan cùng nhận chủ trì
    NO_LEGAL_BASIS = "no_legal_basis"  # Thiếu căn cứ pháp lý
    BAD_SCHEDULE = "bad_schedule"  # Thời gian không phù hợp
    EMPTY_PRODUCT = "empty_product"  # Thiếu sản phẩm
    IMPOSSIBLE_REFERENCE = "impossible_reference"  # Căn cứ pháp lý không thể đúng


@dataclass(frozen=True)
class Hint:
    """`why` is a sentence in Vietnamese for the lead; of two rows it quotes both."""

    kind: Kind
    rows: tuple[RowKey, ...]
    why: str


def find_hints(
    rows: Iterable[SubmittedRow],
    *,
    planned_on: date,
    ends_on: date | None = None,
    written_by: date | None = None,
    asked: Collection[str] = COLUMNS,
    names: Mapping[str, str] | None = None,
) -> list[Hint]:
    """All hints over the rows of all agencies, ordered by kind, then by the rows' own order.

    `planned_on` is the plan's day: what ends before it is past. `ends_on` is the last day of the plan's period (None:
    unknown, nothing is too late). `written_by`: the day of the last answer, after which no cited document can be signed
    (None: the plan's day). `asked`: which of COLUMNS the directive asks for; what it does not ask for may be blank or
    vague. `names`: agencies by code, for the sentences and for blank leads.
    """
    called = names or {}
    prepared = [Prepared(agency, index, row, called.get(agency, "")) for agency, index, row in rows]
    hints = list(_of_pairs(prepared))
    for row in prepared:
        hints += _of_one(row, planned_on, ends_on, asked)
        hints += _of_references(row, max(planned_on, written_by or planned_on))
    order = {kind: place for place, kind in enumerate(Kind)}
    places = {(row.agency, row.index): place for place, row in enumerate(prepared)}
    return sorted(hints, key=lambda hint: (order[hint.kind], [places[key] for key in hint.rows]))


def _of_one(row: Prepared, planned_on: date, ends_on: date | None, asked: Collection[str]) -> Iterator[Hint]:
    key = ((row.agency, row.index),)
    task = _quoted(row.task_text or row.product_text)
    if len(leads := several(cell(row.row, "lead"))) > 1:
        listed = ", ".join(f"“{lead[:60]}”" for lead in leads[:4])
        many = f"Ô cơ quan chủ trì của nhiệm vụ {task} ghi {len(leads):02d} cơ quan: {listed}"
        yield Hint(Kind.LEAD_CONFLICT, key, f"{many}; mỗi nhiệm vụ chỉ một cơ quan chủ trì.")
    if "legal_basis" in asked and is_blank(cell(row.row, "legal_basis")):
        yield Hint(Kind.NO_LEGAL_BASIS, key, f"Nhiệm vụ {task} chưa ghi căn cứ pháp lý.")
    when, wanted = cell(row.row, "schedule"), "schedule" in asked
    fault = fault_of(when, planned_on=planned_on, ends_on=ends_on, wanted=wanted)
    if fault:
        yield Hint(Kind.BAD_SCHEDULE, key, f"Nhiệm vụ {task}: {fault[0].lower()}{fault[1:]}")
    if "product" in asked and is_blank(row.product_text):
        yield Hint(Kind.EMPTY_PRODUCT, key, f"Nhiệm vụ {task} chưa ghi sản phẩm.")


def _of_references(row: Prepared, written_by: date) -> Iterator[Hint]:
    faults = faults_of(cell(row.row, "legal_basis"), today=written_by)
    if faults:
        task = _quoted(row.task_text or row.product_text)
        why = f"Căn cứ pháp lý của nhiệm vụ {task} không thể đúng: {'; '.join(faults)}."
        yield Hint(Kind.IMPOSSIBLE_REFERENCE, ((row.agency, row.index),), why)


# ---- two rows and more


def _of_pairs(rows: Sequence[Prepared]) -> Iterator[Hint]:
    for group in _groups(rows, same_tasks(rows)):
        members = [rows[place] for place in group]
        keys = tuple((row.agency, row.index) for row in members)
        yield Hint(Kind.DUPLICATE, keys, _why_same(members))
        if _leads_differ(members):
            yield Hint(Kind.LEAD_CONFLICT, keys, _why_conflict(members))


def _groups(rows: Sequence[Prepared], pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """Each pair by itself; a task that many rows say (and nearly each two of them agree) as one group."""
    joined = list(range(len(rows)))

    def root(place: int) -> int:
        while joined[place] != place:
            joined[place] = joined[joined[place]]
            place = joined[place]
        return place

    for one, other in pairs:
        joined[max(root(one), root(other))] = min(root(one), root(other))
    together: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for one, other in pairs:
        together[root(one)].append((one, other))
    for linked in together.values():
        members = sorted({place for pair in linked for place in pair})
        possible = len(members) * (len(members) - 1) / 2
        if len(members) > _TOLD_IN_PAIRS and len(linked) >= _DENSE * possible:
            yield tuple(members)
        else:
            yield from linked


def _leads_differ(rows: Sequence[Prepared]) -> bool:
    leads = [row.lead for row in rows if row.lead is not None and not several(cell(row.row, "lead"))]
    return any(not same_lead(leads[0], other) for other in leads[1:])


def _why_same(rows: Sequence[Prepared]) -> str:
    if len(rows) == 2:
        return f"Có thể là một nhiệm vụ: {_who(rows[0])} ghi {_said(rows[0])}; {_who(rows[1])} ghi {_said(rows[1])}."
    first = f"{_who(rows[0])} ghi {_said(rows[0])}"
    return f"{len(rows)} dòng có thể là một nhiệm vụ: {first}; cùng nội dung: {_others(rows)}."


def _why_conflict(rows: Sequence[Prepared]) -> str:
    leads = [_short(cell(row.row, "lead")) or _who(row) for row in rows]
    claims = [f"{_who(row)} ghi “{lead}” cho {_said(row)}" for row, lead in zip(rows[:4], leads, strict=False)]
    return (
        f"Một sản phẩm, {'hai' if len(rows) == 2 else 'nhiều'} nơi ghi cơ quan chủ trì khác nhau: {'; '.join(claims)}."
    )


def _who(row: Prepared) -> str:
    return row.agency_name or row.agency


def _others(rows: Sequence[Prepared]) -> str:
    named = list(dict.fromkeys(_who(row) for row in rows[1:]))
    return ", ".join(named[:8]) + (f" và {len(named) - 8} cơ quan khác" if len(named) > 8 else "")


def _said(row: Prepared) -> str:
    """The row's own words: its task, and its product where that says more than a kind of document."""
    product = f" (sản phẩm: {_quoted(row.product_text)})" if row.product.alone else ""
    return f"{_quoted(row.task_text)}{product}"


def _quoted(text: str) -> str:
    return f"“{_short(text)}”"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1].rsplit(' ', 1)[0]}…"
