"""Group phrases ("các sở, ban ngành", "UBND các huyện, thị xã, thành phố") as tables over folded words.

Words come without punctuation, "và" and the heads' titles: "Thủ trưởng các sở, ban, ngành" addresses the same agencies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from config.agency_names import PROVINCES, words_of
from config.roster import Agency, Group

# Titles of heads: the agency is addressed through its head, so they are left out before anything is looked up.
HEADS = tuple(
    tuple(title.split())
    for title in (
        "thủ trưởng", "giám đốc", "chủ tịch", "người đứng đầu", "lãnh đạo", "chánh", "cục trưởng", "trưởng",
        "hiệu trưởng", "chỉ huy trưởng", "đồng chí", "các đồng chí", "ông", "bà", "tất cả", "toàn thể", "toàn bộ",
    )
)  # fmt: skip

# What may follow a group without changing it.
_TAILS = tuple(
    tuple(tail.split())
    for tail in (
        "thuộc ubnd tỉnh",
        "đóng trên địa bàn tỉnh",
        "đóng trên địa bàn",
        "trên địa bàn tỉnh",
        "trên địa bàn",
        "thuộc tỉnh",
        "của tỉnh",
        "cấp tỉnh",
        "tỉnh",
    )
)

_OWN_LISTS = {Group.CENTRAL_AGENCIES, Group.PARTY_BODIES, Group.MASS_ORGANISATIONS}

# "ubnd" stands for "ủy ban nhân dân" too. Each phrase is listed without "các".
_GROUPS: dict[tuple[str, ...], tuple[Group, ...]] = {
    tuple(phrase.split()): groups
    for phrases, groups in (
        ("sở ban ngành|sở ngành|sở ban|ban ngành", (Group.DEPARTMENTS,)),
        ("sở ban ngành đoàn thể|sở ban ngành hội đoàn thể", (Group.DEPARTMENTS, Group.MASS_ORGANISATIONS)),
        (
            "đơn vị trực thuộc ubnd tỉnh|đơn vị sự nghiệp thuộc ubnd tỉnh|đơn vị sự nghiệp trực thuộc ubnd tỉnh|"
            "đơn vị sự nghiệp công lập thuộc ubnd tỉnh|đơn vị sự nghiệp công lập trực thuộc ubnd tỉnh|"
            "đơn vị thuộc ubnd tỉnh|đơn vị trực thuộc tỉnh|đơn vị trực thuộc|cơ quan đơn vị trực thuộc ubnd tỉnh",
            (Group.SUBORDINATE_UNITS,),
        ),
        ("sở ban ngành địa phương|sở ngành địa phương", (Group.DEPARTMENTS, Group.DISTRICTS, Group.COMMUNES)),
        (
            "cơ quan trung ương|cơ quan ngành dọc|đơn vị trung ương|cơ quan đơn vị trung ương",
            (Group.CENTRAL_AGENCIES,),
        ),
        (
            "hội đoàn thể|đoàn thể|tổ chức đoàn thể|tổ chức chính trị xã hội|hội|mặt trận đoàn thể",
            (Group.MASS_ORGANISATIONS,),
        ),
        (
            "cơ quan tham mưu giúp việc tỉnh ủy|ban đảng|ban xây dựng đảng|cơ quan đảng|ban đảng tỉnh ủy",
            (Group.PARTY_BODIES,),
        ),
    )
    for phrase in phrases.split("|")
}

# Kinds of localities, and the group whose rows have them; both ways of writing each.
_KINDS: dict[tuple[str, ...], str] = {
    ("huyện",): "huyện", ("h",): "huyện", ("thị", "xã"): "thị xã", ("tx",): "thị xã", ("thành", "phố"): "thành phố",
    ("tp",): "thành phố", ("quận",): "quận", ("xã",): "xã", ("phường",): "phường", ("thị", "trấn"): "thị trấn",
    ("tt",): "thị trấn", ("đặc", "khu"): "đặc khu",
}  # fmt: skip
_COMMUNE_KINDS = {"xã", "phường", "thị trấn", "đặc khu"}

_OPEN = ("liên", "quan")
_EVERYONE = {
    tuple(phrase.split())
    for phrase in (
        "cơ quan đơn vị địa phương", "cơ quan đơn vị", "đơn vị địa phương", "cơ quan địa phương", "như trên",
        "cơ quan nêu trên", "cơ quan đơn vị nêu trên", "cơ quan đơn vị địa phương nêu trên", "đơn vị nêu trên",
        "cơ quan đơn vị có tên trên",
    )
}  # fmt: skip


@dataclass(frozen=True)
class GroupPhrase:
    """What a group phrase asks for: groups, localities of some kinds, everyone addressed, or nobody in particular."""

    groups: tuple[Group, ...] = ()
    kinds: frozenset[str] = frozenset()  # of localities, in `groups`
    only_departments: bool = False  # "các sở": no Thanh tra, no Ban
    everyone: bool = False
    open: bool = False

    def members(self, in_force: Sequence[Agency]) -> list[Agency]:
        return [
            agency
            for agency in in_force
            if agency.group in self.groups
            and (not self.kinds or kind_of(agency) in self.kinds)
            and (not self.only_departments or words_of(agency.name)[0] == "sở")
        ]

    def kinds_left_out(self, in_force: Sequence[Agency]) -> set[str]:
        """Kinds of localities that exist but were not named: "UBND các huyện, thành phố" where there is a town."""
        if not self.kinds:
            return set()
        return {kind_of(agency) for agency in in_force if agency.group in self.groups} - self.kinds

    @property
    def is_own_list(self) -> bool:
        return bool(set(self.groups) & _OWN_LISTS)


def kind_of(agency: Agency) -> str:
    """The kind of locality a people's committee is of, "" for other agencies."""
    words = committee_short(words_of(agency.name))
    for length in (2, 1):
        if words[:1] == ("ubnd",) and words[1 : 1 + length] in _KINDS:
            return _KINDS[words[1 : 1 + length]]
    return ""


