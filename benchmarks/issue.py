"""Issuing to 100 agencies: one transaction, five statements, against the same by the bare driver."""

from functools import partial

from benchmarks import replay
from benchmarks.office import ISSUED, Fresh, opened, order, postgresql, sqlite
from records.issue import issue

DIRECTIVES, AGENCIES = 40, 100
REACH = {"sqlite": 0.40, "postgresql": 0.55}


def measure(fresh: Fresh, driver: type[replay.Sqlite] | type[replay.Postgresql]) -> tuple[float, float]:
    """(ratio of the driver's time to ours, milliseconds of one issue by us)."""
    watched = opened(fresh())
    orders = [order(watched, AGENCIES, name=f"{number}/UBND-TH") for number in range(DIRECTIVES)]
    tapes = []
    for each in orders:
        with replay.recorded(watched.engine) as tape:
            issue(watched, each, now=ISSUED)
        tapes.append(tape)
    watched.close()

    raw, db = driver(fresh()), opened(fresh())
    ours, theirs = replay.in_turns([partial(issue, db, each, now=ISSUED) for each in orders], raw, tapes)
    raw.close()
    db.close()
    return theirs / ours, ours * 1000


def run() -> list[tuple[str, float, float, str]]:
    with sqlite() as fresh:
        ratio, ours = measure(fresh, replay.Sqlite)
    rows = [("issue to 100 agencies, SQLite", ratio, REACH["sqlite"], f"{ours:.2f} ms, synced")]
    with postgresql() as fresh:
        ratio, ours = measure(fresh, replay.Postgresql)
    return [*rows, ("issue to 100 agencies, PostgreSQL", ratio, REACH["postgresql"], f"{ours:.2f} ms, synced")]
