"""Opening the records: SQLite (WAL, a file sync per commit) or PostgreSQL, migrated to the code's version.

`Records.write()` is the one door to a transaction that changes something: it holds the write lock from its first
statement on, so what it reads is what it changes, and it commits whole or not at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from config.calendar import load_overrides
from config.errors import Unavailable
from config.settings import Settings
from states.ladder import Office
from states.working_days import WorkingDays


@dataclass(frozen=True)
class Records:
    """An open database, and the office whose habits its timers follow."""

    engine: Engine
    office: Office
    mail_domain: str
    chairman_address: str
    clerk_address: str
    portal_url: str = ""

    @contextmanager
    def read(self) -> Iterator[Connection]:
        with _explained(self.engine), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        with _explained(self.engine), self.engine.connect() as connection:
            connection = connection.execution_options(write=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        self.engine.dispose()


def open_records(settings: Settings, *, migrate: bool = True) -> Records:
    """Open and migrate the records. Raises `Unavailable` when the URL, the server or the disk does not allow it."""
    engine = connect(settings.records_url)
    if migrate:
        from records.migrations.run import to_head

        with _explained(engine):
            to_head(engine)
    office = Office(
        zone=settings.tz,
        working_days=WorkingDays(load_overrides(settings.calendar)),
        reminder_days=settings.reminder_days,
        overdue_days=settings.overdue_days,
        mail_hour=settings.mail_hour,
        quiet_from=settings.quiet_from,
        quiet_until=settings.quiet_until,
    )
    return Records(
        engine=engine,
        office=office,
        mail_domain=settings.mail_from.rpartition("@")[2],
        chairman_address=settings.chairman_address,
        clerk_address=settings.clerk_address,
        portal_url=settings.portal_url,
    )


def connect(url: str) -> Engine:
    """An engine for `url`, with SQLite made durable. Raises `Unavailable` for a URL that cannot be one."""
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgresql", "postgres"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise ArgumentError(parsed.get_backend_name())
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed, pool_pre_ping=parsed.get_backend_name() == "postgresql")
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise Unavailable(
            f"the database URL cannot be used ({error})",
            remedy="set DONDOC_DATABASE_URL to sqlite:////path/records.sqlite3 or postgresql://user@host/name",
        ) from None
    except OSError as error:
        raise Unavailable(
            f"the folder of the database cannot be made: {error}",
            remedy="pass --home with a folder that can be written",
        ) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _durable)
        event.listen(engine, "begin", _lock_to_write)
    return engine


def _durable(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are ours to begin, see _lock_to_write
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _lock_to_write(connection: Connection) -> None:
    # A transaction that reads first and writes later could be refused halfway; one that begins as a writer waits.
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


@contextmanager
def _explained(engine: Engine) -> Iterator[None]:
    """Turn the database's own words into what the administrator can do about it."""
    try:
        yield
    except DBAPIError as error:
        words = str(error.orig)
        if "disk is full" in words or "No space left" in words:
            raise Unavailable(
                "the disk that holds the records is full; nothing was changed",
                remedy="free some space and do the same again",
            ) from error
        if error.connection_invalidated or "unable to open" in words or "onnection" in words or "readonly" in words:
            url = engine.url.render_as_string(hide_password=True)
            raise Unavailable(
                f"the records cannot be reached at {url}: {words.strip()}",
                remedy="check DONDOC_DATABASE_URL and that the server runs; `dondoc doctor` tries it",
            ) from error
        raise
