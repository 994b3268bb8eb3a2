"""Whatever people type reads back as they typed it, in Word and in Excel."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from documents.model import PlanRow, Section
from documents.samples import MEMO, PLAN
from documents.wording import NO_BREAK_HYPHEN, clean
from documents.workbook import CUT, LONGEST, write_xlsx
from tests.documents.conftest import cells, plain, read, text_of

ODD = [
    "<script>alert('x')</script>",
    "A & B < C > D \"E\" 'F' ]]> <!-- x --> &amp; &#169;",
    "{{ 7 * 7 }} {% for x in y %} {# z #} {{ sections }}",
    "{_{ kept }_} {_% kept %_}",
    "</w:t></w:r></w:p><w:p>",
    "emoji 😀👩‍👩‍👧 中文 ไทย",
    "Nguye\u0302\u0303n (tổ hợp) – Nguyễn (dựng sẵn)",
    "dòng một\ndòng hai\tcột",
    "x" * 5000,
    "từ" + "\u2011" + "từ",
    "=cmd|' /C calc'!A0",
]


def plan(*tasks: str):
    rows = tuple(PlanRow(task=task, lead=task, coordinate=(task,)) for task in tasks)
    return replace(PLAN, sections=(Section("I", "Nhóm", rows),))


def as_read(text: str) -> str:
    return plain(clean(text)).replace(NO_BREAK_HYPHEN, "-")


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_in_a_cell(text: str) -> None:
    row = cells(read(plan(text)))[-1]
    assert row[1] == row[4] == row[5] == as_read(text)


@pytest.mark.parametrize("text", ["A & B <C>", "{{ 7 * 7 }}", "{_{ x }_}", "😀"])
def test_odd_texts_in_the_letter(text: str) -> None:
    document = read(
        replace(PLAN, subject=text, lead=text, grounds=(text, text), heading=replace(PLAN.heading, place=text))
    )
    for place in (f"2. {text} theo dõi", f"ban hành Kế hoạch {text} như sau", f"{text}, ngày"):
        assert place in text_of(document)
    assert text in text_of(read(replace(MEMO, addressee=text)))


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@example("\x00\x08\x0b\x0c\x1f\x7f\ufffe\uffff")
@example("số 01-CTr/TU ngày 27 tháng 11 năm 2020")
@settings(max_examples=40, deadline=None)
def test_any_text_reads_back_from_word_and_excel(text: str) -> None:
    assert cells(read(plan(text)))[-1][1] == as_read(text)
    book = openpyxl.load_workbook(BytesIO(write_xlsx(plan(text))))
    sheet = book.active
    assert as_read(sheet.cell(sheet.max_row, 2).value or "") == as_read(text)


def test_lone_surrogates_are_left_out() -> None:
    assert cells(read(plan("a\ud800b")))[-1][1] == "ab"
    assert write_xlsx(plan("a\ud800b"))


@pytest.mark.parametrize("text", ["=1+1", "+84 255", "-5%", "@SUM(A1)", ' =HYPERLINK("http://x")', "\t=1"])
def test_nothing_becomes_a_formula(text: str) -> None:
    sheet = openpyxl.load_workbook(BytesIO(write_xlsx(plan(text)))).active
    cell = sheet.cell(sheet.max_row, 2)
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", text.strip(), True)


def test_a_text_beyond_excels_limit_is_cut_and_says_so() -> None:
    sheet = openpyxl.load_workbook(BytesIO(write_xlsx(plan("y" * 40_000)))).active
    value = sheet.cell(sheet.max_row, 2).value
    assert len(value) == LONGEST
    assert value.endswith(CUT)
    assert cells(read(plan("y" * 40_000)))[-1][1] == "y" * 40_000  # Word has it whole
