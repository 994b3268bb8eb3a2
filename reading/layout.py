"""The places of a document: heading, addressees, body, distribution and signature, annex (Decree 30/2020, annex I).

Columns may have been flattened on the way: a line keeps its cells, parted by wide gaps, tabs or bars.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from reading.letters import LOWER, UPPER
from reading.text import View, bare, collapsed
from reading.words import KINDS, is_signature_cell

_GAP = re.compile(r"(?:\t|[ ]{3,}+|[ ]{0,2}\|)[ \t|]*+")
_RULE_MARKS = frozenset(" \t-_=*.:|~+–—")  # a line of nothing else parts two things
_PAGE_NUMBER = re.compile(r"[-\s]{0,9}(?:trang\s{0,3})?\d{1,4}(?:\s{0,3}/\s{0,3}\d{1,4})?[-\s]{0,9}")


@dataclass(frozen=True)
class Line:
    """One line without outer blanks. `cells` are its columns, `after_gap` says that a blank line or rule
    stood before."""

    view: View
    cells: tuple[View, ...]
    after_gap: bool

    @property
    def bare(self) -> str:
        return self.view.bare


def lines_of(view: View) -> list[Line]:
    """The lines that say something; blank ones and rules leave only a gap, page numbers not even that."""
    lines: list[Line] = []
    gap = True
    at = 0
    for raw in view.text.split("\n"):
        piece = view[at : at + len(raw)].strip()
        at += len(raw) + 1
        if not piece.text or _RULE_MARKS.issuperset(piece.text):
            gap = True
        elif not (gap and len(piece) < 16 and _PAGE_NUMBER.fullmatch(piece.text.lower())):
            cells = tuple(collapsed(cell) for cell in _cells(piece))
            lines.append(Line(collapsed(piece), cells, gap))
            gap = False
    return _without_uniform_gaps(lines)


def _without_uniform_gaps(lines: list[Line]) -> list[Line]:
    """Where nearly every line stands after a blank one, and lines break in mid-sentence, blank lines say nothing."""
    if len(lines) < 12 or sum(line.after_gap for line in lines) < 0.93 * len(lines):
        return lines
    broken = sum(line.view.text[:1].islower() for line in lines)
    return [replace(line, after_gap=False) for line in lines] if broken > 0.06 * len(lines) else lines


def _cells(line: View) -> list[View]:
    cells, at = [], 0
    for match in _GAP.finditer(line.text):
        cells.append(line[at : match.start()])
        at = match.end()
    cells.append(line[at : len(line)])
    return [cell for cell in cells if cell.text] or [line]


@dataclass
class Layout:
    """Where each line of the document belongs."""

    header: list[Line] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)  # the kind's own line and the subject under it
    addressees: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    footer: list[Line] = field(default_factory=list)  # Nơi nhận and signature, in whatever order they came
    annex: list[Line] = field(default_factory=list)


_SENT_TO = re.compile(r"\W{0,20}(?:kinh|kinn|klnh) gu[il1]\b|[^:.;]{0,100}\bdien\s{0,3}:|\W{0,20}kinh trinh\s{0,3}:")
_DISTRIBUTION = re.compile(r"\W{0,20}n[o0][il1] nh[ae]n\b\s{0,3}(?:[:;.]|$)")
_ANNEX = re.compile(r"(?:phu luc|bieu mau|mau so|bieu so|mau|bieu|danh sach|danh muc|de cuong)\b(?!.*[;.]$)")
_ENCLOSED = re.compile(r"\W{0,20}\(?\s{0,3}(?:ban hanh )?kem theo\b")
_OPENERS = re.compile(
    r"(?:can cu|thuc hien|ngay \d|trong thoi gian|de\b|nham|thi hanh|theo|sau khi|qua\b|tiep theo|"
    r"thoi gian qua|hien nay|trien khai|"
    r"xet de nghi|chu tich|uy ban|ubnd|thu tuong|bo truong|so |bo |thua |tai |vua qua|nhan |phan |chuong |"
    r"muc |dieu \d)"
)
_BODY_NUMBER = re.compile(r"(?:[IVX]{1,5}|\d{1,2}|[a-z])\s{0,3}[.)]\s")


def divide(lines: list[Line]) -> Layout:
    """Every line put in its place. Nothing is dropped: what fits nowhere is body."""
    sent_to = _first(lines, lambda line: any(_SENT_TO.match(cell.bare) for cell in line.cells), stop=60)
    kind = _first(lines, lambda line: kind_of_line(line) is not None, stop=40 if sent_to is None else sent_to)
    footer = _footer_start(lines, after=max(sent_to or 0, kind or 0))
    layout = Layout(footer=lines[footer:])
    _part_annex(layout)
    layout.footer = [_unflattened(line) for line in layout.footer]
    if kind is not None:
        layout.header = lines[:kind]
        body = kind + _title_length(lines[kind:footer])
        layout.title = lines[kind:body]
    else:
        body = sent_to if sent_to is not None else _header_length(lines[:footer])
        layout.header = lines[:body]
    if sent_to is not None and sent_to >= body:
        layout.body = lines[body:sent_to]  # grounds above "Kính gửi", rare
        end = sent_to + _addressees_length(lines[sent_to:footer])
        layout.addressees = lines[sent_to:end]
        body = end
    layout.body += lines[body:footer]
    return layout


_COPY_THEN_SIGNER = re.compile(
    r"(?:[-+*•]\s.{1,120}?[;.,]|\W{0,20}Nơi nhận\s{0,3}:?)\s{1,3}"
    rf"(?P<right>(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)[.\s][^{LOWER}]*|[{UPPER}][^{LOWER}]{{4,60}}|"
    rf"(?:[{UPPER}][{LOWER}]*\s{{1,3}}){{1,4}}[{UPPER}][{LOWER}]+)$"
)


def _unflattened(line: Line) -> Line:
    """ "- Như trên; KT. CHỦ TỊCH": two columns that lost the gap between them; the copy ends at its mark."""
    if len(line.cells) > 1:
        return line
    cell = line.cells[0]
    found = _COPY_THEN_SIGNER.match(cell.text)
    if not found:
        return line
    right = cell[found.start("right") : len(cell)]
    names_person = not right.text.isupper() and bare(cell.text).lstrip("-+*• ").startswith("luu")
    if not (names_person or is_signature_cell(right)):
        return line
    return Line(line.view, (cell[: found.start("right")].strip(), right), line.after_gap)


def _first(lines: list[Line], test: object, *, stop: int) -> int | None:
    return next((at for at, line in enumerate(lines[:stop]) if test(line)), None)  # type: ignore[operator]


def kind_of_line(line: Line) -> str | None:
    """The kind that a title line names: "KẾ HOẠCH" alone, or at the head of an all-capitals line."""
    for cell in line.cells:
        letters = cell.text.strip(" .:*-")
        if not letters.isupper() and letters not in _SPACED_KINDS:
            continue
        said = cell.bare.strip(" .:*-")
        said = _SPACED_KINDS.get(letters, said)
        for name, known in KINDS.items():
            if said == name or (
                said.startswith(name + " ") and name in ("cong dien", "chi thi", "ke hoach", "quyet dinh")
            ):
                if said != name and cell is not line.cells[0]:
                    continue
                return known
    return None


_SPACED_KINDS = {" ".join(name.upper()): bare_name for bare_name, name in KINDS.items()}


def _footer_start(lines: list[Line], after: int) -> int:
    """The first line of distribution or signature, whichever comes first."""
    listed = next(
        (at for at, line in enumerate(lines) if at > after and any(_DISTRIBUTION.match(c.bare) for c in line.cells)),
        None,
    )
    if listed is None:
        return _signature_start(lines, after)
    start = listed
    while start - 1 > after and _in_signature(lines, start - 1, listed):
        start -= 1
    return start


def _in_signature(lines: list[Line], at: int, end: int) -> bool:
    """Above the distribution list: a title line, or a short line with one not far above it."""
    line = lines[at]
    if any(is_signature_cell(cell) for cell in line.cells):
        return True
    short = (
        len(line.view) < 40
        and line.view.text[:1].isupper()
        and not line.view.text.rstrip().endswith((".", ";", ":", "/"))
    )
    return short and any(is_signature_cell(cell) for above in lines[max(0, at - 3) : at] for cell in above.cells)


def _signature_start(lines: list[Line], after: int) -> int:
    """No distribution list: the last run of title lines, unless a long text follows it."""
    marks = [at for at, line in enumerate(lines) if at > after and is_signature_cell(line.cells[-1])]
    if not marks:
        return len(lines)
    start = marks[-1]
    while start - 1 in marks:
        start -= 1
    return start


def _part_annex(layout: Layout) -> None:
    for at, line in enumerate(layout.footer[1:], start=1):
        said = line.bare
        titled = _ANNEX.match(said) and line.view.text[:3].isupper()
        if titled or _ENCLOSED.match(said):
            layout.footer, layout.annex = layout.footer[:at], layout.footer[at:]
            return


def _title_length(lines: list[Line]) -> int:
    """The kind's line and its subject: up to the first gap or the first line that opens the body."""
    count = 1
    for line in lines[1:10]:
        if line.after_gap and count > 1 and not line.view.text[:1].islower():
            break
        if _SENT_TO.match(line.bare) or (count > 1 and (_opens_body(line) or _names_authority(line, lines[1]))):
            break
        if count > 1 and _begins_sentence(line, lines[count - 1]):
            break
        if count == 1 and line.after_gap and (line.bare.startswith("can cu") or re.search(r"[.;:,]$", line.view.text)):
            break
        count += 1
    return count


