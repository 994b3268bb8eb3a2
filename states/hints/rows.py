"""A submitted row made ready to be compared: its telling words, and, when somebody asks, what tells it apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from rapidfuzz.distance import OSA

from states.hints import signs
from states.hints.leads import Lead, lead_of
from states.hints.letters import bare, fold, is_syllable, unaccented
from states.hints.references import cited
from states.hints.vocabulary import is_listed
from states.hints.words import Words, plain, telling, written_out

_WORD = re.compile(r"\w+")


def cell(row: Mapping[str, Any], column: str) -> str:
    """A cell's words, whatever was put in it: several lines or several entries are separated by semicolons."""
    value = row.get(column)
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(str(each).strip() for each in value if each is not None)
    return str(value).strip()


@dataclass(slots=True)
class Said:
    """A cell's telling words, and as a set."""

    words: Words
    alone: frozenset[str]
    weight: float  # rarity aside, each word once

    @classmethod
    def of(cls, words: Words) -> Said:
        weights = dict(zip(words.said, words.weights, strict=True))
        return cls(words, frozenset(weights), sum(weights.values()))


@dataclass(eq=False)
class Prepared:
    """One row of one agency; `index` counts from 0 in that agency's answer."""

    agency: str
    index: int
    row: Mapping[str, Any] = field(repr=False)
    agency_name: str = ""

    def __post_init__(self) -> None:
        self.task_text, self.product_text = plain(cell(self.row, "task")), plain(cell(self.row, "product"))
        self.text = f"{self.task_text} ; {self.product_text}"
        self.accents = not unaccented(self.text)
        self.task = Said.of(telling(self.task_text, accents=self.accents))
        self.product = Said.of(telling(self.product_text, accents=self.accents))
        self.alone = self.task.alone | self.product.alone

    @property
    def wording(self) -> tuple[str, ...]:
        """What a copy of it says too; a blank lead is the sender, so it is part of it."""
        lead = cell(self.row, "lead")
        return (self.task_text, self.product_text, lead or self.agency, cell(self.row, "summary"))

    @cached_property
    def weight_of(self) -> dict[str, float]:
        """How much each of its words says, before rarity."""
        weights: dict[str, float] = {}
        for words in (self.task.words, self.product.words):
            for word, weight in zip(words.said, words.weights, strict=True):
                weights[word] = max(weight, weights.get(word, 0.0))
        return weights

    @property
    def unlisted(self) -> list[str]:
        """Its abbreviations that the lexicon does not have, three letters and more."""
        shorts = [letters for words in (self.task.words, self.product.words) for letters, _ in words.short]
        return [letters for letters in shorts if len(letters) >= 3 and letters.isalpha() and not is_listed(letters)]

    @cached_property
    def summary(self) -> Said:
        return Said.of(telling(plain(cell(self.row, "summary"))))

    @cached_property
    def lead(self) -> Lead | None:
        return lead_of(cell(self.row, "lead"), self.agency, self.agency_name)

    @cached_property
    def references(self) -> frozenset[str]:
        return cited(cell(self.row, "legal_basis"))

    @cached_property
    def _places(self) -> tuple[signs.Places, signs.Places]:
        return signs.places_in(self.task_text), signs.places_in(self.product_text)

    @cached_property
    def names(self) -> frozenset[str]:
        return self._places[0].names | self._places[1].names

    @cached_property
    def routes(self) -> frozenset[tuple[str, str]]:
        return self._places[0].routes | self._places[1].routes

    @cached_property
    def localities(self) -> frozenset[str]:
        """The districts or communes it is about: those its product names, else whose committee leads."""
        led = self.lead.locality if self.lead else None
        return self._places[1].localities or (frozenset({led}) if led else frozenset())

    @cached_property
    def product_years(self) -> frozenset[signs.Years]:
        return signs.years_in(self.product_text)

    @cached_property
    def years(self) -> frozenset[signs.Years]:
        return signs.years_in(self.task_text) | self.product_years

    @cached_property
    def numbers(self) -> frozenset[tuple[str, str]]:
        return signs.numbers_in(self.text)

    @cached_property
    def _written_out(self) -> str:
        return written_out(self.text)

    @cached_property
    def sectors(self) -> frozenset[str]:
        return signs.sectors_in(self._written_out)

    @cached_property
    def reviews(self) -> frozenset[str]:
        return signs.reviews_in(self._written_out)

    @cached_property
    def replanning(self) -> bool:
        return signs.is_change_of_planning(self._written_out)

    @cached_property
    def _folded(self) -> str:
        words = _WORD.findall(f"{self.text} {cell(self.row, 'summary')} {cell(self.row, 'lead')}")
        return f" {' '.join(map(fold, words))} "

    @cached_property
    def _folded_text(self) -> str:
        return f" {' '.join(map(fold, _WORD.findall(self._written_out)))} "

    def says(self, words: str) -> bool:
        """Do its task or product say `words` (folded), abbreviations written out?"""
        return f" {words} " in self._folded_text

    @cached_property
    def _bare(self) -> str:
        return f" {' '.join(map(bare, self._folded.split()))} "

    def mentions(self, name: str, *, accents: bool) -> bool:
        """Does it say `name` (folded) anywhere? With `accents` Sơn Hạ is not Sơn Hà. A slip of the keys is forgiven."""
        if accents and self.accents:
            said = f" {name} " in self._folded
        else:
            said = f" {' '.join(map(bare, name.split()))} " in self._bare
        return said or self._slips_into(name)

    @cached_property
    def _own_names(self) -> tuple[list[tuple[str, bool]], bool]:
        """Its names without accents, each with whether it can be a Vietnamese name at all; and whether all can."""
        own = [_plain_name(name) for name in sorted(self.names | self.localities)]
        return own, all(sound for _, sound in own)

    def _slips_into(self, name: str) -> bool:
        (written, sound), (own_names, all_sound) = _plain_name(name), self._own_names
        return not (sound and all_sound) and any(
            not (sound and own_sound) and OSA.distance(written, own, score_cutoff=1) <= 1
            for own, own_sound in own_names
        )


@lru_cache(maxsize=8192)
def _plain_name(name: str) -> tuple[str, bool]:
    words = [bare(word) for word in name.split()]
    return " ".join(words), all(map(is_syllable, words))
