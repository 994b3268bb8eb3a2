"""What time it is, for everything that decides. Real and compressed time are one code path: both are a `Clock`.

Office time (`now`) is what deadlines, mails and the audit log speak of. Machine time (`wall`) is what sockets, leases
and schedulers live in; it is the real clock always, also while a rehearsal lets a week pass in a minute.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Office time, aware, UTC."""

    def wall(self) -> datetime:
        """Machine time, aware, UTC."""

    def wall_of(self, instant: datetime) -> datetime:
        """The machine time at which the office clock will show `instant`."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def wall(self) -> datetime:
        return datetime.now(UTC)

    def wall_of(self, instant: datetime) -> datetime:
        return instant


@dataclass(frozen=True)
class Segment:
    """Office time as a straight line over machine time, held at `until` once it gets there."""

    office: datetime
    wall: datetime
    speed: float  # office seconds a machine second
    until: datetime

    def at(self, wall: datetime) -> datetime:
        return min(self.office + (wall - self.wall) * self.speed, self.until)

    def wall_of(self, instant: datetime) -> datetime:
        return self.wall + (instant - self.office) / self.speed


class CompressedClock:
    """A clock that several processes share through a small file; one of them, the rehearsal's conductor, winds it.

    The conductor lets time run to the next instant at which something is due and holds it there until that is done,
    so what happens at midnight is recorded at midnight however slow the machine is.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def now(self) -> datetime:
        return self._segment().at(self.wall())

    def wall(self) -> datetime:
        return datetime.now(UTC)

    def wall_of(self, instant: datetime) -> datetime:
        return self._segment().wall_of(instant)

    def start(self, office: datetime, *, speed: float) -> None:
        """Set the clock to `office` and hold it there."""
        self._write(Segment(office, self.wall(), speed, until=office))

    def run_until(self, instant: datetime) -> None:
        """Let time run from where it stands to `instant` at most. Never turns the clock back."""
        segment, wall = self._segment(), self.wall()
        now = segment.at(wall)
        self._write(Segment(now, wall, segment.speed, until=max(instant, now)))

    def _segment(self) -> Segment:
        stored = json.loads(self._path.read_text())
        return Segment(
            office=datetime.fromisoformat(stored["office"]),
            wall=datetime.fromisoformat(stored["wall"]),
            speed=stored["speed"],
            until=datetime.fromisoformat(stored["until"]),
        )

    def _write(self, segment: Segment) -> None:
        # Written beside and renamed over, so no reader ever sees half a clock.
        beside = self._path.with_suffix(".next")
        beside.write_text(json.dumps(asdict(segment), default=datetime.isoformat))
        os.replace(beside, self._path)


def open_clock(path: Path | None) -> Clock:
    """The machine's clock, or the compressed one whose file is at `path`."""
    return SystemClock() if path is None else CompressedClock(path)
