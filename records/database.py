"""Opening the records: SQLite (WAL, a file sync per commit) or PostgreSQL, migrated to the code's version.

`Records.write()` is the one door to a transaction that changes something: it holds the write lock from its first
statement on, so what it reads is what it changes, and it commits whole or not at all.
"""

import sqlite3
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import IsolationLevel
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, DisconnectionError, NoSuchModuleError

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

    def read(self) -> "_Opened":
        """A connection whose statements all see the same instant of the database."""
        return _Opened(self._reader, writes=False)

    def glance(self) -> "_Opened":
        """A connection for one statement that reads: PostgreSQL needs no transaction around it."""
        return _Opened(self._glancer, writes=False)

    def write(self) -> "_Opened":
        """A transaction that may change something: committed at the end of the block, or nothing of it happened."""
        return _Opened(self.engine, writes=True)

    @cached_property
    def _reader(self) -> Engine:
        return _in_isolation(self.engine, "REPEATABLE READ")

    @cached_property
    def _glancer(self) -> Engine:
        return _in_isolation(self.engine, "AUTOCOMMIT")

    def close(self) -> None:
        self.engine.dispose()


def open_records(settings: Settings, *, migrate: bool = True) -> Records:
    """Open and migrate the records. Raises `Unavailable` when the URL, the server or the disk does not allow it."""
    office = _office(settings)
    engine = connect(settings.records_url)
    if migrate:
        from records.migrations.run import to_head

        try:
            to_head(engine)
        except DATABASE_ERRORS as error:
            raise_explained(engine, error)
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
        engine = create_engine(parsed)
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
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "checkin", _note_return)
        event.listen(engine, "checkout", _try_if_idle)
    return engine


def _durable(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are ours to begin, see lock_to_write
    # recursive_triggers: so that INSERT OR REPLACE, which deletes, is refused by the audit log too
    for pragma in (
        "busy_timeout=30000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON",
    ):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}")


def _in_isolation(engine: Engine, level: IsolationLevel) -> Engine:
    """The same engine, pool and statements; only what a transaction is differs. SQLite's isolate already."""
    return engine.execution_options(isolation_level=level) if engine.dialect.name == "postgresql" else engine


class _Opened:
    """`with` it: a connection, in a transaction that ends with the block; the database's complaints in our words."""

    __slots__ = ("_connection", "_engine", "_writes")
    _connection: Connection

    def __init__(self, engine: Engine, *, writes: bool) -> None:
        self._engine, self._writes = engine, writes

    def __enter__(self) -> Connection:
        try:
            self._connection = self._engine.connect()
            if self._writes:
                try:
                    lock_to_write(self._connection)
                except BaseException:
                    self._connection.close()
                    raise
        except DATABASE_ERRORS as error:
            raise_explained(self._engine, error)
        return self._connection

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _at: TracebackType | None
    ) -> None:
        try:
            try:
                if error is None and self._writes:
                    self._connection.commit()
            finally:
                self._connection.close()  # rolls back what was not committed
        except DATABASE_ERRORS as at_the_end:
            raise_explained(self._engine, at_the_end)
        if isinstance(error, DATABASE_ERRORS):
            raise_explained(self._engine, error)


def lock_to_write(connection: Connection) -> None:
    """Take SQLite's write lock at once: a transaction that reads first and writes later could be refused halfway."""
    if connection.dialect.name == "sqlite":
        driver: Any = connection.connection.dbapi_connection
        driver.execute("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    if not driver.in_transaction:
        driver.execute("BEGIN")


IDLE_SECONDS = 10.0  # a connection that lay longer in the pool is tried before it is used: the server may have gone


def _note_return(_connection: Any, record: Any) -> None:
    record.info["returned"] = time.monotonic()


def _try_if_idle(connection: Any, record: Any, _proxy: Any) -> None:
    if time.monotonic() - record.info.get("returned", time.monotonic()) > IDLE_SECONDS:
        try:
            connection.execute("SELECT 1")
            connection.rollback()
        except connection.OperationalError as error:
            raise DisconnectionError from error  # the pool opens another one


# What goes wrong between us and a database (an IntegrityError among it: that is the verbs' own matter), and its words.
DATABASE_ERRORS = (DBAPIError, sqlite3.Error, UnicodeEncodeError)
_DISK_FULL = ("disk is full", "No space left", "disk I/O error", "File too large")
_UNREACHABLE = ("unable to open", "onnection", "readonly", "not a database", "malformed")


def raise_explained(engine: Engine, error: Exception) -> NoReturn:
    """Raise the database's complaint as what the administrator can do about it; as it is where nobody knows."""
    words = str(getattr(error, "orig", error)).strip()
    if isinstance(error, DataError | UnicodeEncodeError):
        raise UnreadableInput(
            f"a text cannot be put on record: {words}", remedy="type it again, without control characters"
        ) from error
    if any(said in words for said in _DISK_FULL):
        raise Unavailable(
            f"the disk that holds the records is full or cannot be written ({words}); nothing was changed",
            remedy="free some space and do the same again",
        ) from error
    if "database is locked" in words:
        raise Unavailable(
            "another process holds the records since 30 seconds; nothing was changed",
            remedy="do the same again; if it stays so, look which process that is (a backup, a copy)",
        ) from error
    if getattr(error, "connection_invalidated", False) or any(said in words for said in _UNREACHABLE):
        raise Unavailable(
            f"the records cannot be reached at {engine.url.render_as_string(hide_password=True)}: {words}",
            remedy="check DONDOC_DATABASE_URL and that the server runs; `dondoc doctor` tries it",
        ) from error
    raise error
