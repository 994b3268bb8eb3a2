"""The lexicon as it is looked up: phrases found in running words, abbreviations taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from states.hints import lexicon
from states.hints.letters import bare, fold

FULL, LIGHT_WEIGHT = 1.0, 0.35
Meaning = tuple[tuple[str, ...], tuple[float, ...]]  # bare words, and how much each says
Phrases = dict[str, list[tuple[list[str], int, Meaning]]]  # first word -> the rest, its length, the meaning

_SMALL = frozenset(lexicon.WRITTEN_SMALL.split())
_WORD = re.compile(r"\w+")


def words_of(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


def _entries(text: str) -> list[str]:
    return [entry.strip() for line in text.strip().splitlines() for entry in line.split(";") if entry.strip()]


def _phrases(pairs: Iterable[tuple[list[str], Meaning]]) -> Phrases:
    table: Phrases = {}
    for words, becomes in pairs:
        others = table.setdefault(words[0], [])
        if all(rest != words[1:] for rest, _, _ in others):  # the first that says it is right
            others.append((words[1:], len(words) - 1, becomes))
    for others in table.values():
        others.sort(key=lambda other: -other[1])
    return table


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrases, Phrases]:
    """What phrases become, by their first word: as written, and for rows written without accents."""
    light = {" ".join(words_of(entry)) for entry in _entries(lexicon.LIGHT)}

    def weighed(words: list[str]) -> Meaning:
        weight = LIGHT_WEIGHT if " ".join(words) in light else FULL
        return tuple(bare(word) for word in words), (weight,) * len(words)

    pairs: list[tuple[list[str], Meaning]] = []
    for line in lexicon.SAME.strip().splitlines():
        meaning, ways = line.split(":")
        said = weighed(words_of(meaning))
        pairs += [(words_of(way), said) for way in [meaning, *ways.split(";")]]
    pairs += [(words_of(entry), weighed(words_of(entry))) for entry in _entries(lexicon.WHOLE)]
    pairs += [(words_of(entry), ((), ())) for entry in _entries(lexicon.OFFICE)]
    pairs += [(words_of(entry), weighed(words_of(entry))) for entry in _entries(lexicon.LIGHT)]
    plain = [([bare(word) for word in words], becomes) for words, becomes in pairs]
    alone = frozenset(lexicon.SURE_WITHOUT_ACCENTS.split())
    sure = [(words, becomes) for words, becomes in plain if len(words) > 1 or words[0] in alone]
    return _phrases(pairs), _phrases(sure)


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    exact: dict[str, list[str]] = {}
    for entry in _entries(lexicon.ABBREVIATIONS):
        letters, *words = entry.split()
        exact[letters.upper()] = [fold(word) for word in words]
    plain: dict[str, list[str]] = {}
    for letters, words in exact.items():
        plain.setdefault(letters.replace("Đ", "D").replace("Ư", "U"), words)
    return exact, plain


@lru_cache(maxsize=8192)
def expanded(letters: str) -> tuple[str, ...] | None:
    """The words of an abbreviation or of several in a row ("PCTTTKCN"); None when a part is not known."""
    exact, plain = _abbreviations()
    upper = letters.upper()
    for table in (exact, plain):
        found = _taken_apart(upper if table is exact else upper.replace("Đ", "D").replace("Ư", "U"), table)
        if found is not None:
            return tuple(found)
    return None


def _taken_apart(letters: str, table: dict[str, list[str]]) -> list[str] | None:
    """The fewest known parts that make up the letters."""
    best: list[list[str] | None] = [[]] + [None] * len(letters)
    parts = [0] * (len(letters) + 1)
    for end in range(1, len(letters) + 1):
        for start in range(end - 1, -1, -1):
            before, words = best[start], table.get(letters[start:end])
            if before is None or words is None:
                continue
            if best[end] is None or parts[start] + 1 < parts[end]:
                best[end], parts[end] = [*before, *words], parts[start] + 1
    return best[-1]


def is_listed(letters: str) -> bool:
    """Does the lexicon itself have this abbreviation, and not only its parts?"""
    exact, plain = _abbreviations()
    return letters.upper() in exact or letters.upper() in plain


def written_small(word: str) -> bool:
    """Is it an abbreviation though in small letters? Nobody writes a word of the language so."""
    return word in _SMALL
