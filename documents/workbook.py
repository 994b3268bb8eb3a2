"""The plan's annex as an Excel workbook: the same rows in the same order, ready to print, to sort, to send on."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from documents.contexts import attached_to, numbered_rows, plan_title
from documents.decree import BOTTOM, FONT, HEADER, LEFT, PLAN_COLUMNS, RIGHT, TOP
from documents.draft_mark import MARK
from documents.model import PlanDocument, PlanRow, Section
from documents.packing import repack
from documents.wording import NO_BREAK_HYPHEN, clean, one_line

LONGEST = 32_767  # signs in a cell, Excel's limit
CUT = "… (còn tiếp, xem bản .docx)"
NOTHING = "Chưa có nhiệm vụ nào được đưa vào Kế hoạch."
ORIGINS = {"Cơ quan đề xuất": 30}
_CENTRED = ("STT", "Thời gian thực hiện")
_SIGNS_PER_MM = 0.58  # of column width: printed at some 80 %, so that 12 points stay legible
_LINE_HEIGHT = 15.75  # points, of 12-point Times New Roman
_HIGHEST = 409.0  # points, Excel's limit for a row
_FORMULA = ("=", "+", "-", "@")  # what Excel would compute, if it were typed or came in as CSV
_LINE = Side(style="thin", color="000000")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)

Numbered = tuple[Section, list[tuple[int, PlanRow]]]


def write_xlsx(plan: PlanDocument, *, sheet_per_section: bool = False, with_origins: bool = False) -> bytes:
    """The annex of `plan` as .xlsx; the same bytes for the same values.

    One sheet, or one for each section ("Mục I", "Mục II", …). `with_origins` adds who proposed each row, for the lead's
    own work. Texts are texts: what begins like a formula is none. A text beyond Excel's limit is cut, and says so.
    """
    book = Workbook()
    for first in book.worksheets:
        book.remove(first)
    book._named_styles["Normal"].font = Font(name=FONT, size=12)  # type: ignore[attr-defined]  # its digit: the unit of widths
    for style in _styles():
        book.add_named_style(style)
    columns = PLAN_COLUMNS | (ORIGINS if with_origins else {})
    numbers = numbered_rows(plan.sections, through=plan.numbering == "through")
    sections: list[Numbered] = list(zip(plan.sections, numbers, strict=True))
    if sheet_per_section and sections:
        for section in sections:
            _write_sheet(book.create_sheet(_sheet_name(section[0])), plan, [section], columns)
    else:
        _write_sheet(book.create_sheet("Phụ lục"), plan, sections, columns)
    return _saved(book, plan)


def _styles() -> list[NamedStyle]:
    def style(
        name: str, size: float = 12, align: str = "left", box: bool = True, bold: bool = False, italic: bool = False
    ) -> NamedStyle:
        """A cell takes a style whole, which costs a tenth of setting its font, border and alignment one by one."""
        return NamedStyle(
            name,
            font=Font(name=FONT, size=size, bold=bold, italic=italic),
            border=_GRID if box else Border(),
            alignment=Alignment(horizontal=align, vertical="top" if box else "center", wrap_text=True),
        )

    head = style("Đầu cột", align="center", bold=True)
    head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return [
        style("Tiêu đề", 14, "center", box=False, bold=True),
        style("Kèm theo", 14, "center", box=False, italic=True),
        head,
        style("Ô chữ"),
        style("Ô giữa", align="center"),
        style("Nhóm", bold=True),
        style("Nhóm, số", align="center", bold=True),
    ]


def _sheet_name(section: Section) -> str:
    """Excel takes no sheet name with these signs, nor one of more than 31; a second of a name gets a number."""
    numeral = "".join(sign for sign in one_line(section.numeral) if sign not in "[]:*?/\\'")
    return f"Mục {numeral or 'khác'}"[:28]


def _write_sheet(sheet: Worksheet, plan: PlanDocument, sections: Sequence[Numbered], columns: dict[str, int]) -> None:
    header = _write_title(sheet, plan, columns)
    widths = [sheet.column_dimensions[get_column_letter(place)].width for place in range(1, len(columns) + 1)]
    number = header + 1
    for section, rows in sections:
        if section.title.strip():
            _group(sheet, number, section, len(columns))
            number += 1
        for stt, row in rows:
            values = _values(stt, row, columns)
            for place, value in enumerate(values, start=1):
                _put(sheet.cell(number, place), value)
            lines = max(_lines(str(value), width) for value, width in zip(values, widths, strict=True))
            sheet.row_dimensions[number].height = min(_HIGHEST, 4 + lines * _LINE_HEIGHT)
            number += 1
    if number == header + 1:
        _across(sheet, number, NOTHING, "Ô giữa", len(columns))
    _lay_out(sheet, header, plan.draft)


def _write_title(sheet: Worksheet, plan: PlanDocument, columns: dict[str, int]) -> int:
    """The lines over the table, and its header; gives the header's row."""
    note = one_line(plan.draft_note)
    lines = [("Phụ lục", "Tiêu đề"), (plan_title(plan), "Tiêu đề"), (attached_to(plan, "Kế hoạch"), "Kèm theo")]
    if plan.draft:
        lines.insert(0, (f"{MARK} ({note})" if note else MARK, "Tiêu đề"))
    header = len(lines) + 2
    for place, (title, width) in enumerate(columns.items(), start=1):
        _put(sheet.cell(header, place), title, "Đầu cột")
        sheet.column_dimensions[get_column_letter(place)].width = round(width * _SIGNS_PER_MM, 1)
    sheet.row_dimensions[header].height = 4 + 2 * _LINE_HEIGHT
    for number, (text, style) in enumerate(lines, start=1):
        _across(sheet, number, text, style, len(columns), boxed=False)
    return header


