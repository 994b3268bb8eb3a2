"""The roster: which agencies there are on a day, by which names, at which address.

Both dates of a row are inclusive calendar days; a row counts for a directive when the directive's date lies between
them. The key is (code, effective_from): after a reorganisation the same code may be a new legal body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from config.agency_names import NameIndex, near
from config.errors import NotFound, UnreadableInput
from config.letters import bare

_ROSTERS = Path(__file__).parent / "rosters"
DEFAULT_ROSTERS = (_ROSTERS / "quang_ngai_2020.csv", _ROSTERS / "quang_ngai_2025.csv")
DEFAULT_ALIASES = _ROSTERS / "aliases.csv"
# From which day a shipped file knows everybody. Until 31/01/2020 there was a huyện Tây Trà and Đức Phổ was a huyện
# (Resolution 867/NQ-UBTVQH14); the departments of March to June 2025 stand in both files, the rest of 2025 in one.
DEFAULT_COVERS_FROM = dict(zip(DEFAULT_ROSTERS, (date(2020, 2, 1), date(2025, 7, 1)), strict=True))


_DAYS_KEPT = 64  # as-of lists held in memory; directives of one day share one


class Group(StrEnum):
    """The group an agency is addressed in; the first four are filled by the shipped rosters."""

    DEPARTMENTS = "so_ban_nganh"
    SUBORDINATE_UNITS = "don_vi_truc_thuoc"
    DISTRICTS = "huyen_thi_thanh_pho"  # until 30/6/2025
    COMMUNES = "xa_phuong_dac_khu"  # from 1/7/2025
    CENTRAL_AGENCIES = "co_quan_trung_uong"  # "các cơ quan Trung ương đóng trên địa bàn": an office's own list
    PARTY_BODIES = "co_quan_dang"
    MASS_ORGANISATIONS = "hoi_doan_the"


@dataclass(frozen=True)
class Agency:
    """One row: a legal body with its address, from one day to another (both inclusive; None: still in force)."""

    code: str
    name: str
    short_name: str
    group: Group
    email: str
    effective_from: date
    effective_to: date | None = None

    def in_force(self, day: date) -> bool:
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


class UnknownAgency(NotFound):
    """No agency of that day has this name; `near` holds the most similar ones."""

    def __init__(self, text: str, as_of: date, similar: Sequence[Agency]) -> None:
        self.near = tuple(similar)
        text = text.strip()[:80]
        names = ", ".join(f"{agency.name} ({agency.code})" for agency in self.near)
        remedy = f"{text} → {names}?" if names else "give a code, name or short name: dondoc roster show lists them"
        super().__init__(f"no agency is called “{text}” on {as_of:%d/%m/%Y}", remedy=remedy)


class AmbiguousAgency(NotFound):
    """Several agencies fit; `candidates` holds them. Nobody is chosen."""

    def __init__(self, text: str, candidates: Sequence[Agency]) -> None:
        self.candidates = tuple(candidates)
        names = " or ".join(f"{agency.name} ({agency.code})" for agency in self.candidates)
        super().__init__(f"“{text.strip()[:80]}” fits {len(self.candidates)} agencies", remedy=f"say which: {names}")


@dataclass(frozen=True)
class RosterDiff:
    """What changed from one day to another; `renewed` are codes that went to a new row (a new legal body)."""

    gone: tuple[Agency, ...]
    new: tuple[Agency, ...]
    renewed: tuple[tuple[Agency, Agency], ...]


@dataclass(frozen=True)
class Roster:
    """All rows of all files. Days before `covers_from` are refused: who existed then was not researched."""

    agencies: tuple[Agency, ...]
    covers_from: date
    aliases: tuple[tuple[str, str], ...] = ()  # (code, another name)
    _days: dict[date, tuple[Agency, ...]] = field(default_factory=dict, repr=False, compare=False)
    _indexes: dict[tuple[Agency, ...], NameIndex] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def load(cls, *paths: Path, covers_from: date | None = None) -> Roster:
        """Read the files as one table; without paths, the shipped ones.

        Raises UnreadableInput with file and row for a missing column, a bad date or address, an unknown group, an
        empty file, and for a code that is in force twice on one day.
        """
        from config.roster_files import read_aliases, read_rosters

        paths = paths or DEFAULT_ROSTERS
        agencies = read_rosters(paths)
        if covers_from is None:
            shipped = [DEFAULT_COVERS_FROM[path.resolve()] for path in paths if path.resolve() in DEFAULT_COVERS_FROM]
            covers_from = min(shipped or [agency.effective_from for agency in agencies])
        return cls(tuple(agencies), covers_from, tuple(read_aliases(DEFAULT_ALIASES)))

    def as_of(self, day: date) -> tuple[Agency, ...]:
        """The agencies in force on `day`, in the files' order. Raises UnreadableInput before the files begin."""
        if day < self.covers_from:
            raise UnreadableInput(
                f"the rosters begin on {self.covers_from:%d/%m/%Y}; nothing is known of {day:%d/%m/%Y}",
                remedy="load a roster that covers this day: dondoc roster import FILE",
            )
        if day not in self._days:
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            self._days[day] = tuple(agency for agency in self.agencies if agency.in_force(day))
        return self._days[day]

    def find(self, text: str, as_of: date) -> Agency:
        """The one agency of that day with this code, name or short name; case never matters, accents only decide.

        Raises UnknownAgency (with near misses) or AmbiguousAgency (Sơn Hà or Sơn Hạ?), both NotFound.
        """
        found = self.matches(text, as_of)
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousAgency(text, found)
        raise UnknownAgency(text, as_of, self.near_misses(text, as_of))

    def near_misses(self, text: str, as_of: date, at_least: float = 60) -> tuple[Agency, ...]:
        """At most three agencies of that day whose names are `at_least` (0 to 100) like `text`, best first."""
        in_force = self.as_of(as_of)
        by_name = {name: agency for agency in in_force for name in (agency.code, agency.short_name, agency.name)}
        return tuple(dict.fromkeys(by_name[name] for name in near(text, by_name, at_least=at_least)))

    def matches(self, text: str, as_of: date) -> tuple[Agency, ...]:
        """Everyone whom `text` may mean on that day: by code; else by name with accents, else without them."""
        in_force = self.as_of(as_of)
        code = bare(text).strip().upper()
        by_code = tuple(agency for agency in in_force if agency.code == code)
        if by_code:
            return by_code
        return tuple(in_force[place] for place in self._index(in_force).owners(text))

    def names_of(self, agency: Agency) -> list[str]:
        """Every name the agency goes by: its name, its short name, its aliases."""
        own = [agency.name, agency.short_name]
        return own + [alias for code, alias in self.aliases if code == agency.code]

    def _index(self, in_force: tuple[Agency, ...]) -> NameIndex:
        if in_force not in self._indexes:
            if len(self._indexes) >= _DAYS_KEPT:
                self._indexes.clear()
            names = [(place, name) for place, agency in enumerate(in_force) for name in self.names_of(agency)]
            self._indexes[in_force] = NameIndex(names)
        return self._indexes[in_force]

    def diff(self, before: date, after: date) -> RosterDiff:
        """What changed from the day `before` to the day `after`."""
        old = {agency.code: agency for agency in self.as_of(before)}
        new = {agency.code: agency for agency in self.as_of(after)}
        return RosterDiff(
            gone=tuple(agency for code, agency in old.items() if code not in new),
            new=tuple(agency for code, agency in new.items() if code not in old),
            renewed=tuple((agency, new[code]) for code, agency in old.items() if code in new and new[code] != agency),
        )
