"""Which rows are worth comparing: those that share a telling word few others have. No row meets all the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from states.hints.rows import Prepared
from states.hints.weights import Rarity
from states.hints.words import initials

# A word that more rows have leads nowhere new: what two rows share they also share in rarer words.
_COMMON_FROM, _COMMON_SHARE = 60, 0.02
_RAREST = 12  # words of a row that are followed
_PARTNERS = 10  # of one row, the likeliest first
_LEAST_SHARED = 0.12  # of the lesser row's weight
_SURELY = 0.5  # share from which there is nothing to reckon
_AT_BEST = 0.3  # less alike than this nothing beside the words can make them one
_GUESSES = 40  # rows that an unknown abbreviation may stand for; beyond it is chance


def candidates(rows: Sequence[Prepared], rarity: Rarity) -> list[tuple[int, int]]:
    """Pairs of places in `rows`, the lesser first, of different agencies, in order."""
    most = max(_COMMON_FROM, int(len(rows) * _COMMON_SHARE))
    having: dict[str, list[int]] = defaultdict(list)
    mass: list[float] = []
    found: set[tuple[int, int]] = set()
    for place, row in enumerate(rows):
        weighed = sorted([(rarity.of(word) * weight, word) for word, weight in row.weight_of.items()])
        mass.append(sum([weight for weight, _ in weighed]))
        shared: dict[int, float] = defaultdict(float)
        for weight, word in weighed[-_RAREST:]:
            others = having[word]
            if rarity.counts[word] <= most:
                for other in others:
                    shared[other] += weight
                others.append(place)
        likely = [
            (weight, other)
            for other, weight in shared.items()
            if weight >= _LEAST_SHARED * min(mass[place], mass[other]) and rows[other].agency != row.agency
        ]
        if len(likely) > _PARTNERS:
            likely = sorted(likely, reverse=True)[:_PARTNERS]
        found.update(
            (other, place)
            for _, other in likely
            if shared[other] >= _SURELY * min(mass[place], mass[other]) or _at_best(rows[other], row) >= _AT_BEST
        )
    found.update(_spelled_out(rows))
    return sorted(found)


def _at_best(one: Prepared, other: Prepared) -> float:
    """How alike task and product may be at most, were all words that both say in their places."""
    best = least = None
    weights = one.weight_of
    for ours, theirs in ((one.task, other.task), (one.product, other.product)):
        if ours.weight and theirs.weight:
            both = sum([weights[word] for word in ours.alone & theirs.alone])
            alike = 0.75 * 2 * both / (ours.weight + theirs.weight) + 0.25 * both / min(ours.weight, theirs.weight)
            best, least = (alike, best) if best is None or alike > best else (best, alike)
    if best is None:
        return 0.0
    return best if least is None else 0.6 * best + 0.4 * least


def _spelled_out(rows: Sequence[Prepared]) -> set[tuple[int, int]]:
    """Rows whose words begin with the letters of an abbreviation that the lexicon does not have."""
    asked: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        for letters in row.unlisted:
            asked[letters].append(place)
    if not asked:
        return set()
    found: set[tuple[int, int]] = set()
    runs = [initials(row.text)[0] for row in rows]
    for letters, places in asked.items():
        told = [place for place, run in enumerate(runs) if letters in run]
        if len(told) > _GUESSES or len(places) > _GUESSES:
            continue
        for one in places:
            found.update(
                (min(one, other), max(one, other))
                for other in told
                if other != one and rows[one].agency != rows[other].agency
            )
    return found
