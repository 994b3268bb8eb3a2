"""The time of a task: what is read, and what is wrong with it for a plan of 25/12/2020 that ends with 2025."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.hints.schedule import fault_of, read_schedule

PLANNED, ENDS = date(2020, 12, 25), date(2025, 12, 31)


def fault(words: str) -> str | None:
    return fault_of(words, planned_on=PLANNED, ends_on=ENDS)


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("2021-2025", date(2025, 12, 31)),
        ("2021 – 2023", date(2023, 12, 31)),
        ("Từ năm 2021 đến năm 2024", date(2024, 12, 31)),
        ("Giai đoạn 2021-2025", date(2025, 12, 31)),
        ("nhiệm kỳ 2020-2025", date(2025, 12, 31)),
        ("Quý II/2021", date(2021, 6, 30)),
        ("quý 4 năm 2022", date(2022, 12, 31)),
        ("Quý II, III/2021", date(2021, 9, 30)),
        ("Quý I/2021 - Quý IV/2022", date(2022, 12, 31)),
        ("Q3/2021", date(2021, 9, 30)),
        ("Tháng 6/2021", date(2021, 6, 30)),
        ("tháng 02 năm 2021", date(2021, 2, 28)),
        ("Tháng tư năm 2021", date(2021, 4, 30)),
        ("Tháng 3 - tháng 6/2021", date(2021, 6, 30)),
        ("12/2021", date(2021, 12, 31)),
        ("Trước ngày 31/7/2021", date(2021, 7, 31)),
        ("31.12.2021", date(2021, 12, 31)),
        ("2021-06-30", date(2021, 6, 30)),
        ("ngày 15 tháng 9 năm 2021", date(2021, 9, 15)),
        ("15/9/21", date(2021, 9, 15)),
        ("6 tháng đầu năm 2021", date(2021, 6, 30)),
        ("Cuối năm 2022", date(2022, 12, 31)),
        ("Năm 2021", date(2021, 12, 31)),
        ("Đến hết năm 2024", date(2024, 12, 31)),
        ("Hằng năm, giai đoạn 2021-2025", date(2025, 12, 31)),
        ("Thường xuyên, 2021-2025", date(2025, 12, 31)),
        ("2021-2025, định hướng đến năm 2030", date(2025, 12, 31)),
        ("Truoc ngay 31/7/2021", date(2021, 7, 31)),
    ],
)
def test_a_concrete_time_within_the_plan_is_fine(words: str, last: date) -> None:
    assert read_schedule(words).last == last
    assert fault(words) is None


@pytest.mark.parametrize(
    "words", ["Quý III/2020", "Trước ngày 30/6/2020", "Tháng 11/2020", "2019", "2016-2020", "24/12/2020"]
)
def test_what_ended_before_the_plan_s_day_is_past(words: str) -> None:
    assert "trước ngày lập kế hoạch (25/12/2020)" in str(fault(words))


def test_the_plan_s_own_day_and_month_are_not_past() -> None:
    assert fault("25/12/2020") is None
    assert fault("Tháng 12/2020") is None


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("Quý I/2027", "bắt đầu ngày 01/01/2027"),
        ("2026-2030", "bắt đầu"),
        ("đến năm 2030", "bắt đầu"),
        ("2021-2030", "kéo dài đến ngày 31/12/2030"),
    ],
)
def test_what_ends_after_the_plan_is_too_late(words: str, how: str) -> None:
    assert how in str(fault(words))
    assert fault_of(words, planned_on=PLANNED, ends_on=None) is None


@pytest.mark.parametrize(
    "words",
    [
        "31/11/2021",
        "29/02/2021",
        "ngày 31 tháng 4 năm 2021",
        "32/1/2021",
        "Tháng 13/2021",
        "Quý V/2021",
        "quý 0/2021",
        "2025-2021",
        "0/2021",
    ],
)
def test_a_time_that_does_not_exist_is_never_corrected(words: str) -> None:
    assert f"“{words}”" in str(fault(words))
    assert "không có thật" in str(fault(words))


@pytest.mark.parametrize(
    "words",
    ["Hằng năm", "Hàng quý", "Thường xuyên", "Liên tục", "Định kỳ", "Theo tiến độ", "Sớm", "Quý II", "Trước 30/6"],
)
def test_a_time_without_a_period_or_year_is_not_concrete(words: str) -> None:
    assert "chưa cụ thể" in str(fault(words))
    assert fault_of(words, planned_on=PLANNED, ends_on=ENDS, wanted=False) is None


@pytest.mark.parametrize("words", ["", "   ", "…", "-", "không", "Chưa xác định"])
def test_a_blank_time_is_blank_whatever_was_typed(words: str) -> None:
    assert fault(words) == "Chưa ghi thời gian thực hiện."
    assert fault_of(words, planned_on=PLANNED, ends_on=ENDS, wanted=False) is None


@pytest.mark.parametrize(
    "words", ["Sau khi có hướng dẫn của Trung ương", "Trước kỳ họp thứ nhất HĐND tỉnh khóa XIII", "Trong vòng 30 ngày"]
)
def test_an_event_is_a_time_that_nobody_can_judge_yet(words: str) -> None:
    assert fault(words) is None


def test_in_a_plan_of_one_year_the_year_goes_without_saying() -> None:
    assert fault_of("Quý II", planned_on=date(2021, 1, 15), ends_on=date(2021, 12, 31)) is None


@given(
    st.dates(date(2020, 12, 25), date(2025, 12, 31)),
    st.sampled_from(["{:%d/%m/%Y}", "Trước ngày {:%d/%m/%Y}", "{:%Y-%m-%d}"]),
)
def test_a_generated_day_is_read_as_that_day(day: date, way: str) -> None:
    assert read_schedule(way.format(day)).last == day
    assert fault(way.format(day)) is None


@given(st.integers(2021, 2025), st.integers(1, 4), st.sampled_from(["Quý {r}/{y}", "quý {q} năm {y}", "Q{q}/{y}"]))
def test_a_generated_quarter_ends_with_its_third_month(year: int, quarter: int, way: str) -> None:
    words = way.format(r=("I", "II", "III", "IV")[quarter - 1], q=quarter, y=year)
    after = date(year + quarter // 4, quarter * 3 % 12 + 1, 1)

    assert read_schedule(words).last == after - timedelta(days=1)


@given(st.text(max_size=700) | st.text(alphabet="0123456789/-. quýthángnăm", max_size=700))
def test_any_text_is_read_without_complaint(words: str) -> None:
    read_schedule(words)
    fault(words)
