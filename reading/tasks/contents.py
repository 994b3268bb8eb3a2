"""What an answer must state: the list after "ghi rõ", "nêu rõ", "nội dung báo cáo gồm"."""

from __future__ import annotations

import re

from reading.agencies import mentions
from reading.text import View

_MARKER = re.compile(
    r"(?<!\w)(?:(?:trong đó,? )?(?:cần |phải )?(?:ghi|nêu|làm|xác định|thể hiện|báo cáo) (?:cụ thể,? )?rõ|"
    r"(?:nội dung|báo cáo|văn bản|hồ sơ|phiếu|đề xuất)[^.;:]{0,40}? (?:gồm|bao gồm)(?: các nội dung)?(?: (?:sau|chính|chủ yếu))?)\s*(?:đây)?\s*[:,]?\s*",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*(?:[,;]\s*(?:và\s+)?|\s+và\s+)")
_TAIL = re.compile(
    r"\s+(?:do|mà|của|được|trong|theo|để|trên|tại|từ|đã|nhằm|đối với|phục vụ|cụ thể|chi tiết|rõ ràng)(?!\w).*$|\s*\(.*$|\s*\.+\s*/?\.?$"
)
_CONTENT = re.compile(r"[a-zđ\u00e0-\u1ef9]")
_STOP = re.compile(r"(?<!\w)(?:gửi|báo cáo (?:UBND|Sở|Bộ)|trước ngày|chậm nhất|về Sở|để tổng hợp)(?!\w)")


def listed_until(text: str, start: int) -> int:
    """Where the list that begins at `start` ends: at the next order, or with the sentence."""
    stop = _STOP.search(text, start)
    return stop.start() if stop else len(text)


def list_in(text: str) -> tuple[int, int] | None:
    """The place of a sentence's list of contents: what is said in it orders nothing."""
    marker = _MARKER.search(text)
    return (marker.end(), listed_until(text, marker.end())) if marker else None


def contents_in(sentence: View) -> list[View]:
    """The things that one sentence asks to state, each cut to its head words."""
    marker = _MARKER.search(sentence.text)
    if not marker:
        return []
    listed = sentence[marker.end() : listed_until(sentence.text, marker.end())]
    names = mentions(listed.text)
    pieces, at = [], 0
    cuts = [cut for cut in _CUT.finditer(listed.text) if not any(name.start < cut.start() < name.end for name in names)]
    for cut in [*cuts, None]:
        end = cut.start() if cut else len(listed)
        piece = listed[at:end].strip(" .;,:/")
        if piece.text and _CONTENT.match(piece.text):
            tail = _TAIL.search(piece.text)
            pieces.append(piece[: tail.start()] if tail and tail.start() else piece)
        at = cut.end() if cut else end
    return [piece for piece in pieces if 2 < len(piece) < 120]
