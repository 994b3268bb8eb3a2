"""What tells two tasks apart however alike their words are: places, years, phases, numbers, kinds of work."""

from __future__ import annotations

import re
from dataclasses import dataclass

from states.hints import lexicon
from states.hints.letters import bare, fold

_UPPER = "".join(chr(code) for code in range(0x41, 0x1EFA) if chr(code).isupper() and (code < 0x250 or code >= 0x1EA0))
_LOWER = "".join(chr(code) for code in range(0x61, 0x1EFA) if chr(code).islower() and (code < 0x250 or code >= 0x1EA0))
_NAME_WORD = re.compile(rf"[{_UPPER}][{_LOWER}]*")
_NO_NAME = frozenset(fold(word) for word in lexicon.BEFORE_NAMES.split())
_OTHER_NAMES = ("công thương", "việt nam", "trung ương", "quốc hội", "nhân dân", "châu phi", "bộ chính trị")
_NAMES_OF_NOBODY = frozenset(
    " ".join(map(fold, name.split())) for name in (*_OTHER_NAMES, *re.split(r"[;\n]", lexicon.PROVINCES))
)
_PEOPLE = frozenset({("đồng", "bào"), ("dân", "tộc"), ("", "người"), ("dong", "bao"), ("dan", "toc")})
_LOCAL_KINDS = frozenset(
    {("", "huyện"), ("", "huyen"), ("thị", "xã"), ("", "tx"), ("thành", "phố"), ("", "tp"), ("", "quận")}
)
_LOCAL_KINDS |= {
    ("", "xã"),
    ("", "phường"),
    ("thị", "trấn"),
    ("đặc", "khu"),
    ("thi", "xa"),
    ("thanh", "pho"),
    ("", "phuong"),
}
_BETWEEN_ENDS = frozenset({"-", "đi", "đến", "tới"})
_WORDS = re.compile(r"[^\W_]+|[,.;:()/-]")


@dataclass(frozen=True)
class Places:
    """What a cell names, folded with accents: proper names, districts and communes among them, roads by their ends."""

    names: frozenset[str]
    localities: frozenset[str]
    routes: frozenset[tuple[str, str]]


def places_in(text: str) -> Places:
    """A name is two words and more that begin with a capital, or one after "dân tộc", "huyện".

    A province's name is none, for it tells no two of its tasks apart; but it may be the end of a road ("Đà Nẵng -
    Quảng Ngãi").
    """
    words = _WORDS.findall(text)
    names: set[str] = set()
    local: set[str] = set()
    routes: set[tuple[str, str]] = set()
    at, end, last, last_end = 0, len(words), "", -9
    while at < end:
        if not _NAME_WORD.fullmatch(words[at]):
            at += 1
            continue
        start = at
        while at < end and _NAME_WORD.fullmatch(words[at]):
            at += 1
        while start < at and fold(words[start]) in _NO_NAME:
            start += 1
        if start == at:
            continue
        name = " ".join(fold(word) for word in words[start:at])
        before = fold(words[start - 1]) if start else ""
        kinds = {(fold(words[start - 2]) if start > 1 else "", before), ("", before)}
        if kinds & _LOCAL_KINDS:
            local.add(name)
        if at - start > 1 or kinds & _PEOPLE:
            names.add(name)
        if last and start - last_end == 1 and before in _BETWEEN_ENDS and at - start > 1:
            routes.add((min(last, name), max(last, name)))
        last, last_end = (name, at) if at - start > 1 else ("", -9)
    return Places(frozenset(names - _NAMES_OF_NOBODY), frozenset(local), frozenset(routes))


# ---- time

Years = tuple[int | None, int]  # from (None: open), to

_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?: ?(?:-|đến năm|đến|den nam|den|tới) ?((?:19|20)\d\d))?(?!\d)")
_OUTLOOK = ("tầm nhìn", "tam nhin", "định hướng", "dinh huong")
_UNTIL = frozenset({"đến", "den", "tới", "toi", "vào", "vao", "trước", "truoc", "hết", "het"})
_YEAR_WORDS = frozenset({"năm", "nam", "kh", "hoạch", "hoach", "ktxh", "xh", "hội", "sách", "học"})
_EVENTS = ("luật", "bão", "mưa", "lũ", "nghị quyết", "phổ thông", "đại hội", "bao so", "luat")
_LOOK_BACK = 32


def years_in(text: str) -> frozenset[Years]:
    """The years a task is planned for: ranges, "đến năm 2025" as (None, 2025), "năm 2022" as (2022, 2022).

    An outlook ("tầm nhìn 2050") and the year of a law or a storm are none.
    """
    found: set[Years] = set()
    last = 0
    for match in _YEARS.finditer(text):
        before = text[max(last, match.start() - _LOOK_BACK) : match.start()].casefold()
        last = match.end()
        if any(word in before for word in _OUTLOOK):
            continue
        first, until = int(match[1]), match[2]
        words = before.split()
        if until:
            found.add((first, int(until)))
        elif words and _UNTIL & set(words[-2:]):
            found.add((None, first))
        elif words and words[-1].strip(".-") in _YEAR_WORDS and not any(event in before for event in _EVENTS):
            found.add((first, first))
    return frozenset(found)


