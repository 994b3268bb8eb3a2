"""How offices write deadlines, read aloud: each row is a wording, what it means, and whether the clerk is asked.

The directive is of Thursday 17/12/2020; the law behind the rows stands in reading/deadlines.
"""

from datetime import date, time

import pytest

from reading.deadlines import UnreadableDeadline
from states.deadlines import Rule
from tests.reading.deadlines import DAYS, hanoi, read

# words -> first late instant. All of these are read without asking.
CERTAIN = {
    "trước ngày 22/12/2020": "2020-12-22 00:00",
    "trước 22/12/2020": "2020-12-22 00:00",
    "đến trước ngày 22/12/2020": "2020-12-22 00:00",
    "hoàn thành trước ngày 31/12/2020": "2020-12-31 00:00",
    "chậm nhất ngày 25/12/2020": "2020-12-26 00:00",
    "chậm nhất là ngày 25/12/2020": "2020-12-26 00:00",
    "muộn nhất là ngày 25/12/2020": "2020-12-26 00:00",
    "không quá ngày 25/12/2020": "2020-12-26 00:00",
    "không muộn hơn ngày 25/12/2020": "2020-12-26 00:00",
    "không chậm hơn ngày 25/12/2020": "2020-12-26 00:00",
    "đến hết ngày 25/12/2020": "2020-12-26 00:00",
    "hết ngày 25/12/2020": "2020-12-26 00:00",
    "chậm nhất đến hết ngày 25/12/2020": "2020-12-26 00:00",
    "trước và trong ngày 25/12/2020": "2020-12-26 00:00",
    "trong ngày 22/12/2020": "2020-12-23 00:00",
    "vào ngày 22/12/2020": "2020-12-23 00:00",
    "hoàn thành ngày 22/12/2020": "2020-12-23 00:00",
    "xong ngày 22/12/2020": "2020-12-23 00:00",
    "từ ngày 18/12/2020 đến ngày 22/12/2020": "2020-12-23 00:00",
    "từ nay đến hết ngày 31/12/2020": "2021-01-01 00:00",
    "trước 17h00 ngày 22/12/2020": "2020-12-22 17:00",
    "trước 17 giờ ngày 22/12/2020": "2020-12-22 17:00",
    "trước 16 giờ 30 phút, ngày 22/12/2020": "2020-12-22 16:30",
    "ngày 22/12/2020, trước 16 giờ 30": "2020-12-22 16:30",
    "trong ngày 22/12/2020 (trước 17h00)": "2020-12-22 17:00",
    "chậm nhất ngày 22/12/2020 lúc 17h00": "2020-12-22 17:01",
    "chậm nhất ngày 22/12/2020 (17h00)": "2020-12-22 17:01",
    "trong các ngày 22/12 - 25/12/2020": "2020-12-26 00:00",
    "trước ngày 22 – 12 – 2020": "2020-12-22 00:00",
    "trước ngày 22/tháng 12/2020": "2020-12-22 00:00",
    "trước 30 tháng 6 năm 2021": "2021-06-30 00:00",
    "Thời hạn: 15 ngày kể từ ngày ký": "2021-01-05 00:00",  # to Friday 1/1/2021, a holiday
    "không quá 17h00 ngày 22/12/2020": "2020-12-22 17:01",
    "trước 5 giờ chiều ngày 22/12/2020": "2020-12-22 17:00",
    "trước 24h00 ngày 21/12/2020": "2020-12-22 00:00",
    "trước 0h00 ngày 22/12/2020": "2020-12-22 00:00",
    "chậm nhất 17h00 ngày 22/12/2020": "2020-12-22 17:01",
    "đến 17h00 ngày 22/12/2020": "2020-12-22 17:01",
    "chậm nhất 10 giờ 00 ngày 22/12/2020": "2020-12-22 10:01",
    "chậm nhất vào lúc 10h00 ngày 22/12/2020": "2020-12-22 10:01",
    "chậm nhất đến 16h30' ngày 25/12/2020": "2020-12-25 16:31",
    "trong thời hạn 05 ngày kể từ ngày ký": "2020-12-23 00:00",  # the 18th is day 1
    "trong 10 ngày kể từ ngày ban hành": "2020-12-29 00:00",  # ends on Sunday the 27th: art. 148(5)
    "05 ngày kể từ ngày 18/12/2020": "2020-12-24 00:00",
    "trong 02 tuần kể từ ngày ký": "2021-01-01 00:00",
    "trong thời hạn 01 tháng, kể từ ngày ban hành Kế hoạch này": "2021-01-19 00:00",  # 17/1 is a Sunday
    "trong vòng 05 ngày làm việc kể từ ngày ký": "2020-12-25 00:00",
    "trong vòng 05 (năm) ngày làm việc kể từ ngày Công văn này được ban hành": "2020-12-25 00:00",
    "chậm nhất sau 05 ngày làm việc kể từ ngày ký": "2020-12-25 00:00",
    "trong tháng 12/2020": "2021-01-01 00:00",
    "trước tháng 4/2021": "2021-04-01 00:00",
    "thời hạn hoàn thành: tháng 12/2020": "2021-01-01 00:00",
    "ngày làm việc cuối cùng của tháng 01/2021": "2021-01-30 00:00",
    "trong quý I/2021": "2021-04-01 00:00",
    "đến hết quý II năm 2021": "2021-07-01 00:00",
    "trước quý II/2021": "2021-04-01 00:00",
    "trong 6 tháng đầu năm 2021": "2021-07-01 00:00",
    "cuối năm 2020": "2021-01-01 00:00",
    "trong năm 2021": "2022-01-01 00:00",
    "gia hạn đến hết ngày 28/12/2020": "2020-12-29 00:00",
    "cho phép lùi thời hạn đến ngày 28/12/2020": "2020-12-29 00:00",
    "Hạn cuối: 22/12/2020": "2020-12-23 00:00",
    "Hạn nộp: 17h00, 22/12/2020": "2020-12-22 17:01",
    "thứ Sáu, ngày 25/12/2020": "2020-12-26 00:00",
    "trước thứ Sáu, ngày 25/12/2020": "2020-12-25 00:00",
    "chậm nhất thứ Sáu tuần sau (ngày 25/12/2020)": "2020-12-26 00:00",
    "trước 17h00 ngày thứ Sáu (25/12/2020)": "2020-12-25 17:00",
    "2020-12-21": "2020-12-22 00:00",
    "21/12/2020": "2020-12-22 00:00",
}

