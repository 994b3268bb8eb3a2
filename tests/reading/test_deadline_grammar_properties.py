"""The reading of a generated phrase is its definition, whatever blanks, marks and letters it is written with.

And no text whatever breaks the grammar, makes it slow, or makes it sure of what it cannot know.
"""

import time
import unicodedata
from calendar import monthrange
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from config.letters import bare
from reading.deadlines import UnreadableDeadline
from states.deadlines import Rule, last_day_before
from states.working_days import WEEKDAYS
from tests.reading.deadlines import DAYS, HANOI, ISSUED_ON, find, read

ONE_DAY, ONE_MINUTE = timedelta(days=1), timedelta(minutes=1)

dates = st.dates(date(2020, 12, 18), date(2022, 6, 30))
forms = st.sampled_from(
    [
        "ngày {d.day:02d}/{d.month:02d}/{d.year}",
        "ngày {d.day}/{d.month}/{d.year}",
        "ngày {d.day:02d}.{d.month:02d}.{d.year}",
        "ngày {d.day:02d}-{d.month:02d}-{d.year}",
        "ngày {d.day:02d} tháng {d.month:02d} năm {d.year}",
        "ngày {d.day} tháng {d.month}/{d.year}",
        "ngày {d.day:02d}/{d.month:02d}/{d.year} ({weekday})",
        "{weekday}, ngày {d.day:02d}/{d.month:02d}/{d.year}",
        "{d.day:02d}/{d.month:02d}/{d.year}",
        "ngày {day_in_words} tháng {month_in_words} năm {d.year}",
    ]
)
EXCLUSIVE = ["trước", "đến trước", "Trước"]
INCLUSIVE = ["chậm nhất", "chậm nhất là", "muộn nhất", "không quá", "không muộn hơn", "đến hết", "hết", "trong"]
exclusive, inclusive = st.sampled_from(EXCLUSIVE), st.sampled_from(INCLUSIVE)
hours = st.times(datetime.min.time(), datetime.max.time()).map(lambda at: at.replace(second=0, microsecond=0))


def in_words(n: int) -> str:
    """1 to 31, as they are said."""
    ones = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    if n < 10:
        return ones[n]
    last = {1: "một" if n < 20 else "mốt", 5: "lăm"}.get(n % 10, ones[n % 10])
    return f"{'mười' if n < 20 else ones[n // 10] + ' mươi'} {last}".strip()


def named(d: date, form: str) -> str:
    weekday = WEEKDAYS["vi"][d.weekday()]
    return form.format(d=d, weekday=weekday, day_in_words=in_words(d.day), month_in_words=in_words(d.month))


def midnight(d: date) -> datetime:
    return datetime(d.year, d.month, d.day, tzinfo=HANOI)


def needs_a_look(*days: date) -> bool:
    """A named or last day that is off, or no working day left: the clerk is asked, nothing else about a full date."""
    return any(not DAYS.is_working_day(d) for d in days) or DAYS.between(ISSUED_ON, days[-1]) < 1


@given(exclusive, dates, forms)
def test_before_a_day_is_late_from_its_first_instant(connector, d, form):
    deadline = read(f"{connector} {named(d, form)}")
    assert (deadline.late_from, deadline.last_day, deadline.exclusive) == (midnight(d), d - ONE_DAY, True)
    assert (deadline.certainty == "check") == needs_a_look(d, d - ONE_DAY)


@given(inclusive, dates, forms)
def test_up_to_a_day_is_late_from_the_next_one(connector, d, form):
    deadline = read(f"{connector} {named(d, form)}")
    assert (deadline.late_from, deadline.last_day, deadline.exclusive) == (midnight(d + ONE_DAY), d, False)
    assert (deadline.certainty == "check") == needs_a_look(d)


@given(
    dates, forms, hours, st.sampled_from(["{h:02d}h{m:02d}", "{h} giờ {m:02d}", "{h} giờ {m:02d} phút", "{h}:{m:02d}"])
)
def test_an_hour_is_excluded_by_before_and_included_to_its_minute_by_at_the_latest(d, form, at, hour_form):
    hour = hour_form.format(h=at.hour, m=at.minute)
    instant = midnight(d) + timedelta(hours=at.hour, minutes=at.minute)
    before, by = read(f"trước {hour} {named(d, form)}"), read(f"chậm nhất {hour} {named(d, form)}")

    assert (before.late_from, by.late_from) == (instant, instant + ONE_MINUTE)
    assert (before.last_day, by.last_day) == (last_day_before(instant), last_day_before(instant + ONE_MINUTE))


