"""The audit chain: one row per fact or firing, each sealed with SHA-256 over itself and the row before it.

A row's seal is SHA-256 of the RFC 8785 (JCS) form of {actor, at, data, directive, kind, name, prev, seq}; the first
row's `prev` is 64 zeros. Anybody can recompute it from an export, with no database. Changing, removing, inserting or
reordering a row breaks a seal after it; a cut tail shows against any head that left the house: every mail carries one.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import rfc8785
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import DBAPIError

from config.errors import AuditBroken, UnreadableInput
from records.tables import audit_log

GENESIS = "0" * 64
FEWEST_DIGITS = 8  # of a seal, to be told from another one; a mail's footer shows more

_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_SAFE_DIGITS = 15  # whole numbers with more of them were a float's: RFC 8785 writes 1e20 as 100000000000000000000


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
    """The one text form of a JSON value (RFC 8785), which is hashed and stored. Raises `UnreadableInput`."""
    try:
        text = _PLAIN.encode(value) if _is_plain(value) else rfc8785.dumps(value).decode()
        text.encode()
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(
            f"a value cannot be put on record: {error}", remedy="write it as plain text, dates and long numbers too"
        ) from None
    if "\\u0000" in text and _NUL.search(text):
        raise UnreadableInput("a text holds a NUL character", remedy="type it again, or send it as plain text")
    return text


# Without fractions, long numbers and keys beyond ASCII, Python's own encoder writes the same form, many times faster.
_PLAIN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False)


def _is_plain(value: Any) -> bool:
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return True
    if kind is int:
        return bool(-(2**53) < value < 2**53)
    if kind is dict:
        return all(type(key) is str and key.isascii() and _is_plain(each) for key, each in value.items())
    return kind in (list, tuple) and all(map(_is_plain, value))


def parsed(text: str) -> Any:
    """The value of a canonical text: `canonical(parsed(text)) == text`."""
    return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) <= _SAFE_DIGITS else _whole(digits))


def _whole(digits: str) -> int | float:
    return int(digits) if abs(int(digits)) < 2**53 else float(digits)


def sha256(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def sha256_of_rows(rows: Iterable[str]) -> str:
    """`sha256` of a list, from its elements in canonical form."""
    return hashlib.sha256(f"[{','.join(rows)}]".encode()).hexdigest()


def seal(directive_id: str, entry: Mapping[str, Any]) -> str:
    named = {name: entry[name] for name in ("seq", "at", "actor", "kind", "name", "data", "prev")}
    return sha256({"directive": directive_id, **named})


def utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


_APPEND = insert(audit_log)


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
        _APPEND, {**entry, "directive_id": directive_id, "data": canonical(entry["data"]), "hash": hash_}
    )
    return Head(head.seq + 1, hash_)


def entries(connection: Connection, directive_id: str) -> list[Entry]:
    """The log of one directive, in order. What somebody made unreadable is shown as such, and does not verify."""
    chosen = select(audit_log).where(audit_log.c.directive_id == directive_id)
    try:
        rows = connection.execute(chosen.order_by(audit_log.c.seq)).all()
    except (DBAPIError, UnicodeError):  # bytes that are no text: find the row
        numbers = connection.execute(select(audit_log.c.seq).where(audit_log.c.directive_id == directive_id))
        return [_entry_alone(connection, directive_id, seq) for seq in sorted(numbers.scalars(), key=_order)]
    return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:
    return Entry(row.seq, row.at, row.actor, row.kind, row.name, as_written(row.data), row.prev, row.hash)


def _entry_alone(connection: Connection, directive_id: str, seq: int) -> Entry:
    mine = (audit_log.c.directive_id == directive_id, audit_log.c.seq == seq)
    try:
        return _entry(connection.execute(select(audit_log).where(*mine)).first())
    except (DBAPIError, UnicodeError):
        return Entry(seq, "?", "?", "?", "unreadable", {}, "?", "?")


def as_written(text: Any) -> Mapping[str, Any]:
    """What a stored object says; a text that is not in the form that was hashed stands for itself: its hash differs."""
    try:
        data = parsed(text)
        if isinstance(data, dict) and canonical(data) == text:
            return data
    except (ValueError, TypeError, RecursionError, UnreadableInput):
        pass
    return {"not as it was written": repr(text)}


def verify(directive_id: str, chain: Sequence[Entry], known_heads: Iterable[Head] = ()) -> Head:
    """Recompute the whole chain. Gives its head; raises `AuditBroken` naming the first row that does not hold.

    `known_heads` are seals that left the house earlier, in mails or an export; a head's hash may be cut to its first
    digits, as a mail's footer shows it. A head with seq 0 may stand anywhere in the chain.
    """
    prev = GENESIS
    for expected, entry in enumerate(chain, start=1):
        if entry.seq != expected:
            raise _broken(_gap(expected, entry))
        if entry.prev != prev:
            raise _broken(f"row {entry.seq} ({entry.name}, {entry.at}) does not follow the row before it")
        if entry.hash != _resealed(directive_id, entry):
            raise _broken(f"row {entry.seq} ({entry.name}, {entry.at}) was changed after it was written")
        prev = entry.hash
    for head in known_heads:
        _verify_head(chain, head)
    return Head(len(chain), prev)


def _gap(expected: int, entry: Entry) -> str:
    if isinstance(entry.seq, int) and entry.seq < expected:
        return f"row {entry.seq} ({entry.name}, {entry.at}) was added: it stands after row {expected - 1}"
    return f"row {expected} is missing: row {entry.seq} ({entry.name}) follows row {expected - 1}"


def _resealed(directive_id: str, entry: Entry) -> str | None:
    try:
        return seal(directive_id, vars(entry))
    except UnreadableInput:  # nothing that we wrote
        return None


def _verify_head(chain: Sequence[Entry], head: Head) -> None:
    digits = "".join(head.hash.split()).lower()
    if len(digits) < FEWEST_DIGITS:
        raise _broken(f"“{head.hash}”, known for row {head.seq}, is no seal: {FEWEST_DIGITS} digits at least")
    if head.seq > len(chain):
        raise _broken(f"the end was cut off: the log has {len(chain)} rows, a mail or export knows row {head.seq}")
    candidates = chain[head.seq - 1 : head.seq] if head.seq > 0 else chain
    if not any(entry.hash.startswith(digits) for entry in candidates):
        where = f"row {head.seq} is not" if head.seq > 0 else "no row is"
        raise _broken(f"{where} the one that a mail or export knows as {digits[:12]}: rewritten, or cut off after it")


def _order(seq: Any) -> tuple[bool, Any]:
    return (not isinstance(seq, int), seq if isinstance(seq, int) else str(seq))


def _broken(what: str) -> AuditBroken:
    return AuditBroken(
        what,
        remedy="keep the database file as it is, compare it with the last backup and the codes in the mails' footers",
    )