def _begins_sentence(line: Line, before: Line) -> bool:
    """A long line with a capital after one that may well be complete: the body, though no blank line says so."""
    text = line.view.text
    return len(text) > 50 and text[:1].isupper() and not text.isupper() and not is_open_ended(before.view.text)


_AUTHORITY = re.compile(
    r"(?:chu tich|giam doc|bo truong|thu tuong|thong doc|uy ban nhan dan|hoi dong nhan dan|ban chi dao|truong ban)\b"
)


def _names_authority(line: Line, subject: Line) -> bool:
    """The line of capitals between the subject of a decision and its grounds: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X"."""
    return line.view.text.isupper() and not subject.view.text.isupper() and bool(_AUTHORITY.match(line.bare))


def _opens_body(line: Line) -> bool:
    if line.view.text.rstrip(" *").endswith(":") and len(line.view) > 30:
        return True
    if line.view.text.isupper():
        return False
    return bool(_OPENERS.match(line.bare) and line.view.text[:1].isupper()) or bool(_BODY_NUMBER.match(line.view.text))


def _header_length(lines: list[Line]) -> int:
    """No title and no addressees: the heading ends after its last telling line (number, date, "V/v")."""
    last = 0
    for at, line in enumerate(lines[:30]):
        if re.match(r"\W{0,20}(?:so\s{0,3}[:.]|v\s{0,3}/\s{0,3}v\b|doc lap|cong hoa xa hoi)", line.bare) or (
            "ngay" in line.bare and "thang" in line.bare
        ):
            last = at + 1
    while 0 < last < len(lines) and not lines[last].after_gap:
        last += 1
    return last


