"""The words of an order that matter for handing in, found in one sentence, left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from reading.agencies import Mention, mentions
from reading.letters import UPPER
from reading.tasks.contents import list_in


class Sort(Enum):
    AGENCY = auto()
    ORDER = auto()  # yêu cầu, đề nghị, giao
    TOLD = auto()  # the same, told of another document: "Công văn số … đề nghị …"
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
    doubtful: bool = False  # an agency whose name may be too long


# Verbs that hand something in by themselves, and those that do so only towards somebody or by a day.
STRONG = frozenset({"báo cáo", "gửi", "nộp", "gửi báo cáo", "cung cấp"})
_VERBS = {
    Sort.PURPOSE: r"để|nhằm|làm cơ sở|làm căn cứ|phục vụ",
    Sort.ORDER: r"yêu cầu|đề nghị|giao|chỉ đạo|phân công|ủy quyền",
    Sort.COLLECT: r"tổng hợp",
    Sort.SUPPLY: r"cung cấp",
    Sort.HAND_IN: r"gửi báo cáo|báo cáo|gửi|trình|nộp|tham mưu|phản hồi|trả lời|có ý kiến|tham gia ý kiến|"
    r"cho ý kiến|góp ý|đăng ký|đề xuất",
    Sort.WORK: r"hoàn thành|tổ chức|triển khai|thực hiện|rà soát|xây dựng|kiểm tra|phối hợp|chủ trì|"
    r"hướng dẫn|ban hành|"
    r"đôn đốc|theo dõi|thẩm định|phê duyệt|xử lý|giải quyết|khắc phục|cập nhật|đánh giá|thống kê|chuẩn bị|bố trí|"
    r"tuyên truyền|giải ngân|tăng cường|quán triệt|lập|công khai|niêm yết|bàn giao|khởi công|nghiệm thu",
}
_MARK = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<{sort.name}>{pattern})" for sort, pattern in _VERBS.items())
    + r")(?!\w)|(?P<CLAUSE>;)",
    re.IGNORECASE,
)

# Where the same letters are a noun or part of another word.
_REPORT_IS_NOUN = re.compile(
    r"(?:các|những|mẫu|biểu mẫu|đề cương|nội dung|chế độ|kỳ|số liệu|bản|dự thảo|file|của|một|01|theo|từ|"
    r"xây dựng|hoàn thiện|lập|"
    r"nhận được|nhận|nộp|gửi|tại|trong|về|công tác|hệ thống|thông tin|phần mềm|việc|thể thức|chất lượng|có|"
    r"tự|nghe|hai|02|"
    r"hoàn chỉnh|duyệt|ký|các loại|loại|tổng hợp các|hồ sơ|thời gian|thời hạn|thời điểm|tiến độ|hình thức|kết quả) $"
)
_TRINH_IS_NOUN = re.compile(r"(?:chương|công|quá|quy|tờ|lộ|tiến|giáo|giải|lập|hành|bài|thuyết|tường|vận) $")
_NOT_ORDERED = re.compile(
    r"(?<!\w)(?:(?:đã|đang|chưa)(?:\s\w+){0,2}|không|được|khi|nếu|người|việc|thời điểm|mà|sau khi|trước khi) $"
)
_DEMAND_IS_NOUN = re.compile(
    r"(?:theo|các|những|nội dung|mục đích,|một số|đáp ứng|tại|xét|bảo đảm|đúng|tinh thần|ý kiến|văn bản|có|"
    r"khi có|sự|nhu cầu,) $"
)


def marks_of(text: str) -> list[Mark]:
    """Agencies, verbs, purposes and clause ends of one sentence. A verb inside a name or a list of
    contents is none."""
    agencies = mentions(text)
    muted = [place for place in (list_in(text), *_subjects_of_citations(text), _lead_in(text, agencies)) if place]
    marks = [
        Mark(Sort.AGENCY, agency.start, agency.end, doubtful=agency.doubtful)
        for agency in agencies
        if not (muted and list_in(text) and muted[0][0] <= agency.start < muted[0][1])
    ]
    for match in _MARK.finditer(text):
        if any(agency.start <= match.start() < agency.end for agency in agencies):
            continue
        if any(start <= match.start() < end for start, end in muted):
            continue
        sort, verb = Sort[match.lastgroup or ""], match.group().lower()
        if _is_verb(text, match.start(), match.end(), verb, sort, agencies):
            marks.append(Mark(sort, match.start(), match.end(), verb))
        elif (
            sort is Sort.ORDER
            and verb != "chỉ đạo"
            and _CITATION_BEFORE.search(text[max(0, match.start() - 90) : match.start()])
        ):
            marks.append(Mark(Sort.TOLD, match.start(), match.end(), verb))
    return sorted(marks, key=lambda mark: mark.start)


_OPENS = re.compile(
    r"\s{0,3}(?:Để|Nhằm|Căn cứ|Thực hiện|Theo|Xét|Sau khi|Trên cơ sở|Qua|Tiếp theo|Triển khai|Trước|Tại|Ngày \d|"
    r"Vừa qua|Hiện nay)(?!\w)"
)
_MAIN = re.compile(r",\s{0,3}(?:kính |trân trọng |nay )?(?:đề nghị|yêu cầu|giao)(?!\w)")


def _lead_in(text: str, agencies: list[Mention]) -> tuple[int, int] | None:
    """ "Để kịp thời trình UBND tỉnh, Sở X đề nghị …": what stands before the issuer orders nothing."""
    if not _OPENS.match(text):
        return None
    ends = [main.start() for main in _MAIN.finditer(text)]
    for agency in agencies:
        if text[max(0, agency.start - 2) : agency.start].rstrip().endswith(",") and re.match(
            r"\s{0,3}(?:kính|trân trọng|rất mong|tiếp tục|có ý kiến|đề nghị|yêu cầu|giao|chỉ đạo|thống nhất|"
            r"đồng ý)(?!\w)",
            text[agency.end : agency.end + 40],
        ):
            ends.append(agency.start)
    return (0, min(ends)) if ends else None


_CITED_UNTIL = re.compile(rf",\s{{1,3}}(?=[{UPPER}]|đề nghị|yêu cầu|giao)|[;)]")
_CITED = re.compile(r"\d/[^\s,;]{2,30}(?:[^,;.]{0,80}?)\s(?:về việc|về|V/v|v/v)\s")


def _subjects_of_citations(text: str) -> list[tuple[int, int]]:
    """ "Công văn số 12/UBND-TH ngày … về việc báo cáo …," : what another document is about orders nothing here."""
    places = []
    for cited in _CITED.finditer(text):
        stop = _CITED_UNTIL.search(text, cited.end())
        places.append((cited.end(), stop.start() if stop else len(text)))
    return places


def _is_verb(text: str, start: int, end: int, verb: str, sort: Sort, agencies: list[Mention]) -> bool:
    before = text[max(0, start - 24) : start].lower()
    if verb == "báo cáo" and _REPORT_IS_NOUN.search(before):
        return False
    if verb == "trình" and _TRINH_IS_NOUN.search(before):
        return False
    if verb == "gửi" and before.endswith("kính "):
        return False
    if sort is Sort.ORDER:
        return (
            not _DEMAND_IS_NOUN.search(before)
            and not re.match(r"\s{1,3}(?:của|tại|nêu trên|về|thông|dịch|ban)(?!\w)", text[end:])
            and _is_live(text, start, agencies)
        )
    if sort in (Sort.HAND_IN, Sort.SUPPLY, Sort.COLLECT):
        return not _NOT_ORDERED.search(before)
    return True


_CITATION_BEFORE = re.compile(r"\d/[^,;]{0,80}$")
_ADVERBS = re.compile(
    r"(?<!\w)(?:kính|trân trọng|tiếp tục|đồng thời|nay|do đó|vì vậy|do vậy|rất|một lần nữa|có ý kiến|"
    r"cơ bản thống nhất|thống nhất|và|ngoài ra|theo đó|khẩn thiết|cũng)\s{0,3}$",
    re.IGNORECASE,
)
_OF = re.compile(r"(?<!\w)(?:của|do|theo|tại|từ|bởi|được)\s{0,3}$", re.IGNORECASE)


def _is_live(text: str, start: int, agencies: list[Mention]) -> bool:
    """Is this verb of ordering said here, and not told of another document ("Công văn số … của Sở X đề nghị …")?"""
    offset = max(0, start - 400)
    before = text[offset:start].rstrip()
    while adverb := _ADVERBS.search(before):
        before = before[: adverb.start()].rstrip()
    if not before or before[-1] in ',;:.("-':
        return True
    issuer = next((agency for agency in agencies if agency.end == offset + len(before)), None)
    if issuer:
        return not _OF.search(text[max(0, issuer.start - 12) : issuer.start])
    return bool(re.search(r"(?:ý kiến|kết luận|tỉnh|chỉ đạo|thông báo)$", before)) and not re.search(r"\d$", before)
