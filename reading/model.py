"""What a reading is: a frozen tree of fields, each with its source, and its JSON form (docs/read-schema.md)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from states.deadlines import Deadline

T = TypeVar("T")
Certainty = Literal["read", "check"]
Span = tuple[int, int]
Urgency = Literal["khẩn", "thượng khẩn", "hỏa tốc"]
CopyRole = Literal["report", "information", "act", "coordinate", "file"]
TaskRole = Literal["submit", "consolidate", "coordinate"]


@dataclass(frozen=True)
class Field(Generic[T]):
    """One value with where it came from. `span` counts code points of the document's text, end excluded."""

    value: T | None
    words: str | None = None
    span: Span | None = None
    certainty: Certainty = "read"
    why: str | None = (
        None  # the reason in words, in Vietnamese: the clerk reads it; set exactly when certainty is "check"
    )

    def __post_init__(self) -> None:
        if (self.certainty == "check") != bool(self.why):
            raise ValueError(f"a check needs its reason, and only a check has one: {self}")

    @property
    def found(self) -> bool:
        return self.value is not None


NOT_FOUND: Field[Any] = Field(None)


def doubted(field: Field[T], why: str) -> Field[T]:
    """The same field, marked `check`; reasons add up."""
    reason = f"{field.why}; {why}" if field.why else why
    return Field(field.value, field.words, field.span, "check", reason)


@dataclass(frozen=True)
class Signatory:
    """Who signed: `capacity` is the mark nearest to the title (TM., KT., TL., TUQ., Q.), None when signed bare."""

    name: str | None
    title: str | None
    capacity: str | None


@dataclass(frozen=True)
class Copy:
    """One recipient under "Nơi nhận" and why it gets a copy."""

    name: str
    role: CopyRole | None


@dataclass(frozen=True)
class PlacedDeadline:
    """A deadline phrase in the text: the rule's reading of it and where it stands in the document."""

    deadline: Deadline
    words: str
    span: Span


@dataclass(frozen=True)
class Task:
    """One thing that somebody must hand in, supply or consolidate; one per group of assignees and deadline."""

    assignees: tuple[Field[str], ...]
    role: TaskRole
    report_to: Field[str] = NOT_FOUND
    via: Field[str] = NOT_FOUND
    required_contents: tuple[Field[str], ...] = ()
    deadline: PlacedDeadline | None = None


@dataclass(frozen=True)
class Reading:
    """Everything read from one document. Absent values are fields whose `value` is None, absent lists are empty."""

    number: Field[str] = NOT_FOUND
    issuer: Field[str] = NOT_FOUND
    place: Field[str] = NOT_FOUND
    issued_on: Field[date] = NOT_FOUND
    kind: Field[str] = NOT_FOUND
    subject: Field[str] = NOT_FOUND
    urgency: Field[Urgency] = NOT_FOUND
    collects: Field[bool] = NOT_FOUND
    signatory: Field[Signatory] = NOT_FOUND
    amends: Field[str] = NOT_FOUND
    addressees: tuple[Field[str], ...] = ()
    lead: tuple[Field[str], ...] = ()
    references: tuple[Field[str], ...] = ()
    copies: tuple[Field[Copy], ...] = ()
    tasks: tuple[Task, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The object of docs/read-schema.md: plain dicts, lists, strings, numbers; every key present."""
        from reading.as_json import reading_as_json

        return reading_as_json(self)

    def doubts(self) -> list[tuple[str, Field[Any] | PlacedDeadline]]:
        """Every part marked `check`, with its path ("number", "tasks[0].deadline"): what a person must confirm."""
        from reading.as_json import walk

        return [(path, part) for path, part in walk(self) if certainty_of(part) == "check"]


@dataclass(frozen=True)
class Document:
    """A file that was read: `text` is what the spans count in, `sha256` is that of the file's bytes."""

    text: str
    reading: Reading
    sha256: str
    media_type: str
    filename: str
    content: bytes = field(default=b"", repr=False)  # the document's own bytes; of a mail, those of its attachment
    notes: tuple[str, ...] = ()  # what the person should know about the file itself, e.g. "read by OCR"


def all_doubted(reading: Reading, why: str) -> Reading:
    """The same reading with every field that was found marked `check`, and every deadline too."""

    def sure(part: Any) -> Any:
        if isinstance(part, Field):
            return doubted(part, why) if part.found and part.span else part
        if isinstance(part, tuple):
            return tuple(sure(item) for item in part)
        if isinstance(part, Task):
            return replace(part, **{item.name: sure(getattr(part, item.name)) for item in fields(part)})
        if isinstance(part, PlacedDeadline):
            reason = f"{part.deadline.why}; {why}" if part.deadline.why else why
            return replace(part, deadline=replace(part.deadline, certainty="check", why=reason))
        return part

    return replace(reading, **{item.name: sure(getattr(reading, item.name)) for item in fields(reading)})


def certainty_of(part: Field[Any] | PlacedDeadline) -> Certainty:
    return part.certainty if isinstance(part, Field) else part.deadline.certainty
