"""A cell of the table as the words that say what it is about.

Abbreviations are written out, words of one meaning made one, and what the office says of any task is left out; what
stays keeps its order and how much it says.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from states.hints.letters import bare, fold, is_syllable, unaccented
from states.hints.vocabulary import FULL, LIGHT_WEIGHT, Meaning, expanded, phrases, written_small

LONGEST_CELL = 2000  # characters that are looked at; a task is a sentence or two

_CAPITALS = r"[A-ZĐƯ]{2,}[a-zđ]?(?![^\W\d_])"
_SHORT = re.compile(rf"{_CAPITALS}(?:(?: ?& ?|[-,](?=[A-ZĐƯ]+[&-])|-){_CAPITALS})*")
_TOKEN = re.compile(rf"{_SHORT.pattern}|\d+(?:[.,]\d+)*[A-Za-z]?(?![^\W\d_])|[^\W_]+")
_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEFT_OUT_OF_INITIALS = frozenset({"và", "của", "về", "cho", "các", "va", "cua", "ve", "cac"})


@dataclass(slots=True)
class Words:
    """The telling words of a cell (bare), the weight of each, and its abbreviations as (letters, places in `said`)."""

    said: tuple[str, ...]
    weights: tuple[float, ...]
    short: tuple[tuple[str, tuple[int, ...]], ...] = ()


_DASHES = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-", "Ð": "Đ"})


def plain(text: str) -> str:
    """NFC, bounded, one kind of blank and dash."""
    return " ".join(unicodedata.normalize("NFC", text[:LONGEST_CELL]).translate(_DASHES).split())


def telling(text: str, *, accents: bool | None = None) -> Words:
    """The telling words of a `plain` cell. `accents`: known of the row as a whole, else judged by the cell."""
    if accents is None:
        accents = not unaccented(text)
    words, origins, letters = _tokens(text)
    table = phrases()[0 if accents else 1]
    said: list[str] = []
    weights: list[float] = []
    places: list[list[int]] = [[] for _ in letters]
    at, end = 0, len(words)
    while at < end:
        word = words[at]
        length = 1
        for rest, others, becomes in table.get(word, ()):
            if not others or words[at + 1 : at + 1 + others] == rest:
                length, meaning = 1 + others, becomes
                break
        else:
            meaning = _alone(word)
        if origins[at] >= 0:
            places[origins[at]] += range(len(said), len(said) + len(meaning[0]))
        said += meaning[0]
        weights += meaning[1]
        at += length
    short = tuple((spelled, tuple(where)) for spelled, where in zip(letters, places, strict=True) if where)
    return Words(tuple(said), tuple(weights), short)


@lru_cache(maxsize=65536)
def _alone(word: str) -> Meaning:
    if _YEAR.fullmatch(word):
        return (), ()  # what a year means is read apart
    return (bare(word),), (LIGHT_WEIGHT if len(word) == 1 or word.isdigit() else FULL,)


def _tokens(text: str) -> tuple[list[str], list[int], list[str]]:
    """The cell's folded words with abbreviations written out; for each the abbreviation it came from (-1: none); the
    abbreviations as they were spelled."""
    shouted = text.isupper()
    words: list[str] = []
    origins: list[int] = []
    letters: list[str] = []
    for token in _TOKEN.findall(text):
        for spelled, meaning in _read(token, shouted):
            words += meaning
            if spelled:
                origins += [len(letters)] * len(meaning)
                letters.append(spelled)
            else:
                origins.append(-1)
    return words, origins, letters


@lru_cache(maxsize=65536)
def _read(token: str, shouted: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a token means, part by part: ("", its word), or an abbreviation's letters and the words they stand for."""
    capitals = _SHORT.fullmatch(token) is not None and not (shouted and is_syllable(bare(token)))
    if not capitals and not written_small(token):
        return (("", (fold(token),)),)
    whole = "".join(letter for letter in token if letter.isalnum())
    parts = [whole] if expanded(whole) else re.findall(r"\w+", token)
    return tuple((bare(part), expanded(part) or (fold(part),)) for part in parts)


def written_out(text: str) -> str:
    """The cell with its abbreviations in words; all else stays as it is."""
    shouted = text.isupper()

    def meaning(match: re.Match[str]) -> str:
        parts = _read(match[0], shouted)
        return " ".join(word for _, words in parts for word in words) if parts[0][0] else match[0]

    return _TOKEN.sub(meaning, text)


@lru_cache(maxsize=4096)
def initials(text: str) -> tuple[str, tuple[str, ...]]:
    """The first letters (bare) of a cell's words as written, and those words (bare): where an abbreviation may hide."""
    words = [bare(word) for word in _WORD.findall(text) if word.casefold() not in _LEFT_OUT_OF_INITIALS]
    return "".join([word[0] for word in words]), tuple(words)
