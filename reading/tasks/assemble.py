"""Acts into tasks, one per group of assignees and deadline; and who consolidates."""

from __future__ import annotations

import re

from reading.layout import Paragraph
from reading.model import NOT_FOUND, Field, PlacedDeadline, Task, TaskRole
from reading.tasks.contents import contents_in
from reading.tasks.handing_in import Act, acts_of
from reading.tasks.orders import Order, orders_of
from reading.text import Source, View

_GROUP = re.compile(r"(?<!\w)(?:các|quý|cơ quan, đơn vị|từng|mỗi|những)(?!\w)", re.IGNORECASE)
_STANDING = re.compile(r"(?<!\w)(?:nếu|trường hợp|khi có|vướng mắc|phát sinh|vượt thẩm quyền)(?!\w)", re.IGNORECASE)


def read_tasks(
    source: Source, paragraphs: list[Paragraph], addressees: tuple[Field[str], ...], deadlines: list[PlacedDeadline]
) -> tuple[tuple[Task, ...], list[Act]]:
    orders = orders_of(paragraphs)
    acts = [act for order in orders for act in acts_of(order, _within(order, deadlines)) if not _is_standing(act)]
    collectors = {view.text for act in acts for view in [*act.via, *([*act.to] if act.purpose_collects else [])]}
    tasks: list[Task] = []
    for act in acts:
        task = _task(source, act, addressees, collectors)
        same = next((at for at, known in enumerate(tasks) if _same(known, task)), None)
        if same is None:
            tasks.append(task)
        else:
            tasks[same] = _merged(tasks[same], task)
    return tuple(_with_contents(source, tasks, orders, acts)), acts


def _within(order: Order, deadlines: list[PlacedDeadline]) -> list[PlacedDeadline]:
    begin, stop = order.view.span()
    return [found for found in deadlines if begin <= found.span[0] < stop]


def _is_standing(act: Act) -> bool:
    """ "Nếu có vướng mắc, báo cáo UBND tỉnh": a contact, no duty."""
    return act.deadline is None and bool(_STANDING.search(act.sentence.text))


def _task(source: Source, act: Act, addressees: tuple[Field[str], ...], collectors: set[str]) -> Task:
    assignees = tuple(source.field(view) for view in act.assignees) or addressees
    to = [source.field(view) for view in act.to]
    via = source.field(act.via[0]) if act.via else NOT_FOUND
    if act.ends_with and to and not act.via:
        to, via = [source.field(act.ends_with[-1])], to[-1]
    elif len(to) > 1 and to[0].value != to[-1].value and not act.via:
        via, to = to[0], to[-1:]
    return Task(assignees, _role(act, collectors), to[-1] if to else NOT_FOUND, via, (), act.deadline)


def _role(act: Act, collectors: set[str]) -> TaskRole:
    named = len(act.assignees) == 1 and not _GROUP.search(act.assignees[0].text)
    if named and (act.collects or act.assignees[0].text in collectors):
        return "consolidate"
    return "coordinate" if act.supplies and set(act.verbs) <= {"cung cấp", "gửi"} else "submit"


def _same(one: Task, other: Task) -> bool:
    if [field.value for field in one.assignees] != [field.value for field in other.assignees]:
        return False
    days = [task.deadline.deadline.last_day if task.deadline else None for task in (one, other)]
    return days[0] == days[1] or None in days


def _merged(one: Task, other: Task) -> Task:
    role: TaskRole = "consolidate" if "consolidate" in (one.role, other.role) else one.role
    return Task(
        one.assignees,
        role,
        one.report_to if one.report_to.found else other.report_to,
        one.via if one.via.found else other.via,
        (),
        one.deadline or other.deadline,
    )


def _with_contents(source: Source, tasks: list[Task], orders: list[Order], acts: list[Act]) -> list[Task]:
    """Each list of contents goes to the first task that submits: the one of its own item, else of its context."""
    listed = [piece for order in orders for piece in contents_in(order.view)]
    contents = tuple(source.field(piece) for piece in listed)
    first = next((at for at, task in enumerate(tasks) if task.role == "submit"), None)
    if first is None or not contents:
        return tasks
    task = tasks[first]
    tasks[first] = Task(task.assignees, task.role, task.report_to, task.via, contents, task.deadline)
    return tasks


def read_lead(source: Source, tasks: tuple[Task, ...], acts: list[Act]) -> tuple[Field[str], ...]:
    """Who is said to consolidate: by an order of its own, or as the one to whom answers go "để tổng hợp"."""
    found: dict[str, Field[str]] = {}
    for task in tasks:
        if task.role == "consolidate":
            for field in task.assignees:
                found.setdefault(str(field.value), field)
    for act in acts:
        who: View | None = act.collector or ((act.via or act.to or [None])[0] if act.purpose_collects else None)
        if who is not None:
            field = source.field(who)
            found.setdefault(str(field.value), field)
    return tuple(found.values())
