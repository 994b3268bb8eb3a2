"""The raw baseline: the statements that the product sent, sent again by the bare driver, and nothing else.

The product is watched while it does its work on one copy of the database. Then it does the same on a second one, in
turns with the bare driver, which sends the very same statements, values and commits to a third. What differs is what
the product costs on top: deciding, reading into objects, hashing, building statements.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import Engine, event

GLANCE = "a statement with no transaction around it"


@dataclass
class Tape:
    """What went to the database, in order: (statement, values, whether the values are many rows)."""

    sent: list[tuple[str, Any, bool]] = field(default_factory=list)


@contextmanager
def recorded(engine: Engine) -> Iterator[Tape]:
    """Note every statement inside the block, and where transactions begin and end."""
    tape = Tape()
    sqlite = engine.dialect.name == "sqlite"

    def is_glance(connection: Any) -> bool:
        return bool(connection.get_execution_options().get("isolation_level") == "AUTOCOMMIT")

    def begin(connection: Any) -> None:
        if is_glance(connection):
            tape.sent.append((GLANCE, (), False))
        elif sqlite:  # psycopg begins by itself; a writer has begun already (records/database.py)
            begun = connection.connection.dbapi_connection.in_transaction
            tape.sent.append(("BEGIN IMMEDIATE" if begun else "BEGIN", (), False))

    def statement(_connection: Any, _cursor: Any, sql: str, values: Any, _context: Any, many: bool) -> None:
        tape.sent.append((sql, values, many))

    def commit(_connection: Any) -> None:
        tape.sent.append(("COMMIT", (), False))

    def rollback(connection: Any) -> None:
        if not is_glance(connection):
            tape.sent.append(("ROLLBACK", (), False))

    listeners: dict[str, Callable[..., Any]] = {
        "begin": begin,
        "before_cursor_execute": statement,
        "commit": commit,
        "rollback": rollback,
    }
    for name, listener in listeners.items():
        event.listen(engine, name, listener, insert=True)
    try:
        yield tape
    finally:
        for name, listener in listeners.items():
            event.remove(engine, name, listener)


class Sqlite:
    """The bare sqlite3 driver, with a file sync at each commit."""

    def __init__(self, url: str) -> None:
        self.connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON"):
            self.connection.execute(f"PRAGMA {pragma}")

    def play(self, tape: Tape) -> None:
        for sql, values, many in tape.sent:
            if many:
                self.connection.executemany(sql, values)
            else:
                self.connection.execute(sql, values).fetchall()

    def close(self) -> None:
        self.connection.close()


class Postgresql:
    """Bare psycopg; what the product reads outside a transaction goes over a connection that has none."""

    def __init__(self, url: str) -> None:
        self.writing, self.glancing = psycopg.connect(url), psycopg.connect(url, autocommit=True)
        self.write, self.glance = self.writing.cursor(), self.glancing.cursor()

    def play(self, tape: Tape) -> None:
        using = self.write
        for sql, values, many in tape.sent:
            if sql == GLANCE:
                using = self.glance
                continue
            if sql == "COMMIT":
                self.writing.commit()
            elif sql == "ROLLBACK":
                self.writing.rollback()
            elif many:
                using.executemany(sql, values)
            else:
                using.execute(sql, values)
                if using.description is not None:
                    using.fetchall()
            using = self.write

    def close(self) -> None:
        self.writing.close()
        self.glancing.close()


Driver = Sqlite | Postgresql


def in_turns(ours: Sequence[Callable[[], object]], driver: Driver, tapes: Sequence[Tape]) -> tuple[float, float]:
    """Seconds of the median part of our work and of the same part by the bare driver.

    The parts are taken in turns, so that whatever else the machine and its disk do falls on both alike.
    """
    by_us, by_it = [], []
    for work, tape in zip(ours, tapes, strict=True):
        began = time.perf_counter()
        work()
        between = time.perf_counter()
        driver.play(tape)
        by_us.append(between - began)
        by_it.append(time.perf_counter() - between)
    return median(by_us), median(by_it)
