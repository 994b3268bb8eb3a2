"""The JSON form of a reading, as docs/read-schema.md describes it, and the walk over its parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any

from reading.model import Field, PlacedDeadline, Reading, Task

SCALARS = ("number", "issuer", "place", "issued_on", "kind", "subject", "urgency", "collects", "signatory", "amends")
LISTS = ("addressees", "lead", "references", "copies")


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value


def _field(field: Field[Any]) -> dict[str, Any]:
    return {
        "value": _plain(field.value),
        "words": field.words,
        "span": list(field.span) if field.span else None,
        "certainty": field.certainty,
        "why": field.why,
    }


def _deadline(found: PlacedDeadline | None) -> dict[str, Any] | None:
    if found is None:
        return None
    rule = found.deadline
    return {
        "words": found.words,
        "span": list(found.span),
        "last_day": rule.last_day.isoformat() if rule.last_day else None,
        "time": rule.time.strftime("%H:%M") if rule.time else None,
        "exclusive": rule.exclusive,
        "rule": str(rule.rule),
        "ambiguous": rule.ambiguous,
        "certainty": rule.certainty,
        "why": rule.why,
        "explanation": {"vi": rule.explanation_vi, "en": rule.explanation_en},
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "assignees": [_field(field) for field in task.assignees],
        "role": task.role,
        "report_to": _field(task.report_to),
        "via": _field(task.via),
        "required_contents": [_field(field) for field in task.required_contents],
        "deadline": _deadline(task.deadline),
    }


def reading_as_json(reading: Reading) -> dict[str, Any]:
    return {
        **{name: _field(getattr(reading, name)) for name in SCALARS},
        **{name: [_field(field) for field in getattr(reading, name)] for name in LISTS},
        "tasks": [_task(task) for task in reading.tasks],
    }


def walk(reading: Reading) -> Iterator[tuple[str, Field[Any] | PlacedDeadline]]:
    """Every part of a reading with its path, in the order of the schema."""
    for name in SCALARS:
        yield name, getattr(reading, name)
    for name in LISTS:
        for at, field in enumerate(getattr(reading, name)):
            yield f"{name}[{at}]", field
    for at, task in enumerate(reading.tasks):
        path = f"tasks[{at}]"
        yield from ((f"{path}.assignees[{i}]", field) for i, field in enumerate(task.assignees))
        yield f"{path}.report_to", task.report_to
        yield f"{path}.via", task.via
        yield from ((f"{path}.required_contents[{i}]", field) for i, field in enumerate(task.required_contents))
        if task.deadline:
            yield f"{path}.deadline", task.deadline
