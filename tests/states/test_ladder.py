"""When a silent agency is reminded, and when nobody is: the seed's ladder, days off, nights, outages."""

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from states.ladder import (
    Rung,
    first_rung,
    ladder,
    may_be_sent_from,
    next_digest,
    plan_overdue_at,
    reminds_now,
    rung_due,
)
from tests.cast import ISSUED, OFFICE, hanoi

LAST_DAY = date(2020, 12, 21)  # "chậm nhất trước ngày 22/12/2020"

FIVE = Rung(hanoi("2020-12-14 08:30"), "reminder_before", 5)
THREE = Rung(hanoi("2020-12-16 08:30"), "reminder_before", 3)
ONE = Rung(hanoi("2020-12-18 08:30"), "reminder_before", 1)
ON_THE_DAY = Rung(hanoi("2020-12-21 08:30"), "reminder_on_the_day", 0)
OVERDUE = Rung(hanoi("2020-12-22 08:30"), "overdue", 1)
ESCALATION = Rung(hanoi("2020-12-23 08:30"), "escalation", 2)

days = st.dates(date(2020, 1, 6), date(2026, 12, 31))
instants = st.builds(
    lambda day, minute: OFFICE.at(day, time(minute // 60, minute % 60)), days, st.integers(0, 24 * 60 - 1)
)


# --- the seed -------------------------------------------------------------------------------------


def test_the_seeds_ladder():
    assert ladder(LAST_DAY, OFFICE) == [FIVE, THREE, ONE, ON_THE_DAY, OVERDUE, ESCALATION]


def test_rungs_that_are_past_when_the_notice_goes_out_are_dropped_and_named():
    """Issued Thursday 17/12: the rungs of five and three working days before are gone, and are not made up for."""
    assert first_rung(LAST_DAY, ISSUED, OFFICE) == (ONE, [FIVE, THREE])


def test_nobody_is_reminded_on_the_day_of_the_notice_however_early_it_went_out():
    assert first_rung(LAST_DAY, hanoi("2020-12-18 07:00"), OFFICE) == (ON_THE_DAY, [FIVE, THREE, ONE])
    assert first_rung(LAST_DAY, hanoi("2020-12-23 07:00"), OFFICE) == (
        None,
        [FIVE, THREE, ONE, ON_THE_DAY, OVERDUE, ESCALATION],
    )


def test_each_rung_speaks_from_its_own_morning_on_and_arms_the_next():
    rungs = [FIVE, THREE, ONE, ON_THE_DAY, OVERDUE, ESCALATION]
    for rung, coming in zip(rungs, [*rungs[1:], None], strict=True):
        assert rung_due(LAST_DAY, rung.at, OFFICE) == (rung, coming)
    assert rung_due(LAST_DAY, FIVE.at - timedelta(seconds=1), OFFICE) == (None, FIVE)


# --- days off, swapped days, Tết -------------------------------------------------------------------------------------


def test_a_last_day_off_is_announced_on_the_last_working_day_before_it_and_not_as_today():
    """Saturday 26/12/2020: on Friday morning no working day is left, yet the last day is not today."""
    rungs = ladder(date(2020, 12, 26), OFFICE)

    assert rungs[-3:] == [
        Rung(hanoi("2020-12-25 08:30"), "reminder_before", 0),
        Rung(hanoi("2020-12-28 08:30"), "overdue", 1),
        Rung(hanoi("2020-12-29 08:30"), "escalation", 2),
    ]


def test_over_tet_nobody_is_reminded_from_the_last_working_day_to_the_first():
    """2021: off from Wednesday 10/2 to Tuesday 16/2. The last day falls into the holiday."""
    assert [rung.at for rung in ladder(date(2021, 2, 14), OFFICE)] == [
        hanoi("2021-02-02 08:30"),
        hanoi("2021-02-04 08:30"),
        hanoi("2021-02-08 08:30"),
        hanoi("2021-02-09 08:30"),
        hanoi("2021-02-17 08:30"),
        hanoi("2021-02-18 08:30"),
    ]


def test_a_made_up_saturday_is_a_morning_like_any_other():
    """Saturday 10/01/2026 was worked for Friday 02/01/2026."""
    assert [rung.at for rung in ladder(date(2026, 1, 10), OFFICE)][2:5] == [
        hanoi("2026-01-09 08:30"),
        hanoi("2026-01-10 08:30"),
        hanoi("2026-01-12 08:30"),
    ]
    assert ladder(date(2026, 1, 10), OFFICE)[3].event == "reminder_on_the_day"


def test_an_office_may_have_no_rung_at_all():
    assert ladder(LAST_DAY, replace(OFFICE, reminder_days=(), overdue_days=())) == []


# --- after an outage -------------------------------------------------------------------------------------


def test_after_an_outage_only_the_latest_rung_speaks():
    assert rung_due(LAST_DAY, hanoi("2020-12-23 10:00"), OFFICE) == (ESCALATION, None)


def test_a_reminder_that_comes_late_counts_the_days_that_are_left_now():
    """The rung of three days before was missed; on the 17th two are left."""
    late = Rung(THREE.at, "reminder_before", 2)

    assert rung_due(LAST_DAY, hanoi("2020-12-17 10:00"), OFFICE) == (late, ONE)


def test_a_reminder_that_comes_on_the_last_day_says_that_it_is_today():
    assert rung_due(LAST_DAY, hanoi("2020-12-21 10:00"), OFFICE) == (ON_THE_DAY, OVERDUE)


def test_nobody_is_told_that_today_is_the_last_day_when_it_was_yesterday():
    """The 22nd at 00:05, before the overdue rung of that morning: the reminder of the 21st is not made up for."""
    assert rung_due(LAST_DAY, hanoi("2020-12-22 00:05"), OFFICE) == (None, OVERDUE)
    over_a_weekend = date(2020, 12, 18)  # a Friday; the overdue rung comes on Monday
    assert rung_due(over_a_weekend, hanoi("2020-12-19 10:00"), OFFICE)[0] is None


def test_a_missed_rung_gives_way_to_the_one_of_the_same_morning():
    """One reminder a day: at 08:00 the missed one is silent, for the next speaks at 08:30."""
    assert rung_due(LAST_DAY, hanoi("2020-12-23 08:00"), OFFICE) == (None, ESCALATION)
    assert rung_due(LAST_DAY, hanoi("2020-12-23 08:30"), OFFICE) == (ESCALATION, None)


# --- mornings, evenings, nights -------------------------------------------------------------------------------------


def test_reminders_are_written_from_the_mail_hour_to_the_evening_of_working_days():
    assert not reminds_now(hanoi("2020-12-21 08:29:59"), OFFICE)
    assert reminds_now(hanoi("2020-12-21 08:30"), OFFICE)
    assert reminds_now(hanoi("2020-12-21 19:59:59"), OFFICE)
    assert not reminds_now(hanoi("2020-12-21 20:00"), OFFICE)
    assert not reminds_now(hanoi("2020-12-19 10:00"), OFFICE)  # Saturday


def test_the_digest_comes_once_each_working_day():
    assert next_digest(hanoi("2020-12-17 07:00"), OFFICE) == hanoi("2020-12-17 08:30")
    assert next_digest(hanoi("2020-12-17 08:30"), OFFICE) == hanoi("2020-12-18 08:30")
    assert next_digest(hanoi("2020-12-18 08:30"), OFFICE) == hanoi("2020-12-21 08:30")  # Friday to Monday
    assert next_digest(hanoi("2020-12-19 07:00"), OFFICE) == hanoi("2020-12-21 08:30")


def test_a_plan_is_overdue_on_the_first_working_morning_after_its_last_day():
    assert plan_overdue_at(date(2020, 12, 25), OFFICE) == hanoi("2020-12-28 08:30")
    assert plan_overdue_at(date(2021, 2, 9), OFFICE) == hanoi("2021-02-17 08:30")


def test_nobody_is_mailed_unasked_at_night():
    evening, night, morning = (hanoi(f"2020-12-17 {at}") for at in ("19:59:59", "20:00", "06:59:59"))

    assert may_be_sent_from(evening, OFFICE, urgent=False) == evening
    assert may_be_sent_from(night, OFFICE, urgent=False) == hanoi("2020-12-18 07:00")
    assert may_be_sent_from(morning, OFFICE, urgent=False) == hanoi("2020-12-17 07:00")
    assert may_be_sent_from(hanoi("2020-12-17 07:00"), OFFICE, urgent=False) == hanoi("2020-12-17 07:00")


def test_an_urgent_document_is_sent_at_any_hour():
    night = hanoi("2020-12-17 23:00")

    assert may_be_sent_from(night, OFFICE, urgent=True) == night


# --- over random windows -------------------------------------------------------------------------------------


@given(last_day=days)
def test_no_rung_falls_on_a_day_off_and_they_are_in_order_at_most_one_a_day(last_day):
    rungs = ladder(last_day, OFFICE)
    on = [OFFICE.day_of(rung.at) for rung in rungs]

    assert all(OFFICE.working_days.is_working_day(day) for day in on)
    assert all(reminds_now(rung.at, OFFICE) for rung in rungs)
    assert on == sorted(set(on))
    assert [rung.event in ("overdue", "escalation") for rung in rungs] == [day > last_day for day in on]


@given(last_day=days, notified=instants)
def test_the_first_rung_is_on_a_later_day_than_the_notice_and_none_is_lost(last_day, notified):
    first, dropped = first_rung(last_day, notified, OFFICE)
    rungs = ladder(last_day, OFFICE)

    assert dropped == rungs[: len(dropped)]
    assert first == next(iter(rungs[len(dropped) :]), None)
    if first is not None:
        assert OFFICE.day_of(first.at) > OFFICE.day_of(notified)


@given(last_day=days, now=instants)
def test_what_is_said_is_true_when_it_is_said(last_day, now):
    speaks, coming = rung_due(last_day, now, OFFICE)
    today = OFFICE.day_of(now)

    if coming is not None:
        assert coming.at > now
    if speaks is None:
        return
    assert speaks.at <= now
    if speaks.event == "reminder_on_the_day":
        assert today == last_day
    elif speaks.event == "reminder_before":
        assert today < last_day
        assert speaks.days == OFFICE.working_days.between(today, last_day)
    else:
        assert today > last_day


@given(last_day=days, looks=st.lists(st.integers(0, 40 * 24 * 60), min_size=1, max_size=60))
def test_however_often_and_late_one_looks_an_agency_hears_at_most_once_a_day(last_day, looks):
    """The run wakes at any minutes at all; what it arms is followed, as records/effects.py does."""
    start = OFFICE.at(last_day - timedelta(days=20), time(0, 0))
    armed, _ = first_rung(last_day, start, OFFICE)
    assume(armed is not None)
    remind_at, said = armed.at, []
    for minute in sorted(looks):
        now = start + timedelta(minutes=minute)
        if remind_at is None or now < remind_at:
            continue
        if not reminds_now(now, OFFICE):
            remind_at = next_digest(now, OFFICE)
            continue
        rung, coming = rung_due(last_day, now, OFFICE)
        remind_at = coming and coming.at
        if rung is not None:
            said.append((OFFICE.day_of(now), rung.event))
    on = [day for day, _ in said]

    assert on == sorted(set(on))
    assert all(OFFICE.working_days.is_working_day(day) for day in on)
    assert sum(event == "overdue" for _, event in said) <= 1
    assert sum(event == "escalation" for _, event in said) <= 1


@given(now=instants, urgent=st.booleans())
def test_a_mail_never_leaves_before_it_is_written_nor_at_night(now, urgent):
    goes = may_be_sent_from(now, OFFICE, urgent=urgent)

    assert now <= goes <= now + timedelta(hours=11)
    if not urgent:
        assert OFFICE.quiet_until <= goes.astimezone(OFFICE.zone).time() < OFFICE.quiet_from