def years_agree(ours: frozenset[Years], theirs: frozenset[Years]) -> bool:
    """Can both be planned for one time? Silence agrees with all; "đến 2025" with any range that ends then, not with
    the single year 2025's own plan."""
    if not ours or not theirs:
        return True
    return any(
        one[1] == other[1]
        and (one[0] is None or other[0] is None or one[0] == other[0] or (one[0] < one[1] and other[0] < other[1]))
        for one in ours
        for other in theirs
    )


# ---- phases, versions, codes

_NUMBER = re.compile(r"(?<![\d/.,])(\d{1,3}(?:\.\d+)?[a-zA-Z]?|[IVX]{1,5})(?![\d/\w]|[.,]\d|-\d)")
_KINDS = {  # without accents, as the words before a number are read
    "giai doan": "giai đoạn", "gd": "giai đoạn", "dot": "đợt", "phien ban": "phiên bản", "lan thu": "lần thứ",
    "khoa": "khóa", "loai": "loại", "hop phan": "hợp phần", "phan ki": "phân kỳ", "goi thau so": "gói thầu",
    "lop": "lớp", "so": "số", "quoc lo": "quốc lộ", "ql": "quốc lộ", "tinh lo": "tỉnh lộ",
    "duong tinh": "tỉnh lộ", "dt": "tỉnh lộ", "tl": "tỉnh lộ",
}  # fmt: skip
_ROMAN = dict(zip(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), map(str, range(1, 11)), strict=True))
_SIDE = re.compile(r"(?:phía|bờ|khu|miền|phia|bo) (bắc|nam|đông|tây|bac|dong|tay)(?!\w)", re.IGNORECASE)
_COUNTED = re.compile(r" ?(?:năm|nam|xã|hộ|ha|km|trạm|điểm|đơn|phòng|trường|giường|%)(?!\w)")


def numbers_in(text: str) -> frozenset[tuple[str, str]]:
    """What is numbered or lies at a side: ("quốc lộ", "24b"), ("trà khúc", "3"), ("phía", "bac")."""
    found = {("phía", bare(match[1])) for match in _SIDE.finditer(text)}
    for match in _NUMBER.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()].rstrip(" .")
        words = before.split()
        value = _ROMAN.get(match[1], match[1].lstrip("0").casefold())
        for length in (3, 2, 1):
            kind = _KINDS.get(" ".join(map(bare, words[-length:])))
            if kind:
                found.add((kind, value))
                break
        else:
            named = len(words) > 1 and all(_NAME_WORD.fullmatch(word) for word in words[-2:])
            if named and match[1][0].isdigit() and not _COUNTED.match(text, match.end()):
                found.add((" ".join(fold(word) for word in words[-2:]), value))
    return frozenset(found)


def numbers_clash(ours: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> bool:
    """Is there a kind that both number, with no number in common?"""
    if not ours or not theirs:
        return False
    return any(
        not {number for kind_of, number in ours if kind_of == kind} & {n for k, n in theirs if k == kind}
        for kind in {kind for kind, _ in ours} & {kind for kind, _ in theirs}
    )


# ---- kinds of work

_REVIEW = re.compile(
    r"(?<!\w)(?:(?P<whole>sơ kết|tổng kết|so ket|tong ket|tổng rà soát)"
    r"|(?P<verb>đánh giá|kiểm tra|giám sát|thanh tra)(?: việc| kết quả| tình hình)+"
    r"|(?P<told>báo cáo)(?: việc| kết quả| tình hình)* (?:triển khai|thực hiện)|(?P<judged>đánh giá) thực hiện"
    r"|(?P<plain>danh gia|kiem tra) (?:ket qua|viec|thuc hien))(?!\w)",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"(?<!\w)(?:điều chỉnh|dieu chinh|sửa đổi|sua doi)[^,;.]{0,25}(?:quy hoạch|quy hoach)", re.IGNORECASE
)
_SECTOR = re.compile(
    r"(?<!\w)(?:ngành|nganh|lĩnh vực|linh vuc) ((?!của|và|các|có|sản)[^\W\d]+ [^\W\d]+)", re.IGNORECASE
)


def reviews_in(text: str) -> frozenset[str]:
    """How it looks back on work that another does: "sơ kết", "tổng kết", "kiểm tra (việc thực hiện)"."""
    return frozenset(" ".join(map(fold, found[found.lastgroup or 0].split())) for found in _REVIEW.finditer(text))


def is_change_of_planning(text: str) -> bool:
    """ "Điều chỉnh quy hoạch": another procedure than "Quy hoạch" (Law on Planning 21/2017/QH14, art. 51 to 54)."""
    return _CHANGE.search(text) is not None


def sectors_in(text: str) -> frozenset[str]:
    """The branch that is named, folded: "ngành y tế" -> "y tế"."""
    return frozenset(" ".join(map(fold, match[1].split())) for match in _SECTOR.finditer(text))
