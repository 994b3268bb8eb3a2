"""The pages' own words, Vietnamese first: `words/vi.toml` and `words/en.toml` have the same keys; a test holds it."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from markupsafe import Markup

from notifications import wording
from reading.answers.form import Column

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
WORDS = Path(__file__).parent / "words"


class Words:
    """`t("review.until", until=…)`: the words of one language, as safe HTML; what is filled in is escaped."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._words = catalogue(language)

    def __call__(self, key: str, /, **given: Any) -> Markup:
        text = self._words[key]
        return Markup(text).format(**given) if given else Markup(text)

    def __contains__(self, key: str) -> bool:
        return key in self._words


@cache
def words(language: Language) -> Words:
    return Words(language)


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Every text of a language by its dotted key."""
    return dict(_flat(tomllib.loads((WORDS / f"{language}.toml").read_text(encoding="utf-8"))))


def _flat(table: Mapping[str, Any], under: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in table.items():
        found += _flat(value, f"{under}{key}.") if isinstance(value, dict) else [(f"{under}{key}", value)]
    return found


def titled(directive: Any, language: Language) -> str:
    """ "Công văn số 6321/UBND-TH": as plain words, for a page's title and a file as well as for a sentence."""
    return f"{wording.kind(directive.kind, language)} {'No.' if language == 'en' else 'số'} {directive.number}"


def heading(column: Column, language: Language) -> str:
    """A column's heading: the directive's own words, ours where it has none; ours in English."""
    known = f"column.{column.key}" in words(language)
    said = column.words or column.key
    if known and (language == "en" or not column.words):
        said = catalogue(language)[f"column.{column.key}"]
    return said[:1].upper() + said[1:]


def chosen(asked: str | None, kept: str | None) -> Language:
    """The language that was asked for just now, else the one kept, else Vietnamese."""
    return next((language for each in (asked, kept) for language in LANGUAGES if language == each), "vi")
