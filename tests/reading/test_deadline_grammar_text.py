"""Deadlines in running text: every one is found where it stands, and what only looks like one is left alone."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from states.deadlines import Rule
from tests.reading.deadlines import find

SEED = Path(__file__).parents[1] / "data" / "directives" / "6321-UBND-TH.txt"


def found(text, issued_on=date(2020, 12, 17)):
    """(words, last day, certainty) of each."""
    return [
        (one.deadline.words, str(one.deadline.last_day), one.deadline.certainty)
        for one in find(text, issued_on=issued_on)
    ]


def test_both_deadlines_of_the_seed_are_found_and_no_date_of_a_cited_letter():
    assert found(SEED.read_text(encoding="utf-8")) == [
        ("chậm nhất trước ngày 22/12/2020", "2020-12-21", "check"),
        ("chậm nhất ngày 25/12/2020", "2020-12-25", "read"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Gửi về Sở Nội vụ trước ngày 22/12/2020 để tổng hợp, trình UBND tỉnh chậm nhất ngày 25/12/2020.",
            [("trước ngày 22/12/2020", "2020-12-21", "read"), ("chậm nhất ngày 25/12/2020", "2020-12-25", "read")],
        ),
        (
            "Gửi về Sở Y tế (bản giấy và file) trước 17 giờ 00 ngày 22 tháng 12 năm 2020 (thứ Ba).",
            [("trước 17 giờ 00 ngày 22 tháng 12 năm 2020 (thứ Ba)", "2020-12-22", "read")],
        ),
        (
            "Số liệu tính đến ngày 30/11/2020, báo cáo gửi trước ngày 25/12/2020.",
            [("trước ngày 25/12/2020", "2020-12-24", "read")],
        ),
        (
            "Báo cáo kết quả thực hiện từ ngày 01/01/2020 đến ngày 30/11/2020, gửi về Sở trước 17h00 ngày 22/12/2020.",
            [("trước 17h00 ngày 22/12/2020", "2020-12-22", "read")],
        ),
        ("Tiếp nhận hồ sơ từ ngày 18/12/2020 đến hết ngày 30/12/2020.",
         [("từ ngày 18/12/2020 đến hết ngày 30/12/2020", "2020-12-30", "read")]),
        ("Gửi báo cáo về Sở Tài chính trong ngày 22/12/2020.", [("trong ngày 22/12/2020", "2020-12-22", "read")]),
        ("Hoàn thành việc rà soát, trình UBND tỉnh trong quý I/2021.", [("trong quý I/2021", "2021-03-31", "read")]),
        ("Thời hạn gửi báo cáo: Trước ngày 22/12/2020.", [("Trước ngày 22/12/2020", "2020-12-21", "read")]),
        ("Thời hạn báo cáo: Chậm nhất 10 giờ 00 ngày 22/12/2020.",
         [("Chậm nhất 10 giờ 00 ngày 22/12/2020", "2020-12-22", "read")]),
        ("Ngày 22/12/2020 là hạn chót gửi báo cáo.", [("Ngày 22/12/2020 là hạn chót", "2020-12-22", "read")]),
        ("Gia hạn thời gian gửi báo cáo đến ngày 28/12/2020 thay cho thời hạn trước ngày 22/12/2020.",
         [("đến ngày 28/12/2020", "2020-12-28", "read")]),
        ("Gửi hồ sơ trong 05 ngày làm việc kể từ ngày ban hành Công văn này.",
         [("trong 05 ngày làm việc kể từ ngày ban hành Công văn này", "2020-12-24", "read")]),
        ("Yêu cầu hoàn thành trước 31/11/2020 và báo cáo.", [("trước 31/11/2020", "None", "check")]),
    ],
)  # fmt: skip
def test_deadlines_are_found_where_they_stand(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Công văn số 2186/SKHĐT-TH ngày 11/12/2020 của Sở Kế hoạch và Đầu tư về việc xây dựng Kế hoạch.",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Họp vào lúc 14h00 ngày 22/12/2020 tại phòng họp số 1.",
        "Đề nghị cử lãnh đạo tham dự vào lúc 8h00 ngày 22/12/2020 (thứ Ba).",
        "Hội nghị diễn ra từ ngày 20/12/2020 đến ngày 25/12/2020.",
        "Cán bộ, công chức được nghỉ Tết Nguyên đán từ ngày 10/02/2021 đến hết ngày 16/02/2021.",
        "Quyết định này có hiệu lực thi hành kể từ ngày ký.",
        "Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký ban hành.",
        "Đến hết tháng 11/2020, giải ngân đạt 70%; ước đến hết ngày 31/12/2020 đạt 95%.",
        "Phấn đấu đến năm 2025 đạt 90%; quy hoạch đến năm 2040, tầm nhìn đến năm 2050.",
        "Trong 5 năm qua, tỉnh đã đạt nhiều kết quả; kế hoạch 5 năm 2021-2025.",
        "Các trường hợp phát sinh trước ngày 01/7/2021 được giải quyết theo quy định cũ.",
        "Trong ngày 15/12/2020, đoàn kiểm tra đã làm việc với xã.",
        "Hồ sơ không quá 05 trang; Sở Công Thương, Hội Thương mại báo cáo tham luận.",
        "Trước hết, các sở cần rà soát; trước mắt tập trung báo cáo.",
        "Trường hợp quá 03 ngày làm việc kể từ ngày nhận mà không có ý kiến thì coi như đồng ý.",
        "Thời hạn quy định tại Công văn số 12 ngày 22/12/2020.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_deadline_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Báo cáo tình hình thực hiện trong tháng 12/2020.", "kỳ của nội dung"),
        ("Bộ Nội vụ có Công văn số 6432/BNV-VP ngày 05/12/2020 đề nghị báo cáo trước ngày 25/12/2020.", "văn bản khác"),
        ("UBND tỉnh đã yêu cầu các sở báo cáo trước ngày 25/12/2020.", "văn bản khác"),
        ("Các sở không công bố kết quả trước ngày 25/12/2020.", "phủ định"),
        ("Trong tháng 12 năm 2020, hoàn thành việc rà soát.", "kỳ của nội dung"),
        ("Báo cáo chậm nhất ngày 22/12/2019.", "sớm hơn ngày ban hành"),
    ],
)
def test_what_the_sentence_leaves_open_is_asked(text, why):
    (one,) = find(text)
    assert one.deadline.certainty == "check"
    assert why in str(one.deadline.why)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Định kỳ hằng tháng báo cáo kết quả về Sở Nội vụ trước ngày 25.", ["trước ngày 25"]),
        ("Báo cáo trước ngày 15 và ngày 30 hằng tháng.", ["trước ngày 15 và ngày 30 hằng tháng"]),
        (
            "Định kỳ hằng quý (trước ngày 15 của tháng cuối quý), các sở báo cáo UBND tỉnh.",
            ["Định kỳ hằng quý (trước ngày 15 của tháng cuối quý)"],
        ),
        (
            "Báo cáo trước ngày 15 hằng tháng (báo cáo tháng), trước ngày 15 tháng cuối quý (báo cáo quý).",
            ["trước ngày 15 hằng tháng", "trước ngày 15 tháng cuối quý"],
        ),
        ("Báo cáo nhanh trước 16h00 thứ Sáu hằng tuần.", ["trước 16h00 thứ Sáu hằng tuần"]),
    ],
)
def test_what_recurs_has_no_single_day(text, words):
    recurring = find(text)
    assert [one.deadline.words for one in recurring] == words
    assert {(one.deadline.rule, one.deadline.last_day) for one in recurring} == {(Rule.RECURRING, None)}


@pytest.mark.parametrize(
    "text",
    [
        "báo cáo UBND tỉnh trước\nngày 22/12/2020.",
        "báo cáo UBND tỉnh trước ngày\n   22/12/\n2020.",
        "báo cáo UBND tỉnh trước\u00a0ngày\u00a022/12/2020.",
        "báo cáo UBND tỉnh **trước ngày 22/12/2020**.",
        "báo cáo UBND tỉnh trước ngày **22**/12/2020.",
        "báo cáo UBND tỉnh trước ngày 22–12–2020.",
        "báo cáo UBND tỉnh tr\u00adước ngày 22\u200b/12/2020.",
        unicodedata.normalize("NFD", "báo cáo UBND tỉnh trước ngày 22/12/2020."),
    ],
)
def test_breaks_blanks_bold_marks_and_decomposed_letters_change_nothing_but_the_span(text):
    (one,) = find(text)
    assert (one.deadline.last_day, one.deadline.certainty) == (date(2020, 12, 21), "read")
    assert one.deadline.words == text[one.start : one.end]
    assert unicodedata.normalize("NFC", one.deadline.words).replace("\u00ad", "").startswith("trước")
    assert one.deadline.explanation_vi.startswith("trước")


def test_a_number_in_a_list_below_is_no_part_of_the_phrase_above():
    assert found("Hoàn thành trong tháng 12/2020\n\n2. Sở Tài chính gửi trước ngày 22/12/2020\n\n3. Sở Y tế") == [
        ("trong tháng 12/2020", "2020-12-31", "read"),
        ("trước ngày 22/12/2020", "2020-12-21", "read"),
    ]
