"""Where a sentence names an agency or a group of them, and how far the name reaches.

A name begins at a head ("Sở", "UBND", "các đơn vị", "Chủ tịch") and runs until a word that no name contains: a verb of
ordering or doing, a preposition of time or purpose, a mark. Words inside a name may follow a comma or "và" when they
are plainly its continuation ("Sở Văn hóa, Thể thao và Du lịch", "các sở, ban, ngành").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reading.agency_words import AFTER_SHORT, GROUP, INSIDE, KEPT, NAMED, SHORT, STOPS
from reading.letters import LOWER, UPPER
from reading.names import BODIES, FIELDS


def _any(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)"


_GROUP = (
    rf"(?:(?:[Cc]ác|[Nn]hững|[Tt]ất cả|[Tt]oàn bộ|[Tt]ất cả các|[Tt]oàn bộ các|[Mm]ột số|[Tt]ừng|"
    rf"[Mm]ỗi) {_any(GROUP)}"
    r"|[Qq]uý (?:cơ quan|đơn vị|sở|ban|bộ|địa phương|doanh nghiệp|Cơ quan|Đơn vị|Sở|Bộ|Ban|Công ty)(?!\w)"
    r"|(?:thủ trưởng|giám đốc|lãnh đạo|người đứng đầu|chủ tịch|trưởng) (?=các|UBND|Sở|cơ quan|đơn vị|cấp|ban)"
    r"|cơ quan, (?:đơn vị|địa phương|tổ chức)(?!\w)|đơn vị, (?:địa phương|tổ chức|cá nhân)(?!\w)|sở, (?:ban|"
    r"ngành)(?!\w)"
    r"|(?:ban quản lý|công an|đồng chí)(?!\w))"
)
_SHORT = rf"{_any(SHORT)}(?=\s{{1,3}}(?:[{UPPER}]|{_any(AFTER_SHORT)}))"
_HEAD = re.compile(rf"(?<![\w/-])(?:{_any(NAMED)}|{_SHORT}|{_GROUP})")
_KNOWN = re.compile(
    rf"(?:(?:Sở|Bộ|Phòng|Ban|Vụ) {_any(sorted(FIELDS, key=len, reverse=True))}|"
    rf"{_any(sorted(BODIES, key=len, reverse=True))})"
)
_STOP = re.compile(rf"(?<!\w){_any(STOPS)}")
_KEEP = re.compile(_any(KEPT))
_COMPOUND = re.compile(  # the stop word is the tail of another word here
    r"(?i:(?:đầu tư|công trình|ngành|sự nghiệp|vật liệu) xây dựng$"
    r"|(?:công|chương|quy|quá|tờ|lộ|tiến|giáo|giải|lập|hành|thuyết) trình$|(?:đoàn|tổ|ủy ban) kiểm tra$"
    r"|(?:ngoại|bàn) giao$|(?:bầu|ứng|đề) cử$|(?:ngân|cơ|hãng) hàng$|(?:chủ|ban) dự$|(?:sơ|trung|các|phân|"
    r"tài) cấp$|(?:địa|phụ|thuộc) chi$|(?:công|độc|dân|trung) lập$)"
)
_BREAK = re.compile(
    rf"(?P<stop>{_STOP.pattern})|(?P<mark>[.;:()\"\n]|(?<=\s)-(?=\s)|/)|(?P<comma>,)|(?P<and>(?<!\w)(?:và|"
    rf"hoặc|cùng)(?!\w))"
)
_MORE_GROUP = re.compile(
    rf"\s{{0,3}}(?:{_any(GROUP)}|(?:đoàn|nhân dân|mặt trận|trực thuộc|tương đương|liên quan|chức năng|chuyên môn|"
    rf"cá nhân)(?!\w))"
)
_PLURAL = re.compile(r"(?<!\w)(?:[Cc]ác|[Nn]hững|[Qq]uý|[Cc]ơ quan|[Đđ]ơn vị|[Ss]ở,?|[Tt]ất cả|[Tt]oàn bộ)(?!\w)")
_GOES_WITH_GROUP = re.compile(r"(?:cơ quan|đơn vị|sở|địa phương|ban quản lý|công an)(?!\w)")
_CAPITAL = re.compile(rf"\s{{0,3}}[{UPPER}][^\W\d]*")
_EXCEPTION = re.compile(
    r"\s{0,3}\((?:trừ|ngoại trừ|không bao gồm|không gồm|không kể|theo danh sách|có danh sách|danh sách|gồm|"
    r"bao gồm|sau đây|riêng)"
    r"[^()]{0,300}\)"
)
_COLON_LIST = re.compile(rf"\s{{0,3}}[{UPPER}]\w{{0,15}}(?:\s[^\s.;:()]{{1,12}}){{0,6}}\s{{0,3}}[,;]")
_WORD = re.compile(r"[^\W\d]+")
_INSIDE = re.compile(_any(INSIDE))
_LEVEL_END = re.compile(
    rf"(?<!các )(?<!các huyện, )(?<!\w)(?:(?:tỉnh|Trung ương|thành phố)|"
    rf"(?:tỉnh|thành phố|huyện|thị xã|quận|phường|xã|thị trấn|"
    rf"đặc khu)(?:\s[{UPPER}][{LOWER}]*){{1,4}})(?=\s[{LOWER}])"
)
_GOES_ON = re.compile(r"\s(?:và|có liên quan|thuộc|phụ trách|khối)(?!\w)")


@dataclass(frozen=True)
class Mention:
    """text[start:end] names an agency, a group of agencies or an office-holder; `doubtful` when it may be
    too long."""

    start: int
    end: int
    doubtful: bool = False


def mentions(text: str) -> list[Mention]:
    """Every agency phrase of one sentence, left to right, never overlapping."""
    found: list[Mention] = []
    at = 0
    while head := _HEAD.search(text, at):
        end = _end_of_name(text, head.start(), head.end())
        found.append(Mention(head.start(), end, _doubtful(text[head.start() : end])))
        at = max(end, head.end())
    return found


def _end_of_name(text: str, start: int, at: int) -> int:
    """From after the head to the first thing that no name contains."""
    known = _KNOWN.match(text, start)
    at = max(at, known.end()) if known else at
    while found := _BREAK.search(text, at):
        if level := _level_end(text, start, found.start()):
            return level
        step = _over(text, start, found)
        if step is None:
            exception = _EXCEPTION.match(text, found.start())
            return exception.end() if exception else _trimmed(text, start, found.start())
        at = step
    return _level_end(text, start, len(text)) or _trimmed(text, start, len(text))


def _over(text: str, start: int, found: re.Match[str]) -> int | None:
    """Where the name goes on after this break; None when it ends here."""
    after = found.end()
    if found.group("stop"):
        kept = _KEEP.match(text, found.start())
        if kept:
            return kept.end()
        return after if _COMPOUND.search(text, max(start, found.start() - 20), after) else None
    if found.group("mark"):
        dash = found.group() == "-" and _CAPITAL.match(text, after)
        colon = found.group() == ":" and _COLON_LIST.match(text, after) and not _HEAD.match(text, after + 1)
        short = found.group() == "/" and text[found.start() - 1 : found.start()].isalpha()
        return after if dash or colon or short else None
    grouped = _PLURAL.search(text, start, found.start()) and _MORE_GROUP.match(text, after)
    head = _HEAD.match(text, after + 1)
    if head and not (grouped and _GOES_WITH_GROUP.match(head.group())):
        return None
    capital = _CAPITAL.match(text, after) and not _STOP.match(text, after + 1)
    return after if grouped or capital else None


def _level_end(text: str, start: int, end: int) -> int | None:
    """ "… tỉnh", "… Trung ương" before a small letter ends a name: the level is its last word."""
    for level in _LEVEL_END.finditer(text, start, end):
        plural = text.rfind("các", start, level.start())
        if (plural < 0 or (level.group() == "tỉnh" and "," in text[plural : level.start()])) and not _GOES_ON.match(
            text, level.end()
        ):
            return level.end()
    return None


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip(" ,;-/:"))


def _doubtful(name: str) -> bool:
    """Two small words or more that neither follow a capital nor are known to stand in names."""
    strange = 0
    at, free = 0, False
    said = name.split("(")[0]
    while word := _WORD.search(said, at):
        at = word.end()
        if not word.group()[0].islower():
            free = True  # "Kế hoạch": the second syllable of a capital
            continue
        known = _INSIDE.match(said, word.start())
        if known:
            at = known.end()
        elif not free:
            strange += 1
        free = False
    return strange >= 2
