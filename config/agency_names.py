"""Which agency is meant by a name as people write it.

A written name fits an agency when its words run along the agency's own, each word written out or several as initials:
"Sở KHĐT", "Sở KH&ĐT", "sở kế hoạch đầu tư" and "Sở Kế hoạch và ĐT" all fit "Sở Kế hoạch và Đầu tư". Accents decide
first; without them Sơn Hà and Sơn Hạ are one name, and then nobody is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from config.letters import bare, folded

_WORD = re.compile(r"\w+")
_LIGHT = frozenset({"và", "va"})  # left out or put in at will
_COMMITTEE = ("ủy", "ban", "nhân", "dân")
# What may follow "tỉnh" as the province's name. A closed list, so that "Văn phòng UBND tỉnh, Sở Nội vụ" loses nobody.
PROVINCES = {
    tuple(province.split())
    for provinces in (
        "an giang,bà rịa vũng tàu,bắc giang,bắc kạn,bạc liêu,bắc ninh,bến tre,bình dương,bình định,bình phước",
        "bình thuận,cà mau,cao bằng,đắk lắk,đắk nông,điện biên,đồng nai,đồng tháp,gia lai,hà giang,hà nam,hà tĩnh",
        "hải dương,hậu giang,hòa bình,hưng yên,khánh hòa,kiên giang,kon tum,lai châu,lâm đồng,lạng sơn,lào cai",
        "long an,nam định,nghệ an,ninh bình,ninh thuận,phú thọ,phú yên,quảng bình,quảng nam,quảng ngãi,quảng ninh",
        "quảng trị,sóc trăng,sơn la,tây ninh,thái bình,thái nguyên,thanh hóa,thừa thiên huế,tiền giang,trà vinh",
        "tuyên quang,vĩnh long,vĩnh phúc,yên bái",
    )
    for province in provinces.split(",")
}
LONGEST_NAME = 300  # characters; nobody's name is longer, and a whole page is no name


@lru_cache(maxsize=4096)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name, folded, without "và", "&" and punctuation."""
    return tuple(word for word in _WORD.findall(folded(name[:LONGEST_NAME])) if word not in _LIGHT)


def readings_of(name: str) -> list[tuple[str, ...]]:
    """The ways a name may be said in full: with and without a last "tỉnh (X)", a committee also by its place alone."""
    words = words_of(name)
    ways = [words]
    if "tỉnh" in words[2:]:
        last = len(words) - 1 - words[::-1].index("tỉnh")
        if not words[last + 1 :] or words[last + 1 :] in PROVINCES:
            ways.append(words[:last])
    if words[:4] == _COMMITTEE and len(words) > 5:
        ways.append(words[4:])  # "huyện Bình Sơn"; never "Bình Sơn": kind and name belong together
    return ways


def without_kind(name: str) -> list[tuple[str, ...]]:
    """A department without its "Sở": "Kế hoạch và Đầu tư", "KHĐT". Weaker than its names: asked only when they fail."""
    return [words[1:] for words in readings_of(name) if words[0] == "sở" and len(words) > 2]


def fits(written: Sequence[str], name: Sequence[str], initials: str) -> bool:
    """Do the written words run along the whole name, word by word or as the `initials` of several?"""
    reached = {0}  # how many words of the name may be covered so far
    for word in written:
        after = {start + 1 for start in reached if start < len(name) and name[start] == word}
        short = bare(word)
        after |= {start + len(short) for start in reached if initials.startswith(short, start)}
        reached = after
        if not reached:
            return False
    return len(name) in reached


@dataclass(frozen=True)
class _Way:
    """One way to say one owner's name, ready to be compared."""

    owner: int
    words: tuple[str, ...]
    bare_words: tuple[str, ...]
    initials: str


class NameIndex:
    """Names of numbered owners, asked many times: a list of a hundred communes is looked up name by name."""

    def __init__(self, names: Iterable[tuple[int, str]]) -> None:
        pairs = list(names)
        self._full = [self._way(owner, words) for owner, name in pairs for words in readings_of(name)]
        self._weak = [self._way(owner, words) for owner, name in pairs for words in without_kind(name)]

    def owners(self, text: str) -> list[int]:
        """Whom `text` may mean, in order: by full names with accents, else without, else by names without "Sở"."""
        for ways in (self._full, self._weak):
            for accents in (True, False):
                for written in readings_of(text):
                    found = self._owners(ways, written, accents=accents)
                    if found:
                        return found
        return []

    @staticmethod
    def _owners(ways: list[_Way], written: tuple[str, ...], *, accents: bool) -> list[int]:
        if not written:
            return []
        asked = written if accents else tuple(bare(word) for word in written)
        first, letters = bare(written[0])[:1], sum(len(word) for word in written)
        return sorted(
            {
                way.owner
                for way in ways
                if way.initials[0] == first
                and len(asked) <= len(way.words) <= letters
                and fits(asked, way.words if accents else way.bare_words, way.initials)
            }
        )

    @staticmethod
    def _way(owner: int, words: tuple[str, ...]) -> _Way:
        plain = tuple(bare(word) for word in words)
        return _Way(owner, words, plain, "".join(word[0] for word in plain))


def near(text: str, names: Iterable[str], limit: int = 3, at_least: float = 60) -> list[str]:
    """The names most like `text`, best first; none when nothing is `at_least` (0 to 100) like it."""
    from rapidfuzz import fuzz, process  # 30 ms: only an error pays it

    ways = {bare(" ".join(words)): name for name in names for words in readings_of(name)}
    found = process.extract(
        bare(" ".join(words_of(text))), list(ways), scorer=fuzz.ratio, limit=3 * limit, score_cutoff=at_least
    )
    return list(dict.fromkeys(ways[way] for way, _score, _place in found))[:limit]
