"""What an answer must state: in the sentence ("ghi rõ …"), in the list below it, in the columns of an
annexed form."""

from __future__ import annotations

import re

from reading.agencies import mentions
from reading.layout import Line
from reading.letters import LOWER
from reading.text import View

_MARKER = re.compile(
    r"(?<!\w)(?:(?:trong đó,? )?(?:cần |phải |đề nghị )?(?:ghi|nêu|làm|xác định|thể hiện|báo cáo|đánh giá|"
    r"phân tích) (?:cụ thể,? )?rõ"
    r"(?: về| các nội dung(?: sau)?)?|"
    r"(?:nội dung|báo cáo|văn bản|hồ sơ|phiếu|đề xuất|thông tin)[^.;:,]{0,40}? (?:gồm|bao gồm|tập trung vào)"
    r"(?: các nội dung| những nội dung)?(?: (?:sau|chính|chủ yếu|cơ bản))?)(?!\w)\s{0,3}(?:đây)?\s{0,3}[:,]?\s{0,3}",
    re.IGNORECASE,
)
_LIST_BELOW = re.compile(
    r"(?<!\w)(?:(?:nội dung|đề cương) (?:báo cáo|đề xuất|đăng ký|góp ý|văn bản)[^.;:]{0,60}|"
    r"(?<!chế độ )(?:báo cáo|đề xuất|đăng ký|văn bản|hồ sơ|thông tin|số liệu)[^.;:]{0,140}?"
    r"(?:gồm|bao gồm|cụ thể|rõ|(?:với|theo|về) (?:các |những |một số )?(?:nội dung|"
    r"mục)[^.;:]{0,20} sau))[^.;:]{0,30}:$",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s{0,3}(?:[,;]\s{0,3}(?:và\s{1,3})?|\s{1,3}và\s{1,3}|\.\.\.|…)")
_SEMICOLON = re.compile(r"\s{0,3};\s{0,3}(?:và\s{1,3})?")
_ORDERS = re.compile(r"(?<!\w)(?:gửi|nộp|trước ngày|chậm nhất|yêu cầu|đề nghị|giao)(?!\w)", re.IGNORECASE)
_TAIL = re.compile(
    r"\s{1,3}(?:do|mà|để|nhằm|phục vụ|làm cơ sở|cụ thể|chi tiết|rõ ràng|theo đúng|theo mẫu|theo biểu mẫu|"
    r"theo quy định)(?!\w).*$"
    r"|\s{0,3}\(.*$|\s{0,3}\.{1,9}\s{0,3}/?\.?$|:.*$"
)
_SMALL = re.compile(rf"[{LOWER}]")
_STOP = re.compile(
    r"(?<!\w)(?:gửi|nộp|báo cáo (?:về )?(?:UBND|Ủy ban|Sở|Bộ|Chủ tịch)|trước ngày|chậm nhất|trước \d|về Sở|"
    r"về Bộ|để tổng hợp|"
    r"để (?:Sở|Bộ|UBND)|đồng thời)(?!\w)"
)
_NO_CONTENT = re.compile(r"(?:stt|tt|so tt|so thu tu|ghi chu|so|no)$")


def list_in(text: str) -> tuple[int, int] | None:
    """The place of a sentence's own list of contents: what is said in it orders nothing."""
    marker = _MARKER.search(text)
    if not marker or marker.end() >= len(text):
        return None
    stop = _STOP.search(text, marker.end())
    return marker.end(), stop.start() if stop else len(text)


def contents_in(sentence: View) -> list[View]:
    """The things that one sentence asks to state, each cut to its head words."""
    place = list_in(sentence.text)
    if not place:
        return []
    listed = sentence[place[0] : place[1]]
    names = mentions(listed.text)
    parted = _SEMICOLON if ";" in listed.text.rstrip(" ;.") else _CUT
    cuts = [
        cut for cut in parted.finditer(listed.text) if not any(name.start < cut.start() < name.end for name in names)
    ]
    pieces, at = [], 0
    for cut in [*cuts, None]:
        piece = listed[at : cut.start() if cut else len(listed)].strip(" .;,:/")
        at = cut.end() if cut else at
        if _SMALL.match(piece.text):
            pieces.append(head_words(piece))
    return [piece for piece in pieces if 2 < len(piece) < 120]


def head_words(piece: View) -> View:
    tail = _TAIL.search(piece.text)
    return piece[: tail.start()].strip(" .;,:/") if tail and tail.start() > 2 else piece


def opens_list(sentence: View) -> bool:
    """Does the sentence announce the contents as a list below it ("Nội dung báo cáo gồm:")?"""
    return bool(_LIST_BELOW.search(sentence.text))


def content_of_item(item: View) -> View | None:
    """One line of such a list, cut to its head words; None for a line that orders something itself."""
    if _ORDERS.search(item.text):
        return None
    piece = item.strip(" .;,:/-+")
    cut = re.search(r"\s{0,3}\(.*$|:.*$", piece.text)
    piece = piece[: cut.start()] if cut and cut.start() > 2 else piece
    return piece if 2 < len(piece) < 200 else None


def columns_of_form(annex: list[Line]) -> list[View]:
    """The columns of an attached table that is empty but for its heading row; numbering and notes are no content."""
    for at, line in enumerate(annex):
        names = [cell for cell in line.cells if cell.text.strip()]
        if len(names) < 3 or not re.match(r"(?:stt|tt|so tt|so thu tu)\b", names[0].bare):
            continue
        filled = [row for row in annex[at + 1 : at + 12] if len(row.cells) >= len(names) - 1 and _says_something(row)]
        if not filled:
            return [cell for cell in names if not _NO_CONTENT.fullmatch(cell.bare.strip(" .*"))]
    return []


def _says_something(row: Line) -> bool:
    return sum(len(re.sub(r"[\d\W_]", "", cell.text)) > 2 for cell in row.cells) >= 2
