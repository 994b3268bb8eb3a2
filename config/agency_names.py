"""Which agency is meant by a name as people write it.

A written name fits an agency when its words run along the agency's own, each word written out or several as initials:
"Sở KHĐT", "Sở KH&ĐT", "sở kế hoạch đầu tư" and "Sở Kế hoạch và ĐT" all fit "Sở Kế hoạch và Đầu tư". Accents decide
first; without them Sơn Hà and Sơn Hạ are one name, and then nobody is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from config.letters import bare, folded

_WORD = re.compile(r"\w+")
_LIGHT = frozenset({"và", "va"})  # left out or put in at will
_COMMITTEE = ("ủy", "ban", "nhân", "dân")
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
        ways.append(words[: len(words) - 1 - words[::-1].index("tỉnh")])
    if words[:4] == _COMMITTEE and len(words) > 5:
        ways.append(words[4:])  # "huyện Bình Sơn"; never "Bình Sơn": kind and name belong together
    return ways


def without_kind(name: str) -> list[tuple[str, ...]]:
    """A department without its "Sở": "Kế hoạch và Đầu tư", "KHĐT". Weaker than its names: asked only when they fail."""
    return [words[1:] for words in readings_of(name) if words[0] == "sở" and len(words) > 2]


def fits(written: Sequence[str], name: Sequence[str], *, accents: bool) -> bool:
    """Do the written words run along the whole name, word by word or as initials of several?"""
    if not accents:
        written, name = [bare(word) for word in written], [bare(word) for word in name]
    initials = "".join(bare(word)[:1] for word in name)
    reached = {0}  # how many words of the name may be covered so far
    for word in written:
        reached = {
            end
            for start in reached
            for end in (start + 1, start + len(word))
            if (end == start + 1 and start < len(name) and name[start] == word)
            or (end == start + len(word) and end <= len(name) and initials[start:end] == bare(word))
        }
        if not reached:
            return False
    return len(name) in reached


def near(text: str, names: Iterable[str], limit: int = 3) -> list[str]:
    """The names most like `text`, best first; none when nothing is like it."""
    from rapidfuzz import fuzz, process  # 30 ms: only an error pays it

    wanted = " ".join(bare(word) for word in words_of(text))
    found = process.extract(
        wanted,
        list(dict.fromkeys(names)),
        scorer=fuzz.WRatio,
        processor=lambda name: " ".join(bare(word) for word in words_of(name)),
        limit=limit,
        score_cutoff=70,
    )
    return [name for name, _score, _place in found]
