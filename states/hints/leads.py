"""Who leads: which agency a cell names, whether two cells name the same one, and whether a cell names several.

"Mỗi nhiệm vụ chỉ giao một cơ quan chủ trì": a cell with several leads goes back to whoever wrote it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from states.hints.letters import bare, fold
from states.hints.vocabulary import expanded

LONGEST_CELL = 600

_LIGHT = frozenset({"va", "cac", "cua"})
_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[A-ZĐƯ]{2,}(?:[&.-][A-ZĐƯ]{1,})*(?![^\W\d_])|[^\W_]+")
_KINDS = ("huyện", "quận", "xã", "phường", "thị xã", "thành phố", "thị trấn", "đặc khu")
_COMMITTEE = "ủy ban nhân dân "
# The codes that the rosters give to districts and communes: kind, then the name without accents.
_LOCAL_CODE = re.compile(r"(?:H|TX|TP|Q|P|X|DK)-([A-Z-]+?)(?:-\d+)?")
_OWN_KINDS = frozenset(
    {"don vi", "co quan", "dia phuong", "nha truong", "ban", "huyen", "thi xa", "thanh pho", "cap huyen"}
)
# What an agency's name begins with. After a comma, "và", a line, one of these begins another agency; anything else
# goes on with the name ("Sở Văn hóa, Thể thao và Du lịch").
_HEADS = (
    r"(?:(?i:sở|ủy ban|uỷ ban|ubnd|ban quản lý|bql|ban dân tộc|ban chỉ huy|ban chỉ đạo|ban tổ chức|ban tuyên giáo"
    r"|ban dân vận|bộ|bch|công an|thanh tra|văn phòng|vpub|vp|đài|trường|cục|chi cục|kho bạc|bảo hiểm|hội|liên đoàn"
    r"|liên minh|tỉnh đoàn|mặt trận|ubmttq|ngân hàng|công ty|cty|trung tâm|viện|tòa án|toà án|bệnh viện"
    r"|các (?:sở|huyện|cơ quan|đơn vị|địa phương|ban))(?!\w)"
    r"|(?i:huyện|thành phố|thị xã|tp|tx) (?=[^\W\d_])(?![a-zà-ỹđ]))"  # a district with its name, not "thị xã" alone
)
_NEXT = re.compile(rf"(?:\s*[,;/+\n]\s*(?:và\s+)?|\s+(?:và|cùng|&|-)\s+)(?={_HEADS})")
_HELPS = re.compile(r"(?<!\w)(?:phối hợp|p/hợp|tham gia|hỗ trợ|giúp)(?!\w)", re.IGNORECASE)
_LIST = re.compile(r"\s*các\s+sở\s*:?\s*(?P<names>[^:]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Lead:
    """An agency's name: its words (bare, abbreviations of whole words written out, without "và" and the province).

    `locality` is the name of the district or commune whose committee it is, folded with accents.
    """

    words: tuple[str, ...]
    initials: str
    locality: str | None = None


@lru_cache(maxsize=8192)
def lead_of(text: str, agency: str = "", agency_name: str = "") -> Lead | None:
    """Who leads by this cell. A blank one, or "đơn vị", means the agency that hands it in; None: nobody can tell."""
    words = _words(text)
    if not words or " ".join(map(bare, words)).removeprefix("uy ban nhan dan ") in _OWN_KINDS:
        words = _words(agency_name)
        if not words:
            local = _LOCAL_CODE.fullmatch(agency)
            return (
                Lead((agency.casefold(),), agency.casefold(), local[1].replace("-", " ").casefold()) if local else None
            )
    locality = _locality(" ".join(words))
    told = [bare(word) for word in words if bare(word) not in _LIGHT]
    if "tinh" in told[1:]:
        told = told[: told.index("tinh", 1)]
    return Lead(tuple(told), "".join(word[0] for word in told), locality) if told else None


def _words(text: str) -> list[str]:
    words: list[str] = []
    for written in _WORD.findall(_BRACKETS.sub(" ", text[:LONGEST_CELL])):
        letters = re.sub(r"\W", "", written)
        known = expanded(letters) if letters.isupper() and len(letters) > 1 else None
        words += known or (fold(letters),)
    return words


def _locality(name: str) -> str | None:
    place = name.removeprefix(_COMMITTEE)
    for kind in _KINDS:
        for begins in (f"{kind} ", f"{' '.join(bare(word) for word in kind.split())} "):
            if place.startswith(begins) and not place.startswith("xã hội"):
                return place.removeprefix(begins)
    return None


def same_lead(one: Lead, other: Lead) -> bool:
    """Do two names mean one agency? Each word written out, or several as initials; the province may be left out."""
    if one.locality or other.locality:
        return bool(one.locality and other.locality and bare_words(one.locality) == bare_words(other.locality))
    return one.words == other.words or _runs_along(one, other) or _runs_along(other, one)


def bare_words(name: str) -> str:
    return " ".join(bare(word) for word in name.split())


def _runs_along(written: Lead, name: Lead) -> bool:
    """Do the written words cover the name, or at least its first four words (what follows names the place)?"""
    reached = {0}
    for word in written.words:
        after = {at + 1 for at in reached if at < len(name.words) and name.words[at] == word}
        after |= {at + len(word) for at in reached if name.initials.startswith(word, at)}
        if not after:
            return max(reached) >= 4 and max(reached) == len(name.words)
        reached = after
    return max(reached) == len(name.words) or max(reached) >= 4


@lru_cache(maxsize=8192)
def several(text: str) -> tuple[str, ...]:
    """The leads that a cell names, where there are at least two; () for one. Agencies that only help do not count."""
    cell = _BRACKETS.sub(" ", text[:LONGEST_CELL]).strip(" .;")
    listed = _LIST.fullmatch(cell)
    if listed:
        names = [name.strip() for name in re.split(r"[,;]|\s+và\s+", listed["names"])]
        names = [name for name in names if name]
        return tuple(names) if len(names) > 1 and ":" in cell else ()
    if bare_words(fold(cell)).startswith("van phong hdnd va ubnd") or "văn phòng hđnd và" in cell.casefold():
        return ()
    parts = [part.strip() for part in _NEXT.split(cell)]
    leads = [part for part in parts if part and not _HELPS.search(part)]
    return tuple(dict.fromkeys(leads)) if len(leads) > 1 and len(set(map(lead_of, leads))) > 1 else ()