# words -> first late instant as it is held until the clerk confirms
ASKED = {
    "chậm nhất trước ngày 22/12/2020": "2020-12-22 00:00",
    "chậm nhất phải trước ngày 22/12/2020": "2020-12-22 00:00",
    "chậm nhất, trước ngày 22/12/2020": "2020-12-22 00:00",
    "chậm nhất gửi về Sở trước ngày 22/12/2020": "2020-12-22 00:00",
    "chậm nhất trước 10h00 ngày 22/12/2020": "2020-12-22 10:00",
    "chậm nhất 16h30 chiều nay": "2020-12-17 16:31",
    "đến ngày 25/12/2020": "2020-12-26 00:00",
    "tới ngày 25/12/2020": "2020-12-26 00:00",
    "trong giờ hành chính ngày 22/12/2020": "2020-12-22 17:01",
    "cuối giờ làm việc ngày 22/12/2020": "2020-12-22 17:01",
    "cuối ngày 22/12/2020": "2020-12-22 17:01",
    "trước giờ làm việc buổi chiều ngày 22/12/2020": "2020-12-22 12:01",
    "sáng ngày 22/12/2020": "2020-12-22 12:01",
    "trong ngày hôm nay": "2020-12-18 00:00",
    "ngay trong ngày": "2020-12-18 00:00",
    "ngày mai": "2020-12-19 00:00",
    "chiều mai": "2020-12-18 17:01",
    "trong 05 ngày từ ngày ký": "2020-12-23 00:00",  # "từ ngày": some count that day
    "05 ngày": "2020-12-23 00:00",  # working or calendar? from when?
    "trong vòng 10 (mười hai) ngày kể từ ngày ký": "2020-12-29 00:00",
    "nửa tháng kể từ ngày ký": "2021-01-05 00:00",  # 15 days, to Friday 1/1: a holiday
    "chậm nhất 05 ngày trước ngày 30/12/2020": "2020-12-26 00:00",
    "trước ngày 30/12/2020 ít nhất 03 ngày làm việc": "2020-12-26 00:00",
    "trong tuần này": "2020-12-18 17:01",
    "tuần sau": "2020-12-25 17:01",
    "đầu tuần sau": "2020-12-21 17:01",
    "giữa tuần sau": "2020-12-23 17:01",
    "chậm nhất tuần đầu tháng 01/2021": "2021-01-09 00:00",
    "hết tháng 12": "2021-01-01 00:00",  # the year is missing
    "hết quý I": "2021-04-01 00:00",
    "cuối tháng 12/2020": "2021-01-01 00:00",
    "giữa tháng 01/2021": "2021-01-16 00:00",
    "thượng tuần tháng 01/2021": "2021-01-11 00:00",
    "trung tuần tháng 01/2021": "2021-01-21 00:00",
    "hạ tuần tháng 12/2020": "2021-01-01 00:00",
    "giữa năm 2021": "2021-07-01 00:00",
    "trước ngày 22/12": "2020-12-22 00:00",
    "trước ngày 10/12": "2021-12-10 00:00",  # already past: the next
    "trước ngày 22 tháng này": "2020-12-22 00:00",
    "trước ngày 05 tháng sau": "2021-01-05 00:00",
    "trước ngày 20": "2020-12-20 00:00",
    "tr.22/12": "2020-12-22 00:00",
    "<22/12": "2020-12-22 00:00",
    "trước ngày 05/01/21": "2021-01-05 00:00",
    "chậm nhất thứ Sáu tuần tới": "2020-12-26 00:00",
    "trước Tết Nguyên đán": "2021-02-10 00:00",  # the break begins on Wednesday 10/2/2021
    "trước ngày 22/12/2020 (thứ Hai)": "2020-12-22 00:00",  # it is a Tuesday
    "chậm nhất ngày 26/12/2020": "2020-12-27 00:00",  # a Saturday: warned about, never moved
    "chậm nhất ngày 01/01/2021": "2021-01-02 00:00",
    "trước ngày 28/12/2020": "2020-12-28 00:00",  # its last day is a Sunday
    "trước ngày 10/12/2020": "2020-12-10 00:00",  # before the day of issue
    "trước ngày 18/12/2020": "2020-12-18 00:00",  # not one working day left
    "trước ngày 20/6 và ngày 20/12/2021": "2021-06-20 00:00",
    "trước ngày 22/12/2020 (chậm nhất ngày 23/12/2020)": "2020-12-22 00:00",
    "trong 02 ngày 22, 23/12/2020": "2020-12-24 00:00",
    "trước ngày 25/3/2021, 25/6/2021 và 25/9/2021": "2021-03-25 00:00",
    "trước 17h00 ngày 22/12/2020 và 17h00 ngày 25/12/2020": "2020-12-22 17:00",
    "trước 22/12/2020 17h00": "2020-12-22 17:00",
    "chậm nhất ngày 22/12/2020, 17h00": "2020-12-22 17:01",
    "trước ngày 22/12/2020 (trong giờ hành chính)": "2020-12-22 00:00",
    "chậm nhất 5h00 ngày 22/12/2020": "2020-12-22 05:01",  # morning or afternoon?
    "trước ngày 22/l2/202O": "2020-12-22 00:00",  # letters that a scanner took for digits
    "truoc ngay 22/12/2020": "2020-12-22 00:00",
    "trưóc ngày 22 thảng 12 năm 2020": "2020-12-22 00:00",
    "trước ngày 22/12/20 20": "2020-12-22 00:00",
}

