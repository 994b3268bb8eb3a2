"""Names of offices and places in their usual case, to write an all-capitals heading the way people do. Data."""

from __future__ import annotations

import re

from reading.text import bare


def _entries(text: str) -> tuple[str, ...]:
    """The names of a list parted by semicolons; some names have commas."""
    return tuple(" ".join(entry.split()) for entry in text.split(";"))


# What a Sở, Bộ or Phòng is for: before and after the reorganisation of 2025.
FIELDS = _entries("""
    Kế hoạch và Đầu tư; Tài chính; Tài chính - Kế hoạch; Nội vụ; Ngoại vụ; Ngoại giao; Tư pháp; Công Thương; Nông
    nghiệp và Phát triển nông thôn; Nông nghiệp và Môi trường; Giao thông vận tải; Xây dựng; Tài nguyên và Môi
    trường; Thông tin và Truyền thông; Lao động - Thương binh và Xã hội; Khoa học và Công nghệ; Văn hóa, Thể thao và
    Du lịch; Văn hóa và Thể thao; Du lịch; Giáo dục và Đào tạo; Y tế; Quy hoạch - Kiến trúc; An toàn thực phẩm; Dân
    tộc; Dân tộc và Tôn giáo; Quốc phòng; Công an; Văn hóa - Xã hội; Kinh tế; Kinh tế và Hạ tầng; Kinh tế, Hạ tầng
    và Đô thị; Quản lý đô thị; Nông nghiệp; Văn hóa và Thông tin
""")

# Other bodies, or beginnings of their names.
BODIES = _entries("""
    Thủ tướng Chính phủ; Chính phủ; Văn phòng Chính phủ; Quốc hội; Ủy ban Thường vụ Quốc hội; Thanh tra Chính phủ;
    Ngân hàng Nhà nước Việt Nam; Ngân hàng Nhà nước; Bảo hiểm xã hội; Bảo hiểm xã hội Việt Nam; Kho bạc Nhà nước;
    Kiểm toán nhà nước; Hội đồng nhân dân; Tòa án nhân dân; Viện kiểm sát nhân dân; Tòa án nhân dân tối cao; Bộ Chỉ
    huy Quân sự; Bộ Chỉ huy Bộ đội Biên phòng; Bộ Tư lệnh; Công an; Ban Quản lý; Ban Chỉ đạo; Ban Chỉ huy; Ban Dân
    tộc; Ban Tổ chức Tỉnh ủy; Ban Tuyên giáo Tỉnh ủy; Văn phòng Tỉnh ủy; Văn phòng; Văn phòng UBND; Tỉnh ủy; Thành
    ủy; Huyện ủy; Đảng ủy; Tổng cục Thống kê; Cục Thống kê; Tổng cục Thuế; Cục Thuế; Thuế; Tổng cục Hải quan; Cục
    Hải quan; Chi cục; Ủy ban Mặt trận Tổ quốc Việt Nam; Ủy ban Dân tộc; Ủy ban Quản lý vốn nhà nước tại doanh
    nghiệp; Liên đoàn Lao động; Hội Liên hiệp Phụ nữ; Hội Nông dân; Hội Cựu chiến binh; Đoàn Thanh niên Cộng sản Hồ
    Chí Minh; Tỉnh đoàn; Đài Phát thanh - Truyền hình; Đài Phát thanh và Truyền hình; Thông tấn xã Việt Nam; Đài
    Truyền hình Việt Nam; Viện Hàn lâm Khoa học xã hội Việt Nam; Viện Hàn lâm Khoa học và Công nghệ Việt Nam; Khu
    kinh tế; các Khu công nghiệp; Phòng, chống thiên tai và Tìm kiếm cứu nạn; Phòng thủ dân sự; phòng, chống dịch
    COVID-19; Chuyển đổi số; Cải cách hành chính; Tập đoàn Điện lực Việt Nam; Đại học Quốc gia; Quân khu; Vùng; Cảnh
    sát biển; Điện lực; miền Trung; miền Bắc; miền Nam; Ban Tổ chức; Ban Tuyên giáo; Ban Dân vận; Ban Nội chính; Ủy
    ban Kiểm tra; Ban Tuyên giáo và Dân vận; Kiểm lâm; Bảo vệ thực vật; Chăn nuôi và Thú y; Thủy lợi; Kiểm soát bệnh
    tật; Trung tâm Phục vụ hành chính công; phòng, chống dịch; chuyển đổi số; cải cách hành chính
""")

