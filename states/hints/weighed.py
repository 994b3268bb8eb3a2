"""A row's cells with the weight of each word in this directive: what two rows are compared by."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from states.hints.letters import is_syllable
from states.hints.rows import Prepared, Said
from states.hints.vocabulary import FULL
from states.hints.weights import Rarity

APART = 0.5  # what a word counts that both say, but beside other words: "công nghiệp", "công nghệ"
_SHORTENED = 0.25


class Cell:
    """The telling words of a cell: `weight` of each, their `total`; `firm` are those that need no neighbour to be sure.

    `told` are the words that are telling by themselves and `says` the weight of all, both whatever their rarity.
    """

    __slots__ = ("alone", "firm", "pairs", "said", "says", "told", "total", "weight")

    def __init__(self, said: Said, rarity: Rarity) -> None:
        weights = dict(zip(said.words.said, said.words.weights, strict=True))
        self.said = said.words.said
        self.alone, self.pairs = said.alone, frozenset(pairwise(self.said))
        self.weight = {word: weight * rarity.of(word) for word, weight in weights.items()}
        self.total = sum(self.weight.values())
        self.says = said.weight
        self.told = frozenset(word for word, weight in weights.items() if weight >= FULL)
        self.firm = said.alone if len(said.alone) == 1 else frozenset(w for w in said.alone if not is_syllable(w))

    @classmethod
    def joined(cls, one: Cell, other: Cell) -> Cell:
        """Two cells as one text; a word counts once, by its better weight."""
        cell = cls.__new__(cls)
        cell.said = one.said + other.said
        cell.alone, cell.pairs = one.alone | other.alone, one.pairs | other.pairs
        cell.weight = {word: max(one.weight.get(word, 0.0), other.weight.get(word, 0.0)) for word in cell.alone}
        cell.total = sum(cell.weight.values())
        cell.says = one.says + other.says
        cell.told, cell.firm = one.told | other.told, one.firm | other.firm
        return cell


class Weighed:
    """A row and its cells."""

    def __init__(self, row: Prepared, rarity: Rarity) -> None:
        self.row, self._rarity = row, rarity
        self.task, self.product = Cell(row.task, rarity), Cell(row.product, rarity)
        self.whole = Cell.joined(self.task, self.product)

    @cached_property
    def summary(self) -> Cell:
        return Cell(self.row.summary, self._rarity)


def alike(one: Cell, other: Cell, known: frozenset[str] = frozenset()) -> float:
    """0 to 1: the weight of what both say, both ways, and more of the better one, for a shortened cell says less, not
    another thing. Words in `known` count as said by both."""
    if not one.total or not other.total:
        return 0.0
    shared = one.alone & other.alone
    beside = {word for pair in one.pairs & other.pairs for word in pair} if shared else set()
    forth, back = 0.0, 0.0
    for word in shared:
        part = 1.0 if word in beside or word in one.firm or word in other.firm or word in known else APART
        forth += one.weight[word] * part
        back += other.weight[word] * part
    for word in known:
        if word not in shared:
            forth += one.weight.get(word, 0.0)
            back += other.weight.get(word, 0.0)
    even = (forth + back) / (one.total + other.total)
    return (1 - _SHORTENED) * even + _SHORTENED * max(forth / one.total, back / other.total)
