"""How telling a word is in this directive's answers: the fewer rows say it, the more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

from states.hints.rows import Prepared

# Rows that are thought of beside those handed in, so that a plan of ten rows does not take chance for rarity.
_IMAGINED = 150


class Rarity:
    """Of words 0 (everywhere) to 1 (nowhere else)."""

    def __init__(self, rows: Iterable[Prepared]) -> None:
        counts: Counter[str] = Counter()
        number = 0
        for row in rows:
            counts.update(row.alone)
            number += 1
        self.counts = counts
        self.rows = number
        whole = log(number + _IMAGINED)
        self._of = {word: log((number + _IMAGINED) / (count + 1)) / whole for word, count in counts.items()}

    def of(self, word: str) -> float:
        return self._of.get(word, 1.0)
