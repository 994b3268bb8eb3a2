"""What a flow works with, opened for one run and closed after it: settings, records, clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from config.clock import Clock
from config.settings import Settings, load
from records import Records, open_records


@dataclass(frozen=True)
class Office:
    settings: Settings
    db: Records
    clock: Clock

    def now(self) -> datetime:
        return self.clock.now()

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(self.settings.tz)


@contextmanager
def open_office(settings: Settings | None = None, *, migrate: bool = False) -> Iterator[Office]:
    """The office of this process's environment, or of `settings`."""
    settings = settings or load()
    db = open_records(settings, migrate=migrate)
    try:
        yield Office(settings, db, settings.open_clock())
    finally:
        db.close()