# words -> (rule, what is missing): no day is invented
WITHOUT_A_DAY = {
    "trong vòng 24 giờ kể từ khi nhận": (Rule.CALENDAR_DAYS, "ngày nhận"),
    "trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản": (Rule.WORKING_DAYS, "ngày nhận"),
    "trong vòng 30 ngày kể từ ngày Quyết định này có hiệu lực": (Rule.CALENDAR_DAYS, "ngày bắt đầu"),
    "trong vòng 30 ngày kể từ ngày ban hành Nghị định số 30": (Rule.CALENDAR_DAYS, "ngày bắt đầu"),
    "trong 24 giờ kể từ ngày ký": (Rule.CALENDAR_DAYS, "giờ bắt đầu"),
    "sau 05 ngày làm việc kể từ ngày ký": (Rule.WORKING_DAYS, "không sớm hơn"),
    "trước 05 ngày làm việc so với ngày họp": (Rule.WORKING_DAYS, "“ngày họp”"),
    "trước ngày họp ít nhất 02 ngày làm việc": (Rule.WORKING_DAYS, "“ngày họp”"),
    "trước ngày 20 hằng tháng": (Rule.RECURRING, "từng kỳ"),
    "định kỳ trước ngày 20": (Rule.RECURRING, "từng kỳ"),
    "trước ngày 15/11 hàng năm": (Rule.RECURRING, "từng kỳ"),
    "trước ngày 10/6 và 10/12 hằng năm": (Rule.RECURRING, "từng kỳ"),
    "hằng quý, chậm nhất ngày 15 của tháng cuối quý": (Rule.RECURRING, "từng kỳ"),
    "trước 16h00 hằng ngày": (Rule.RECURRING, "từng kỳ"),
    "hằng năm": (Rule.RECURRING, "từng kỳ"),
    "thường xuyên": (Rule.RECURRING, "thường xuyên"),
    "báo cáo tháng theo quy định": (Rule.DATE, "văn bản, cơ quan khác"),
    "theo tiến độ": (Rule.DATE, "văn bản, cơ quan khác"),
    "theo yêu cầu của Sở Tài chính": (Rule.DATE, "văn bản, cơ quan khác"),
    "khẩn trương": (Rule.DATE, "mức độ khẩn"),
    "trong thời gian sớm nhất": (Rule.DATE, "mức độ khẩn"),
    "trước kỳ họp thứ 21 HĐND tỉnh": (Rule.DATE, "“kỳ họp thứ 21 HĐND tỉnh”"),
    "trước khi trình Ban Thường vụ": (Rule.DATE, "“khi trình Ban Thường vụ”"),
    "sau khi có ý kiến của Sở Tài chính": (Rule.DATE, "sự kiện"),
    "trước 17h00": (Rule.DATE, "không ghi ngày"),
    "trước ngày …/12/2020": (Rule.DATE, "bỏ trống"),
    "trước ngày 15/01/2021 (âm lịch)": (Rule.DATE, "âm lịch"),
    "trước ngày 30 Tết": (Rule.DATE, "âm lịch"),
}


