"""What stands around a phrase in running text: is it a deadline, a figure's period, a meeting, somebody's birthday?

The connector alone decides where it can ("chậm nhất", "trước"). "Đến", "trong", "vào" also tell of figures and of
meetings: they count only where something is to be handed in or done, and not behind a word for a figure, a rest, an
event.
"""

from __future__ import annotations

from enum import Enum

from config.letters import folded
from reading.deadlines.meaning import Bound, Count, Event, Phrase, Recurring, Year
from reading.deadlines.stream import Stream, Table, phrases
from reading.deadlines.tokens import Kind

_WINDOW = 60  # tokens to the left that belong to the sentence at most
_LONGEST = 5  # words of a phrase in the tables

_HAND_IN_WORDS = (
    "gửi", "báo cáo", "nộp", "trình", "hoàn thành", "hoàn tất", "hoàn thiện", "xong", "đăng ký", "đề xuất", "cung cấp",
    "phản hồi", "góp ý", "tham gia ý kiến", "có ý kiến", "cho ý kiến", "trả lời", "tổng hợp", "chuyển", "cập nhật",
    "tham mưu", "nhận", "gia hạn", "lùi", "hạn", "yêu cầu", "đề nghị", "thông báo", "kết thúc", "thực hiện", "rà soát",
    "lập", "phê duyệt", "ban hành", "giải quyết", "xử lý", "khắc phục", "bàn giao", "công bố", "niêm yết", "phối hợp",
    "kiểm tra", "thống kê", "kê khai", "triển khai", "xây dựng", "giao", "chốt danh sách", "gởi", "hiệp y", "thẩm định",
)  # fmt: skip
_HAND_IN = phrases(*_HAND_IN_WORDS)
# Directly before "đến", "trong", "vào": it is the period of a figure, a rest or an event that is told.
_TOLD = phrases(
    "số liệu", "tính", "tính từ", "lũy kế", "kết quả", "tình hình", "giai đoạn", "nhiệm kỳ", "kỳ", "hiệu lực", "nghỉ",
    "trực", "họp", "hội nghị", "diễn ra", "tổ chức", "khai mạc", "bế mạc", "thời gian nghỉ", "phát sinh", "công tác",
    "áp dụng", "đã", "ước", "dự kiến", "phấn đấu", "tầm nhìn", "làm việc", "ghi nhận", "xảy ra", "kế hoạch", "nhiệm vụ",
    "dịch bệnh", "thời tiết", "mưa", "bão", "thời điểm", "mốc", "chốt số liệu", "kỳ báo cáo", "đợt", "lễ", "chuyến",
    "khám", "thi", "học", "tập huấn", "bồi dưỡng", "khảo sát", "niên độ", "sinh", "kỷ niệm", "tháng", "năm", "ngày",
    "hoạt động", "chiến dịch", "cao điểm", "tuần lễ", "thực trạng", "kết luận", "cuộc họp", "buổi làm việc",
    "tham dự", "dự", "hiện có", "tính đến",
)  # fmt: skip
# Directly before "trước ngày": a property of papers or cases, not a limit.
_QUALIFIES = phrases(
    "phát sinh", "có hiệu lực", "hiệu lực", "được ban hành", "đã ban hành", "sinh", "tuyển dụng", "được cấp", "đã cấp",
    "được phê duyệt", "đã được", "xảy ra", "tồn tại", "nợ đọng", "đưa vào sử dụng", "thay vì", "thay cho", "khởi công",
    "được giao", "thành lập", "được thành lập", "đã nộp", "ký kết", "được xây dựng", "cấp",
)  # fmt: skip
# What a report tells of, and where it is sent: "báo cáo tình hình trong tháng 12", "báo cáo kết quả về Sở X trong …".
_CONTENT = phrases(
    "số liệu", "kết quả", "tình hình", "thực trạng", "công tác", "hoạt động", "việc", "nhiệm vụ", "diễn biến"
)
_SENT_TO = phrases(
    "gửi", "gởi", "nộp", "về sở", "về ubnd", "về văn phòng", "về phòng", "về ban", "về bộ", "về ủy ban", "về thanh tra",
    "về công an", "về cơ quan", "cho sở", "cho ubnd", "cho văn phòng", "qua sở", "qua văn phòng", "trình", "hoàn thành",
)  # fmt: skip
_REPORTS = phrases("báo cáo", "gửi", "gởi", "nộp", "cập nhật", "thống kê", "cung cấp", "tổng hợp")
_LATEST = phrases("chậm nhất", "muộn nhất", "trễ nhất")
_MEETINGS = phrases("họp", "dự", "tham dự", "hội nghị", "tổ chức", "diễn ra", "khai mạc", "làm việc", "mời", "lễ")
_ORDERED_BEHIND = phrases("hoàn thành", "gửi", "báo cáo", "nộp", "trình", "đăng ký")
_ORDERS = phrases("về việc", "yêu cầu", "đề nghị", "chỉ đạo", "giao", "quy định")
_REPLACED = phrases("thay vì", "thay cho", "thay thế", "thay thế thời hạn", "thay cho thời hạn", "thay vì thời hạn")
_IN_FORCE = phrases("hiệu lực thi hành", "hiệu lực", "thi hành")
_EXTENDED_WORDS = ("gia hạn", "lùi thời hạn", "lùi", "kéo dài thời hạn", "kéo dài", "điều chỉnh thời hạn", "dời")
_EXTENDED = phrases(*_EXTENDED_WORDS)
_NUMBERED = phrases(
    "số",
)


