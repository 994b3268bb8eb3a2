"""The tables, with the index behind each question that is asked often.

Instants are stored in UTC. JSON that is hashed or frozen is canonical text (RFC 8785), never a database's JSON.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import TypeDecorator


def _to_utc(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone")
    return value.astimezone(UTC)


def _to_text(value: datetime | None) -> str | None:
    utc = _to_utc(value)
    return None if utc is None else utc.replace(tzinfo=None).isoformat(" ", "microseconds")


def _from_text(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC. A naive one is refused.

    SQLite keeps text without a zone, always of one length, which sorts as time does: SQLAlchemy's own text, in a third
    of its time, for every row of a roll call or of the outbox has three of them.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        return _to_text if dialect.name == "sqlite" else _to_utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _from_text if dialect.name == "sqlite" else _to_utc


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Serial = BigInteger().with_variant(Integer, "sqlite")

# The conditions of the partial indexes. Queries use these very words, with no bound parameter in them, for only then
# does SQLite see that the index applies.
OPEN_STATE = "state NOT IN ('promulgated', 'withdrawn')"
OPEN_DUTY = "state IN ('pending', 'returned')"
QUEUED = "status = 'queued'"
is_open = text(f"directives.{OPEN_STATE}")
owes_answer = text(f"duties.{OPEN_DUTY}")
is_queued = text(f"outbox.{QUEUED}")
is_undecided = text("rows.place IS NULL AND rows.current")

documents = Table(
    "documents",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("filename", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

directives = Table(
    "directives",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("issued_on", Date, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("urgency", Text),
    Column("ordered_by", Text, nullable=False),
    Column("contents", Text, nullable=False),  # JSON list
    Column("document", ForeignKey("documents.sha256"), nullable=False),
    Column("filename", Text, nullable=False),
    Column("lead_code", Text, nullable=False),
    Column("lead_name", Text, nullable=False),
    Column("lead_email", Text, nullable=False),
    Column("chairman_email", Text, nullable=False),
    Column("clerk_email", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("state", Text, nullable=False),
    Column("state_since", Instant, nullable=False),
    Column("version", Integer, nullable=False),  # moves with every fact and every firing
    Column("audit_seq", Integer, nullable=False),
    Column("audit_head", String(64), nullable=False),
    # deadlines and timers in force; their words and reasons are in `deadlines`
    Column("closes_at", Instant, nullable=False),
    Column("plan_late_from", Instant),
    Column("digest_at", Instant),
    Column("urge_at", Instant),
    # what the directive's run last saw, and when it wakes
    Column("seen_version", Integer, nullable=False),
    Column("wake_at", Instant),
    UniqueConstraint("issuer", "number", "issued_on"),
    Index("ix_directives_number", "number"),
    Index(
        "ix_directives_wake_at",
        "wake_at",
        sqlite_where=text(OPEN_STATE),
        postgresql_where=text(OPEN_STATE),
    ),
    Index(
        "ix_directives_stirred",
        "id",
        sqlite_where=text("version <> seen_version"),
        postgresql_where=text("version <> seen_version"),
    ),
)

deadlines = Table(
    "deadlines",
    metadata,
    Column("directive_id", ForeignKey("directives.id"), primary_key=True),
    Column("binds", Text, primary_key=True),  # submissions | plan
    Column("seq", Integer, primary_key=True),  # the audit entry that set it; the last one is in force
    Column("words", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("time", Text),
    Column("late_from", Instant, nullable=False),
    Column("disputed_until", Instant),
    Column("calendar", Text),
    Column("explanation_vi", Text, nullable=False),
    Column("explanation_en", Text, nullable=False),
)

duties = Table(
    "duties",
    metadata,
    Column("directive_id", ForeignKey("directives.id"), primary_key=True),
    Column("agency", Text, primary_key=True),
    Column("position", Integer, nullable=False),  # the roster's order
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("roster_group", Text),
    Column("phrase", Text),
    Column("state", Text, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("late_from", Instant, nullable=False),
    Column("disputed_until", Instant),
    Column("remind_at", Instant),
    Column("versions", Integer, nullable=False),  # answers received; the last one counts
    Column("first_received_at", Instant),  # lateness is judged by this one
    Column("last_received_at", Instant),
    Column("reason", Text),  # of a waiver, a reassignment, a return
    Index(
        "ix_duties_open",
        "directive_id",
        "remind_at",
        sqlite_where=text(OPEN_DUTY),
        postgresql_where=text(OPEN_DUTY),
    ),
    Index(
        "ix_duties_late_from",
        "late_from",
        sqlite_where=text(OPEN_DUTY),
        postgresql_where=text(OPEN_DUTY),
    ),
)

facts = Table(
    "facts",
    metadata,
    Column("directive_id", ForeignKey("directives.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),  # its audit entry
    Column("name", Text, nullable=False),
    Column("data", Text, nullable=False),  # JSON
    Column("recorded_at", Instant, nullable=False),
    Column("acted_upon_at", Instant),
    Index(
        "ix_facts_pending",
        "directive_id",
        sqlite_where=text("acted_upon_at IS NULL"),
        postgresql_where=text("acted_upon_at IS NULL"),
    ),
)

submissions = Table(
    "submissions",
    metadata,
    Column("directive_id", ForeignKey("directives.id"), primary_key=True),
    Column("agency", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # submitted | nil
    Column("received_at", Instant, nullable=False),
    Column("receipt", Text, nullable=False, unique=True),
    Column("by_name", Text),
    Column("by_position", Text),
    Column("note", Text),
    Column("rows_sha256", String(64), nullable=False),
)

rows = Table(
    "rows",
    metadata,
    Column("directive_id", Text, primary_key=True),
    Column("agency", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),  # from 0, the agency's order
    Column("content", Text, nullable=False),  # canonical JSON of one row, as received
    Column("current", Boolean, nullable=False),  # of the agency's last version
    Column("place", Text),  # null: undecided | in_plan | merged | set_aside
    Column("reason", Text),
    CheckConstraint("place IN ('in_plan', 'merged', 'set_aside')", name="place"),
    Index(
        "ix_rows_undecided",
        "directive_id",
        sqlite_where=text("place IS NULL AND current"),
        postgresql_where=text("place IS NULL AND current"),
    ),
)

plans = Table(
    "plans",
    metadata,
    Column("directive_id", ForeignKey("directives.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("handed_in_at", Instant, nullable=False),
    Column("by_name", Text),
    Column("memo_number", Text),  # số tờ trình
    Column("rows", Integer, nullable=False),
    Column("rows_sha256", String(64), nullable=False),
    Column("decision", Text),  # approved | returned
    Column("decided_at", Instant),
    Column("reason", Text),
    Column("plan_number", Text),
    Column("plan_date", Date),
)

extensions = Table(
    "extensions",
    metadata,
    Column("directive_id", ForeignKey("directives.id"), primary_key=True),
    Column("agency", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("asked_at", Instant, nullable=False),
    Column("until", Date, nullable=False),  # last day asked for, inclusive
    Column("reason", Text, nullable=False),
    Column("decision", Text),  # granted | refused
    Column("decided_at", Instant),
)

audit_log = Table(
    "audit_log",
    metadata,
    Column("directive_id", Text, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("at", Text, nullable=False),  # text, for it is hashed as written
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),  # fact | firing
    Column("name", Text, nullable=False),
    Column("data", Text, nullable=False),  # canonical JSON
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("directive_id", Text),  # null: about a file that never became a directive
    Column("event", Text, nullable=False),
    Column("recipient", Text, nullable=False),  # agency code, "lead", "chairman", "clerk"
    Column("occasion", Text, nullable=False),  # which of its kind: a version, a day
    Column("to_address", Text, nullable=False),
    Column("to_name", Text, nullable=False),
    Column("message_id", Text, nullable=False, unique=True),
    Column("facts", Text, nullable=False),  # JSON, a snapshot taken in the firing's transaction
    Column("audit_seq", Integer, nullable=False),
    Column("audit_head", String(64), nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("send_after", Instant, nullable=False),  # office time: quiet hours, back-off
    Column("status", Text, nullable=False),  # queued | sent | bounced | dropped
    Column("attempts", Integer, nullable=False),
    Column("claimed_until", Instant),  # machine time: a claim by a dead process runs out
    Column("settled_at", Instant),
    Column("reply", Text),  # the server's word, or why not
    UniqueConstraint("directive_id", "event", "recipient", "occasion"),
    CheckConstraint("status IN ('queued', 'sent', 'bounced', 'dropped')", name="status"),
    Index(
        "ix_outbox_queued",
        "send_after",
        sqlite_where=text(QUEUED),
        postgresql_where=text(QUEUED),
    ),
    Index(
        "ix_outbox_queued_of",
        "directive_id",
        "send_after",
        sqlite_where=text(QUEUED),
        postgresql_where=text(QUEUED),
    ),
)

intakes = Table(
    "intakes",
    metadata,
    Column("sha256", String(64), primary_key=True),  # the same file twice is recognised by its content
    Column("filename", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("arrived_at", Instant, nullable=False),
    Column("status", Text, nullable=False),  # see records/intake.py
    Column("answers", Text, nullable=False),  # JSON: what the clerk answered to the questions
    Column("answered_by", Text),
    Column("reason", Text),
    Column("directive_id", Text),
)
