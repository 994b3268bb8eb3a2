"""Word's automatic numbers: "1.", "a)", "-" are not in the text of a paragraph but in its list style."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9


@dataclass
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1


class Numbering:
    """The lists of one document; `mark_of` counts as it is asked, paragraph after paragraph.

    `part` gives a part of the package by name. Lists and styles are read only when a paragraph refers to one: most
    directives have none, and the styles are the larger half of a document.
    """

    def __init__(self, part: Callable[[str], _Element | None]) -> None:
        self._part = part
        self.counts: dict[str, list[int]] = {}

    @cached_property
    def lists(self) -> dict[str, dict[int, _Level]]:
        numbering = self._part("word/numbering.xml")
        if numbering is None:
            return {}
        abstract = {
            str(kind.get(f"{W}abstractNumId")): {
                int(level.get(f"{W}ilvl", "0")): _level(level) for level in kind.iter(f"{W}lvl")
            }
            for kind in numbering.iter(f"{W}abstractNum")
        }
        found = {}
        for number in numbering.iter(f"{W}num"):
            kind = number.find(f"{W}abstractNumId")
            if kind is not None:
                found[str(number.get(f"{W}numId"))] = abstract.get(str(kind.get(f"{W}val")), {})
        return found

    @cached_property
    def styles(self) -> dict[str, tuple[str, int]]:
        styles = self._part("word/styles.xml")
        if styles is None:
            return {}
        places = {
            str(style.get(f"{W}styleId")): _place(style.find(f"{W}pPr/{W}numPr")) for style in styles.iter(f"{W}style")
        }
        return {name: place for name, place in places.items() if place}

    def mark_of(self, paragraph: _Element) -> str:
        """ "1. ", "a) ", "- " where the paragraph is numbered automatically, else nothing."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        place = _place(properties.find(f"{W}numPr"))
        style = properties.find(f"{W}pStyle")
        if place is None and style is not None:
            place = self.styles.get(str(style.get(f"{W}val")))
        if place is None or place[0] not in self.lists:
            return ""
        number, depth = place
        levels = self.lists[number]
        level = levels.get(depth, _Level())
        if level.form == "bullet":
            return "- "
        if level.form == "none":
            return ""
        counts = self.counts.setdefault(number, [0] * _LEVELS)
        counts[depth] = counts[depth] + 1 if counts[depth] else level.start
        counts[depth + 1 :] = [0] * (_LEVELS - depth - 1)
        return re.sub(r"%(\d)", lambda match: self._shown(levels, counts, int(match.group(1)) - 1), level.text) + " "

    def _shown(self, levels: dict[int, _Level], counts: list[int], depth: int) -> str:
        if not 0 <= depth < _LEVELS:
            return ""
        level = levels.get(depth, _Level())
        return _written(counts[depth] or level.start, level.form)


def _level(element: _Element) -> _Level:
    level = _Level()
    for tag, name in (("numFmt", "form"), ("lvlText", "text"), ("start", "start")):
        found = element.find(f"{W}{tag}")
        value = found.get(f"{W}val") if found is not None else None
        if value is not None:
            setattr(level, name, int(value) if name == "start" and value.isdigit() else value if name != "start" else 1)
    return level


def _place(properties: _Element | None) -> tuple[str, int] | None:
    if properties is None:
        return None
    number, depth = properties.find(f"{W}numId"), properties.find(f"{W}ilvl")
    if number is None or number.get(f"{W}val") in (None, "0"):
        return None
    level = (depth.get(f"{W}val") or "0") if depth is not None else "0"
    return str(number.get(f"{W}val")), min(int(level), _LEVELS - 1) if level.isdigit() else 0


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    parts = (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    said = ""
    for value, letters in parts:
        said += letters * (number // value)
        number %= value
    return said