@pytest.mark.parametrize("words", CERTAIN)
def test_plain_wordings_are_read_without_asking(words):
    deadline = read(words)
    assert (deadline.late_from, deadline.certainty) == (hanoi(CERTAIN[words]), "read"), deadline.why
    assert (deadline.ambiguous, deadline.why, deadline.disputed_until) == (False, None, None)


@pytest.mark.parametrize("words", ASKED)
def test_what_can_be_read_two_ways_is_held_strictly_and_asked(words):
    deadline = read(words)
    assert (deadline.late_from, deadline.certainty) == (hanoi(ASKED[words]), "check")
    assert deadline.why


@pytest.mark.parametrize("words", WITHOUT_A_DAY)
def test_where_the_words_give_no_day_none_is_invented(words):
    rule, missing = WITHOUT_A_DAY[words]
    deadline = read(words)
    assert (deadline.rule, deadline.last_day, deadline.late_from) == (rule, None, None)
    assert deadline.certainty == "check"
    assert missing in str(deadline.why)


@pytest.mark.parametrize(
    "words",
    ["ngày 31/11/2020", "trước ngày 30/02/2021", "chậm nhất ngày 29/02/2021", "trước ngày 12/22/2020",
     "chậm nhất ngày 22/12/2202", "trước 25h00 ngày 22/12/2020", "trong 0 ngày kể từ ngày ký"],
)  # fmt: skip
def test_a_day_that_does_not_exist_is_an_error_and_never_corrected(words):
    with pytest.raises(UnreadableDeadline) as error:
        read(words)
    assert error.value.span == (0, len(words))
    assert "never corrected" in error.value.remedy


@pytest.mark.parametrize(
    "words", ["", "báo cáo", "Công văn số 2186/SKHĐT-TH ngày 11/12/2020", "12345", "sau ngày 22/12/2020"]
)
def test_words_without_a_deadline_are_refused_with_an_example(words):
    with pytest.raises(UnreadableDeadline) as error:
        read(words)
    assert "trước ngày 22/12/2020" in error.value.remedy


def test_the_span_of_an_error_names_the_phrase_inside_the_words():
    with pytest.raises(UnreadableDeadline) as error:
        read("báo cáo trước ngày 31/11/2020.")
    assert error.value.span == (8, 29)


