"""What is issued: a directive as read, checked and addressed, before anything of it is on record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from states.deadlines import Deadline


@dataclass(frozen=True)
class Addressed:
    """One agency that owes an answer, frozen as the roster had it on the directive's date."""

    code: str
    name: str
    email: str
    group: str | None = None
    phrase: str | None = None  # the words of the directive that reach this agency


@dataclass(frozen=True)
class Party:
    """Somebody with a part in the directive who is no addressee by that: the lead, the chairman's office, the clerk."""

    code: str
    name: str
    email: str


@dataclass(frozen=True)
class Order:
    """Everything `records.issue` freezes. The key is (issuer, number, issued_on): numbers restart every year."""

    number: str
    issuer: str
    issued_on: date
    subject: str
    lead: Party
    agencies: tuple[Addressed, ...]
    submissions: Deadline
    plan: Deadline | None
    filename: str
    media_type: str
    content: bytes  # the original, byte for byte
    kind: str = "công văn"
    urgency: str | None = None
    ordered_by: str = "Chủ tịch UBND tỉnh"
    contents: tuple[str, ...] = ()  # what each row must state: the columns of the answer
    confirmed: Mapping[str, Any] = field(default_factory=dict)  # who confirmed what was to be checked
