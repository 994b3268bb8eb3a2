"""The annex as a workbook: the plan's rows, ready to print."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from documents.decree import PLAN_COLUMNS
from documents.model import PlanRow, Section
from documents.samples import PLAN, SAMPLES, SECTIONS
from documents.workbook import write_xlsx
from tests.documents.conftest import cells, plain, read

ROW = PlanRow(task="Việc", product="Đề án", lead="Sở Y tế", coordinate=("A", "B"), origins=("Sở Y tế", "UBND huyện X"))


def book(plan, **how):
    return openpyxl.load_workbook(BytesIO(write_xlsx(plan, **how)))


def table(sheet) -> list[list[object]]:
    """From the header row on, as text; merged cells once."""
    rows = [[cell.value for cell in row if type(cell).__name__ == "Cell"] for row in sheet.iter_rows()]
    start = next(number for number, row in enumerate(rows) if row and row[0] == "STT")
    return [["" if value is None else plain(str(value)) for value in row] for row in rows[start:]]


def test_the_workbook_has_the_rows_of_the_word_annex_in_the_same_order() -> None:
    assert table(book(SAMPLES["plan"]).active) == cells(read(SAMPLES["plan"]))


def test_header_row_is_frozen_and_printed_on_every_page() -> None:
    sheet = book(PLAN).active
    header = next(row[0].row for row in sheet.iter_rows() if row[0].value == "STT")
    assert sheet.freeze_panes == f"A{header + 1}"
    assert sheet.print_title_rows == f"${header}:${header}"


def test_it_prints_on_landscape_a4_one_page_wide() -> None:
    sheet = book(PLAN).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert round(sheet.page_margins.left * 25.4) == 30
    assert round(sheet.page_margins.top * 25.4) == 20
    assert sheet.oddHeader.center.text == "&P"
    assert not sheet.firstHeader.center.text


def test_texts_wrap_in_times_new_roman_in_columns_of_the_words_widths() -> None:
    sheet = book(PLAN).active
    for cell in sheet[sheet.max_row]:
        assert cell.alignment.wrap_text
        assert cell.font.name == "Times New Roman"
        assert cell.border.left.style == "thin"
    widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGHI"]
    ratio = [width / asked for width, asked in zip(widths, PLAN_COLUMNS.values(), strict=True)]
    assert max(ratio) / min(ratio) < 1.02


def test_rows_are_as_high_as_their_longest_text() -> None:
    sheet = book(replace(PLAN, sections=(Section("", "", (ROW, replace(ROW, summary="mười chữ " * 60))),))).active
    low, high = (sheet.row_dimensions[number].height for number in (sheet.max_row - 1, sheet.max_row))
    assert low == pytest.approx(4 + 15.75)
    assert high > 12 * 15.75
    sheet = book(replace(PLAN, sections=(Section("", "", (replace(ROW, summary="dài " * 9000),)),))).active
    assert sheet.row_dimensions[sheet.max_row].height == 409  # Excel's limit


def test_one_sheet_for_each_section() -> None:
    sheets = book(PLAN, sheet_per_section=True)
    assert sheets.sheetnames == [f"Mục {section.numeral}" for section in SECTIONS]
    assert [len(table(sheet)) - 2 for sheet in sheets] == [len(section.rows) for section in SECTIONS]
    assert all(sheet.freeze_panes and sheet.print_title_rows for sheet in sheets)


def test_sheet_names_that_excel_refuses_are_made_fit() -> None:
    sections = (Section("a/b:c*[d]?\\'", "", (ROW,)), Section("", "x", (ROW,)), Section("", "y", (ROW,)))
    names = book(replace(PLAN, sections=sections), sheet_per_section=True).sheetnames
    assert names == ["Mục abcd", "Mục khác", "Mục khác1"]


def test_through_numbering_goes_on_from_sheet_to_sheet() -> None:
    sections = (Section("I", "x", (ROW, ROW)), Section("II", "y", (ROW,)))
    sheets = book(replace(PLAN, sections=sections, numbering="through"), sheet_per_section=True)
    assert table(sheets["Mục II"])[-1][0] == "3"


def test_who_proposed_a_row_is_added_for_the_lead() -> None:
    rows = table(book(replace(PLAN, sections=(Section("", "", (ROW,)),)), with_origins=True).active)
    assert (rows[0][-1], rows[1][-1]) == ("Cơ quan đề xuất", "Sở Y tế; UBND huyện X")


def test_stt_is_a_number() -> None:
    sheet = book(PLAN).active
    assert sheet.cell(sheet.max_row, 1).data_type == "n"


@pytest.mark.parametrize("per_section", [False, True])
def test_a_plan_without_rows_says_so(per_section: bool) -> None:
    sheets = book(replace(PLAN, sections=()), sheet_per_section=per_section)
    assert sheets.sheetnames == ["Phụ lục"]
    assert table(sheets.active)[1:] == [["Chưa có nhiệm vụ nào được đưa vào Kế hoạch."]]


def test_a_draft_is_marked_on_the_sheet_and_in_the_print_and_a_final_one_nowhere() -> None:
    draft, final = book(replace(PLAN, draft_note="bản 2")).active, book(SAMPLES["plan"]).active
    assert draft["A1"].value == "DỰ THẢO (bản 2)"
    assert draft.oddHeader.right.text == draft.firstHeader.right.text == "DỰ THẢO"
    assert final["A1"].value == "Phụ lục"
    assert not final.oddHeader.right.text
    assert not final.firstHeader.right.text
    assert "(Kèm theo Kế hoạch số 168/KH-UBND ngày 28 tháng 12 năm 2020" in plain(final["A3"].value)


def test_five_thousand_rows() -> None:
    rows = tuple(replace(ROW, task=f"Việc {n}") for n in range(5000))
    sheet = book(replace(PLAN, sections=(Section("I", "Tất cả", rows),))).active
    assert [cell.value for cell in sheet["B"]][-5000:] == [row.task for row in rows]