_ITEM = re.compile(r"\s{0,3}[-+*•●·]\s{0,3}\S")


def _addressees_length(lines: list[Line]) -> int:
    """The lines of "Kính gửi": on one line, or a list that ends with a full stop or the first line of the body."""
    count = 1
    listed = _ends_with(lines[0], ":")
    for line in lines[1:40]:
        before = lines[count - 1]
        item = bool(_ITEM.match(line.view.text))
        ended = _ends_with(before, ".")
        if item and not ended:
            listed = True
        elif item and ended and line.after_gap:
            break
        elif not item and (count > 1 or not listed):
            low = line.view.text[:1].islower()
            if ended or (line.after_gap and not (listed and low)) or (_opens_body(line) and not low):
                break
            if not low and not is_open_ended(before.view.text) and not (len(line.view) < 40 and len(before.view) > 45):
                break
        count += 1
    return count


_OPEN_WORDS = re.compile(
    r"(?:[,\-–]|(?<!\w)(?:và|của|về|các|những|tỉnh|huyện|thành phố|thị xã|quận|xã|phường|sở|bộ|ban|Sở|Bộ|"
    r"Ban|Ủy|ủy ban|nhân dân|"
    r"Ủy ban|cấp|ngành|theo|tại|cho|với|đến|từ|số|năm|ngày|tháng|lần|thứ|thực hiện|triển khai|ban hành|"
    r"tổ chức|trong|trên|do|"
    r"thuộc|hoặc|là|được|đối với|phòng|chống|công tác|một số|việc|dự án|Dự án|Kế hoạch|Chương trình|"
    r"Nghị quyết|Đề án|Luật|"
    r"Nghị định|Quyết định|Chỉ thị|kết luận|đồng chí|Chủ tịch|Giám đốc|Trung|Việt|nước|nhà|giai đoạn))$"
)


def is_open_ended(text: str) -> bool:
    """Must the line go on: does it end in a comma, a preposition, the first half of a name?"""
    return bool(_OPEN_WORDS.search(text.rstrip(" *_")))


def _ends_with(line: Line, mark: str) -> bool:
    return line.view.text.rstrip(" *_").endswith(mark)