@given(dates, forms, st.sampled_from(["chậm nhất trước", "muộn nhất là trước", "không muộn hơn trước"]))
def test_both_at_once_is_held_strictly_and_disputed_for_the_whole_day(d, form, connector):
    deadline = read(f"{connector} {named(d, form)}")
    assert (deadline.late_from, deadline.disputed_until) == (midnight(d), midnight(d + ONE_DAY))
    assert (deadline.ambiguous, deadline.certainty) == (True, "check")


worded = st.sampled_from(
    [
        "trong vòng {n:02d} ngày làm việc kể từ ngày ký",
        "trong thời hạn {n} ngày làm việc, kể từ ngày ban hành Công văn này",
        "{n} ({w}) ngày làm việc kể từ ngày ký",
    ]
)


@given(st.integers(1, 90), worded)
def test_the_nth_working_day_after_the_issue(n, form):
    assume("{w}" not in form or n <= 31)
    deadline = read(form.format(n=n, w=in_words(n) if n <= 31 else ""))
    counted, left = ISSUED_ON, n
    while left:
        counted += ONE_DAY
        left -= DAYS.is_working_day(counted)
    assert (deadline.rule, deadline.last_day, deadline.certainty) == (Rule.WORKING_DAYS, counted, "read")


@given(st.integers(1, 365), dates, forms)
def test_counted_days_leave_out_the_first_and_end_on_a_working_day(n, start, form):
    deadline = read(f"trong {n} ngày kể từ {named(start, form)}")
    last = start + n * ONE_DAY
    while not DAYS.is_working_day(last):
        last += ONE_DAY
    assert (deadline.rule, deadline.last_day, deadline.certainty) == (Rule.CALENDAR_DAYS, last, "read")


@given(
    st.integers(1, 12),
    st.integers(2021, 2023),
    st.sampled_from(["tháng {m:02d}/{y}", "tháng {m} năm {y}", "tháng {w}/{y}"]),
)
def test_a_month_ends_with_its_last_day_and_is_preceded_by_the_day_before_its_first(m, y, form):
    words = form.format(m=m, y=y, w=in_words(m))
    assert read(f"trong {words}").last_day == read(f"hết {words}").last_day == date(y, m, monthrange(y, m)[1])
    assert read(f"trước {words}").last_day == date(y, m, 1) - ONE_DAY
    assert read(f"trong {words}").rule == Rule.MONTH


@given(
    st.integers(1, 4),
    st.integers(2021, 2023),
    st.sampled_from(["quý {r}/{y}", "quý {r} năm {y}", "quý {q}/{y}", "Quý {r}-{y}"]),
)
def test_a_quarter_ends_with_its_third_month(q, y, form):
    deadline = read("hết " + form.format(q=q, r=["I", "II", "III", "IV"][q - 1], y=y))
    assert (deadline.rule, deadline.last_day) == (Rule.QUARTER, date(y, 3 * q, monthrange(y, 3 * q)[1]))


@given(
    dates, st.sampled_from(["trước ngày {d.day}/{d.month}", "chậm nhất ngày {d.day:02d} tháng {d.month:02d}"]), dates
)
def test_a_missing_year_is_the_next_such_day_and_always_asked(d, form, issued_on):
    deadline = read(form.format(d=d), issued_on=issued_on)
    day = deadline.last_day + ONE_DAY if deadline.exclusive else deadline.last_day
    assert (day.day, day.month) == (d.day, d.month)
    assert issued_on <= day <= issued_on + timedelta(days=365)
    assert (deadline.ambiguous, deadline.certainty) == (True, "check")


@given(dates, st.integers(0, 6))
def test_a_weekday_that_does_not_match_its_date_is_always_asked(d, weekday):
    assume(weekday != d.weekday())
    deadline = read(f"trước ngày {d:%d/%m/%Y} ({WEEKDAYS['vi'][weekday]})")
    assert (deadline.last_day, deadline.certainty) == (d - ONE_DAY, "check")
    assert "không phải" in deadline.why


@given(st.integers(1, 99), st.integers(1, 99), st.integers(2020, 2022), st.sampled_from([*EXCLUSIVE, *INCLUSIVE]))
def test_a_day_that_no_calendar_has_is_never_read(day, month, year, connector):
    try:
        date(year, month, day)
    except ValueError:
        words = f"{connector} ngày {day:02d}/{month:02d}/{year}"
        with pytest.raises(UnreadableDeadline):
            read(words)
        assert [(one.deadline.last_day, one.deadline.certainty) for one in find(f"Gửi báo cáo {words}.")] == [
            (None, "check")
        ]


