"""The records as they begin: directives, duties, answers, plans, audit log, outbox."""

import sqlalchemy as sa
from alembic import op

from records.tables import Instant

revision = "0001"
down_revision = None

REFUSAL = "the audit log is append-only"


def upgrade() -> None:
    op.create_table(
        "audit_log",
        sa.Column("directive_id", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("directive_id", "seq", name=op.f("pk_audit_log")),
    )
    op.create_table(
        "documents",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_documents")),
    )
    op.create_table(
        "intakes",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("arrived_at", Instant(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("directive_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_intakes")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("directive_id", sa.Text(), nullable=True),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("to_address", sa.Text(), nullable=False),
        sa.Column("to_name", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("audit_seq", sa.Integer(), nullable=False),
        sa.Column("audit_head", sa.String(length=64), nullable=False),
        sa.Column("written_at", Instant(), nullable=False),
        sa.Column("send_after", Instant(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_until", Instant(), nullable=True),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.CheckConstraint("status IN ('queued', 'sent', 'bounced', 'dropped')", name=op.f("ck_outbox_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint(
            "directive_id",
            "event",
            "recipient",
            "occasion",
            name=op.f("uq_outbox_directive_id_event_recipient_occasion"),
        ),
        sa.UniqueConstraint("message_id", name=op.f("uq_outbox_message_id")),
    )
    op.create_index(
        "ix_outbox_queued",
        "outbox",
        ["send_after"],
        unique=False,
        sqlite_where=sa.text("status = 'queued'"),
        postgresql_where=sa.text("status = 'queued'"),
    )
    op.create_index(
        "ix_outbox_queued_of",
        "outbox",
        ["directive_id", "send_after"],
        unique=False,
        sqlite_where=sa.text("status = 'queued'"),
        postgresql_where=sa.text("status = 'queued'"),
    )
    op.create_table(
        "rows",
        sa.Column("directive_id", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("place IN ('in_plan', 'merged', 'set_aside')", name=op.f("ck_rows_place")),
        sa.PrimaryKeyConstraint("directive_id", "agency", "version", "position", name=op.f("pk_rows")),
    )
    op.create_index(
        "ix_rows_undecided",
        "rows",
        ["directive_id"],
        unique=False,
        sqlite_where=sa.text("place IS NULL AND current"),
        postgresql_where=sa.text("place IS NULL AND current"),
    )
    op.create_table(
        "directives",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=True),
        sa.Column("ordered_by", sa.Text(), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=64), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("lead_code", sa.Text(), nullable=False),
        sa.Column("lead_name", sa.Text(), nullable=False),
        sa.Column("lead_email", sa.Text(), nullable=False),
        sa.Column("chairman_email", sa.Text(), nullable=False),
        sa.Column("clerk_email", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_since", Instant(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("audit_seq", sa.Integer(), nullable=False),
        sa.Column("audit_head", sa.String(length=64), nullable=False),
        sa.Column("closes_at", Instant(), nullable=False),
        sa.Column("plan_late_from", Instant(), nullable=True),
        sa.Column("digest_at", Instant(), nullable=True),
        sa.Column("urge_at", Instant(), nullable=True),
        sa.Column("seen_version", sa.Integer(), nullable=False),
        sa.Column("wake_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.sha256"], name=op.f("fk_directives_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directives")),
        sa.UniqueConstraint("issuer", "number", "issued_on", name=op.f("uq_directives_issuer_number_issued_on")),
    )
    op.create_index("ix_directives_number", "directives", ["number"], unique=False)
    op.create_index(
        "ix_directives_stirred",
        "directives",
        ["id"],
        unique=False,
        sqlite_where=sa.text("version <> seen_version"),
        postgresql_where=sa.text("version <> seen_version"),
    )
    op.create_index(
        "ix_directives_wake_at",
        "directives",
        ["wake_at"],
        unique=False,
        sqlite_where=sa.text("state NOT IN ('promulgated', 'withdrawn')"),
        postgresql_where=sa.text("state NOT IN ('promulgated', 'withdrawn')"),
    )
    op.create_table(
        "deadlines",
        sa.Column("directive_id", sa.String(length=36), nullable=False),
        sa.Column("binds", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("late_from", Instant(), nullable=False),
        sa.Column("disputed_until", Instant(), nullable=True),
        sa.Column("calendar", sa.Text(), nullable=True),
        sa.Column("explanation_vi", sa.Text(), nullable=False),
        sa.Column("explanation_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["directive_id"], ["directives.id"], name=op.f("fk_deadlines_directive_id")),
        sa.PrimaryKeyConstraint("directive_id", "binds", "seq", name=op.f("pk_deadlines")),
    )
    op.create_table(
        "duties",
        sa.Column("directive_id", sa.String(length=36), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("roster_group", sa.Text(), nullable=True),
        sa.Column("phrase", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("late_from", Instant(), nullable=False),
        sa.Column("disputed_until", Instant(), nullable=True),
        sa.Column("remind_at", Instant(), nullable=True),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("first_received_at", Instant(), nullable=True),
        sa.Column("last_received_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["directive_id"], ["directives.id"], name=op.f("fk_duties_directive_id")),
        sa.PrimaryKeyConstraint("directive_id", "agency", name=op.f("pk_duties")),
    )
    op.create_index(
        "ix_duties_late_from",
        "duties",
        ["late_from"],
        unique=False,
        sqlite_where=sa.text("state IN ('pending', 'returned')"),
        postgresql_where=sa.text("state IN ('pending', 'returned')"),
    )
    op.create_index(
        "ix_duties_open",
        "duties",
        ["directive_id", "remind_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('pending', 'returned')"),
        postgresql_where=sa.text("state IN ('pending', 'returned')"),
    )
    op.create_table(
        "extensions",
        sa.Column("directive_id", sa.String(length=36), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["directive_id"], ["directives.id"], name=op.f("fk_extensions_directive_id")),
        sa.PrimaryKeyConstraint("directive_id", "agency", "seq", name=op.f("pk_extensions")),
    )
    op.create_table(
        "facts",
        sa.Column("directive_id", sa.String(length=36), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("acted_upon_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["directive_id"], ["directives.id"], name=op.f("fk_facts_directive_id")),
        sa.PrimaryKeyConstraint("directive_id", "seq", name=op.f("pk_facts")),
    )
    op.create_index(
        "ix_facts_pending",
        "facts",
        ["directive_id"],
        unique=False,
        sqlite_where=sa.text("acted_upon_at IS NULL"),
        postgresql_where=sa.text("acted_upon_at IS NULL"),
    )
    op.create_table(
        "plans",
        sa.Column("directive_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("handed_in_at", Instant(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("memo_number", sa.Text(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("rows_sha256", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("plan_number", sa.Text(), nullable=True),
        sa.Column("plan_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["directive_id"], ["directives.id"], name=op.f("fk_plans_directive_id")),
        sa.PrimaryKeyConstraint("directive_id", "version", name=op.f("pk_plans")),
    )
    op.create_table(
        "submissions",
        sa.Column("directive_id", sa.String(length=36), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_position", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("rows_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["directive_id"], ["directives.id"], name=op.f("fk_submissions_directive_id")),
        sa.PrimaryKeyConstraint("directive_id", "agency", "version", name=op.f("pk_submissions")),
        sa.UniqueConstraint("receipt", name=op.f("uq_submissions_receipt")),
    )
    _protect_audit_log()


def _protect_audit_log() -> None:
    """The database itself refuses to change or delete an audit row."""
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_log_no_{act.lower()} BEFORE {act} ON audit_log "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION audit_log_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_log_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log "
        "FOR EACH STATEMENT EXECUTE FUNCTION audit_log_refuse()"
    )


def downgrade() -> None:
    raise RuntimeError("records are never downgraded: restore the backup that was taken before the upgrade")