def test_the_two_deadlines_of_the_seed():
    agencies, lead = read("chậm nhất trước ngày 22/12/2020"), read("chậm nhất ngày 25/12/2020")

    assert (agencies.rule, agencies.last_day, agencies.time) == (Rule.DATE, date(2020, 12, 21), None)
    assert (agencies.exclusive, agencies.ambiguous, agencies.certainty) == (True, True, "check")
    assert (agencies.late_from, agencies.disputed_until) == (hanoi("2020-12-22"), hanoi("2020-12-23"))
    assert agencies.explanation_vi == (
        "chậm nhất trước ngày 22/12/2020 → hết ngày 21/12/2020 (thứ Hai), còn 2 ngày làm việc, không kể ngày 22/12/2020"
    )
    assert (lead.last_day, lead.exclusive, lead.ambiguous, lead.certainty) == (date(2020, 12, 25), False, False, "read")
    assert lead.calendar == DAYS.name


@pytest.mark.parametrize(
    ("words", "vietnamese", "english"),
    [
        (
            "trước ngày 22/12/2020",
            "hết ngày 21/12/2020 (thứ Hai), còn 2 ngày làm việc, không kể ngày 22/12/2020",
            "until the end of 21/12/2020 (Monday), 2 working days left, 22/12/2020 itself is too late",
        ),
        (
            "chậm nhất **ngày  25/12/2020**",
            "hết ngày 25/12/2020 (thứ Sáu), còn 6 ngày làm việc",
            "until the end of 25/12/2020 (Friday), 6 working days left",
        ),
        (
            "trước 17h00 ngày 22/12/2020",
            "trước 17 giờ 00 ngày 22/12/2020 (thứ Ba), còn 3 ngày làm việc",
            "before 17:00 on 22/12/2020 (Tuesday), 3 working days left",
        ),
        (
            "chậm nhất 17h00 ngày 18/12/2020",
            "đến 17 giờ 00 ngày 18/12/2020 (thứ Sáu), còn 1 ngày làm việc",
            "until 17:00 on 18/12/2020 (Friday), 1 working day left",
        ),
        (
            "trong 10 ngày kể từ ngày ký",
            "hết ngày 28/12/2020 (thứ Hai), còn 7 ngày làm việc, ngày cuối 27/12/2020 là ngày nghỉ (Chủ nhật) "
            "nên hết hạn vào ngày làm việc tiếp theo (BLDS Điều 148.5)",
            "until the end of 28/12/2020 (Monday), 7 working days left, the last day 27/12/2020 is off (Sunday), "
            "so it ends on the next working day (Civil Code 148(5))",
        ),
        (
            "trong vòng 05 ngày làm việc kể từ ngày nhận",
            "chưa có ngày: Tính từ ngày từng cơ quan nhận văn bản: cần ngày nhận.",
            "no day: counted from each agency's receipt",
        ),
    ],
)
def test_the_explanation_says_why_this_date(words, vietnamese, english):
    deadline = read(words)
    shown = " ".join(words.replace("*", "").split())
    assert deadline.explanation_vi == f"{shown} → {vietnamese}"
    assert deadline.explanation_en == f"{shown} → {english}"


def test_a_day_off_is_named_with_the_working_days_around_it():
    assert read("chậm nhất ngày 26/12/2020").why == (
        "Ngày 26/12/2020 là ngày nghỉ (thứ Bảy), hạn không tự dời; "
        "ngày làm việc liền trước 25/12/2020, liền sau 28/12/2020."
    )


def test_a_swapped_saturday_is_a_working_day_of_a_count():
    deadline = read("trong 03 ngày làm việc kể từ ngày ký", issued_on=date(2026, 1, 7))
    assert deadline.last_day == date(2026, 1, 10)
    assert deadline.calendar == DAYS.name


def test_the_hour_is_kept_where_the_document_names_one():
    assert read("trước 17h00 ngày 22/12/2020").time == time(17, 0)
    assert read("cuối giờ làm việc ngày 22/12/2020").time is None
    assert read("chậm nhất trước 10h00 ngày 22/12/2020").disputed_until == hanoi("2020-12-22 10:01")


def test_other_words_around_the_phrase_are_a_reason_to_look():
    assert read("trước ngày 22/12/2020 hoặc khi có dịch").certainty == "check"
    assert read("gửi báo cáo trước ngày 22/12/2020").certainty == "read"
