"""When Prefect is to start a parked run again: machine time of an office wake, on real and on compressed clocks."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from config.clock import CompressedClock, SystemClock
from flows.parking import HELD, LONGEST, SHORTEST, wake_time

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def about(instant: datetime, from_now: timedelta) -> bool:
    return abs(instant - (datetime.now(UTC) + from_now)) < SECOND


def test_on_the_real_clock_it_is_the_wake_itself():
    wake = datetime.now(UTC) + 3 * HOUR

    assert wake_time(SystemClock(), wake) == wake


def test_on_a_compressed_clock_it_comes_as_much_sooner(tmp_path: Path):
    clock = CompressedClock(tmp_path / "clock")
    clock.start(datetime(2020, 12, 17, 2, tzinfo=UTC), speed=60.0)
    clock.run_until(clock.now() + 48 * HOUR)

    assert about(wake_time(clock, clock.now() + 10 * HOUR), timedelta(minutes=10))


def test_while_a_compressed_clock_is_held_the_run_does_not_spin(tmp_path: Path):
    clock = CompressedClock(tmp_path / "clock")
    clock.start(datetime(2020, 12, 17, 2, tzinfo=UTC), speed=1e9)

    assert about(wake_time(clock, clock.now() + HOUR), HELD)


def test_a_wake_that_is_due_already_is_not_at_once():
    assert about(wake_time(SystemClock(), datetime.now(UTC) - HOUR), SHORTEST)


def test_a_run_that_only_a_fact_can_move_still_looks_once_a_week():
    assert about(wake_time(SystemClock(), None), LONGEST)
    assert about(wake_time(SystemClock(), datetime.now(UTC) + 40 * 24 * HOUR), LONGEST)
