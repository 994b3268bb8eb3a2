"""Legal references as agencies write them, and which of them cannot exist.

    legislation = NUM "/" YEAR "/" ("QH" | "UBTVQH") TERM        80/2015/QH13, 973/2020/UBTVQH14, 867/NQ-UBTVQH14
    state       = NUM "/" [YEAR "/"] KIND "-" BODY               43/2014/NĐ-CP, 749/QĐ-TTg, 46/2018/TT-BYT
    letter      = NUM "/" BODY ["-" UNIT]                        5970/UBND-TH
    party       = NUM "-" KIND "/" BODY                          01-CTr/TU, 46-CT/TW

Sources: Decree 30/2020/NĐ-CP, annex I (numbers of documents); Law 80/2015/QH13, art. 4 (who issues which normative
document); Instruction 36-HD/VPTW of 2018 (Party documents). Terms of the National Assembly: its own resolutions.
A law without a number ("Luật Đất đai 2013") is fine: what is not understood is not judged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from states.hints.letters import bare

LONGEST_CELL = 3000  # characters that are read

_DASHES = str.maketrans("–—‑−", "----")
_SYMBOL = r"[A-ZĐa-zđ][A-Za-zĐđ0-9&.]{0,19}"
_NUMBER = re.compile(
    rf"(?<![\w/.,-])(?P<number>\d{{1,6}}[a-zA-Z]?) ?(?:"
    rf"/ ?(?P<year>\d{{4}}) ?/ ?(?P<dated>{_SYMBOL}(?: ?[-/] ?{_SYMBOL}){{0,4}})"
    rf"|/ ?(?P<plain>(?![\d ]){_SYMBOL}(?: ?- ?{_SYMBOL}){{0,4}})"
    rf"|- ?(?P<party>{_SYMBOL}) ?/ ?(?P<body>{_SYMBOL}(?:-{_SYMBOL})?)"
    rf"|/ ?(?P<alone>\d{{4}})(?![\d/]))"
)
_DATED = re.compile(
    r"\s*,?\s*(?:\(?(?:ban hành )?ngày|của [^;,\d]{0,40}ngày)\s*"
    r"(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>\d{4})"
)
_DATED_IN_WORDS = re.compile(r"\s*,?\s*ngày\s*(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})")
_ITEMS = re.compile(r"[;\n]")

# What a kind is called, by the code in its number. A code may belong to two ("QĐ": the Party's quy định as well).
_KINDS_OF = {
    "QD": ("quyết định", "quy định"), "QDI": ("quy định",), "QYD": ("quy định",), "ND": ("nghị định",),
    "NQ": ("nghị quyết",), "NQLT": ("nghị quyết",), "CT": ("chỉ thị", "chương trình"), "CTR": ("chương trình",),
    "TT": ("thông tư",), "TTLT": ("thông tư",), "KH": ("kế hoạch",), "KL": ("kết luận",), "TB": ("thông báo",),
    "HD": ("hướng dẫn",), "BC": ("báo cáo",), "TTR": ("tờ trình",), "PL": ("pháp lệnh",), "L": ("lệnh", "luật"),
    "VBHN": ("văn bản hợp nhất", "luật", "nghị định", "quyết định", "thông tư"), "DA": ("đề án", "dự án"),
    "CD": ("công điện",), "CV": ("công văn",), "QC": ("quy chế",), "QH": ("luật", "bộ luật", "hiến pháp", "nghị quyết"),
    "UBTVQH": ("pháp lệnh", "nghị quyết", "văn bản"),
}  # fmt: skip
_SHORT_KINDS = {
    "NĐ": "nghị định", "QĐ": "quyết định", "NQ": "nghị quyết", "CT": "chỉ thị", "TT": "thông tư", "TTLT": "thông tư",
    "KL": "kết luận", "CTr": "chương trình", "PL": "pháp lệnh", "CV": "công văn", "KH": "kế hoạch",
}  # fmt: skip
_NAMED_KINDS = (
    "hiến pháp", "bộ luật", "luật", "pháp lệnh", "nghị quyết", "nghị định", "quyết định", "chỉ thị", "thông tư",
    "kế hoạch", "kết luận", "thông báo", "hướng dẫn", "báo cáo", "tờ trình", "công văn", "công điện",
    "văn bản hợp nhất", "quy định", "chương trình", "đề án", "dự án", "quy chế", "lệnh", "văn bản", "điều lệ",
    "chiến lược", "quy chuẩn", "tiêu chuẩn",
)  # fmt: skip
_SPELLED = {" ".join(map(bare, kind.split())): kind for kind in _NAMED_KINDS}  # as it is read without accents
_KIND_WORD = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted({*_NAMED_KINDS, *_SPELLED}, key=len, reverse=True))})(?!\w)", re.IGNORECASE
)
_SHORT_WORD = re.compile(r"(?<![\w/-])(NĐ|QĐ|NQ|CT|TTLT|TT|KL|CTr|PL|CV|KH)(?![\w/-])")
_ONLY_THE_PRIME_MINISTER = frozenset({"QD", "CT", "CD", "TB", "VBHN", "CV", "KL"})
_PARTY_BODIES = frozenset({"TW", "TU", "BCT", "BBT", "HU", "TVTU", "THU", "DU", "BCHTW"})
_STATE_BODIES = frozenset({"CP", "TTG", "UBND", "HDND", "VPCP"})
# Term of the National Assembly -> years in which it passed laws (the year of an election belongs to two).
_TERMS = {
    8: (1987, 1992),
    9: (1992, 1997),
    10: (1997, 2002),
    11: (2002, 2007),
    12: (2007, 2011),
    13: (2011, 2016),
    14: (2016, 2021),
    15: (2021, 2026),
    16: (2026, 2031),
}
_NUMBERED_BY_YEAR_SINCE = 1998  # decrees and circulars carry the year in their number
_FIRST_YEAR = 1945


@dataclass(frozen=True)
class Reference:
    """One numbered document: its number as written, the kinds that are named before it, its date as written."""

    words: str
    number: str
    year: int | None
    symbol: str  # "NĐ-CP", "QH14"; "" where the number has none
    party: bool
    kinds: tuple[str, ...]
    dated: tuple[int, int, int] | None  # day, month, year, as written

    @cached_property
    def code(self) -> str:
        """The first part of the symbol: "ND", "QH", "UBND"; folded."""
        first = re.split(r"[-/]", self.symbol)[0]
        return re.sub(r"\d+$", "", _plain(first)) if re.match(r"(?:UBTV)?QH\d", _plain(first)) else _plain(first)

    @cached_property
    def body(self) -> str:
        return "-".join(_plain(part) for part in re.split(r"[-/]", self.symbol)[1:])

    @property
    def term(self) -> int | None:
        found = re.search(r"(?:UBTV)?QH(\d{1,3})$", _plain(self.symbol.replace(" ", "")))
        return int(found[1]) if found else None


def _plain(symbol: str) -> str:
    return bare(symbol).upper().replace(" ", "").strip(".")


@lru_cache(maxsize=8192)
def read_references(text: str) -> tuple[Reference, ...]:
    """The numbered documents of a cell, in order. Never raises; time is bounded by the length that is read."""
    cell = unicodedata.normalize("NFC", text[:LONGEST_CELL]).translate(_DASHES)
    return tuple(reference for item in _ITEMS.split(cell) for reference in _in_item(" ".join(item.split())))


def _in_item(item: str) -> Iterator[Reference]:
    last = 0
    for match in _NUMBER.finditer(item):
        before, last = item[last : match.start()], match.end()
        if _is_no_number(match, before):
            continue
        date_after = _DATED.match(item, match.end()) or _DATED_IN_WORDS.match(item, match.end())
        if date_after:
            last = date_after.end()
        symbol = match["dated"] or match["plain"] or (f"{match['party']}-{match['body']}" if match["party"] else "")
        yield Reference(
            words=item[match.start() : last].strip(),
            number=match["number"],
            year=int(match["year"] or match["alone"]) if match["year"] or match["alone"] else None,
            symbol=symbol.replace(" ", "").rstrip("."),
            party=match["party"] is not None,
            kinds=_kinds_in(before),
            dated=tuple(int(date_after[part]) for part in "dmy") if date_after else None,  # type: ignore[arg-type]
        )


def _is_no_number(match: re.Match[str], before: str) -> bool:
    """A day, a month, a share: "5/2014" after "tháng", "01/giai đoạn", "15-20/năm"."""
    if match["alone"]:
        return not re.search(r"(?:số|so)\s*:?\s*$", before, re.IGNORECASE)
    symbol = match["dated"] or match["plain"] or match["party"]
    if match["party"]:
        return symbol[0].islower() or match["body"][0].islower()
    return symbol[0].islower() and not re.match(r"(?:nd|qd|nq|nđ|qđ|tt|ct|qh|ubtvqh)(?:-|\d)", symbol)


def _kinds_in(before: str) -> tuple[str, ...]:
    named = [_SPELLED[" ".join(map(bare, found[0].split()))] for found in _KIND_WORD.finditer(before)]
    return (*named, *(_SHORT_KINDS[found[1]] for found in _SHORT_WORD.finditer(before)))


@lru_cache(maxsize=8192)
def cited(text: str) -> frozenset[str]:
    """The numbered documents of a cell as keys to compare: number, year, code."""
    return frozenset(
        f"{reference.number.lstrip('0').casefold()}/{reference.year or ''}/{_plain(reference.symbol)}"
        for reference in read_references(text)
        if reference.symbol
    )


# ---- what cannot be


def faults_of(text: str, *, today: date) -> list[str]:
    """Why references of a cell cannot exist, one sentence each; [] where nothing is found.

    `today` is the day they were written down: no document of a later day can be cited.
    """
    found: list[str] = []
    for reference in read_references(text):
        fault = _fault(reference, today)
        if fault:
            found.append(f"“{_shown(reference)}”: {fault}")
    return list(dict.fromkeys(found))


def _shown(reference: Reference) -> str:
    kind = f"{reference.kinds[-1].capitalize()} số " if reference.kinds else ""
    return f"{kind}{reference.words}"


def _fault(reference: Reference, today: date) -> str | None:
    for check in (_number_fault, _kind_fault, _issuer_fault, _form_fault, _term_fault):
        fault = check(reference)
        if fault:
            return fault
    return _date_fault(reference, today)


def _number_fault(reference: Reference) -> str | None:
    if not reference.number.lstrip("0"):
        return "số văn bản không thể là 0"
    if not reference.symbol:
        return "ghi chưa đủ, thiếu ký hiệu loại văn bản và cơ quan ban hành" if _has_known_kind(reference) else None
    return None


def _has_known_kind(reference: Reference) -> bool:
    return bool(
        {"luật", "bộ luật", "nghị định", "nghị quyết", "quyết định", "thông tư", "chỉ thị"} & set(reference.kinds)
    )


def _kind_fault(reference: Reference) -> str | None:
    """The word before the number and the code in it name one kind: no "Quyết định số 749/NĐ-TTg"."""
    if not reference.kinds:
        return None
    may_be = _KINDS_OF.get(reference.code, ())
    if not may_be or set(may_be) & set(reference.kinds) or "văn bản" in reference.kinds:
        return None
    if not set(reference.kinds) & _NUMBERED_KINDS:
        return None  # a programme, a strategy: it is the decision that has the number
    said = reference.kinds[-1]
    return f"ghi là {said} nhưng ký hiệu {reference.symbol} là của {' hoặc '.join(may_be[:2])}"


_NUMBERED_KINDS = frozenset(
    {
        "luật",
        "bộ luật",
        "pháp lệnh",
        "nghị quyết",
        "nghị định",
        "quyết định",
        "chỉ thị",
        "thông tư",
        "kết luận",
        "công văn",
        "thông báo",
        "hiến pháp",
    }
)


def _issuer_fault(reference: Reference) -> str | None:
    body = reference.body.split("-")[0]
    if reference.party:
        return None
    if reference.code == "ND" and body and body not in ("CP", "HDBT", "HDNN"):
        return f"nghị định do Chính phủ ban hành (NĐ-CP), không có ký hiệu {reference.symbol}"
    if body == "TTG" and reference.code in _KINDS_OF and reference.code not in _ONLY_THE_PRIME_MINISTER:
        return f"Thủ tướng Chính phủ không ban hành loại văn bản có ký hiệu {reference.symbol}"
    if body == "CP" and reference.code in ("TT", "TTLT", "PL"):
        return f"Chính phủ không ban hành loại văn bản có ký hiệu {reference.symbol}"
    return None


def _form_fault(reference: Reference) -> str | None:
    """Party numbers are NUM-KIND/BODY, those of the state NUM/[YEAR/]KIND-BODY."""
    body = reference.body.split("-")[0]
    kind, rest = re.split(r"[-/]", f"{reference.symbol}-", maxsplit=1)
    rest = rest.rstrip("-")
    if not reference.party and body in _PARTY_BODIES and reference.code in _KINDS_OF:
        return f"văn bản của Đảng ghi số theo dạng {reference.number}-{kind}/{rest}"
    if reference.party and body in _STATE_BODIES and reference.code in _KINDS_OF:
        return f"văn bản của cơ quan nhà nước ghi số theo dạng {reference.number}/{kind}-{rest}"
    since = reference.dated[2] if reference.dated else _NUMBERED_BY_YEAR_SINCE
    by_year = (reference.code in ("ND", "TT", "TTLT") and reference.body) or reference.code == "QH"
    if not reference.party and by_year and reference.year is None and since >= _NUMBERED_BY_YEAR_SINCE:
        return "thiếu năm ban hành trong số văn bản"
    return None


def _term_fault(reference: Reference) -> str | None:
    """The National Assembly's term covers the year: no 08/2017/QH16."""
    if reference.term is None:
        return None
    years = _TERMS.get(reference.term)
    if years is None:
        return None if 1 <= reference.term <= max(_TERMS) else f"không có Quốc hội khóa {reference.term}"
    year = reference.year or (reference.dated[2] if reference.dated else None)
    if year is not None and not years[0] <= year <= years[1]:
        return f"Quốc hội khóa {reference.term} là nhiệm kỳ {years[0]}-{years[1]}, không ban hành văn bản năm {year}"
    return None


def _date_fault(reference: Reference, today: date) -> str | None:
    if reference.year is not None and not _FIRST_YEAR <= reference.year <= today.year:
        return f"năm {reference.year} trong số văn bản không thể đúng"
    if reference.dated is None:
        return None
    day, month, year = reference.dated
    try:
        signed = date(year, month, day)
    except ValueError:
        return f"không có ngày {day}/{month}/{year}"
    if reference.year is not None and reference.year != year:
        return f"số văn bản ghi năm {reference.year} nhưng ngày ban hành thuộc năm {year}"
    if not year >= _FIRST_YEAR or signed > today:
        return f"ngày ban hành {signed:%d/%m/%Y} " + ("chưa đến" if signed > today else "không thể đúng")
    return None
