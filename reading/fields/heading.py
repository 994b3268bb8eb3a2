"""The heading's left column: who issued the document, of which kind it is, what it is about, how urgent."""

from __future__ import annotations

import re
from itertools import accumulate

from reading.fields.dated import PLACE
from reading.fields.numbers import kind_in
from reading.layout import Layout, Line, kind_of_line
from reading.letters import UPPER
from reading.model import NOT_FOUND, Field, Urgency, doubted
from reading.names import sentence_case, short
from reading.text import Source, View, join

_NATIONAL = re.compile(
    r"(?:c[o0]ng h[o0]a xa h[o0]i(?: chu nghia viet nam)?|chu nghia viet nam|"
    r"d[o0]c lap\s{0,3}[-.]?\s{0,3}tu d[o0]\s{0,3}[-.]?\s{0,3}hanh phuc|dang c[o0]ng san viet nam).*$"
)
_STATE_REST = re.compile(r"(?:(?:(?:hoi )?chu )?nghia )?(?:viet )?nam")  # of a title broken between columns
_STATE_TITLE = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap ?- ?tu do ?- ?hanh phuc|dang cong san viet nam")
_NUMBER = re.compile(r"\W{0,20}(?:s[o06]\s{0,3}[:.;]|s[o06]\s{1,3}[\d/]|v\s{0,3}/\s{0,3}v\b)")
_DATE = re.compile(r"ngay[\s\doil.…]{0,24}thang\b.*$")
STAMP = re.compile(r"(?:HỎA TỐC(?: HẸN GIỜ)?|THƯỢNG KHẨN|KHẨN)")
_BODY_HEAD = re.compile(
    r"(?:uy ban|ubnd|hoi dong|hdnd|bo|so|ban(?! nhan dan)|van phong|cuc|tong cuc|chi cuc|thanh tra|truong|cong an|"
    r"kho bac|bao hiem|phong|trung tam|"
    r"tinh uy|huyen uy|thanh uy|dang uy|tong cong ty|tap doan|cong ty|hoi|lien doan|lien minh|vien|toa an|"
    r"ngan hang|dai|chinh phu|thu tuong|quoc hoi|"
    r"chu tich|hoc vien|dai hoc|benh vien|mat tran|vu|tinh doan|doan|chi nhanh|thong tan|kiem toan|dao|"
    r"thue)\b(?!\s{0,3}[,:;]?\s{0,3}$)"
    r"|(?:uy ban nhan dan|van phong|chinh phu|tinh uy|thanh uy|huyen uy|quoc hoi|ubnd)$"
)


def left_column(layout: Layout) -> list[View]:
    """The heading's cells without the State's title and motto, the date, and what stood beside them."""
    cells = [cell for line in layout.header for cell in line.cells]
    taken = _state_lines(cells)
    whole = any(_STATE_TITLE.search(cell.bare) for cell in cells if not cell.bare.startswith("doc lap"))
    cells = [without_right_column(cell) for at, cell in enumerate(cells) if at not in taken]
    if not whole:
        cells = [cell for cell in cells if not _STATE_REST.fullmatch(cell.bare.strip(" .*"))]
    return [cell for cell in cells if cell.text.strip("-_ .*")]


def _state_lines(cells: list[View]) -> set[int]:
    """The cells that the State's title and motto fill when they were broken into several lines."""
    taken: set[int] = set()
    joined = join(cells)
    ends = list(accumulate(len(cell) + 1 for cell in cells))
    for found in _STATE_TITLE.finditer(joined.bare):
        inside = [
            at for at, end in enumerate(ends) if end - len(cells[at]) - 1 >= found.start() and end - 1 <= found.end()
        ]
        taken.update(inside)
    return taken


def without_right_column(cell: View) -> View:
    """What is left of a cell when the State's title, the motto, place and date are taken out of flattened columns."""
    title = _NATIONAL.search(cell.bare)
    cell = cell[: title.start()].strip() if title else cell
    dated = _DATE.search(cell.bare)
    if dated:
        place = PLACE.search(cell.text[: dated.start()])
        cell = cell[: place.start() if place else dated.start()].strip()
    return cell


def read_issuer(source: Source, layout: Layout, prose: str) -> Field[str]:
    """The body that issued the document: the last body above the number, with its
    place; "UBND" for "Ủy ban nhân dân"."""
    bodies: list[list[View]] = []
    for cell in left_column(layout):
        if _NUMBER.match(cell.bare):
            break
        if not _is_capitals(cell.text) or STAMP.fullmatch(cell.text.strip(" .*")):
            continue
        if not bodies or (_BODY_HEAD.match(cell.bare) and not _is_office(bodies[-1])):
            bodies.append([cell])
        else:
            bodies[-1].append(cell)
    if not bodies:
        return Field(None, certainty="check", why="không tìm thấy cơ quan ban hành phía trên số văn bản")
    view = join(bodies[-1])
    if len(bodies) > 1 and (view.bare == "van phong" or _is_party_organ(view, bodies[-2])):
        view = join([view, *bodies[-2]])
    name, certain = sentence_case(" ".join(view.raw.split()), prose)
    return source.field(
        view, value=short(name), why=None if certain else "tên cơ quan viết hoa toàn bộ: chữ nào viết hoa là phỏng đoán"
    )