def _across(
    sheet: Worksheet, number: int, text: str, style: str, last: int, first: int = 1, boxed: bool = True
) -> None:
    """One text over several columns."""
    for place in range(first, last + 1):
        sheet.cell(number, place).style = style if boxed or place == first else "Normal"
    _put(sheet.cell(number, first), text, style)
    sheet.merge_cells(start_row=number, start_column=first, end_row=number, end_column=last)
    room = sum(sheet.column_dimensions[get_column_letter(place)].width for place in range(first, last + 1))
    size = 1.25 if style == "Tiêu đề" else 1.1  # larger letters, and capitals
    sheet.row_dimensions[number].height = 4 + size * _LINE_HEIGHT * _lines(text, room / size)


def _group(sheet: Worksheet, number: int, section: Section, last: int) -> None:
    _put(sheet.cell(number, 1), one_line(section.numeral), "Nhóm, số")
    _across(sheet, number, one_line(section.title), "Nhóm", last, first=2)


def _values(stt: int, row: PlanRow, columns: dict[str, int]) -> list[str | int]:
    texts = (row.task, row.product, row.summary, row.lead, "; ".join(row.coordinate), row.schedule, row.legal_basis)
    values: list[str | int] = [stt, *texts, row.note, "; ".join(row.origins)]
    return values[: len(columns)]


def _lines(text: str, width: float) -> int:
    """How many lines `text` takes in a column `width` signs wide.

    LibreOffice fits no height to rows as it opens a file, and neither program to merged cells. Vietnamese text in Times
    New Roman takes 0.42 to 0.47 of its size a letter, the digits that widths are counted in 0.5.
    """
    room = max(1, int(width * 1.03))
    lines = 0
    for paragraph in text.split("\n"):
        lines, filled = lines + 1, 0
        for word in paragraph.split():
            length = len(word)
            if filled and filled + 1 + length > room:
                lines, filled = lines + 1, 0
            filled += length + (1 if filled else 0)
            if filled > room:  # a word longer than its line is torn
                lines, filled = lines + filled // room, filled % room
    return lines


def _put(cell: Cell | MergedCell, value: str | int, style: str = "") -> None:
    """A number, or a text that stays one."""
    centred = isinstance(value, int) or cell.column == 1 + list(PLAN_COLUMNS).index("Thời gian thực hiện")
    cell.style = style or ("Ô giữa" if centred else "Ô chữ")
    if isinstance(value, int):
        cell.value = value
        return
    text = clean(value).replace(NO_BREAK_HYPHEN, "-")
    if len(text) > LONGEST:
        text = text[: LONGEST - len(CUT)] + CUT
    cell.value = text or None
    if text.startswith(_FORMULA):
        cell.data_type = "s"  # not a formula, also where openpyxl would take it for one
        cell.quotePrefix = True  # nor after it was edited: what Excel does for a leading apostrophe


def _lay_out(sheet: Worksheet, header: int, draft: bool) -> None:
    sheet.freeze_panes = f"A{header + 1}"
    sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    inches = {"left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM, "header": HEADER, "footer": HEADER}
    for side, millimetres in inches.items():
        setattr(sheet.page_margins, side, round(millimetres / 25.4, 3))
    sheet.HeaderFooter.differentFirst = True
    both = sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.firstHeader
    headers = [header for header in both if header is not None]
    parts = [(headers[0].center, "&P", "Regular")]
    parts += [(header.right, MARK, "Bold") for header in headers] if draft else []
    for part, text, weight in parts:
        part.text, part.font, part.size = text, f"{FONT},{weight}", 13


def _saved(book: Workbook, plan: PlanDocument) -> bytes:
    on = plan.heading.on
    instant = datetime(on.year, on.month, on.day, tzinfo=UTC) if on else datetime(1980, 1, 1, tzinfo=UTC)
    book.properties.creator = one_line(plan.heading.issuer)
    book.properties.title = plan_title(plan)[:255]
    book.properties.language = "vi-VN"
    book.properties.created = instant.replace(tzinfo=None)
    content = BytesIO()
    book.save(content)
    return repack(content.getvalue(), modified=f"{instant:%Y-%m-%dT%H:%M:%SZ}")
