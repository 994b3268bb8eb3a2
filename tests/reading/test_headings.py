"""Number, issuer, place, date, kind, subject, urgency and signature, in the forms in which offices set them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

import reading
from tests.reading.letters import FOOTER, STATE, headed

CASES = yaml.safe_load((Path(__file__).parents[1] / "data" / "headings.yaml").read_text(encoding="utf-8"))


def values(read: reading.Reading, names: list[str]) -> dict[str, Any]:
    said = read.to_json()
    return {
        name: [item["value"] for item in said[name]] if isinstance(said[name], list) else said[name]["value"]
        for name in names
    }


@pytest.mark.parametrize("case", CASES, ids=[case["heading"].splitlines()[0] for case in CASES])
def test_a_heading_and_what_it_says(case):
    read = reading.read_text(headed(case["heading"], case.get("footer", FOOTER)))
    assert values(read, list(case["reads"])) == case["reads"]


def letter(number: str = "Số: 512/UBND-TH", date: str = "Quảng Nam, ngày 10 tháng 5 năm 2022", extra: str = "") -> str:
    return headed(
        f"ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NAM\n\n{STATE}\n{number}\nV/v họp\n{extra}\n{date}\n\nKính gửi: Sở Y tế.\n"
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Số: 6321 /UBND-TH", "6321/UBND-TH"),
        ("Số:6321/ UBND - TH", "6321/UBND-TH"),
        ("Số 08/CT-UBND", "08/CT-UBND"),
        ("Số: 2231/SNV-CCHC&PC", "2231/SNV-CCHC&PC"),
        ("Số: 12/2020/QĐ-UBND", "12/2020/QĐ-UBND"),
        ("Số: 35a/UBND-NC", "35a/UBND-NC"),
        ("Số 01-CTr/TU", "01-CTr/TU"),
        ("Số: 1234/SNN&PTNT-KHTC", "1234/SNN&PTNT-KHTC"),
        ("Số:\n77/UBND-VP", "77/UBND-VP"),
    ],
)
def test_number_and_symbol_without_blanks(written, read):
    number = reading.read_text(letter(number=written)).number
    assert (number.value, number.certainty) == (read, "read")


@pytest.mark.parametrize("written", ["Số:      /UBND-TH", "Số: …/UBND-TH", "Số: ....../KH-UBND"])
def test_a_blank_number_is_a_draft_and_asked_for(written):
    number = reading.read_text(letter(number=written)).number
    assert (number.value, number.certainty) == (None, "check")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Quảng Nam, ngày 05 tháng 02 năm 2022", "2022-02-05"),
        ("Quảng Nam, ngày **17** tháng 12 năm 2020", "2020-12-17"),
        ("Quảng Nam, ngày 5/2/2022", "2022-02-05"),
        ("Quảng Nam, ngày 05 tháng 02\nnăm 2022", "2022-02-05"),
        ("Quảng Nam,\nngày 05 tháng 02 năm 2022", "2022-02-05"),
    ],
)
def test_the_day_of_issue(written, day):
    read = reading.read_text(letter(date=written))
    assert (str(read.issued_on.value), read.place.value) == (day, "Quảng Nam")


@pytest.mark.parametrize(
    "written", ["Quảng Nam, ngày     tháng 5 năm 2022", "Quảng Nam, ngày 30 tháng 02 năm 2022", ""]
)
def test_a_day_that_is_blank_impossible_or_missing_is_asked_for(written):
    issued_on = reading.read_text(letter(date=written)).issued_on
    assert (issued_on.value, issued_on.certainty) == (None, "check")


@pytest.mark.parametrize(
    ("stamp", "urgency"),
    [
        ("KHẨN", "khẩn"),
        ("THƯỢNG KHẨN", "thượng khẩn"),
        ("HỎA TỐC", "hỏa tốc"),
        ("HOẢ TỐC", "hỏa tốc"),
        ("HỎA TỐC HẸN GIỜ", "hỏa tốc"),
    ],
)
def test_the_stamp_of_urgency(stamp, urgency):
    assert reading.read_text(letter(extra=f"\n{stamp}\n")).urgency.value == urgency


def test_words_of_haste_are_no_stamp():
    assert (
        reading.read_text(letter().replace("V/v họp", "V/v xử lý KHẨN TRƯƠNG vụ việc khẩn cấp")).urgency.value is None
    )


def test_a_title_that_contradicts_the_symbol_is_asked_about():
    text = headed(
        f"ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NAM\n\n{STATE}\nSố: 5/QĐ-UBND\n\nQuảng Nam, ngày 1 tháng 5 năm "
        f"2022\n\nKẾ HOẠCH\nTuyên truyền\n\n"
    )
    kind = reading.read_text(text).kind
    assert (kind.value, kind.certainty) == ("kế hoạch", "check")


def test_the_document_that_is_extended_is_named():
    text = letter().replace("V/v họp", "V/v gia hạn thời gian báo cáo theo Công văn số 400/UBND-TH")
    assert reading.read_text(text).amends.value == "400/UBND-TH"


def test_a_law_that_amends_a_law_is_only_cited():
    text = letter() + ""
    text = text.replace(
        "\nYêu cầu", "\nCăn cứ Luật sửa đổi, bổ sung một số điều của Luật Đầu tư công số 58/2024/QH15;\nYêu cầu"
    )
    read = reading.read_text(text)
    assert read.amends.value is None
    assert [field.value for field in read.references] == ["58/2024/QH15"]


def test_letters_lost_by_text_recognition_make_every_field_a_question():
    read = reading.read_text(letter(number="Sô: 5l2/UBND-TH").replace("Kính gửi", "Kinh gửi"))
    assert read.number.value == "512/UBND-TH"
    assert {part.certainty for part in (read.number, read.issuer, read.subject, *read.addressees)} == {"check"}
