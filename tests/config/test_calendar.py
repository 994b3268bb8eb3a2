"""The office's own days come from a CSV; a slip in it is named by its line."""

from datetime import date

import pytest

from config.calendar import OwnDay, load_overrides, load_reasons, read_calendar
from config.errors import UnreadableInput

HEADER = "date,off|work,reason,source\n"


def written(tmp_path, text):
    path = tmp_path / "own.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_the_shipped_calendar_holds_the_swap_that_the_package_misses():
    assert load_overrides() == {date(2026, 1, 2): False, date(2026, 1, 10): True}
    assert load_reasons()[date(2026, 1, 10)] == "Làm bù cho ngày 02/01/2026"


def test_one_line_is_one_day_with_its_source(tmp_path):
    path = written(tmp_path, HEADER + '2020-10-28,off,"Nghỉ chống bão số 9",Công điện 1503/CĐ-TTg\n\n')
    assert read_calendar(path) == [
        OwnDay(date(2020, 10, 28), works=False, reason="Nghỉ chống bão số 9", source="Công điện 1503/CĐ-TTg")
    ]


def test_a_file_saved_by_excel_with_a_byte_order_mark_is_read(tmp_path):
    assert load_overrides(written(tmp_path, "\ufeff" + HEADER + "2026-01-10,work,,CV\n")) == {date(2026, 1, 10): True}


@pytest.mark.parametrize(
    ("text", "says", "remedy"),
    [
        ("", "line 1: the columns are not", "make the first line: date,off|work,reason,source"),
        ("day;off\n", "line 1: the columns are not", "make the first line"),
        (HEADER + "10/01/2026,work,,CV\n", "line 2: “10/01/2026” is no date", "2026-01-10"),
        (HEADER + "2026-01-10,work,,CV\n2026-02-30,off,,CV\n", "line 3: “2026-02-30” is no date", "2026-01-10"),
        (HEADER + "2026-01-10,yes,,CV\n", "line 2: “yes” is neither off nor work", "a line reads"),
        (HEADER + "2026-01-10,work,làm bù\n", "line 2: no source", "name the document"),
        (HEADER + "2026-01-10,work,,CV\n2026-01-10,off,,CV\n", "line 3: 2026-01-10 is there twice", "delete"),
        (b"\xff\xfe\x00\x01", "not a UTF-8 CSV file", "CSV UTF-8"),
    ],
)
def test_a_slip_is_named_with_its_line_and_what_to_write(tmp_path, text, says, remedy):
    with pytest.raises(UnreadableInput) as error:
        load_overrides(written(tmp_path, text))
    assert says in str(error.value)
    assert remedy in error.value.remedy


def test_a_calendar_that_is_not_there_is_an_error_and_not_an_empty_calendar(tmp_path):
    with pytest.raises(UnreadableInput, match="is not there"):
        load_overrides(tmp_path / "none.csv")
    with pytest.raises(UnreadableInput):
        load_overrides(tmp_path)
