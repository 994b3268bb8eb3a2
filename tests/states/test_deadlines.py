"""Late FROM an instant: both sides of every edge."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.calendar import load_overrides
from states.deadlines import Clock, Phase, Standing, clock_standing, last_day_before, standing
from states.working_days import WorkingDays

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
UTC = ZoneInfo("UTC")
OFFICE = WorkingDays(load_overrides())


def hanoi(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)


CLOSES = hanoi("2020-12-22 00:00")  # "chậm nhất trước ngày 22/12/2020": the 21st is the last day
DISPUTED_UNTIL = hanoi("2020-12-23 00:00")


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2020-12-21 23:59:59.999999", Standing.ON_TIME),
        ("2020-12-22 00:00:00", Standing.DISPUTED),
        ("2020-12-22 23:59:59.999999", Standing.DISPUTED),
        ("2020-12-23 00:00:00", Standing.LATE),
    ],
)
def test_a_receipt_on_the_disputed_day_is_marked_so_and_not_simply_late(received, expected):
    assert standing(hanoi(received), CLOSES, DISPUTED_UNTIL) == expected


def test_without_a_dispute_it_is_late_from_the_instant():
    assert standing(CLOSES - timedelta(microseconds=1), CLOSES, None) == Standing.ON_TIME
    assert standing(CLOSES, CLOSES, None) == Standing.LATE


def test_without_a_deadline_nothing_is_late():
    assert standing(CLOSES, None, None) == Standing.ON_TIME
    assert clock_standing(CLOSES, None, OFFICE) == Clock(Phase.NO_DEADLINE)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2020-12-14 08:00", Clock(Phase.IN_TIME, 5)),  # Monday: 15, 16, 17, 18 and 21
        ("2020-12-15 23:59", Clock(Phase.IN_TIME, 4)),
        ("2020-12-16 00:00", Clock(Phase.DUE_SOON, 3)),
        ("2020-12-17 16:00", Clock(Phase.DUE_SOON, 2)),
        ("2020-12-19 12:00", Clock(Phase.DUE_SOON, 1)),  # Saturday: only Monday is left
        ("2020-12-20 23:59:59", Clock(Phase.DUE_SOON, 1)),
        ("2020-12-21 00:00", Clock(Phase.DUE_TODAY)),
        ("2020-12-21 23:59:59.999999", Clock(Phase.DUE_TODAY)),
        ("2020-12-22 00:00", Clock(Phase.OVERDUE, 1)),
        ("2020-12-24 09:00", Clock(Phase.OVERDUE, 3)),
    ],
)
def test_the_clock_of_an_open_duty_never_counts_today(now, expected):
    assert clock_standing(hanoi(now), CLOSES, OFFICE) == expected
    assert clock_standing(hanoi(now).astimezone(UTC), CLOSES.astimezone(UTC), OFFICE, zone=HANOI) == expected


def test_a_deadline_at_an_hour_is_due_today_until_that_hour_and_overdue_after_it():
    at_five = hanoi("2020-12-22 17:00")  # "trước 17h00 ngày 22/12/2020"
    assert last_day_before(at_five) == date(2020, 12, 22)
    assert clock_standing(hanoi("2020-12-22 16:59:59"), at_five, OFFICE) == Clock(Phase.DUE_TODAY)
    assert clock_standing(hanoi("2020-12-22 17:00:00"), at_five, OFFICE) == Clock(Phase.OVERDUE, 0)
    assert clock_standing(hanoi("2020-12-23 08:00"), at_five, OFFICE) == Clock(Phase.OVERDUE, 1)


instants = st.datetimes(
    hanoi("2020-01-01").replace(tzinfo=None), hanoi("2021-12-31").replace(tzinfo=None), timezones=st.just(HANOI)
)


@given(instants, instants)
def test_the_clock_says_overdue_exactly_when_an_answer_now_would_be_late(now, late_from):
    overdue = clock_standing(now, late_from, OFFICE).phase == Phase.OVERDUE
    assert overdue == (standing(now, late_from) == Standing.LATE)
