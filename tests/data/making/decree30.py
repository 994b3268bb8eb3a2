"""Builds Word files in the layout of Decree 30/2020 (two-column heading and footer tables), for the samples.

Run `python tests/data/making/samples.py` to make them again; LibreOffice prints the PDFs from the same files.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

_CENTRE, _LEFT, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")


@dataclass
class Letter:
    """One document, box by box. Body lines that begin with "- " or "1. " are written as they are."""

    issuer: list[str]
    number: str
    place_date: str
    body: list[str]
    copies: list[str]
    signing: list[str]
    signer: str
    subject: str = ""
    title: list[str] = field(default_factory=list)
    addressees: list[str] = field(default_factory=list)
    stamp: str = ""
    tables: list[tuple[str, list[list[str]]]] = field(default_factory=list)  # (heading, rows) of annexes
    font: str = "Times New Roman"
    numbered: bool = False  # let Word number the paragraphs that begin with "# "


def write(letter: Letter, path: Path) -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = Cm(3), Cm(2), Cm(2), Cm(2)
    style = document.styles["Normal"]
    style.font.name, style.font.size = letter.font, Pt(13)
    _heading(document, letter)
    for line, bold in [(letter.title[0], True), *((line, True) for line in letter.title[1:])] if letter.title else []:
        _paragraph(document, line, _CENTRE, bold=bold)
    _addressees(document, letter.addressees)
    for line in letter.body:
        if letter.numbered and line.startswith("# "):
            document.add_paragraph(line[2:], style="List Number")
        else:
            _paragraph(document, line, _JUSTIFY, indent=True)
    _footer(document, letter)
    for heading, rows in letter.tables:
        document.add_page_break()
        for line in heading.split("\n"):
            _paragraph(document, line, _CENTRE, bold=True)
        table = document.add_table(rows=0, cols=len(rows[0]))
        table.style = "Table Grid"
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    document.core_properties.author = "Dondoc samples"
    document.save(str(path))


def _heading(document: Document, letter: Letter) -> None:
    table = document.add_table(rows=2, cols=2)
    left, right = table.rows[0].cells
    for at, line in enumerate(letter.issuer):
        _in_cell(left, line, bold=at == len(letter.issuer) - 1)
    for line in STATE:
        _in_cell(right, line, bold=True)
    left, right = table.rows[1].cells
    _in_cell(left, letter.number)
    if letter.subject:
        _in_cell(left, f"V/v {letter.subject}", size=12)
    if letter.stamp:
        _in_cell(left, letter.stamp, bold=True)
    _in_cell(right, letter.place_date, italic=True)
    _widths(table, (6.2, 9.8))


def _footer(document: Document, letter: Letter) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    _in_cell(left, "Nơi nhận:", bold=True, italic=True, size=12, align=_LEFT)
    for line in letter.copies:
        _in_cell(left, f"- {line}", size=11, align=_LEFT)
    for line in letter.signing:
        _in_cell(right, line, bold=True)
    for _ in range(3):
        _in_cell(right, "")
    _in_cell(right, letter.signer, bold=True)
    _widths(table, (8.5, 7.5))


def _addressees(document: Document, addressees: list[str]) -> None:
    if len(addressees) == 1:
        _paragraph(document, f"Kính gửi: {addressees[0]}", _CENTRE)
        return
    for at, line in enumerate(["Kính gửi:", *(f"- {line}" for line in addressees)] if addressees else []):
        _paragraph(document, line, _LEFT).paragraph_format.left_indent = Cm(3 if at == 0 else 4)


def _paragraph(document: Document, text: str, align: int, *, bold: bool = False, indent: bool = False):
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(6)
    if indent:
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
    for at, piece in enumerate(text.split("**")):  # **bold** inside a line, as offices mark deadlines
        paragraph.add_run(piece).bold = bold or at % 2 == 1
    return paragraph


def _in_cell(
    cell, text: str, *, bold: bool = False, italic: bool = False, size: int = 13, align: int = _CENTRE
) -> None:
    paragraph = (
        cell.paragraphs[0]
        if not cell.paragraphs[0].text and len(cell.paragraphs) == 1 and text
        else cell.add_paragraph()
    )
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)


def _widths(table, widths: tuple[float, float]) -> None:
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
