"""Rows of different agencies that are one task, and groups of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from states.hints.candidates import candidates
from states.hints.likeness import THRESHOLD, excluded, likeness
from states.hints.rows import Prepared
from states.hints.weighed import Weighed
from states.hints.weights import Rarity

Pair = tuple[int, int]


def same_tasks(rows: Sequence[Prepared]) -> list[Pair]:
    """Places of rows that are one task said by two agencies, the lesser first, in order.

    Rows that say the very same are compared once; each of them is paired with each row that one of them is paired with.
    """
    copies: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        if row.alone:
            copies[row.wording].append(place)
    groups = list(copies.values())
    firsts = [rows[places[0]] for places in groups]
    rarity = Rarity(firsts)
    weighed: dict[int, Weighed] = {}

    def ready(place: int) -> Weighed:
        if place not in weighed:
            weighed[place] = Weighed(firsts[place], rarity)
        return weighed[place]

    found = {(one, other) for places in groups for at, one in enumerate(places) for other in places[at + 1 :]}
    for one, other in candidates(firsts, rarity):
        if excluded(firsts[one], firsts[other]) is None and likeness(ready(one), ready(other)).score >= THRESHOLD:
            found.update((min(a, b), max(a, b)) for a in groups[one] for b in groups[other])
    return sorted((one, other) for one, other in found if rows[one].agency != rows[other].agency)
