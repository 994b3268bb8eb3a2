"""Word documents: paragraphs, tables, text boxes and automatic numbers, straight from the XML.

A table that only sets columns side by side (the heading of Decree 30/2020, the footer with Nơi nhận and signature)
gives its cells one after the other; a table of data gives its rows, cells parted by " | ".
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from reading.errors import Damaged, WrongFormat
from reading.extraction.limits import PACKED_PARTS, UNPACKED_BYTES, too_large
from reading.extraction.numbering import Numbering

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr", _FALLBACK})
_LAYOUT = re.compile(
    r"C[ỘO]NG H(?:ÒA|OÀ|OA) X|[ĐD][ỘộOo]c l[ậa]p\s{0,3}[-–]|Nơi nhận|Kính gửi|^\s{0,3}Số\s{0,3}:|^(?:TM|KT|TL|TUQ)\.\s",
    re.MULTILINE | re.IGNORECASE,
)


def docx_text(content: bytes, ending: str = ".docx") -> str:
    """The text of a .docx. Raises WrongFormat for other zip files, Damaged, TooLarge for a zip bomb."""
    package = _open(content)
    names = set(package.namelist())
    if "word/document.xml" not in names:
        raise _other_package(names, ending)
    numbering = Numbering(lambda name: _part(package, name, names))
    body = _part(package, "word/document.xml", names)
    assert body is not None
    pieces = [
        _Reader(numbering).text(part)
        for name in sorted(names)
        if _is_margin(name) and (part := _part(package, name, names)) is not None
    ]
    return "\n".join([*(piece for piece in pieces if piece.strip()), _Reader(numbering).text(body)])


def _is_margin(name: str) -> bool:
    """Page headers: where an urgency or secrecy stamp may stand. Footers say nothing of the document."""
    return re.fullmatch(r"word/header\d*\.xml", name) is not None


def _open(content: bytes) -> zipfile.ZipFile:
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged() from error
    if len(package.namelist()) > PACKED_PARTS:
        raise too_large(f"more than {PACKED_PARTS:,} parts in the package", "tệp nén có quá nhiều thành phần")
    return package


def _part(package: zipfile.ZipFile, name: str, names: set[str]) -> _Element | None:
    """One XML part, never more of it unpacked than the limit: what a zip says of its sizes is not believed."""
    if name not in names:
        return None
    try:
        with package.open(name) as packed:
            xml = packed.read(UNPACKED_BYTES + 1)
        if len(xml) > UNPACKED_BYTES:
            raise too_large(f"more than {UNPACKED_BYTES >> 20} MiB when unpacked", "tệp nén phình quá lớn khi giải nén")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(xml, parser)
    except (
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise _damaged() from error
    except Exception as error:  # zlib.error has no other base
        if type(error).__name__ != "error":
            raise
        raise _damaged() from error


def _damaged() -> Damaged:
    return Damaged(
        "The Word file is damaged and cannot be opened.",
        remedy="Open it in Word, save it again as .docx, and send that.",
        vi="Tệp Word bị hỏng, không mở được. Đề nghị mở bằng Word, lưu lại thành .docx rồi gửi lại.",
    )


def _other_package(names: set[str], ending: str) -> WrongFormat:
    if "xl/workbook.xml" in names:
        what, vi = "an Excel table", "Tệp là bảng tính Excel"
    elif "mimetype" in names and "content.xml" in names:
        what, vi = "an OpenDocument file", "Tệp là văn bản OpenDocument (.odt)"
    else:
        what, vi = "a zip archive", "Tệp là tệp nén"
    return WrongFormat(
        f"The file is {what}, which is not read.",
        remedy="Save the directive as .docx or PDF (in LibreOffice: File, Save As) and send that.",
        vi=f"{vi}. Đề nghị lưu văn bản thành .docx hoặc .pdf rồi gửi lại.",
    )


class _Reader:
    """Walks one part's XML once, in the order of reading."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering

    def text(self, root: _Element) -> str:
        body = root.find(f"{W}body")
        return "\n".join(self._blocks(root if body is None else body, apart=True))

    def _blocks(self, parent: _Element, *, apart: bool = False) -> Iterator[str]:
        """The lines of what stands in `parent`; `apart`: a blank line after a paragraph, except between
        centred ones."""
        for child in parent:
            if child.tag == f"{W}p":
                if apart and not (_is_centred(child) and _is_centred(child.getprevious())):
                    yield ""
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag", f"{W}moveTo"):
                yield from self._blocks(child)

    def _paragraph(self, paragraph: _Element) -> Iterator[str]:
        said: list[str] = []
        boxes: list[str] = []
        self._inline(paragraph, said, boxes)
        text = "".join(said)
        mark = self.numbering.mark_of(paragraph) if text.strip() else ""
        yield from boxes
        yield f"{mark}{text}"

    def _inline(self, parent: _Element, said: list[str], boxes: list[str]) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}t":
                said.append(child.text or "")
            elif tag in (f"{W}tab", f"{W}ptab"):
                said.append("\t")
            elif tag in (f"{W}br", f"{W}cr"):
                said.append("\n")
            elif tag == f"{W}noBreakHyphen":
                said.append("-")
            elif tag == f"{W}sym":
                said.append("•")
            elif tag == f"{W}txbxContent":
                boxes.extend(self._blocks(child))
            elif tag in _SKIPPED or _is_hidden(child):
                continue
            else:
                self._inline(child, said, boxes)

    def _table(self, table: _Element) -> Iterator[str]:
        rows = [
            [
                "\n".join(self._blocks(cell)).strip()
                for cell in row.iter(f"{W}tc")
                if cell.getparent() is row or _row_of(cell) is row
            ]
            for row in table
            if row.tag == f"{W}tr"
        ]
        if not rows:
            return
        if _is_layout(rows):
            yield ""
            for row in rows:
                for cell in row:
                    if cell:
                        yield cell
                        yield ""
            return
        for row in rows:
            yield " | ".join(" ".join(cell.split()) for cell in row)


def _is_centred(paragraph: _Element | None) -> bool:
    """Titles and subjects are centred, and broken by hand into several paragraphs."""
    align = paragraph.find(f"{W}pPr/{W}jc") if paragraph is not None else None
    return align is not None and align.get(f"{W}val") == "center"


def _row_of(cell: _Element) -> _Element | None:
    """A cell inside a content control belongs to the row above the control."""
    parent = cell.getparent()
    while parent is not None and parent.tag in (f"{W}sdt", f"{W}sdtContent"):
        parent = parent.getparent()
    return parent


def _is_hidden(run: _Element) -> bool:
    if run.tag != f"{W}r":
        return False
    hidden = run.find(f"{W}rPr/{W}vanish")
    return hidden is not None and hidden.get(f"{W}val", "true") not in ("0", "false")


def _is_layout(rows: list[list[str]]) -> bool:
    """A table that only sets text side by side: few columns, and the words of a heading or a footer in it."""
    columns = max(len(row) for row in rows)
    if columns == 1:
        return True
    if columns > 3 or len(rows) > 6:
        return False
    return any(_LAYOUT.search(cell) for row in rows for cell in row)
