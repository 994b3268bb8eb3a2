"""Number and symbol: the document's own, and those of the documents that it cites (Decree 30/2020, annex I, III.1).

named    = NUM "/" [YEAR "/"] KIND "-" ORG     123/KH-UBND, 12/2020/QĐ-UBND, 76/2015/QH13
công văn = NUM "/" ORG *("-" UNIT)             6321/UBND-TH, 2231/SNV-CCHC&PC
party    = NUM "-" KIND "/" BODY               01-CTr/TU, 80-NQ/TW
"""

from __future__ import annotations

import re

from reading.layout import Layout, Line
from reading.model import NOT_FOUND, Field
from reading.text import Source, View, join
from reading.words import KIND_SYMBOLS

_WORD = r"[A-ZĐ][A-Za-zĐđƠơƯư0-9]{0,14}"
_SYMBOL = rf"{_WORD}(?:[ ]?[&.][ ]?{_WORD})*"
_NUM = r"\d{1,6}[a-zA-Z]?"
NUMBER = re.compile(
    rf"(?<![\w/.,-])(?:{_NUM}[ ]?-[ ]?(?P<party>{_SYMBOL})[ ]?/[ ]?{_SYMBOL}(?:-{_WORD})?"
    rf"|{_NUM}[ ]?/[ ]?(?:(?:19|20)\d\d[ ]?/[ ]?)?(?P<first>{_SYMBOL})(?:[ ]?[-+_/][ ]?{_SYMBOL}){{0,4}})"
)
_LABEL = re.compile(
    r"\W{0,20}(?:luat\s{1,3})?s[o06ó]\s{0,3}[:.;]?\s{0,3}(?=[\dOolI/\-]|$)|\W{0,20}s[o06]\s{0,3}[:.;]\s{0,3}"
)
_BLANK_NUMBER = re.compile(r"\A[\s.…_]*(?:/|-)\s{0,3}[A-ZĐ]")


def clean(number: str) -> str:
    """As one writes it in a register: no blanks, plain hyphens."""
    return re.sub(r"\s{1,3}", "", re.sub(r"[\u2010-\u2015]", "-", number)).rstrip(".-")


def read_number(source: Source, layout: Layout) -> Field[str]:
    """The document's own number: beside "Số:" in the heading."""
    lines = [*layout.header, *layout.title[:1]]
    for at, line in enumerate(lines):
        for cell in line.cells:
            label = _LABEL.match(cell.bare)
            if not label:
                continue
            if not cell.text[label.end() :].strip() and at + 1 < len(lines):
                cell, label_end = lines[at + 1].cells[0], 0  # the number was broken off its label
            else:
                label_end = label.end()
            found = _number_at(source, cell, label_end, lines[at + 1 : at + 2])
            if found:
                return found
    for line in lines[:12]:  # the label was lost
        match = NUMBER.fullmatch(line.view.text.strip(" *:"))
        if match:
            return source.field(line.view, value=clean(match.group()), why='không thấy chữ "Số:" trước số, ký hiệu này')
    return Field(None, certainty="check", why="không tìm thấy số, ký hiệu ở phần đầu văn bản")


def _number_at(source: Source, cell: View, start: int, following: list[Line]) -> Field[str] | None:
    match = NUMBER.search(cell.text, start)
    if match and match.start() - start <= 2:
        end = match.end()
        broken = cell.text[end:].strip() in ("-", "/", "") and cell.text.rstrip().endswith(("-", "/"))
        if broken and following and re.fullmatch(_SYMBOL + r"(?:-" + _SYMBOL + ")?", following[0].view.text):
            both = join([cell[match.start() : len(cell)], following[0].view])
            return source.field(both, value=clean(both.text))
        return source.field(cell, match.start(), end, value=clean(match.group()))
    repaired = re.match(rf"([\dOolIS]{{1,6}})[ ]?([/-][ ]?{_SYMBOL}(?:[-/]{_SYMBOL})*)", cell.text[start:])
    if repaired and any(letter.isdigit() for letter in repaired.group(1)):
        digits = repaired.group(1).translate(str.maketrans("OolIS", "00115"))
        why = f'"{repaired.group(1)}" có lẽ là {digits}, chữ bị nhiễu khi quét'
        return source.field(cell, start, start + repaired.end(), value=clean(digits + repaired.group(2)), why=why)
    if _BLANK_NUMBER.match(cell.text[start:]):
        begin, stop = cell.span()
        return Field(None, source.text[begin:stop], (begin, stop), "check", "số văn bản để trống: có thể là dự thảo")
    return None


def kind_in(number: str) -> str | None:
    """The kind that a number's symbol names; None for a công văn's, which names only the office."""
    match = NUMBER.fullmatch(number)
    if not match:
        return None
    first = match.group("party") or match.group("first")
    if first not in KIND_SYMBOLS or (match.group("first") and "-" not in number.split("/", 1)[1]):
        return None
    return KIND_SYMBOLS[first]


def read_references(source: Source, view: View, own: Field[str]) -> tuple[Field[str], ...]:
    """Every other cited document that has a number, in order of its first mention."""
    found: dict[str, Field[str]] = {}
    for match in NUMBER.finditer(view.text):
        number = clean(match.group())
        if number != own.value and number not in found:
            found[number] = source.field(view, match.start(), match.end(), value=number)
    return tuple(found.values())


# What is said of the document that this one changes; a plain replacement is another thing. A law "sửa đổi, bổ sung" a
# law is only cited.
_CITES = re.compile(r"Căn cứ(?!\w)|(?:Luật|Pháp lệnh|Nghị định|Thông tư)\s$")
_AMENDS = re.compile(
    r"(?:sửa đổi|bổ sung|đính chính|điều chỉnh|gia hạn|lùi thời hạn|kéo dài thời gian|"
    r"thay đổi thời gian)[^.;]{0,160}?"
    r"(?:số\s{0,3})?(?=" + _NUM + r"\s?[/-]\s?)",
    re.IGNORECASE,
)


def read_amends(source: Source, views: list[View], own: Field[str]) -> Field[str]:
    """The document that this one amends or extends: named in the subject or in an order of the first paragraphs."""
    for view in views:
        for said in _AMENDS.finditer(view.text):
            if _CITES.search(view.text[: said.start()]):
                continue
            match = NUMBER.match(view.text, said.end())
            if match and clean(match.group()) != own.value:
                return source.field(view, match.start(), match.end(), value=clean(match.group()))
    return NOT_FOUND
