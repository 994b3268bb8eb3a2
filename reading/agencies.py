"""Where a sentence names an agency or a group of them, and how far the name reaches.

A name begins at a head ("Sở", "UBND", "các đơn vị", "Chủ tịch") and runs until a word that no name contains: a verb of
ordering or doing, a preposition of time or purpose, a mark. Words inside a name may follow a comma or "và" when they
are plainly its continuation ("Sở Văn hóa, Thể thao và Du lịch", "các sở, ban, ngành").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAMED = (
    r"Sở|Bộ|Ban|Văn phòng|VP(?:UB(?:ND)?|CP)?|Cục|Tổng cục|Chi cục|Thanh tra|Công an|Kho bạc|Bảo hiểm xã hội|BHXH|Trường|Trung tâm|Phòng|Đài|"
    r"Báo|Viện|Tòa án|Ngân hàng|Hội|Liên đoàn|Liên minh|Liên hiệp|Mặt trận|Ủy ban|UBND|HĐND|UBMTTQ\w*|Tỉnh ủy|Thành ủy|Huyện ủy|Chính phủ|Thủ tướng|"
    r"Quốc hội|Tập đoàn|Tổng công ty|Công ty|Tỉnh đoàn|Đoàn|Hải quan|Bưu điện|Điện lực|Vụ|Thường trực|Đảng ủy|Tổ công tác|"
    r"Hội đồng|Chủ tịch|Phó Chủ tịch|Giám đốc|Thủ trưởng|Bộ trưởng|Chánh|Trưởng|Cục trưởng|Người đứng đầu|Bí thư|Lãnh đạo|Hiệu trưởng|"
    r"BCH|BCĐ|BQL|Đại học|Học viện|Bệnh viện|Thuế|Thống kê|Cảng vụ|Quỹ|Tổ trưởng|Tổ|Chỉ huy trưởng|Tổng Giám đốc|Tư lệnh|Đồng chí|Ông|Bà"
)
_GROUP_NOUN = (
    r"sở|bộ|ban|ngành|cơ quan|đơn vị|địa phương|huyện|tỉnh|thành phố|thị xã|quận|xã|phường|doanh nghiệp|tổ chức|hội|đoàn thể|trường|phòng|"
    r"chủ đầu tư|chủ rừng|chủ hồ|ngân hàng|bệnh viện|cơ sở|trung tâm|thành viên|đồng chí|chi cục|cục|vụ|tập đoàn|tổng công ty|công ty|"
    r"hợp tác xã|ủy ban|ban quản lý|khu|cảng|nhà trường|thủ trưởng|giám đốc|phòng ban|lực lượng|viện|học viện|đại học|cấp ủy|chính quyền|cấp|"
    r"UBND|Sở|Bộ|Ban|Ngành|Cục|Vụ|Hội|Đoàn thể|Huyện|Phòng|Trường|Trung tâm|Tập đoàn|Tổng công ty|Công ty|Ủy ban|Cơ quan|Đơn vị|Tỉnh|Thành phố|Xã|Phường|Chi cục|Viện|Bệnh viện|Doanh nghiệp|Ngân hàng|Chủ đầu tư|Đài|Báo"
)
_GROUP = (
    rf"(?:(?:[Cc]ác|[Nn]hững|[Tt]ất cả các|[Tt]oàn bộ các|[Mm]ột số) (?:{_GROUP_NOUN})|[Qq]uý (?:cơ quan|đơn vị|[Ss]ở|[Bb]an|địa phương)|[Qq]uý Cơ quan|"
    r"(?:[Tt]hủ trưởng|[Gg]iám đốc|[Ll]ãnh đạo|[Nn]gười đứng đầu|[Cc]hủ tịch) (?=các|UBND|Sở|cơ quan|đơn vị|cấp)|"
    r"(?:[Cc]ơ quan|[Đđ]ơn vị), (?:đơn vị|địa phương|tổ chức|cá nhân)|[Tt]ừng (?:cơ quan|đơn vị|địa phương|sở)|[Mm]ỗi (?:cơ quan|đơn vị|địa phương)|"
    r"(?:[Ss]ở), (?:ban|ngành)|[Bb]an quản lý|[Cc]ông an|[Đđ]ồng chí|[Đđ]ịa phương)"
)
_HEAD = re.compile(rf"(?<![\w/-])(?:(?:{_NAMED})(?!\w)|{_GROUP}(?!\w))")

# What no name contains, in small letters: verbs of ordering and doing, prepositions of time, place and purpose.
_STOPS = (
    "báo cáo", "gửi", "trình", "nộp", "tham mưu", "tổng hợp", "chủ trì", "phối hợp", "chủ động", "tiếp tục", "khẩn trương", "nghiêm túc",
    "tập trung", "tăng cường", "đẩy mạnh", "đẩy nhanh", "rà soát", "xây dựng", "triển khai", "thực hiện", "tổ chức", "hướng dẫn", "chỉ đạo",
    "căn cứ", "theo dõi", "đôn đốc", "kiểm tra", "giám sát", "đánh giá", "đề xuất", "đề nghị", "yêu cầu", "giao", "có", "chịu trách nhiệm",
    "cung cấp", "cập nhật", "đăng ký", "lập", "xác định", "nghiên cứu", "quán triệt", "phân công", "bố trí", "cử", "kịp thời", "thường xuyên",
    "thẩm định", "phê duyệt", "ban hành", "hoàn thành", "hoàn thiện", "xem xét", "quyết định", "giải quyết", "xử lý", "tuyên truyền", "phổ biến",
    "công bố", "công khai", "thông báo", "quan tâm", "biết", "là", "được", "phải", "cần", "sẽ", "đã", "đang", "không", "chưa", "đồng thời", "cũng",
    "nêu", "ghi", "kèm", "góp ý", "tham gia", "cho ý kiến", "phản ánh", "liên hệ", "trao đổi", "tạo điều kiện", "hỗ trợ", "bảo đảm", "đảm bảo",
    "duy trì", "chuẩn bị", "sử dụng", "làm", "rút kinh nghiệm", "nâng cao", "phát huy", "đăng tải", "chấp hành", "thống kê", "kê khai", "khảo sát",
    "sắp xếp", "thành lập", "tiến hành", "tiếp nhận", "tiếp thu", "thu thập", "tự", "vận hành", "vận động", "xin", "trước", "chậm nhất", "muộn nhất",
    "trong", "để", "nhằm", "về", "theo", "tại", "từ", "đến", "qua", "thông qua", "khi", "nếu", "sau", "cùng", "với", "cho", "do", "bằng", "như",
    "vì", "thì", "mà", "ngay", "hằng", "hàng", "định kỳ", "nêu trên", "trên cơ sở", "dưới", "gồm", "nhất trí", "thống nhất", "đồng ý", "ủy quyền",
    "trả lời", "phản hồi", "cần", "phê bình", "biểu dương", "ghi nhận", "ký", "soạn thảo", "dự thảo", "đề cao", "phấn đấu", "tận dụng", "huy động",
    "quản lý chặt", "hằng năm", "gắn", "kiện toàn", "rà", "thu", "chi", "chuyển", "đưa", "lấy", "điều chỉnh", "bổ sung", "sửa đổi", "kết quả", "tình hình",
    "nội dung", "số liệu", "văn bản", "danh sách", "kế hoạch", "thông tin", "ý kiến", "hồ sơ", "ưu tiên", "đối với", "cơ bản", "vào", "tới", "lên", "dự",
    "khắc phục", "chấm dứt", "nhắc nhở", "kiểm soát", "kiểm kê", "xác nhận", "xác minh", "đối chiếu", "tính toán", "cam kết", "mời", "họp", "lồng ghép",
)  # fmt: skip
_KEEP = re.compile(  # where a stop word is after all part of a name
    r"(?:có liên quan|đóng trên địa bàn|trên địa bàn|tổ chức (?:chính trị|xã hội|đảng|tôn giáo|hội|khoa học|đoàn|kinh tế|tín dụng|liên quan)|"
    r"quản lý dự án|dự án|thu phí|thông tin đại chúng|theo dõi thi hành|trong (?:tỉnh|toàn tỉnh|cả nước|khu|ngành)|kiểm tra đảng|kế hoạch hóa)"
)
_STOP = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(word) for word in sorted(set(_STOPS), key=len, reverse=True)) + r")(?!\w)"
)
_COMPOUND = re.compile(  # the stop word is the tail of another word here
    r"(?:đầu tư|công trình|ngành|sự nghiệp|vật liệu) xây dựng$|(?:công|chương|quy|quá|tờ|lộ|tiến|giáo) trình$|truyền thông báo$|(?:đoàn|tổ|ủy ban) kiểm tra$"
    r"|(?:tỉnh|ngân|cơ) hàng$|giao thông$|(?:chủ|ban) dự$"
)
_BREAK = re.compile(
    rf"(?P<stop>{_STOP.pattern})|(?P<mark>[.;:()\"\n]|\s-\s|/)|(?P<comma>,)|(?P<and>(?<!\w)(?:và|hoặc|cùng)(?!\w))"
)
_MORE_GROUP = re.compile(
    rf"\s*(?:(?:{_GROUP_NOUN}|đoàn|nhân dân|mặt trận|trực thuộc|tương đương|đặc khu|thị trấn|liên quan|chức năng|chuyên môn|cá nhân|cơ quan thuộc)(?!\w))"
)
_PLURAL = re.compile(r"(?<!\w)(?:[Cc]ác|[Nn]hững|[Qq]uý|[Cc]ơ quan|[Đđ]ơn vị|[Ss]ở)(?!\w)")
_CAPITAL = re.compile(r"\s*[A-ZĐ\u00c0-\u1ef8]")
_EXCEPTION = re.compile(
    r"\s*\((?:trừ|ngoại trừ|không bao gồm|không kể|theo danh sách|có danh sách|danh sách|gồm|bao gồm|sau đây|riêng)[^()]{0,300}\)"
)
_COLON_LIST = re.compile(r"\s*[A-ZĐ\u00c0-\u1ef8]\w*(?:\s[^\s.;:()]{1,12}){0,6}\s*[,;]")


@dataclass(frozen=True)
class Mention:
    """text[start:end] names an agency, a group of agencies or an office-holder."""

    start: int
    end: int


def mentions(text: str) -> list[Mention]:
    """Every agency phrase of one sentence, left to right, never overlapping."""
    found: list[Mention] = []
    at = 0
    while head := _HEAD.search(text, at):
        end = _end_of_name(text, head.start(), head.end())
        found.append(Mention(head.start(), end))
        at = max(end, head.end())
    return found


def _end_of_name(text: str, start: int, at: int) -> int:
    """From after the head to the first thing that no name contains."""
    while True:
        found = _BREAK.search(text, at)
        if not found:
            return _trimmed(text, start, len(text))
        if found.group("stop"):
            kept = _KEEP.match(text, found.start())
            if kept or _COMPOUND.search(text, max(start, found.start() - 20), found.end()):
                at = (kept or found).end()
                continue
            return _trimmed(text, start, found.start())
        after = found.end()
        if found.group("mark"):
            exception = _EXCEPTION.match(text, found.start()) if found.group() == "(" else None
            if exception:
                return exception.end()
            dash = found.group().strip() == "-" and _CAPITAL.match(text, after)
            colon = found.group() == ":" and _COLON_LIST.match(text, after) and not _HEAD.match(text, after + 1)
            short = found.group() == "/" and text[found.start() - 1 : found.start()].isalpha()
            if not (dash or colon or short):
                return _trimmed(text, start, found.start())
            at = after
            continue
        next_head = _HEAD.match(text.replace("\n", " "), after + 1) if after < len(text) else None
        if next_head and not _inside(next_head.group()):
            return _trimmed(text, start, found.start())
        group = _PLURAL.search(text, start, found.start())
        if not (group and _MORE_GROUP.match(text, after)) and not _continues(text, after):
            return _trimmed(text, start, found.start())
        at = after


def _inside(head: str) -> bool:
    return head in ("địa phương",)


def _continues(text: str, after: int) -> bool:
    return bool(_CAPITAL.match(text, after)) and not _STOP.match(text, after + 1)


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ,;-/"))
