"""A durable firing: look, decide, and state, audit row, mails and timers in one synced transaction.

Against the same statements by the bare driver: sqlite3 with FULL sync, psycopg on PostgreSQL.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from benchmarks import replay
from benchmarks.office import ISSUED, Fresh, opened, order, postgresql, sqlite, working_mornings
from records import Records
from records.firing import advance, fire, look
from records.issue import issue
from states.directive import Firing

MORNINGS, A_PART = 300, 5  # mornings in all and in one part; two firings each
REACH = {"sqlite": 0.40, "postgresql": 0.55}


def begin(db: Records) -> str:
    """A directive on record, past its deadlines: on each working morning the lead is briefed and urged."""
    id_ = issue(db, order(db, 3), now=ISSUED)
    advance(db, id_, ISSUED)
    for morning in working_mornings(db, 8):
        advance(db, id_, morning)
    return id_


def parts(db: Records, id_: str) -> list[Callable[[], None]]:
    mornings = working_mornings(db, 8 + MORNINGS)[8:]
    return [partial(_fire, db, id_, mornings[at : at + A_PART]) for at in range(0, MORNINGS, A_PART)]


def _fire(db: Records, id_: str, mornings: list[datetime]) -> None:
    """Two firings a morning, each a look and a transaction with one mail."""
    for morning in mornings:
        for _ in range(2):
            due = look(db, id_, morning)
            assert isinstance(due, Firing)
            fire(db, id_, due, morning)


def measure(fresh: Fresh, driver: type[replay.Sqlite] | type[replay.Postgresql]) -> tuple[float, float]:
    """(ratio of the driver's time to ours, milliseconds of one of our firings)."""
    watched = opened(fresh())
    id_ = begin(watched)
    tapes = []
    for part in parts(watched, id_):
        with replay.recorded(watched.engine) as tape:
            part()
        tapes.append(tape)
    watched.close()

    raw_url = fresh()
    prepared = opened(raw_url)
    begin(prepared)
    prepared.close()
    raw, db = driver(raw_url), opened(fresh())
    begin(db)
    ours, theirs = replay.in_turns(parts(db, id_), raw, tapes)
    raw.close()
    db.close()
    return theirs / ours, ours / (2 * A_PART) * 1000


def run() -> list[tuple[str, float, float, str]]:
    with sqlite() as fresh:
        ratio, ours = measure(fresh, replay.Sqlite)
    rows = [("firing, SQLite", ratio, REACH["sqlite"], f"{ours:.2f} ms each, synced")]
    with postgresql() as fresh:
        ratio, ours = measure(fresh, replay.Postgresql)
    return [*rows, ("firing, PostgreSQL", ratio, REACH["postgresql"], f"{ours:.2f} ms each, synced")]
