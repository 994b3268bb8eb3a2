"""Who signed, with which title and on whose behalf (Decree 30/2020, art. 13)."""

from __future__ import annotations

import re

from reading.layout import Layout, Line
from reading.letters import UPPER
from reading.model import NOT_FOUND, Field, Signatory
from reading.text import Source, View, join
from reading.words import CAPACITY, TITLE, TITLES, is_signature_cell

_MARKS = {"TM": "TM.", "KT": "KT.", "TL": "TL.", "TUQ": "TUQ.", "Q": "Q.", "QUYEN": "Q."}
_RANK = re.compile(
    r"(?:(?:GS|PGS|TS|ThS|BS|CKI|CKII|KS|CN|NGND|NGƯT|TTND|TTƯT)[.\s]+)+"
    r"|(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá)\s{1,3}"
)
_NAME = re.compile(rf"[{UPPER}][\w'-]{{0,20}}(?:\s[{UPPER}][\w'-]{{0,20}}){{1,5}}")
_NOT_A_NAME = re.compile(
    r"noi nhan|nhu tren|nhu dieu|luu|ubnd|ban |so |cong hoa|doc lap|phong |hdnd|tinh uy|van phong|phu luc|"
    r"bieu|danh sach|so:"
)


def signature_cells(layout: Layout) -> list[View]:
    """The cells of the signature column, in order: authority and title lines, then what follows them."""
    cells: list[View] = []
    for line in layout.footer:
        for cell in line.cells:
            if is_signature_cell(cell) or (cells and _may_be_name(cell, line)):
                cells.append(cell)
    return cells


def _may_be_name(cell: View, line: Line) -> bool:
    text = _RANK.sub("", cell.text, count=1).strip(" .*")
    return bool(_NAME.fullmatch(text)) and not _NOT_A_NAME.match(cell.bare) and not cell.text.startswith("-")


def read_signatory(source: Source, layout: Layout) -> Field[Signatory]:
    """Title and capacity from the last title line above the name; the capacity is the mark nearest to that title."""
    cells = signature_cells(layout)
    titles = [cell for cell in cells if is_signature_cell(cell)]
    if not titles:
        return NOT_FOUND
    name = next((cell for cell in cells[cells.index(titles[-1]) + 1 :] if not is_signature_cell(cell)), None)
    heading = join(titles)
    capacity, title = _authority(heading)
    signer = _RANK.sub("", name.value(), count=1).strip(" .*") if name else None
    if signer and signer.isupper():
        signer = signer.title()
    why = None if signer and title else "không tìm thấy họ tên người ký" if title else "không nhận ra chức vụ người ký"
    span_of = join([*titles, name]) if name else heading
    return source.field(span_of, value=Signatory(signer, title, capacity), why=why)


def _authority(heading: View) -> tuple[str | None, str | None]:
    """("KT.", "Phó Chủ tịch") from "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH"."""
    marks = list(CAPACITY.finditer(heading.text))
    titles = list(TITLE.finditer(heading.bare))
    capacity = _MARKS[re.sub(r"[^A-ZĐ]", "", marks[-1]["mark"].replace("QUYỀN", "QUYEN"))] if marks else None
    return capacity, TITLES[titles[-1].group()] if titles else None
