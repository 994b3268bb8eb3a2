"""The mails, one class each: who gets it, and the facts its templates may name. This is the written contract.

The facts are a JSON snapshot taken in the firing's own transaction: instants as ISO strings with an offset, days as
YYYY-MM-DD. facts.py turns them into the types written here; formatting is left to the templates (see wording.py).
A class's name in snake case is the event, its template folder, and the word in outbox, audit log and command line.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

Standing = Literal["on_time", "disputed", "late"]


@dataclass(frozen=True)
class Deadline:
    """One deadline of the directive as it was read. `late_from` is the first late instant."""

    words: str
    last_day: date
    time: str | None
    late_from: datetime
    disputed_until: datetime | None
    explanation_vi: str
    explanation_en: str


@dataclass(frozen=True)
class Directive:
    """What all mails of one directive share."""

    number: str
    kind: str
    issuer: str
    issued_on: date
    subject: str
    ordered_by: str
    lead_name: str
    lead_code: str
    lead_address: str
    contents: tuple[str, ...]
    filename: str
    submissions: Deadline
    plan: Deadline | None
    portal_url: str


# --- what every mail carries -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ToAgency:
    """To an addressed agency. `last_day` is its own, extended or not; null for a lead that was not itself asked.

    `phrase`: the words of the directive by which it was asked. `link`: its own page, empty where there is no portal.
    """

    audience: ClassVar[str] = "agency"
    code: str
    name: str
    phrase: str | None
    last_day: date | None
    link: str


@dataclass(frozen=True)
class ToLead(ToAgency):
    """To the agency that collects and consolidates; what binds it is the directive's `plan`."""

    audience: ClassVar[str] = "lead"


@dataclass(frozen=True)
class ToChairman:
    audience: ClassVar[str] = "chairman"
    link: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class ToClerk:
    audience: ClassVar[str] = "clerk"
    link: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class Asked:
    """An extension that somebody asks for."""

    name: str
    until: date


@dataclass(frozen=True)
class Unfit:
    """A task of a submission that was sent back, and why."""

    task: str
    reason: str


# --- to agencies --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class IssueNotice(ToAgency):
    """the directive is issued"""

    working_days_left: int
    locality: bool


@dataclass(frozen=True)
class Receipt(ToAgency):
    """its answer was received; each version has its own receipt"""

    rows: int
    received_at: datetime
    receipt: str
    version: int
    standing: Standing
    revisable_until: date | datetime | None


@dataclass(frozen=True)
class NilAcknowledged(ToAgency):
    """it declared that it has nothing to propose"""

    by_name: str | None
    by_position: str | None
    received_at: datetime
    receipt: str
    standing: Standing


@dataclass(frozen=True)
class ReminderBefore(ToAgency):
    """it has not answered and the last day is near"""

    working_days_left: int


@dataclass(frozen=True)
class ReminderOnTheDay(ToAgency):
    """it has not answered on the morning of the last day"""


@dataclass(frozen=True)
class Overdue(ToAgency):
    """it has not answered and the last day is over; `disputed`: today could still be read as in time"""

    days: int
    now: datetime
    disputed: bool


@dataclass(frozen=True)
class Escalation(ToAgency):
    """still no answer: once, to the head of the agency"""

    now: datetime
    reminded_on: tuple[date, ...]
    mailbox: str


@dataclass(frozen=True)
class ExtensionGranted(ToAgency):
    """a later last day was granted, on request or by reopening the collection"""

    old_last_day: date
    new_last_day: date
    asked_on: date | None
    granted_by: str
    reason: str | None


@dataclass(frozen=True)
class ExtensionRefused(ToAgency):
    """its request for more time was refused"""

    reason: str
    asked_on: date
    refused_by: str


@dataclass(frozen=True)
class RequestReceived(ToAgency):
    """what it asked besides its answer was received: more time, "not ours", a question"""

    kind: Literal["extension", "reassignment", "question"]
    receipt: str
    received_at: datetime
    words: str
    until: date | None
    belongs_to: str | None
    by_name: str | None
    by_position: str | None


@dataclass(frozen=True)
class QuestionAnswered(ToAgency):
    """the lead answered its question"""

    question: str
    answer: str
    answered_by: str
    asked_at: datetime


