"""The columns of an answer, under all the headings that offices give them."""

import unicodedata
from collections.abc import Sequence

COLUMNS = ("task", "product", "lead", "coordinate", "summary", "legal_basis", "schedule")

# Longest first where one heading begins another. Folded: no marks, no case, blanks collapsed.
HEADINGS = {
    "task": ("noi dung nhiem vu", "ten nhiem vu", "nhiem vu", "noi dung cong viec", "cong viec"),
    "product": ("san pham/ket qua", "san pham", "ket qua"),
    "lead": ("co quan chu tri", "don vi chu tri", "chu tri"),
    "coordinate": ("co quan phoi hop", "don vi phoi hop", "phoi hop"),
    "summary": ("noi dung tom luoc", "tom tat noi dung", "noi dung tom tat", "tom luoc", "tom tat"),
    "legal_basis": ("can cu phap ly", "co so phap ly", "can cu"),
    "schedule": ("thoi gian thuc hien", "thoi gian hoan thanh", "thoi gian", "thoi han", "tien do"),
    "ordinal": ("stt", "tt", "so tt"),
}

# Words that begin the name of an agency: a comma before one of them separates two agencies, any other does not
# ("Sở Văn hóa, Thể thao và Du lịch").
AGENCY_HEADS = (
    "sở", "ban", "ubnd", "ủy ban", "uỷ ban", "công an", "bộ", "đài", "trường", "thanh tra", "văn phòng", "cục",
    "chi cục", "kho bạc", "bảo hiểm", "hội", "liên", "tỉnh đoàn", "mặt trận", "các", "bql", "ngân hàng", "công ty",
    "cty", "doanh nghiệp",
)  # fmt: skip


def fold(words: str) -> str:
    """Headings are compared without marks, case and line breaks."""
    plain = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(mark for mark in plain if not unicodedata.combining(mark)).lower().split())


def column_of(heading: str) -> str | None:
    """The column that a heading names; None for one of the agency's own."""
    folded = fold(heading)
    for column, names in HEADINGS.items():
        if any(folded == name or folded.startswith((f"{name} ", f"{name}(", f"{name}/")) for name in names):
            return column
    return None


def agencies(words: str | Sequence[str] | None) -> list[str]:
    """The coordinating agencies of a cell, as written: separated by lines, semicolons, or commas before an agency."""
    if not words:
        return []
    if not isinstance(words, str):
        return [each.strip() for each in words if each and each.strip()]
    listed: list[str] = []
    for line in words.replace("\n", ";").split(";"):
        for at, piece in enumerate(line.split(",")):
            if at and not _begins_agency(piece):
                listed[-1] += f",{piece}"  # a comma inside one name
            else:
                listed.append(piece)
    return [name for name in (each.strip(" .-") for each in listed) if name]


def _begins_agency(words: str) -> bool:
    return words.strip().lower().startswith(AGENCY_HEADS)