# Words of handing in: beside a phrase they change nothing of its reading.
HANDING_IN_WORDS = frozenset(
    folded(word)
    for verb in (
        *_HAND_IN_WORDS,
        *_EXTENDED_WORDS,
        "cho phép",
        "thời hạn",
        "thời gian",
        "phải",
        "để",
        "về",
        "xong",
        "thêm",
    )
    for word in verb.split()
)


class Verdict(Enum):
    """What the sentence makes of a phrase; where the clerk must decide, the value is the question."""

    NOT_A_DEADLINE = "not a deadline"
    DEADLINE = "deadline"
    PERHAPS_CONTENT = "Có thể là kỳ của nội dung, không phải thời hạn."
    PERHAPS_NEGATED = "Câu phủ định: xem đây là thời hạn hay là điều không được làm."
    PERHAPS_ANOTHERS = "Câu dẫn một văn bản khác: có thể là thời hạn của văn bản ấy."

    @property
    def doubts(self) -> tuple[str, ...]:
        return (self.value,) if self.name.startswith("PERHAPS") else ()


def judge(s: Stream, found: Phrase) -> Verdict:
    """Is `found`, in its sentence, a deadline?"""
    left = sentence_start(s, found.start)
    if _ends_with(s, found.start, left, _REPLACED):
        return Verdict.NOT_A_DEADLINE
    if isinstance(found.point, Count) and (
        _within(s, max(left, found.start - 6), found.start, _IN_FORCE) or s.at(found.start - 1).key == "quá"
    ):
        return Verdict.NOT_A_DEADLINE  # "có hiệu lực sau 10 ngày …", "quá 03 ngày … coi như đồng ý"
    if found.strong and not isinstance(found.point, Event) and not _bare_count(found):
        if found.bound == Bound.BEFORE and _ends_with(s, found.start, left, _QUALIFIES):
            return Verdict.NOT_A_DEADLINE
        if found.bound == Bound.BEFORE and _is_negated(s, left, found.start):
            return Verdict.PERHAPS_NEGATED
        return Verdict.PERHAPS_ANOTHERS if _is_anothers_order(s, left, found.start) else Verdict.DEADLINE
    if s.words(found.start, "hoàn thành") or s.words(found.start, "xong"):
        return Verdict.DEADLINE
    if _ends_with(s, found.start, left, _TOLD) and not _ends_with(s, found.start, left, _EXTENDED):
        return Verdict.NOT_A_DEADLINE
    if found.hour is not None and found.bound == Bound.ON and _within(s, left, found.start, _MEETINGS):
        return Verdict.NOT_A_DEADLINE
    if not _within(s, left, found.start, _HAND_IN):
        return Verdict.PERHAPS_CONTENT if _orders_behind(s, found.end) else Verdict.NOT_A_DEADLINE
    if isinstance(found.point, Recurring) and found.hour is None:
        reports = _within(s, left, found.start, _REPORTS) or _within(s, found.end, found.end + 8, _REPORTS)
        return Verdict.DEADLINE if reports else Verdict.NOT_A_DEADLINE
    if isinstance(found.point, Year) and found.bound == Bound.TO:
        return Verdict.NOT_A_DEADLINE  # "quy hoạch đến năm 2040"
    if isinstance(found.point, Recurring | Event) or _bare_count(found) or found.bound == Bound.BEFORE:
        return Verdict.DEADLINE
    return Verdict.PERHAPS_CONTENT if _may_be_content(s, left, found.start) else Verdict.DEADLINE


