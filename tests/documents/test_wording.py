"""Numbers, dates and names as Decree 30 and the offices write them."""

from datetime import date, datetime

import pytest

from documents.wording import (
    NBSP,
    OPEN,
    capitals,
    cited,
    clean,
    day_in_words,
    figure,
    listed,
    moment,
    numbered,
    roman,
    unbroken,
)


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (1200, "1.200")])
def test_counts_below_ten_take_a_zero(number: int, words: str) -> None:
    assert figure(number) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 2, 5), "ngày 05 tháng 02 năm 2021"),
        (date(2021, 1, 31), "ngày 31 tháng 01 năm 2021"),
        (date(2021, 3, 5), "ngày 05 tháng 3 năm 2021"),
        (date(2020, 12, 17), "ngày 17 tháng 12 năm 2020"),
    ],
)
def test_days_below_ten_and_the_months_one_and_two_take_a_zero(day: date, words: str) -> None:
    assert day_in_words(day) == words.replace(" ", NBSP)


def test_a_document_without_its_number_leaves_its_day_open_too() -> None:
    assert numbered("/KH-UBND") == (f"{OPEN}/KH-UBND", True)
    assert day_in_words(date(2020, 12, 25), open_day=True) == f"ngày{OPEN}tháng{NBSP}12{NBSP}năm{NBSP}2020"
    assert cited("Kế hoạch", "/KH-UBND", date(2020, 12, 25)).endswith(f"ngày{OPEN}")


@pytest.mark.parametrize(
    ("given", "printed"),
    [("7/KH-UBND", "07/KH-UBND"), ("246/TTr-SKHĐT", "246/TTr-SKHĐT"), ("12a/TB-UBND", "12a/TB-UBND")],
)
def test_a_number_below_ten_takes_a_zero(given: str, printed: str) -> None:
    assert numbered(given) == (printed, False)


def test_a_collective_body_stands_on_two_lines_a_department_on_one() -> None:
    assert capitals("UBND tỉnh Quảng Ngãi") == ["ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI"]
    assert capitals("Ủy ban nhân dân huyện Ba Tơ") == ["ỦY BAN NHÂN DÂN", "HUYỆN BA TƠ"]
    assert capitals("Sở Lao động -\nThương binh và Xã hội") == ["SỞ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI"]


def test_every_item_ends_in_a_semicolon_and_the_last_in_a_full_stop() -> None:
    assert listed(["Như trên;", "VPUB.", "Lưu: VT, TH"]) == ["Như trên;", "VPUB;", "Lưu: VT, TH."]
    assert listed(["Lưu: VT"]) == ["Lưu: VT."]
    assert listed([]) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Công văn số 6321/UBND-TH ngày 17/12/2020 của", "Công văn số~6321/UBND=TH ngày~17/12/2020 của"),
        ("Chương trình số 01-CTr/TU", "Chương trình số~01=CTr/TU"),
        ("ngày 17 tháng 12 năm 2020", "ngày~17~tháng~12~năm~2020"),
        ("trong Quý I/2021, tháng 6/2021", "trong Quý~I/2021, tháng~6/2021"),
        ("Nghị quyết lần thứ XX", "Nghị quyết lần~thứ~XX"),
        ("một số 5 nhiệm vụ, số lượng 10", "một số 5 nhiệm vụ, số lượng 10"),
    ],
)
def test_numbers_and_dates_never_break_over_a_line(text: str, kept: str) -> None:
    assert unbroken(text) == kept.replace("~", NBSP).replace("=", "\u2011")


def test_in_a_narrow_cell_only_what_fits_is_held_together() -> None:
    assert unbroken("ngày 22/12/2020", longest=15) == f"ngày{NBSP}22/12/2020"
    assert unbroken("ngày 17 tháng 12 năm 2020", longest=15) == "ngày 17 tháng 12 năm 2020"
    assert unbroken("số 01-CTr/TU", longest=15) == f"số{NBSP}01-CTr/TU"  # its hyphen is where it may break


def test_an_instant_names_hour_and_day() -> None:
    assert moment(datetime(2020, 12, 22, 8, 5)).replace(NBSP, " ") == "08 giờ 05 ngày 22/12/2020"  # noqa: DTZ001


@pytest.mark.parametrize(("number", "signs"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX")])
def test_roman(number: int, signs: str) -> None:
    assert roman(number) == signs


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert clean("a\x00b\x07c\ud800d\ufffee\r\nf\rg\t") == "abcde\nf\ng"