@dataclass(frozen=True)
class ReturnedForRevision(ToAgency):
    """the lead sent some of its tasks back"""

    items: tuple[Unfit, ...]
    new_last_day: date


@dataclass(frozen=True)
class Promulgated(ToAgency):
    """the plan is signed; `own_rows` counts the tasks that this agency leads"""

    plan_number: str
    plan_date: date
    own_rows: int


@dataclass(frozen=True)
class Withdrawn(ToAgency):
    """the directive is withdrawn or replaced"""

    reason: str
    replaced_by: str | None


# --- to the lead --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LeadNotice(ToLead):
    """the directive is issued and names it to consolidate"""

    asked: int


@dataclass(frozen=True)
class LeadDigest(ToLead):
    """each working morning: who answered, who did not, what waits for it.

    `answered` = `on_time` + `late` + `disputed`, declarations of nothing (`nil`) among them; `returned` counts
    agencies that owe a revision; `silent` are those that never answered.
    """

    now: datetime
    asked: int
    answered: int
    on_time: int
    late: int
    disputed: int
    nil: int
    returned: int
    waived: int
    silent: tuple[str, ...]
    rows_waiting: int
    extensions_asked: tuple[Asked, ...]
    plan_working_days_left: int | None


@dataclass(frozen=True)
class CollectionClosed(ToLead):
    """the collection is over: its deadline passed, or nobody owes anything any more"""

    now: datetime
    asked: int
    answered: int
    silent: tuple[str, ...]


@dataclass(frozen=True)
class ExtensionAsked(ToLead):
    """an agency asks for more time"""

    agency_name: str
    until: date
    reason: str
    asked_at: datetime


@dataclass(frozen=True)
class ReassignmentAsked(ToLead):
    """an agency says that the task is another's"""

    agency_name: str
    belongs_to: str
    reason: str
    asked_at: datetime


@dataclass(frozen=True)
class QuestionAsked(ToLead):
    """an agency asks a question; a reply to the mail goes to that agency"""

    agency_name: str
    agency_address: str
    question: str
    asked_at: datetime
    by_name: str | None
    by_position: str | None


@dataclass(frozen=True)
class PlanOverdue(ToLead):
    """the plan's last day is over"""

    days: int
    now: datetime


@dataclass(frozen=True)
class PlanReturned(ToLead):
    """the chairman sent the plan back"""

    reason: str
    new_last_day: date | None
    by: str


# --- to the chairman's office and the clerk -----------------------------------------------------------------------


@dataclass(frozen=True)
class PlanSubmitted(ToChairman):
    """the lead handed in the plan"""

    answered: int
    asked: int
    rows: int
    memo_number: str | None
    silent: tuple[str, ...]
    plan_name: str
    version: int


@dataclass(frozen=True)
class MailBounced(ToClerk):
    """a mail could not be delivered; `code` is the mail server's, null when it never answered"""

    failed_event: str
    agency_name: str
    address: str
    at: datetime
    code: int | None
    reason: str


@dataclass(frozen=True)
class ClerkQuestions(ToClerk):
    """a dropped file was read and some of it must be confirmed; there is no directive yet.

    `document`: first digits of its SHA-256, by which `dondoc intake` knows it.
    """

    filename: str
    document: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class IntakeRejected(ToClerk):
    """a dropped file could not be taken; there is no directive. `kept`: false for a document stamped as secret"""

    filename: str
    reason: str
    kept: bool = True


Facts = ToAgency | ToChairman | ToClerk

MAILS: tuple[type[Facts], ...] = (
    IssueNotice, LeadNotice, Receipt, NilAcknowledged, ReminderBefore, ReminderOnTheDay, Overdue, Escalation,
    LeadDigest, CollectionClosed, ExtensionAsked, ExtensionGranted, ExtensionRefused, ReturnedForRevision,
    PlanOverdue, PlanSubmitted, PlanReturned, Promulgated, Withdrawn, MailBounced, ClerkQuestions, IntakeRejected,
    RequestReceived, ReassignmentAsked, QuestionAsked, QuestionAnswered,
)  # fmt: skip


def event_of(mail: type[Facts]) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", mail.__name__).lower()


EVENTS: dict[str, type[Facts]] = {event_of(mail): mail for mail in MAILS}
WITHOUT_DIRECTIVE = frozenset({"clerk_questions", "intake_rejected"})