PROVINCES = _entries("""
    An Giang; Bà Rịa - Vũng Tàu; Bạc Liêu; Bắc Giang; Bắc Kạn; Bắc Ninh; Bến Tre; Bình Dương; Bình Định; Bình Phước;
    Bình Thuận; Cà Mau; Cao Bằng; Cần Thơ; Đà Nẵng; Đắk Lắk; Đắk Nông; Điện Biên; Đồng Nai; Đồng Tháp; Gia Lai; Hà
    Giang; Hà Nam; Hà Nội; Hà Tĩnh; Hải Dương; Hải Phòng; Hậu Giang; Hòa Bình; Hồ Chí Minh; Huế; Hưng Yên; Khánh
    Hòa; Kiên Giang; Kon Tum; Lai Châu; Lạng Sơn; Lào Cai; Lâm Đồng; Long An; Nam Định; Nghệ An; Ninh Bình; Ninh
    Thuận; Phú Thọ; Phú Yên; Quảng Bình; Quảng Nam; Quảng Ngãi; Quảng Ninh; Quảng Trị; Sóc Trăng; Sơn La; Tây Ninh;
    Thái Bình; Thái Nguyên; Thanh Hóa; Thừa Thiên Huế; Tiền Giang; Trà Vinh; Tuyên Quang; Vĩnh Long; Vĩnh Phúc; Yên
    Bái; Việt Nam
""")

_HEADS = _entries("""
    Bộ; Sở; Ban; Phòng; Cục; Tổng cục; Vụ; Viện; Trường; Trung tâm; Đài; Hội; Hội đồng; Thanh tra; Chủ tịch; Chi
    cục; Công ty; Tổng công ty; Tập đoàn; Đại học; Học viện; Bệnh viện; Ủy ban; Đoàn; Liên minh
""")
_LOWER = frozenset(
    _entries("""
    tỉnh; thành; phố; huyện; thị; xã; quận; phường; trấn; đặc; khu; nhân; dân; và; các; của; về; trực; thuộc;
    trung; ương
""")
)
_PLACE_KINDS = re.compile(
    r"(?:tỉnh|thành phố|huyện|thị xã|quận|phường|xã|thị trấn|đặc khu|tp\.?)\s{1,3}", re.IGNORECASE
)
_KNOWN = {bare(name): name for name in (*FIELDS, *BODIES, *PROVINCES, *_HEADS, "UBND", "HĐND", "Ủy ban nhân dân")}
_WORDS = re.compile("(?:" + "|".join(map(re.escape, sorted(_KNOWN, key=len, reverse=True))) + r")(?!\w)")
_SHORT_FORMS = (
    (re.compile(r"ủy ban nhân dân|uỷ ban nhân dân", re.IGNORECASE), "UBND"),
    (re.compile(r"hội đồng nhân dân", re.IGNORECASE), "HĐND"),
    (re.compile(r"(?<!\w)tp\.", re.IGNORECASE), "TP."),
)


def short(name: str) -> str:
    """ "Ủy ban nhân dân tỉnh X" the way offices shorten it."""
    for pattern, letters in _SHORT_FORMS:
        name = pattern.sub(letters, name)
    return name


def sentence_case(capitals: str, prose: str) -> tuple[str, bool]:
    """(the name as people write it, are all its capitals certain). `prose` is the document's own text, asked first."""
    written = re.search(re.escape(capitals), prose, re.IGNORECASE)
    while written and written.group().isupper() and len(capitals) > 5:
        written = re.compile(re.escape(capitals), re.IGNORECASE).search(prose, written.end())
    if written and not written.group().isupper():
        said = written.group()
        return said[:1].upper() + said[1:], True
    return _by_names(capitals)


def _by_names(capitals: str) -> tuple[str, bool]:
    folded, out, certain, at = bare(capitals), [], True, 0
    after_head = False  # the word after "Trung tâm", "Ban" takes a capital: "Trung tâm Kiểm soát bệnh tật"
    while at < len(capitals):
        known = _WORDS.match(folded, at)
        place = _PLACE_KINDS.match(capitals, at)
        if place and not (known and known.end() > place.end()):
            out.append(place.group().lower())
            at = place.end()
            stop = re.compile(r"\s{1,3}(?:và|về|phòng,)\s|,|$", re.IGNORECASE).search(capitals, at)
            end = stop.start() if stop else len(capitals)
            known_place = _WORDS.match(folded, at)
            out.append(
                _spelled(capitals, at, known_place.end(), _KNOWN[known_place.group()])
                if known_place
                else capitals[at:end].title()
            )
            at = known_place.end() if known_place else end
        elif known:
            out.append(_spelled(capitals, at, known.end(), _KNOWN[known.group()]))
            at, after_head = known.end(), _KNOWN[known.group()] in _HEADS
        else:
            word = re.compile(r"\w+|\W+").match(capitals, at)
            assert word
            lower = word.group().lower()
            strange = lower.isalpha() and lower not in _LOWER
            certain = certain and not strange
            out.append(lower.capitalize() if strange and after_head else lower)
            at = word.end()
            after_head = after_head and not lower.strip()
    name = "".join(out)
    return name[:1].upper() + name[1:], certain


def _spelled(capitals: str, start: int, end: int, known: str) -> str:
    """The document's letters (its own tone placement) in the known name's case."""
    letters = capitals[start:end]
    if len(letters) != len(known):
        return known
    return "".join(a.upper() if b.isupper() else a.lower() for a, b in zip(letters, known, strict=True))
