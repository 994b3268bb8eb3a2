"""Addressee phrases -> agencies, through the roster of the directive's day.

Each agency comes once, with the phrase it came from: an agency that is named and stands in a group too owes one duty.
Exceptions are subtracted; what is open ("các cơ quan liên quan"), unknown or unclear becomes a question, never a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from config.agency_names import words_of
from config.roster import Agency, Roster
from reading.addressee_groups import GroupPhrase, committee_short, group_phrase, without_heads

_LONGEST_RUN = 6  # parts of one name or group: "Sở Văn hóa, Thể thao và Du lịch" has three
_MISSPELT = 88  # how like a name (0 to 100) several parts must be to be one misspelt name
_MOST_PARTS = 600  # a list of all communes has about a hundred
_ITEM = re.compile(r";|\n[ \t]*[-+•*–][ \t]")
_MARKS = re.compile(r"[*_]{1,3}|^[ \t]*(?:[-+•–][ \t]*)?(?:[Kk]ính gửi[ \t]*:[ \t]*)?")
_PART = re.compile(r"[,:()\n]|(?<!\w)(?:và|cùng với|cùng|hoặc)(?!\w)")
_EXCEPT = re.compile(r"(?<!\w)(?:ngoại trừ|trừ|không bao gồm|không gồm|không kể)(?!\w)", re.IGNORECASE)
_OWN_RULE = re.compile(r"(?<!\w)riêng(?!\w)", re.IGNORECASE)
_BY_LIST = re.compile(r"danh sách[^()]{0,40}kèm|kèm[^()]{0,40}danh sách", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]{0,80}\)")
_ROLE = re.compile(r"\((?=[^()]{0,20}/|để )[^()]{0,60}\)")  # "(b/cáo)", "(để thực hiện)": what for, not who


class Ask(StrEnum):
    """Why the clerk is asked about a phrase."""

    OPEN = "open"  # "các cơ quan, đơn vị liên quan": the clerk picks
    UNKNOWN = "unknown"
    WHICH = "which"  # several agencies fit
    NOBODY = "nobody"  # the group has no agency in this roster on this day
    LEFT_OUT = "left_out"  # "UBND các huyện, thành phố" where there is a town too
    EXCEPTION = "exception"  # excepted, but not in the group
    LIST = "list"  # "(theo danh sách gửi kèm)": the list decides


@dataclass(frozen=True)
class Question:
    """A phrase that cannot be expanded alone; `candidates` are offered, `why` is said in Vietnamese."""

    phrase: str
    ask: Ask
    why: str
    candidates: tuple[Agency, ...] = ()


@dataclass(frozen=True)
class Addressed:
    agency: Agency
    phrase: str  # the words that address it, as written


@dataclass(frozen=True)
class Expansion:
    """Who is addressed, who was excepted, and what the clerk must say before anything is issued."""

    addressed: tuple[Addressed, ...]
    excepted: tuple[Addressed, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def agencies(self) -> tuple[Agency, ...]:
        return tuple(one.agency for one in self.addressed)


def expand(phrases: Sequence[str], roster: Roster, as_of: date, *, everyone: Sequence[Agency] = ()) -> Expansion:
    """The agencies that `phrases` address on the day `as_of`, in the order they are named.

    `everyone`: whom "các cơ quan, đơn vị, địa phương" and "như trên" mean, the document's own addressees. Without it
    such a phrase is a question. Raises UnreadableInput when the roster does not cover the day.
    """
    in_force = roster.as_of(as_of)
    addressed: dict[Agency, Addressed] = {}
    excepted: dict[Agency, Addressed] = {}
    questions: dict[Question, None] = {}
    for phrase in phrases:
        for item in _ITEM.split(unicodedata.normalize("NFC", phrase)):
            one = _Item(roster, as_of, in_force, tuple(everyone))
            one.read(item)
            for agency, by in one.members.items():
                addressed.setdefault(agency, by)
            excepted |= one.excepted
            questions |= dict.fromkeys(one.questions)
    still_excepted = [by for agency, by in excepted.items() if agency not in addressed]
    return Expansion(tuple(addressed.values()), tuple(still_excepted), tuple(questions))


@dataclass
class _Item:
    """One item of the list, between semicolons."""

    roster: Roster
    as_of: date
    in_force: Sequence[Agency]
    everyone: tuple[Agency, ...]
    members: dict[Agency, Addressed] = field(default_factory=dict)
    excepted: dict[Agency, Addressed] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def read(self, text: str) -> None:
        text = _ROLE.sub(" ", _MARKS.sub("", text)).strip(" \t\r\n.,/")
        if _BY_LIST.search(text):
            if _BRACKETS.search(text):
                self._add(_BRACKETS.sub("", text))
            why = "Danh sách kèm theo văn bản quyết định ai phải thực hiện."
            self.questions.append(Question(text, Ask.LIST, why, tuple(self.members)))
            self.members.clear()
            return
        start = 0
        while found := _EXCEPT.search(text, start):
            self._add(text[start : found.start()].rstrip(" (,"))
            closing = text.find(")", found.end())
            start = len(text) if closing < 0 else closing + 1
            self._except(found[0], text[found.end() : start].rstrip(")"))
        own_rule = _OWN_RULE.search(text, start)
        if own_rule:
            self.questions.append(
                Question(text[own_rule.start() :].strip(" ()"), Ask.EXCEPTION, "Có quy định riêng: văn thư quyết định.")
            )
        self._add(text[start : own_rule.start() if own_rule else len(text)].rstrip(" (,"))

    def _add(self, text: str) -> None:
        for agency, phrase in self._agencies_in(text):
            self.members.setdefault(agency, Addressed(agency, phrase))

    def _except(self, word: str, text: str) -> None:
        for agency, phrase in self._agencies_in(text):
            if self.members.pop(agency, None):
                self.excepted[agency] = Addressed(agency, f"{word} {phrase}")
            elif agency not in self.excepted:
                why = f"{agency.name} được loại trừ nhưng không thuộc nhóm nêu trước đó."
                self.questions.append(Question(f"{word} {phrase}", Ask.EXCEPTION, why, (agency,)))

    def _agencies_in(self, text: str) -> list[tuple[Agency, str]]:
        """Read the parts of a list from left to right, the longest run that means something first."""
        parts = _parts(text)
        if len(parts) > _MOST_PARTS:
            self.questions.append(Question(text[:80] + "…", Ask.UNKNOWN, "Quá dài để là một danh sách cơ quan."))
            return []
        found: list[tuple[Agency, str]] = []
        place, kind = 0, ""
        while place < len(parts):
            longest = min(len(parts), place + _LONGEST_RUN)
            for end in range(longest, place, -1):
                run = _run(text, parts[place:end])
                group = group_phrase(run)
                if group and not group.everyone and _opens_list(text, parts, end):
                    kind = _kind_prefix(run)  # "Các sở: Tài chính, Nội vụ": the list, not the group
                    break
                last = end == place + 1
                named = () if group else self._matching(run, kind)
                if last and not group and not named:
                    slips = range(min(longest, place + 4), end, -1)
                    end = next((slip for slip in slips if self._misspelt(_run(text, parts[place:slip]))), end)
                    if end > place + 1:
                        break
                agencies = self._group(run, group) if group else self._named(run, named, kind, last=last)
                if agencies is not None:
                    kind = "" if group else _kind_prefix(run) or kind
                    found += [(agency, run) for agency in agencies]
                    break
            place = end
        return found

    def _group(self, run: str, group: GroupPhrase) -> list[Agency]:
        if group.open or (group.everyone and not self.everyone):
            why = "Không nêu đích danh cơ quan: văn thư chọn." if group.open else "Cần biết văn bản gửi cho ai."
            self.questions.append(Question(run, Ask.OPEN, why))
            return []
        if group.everyone:
            return list(self.everyone)
        members = group.members(self.in_force)
        missing = [name for name in group.groups if not any(agency.group == name for agency in self.in_force)]
        if not members or (missing and group.is_own_list):
            why = f"Danh bạ ngày {self.as_of:%d/%m/%Y} không có cơ quan nào thuộc nhóm này."
            self.questions.append(Question(run, Ask.NOBODY, why))
        elif left_out := group.kinds_left_out(self.in_force):
            others = tuple(a for a in GroupPhrase(group.groups, frozenset(left_out)).members(self.in_force))
            why = f"Không nêu {', '.join(sorted(left_out))}: có gửi không?"
            self.questions.append(Question(run, Ask.LEFT_OUT, why, others))
        return members

    def _matching(self, run: str, kind: str) -> tuple[Agency, ...]:
        """Whom `run` names; in a list after "các Sở" also without its "Sở"."""
        name = " ".join(without_heads(words_of(run)))
        singular = " ".join(word for word in name.split() if word != "các")  # "UBND các huyện Bình Sơn, …"
        ways = [run, name, singular, f"{kind} {name}" if kind else ""]
        unclear: tuple[Agency, ...] = ()
        for written in dict.fromkeys(way for way in ways if name and way):
            matching = self.roster.matches(written, self.as_of)
            if len(matching) == 1:
                return matching
            unclear = unclear or matching
        return unclear

    def _named(self, run: str, named: tuple[Agency, ...], kind: str, *, last: bool) -> list[Agency] | None:
        """The one agency called so; None: not one, try a shorter run. Of the last run the clerk is asked instead."""
        if len(named) == 1:
            return [named[0]]
        if not last:
            return None
        if named:
            why = "Có nhiều cơ quan cùng tên gọi này: " + ", ".join(agency.name for agency in named) + "."
            self.questions.append(Question(run, Ask.WHICH, why, named))
        elif words := without_heads(words_of(run)):
            self._ask_unknown(run, self.roster.near_misses(" ".join((kind, *words)), self.as_of))
        return []

    def _misspelt(self, run: str) -> bool:
        """A slip inside a name of several parts ("Sở Kế hoach và Đầu tưu") is asked about once, not part by part."""
        similar = self.roster.near_misses(run, self.as_of, at_least=_MISSPELT)
        if similar:
            self._ask_unknown(run, similar)
        return bool(similar)

    def _ask_unknown(self, run: str, similar: tuple[Agency, ...]) -> None:
        why = "Không có cơ quan nào tên như vậy trong danh bạ."
        if similar:
            why += f" {run} → {similar[0].name}?"
        self.questions.append(Question(run, Ask.UNKNOWN, why, similar))


def _run(text: str, parts: Sequence[tuple[int, int]]) -> str:
    return " ".join(text[parts[0][0] : parts[-1][1]].split())


def _opens_list(text: str, parts: Sequence[tuple[int, int]], end: int) -> bool:
    """Is a list opened behind the part before `end`: "các sở: …", "các sở (…)"?"""
    return end < len(parts) and text[parts[end - 1][1] : parts[end][0]].strip()[:1] in (":", "(")


def _parts(text: str) -> list[tuple[int, int]]:
    """The spans between separators, blanks cut off."""
    spans, start = [], 0
    for separator in [*_PART.finditer(text), None]:
        end = separator.start() if separator else len(text)
        piece = text[start:end]
        left, right = start + len(piece) - len(piece.lstrip(" -")), start + len(piece.rstrip(" ./"))
        if left < right:
            spans.append((left, right))
        start = separator.end() if separator else end
    return spans


def _kind_prefix(run: str) -> str:
    """What is left out in the rest of a list: "Sở" after "các Sở …", "UBND huyện" after "UBND các huyện …"."""
    words = [word for word in committee_short(without_heads(words_of(run))) if word != "các"]
    if words[:1] == ["ubnd"]:
        words = words[1:]
    if words[:1] == ["sở"]:
        return "sở"
    for kind in ("thị xã", "thành phố", "thị trấn", "đặc khu", "huyện", "quận", "xã", "phường"):
        if words[: len(kind.split())] == kind.split():
            return f"ubnd {kind}"
    return ""
