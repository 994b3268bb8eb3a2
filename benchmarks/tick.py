"""What a tick costs when a million duties are on record: what is due, not what is open, nor what ever was.

25,000 directives to 40 agencies each. 950 are open, with 38,000 answers still owed; a hundred of them are due now. Of
the ended ones every fiftieth agency never answered. Against the same question without its index: the whole table.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from typing import Any

from benchmarks.office import opened, sqlite
from records import runs

DIRECTIVES, AGENCIES, OPEN, DUE = 25_000, 40, 950, 100
FIRST_OPEN = DIRECTIVES - OPEN
NOW = datetime(2020, 12, 21, 8, 30, tzinfo=UTC)
ROUNDS, SCANS = 200, 5
AT_MOST_MS, TIMES_FASTER = 2.0, 50.0

SCAN_WAKES = (
    "SELECT d.directive_id, min(d.remind_at) FROM duties d NOT INDEXED "
    "JOIN directives o ON o.id = d.directive_id AND o.state NOT IN ('promulgated', 'withdrawn') "
    "WHERE d.state IN ('pending', 'returned') AND d.remind_at <= ? GROUP BY d.directive_id ORDER BY 2 LIMIT 100"
)
SCAN_DUTIES = (
    "SELECT d.directive_id, o.number, d.agency, d.name, d.late_from FROM duties d NOT INDEXED "
    "JOIN directives o ON o.id = d.directive_id AND o.state NOT IN ('promulgated', 'withdrawn') "
    "WHERE d.state IN ('pending', 'returned') AND d.late_from <= ? ORDER BY d.late_from DESC LIMIT 100"
)


def run() -> list[tuple[str, float, float, str]]:
    with sqlite() as fresh:
        url = fresh()
        path = url.removeprefix("sqlite:///")
        fill(path)
        db = opened(url)
        raw = sqlite3.connect(path)
        due: list[tuple[str, Callable[..., list[Any]], str]] = [
            ("tick: wakes that are due", runs.overdue_wakes, SCAN_WAKES),
            ("tick: page of overdue answers", runs.overdue_duties, SCAN_DUTIES),
        ]
        rows = []
        for name, ask, scan in due:
            assert len(ask(db, NOW)) == DUE
            ours = milliseconds(partial(ask, db, NOW), ROUNDS)
            whole = milliseconds(partial(raw.execute, f"SELECT count(*) FROM ({scan})", (text(NOW),)), SCANS)
            rows += [
                (f"{name}, of 1,000,000", whole / ours, TIMES_FASTER, f"{ours:.3f} ms, the scan {whole:.0f} ms"),
                (f"{name}, within {AT_MOST_MS:g} ms", AT_MOST_MS / ours, 1.0, f"{ours:.3f} ms"),
            ]
        raw.close()
        db.close()
    return rows


def milliseconds(ask: Callable[[], object], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        took.append(time.perf_counter() - began)
    return median(took) * 1000


def fill(path: str) -> None:
    """Put the million on record, past the product: only their shape matters here."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA synchronous=OFF")
    document = {"sha256": "0" * 64, "filename": "a.txt", "media_type": "text/plain", "content": b""}
    insert(connection, "documents", [document])
    insert(connection, "directives", map(directive, range(DIRECTIVES)))
    insert(connection, "duties", (duty(number, agency) for number in range(DIRECTIVES) for agency in range(AGENCIES)))
    connection.commit()
    connection.close()


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    rows = iter(rows)
    first = next(rows)
    names = ", ".join(first)
    values = ", ".join(f":{name}" for name in first)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({values})", first)
    connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({values})", rows)


def text(instant: datetime) -> str:
    return instant.replace(tzinfo=None).isoformat(" ", "microseconds")


def late_from(number: int, agency: int) -> datetime:
    """Ended directives closed long ago, one an hour. Of the open ones a few closed this morning, the rest will."""
    if number < FIRST_OPEN:
        return NOW - timedelta(hours=FIRST_OPEN - number)
    at = (number - FIRST_OPEN) * AGENCIES + agency
    return NOW + timedelta(minutes=at - DUE + 1)


def directive(number: int) -> dict[str, Any]:
    is_open = number >= FIRST_OPEN
    at = text(NOW - timedelta(days=30))
    wakes = NOW + timedelta(minutes=number - FIRST_OPEN - DUE + 1)
    return {
        "id": f"{number:036d}", "number": f"{number}/UBND-TH", "issuer": "UBND tỉnh", "issued_on": "2020-12-17",
        "kind": "công văn", "subject": "xây dựng Kế hoạch", "ordered_by": "Chủ tịch UBND tỉnh", "contents": "[]",
        "document": "0" * 64, "filename": "a.txt", "lead_code": "SKHDT", "lead_name": "Sở Kế hoạch và Đầu tư",
        "lead_email": "skhdt@x.example", "chairman_email": "vpub@x.example", "clerk_email": "vanthu@x.example",
        "recorded_at": at, "state": "awaiting_submissions" if is_open else "promulgated", "state_since": at,
        "version": 7, "audit_seq": 7, "audit_head": "0" * 64, "closes_at": at, "seen_version": 7,
        "wake_at": text(wakes) if is_open else None,
    }  # fmt: skip


def duty(number: int, agency: int) -> dict[str, Any]:
    owed = number >= FIRST_OPEN or (number * AGENCIES + agency) % 50 == 0
    at = text(late_from(number, agency))
    return {
        "directive_id": f"{number:036d}", "agency": f"X{agency}", "position": agency, "name": f"Cơ quan số {agency}",
        "email": f"x{agency}@quangngai.example", "state": "pending" if owed else "accepted", "last_day": at[:10],
        "late_from": at, "remind_at": at if owed else None, "versions": 0,
    }  # fmt: skip
