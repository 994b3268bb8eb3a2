"""The words of an order that matter for handing in, found in one sentence, left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from reading.agencies import Mention, mentions
from reading.tasks.contents import list_in


class Sort(Enum):
    AGENCY = auto()
    HAND_IN = auto()  # báo cáo, gửi, trình, nộp, tham mưu
    SUPPLY = auto()  # cung cấp số liệu
    COLLECT = auto()  # tổng hợp
    WORK = auto()  # any other thing to do: rà soát, tổ chức, hoàn thành
    PURPOSE = auto()  # để, nhằm, làm cơ sở
    CLAUSE = auto()  # a semicolon


@dataclass(frozen=True)
class Mark:
    sort: Sort
    start: int
    end: int
    verb: str = ""


_VERBS = {
    Sort.PURPOSE: r"để|nhằm|làm cơ sở|làm căn cứ|phục vụ",
    Sort.COLLECT: r"tổng hợp",
    Sort.SUPPLY: r"cung cấp",
    Sort.HAND_IN: r"(?:có |lập |xây dựng |hoàn thiện )?(?:văn bản|báo cáo)(?: bằng văn bản)? (?:gửi|trình)|gửi báo cáo|báo cáo(?: bằng văn bản)?|gửi|trình|nộp|tham mưu|"
    r"phản hồi|trả lời bằng văn bản|có ý kiến(?: tham gia)?(?: bằng văn bản)?|tham gia ý kiến|góp ý|đăng ký|đề xuất|phản ánh|chuyển",
    Sort.WORK: r"hoàn thành|tổ chức|triển khai|thực hiện|rà soát|xây dựng|kiểm tra|phối hợp|chủ trì|chỉ đạo|hướng dẫn|ban hành|đôn đốc|theo dõi|"
    r"thẩm định|phê duyệt|xử lý|giải quyết|khắc phục|cập nhật|đánh giá|thống kê|chuẩn bị|bố trí|tuyên truyền|giải ngân",
}
# Where the same letters are a noun or another word.
_NOUN_BEFORE = re.compile(
    r"(?:các|những|mẫu|biểu mẫu|đề cương|nội dung|chế độ|kỳ|số liệu|bản|dự thảo|thời hạn|thời gian|thời điểm|hình thức|file|của|một|01|kết quả|theo|từ|xây dựng|hoàn thiện|lập|nhận được|nhận|nộp|gửi|tại|trong|về|phiếu|công tác|hệ thống|thông tin|phần mềm|việc) $"
)
_OTHER_WORD = {"trình": re.compile(r"(?:chương|công|quá|quy|tờ|lộ|tiến|giáo|giải|lập|hành|bài|thuyết|tường) $")}
_MARK = re.compile(
    "(?<!\\w)(?:"
    + "|".join(f"(?P<{sort.name}>{pattern})" for sort, pattern in _VERBS.items())
    + r")(?!\w)|(?P<CLAUSE>;)",
    re.IGNORECASE,
)
_PROPER = re.compile(r"[A-ZĐ]")


def marks_of(text: str) -> list[Mark]:
    """Agencies, verbs, purposes and clause ends of one sentence. A verb inside an agency's name is not a verb."""
    agencies = mentions(text)
    muted = list_in(text) or (0, 0)
    marks = [
        Mark(Sort.AGENCY, agency.start, agency.end) for agency in agencies if not muted[0] <= agency.start < muted[1]
    ]
    for match in _MARK.finditer(text):
        if _inside(match.start(), agencies) or muted[0] <= match.start() < muted[1]:
            continue
        sort, verb = Sort[match.lastgroup or ""], match.group().lower()
        if not _is_verb(text, match.start(), match.end(), verb, sort):
            continue
        marks.append(Mark(sort, match.start(), match.end(), verb))
    return sorted(marks, key=lambda mark: mark.start)


def _inside(at: int, agencies: list[Mention]) -> bool:
    return any(agency.start <= at < agency.end for agency in agencies)


def _is_verb(text: str, start: int, end: int, verb: str, sort: Sort) -> bool:
    before = text[max(0, start - 24) : start].lower()
    if verb in _OTHER_WORD and _OTHER_WORD[verb].search(before):
        return False
    if verb.startswith("báo cáo") and _NOUN_BEFORE.search(before):
        return bool(re.search(r"tổng hợp $", before))
    if sort is Sort.PURPOSE and verb == "để":
        return True
    return not (verb == "gửi" and before.endswith("kính "))