_PARTY = re.compile(r"(?:tinh|thanh|huyen|thi|quan|dang) uy\b")
_ORGAN = re.compile(r"(?:ban|uy ban kiem tra|van phong)\b")


def _is_party_organ(body: View, superior: list[View]) -> bool:
    """ "BAN TỔ CHỨC" under "TỈNH ỦY X" is the Ban Tổ chức Tỉnh ủy X."""
    return bool(_ORGAN.match(body.bare) and _PARTY.match(join(superior).bare)) and "uy" not in body.bare.split()[1:]


_HOLDER = re.compile(r"(?:chu tich|giam doc|bo truong|thu tuong|truong ban|cuc truong|thong doc)")


def _is_office(body: list[View]) -> bool:
    """ "CHỦ TỊCH" alone on its line: the body's name follows."""
    return len(body) == 1 and _HOLDER.fullmatch(body[0].bare.strip(" .*")) is not None


def _is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 1 and sum(letter.isupper() for letter in letters) > 0.85 * len(letters)


def read_kind(source: Source, layout: Layout, number: Field[str], subject_line: View | None) -> Field[str]:
    """The kind that the title line names; a document with none and a "V/v" is a công văn."""
    symbol = kind_in(number.value) if number.value else None
    for line in layout.title[:1]:
        kind = kind_of_line(line)
        field = source.field(line.view, value=kind)
        if symbol and kind and symbol != kind and not kind.startswith("thư") and symbol != "công văn":
            return doubted(field, f'tên loại là "{kind}", nhưng ký hiệu {number.value} là của {symbol}')
        return field
    if symbol and symbol != "công văn" and number.span and number.words:
        if subject_line is not None:
            why = f"không có dòng tên loại; ký hiệu là của {symbol}"
            return Field(symbol, number.words, number.span, "check", why)
        return Field(symbol, number.words, number.span)
    if subject_line is not None:
        return source.field(subject_line, 0, min(3, len(subject_line)), value="công văn")
    if layout.addressees and number.span:
        return Field("công văn", number.words, number.span)
    return NOT_FOUND


_ABOUT = re.compile(r"\W{0,20}(?:v\s{0,3}/\s{0,3}v|\(?ve viec)\b\s{0,3}[:.]?\s{0,3}")
_SUBJECT_WORD = re.compile(r"(?:v\s{0,3}/\s{0,3}v|ve viec|ve)\b\s{0,3}[:.]?\s{0,3}")


def subject_lines(layout: Layout) -> list[View]:
    """The lines of "V/v …" in the heading, up to the next thing of the heading or a gap."""
    found: list[View] = []
    for line in layout.header:
        for whole in line.cells:
            cell = without_right_column(whole)
            if not cell.text:
                if found and line.after_gap and len(line.cells) == 1:
                    return found
                continue
            if not found:
                if _ABOUT.match(cell.bare):
                    found.append(cell)
                continue
            if _ends_subject(line, cell, found):
                return found
            if whole is not line.cells[0] and len(line.cells) > 1:
                continue
            found.append(cell)
    return found


def _ends_subject(line: Line, cell: View, found: list[View]) -> bool:
    if _NUMBER.match(cell.bare) or STAMP.fullmatch(cell.text.strip(" .*")):
        return True
    return line.after_gap and not cell.text[:1].islower()


def read_subject(source: Source, layout: Layout) -> Field[str]:
    """The subject on one line: after "V/v" in the heading, or under the title of a named kind."""
    lines = subject_lines(layout) if not layout.title else [line.view for line in layout.title[1:]]
    if not lines:
        return NOT_FOUND
    view = join(lines)
    label = _ABOUT.match(view.bare) or _SUBJECT_WORD.match(view.bare)
    view = view[label.end() if label else 0 : len(view)].strip(" .;*_")
    if not view.text:
        return NOT_FOUND
    runs_on = len(view) > 60 and bool(re.search(rf"[.;]\s[{UPPER}]", view.text))
    return source.field(view, why="trích yếu có thể lẫn nội dung phía sau" if runs_on else None)


_STAMPED = re.compile(r"\A(?:.*?\s)??(?P<stamp>HỎA TỐC|THƯỢNG KHẨN|KHẨN)(?: HẸN GIỜ)?[\s.*:)!]*$")
_URGENCIES: dict[str, Urgency] = {"HỎA TỐC": "hỏa tốc", "THƯỢNG KHẨN": "thượng khẩn", "KHẨN": "khẩn"}


def read_urgency(source: Source, layout: Layout) -> Field[Urgency]:
    """The urgency stamp (Decree 30/2020, annex I, box 10b): a cell of its own, or behind the number; never
    an adverb."""
    for line in [*layout.header, *layout.title[:1]]:
        for cell in line.cells:
            stamp = _STAMPED.match(cell.text) if len(cell) < 80 else None
            if stamp and (not cell.text[: stamp.start("stamp")].strip(" .*:([") or _NUMBER.match(cell.bare)):
                return source.field(cell, stamp.start("stamp"), stamp.end("stamp"), value=_URGENCIES[stamp["stamp"]])
    return NOT_FOUND
