"""Opening the records: SQLite (WAL, a file sync per commit) or PostgreSQL, migrated to the code's version.

`Records.write()` is the one door to a transaction that changes something: it holds the write lock from its first
statement on, so what it reads is what it changes, and it commits whole or not at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, NoSuchModuleError

from config.calendar import load_overrides
from config.errors import Unavailable, UnreadableInput
from config.secret_key import derived, read_or_make
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
    link_key: bytes = field(default=b"", repr=False)  # agencies' links are made with it; see records/links.py

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose statements all see the same instant of the database."""
        with _explained(self.engine), self.engine.connect() as connection:
            if self.engine.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
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
    office = _office(settings)
    engine = connect(settings.records_url)
    if migrate:
        from records.migrations.run import to_head

        with _explained(engine):
            to_head(engine)
    return Records(
        engine=engine,
        office=office,
        mail_domain=settings.mail_from.rpartition("@")[2],
        chairman_address=settings.chairman_address,
        clerk_address=settings.clerk_address,
        portal_url=settings.portal_url.rstrip("/"),
        link_key=derived(read_or_make(settings.key_file), "links"),
    )


def _office(settings: Settings) -> Office:
    if not settings.quiet_until <= settings.mail_hour < settings.quiet_from:
        raise Unavailable(
            f"reminders go out at {settings.mail_hour:%H:%M} (mail_hour), when nobody is mailed",
            remedy="set DONDOC_MAIL_HOUR between DONDOC_QUIET_UNTIL and DONDOC_QUIET_FROM",
        )
    if min(settings.reminder_days, default=0) < 0 or min(settings.overdue_days, default=1) < 1:
        raise Unavailable(
            "a reminder is counted in working days before the last day (0 or more), an overdue mail in days after it",
            remedy="correct DONDOC_REMINDER_DAYS (such as [5,3,1,0]) or DONDOC_OVERDUE_DAYS (such as [1,2])",
        )
    return Office(
        zone=settings.tz,
        working_days=WorkingDays(load_overrides(settings.calendar)),
        reminder_days=settings.reminder_days,
        overdue_days=settings.overdue_days,
        mail_hour=settings.mail_hour,
        quiet_from=settings.quiet_from,
        quiet_until=settings.quiet_until,
    )


def insert_if_new(connection: Connection, table: Table, row: Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> None:
    """Insert one row or several unless their key is there already, in one statement: two at once do not collide."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert(table).on_conflict_do_nothing(), row)


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
    # recursive_triggers: so that INSERT OR REPLACE, which deletes, is refused by the audit log too
    for pragma in (
        "busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _lock_to_write(connection: Connection) -> None:
    # A transaction that reads first and writes later could be refused halfway; one that begins as a writer waits.
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


# The databases' own words.
_DISK_FULL = ("disk is full", "No space left", "disk I/O error", "File too large")
_UNREACHABLE = ("unable to open", "onnection", "readonly", "not a database", "malformed")


@contextmanager
def _explained(engine: Engine) -> Iterator[None]:
    """Turn the database's own words into what the administrator can do about it."""
    try:
        yield
    except DataError as error:
        raise UnreadableInput(
            f"a text cannot be put on record: {error.orig}", remedy="type it again, without control characters"
        ) from error
    except UnicodeEncodeError as error:
        raise UnreadableInput(
            f"a text cannot be put on record: {error}", remedy="type it again, or send it as UTF-8"
        ) from error
    except DBAPIError as error:
        words = str(error.orig)
        if any(said in words for said in _DISK_FULL):
            raise Unavailable(
                f"the disk that holds the records is full or cannot be written ({words.strip()}); nothing was changed",
                remedy="free some space and do the same again",
            ) from error
        if "database is locked" in words:
            raise Unavailable(
                "another process holds the records since 30 seconds; nothing was changed",
                remedy="do the same again; if it stays so, look which process that is (a backup, a copy)",
            ) from error
        if error.connection_invalidated or any(said in words for said in _UNREACHABLE):
            url = engine.url.render_as_string(hide_password=True)
            raise Unavailable(
                f"the records cannot be reached at {url}: {words.strip()}",
                remedy="check DONDOC_DATABASE_URL and that the server runs; `dondoc doctor` tries it",
            ) from error
        raise
