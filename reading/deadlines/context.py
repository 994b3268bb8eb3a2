"""What stands around a phrase in running text: is it a deadline, a figure's period, a meeting, somebody's birthday?

The connector alone decides where it can ("chậm nhất", "trước"). "Đến", "trong", "vào" also tell of figures and of
meetings: they count only where something is to be handed in or done, and not behind a word for a figure, a rest, an
event.
"""

from __future__ import annotations

from enum import Enum

from config.letters import folded
from reading.deadlines.meaning import Bound, Count, Event, Phrase, Recurring
from reading.deadlines.stream import Stream
from reading.deadlines.tokens import Kind

_WINDOW = 60  # tokens to the left that belong to the sentence at most
_NEAR = 5

_HAND_IN = (
    "gửi", "báo cáo", "nộp", "trình", "hoàn thành", "hoàn tất", "hoàn thiện", "xong", "đăng ký", "đề xuất", "cung cấp",
    "phản hồi", "góp ý", "tham gia ý kiến", "có ý kiến", "cho ý kiến", "trả lời", "tổng hợp", "chuyển", "cập nhật",
    "tham mưu", "nhận", "gia hạn", "lùi", "hạn", "yêu cầu", "đề nghị", "thông báo", "kết thúc", "thực hiện", "rà soát",
    "lập", "phê duyệt", "ban hành", "giải quyết", "xử lý", "khắc phục", "bàn giao", "công bố", "niêm yết", "phối hợp",
    "kiểm tra", "thống kê", "kê khai", "triển khai", "xây dựng", "giao", "chốt danh sách", "gởi", "hiệp y", "thẩm định",
)  # fmt: skip
# Directly before "đến", "trong", "vào": it is the period of a figure, a rest or an event that is told.
_TOLD = (
    "số liệu", "tính", "tính từ", "lũy kế", "kết quả", "tình hình", "giai đoạn", "nhiệm kỳ", "kỳ", "hiệu lực", "nghỉ",
    "trực", "họp", "hội nghị", "diễn ra", "tổ chức", "khai mạc", "bế mạc", "thời gian nghỉ", "phát sinh", "công tác",
    "áp dụng", "đã", "ước", "dự kiến", "phấn đấu", "tầm nhìn", "làm việc", "ghi nhận", "xảy ra", "kế hoạch", "nhiệm vụ",
    "dịch bệnh", "thời tiết", "mưa", "bão", "thời điểm", "mốc", "chốt số liệu", "kỳ báo cáo", "đợt", "lễ", "chuyến",
    "khám", "thi", "học", "tập huấn", "bồi dưỡng", "khảo sát", "niên độ", "sinh", "kỷ niệm", "tháng", "năm", "ngày",
    "hoạt động", "chiến dịch", "cao điểm", "tuần lễ", "thực trạng", "kết luận", "cuộc họp", "buổi làm việc",
)  # fmt: skip
# Directly before "trước ngày": a property of papers or cases, not a limit.
_QUALIFIES = (
    "phát sinh", "có hiệu lực", "hiệu lực", "được ban hành", "đã ban hành", "sinh", "tuyển dụng", "được cấp", "đã cấp",
    "được phê duyệt", "đã được", "xảy ra", "tồn tại", "nợ đọng", "đưa vào sử dụng", "thay vì", "thay cho", "khởi công",
    "được giao", "thành lập", "được thành lập", "đã nộp", "ký kết", "được xây dựng", "cấp",
)  # fmt: skip
_REPLACED = ("thay vì", "thay cho", "thay thế", "thay thế thời hạn", "thay cho thời hạn", "thay vì thời hạn")
_IN_FORCE = ("hiệu lực thi hành", "hiệu lực", "thi hành")
_EXTENDED = ("gia hạn", "lùi thời hạn", "lùi", "kéo dài thời hạn", "kéo dài", "điều chỉnh thời hạn", "dời")


# Words of handing in: beside a phrase they change nothing of its reading.
HANDING_IN_WORDS = frozenset(
    folded(word)
    for verb in (*_HAND_IN, *_EXTENDED, "cho phép", "thời hạn", "thời gian", "phải", "để", "về", "xong", "thêm")
    for word in verb.split()
)


class Verdict(Enum):
    NOT_A_DEADLINE = "not a deadline"
    ASK = "ask"  # perhaps the period of the content
    DEADLINE = "deadline"


def judge(s: Stream, found: Phrase) -> Verdict:
    """Is `found`, in its sentence, a deadline?"""
    left = sentence_start(s, found.start)
    if _ends_with(s, found.start, left, _REPLACED):
        return Verdict.NOT_A_DEADLINE
    if isinstance(found.point, Count) and _within(s, max(left, found.start - 6), found.start, _IN_FORCE):
        return Verdict.NOT_A_DEADLINE
    if found.strong and not isinstance(found.point, Event) and not _bare_count(found):
        qualified = found.bound == Bound.BEFORE and _ends_with(s, found.start, left, _QUALIFIES)
        return Verdict.NOT_A_DEADLINE if qualified else Verdict.DEADLINE
    if s.words(found.start, "hoàn thành") or s.words(found.start, "xong"):
        return Verdict.DEADLINE
    if _ends_with(s, found.start, left, _TOLD) and not _ends_with(s, found.start, left, _EXTENDED):
        return Verdict.NOT_A_DEADLINE
    verb = _last_verb(s, left, found.start)
    if verb is None:
        return Verdict.NOT_A_DEADLINE
    if isinstance(found.point, Recurring | Event) or _bare_count(found) or found.bound == Bound.BEFORE:
        return Verdict.DEADLINE
    return Verdict.ASK if _within(s, verb, found.start, _TOLD) else Verdict.DEADLINE


def extends(s: Stream, found: Phrase) -> bool:
    """ "gia hạn … đến ngày D": here "đến" is surely inclusive."""
    return _within(s, max(sentence_start(s, found.start), found.start - 12), found.start, _EXTENDED)


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


def _ends_with(s: Stream, i: int, left: int, phrases: tuple[str, ...]) -> bool:
    """Does one of `phrases` stand directly before token `i`?"""
    for words in phrases:
        start = i - len(words.split())
        if start >= left and s.exact(start, words):
            return True
    return False


def _within(s: Stream, start: int, end: int, phrases: tuple[str, ...]) -> bool:
    return any(s.exact(i, words) for i in range(start, end) for words in phrases)


def _last_verb(s: Stream, left: int, end: int) -> int | None:
    for i in range(end - 1, left - 1, -1):
        if s.at(i).kind == Kind.WORD and any(s.exact(i, verb) for verb in _HAND_IN):
            return i
    return None
