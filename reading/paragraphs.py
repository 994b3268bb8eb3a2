"""Lines joined again to the paragraphs that they were broken from, each with its mark ("1.", "a)", "-") set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reading.agencies import mentions
from reading.layout import Line
from reading.text import View, join

ENUMERATOR = re.compile(
    r"(?:(?P<chapter>(?:phần|chương|mục|điều)\s{1,3}(?:\w{1,8})(?:\s{0,3}[.:]\s{0,3}|\s{1,3}|$))"
    r"|(?P<roman>[IVX]{1,6})\s{0,3}[.)/]\s{0,3}(?=\S)"
    r"|(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})(?:\.(?!\d)|\s{0,3}[)/](?!\d))\s{0,3}(?=\S)|"
    r"(?P<decimal>\d{1,2}(?:\.\d{1,2}){1,3})\s{1,3}(?=\S)"
    r"|(?P<letter>[a-zđA-H])\s{0,3}[.)]\s{0,3}(?=\S)"
    r"|(?P<bullet>[-+*•●○▪■◦·➢✓–—])\s{0,3}(?=\S))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body: its lines joined, its mark ("1.", "a)", "-") set apart. `depth` orders the marks."""

    view: View
    mark: str
    depth: int


_FULL_LINE = 65  # letters: a line this long that does not end a sentence goes on, whatever stands between
PLAIN = 9  # the depth of a paragraph without a mark
_DEPTHS = {"chapter": 1, "roman": 2, "number": 3, "decimal": 3, "letter": 5, "bullet": 6}
_OPEN_END = re.compile(
    r"(?:ngày|số|tháng|năm|điều|khoản|điểm|quý|mục|lần|và|của|các|tại|ngày \d{1,2}|,)$", re.IGNORECASE
)


def paragraphs_of(lines: list[Line]) -> list[Paragraph]:
    """Lines joined again to the paragraphs that they were broken from."""
    groups: list[list[Line]] = []
    usual = sorted(len(line.view) for line in lines)[len(lines) * 9 // 10] if lines else 0  # the width of broken lines
    for line in lines:
        if (
            groups
            and _continues(groups[-1][-1], line)
            and not (len(groups[-1]) == 1 and _is_name_alone(groups[-1][0], line, usual))
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph([line.view for line in group]) for group in groups]


def _is_name_alone(before: Line, line: Line, usual: int) -> bool:
    """ "2. Công an tỉnh" on a line of its own, and a sentence below it."""
    mark = ENUMERATOR.match(before.view.text)
    if not mark or not line.view.text[:1].isupper() or len(before.view) > min(_FULL_LINE, 0.75 * usual):
        return False
    name = before.view.text[mark.end() :].rstrip(" *_")
    found = mentions(name)
    return bool(found) and found[0].start == 0 and found[-1].end == len(name) and not _OPEN_NAME.search(name)


_OPEN_NAME = re.compile(r"(?:Sở|Bộ|Ban|UBND|nhân dân|Chủ tịch|Giám đốc|Thủ trưởng|và|các|huyện|thành phố|thị xã)$")


def _continues(before: Line, line: Line) -> bool:
    ends = before.view.text
    if _OPEN_END.search(ends[-12:]):
        return True
    if ENUMERATOR.match(line.view.text):
        return bool(re.search(r"\d$", ends) and re.match(r"-\s{0,3}\d{4}", line.view.text))
    if re.search(r"[.:;!?]$|\./?\.?\W?$", ends[-3:]):
        return not line.after_gap and line.view.text[:1].islower()
    return not line.after_gap or line.view.text[:1].islower() or len(ends) > _FULL_LINE


def _paragraph(views: list[View]) -> Paragraph:
    view = join(views)
    match = ENUMERATOR.match(view.text)
    if not match:
        return Paragraph(view, "", PLAIN)
    group = next(name for name, text in match.groupdict().items() if text)
    depth = _DEPTHS[group] + (match.group(group).count(".") if group in ("number", "decimal") else 0)
    if group == "bullet" and match.group(group) == "+":
        depth += 1
    return Paragraph(view[match.end() : len(view)], match.group(0).strip(), depth)
