"""Legal references: how they are read, and which of them cannot exist (as of 25/12/2020)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.hints.references import cited, faults_of, read_references

TODAY = date(2020, 12, 25)


def faults(words: str) -> list[str]:
    return faults_of(words, today=TODAY)


@pytest.mark.parametrize(
    "words",
    [
        "Luật Đất đai 2013; Luật Đất đai",
        "Luật Đất đai số 45/2013/QH13 ngày 29/11/2013",
        "Bộ luật Lao động số 45/2019/QH14 ngày 20/11/2019",
        "Luật Thủy sản 2017 (số 18/2017/QH14)",
        "Luật Phòng, chống ma túy số 23/2000/QH10 ngày 09/12/2000",
        "Pháp lệnh số 02/2020/UBTVQH14 ngày 09/12/2020; Pháp lệnh số 33/2007/PL-UBTVQH11 ngày 20/4/2007",
        "Nghị quyết số 867/NQ-UBTVQH14 ngày 10/01/2020; Nghị quyết số 1210/2016/UBTVQH13 ngày 25/5/2016",
        "Nghị định số 43/2014/NĐ-CP ngày 15/5/2014 của Chính phủ",
        "Nghị định số 107/2020/NĐ-CP và Nghị định số 108/2020/NĐ-CP cùng ngày 14/9/2020",
        "NĐ số 111/2015/NĐ-CP ngày 03/11/2015; NQ số 115/NQ-CP ngày 06/8/2020",
        "Nghị quyết số 30c/NQ-CP ngày 08/11/2011",
        "Quyết định số 749/QĐ-TTg ngày 03/6/2020; QĐ 12/2018/QĐ-TTg, ngày 06 tháng 3 năm 2018",
        "Quyết định phê duyệt Chương trình OCOP số 490/QĐ-TTg ngày 07/5/2018",
        "Quyết định số 773/TTg ngày 21/12/1994; Nghị định 66-CP",
        "Thông tư số 46/2018/TT-BYT; Thông tư liên tịch số 01/2015/TTLT-BTC-BNV",
        "Chương trình hành động số 01-CTr/TU ngày 27/11/2020 của Tỉnh ủy",
        "Chỉ thị số 46-CT/TW ngày 22/6/2015; NQ 20-NQ/TW; Quy định số 205-QĐ/TW ngày 23/9/2019",
        "Nghị quyết số 15/2017/NQ-HĐND ngày 30/3/2017; Công văn số 5970/UBND-TH ngày 02/12/2020",
        "Nghị quyết Đại hội đại biểu Đảng bộ tỉnh lần thứ XX, nhiệm kỳ 2020-2025",
        "Nghi dinh so 43/2014/ND-CP ngay 15/5/2014",
        "trong 3/4 số hộ, tháng 5/2014, tỷ lệ 15-20/năm",
        "",
    ],
)
def test_references_as_offices_write_them_are_fine(words: str) -> None:
    assert faults(words) == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Nghị định số 44/2014/QĐ-TTg", "ghi là nghị định nhưng ký hiệu QĐ-TTg là của quyết định"),
        ("Luật 12/2020/NĐ-CP", "ghi là luật nhưng ký hiệu NĐ-CP là của nghị định"),
        ("Quyết định số 749/NĐ-TTg ngày 03/6/2020", "ghi là quyết định nhưng ký hiệu NĐ-TTg là của nghị định"),
        ("Nghị định số 45/2013/QH13", "ghi là nghị định nhưng ký hiệu QH13 là của luật"),
        ("Nghị định số 55/2018/NĐ-UBND", "nghị định do Chính phủ ban hành"),
        ("Thông tư số 12/2020/TT-TTg", "Thủ tướng Chính phủ không ban hành"),
        ("Luật Thủy lợi số 08/2017/QH16 ngày 19/6/2017", "khóa 16 là nhiệm kỳ 2026-2031"),
        ("Luật số 24/2018/QH13", "khóa 13 là nhiệm kỳ 2011-2016"),
        ("Luật số 24/2018/QH41", "không có Quốc hội khóa 41"),
        ("Nghị quyết 867/NQ-UBTVQH14 ngày 10/01/2009", "không ban hành văn bản năm 2009"),
        ("Nghị định số 40/2017/NĐ-CP ngày 31/4/2017", "không có ngày 31/4/2017"),
        ("Quyết định số 749/QĐ-TTg ngày 30 tháng 02 năm 2020", "không có ngày 30/2/2020"),
        ("Nghị định số 44/2014/NĐ-CP ngày 15/5/2013", "ghi năm 2014 nhưng ngày ban hành thuộc năm 2013"),
        ("Quyết định số 749/QĐ-TTg ngày 03/6/2021", "chưa đến"),
        ("Nghị định số 44/2104/NĐ-CP", "năm 2104"),
        ("Nghị quyết số 20/NQ-TW ngày 25/10/2017", "văn bản của Đảng ghi số theo dạng 20-NQ/TW"),
        ("Chương trình số 01/CTr-TU", "văn bản của Đảng ghi số theo dạng 01-CTr/TU"),
        ("Nghị định số 44-NĐ/CP", "văn bản của cơ quan nhà nước ghi số theo dạng 44/NĐ-CP"),
        ("Nghị định số 140/NĐ-CP ngày 05/12/2017", "thiếu năm ban hành"),
        ("Thông tư số 46/TT-BYT", "thiếu năm ban hành"),
        ("Luật số 45/QH13", "thiếu năm ban hành"),
        ("Quyết định số 01/2018", "thiếu ký hiệu"),
        ("Nghị định số 0/2018/NĐ-CP", "không thể là 0"),
    ],
)
def test_a_reference_that_cannot_exist_is_named_with_its_reason(words: str, why: str) -> None:
    [fault] = faults(words)

    assert why in fault


def test_only_the_faulty_one_of_several_is_named() -> None:
    words = "Luật Đê điều số 79/2006/QH11 ngày 29/11/2006; Nghị định số 40/2017/NĐ-CP ngày 31/4/2017"

    assert faults(words) == ["“Nghị định số 40/2017/NĐ-CP ngày 31/4/2017”: không có ngày 31/4/2017"]


def test_a_reference_is_read_with_its_parts() -> None:
    [one] = read_references("Căn cứ Nghị định số 43/2014/NĐ - CP ngày 15/5/2014 của Chính phủ")

    assert (one.number, one.year, one.code, one.body, one.party) == ("43", 2014, "ND", "CP", False)
    assert (one.kinds, one.dated) == (("nghị định",), (15, 5, 2014))


def test_the_same_document_is_the_same_however_it_is_cited() -> None:
    assert (
        cited("Quyết định số 749/QĐ-TTg ngày 03/6/2020") == cited("QĐ 749 / QĐ-TTg") == cited("quyet dinh 749/QD-TTg")
    )
    assert cited("20-NQ/TW") != cited("19-NQ/TW")


@given(st.integers(1, 999), st.dates(date(2003, 1, 1), TODAY))
def test_a_generated_decree_is_fine_and_wrong_in_any_other_year(number: int, signed: date) -> None:
    assert faults(f"Nghị định số {number:02d}/{signed.year}/NĐ-CP ngày {signed:%d/%m/%Y}") == []
    assert faults(f"Nghị định số {number:02d}/{signed.year - 1}/NĐ-CP ngày {signed:%d/%m/%Y}") != []


@given(st.text(max_size=600) | st.text(alphabet="0123456789/-QĐNCPHTWsố ngày;.", max_size=3500))
def test_any_text_is_read_without_complaint(words: str) -> None:
    faults(words)
    cited(words)