blanks = st.sampled_from([" ", "  ", "\u00a0", "\n", " \n  ", "\t", "\u200b ", " **", "** "])


@given(
    st.sampled_from([*EXCLUSIVE, *INCLUSIVE]), dates, forms, st.lists(blanks, min_size=24, max_size=24), st.booleans()
)
def test_blanks_breaks_bold_marks_and_decomposed_letters_change_nothing(connector, d, form, gaps, decomposed):
    words = f"{connector} {named(d, form)}"
    pieces = words.split(" ")
    written = pieces[0] + "".join(gap + piece for gap, piece in zip(gaps, pieces[1:], strict=False))
    written = unicodedata.normalize("NFD", written) if decomposed else written
    plain, noted = read(words), read(written)
    assert (noted.late_from, noted.certainty, noted.ambiguous) == (plain.late_from, plain.certainty, plain.ambiguous)


@given(st.sampled_from([*EXCLUSIVE, *INCLUSIVE]), dates, forms)
def test_words_that_lost_their_accents_are_asked_about_or_not_read_at_all(connector, d, form):
    words = f"{connector} {named(d, form)}"
    assume(bare(words) != words.casefold())
    with suppress(UnreadableDeadline):
        assert read(bare(words)).certainty == "check"


before_it = st.sampled_from(
    ["Gửi báo cáo về Sở Nội vụ ", "Căn cứ Công văn số 12/SNV-TH ngày 01/12/2020, yêu cầu các sở báo cáo UBND tỉnh "]
)
behind_it = st.sampled_from([".", " để tổng hợp, trình UBND tỉnh.", "; quá thời hạn trên xem như không có.", ""])


@given(before_it, st.sampled_from([*EXCLUSIVE, *INCLUSIVE]), dates, forms, behind_it)
def test_in_running_text_the_phrase_is_found_with_its_exact_place_and_the_same_reading(
    before, connector, d, form, behind
):
    words = f"{connector} {named(d, form)}"
    (one,) = find(before + words + behind)
    alone = read(words)
    assert (one.start, one.end) == (len(before), len(before) + len(words))
    assert (one.deadline.words, one.deadline.late_from) == (words, alone.late_from)


WORDS = [
    word
    for line in (
        "trước chậm nhất đến hết trong ngày tháng năm quý tuần giờ 5 12 22 31 2020 2021 / - . , ( ) thứ Hai Ba không",
        "quá là làm việc kể từ ký nhận hằng định kỳ và đầu cuối sáng chiều mai hôm nay Tết gửi báo cáo hai mươi lăm",
        "sau này … 17h00 h :",
    )
    for word in line.split()
]
junk = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@given(junk | st.text(max_size=120), st.dates())
def test_no_text_and_no_day_of_issue_breaks_the_grammar(text, issued_on):
    for one in find(text, issued_on=issued_on):
        assert text[one.start : one.end] == one.deadline.words
    with suppress(UnreadableDeadline):
        assert read(text, issued_on=issued_on).words == text


@given(junk, dates)
def test_what_is_marked_read_is_whole_and_lies_ahead(text, issued_on):
    found = [one.deadline for one in find(text, issued_on=issued_on)]
    for deadline in found:
        assert (deadline.why is None) == (deadline.certainty == "read")
        assert not (deadline.ambiguous and deadline.certainty == "read")
        assert (deadline.last_day is None) == (deadline.late_from is None)
        if deadline.certainty == "read":
            assert deadline.last_day > issued_on
            assert last_day_before(deadline.late_from) == deadline.last_day
            assert any(map(str.isdigit, deadline.words)) or "mai" not in deadline.words


LONG = [
    "trước ", "chậm nhất ", "ngày 22/", "0", "l0", "từ ngày 1 đến ", ".", "ngày ......", "22, ", "(", "hằng tháng ",
    "a\u0301", "trước ngày 22/12 và ", "hai mươi ", "gửi trong tháng 12 ", "số 1 ", "\n", "**", "2020-",
    "đã yêu cầu ",
]  # fmt: skip


@pytest.mark.parametrize("unit", LONG)
def test_long_texts_of_one_word_take_time_in_proportion(unit):
    """100,000 characters take about a second; a grammar that backtracked without bound would take hours."""
    started = time.process_time()
    find(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 20
