"""How offices write deadlines, read aloud. The directive is of Thursday 17/12/2020; the rows are those of the notes on
deadline phrasings, with the law behind them in reading/deadlines."""

import unicodedata
from contextlib import suppress
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.calendar import load_overrides
from reading.deadlines import UnreadableDeadline, find_deadlines, read_deadline
from states.working_days import WorkingDays

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ISSUED_ON = date(2020, 12, 17)
DAYS = WorkingDays(load_overrides())


def read(words: str, issued_on: date = ISSUED_ON):
    return read_deadline(words, issued_on=issued_on, zone=ZONE, working_days=DAYS)


def found(text: str) -> list[str]:
    return [
        str(each.deadline.last_day) for each in find_deadlines(text, issued_on=ISSUED_ON, zone=ZONE, working_days=DAYS)
    ]


@pytest.mark.parametrize(
    ("words", "last_day"),
    [
        ("trước ngày 22/12/2020", "2020-12-21"),
        ("chậm nhất ngày 25/12/2020", "2020-12-25"),
        ("chậm nhất là ngày 25/12/2020", "2020-12-25"),
        ("muộn nhất ngày 25/12/2020", "2020-12-25"),
        ("không quá ngày 25/12/2020", "2020-12-25"),
        ("không muộn hơn ngày 25/12/2020", "2020-12-25"),
        ("đến hết ngày 25/12/2020", "2020-12-25"),
        ("chậm nhất đến hết ngày 25/12/2020", "2020-12-25"),
        ("hoàn thành trong ngày 25/12/2020", "2020-12-25"),
        ("từ ngày 18/12/2020 đến ngày 25/12/2020", "2020-12-25"),
        ("trong thời hạn 05 ngày kể từ ngày ký", "2020-12-22"),
        ("trong vòng 05 ngày làm việc kể từ ngày ký", "2020-12-24"),
        ("trong tháng 12/2020", "2020-12-31"),
        ("hết quý I/2021", "2021-03-31"),
        ("trong quý I/2021", "2021-03-31"),
        ("trước 22/12/2020", "2020-12-21"),
        ("trước ngày 22 tháng 12 năm 2020", "2020-12-21"),
        ("chậm nhất ngày 25-12-2020", "2020-12-25"),
        ("chậm nhất ngày 25.12.2020", "2020-12-25"),
    ],
)
def test_plain_phrases_are_read_without_asking(words: str, last_day: str) -> None:
    deadline = read(words)

    assert (str(deadline.last_day), deadline.certainty) == (last_day, "read")


def test_before_both_ways_is_the_strict_day_and_the_clerk_is_asked() -> None:
    deadline = read("chậm nhất trước ngày 22/12/2020")

    assert (str(deadline.last_day), deadline.ambiguous, deadline.certainty) == ("2020-12-21", True, "check")
    assert deadline.late_from is not None
    assert deadline.disputed_until == deadline.late_from + timedelta(days=1)


@pytest.mark.parametrize(
    "words",
    [
        "trước giờ làm việc buổi chiều ngày 22/12/2020",
        "trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản",
        "trong tuần này",
        "đầu tuần sau",
        "thượng tuần tháng 12",
        "trước ngày 22/12",
        "trước Tết Nguyên đán",
        "trước ngày 22/12/2020 (thứ Hai)",
        "chậm nhất ngày 26/12/2020",
        "chậm nhất ngày 15/12/2020",
        "sau 05 ngày kể từ ngày ký",
    ],
)
def test_what_can_be_read_two_ways_or_not_at_all_is_asked(words: str) -> None:
    try:
        deadline = read(words)
    except UnreadableDeadline:
        return
    assert deadline.certainty == "check"
    assert deadline.why


def test_an_hour_is_the_instant_from_which_one_is_late() -> None:
    before, until = read("trước 17h00 ngày 22/12/2020"), read("chậm nhất 17h00 ngày 22/12/2020")

    assert [each.late_from.isoformat() for each in (before, until) if each.late_from] == [
        "2020-12-22T17:00:00+07:00",
        "2020-12-22T17:01:00+07:00",
    ]


@pytest.mark.parametrize("words", ["trước ngày 31/11/2020", "chậm nhất ngày 30/02/2021"])
def test_a_day_that_does_not_exist_is_never_corrected(words: str) -> None:
    try:
        deadline = read(words)
    except UnreadableDeadline:
        return
    assert (deadline.last_day, deadline.certainty) == (None, "check")


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Công văn số 2186/SKHĐT-TH ngày 11/12/2020 của Sở Kế hoạch và Đầu tư về việc xây dựng Kế hoạch.",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Nghị quyết số 20-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương.",
    ],
)
def test_the_date_of_a_cited_document_is_no_deadline(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "báo cáo UBND tỉnh trước ngày 22/12/2020.",
        "báo cáo UBND tỉnh trước\nngày 22/12/2020.",
        "báo cáo UBND tỉnh trước\u00a0ngày\u00a022/12/2020.",
        "báo cáo UBND tỉnh **trước ngày 22/12/2020**.",
        unicodedata.normalize("NFD", "báo cáo UBND tỉnh trước ngày 22/12/2020."),
    ],
)
def test_breaks_blanks_marks_and_decomposed_letters_change_nothing(text: str) -> None:
    assert found(text) == ["2020-12-21"]


def test_two_deadlines_of_one_sentence_are_both_found() -> None:
    text = "gửi về Sở Nội vụ trước ngày 22/12/2020 để tổng hợp, trình UBND tỉnh chậm nhất ngày 28/12/2020."

    assert found(text) == ["2020-12-21", "2020-12-28"]


DATES = st.dates(date(2020, 12, 18), date(2021, 12, 31))
FORMS = st.sampled_from(["{d:%d/%m/%Y}", "{d.day} tháng {d.month} năm {d.year}", "{d.day:02d}/{d.month:02d}/{d.year}"])


@settings(deadline=None)
@given(DATES, FORMS)
def test_before_a_day_ends_the_day_before_and_until_a_day_ends_with_it(d: date, form: str) -> None:
    named = form.format(d=d)

    assert read(f"trước ngày {named}").last_day == d - timedelta(days=1)
    assert read(f"chậm nhất ngày {named}").last_day == d


@settings(deadline=None)
@given(st.integers(1, 30))
def test_working_days_are_counted_from_the_day_after_issue(n: int) -> None:
    assert read(f"trong vòng {n:02d} ngày làm việc kể từ ngày ký").last_day == DAYS.shift(ISSUED_ON, n)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_grammar(text: str) -> None:
    find_deadlines(text, issued_on=ISSUED_ON, zone=ZONE, working_days=DAYS)
    with suppress(UnreadableDeadline):
        read(text)