def committee_short(words: Sequence[str]) -> tuple[str, ...]:
    """ "ủy ban nhân dân" and "ubnd" are one word here."""
    text = " ".join(words).replace("ủy ban nhân dân", "ubnd")
    return tuple(text.split())


def without_heads(words: Sequence[str]) -> tuple[str, ...]:
    """The words without leading titles and "các"."""
    words = tuple(words)
    while words:
        title = next((head for head in HEADS if words[: len(head)] == head), ("các",) if words[0] == "các" else ())
        if not title:
            break
        words = words[len(title) :]
    return words


def group_phrase(written: str) -> GroupPhrase | None:
    """The group that `written` names, None when it names none."""
    said = committee_short(without_heads(words_of(written)))
    words = tuple(word for word in said if word != "các" and not word.isdecimal())  # "UBND 13 huyện, thị xã, …"
    plural = "các" in words_of(written)
    for candidate in (words, _without_tail(words)):
        found = _named_group(candidate, plural)
        if found:
            return found
    return GroupPhrase(open=True) if words[-2:] == _OPEN else None


def _without_tail(words: tuple[str, ...]) -> tuple[str, ...]:
    if "tỉnh" in words and words[words.index("tỉnh") + 1 :] in PROVINCES:
        words = words[: words.index("tỉnh") + 1]
    for tail in _TAILS:
        if words[-len(tail) :] == tail:
            return words[: -len(tail)]
    return words


def _named_group(words: tuple[str, ...], plural: bool) -> GroupPhrase | None:
    if words in _EVERYONE:
        return GroupPhrase(everyone=True)
    if words == ("sở",) and plural:
        return GroupPhrase((Group.DEPARTMENTS,), only_departments=True)
    if words in _GROUPS:
        return GroupPhrase(_GROUPS[words])
    if words == ("địa", "phương") and plural:
        return GroupPhrase((Group.DISTRICTS, Group.COMMUNES))
    places = words[1:] if words[:1] == ("ubnd",) else words
    if places in (("cấp", "huyện"), ("cấp", "xã")):
        return GroupPhrase((Group.DISTRICTS if places[1] == "huyện" else Group.COMMUNES,))
    kinds = _kinds_in(places)
    if kinds and (plural or len(kinds) > 1):
        of_communes = kinds <= _COMMUNE_KINDS
        return GroupPhrase((Group.COMMUNES if of_communes else Group.DISTRICTS,), kinds)
    return None


def _kinds_in(words: tuple[str, ...]) -> frozenset[str]:
    kinds, place = set(), 0
    while place < len(words):
        for length in (2, 1):
            kind = _KINDS.get(words[place : place + length])
            if kind and len(words[place : place + length]) == length:
                kinds.add(kind)
                place += length
                break
        else:
            return frozenset()
    return frozenset(kinds)
