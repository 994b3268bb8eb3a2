"""PDF: the text layer with the places of its letters; pages that are pictures go to text recognition."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from reading.errors import Damaged, Locked
from reading.extraction.limits import LETTERS, PAGES, too_large
from reading.extraction.page import Page, Piece, text_of

_BROKEN = re.compile("[\ufffd\ue000-\uf8ff]")  # letters that the font does not say
_ENOUGH = 20  # letters that make a page one of text
_COLUMN_GAP = 1.6  # letter sizes between two columns; words are parted by a quarter


def pdf_text(content: bytes) -> tuple[str, bool, tuple[str, ...]]:
    """(text, read from pictures, notes). Raises Locked, Damaged, TooLarge, NoText."""
    document = _open(content)
    try:
        if len(document) > PAGES:
            raise too_large(f"more than {PAGES} pages", f"hơn {PAGES} trang")
        texts: list[str] = []
        pictures: list[int] = []
        in_footer = False
        for number in range(len(document)):
            text, in_footer = text_of(_page(document, number, in_footer))
            texts.append(text)
            if _is_unreadable(text):
                pictures.append(number)
            if sum(map(len, texts)) > LETTERS:
                raise too_large(f"more than {LETTERS:,} letters", "quá nhiều chữ")
        return _with_pictures(document, texts, pictures)
    finally:
        document.close()


def _open(content: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
        len(document)
    except pdfium.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise Locked(
                "The PDF opens with a password only.",
                remedy="Save a copy without the password and send that.",
                vi="Tệp PDF có mật khẩu. Đề nghị lưu bản không đặt mật khẩu rồi gửi lại.",
            ) from error
        raise _damaged() from error
    return document


def _damaged() -> Damaged:
    return Damaged(
        "The PDF is damaged and cannot be opened.",
        remedy="Print or scan the document to a new PDF and send that.",
        vi="Tệp PDF bị hỏng, không mở được. Đề nghị tạo lại tệp PDF rồi gửi lại.",
    )


def _with_pictures(
    document: pdfium.PdfDocument, texts: list[str], pictures: list[int]
) -> tuple[str, bool, tuple[str, ...]]:
    if not pictures:
        return "\n".join(texts), False, ()
    from reading.extraction.scan import no_recognition, recognise, recogniser

    has_text = len(pictures) < len(texts)
    if recogniser() is None:
        if not has_text:
            raise no_recognition()
        missed = ", ".join(str(number + 1) for number in pictures)
        return "\n".join(texts), False, (f"trang {missed} là ảnh, không đọc được",)
    for number in pictures:
        texts[number] = recognise(document, pictures, number)
    return "\n".join(texts), True, ("đọc bằng nhận dạng chữ (OCR): kiểm tra lại từng mục",)


def _is_unreadable(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    broken = len(_BROKEN.findall(text))
    return letters < _ENOUGH or broken > letters // 5


def _page(document: pdfium.PdfDocument, number: int, in_footer: bool) -> Page:
    try:
        page = document[number]
        layer = page.get_textpage()
    except pdfium.PdfiumError as error:
        raise _damaged() from error
    try:
        width, height = page.get_size()
        return Page(width, height, list(_pieces(layer.raw)), number == 0, in_footer)
    finally:
        layer.close()
        page.close()


class _Letters:
    """The letters of one text layer: what they are, where they stand."""

    def __init__(self, layer: object) -> None:
        self.layer = layer
        self.count = max(raw.FPDFText_CountChars(layer), 0)
        letters = (ctypes.c_ushort * (self.count + 1))()
        raw.FPDFText_GetText(layer, 0, self.count, letters)
        self.text = bytes(letters)[: 2 * self.count].decode("utf-16-le", errors="replace")
        self._box, self._x, self._y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self._places = ctypes.byref(self._box), ctypes.byref(self._x), ctypes.byref(self._y)

    def made_up(self, at: int) -> bool:
        """A blank or line end that is not in the file: PDFium adds it where letters stand apart."""
        return bool(raw.FPDFText_IsGenerated(self.layer, at) == 1)

    def place(self, at: int) -> tuple[float, float, float, float]:
        """(left, right, base, size) in points; the base is the same for letters of all fonts on a row."""
        box, x, y = self._places
        raw.FPDFText_GetLooseCharBox(self.layer, at, box)
        raw.FPDFText_GetCharOrigin(self.layer, at, x, y)
        return self._box.left, self._box.right, self._y.value, self._box.top - self._box.bottom


def _pieces(layer: object) -> Iterator[Piece]:
    letters = _Letters(layer)
    text = letters.text
    if len(text) != letters.count:
        yield from _letter_by_letter(letters, set())  # letters beyond the basic plane shift the places
        return
    blanks = [at for at, letter in enumerate(text) if letter == " "]
    made_up = [at for at in blanks if letters.made_up(at)]
    if len(made_up) > 3 and len(made_up) * 6 > len(blanks):
        yield from _letter_by_letter(
            letters, set(made_up)
        )  # a substituted font: its letters stand at the end of the row
        return
    cuts = {at for at in made_up if _is_column_gap(letters, at)}
    for run in _runs(text, cuts):
        yield from _run(letters, *run)


def _runs(text: str, cuts: set[int]) -> Iterator[tuple[int, int]]:
    """The stretches between line ends and column gaps."""
    start = 0
    for end in [*sorted({*cuts, *(m.start() for m in re.finditer(r"[\r\n]", text))}), len(text)]:
        if text[start:end].strip():
            yield start, end
        start = end + 1


def _run(letters: _Letters, start: int, end: int) -> Iterator[Piece]:
    said = letters.text[start:end]
    first = start + len(said) - len(said.lstrip())
    last = start + len(said.rstrip()) - 1
    left, _, base, size = letters.place(first)
    yield Piece(left, letters.place(last)[1], base, size or 12.0, said.strip())


def _is_column_gap(letters: _Letters, at: int) -> bool:
    if not 0 < at < letters.count - 1:
        return False
    before, after = letters.place(at - 1), letters.place(at + 1)
    return after[0] - before[1] > _COLUMN_GAP * before[3] or abs(after[2] - before[2]) > before[3]


def _letter_by_letter(letters: _Letters, made_up: set[int]) -> Iterator[Piece]:
    """Every letter put on its row by its place; blanks where the letters stand apart."""
    rows: dict[int, list[tuple[float, float, float, float, str]]] = {}
    place = letters.place
    for at, letter in enumerate(letters.text[: letters.count]):
        if letter in "\r\n" or at in made_up:
            continue
        left, right, base, size = place(at)
        row = round(base)
        here = row if row in rows else row - 1 if row - 1 in rows else row + 1 if row + 1 in rows else row
        rows.setdefault(here, []).append((left, right, base, size, letter))
    for row in sorted(rows, reverse=True):
        yield from _pieces_of_row(sorted(rows[row]))


def _pieces_of_row(row: list[tuple[float, float, float, float, str]]) -> Iterator[Piece]:
    said: list[str] = []
    start = end = row[0][0]
    for left, right, base, size, letter in row:
        gap = left - end
        if said and gap > _COLUMN_GAP * size:
            if "".join(said).strip():
                yield Piece(start, end, base, size, "".join(said).strip())
            said, start = [], left
        elif said and gap > 0.17 * size and said[-1] != " " and letter != " ":
            said.append(" ")
        said.append(letter)
        end = max(end, right) if letter != " " or gap < 0.5 * size else end
    if "".join(said).strip():
        yield Piece(start, end, row[0][2], row[0][3], "".join(said).strip())
