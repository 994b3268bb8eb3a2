"""Working days in Vietnam: the package, its gap of January 2026, and the office's own days."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.calendar import load_overrides, load_reasons
from states.working_days import WorkingDays

PACKAGE_ALONE = WorkingDays()
OFFICE = WorkingDays(load_overrides(), load_reasons())

days = st.dates(date(2018, 1, 1), date(2028, 12, 31))


def test_the_seed_has_two_working_days_after_its_day_of_issue():
    assert OFFICE.between(date(2020, 12, 17), date(2020, 12, 21)) == 2
    assert OFFICE.shift(date(2020, 12, 17), 5) == date(2020, 12, 24)


@pytest.mark.parametrize(
    ("start", "n", "package_alone", "with_overrides"),
    [
        (date(2025, 12, 31), 3, date(2026, 1, 6), date(2026, 1, 7)),  # Fri 2/1/2026 is off, swapped late
        (date(2026, 1, 7), 3, date(2026, 1, 12), date(2026, 1, 10)),  # for Saturday the 10th
        (date(2026, 8, 20), 3, date(2026, 8, 24), date(2026, 8, 24)),  # counts Saturday 22/8
        (date(2026, 11, 23), 2, date(2026, 11, 26), date(2026, 11, 26)),  # 24/11, Ngày Văn hóa Việt Nam
        (date(2020, 12, 17), 5, date(2020, 12, 24), date(2020, 12, 24)),
    ],
)
def test_swapped_days_count_and_an_override_wins_over_the_package(start, n, package_alone, with_overrides):
    assert PACKAGE_ALONE.shift(start, n) == package_alone
    assert OFFICE.shift(start, n) == with_overrides


# Weekdays off in the public sector, year by year (Prime Minister's notices); weekends between them are not listed.
WEEKDAYS_OFF = {
    2020: "1/1 23/1 24/1 27/1 28/1 29/1 2/4 30/4 1/5 2/9",
    2021: "1/1 10/2 11/2 12/2 15/2 16/2 21/4 30/4 3/5 2/9 3/9",
    2022: "3/1 31/1 1/2 2/2 3/2 4/2 11/4 2/5 3/5 1/9 2/9",
    2023: "2/1 20/1 23/1 24/1 25/1 26/1 1/5 2/5 3/5 1/9 4/9",
    2024: "1/1 8/2 9/2 12/2 13/2 14/2 18/4 29/4 30/4 1/5 2/9 3/9",
    2025: "1/1 27/1 28/1 29/1 30/1 31/1 7/4 30/4 1/5 2/5 1/9 2/9",
    2026: "1/1 2/1 16/2 17/2 18/2 19/2 20/2 27/4 30/4 1/5 31/8 1/9 2/9 24/11",
}
SATURDAYS_WORKED = {2024: "4/5", 2025: "26/4", 2026: "10/1 22/8"}


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_the_shipped_calendar_equals_the_yearly_notices(year):
    days_of_year = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
    off = [f"{d.day}/{d.month}" for d in days_of_year if d.weekday() < 5 and not OFFICE.is_working_day(d)]
    worked = [f"{d.day}/{d.month}" for d in days_of_year if d.weekday() >= 5 and OFFICE.is_working_day(d)]

    assert off == WEEKDAYS_OFF[year].split()
    assert worked == SATURDAYS_WORKED.get(year, "").split()


def test_a_swap_across_new_year_is_known_from_both_sides():
    assert not PACKAGE_ALONE.is_working_day(date(2018, 12, 31))
    assert PACKAGE_ALONE.is_working_day(date(2019, 1, 5))


def test_why_a_day_is_off_in_both_languages():
    assert OFFICE.why_off(date(2020, 12, 21)) is None
    assert OFFICE.why_off(date(2020, 12, 26)) == "thứ Bảy"
    assert OFFICE.why_off(date(2020, 12, 27), "en") == "Sunday"
    assert OFFICE.why_off(date(2021, 1, 1)) == "Tết Dương lịch"
    assert OFFICE.why_off(date(2021, 9, 2), "en") == "National Day"
    assert OFFICE.why_off(date(2026, 1, 2)) == "Nghỉ Tết Dương lịch, hoán đổi với Thứ Bảy 10/01/2026"
    assert OFFICE.why_off(date(2026, 1, 2), "en") == "day off in the office's calendar"


def test_a_storm_closure_moves_the_count():
    storm = WorkingDays({date(2020, 12, 18): False}, {date(2020, 12, 18): "Nghỉ phòng, chống bão số 14"})
    assert storm.shift(date(2020, 12, 17), 1) == date(2020, 12, 21)
    assert storm.why_off(date(2020, 12, 18)) == "Nghỉ phòng, chống bão số 14"


def test_the_calendar_names_itself_as_evidence():
    assert PACKAGE_ALONE.name == f"VN, holidays {holidays.__version__}"
    assert OFFICE.name == f"VN, holidays {holidays.__version__}, 2 own days"


@pytest.mark.parametrize("day", [date.min, date(1900, 12, 31), date(2101, 1, 1), date.max])
def test_a_year_whose_holidays_nobody_knows_is_refused_rather_than_guessed(day):
    with pytest.raises(ValueError, match="no holidays are known"):
        PACKAGE_ALONE.is_working_day(day)


@given(days)
def test_the_fast_calendar_agrees_with_the_package_day_by_day(day):
    known = holidays.country_holidays("VN", years=(day.year - 1, day.year, day.year + 1))
    assert PACKAGE_ALONE.is_working_day(day) == known.is_working_day(day)


@given(days, st.integers(1, 400))
def test_the_nth_working_day_is_worked_and_has_n_working_days_up_to_it(day, n):
    after, before = OFFICE.shift(day, n), OFFICE.shift(day, -n)
    assert OFFICE.is_working_day(after)
    assert OFFICE.is_working_day(before)
    assert OFFICE.between(day, after) == n
    assert OFFICE.between(before - timedelta(days=1), day - timedelta(days=1)) == n


@given(days, days)
def test_between_counts_day_by_day(after, until):
    counted = sum(OFFICE.is_working_day(after + timedelta(days=n)) for n in range(1, max(0, (until - after).days) + 1))
    assert OFFICE.between(after, until) == counted
