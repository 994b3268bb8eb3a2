"""The forms of offices: dates, hours, counts, names. Source: domain notes g."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from notifications import wording
from notifications.wording import Due, due_of
from tests.cast import ZONE as HANOI

MONDAY = date(2020, 12, 21)


@pytest.mark.parametrize(
    ("day", "vi", "en"),
    [
        (date(2020, 12, 21), "21/12/2020 (thứ Hai)", "21 December 2020 (Mon)"),
        (date(2021, 2, 5), "05/02/2021 (thứ Sáu)", "5 February 2021 (Fri)"),
        (date(2020, 12, 27), "27/12/2020 (Chủ nhật)", "27 December 2020 (Sun)"),
    ],
)
def test_days_have_their_weekday(day: date, vi: str, en: str) -> None:
    assert wording.dated(day, "vi") == vi
    assert wording.dated(day, "en") == en


@pytest.mark.parametrize(
    ("due", "vi", "en"),
    [
        (Due(MONDAY), "đến hết ngày 21/12/2020", "by the end of 21 December 2020"),
        (Due(MONDAY, time(17), strict=True), "trước 17 giờ 00 ngày 21/12/2020", "before 17:00 on 21 December 2020"),
        (Due(MONDAY, time(9, 5)), "đến 09 giờ 05 ngày 21/12/2020", "by 09:05 on 21 December 2020"),
    ],
)
def test_a_deadline_is_said_as_offices_say_it(due: Due, vi: str, en: str) -> None:
    assert wording.until(due, "vi", weekday=False) == vi
    assert wording.until(due, "en", weekday=False) == en


def test_the_midnight_that_ends_a_period_is_the_end_of_the_day_before() -> None:
    closes_at = datetime.fromisoformat("2020-12-21T17:00:00+00:00")

    assert due_of(closes_at, HANOI) == Due(MONDAY)
    assert due_of(closes_at, ZoneInfo("UTC")) == Due(MONDAY, time(17), strict=True)


@pytest.mark.parametrize(
    ("number", "vi", "en"), [(0, "0", "0"), (5, "05", "5"), (41, "41", "41"), (1234, "1.234", "1,234")]
)
def test_counts_below_ten_have_a_zero(number: int, vi: str, en: str) -> None:
    assert wording.count(number, "vi") == vi
    assert wording.count(number, "en") == en


def test_names_are_listed_in_vietnamese_order_localities_of_a_kind_together() -> None:
    names = [
        "Ủy ban nhân dân huyện Trà Bồng",
        "Sở Y tế",
        "Ủy ban nhân dân thị xã Đức Phổ",
        "Ủy ban nhân dân huyện Ba Tơ",
        "Sở Nội vụ",
        "Đài Phát thanh - Truyền hình Quảng Ngãi",
        "Văn phòng Ủy ban nhân dân tỉnh",
        "Uỷ ban nhân dân huyện Đức Hòa",
        "Ủy ban nhân dân huyện Sơn Hà",
    ]

    assert wording.roll(names) == (
        "Đài Phát thanh - Truyền hình Quảng Ngãi; Sở Nội vụ; Sở Y tế; UBND các huyện Ba Tơ, Đức Hòa, Sơn Hà, Trà Bồng; "
        "UBND thị xã Đức Phổ; Văn phòng UBND tỉnh"
    )


def test_vietnamese_order_is_letters_first_then_tones() -> None:
    shuffled = ["ưn", "ơn", "ôn", "on", "êm", "em", "đa", "da", "cá", "bâm", "băm", "bạ", "bá", "bã", "bả", "bà", "ba"]

    assert " ".join(sorted(shuffled, key=wording.collation)) == "ba bà bả bã bá bạ băm bâm cá da đa em êm on ôn ơn ưn"


@pytest.mark.parametrize(
    ("issuer", "full", "body"),
    [
        ("UBND tỉnh Quảng Ngãi", "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", "UBND tỉnh"),
        ("UBND đặc khu Lý Sơn", "ỦY BAN NHÂN DÂN ĐẶC KHU LÝ SƠN", "UBND đặc khu"),
        ("Sở Nội vụ", "SỞ NỘI VỤ", "Sở Nội vụ"),
    ],
)
def test_the_issuing_body_over_the_letter_and_in_the_sentence(issuer: str, full: str, body: str) -> None:
    assert wording.letterhead(issuer) == full
    assert wording.body_of(issuer) == body


@pytest.mark.parametrize(
    ("agency", "head"),
    [
        ("Sở Y tế", "Giám đốc Sở Y tế"),
        ("Ủy ban nhân dân huyện Ba Tơ", "Chủ tịch Ủy ban nhân dân huyện Ba Tơ"),
        ("Thanh tra tỉnh", "Thủ trưởng Thanh tra tỉnh"),
    ],
)
def test_a_head_without_a_known_name_is_addressed_by_office(agency: str, head: str) -> None:
    assert wording.head_of(agency) == head


def test_one_line_leaves_nothing_to_break_a_header_with() -> None:
    assert wording.one_line(" a\r\nBcc: x\x00\u2028\x85  y\t") == "a Bcc: x y"
