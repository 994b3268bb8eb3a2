"""The form as a file to fill in, and what was sent as a workbook. A stamp inside says whose form it is."""

import hashlib
import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from portal.answer.visit import Visit
from portal.language import heading, titled
from reading.answers.form import Cells, Column

BLANK_ROWS = 15
WIDTHS = {"task": 34, "product": 34, "lead": 22, "coordinate": 26, "summary": 46, "legal_basis": 34, "schedule": 22}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def stamp(visit: Visit) -> dict[str, str]:
    """What the form carries unseen: the directive's id, the agency, and which columns it had."""
    return {"directive": visit.link.directive_id, "agency": visit.one.agency, "columns": _digest(visit.columns)}


def filename(visit: Visit, suffix: str, *, sent: bool = False) -> str:
    """ "Mau-6321-UBND-TH-SGTVT.xlsx": plain letters, good on every system."""
    number = re.sub(r"[^0-9A-Za-z]+", "-", visit.one.directive.number).strip("-")
    return f"{'Da-gui' if sent else 'Mau'}-{number}-{visit.one.agency}.{suffix}"


def _heading(column: Column) -> str:
    """As on the page, Vietnamese in every language: the form goes round the agency."""
    return heading(column, "vi")


def workbook(visit: Visit, rows: Sequence[Cells] = ()) -> bytes:
    """The form as .xlsx: with `rows` filled in, without them blank."""
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.packaging.custom import StringProperty
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Đề xuất"
    side = Side(style="thin", color="808080")
    thin = Border(left=side, right=side, top=side, bottom=side)
    sheet.append([_title(visit)])
    sheet.append([_addressed(visit)])
    sheet.append([])
    columns = visit.columns
    sheet.append(["STT", *(_heading(column) for column in columns)])
    head = sheet.max_row
    for number in range(1, max(len(rows), BLANK_ROWS if not rows else 0) + 1):
        cells = rows[number - 1] if number <= len(rows) else {}
        sheet.append([number, *(_plain(cells.get(column.key, "")) for column in columns)])
    for boxes in sheet.iter_rows(min_row=head, max_row=sheet.max_row, max_col=len(columns) + 1):
        for box in boxes:
            assert isinstance(box, Cell)
            box.border = thin
            box.alignment = Alignment(wrap_text=True, vertical="top")
            box.font = Font(name="Times New Roman", size=12, bold=box.row == head)
            if box.row == head:
                box.fill = PatternFill("solid", fgColor="EEF1F5")
            elif box.column_letter != "A":
                box.data_type = "s"  # words stay words: nothing typed here is ever a formula
    sheet["A1"].font = Font(name="Times New Roman", size=13, bold=True)
    sheet["A2"].font = Font(name="Times New Roman", size=12, italic=True)
    sheet.column_dimensions["A"].width = 6
    for at, column in enumerate(columns, start=2):
        sheet.column_dimensions[get_column_letter(at)].width = WIDTHS.get(column.key, 24)
    sheet.freeze_panes = f"A{head + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.print_title_rows = f"{head}:{head}"
    for name, value in stamp(visit).items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))  # type: ignore[attr-defined]
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()


def document(visit: Visit, rows: Sequence[Cells] = ()) -> bytes:
    """The form as .docx, A4 landscape, with the margins of Decree 30/2020."""
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm, Pt

    file = docx.Document()
    section = file.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.top_margin = section.bottom_margin = Mm(20)
    font = file.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(12)
    file.add_paragraph().add_run(_title(visit)).bold = True
    file.add_paragraph().add_run(_addressed(visit)).italic = True
    columns = visit.columns
    table = file.add_table(rows=1, cols=len(columns) + 1)
    table.style = "Table Grid"
    for cell, said in zip(table.rows[0].cells, ["STT", *map(_heading, columns)], strict=True):
        cell.paragraphs[0].add_run(said).bold = True
    _repeat(table.rows[0])
    for number in range(1, max(len(rows), BLANK_ROWS if not rows else 0) + 1):
        cells = rows[number - 1] if number <= len(rows) else {}
        line = table.add_row().cells
        line[0].text = str(number)
        for at, column in enumerate(columns, start=1):
            line[at].text = _plain(cells.get(column.key, ""))
    file.core_properties.keywords = " ".join(f"{name}={value}" for name, value in stamp(visit).items())
    file.core_properties.title = _title(visit)
    packed = BytesIO()
    file.save(packed)
    return packed.getvalue()


def _title(visit: Visit) -> str:
    directive = visit.one.directive
    return f"Đề xuất theo {titled(directive, 'vi')} ngày {directive.issued_on:%d/%m/%Y}: {directive.subject}"


def _addressed(visit: Visit) -> str:
    return f"{visit.one.duty.name} gửi {visit.one.directive.lead_name}"


def _repeat(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _digest(columns: Sequence[Column]) -> str:
    return hashlib.sha256("|".join(column.key for column in columns).encode()).hexdigest()[:10]


def _plain(text: str) -> str:
    """Without the control characters that neither Word nor Excel can hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\n\t")
