"""The tables behind the portal: links, drafts, what agencies ask besides their answers, accounts and API clients.

No token and no password stands in any of them: only its SHA-256, or its argon2 hash.
"""

from sqlalchemy import Column, Date, Float, ForeignKey, Index, Integer, String, Table, Text, text

from records.tables import Instant, Serial, metadata

__all__ = [
    "accounts", "agency_requests", "api_clients", "done_once", "draft_rows", "drafts", "enclosures", "links",
    "metadata", "sign_ins",
]  # fmt: skip

# One row for each link that was ever made; the one without `revoked_at` is in force.
links = Table(
    "links",
    metadata,
    Column("directive_id", ForeignKey("directives.id"), primary_key=True),
    Column("agency", Text, primary_key=True),
    Column("serial", Integer, primary_key=True),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("made_at", Instant, nullable=False),
    Column("opened_at", Instant),  # the first act of a person, never a GET: mail scanners follow links
    Column("revoked_at", Instant),
    Column("revoked_why", Text),
)

drafts = Table(
    "drafts",
    metadata,
    Column("directive_id", ForeignKey("directives.id"), primary_key=True),
    Column("agency", Text, primary_key=True),
    Column("version", Integer, nullable=False),  # moves with every save
    Column("saved_at", Instant, nullable=False),
)

draft_rows = Table(
    "draft_rows",
    metadata,
    Column("directive_id", Text, primary_key=True),
    Column("agency", Text, primary_key=True),
    Column("id", String(24), primary_key=True),  # stable while the row is edited, whoever edits it
    Column("position", Float, nullable=False),
    Column("cells", Text, nullable=False),  # canonical JSON: column -> words
    Column("rival_of", String(24)),  # the row of which this is another person's version
    Column("by_name", Text),
    Column("by_position", Text),
    Column("page", String(24)),  # the opened page that saved it last: a page is never its own rival
    Column("version", Integer, nullable=False),  # of the draft, when it was saved last
    Column("saved_at", Instant, nullable=False),
)

# Signed scans; the bytes are in `documents`. `version` is that of the answer it went with, null while it is a draft.
enclosures = Table(
    "enclosures",
    metadata,
    Column("id", Serial, primary_key=True),
    Column("directive_id", ForeignKey("directives.id"), nullable=False),
    Column("agency", Text, nullable=False),
    Column("document", ForeignKey("documents.sha256"), nullable=False),
    Column("filename", Text, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("by_name", Text),
    Column("added_at", Instant, nullable=False),
    Column("version", Integer),
    Index("ix_enclosures_of", "directive_id", "agency"),
)

agency_requests = Table(
    "agency_requests",
    metadata,
    Column("directive_id", ForeignKey("directives.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),  # its audit entry
    Column("agency", Text, nullable=False),
    Column("kind", Text, nullable=False),  # extension | reassignment | question
    Column("receipt", Text, nullable=False, unique=True),
    Column("received_at", Instant, nullable=False),
    Column("by_name", Text),
    Column("by_position", Text),
    Column("words", Text, nullable=False),  # the reason, or the question
    Column("until", Date),  # of an extension
    Column("belongs_to", Text),  # of a reassignment: the agency as named
    Column("belongs_to_code", Text),  # its code, where it is one of those addressed
    Column("answered_at", Instant),
    Column("answered_by", Text),
    Column("answer", Text),
    Index("ix_agency_requests_of", "directive_id", "agency"),
    Index(
        "ix_agency_requests_open",
        "directive_id",
        sqlite_where=text("answered_at IS NULL"),
        postgresql_where=text("answered_at IS NULL"),
    ),
)

# What was done for a key that its sender made up, written in the act's own transaction: a second press, a replayed
# request or a retry after a lost answer gets the first outcome again.
done_once = Table(
    "done_once",
    metadata,
    Column("scope", String(64), primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("asked_sha256", String(64), nullable=False),  # the same key for something else is a mistake
    Column("outcome", Text, nullable=False),  # JSON
    Column("done_at", Instant, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("username", Text, nullable=False, unique=True),  # casefolded
    Column("name", Text, nullable=False),
    Column("position", Text),
    Column("email", Text),
    Column("role", Text, nullable=False),  # see records/accounts.py
    Column("agency", Text),  # the code of a lead's own agency
    Column("password_hash", Text),  # null: signs in through OpenID Connect alone
    Column("made_at", Instant, nullable=False),
    Column("disabled_at", Instant),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("token_sha256", String(64), primary_key=True),
    Column("account_id", ForeignKey("accounts.id"), nullable=False, index=True),
    Column("began_at", Instant, nullable=False),  # machine time, as is the end
    Column("ends_at", Instant, nullable=False),
)

api_clients = Table(
    "api_clients",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("scopes", Text, nullable=False),  # blank-separated
    Column("agency", Text),  # null: for every agency
    Column("made_at", Instant, nullable=False),
    Column("revoked_at", Instant),
)
