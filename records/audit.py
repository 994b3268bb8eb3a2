"""The audit chain: one row per fact or firing, each sealed with SHA-256 over itself and the row before it.

A row's seal is SHA-256 of the RFC 8785 (JCS) form of {actor, at, data, directive, kind, name, prev, seq}; the first
row's `prev` is 64 zeros. Anybody can recompute it from an export, with no database. Changing, removing, inserting or
reordering a row breaks a seal after it; a cut tail shows against any head that left the house: every mail carries one.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import rfc8785
from sqlalchemy import Connection, insert, select

from config.errors import AuditBroken
from records.tables import audit_log

GENESIS = "0" * 64


@dataclass(frozen=True)
class Head:
    """The last row of a chain: how many rows it has, and the last seal."""

    seq: int
    hash: str


@dataclass(frozen=True)
class Entry:
    seq: int
    at: str  # UTC, microseconds, "Z"
    actor: str
    kind: str
    name: str
    data: Mapping[str, Any]
    prev: str
    hash: str


def canonical(value: Any) -> str:
    """The one text form of a JSON value (RFC 8785), which is hashed and stored."""
    return rfc8785.dumps(value).decode()


def sha256(value: Any) -> str:
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()


def seal(directive_id: str, entry: Mapping[str, Any]) -> str:
    named = {name: entry[name] for name in ("seq", "at", "actor", "kind", "name", "data", "prev")}
    return sha256({"directive": directive_id, **named})


def utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def append(
    connection: Connection,
    directive_id: str,
    head: Head,
    *,
    at: datetime,
    actor: str,
    kind: str,
    name: str,
    data: Mapping[str, Any],
) -> Head:
    """Add one row after `head`, in the caller's transaction; the caller stores the head that comes back."""
    entry = {
        "seq": head.seq + 1,
        "at": utc(at),
        "actor": actor,
        "kind": kind,
        "name": name,
        "data": dict(data),
        "prev": head.hash,
    }
    hash_ = seal(directive_id, entry)
    connection.execute(
        insert(audit_log), {**entry, "directive_id": directive_id, "data": canonical(entry["data"]), "hash": hash_}
    )
    return Head(head.seq + 1, hash_)


def entries(connection: Connection, directive_id: str) -> list[Entry]:
    rows = connection.execute(
        select(audit_log).where(audit_log.c.directive_id == directive_id).order_by(audit_log.c.seq)
    )
    return [
        Entry(row.seq, row.at, row.actor, row.kind, row.name, json.loads(row.data), row.prev, row.hash) for row in rows
    ]


def verify(directive_id: str, chain: Sequence[Entry], known_heads: Iterable[Head] = ()) -> Head:
    """Recompute the whole chain. Gives its head; raises `AuditBroken` naming the first row that does not hold.

    `known_heads` are seals that left the house earlier, in mails or an export; a head's hash may be cut to its first
    digits, as a mail's footer shows it. A head with seq 0 may stand anywhere in the chain.
    """
    prev = GENESIS
    for expected, entry in enumerate(chain, start=1):
        if entry.seq != expected:
            raise _broken(f"row {expected} is missing: row {entry.seq} ({entry.name}) follows row {expected - 1}")
        if entry.prev != prev:
            raise _broken(f"row {entry.seq} ({entry.name}, {entry.at}) does not follow the row before it")
        if entry.hash != seal(directive_id, vars(entry)):
            raise _broken(f"row {entry.seq} ({entry.name}, {entry.at}) was changed after it was written")
        prev = entry.hash
    for head in known_heads:
        _verify_head(chain, head)
    return Head(len(chain), prev)


def _verify_head(chain: Sequence[Entry], head: Head) -> None:
    digits = head.hash.replace(" ", "").lower()
    if head.seq > len(chain):
        raise _broken(f"the end was cut off: the log has {len(chain)} rows, a mail or export knows row {head.seq}")
    candidates = chain[head.seq - 1 : head.seq] if head.seq else chain
    if not any(entry.hash.startswith(digits) for entry in candidates):
        where = f"row {head.seq} is not" if head.seq else "no row is"
        raise _broken(f"{where} the one that a mail or export knows as {digits[:12]}: rewritten, or cut off after it")


def _broken(what: str) -> AuditBroken:
    return AuditBroken(
        what,
        remedy="keep the database file as it is, compare it with the last backup and the codes in the mails' footers",
    )