def extends(s: Stream, found: Phrase) -> bool:
    """ "gia hạn … đến ngày D": here "đến" is surely inclusive."""
    return _within(s, max(sentence_start(s, found.start), found.start - 12), found.start, _EXTENDED)


def says_latest(s: Stream, found: Phrase) -> bool:
    """ "chậm nhất gửi về Sở X trước ngày D": both words bind the one date; a sign between parts them."""
    for i in range(found.start - 1, max(sentence_start(s, found.start), found.start - 12) - 1, -1):
        if s.at(i).kind == Kind.SIGN or s.number(i) is not None:
            return False
        if s.find_exactly(i, _LATEST):
            return True
    return False


def sentence_start(s: Stream, i: int) -> int:
    """The first token of the sentence that token `i` stands in, at most a window to the left."""
    start = i
    while start > max(0, i - _WINDOW):
        before = s.at(start - 1)
        if s.at(start).new_paragraph or before.key in (";", "?", "!"):
            break
        # A full stop ends a sentence unless it is inside a number or an abbreviation ("TP.").
        if before.key == "." and not s.at(start).glued and len(s.at(start - 2).key) > 2:
            break
        start -= 1
    return start


def _bare_count(found: Phrase) -> bool:
    return isinstance(found.point, Count) and found.point.start is None and found.point.back is None


def _ends_with(s: Stream, i: int, left: int, table: Table[str]) -> bool:
    """Does one of the phrases stand directly before token `i`?"""
    return any(s.reaches(start, i, table) for start in range(max(left, i - _LONGEST), i))


def _within(s: Stream, start: int, end: int, table: Table[str]) -> bool:
    return any(s.find_exactly(i, table) for i in range(start, end))


def _last(s: Stream, start: int, end: int, table: Table[str]) -> int | None:
    """The last token between `start` and `end` at which one of the phrases begins."""
    return next((i for i in range(end - 1, start - 1, -1) if s.find_exactly(i, table)), None)


def _orders_behind(s: Stream, i: int) -> bool:
    """ "Trong tháng 12/2020, hoàn thành việc rà soát": the verb stands behind; "đã" tells of the past."""
    for n in range(i, i + 8):
        if s.at(n).key in ("đã", ".", ";", ""):
            return False
        if s.find_exactly(n, _ORDERED_BEHIND):
            return True
    return False


def _may_be_content(s: Stream, left: int, end: int) -> bool:
    """ "báo cáo tình hình thực hiện trong tháng 12": the month reported on, or the month to report in?"""
    content = _last(s, left, end, _CONTENT)
    return content is not None and not _within(s, content, end, _SENT_TO)


def _is_negated(s: Stream, left: int, end: int) -> bool:
    """ "không công bố trước ngày …": not a limit but a ban. A comma between parts the two."""
    for i in range(end - 1, max(left, end - 6) - 1, -1):
        if s.at(i).key in (",", ")"):
            return False
        if s.at(i).key in ("không", "chưa", "đừng", "cấm"):
            return True
    return False


def _is_anothers_order(s: Stream, left: int, end: int) -> bool:
    """ "Bộ Nội vụ có Công văn số 6432/BNV-VP ngày 05/12/2020 đề nghị báo cáo trước ngày …": that letter's deadline?"""
    order = _last(s, left, end, _ORDERS)
    if order is not None and s.at(order - 1).key == "đã":
        return True  # "UBND tỉnh đã yêu cầu báo cáo trước ngày …"
    cited = _last(s, left, end, _NUMBERED)
    if cited is None or s.number(cited + 1) is None:
        return False
    commas = any(s.at(i).key in (",", ":") for i in range(cited, end))
    return not commas and _within(s, cited, end, _ORDERS)
