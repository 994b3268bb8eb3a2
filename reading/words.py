"""The words that rules share: kinds of document, signing titles, heads of agency names. Data, keyed without marks."""

from __future__ import annotations

import re

from reading.text import View, bare


def _by_bare(text: str) -> dict[str, str]:
    """The entries of a list parted by semicolons, by their form without marks."""
    return {bare(entry): entry for entry in (" ".join(entry.split()) for entry in text.split(";"))}


# Decree 30/2020, art. 7, and the kinds that Party bodies use.
KINDS = _by_bare("""
    nghị quyết; quyết định; chỉ thị; quy chế; quy định; thông cáo; thông báo; hướng dẫn; chương trình; kế hoạch;
    phương án; đề án; dự án; báo cáo; biên bản; tờ trình; hợp đồng; công văn; công điện; bản ghi nhớ; bản thỏa
    thuận; giấy ủy quyền; giấy mời; giấy giới thiệu; giấy nghỉ phép; phiếu gửi; phiếu chuyển; phiếu báo; thư công;
    thông tri; kết luận; chương trình hành động; thông tư; nghị định; thư cảm ơn; thư khen; thư chúc mừng; thư mời
""")

# The abbreviation in a number and symbol, e.g. 123/KH-UBND, 01-CTr/TU.
KIND_SYMBOLS = {
    "NQ": "nghị quyết", "QĐ": "quyết định", "CT": "chỉ thị", "QC": "quy chế", "QyĐ": "quy định", "TC": "thông cáo",
    "TB": "thông báo", "HD": "hướng dẫn", "CTr": "chương trình", "KH": "kế hoạch", "PA": "phương án", "ĐA": "đề án",
    "DA": "dự án", "BC": "báo cáo", "BB": "biên bản", "TTr": "tờ trình", "HĐ": "hợp đồng", "CĐ": "công điện",
    "GM": "giấy mời", "GGT": "giấy giới thiệu", "PC": "phiếu chuyển", "PG": "phiếu gửi", "PB": "phiếu báo",
    "TT": "thông tư", "NĐ": "nghị định", "KL": "kết luận", "CV": "công văn", "QĐi": "quy định",
}  # fmt: skip

# Signing titles as offices write them in sentence case.
TITLES = _by_bare("""
    Chủ tịch; Phó Chủ tịch; Phó Chủ tịch Thường trực; Phó Chủ tịch phụ trách; Quyền Chủ tịch; Giám đốc; Phó Giám
    đốc; Phó Giám đốc phụ trách; Phó Giám đốc Thường trực; Tổng Giám đốc; Phó Tổng Giám đốc; Thủ tướng; Phó Thủ
    tướng; Bộ trưởng; Thứ trưởng; Thứ trưởng Thường trực; Bộ trưởng, Chủ nhiệm; Bộ trưởng, Chủ nhiệm Văn phòng Chính
    phủ; Chủ nhiệm; Phó Chủ nhiệm; Tổng Kiểm toán; Thống đốc; Phó Thống đốc; Chánh Văn phòng; Phó Chánh Văn phòng;
    Phó Chánh Văn phòng phụ trách; Chánh Thanh tra; Phó Chánh Thanh tra; Tổng Thanh tra; Phó Tổng Thanh tra; Tổng
    cục trưởng; Phó Tổng cục trưởng; Cục trưởng; Phó Cục trưởng; Vụ trưởng; Phó Vụ trưởng; Chi cục trưởng; Phó Chi
    cục trưởng; Trưởng phòng; Phó Trưởng phòng; Trưởng ban; Phó Trưởng ban; Phó Trưởng ban Thường trực; Trưởng Ban
    Chỉ đạo; Phó Trưởng Ban Chỉ đạo; Bí thư; Phó Bí thư; Phó Bí thư Thường trực; Phó Bí thư Thường trực Tỉnh ủy; Ủy
    viên Thường vụ; Ủy viên Thường trực; Ủy viên; Hiệu trưởng; Phó Hiệu trưởng; Viện trưởng; Phó Viện trưởng; Chánh
    án; Phó Chánh án; Chỉ huy trưởng; Phó Chỉ huy trưởng; Chính ủy; Phó Chính ủy; Tư lệnh; Tổng Biên tập; Trưởng
    đoàn; Tổ trưởng; Tổ phó; Thư ký; Tổng Thư ký; Phó Tổng Thư ký; Tổng Cục trưởng
""")
CAPACITY = re.compile(r"(?P<mark>T\s?M|T/M|K\s?T|K/T|T\s?L|T/L|T\s?U\s?Q|QUYỀN|Q)(?:\s{0,3}[.,]\s{0,3}|\s{1,3}(?=\S))")
_TITLE_ORDER = sorted(TITLES, key=len, reverse=True)
TITLE = re.compile("(?:" + "|".join(re.escape(name) for name in _TITLE_ORDER) + r")(?!\w)")


def is_signature_cell(cell: View) -> bool:
    """Does the cell hold a signer's authority or title: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "GIÁM ĐỐC"?"""
    text = cell.text.strip(" .*_")
    if len(text) > 90 or not text[:2].isupper() or text.startswith("-"):
        return False
    mark = CAPACITY.match(text)
    if mark and text.isupper():
        return True
    said = cell.bare.strip(" .*_")
    return text.isupper() and TITLE.match(said) is not None and len(said) < 60
