"""How much two rows are one task, as a number with its reasons.

Words of task and product that both say, the rarer the more; then what supports it (one lead, the same law, summaries
that say the same); then what speaks against it: at one place of the sentence each says another thing ("cây mía", "cây
mì"). Places, years, phases and kinds of work that exclude each other decide alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA, Levenshtein

from states.hints import signs
from states.hints.leads import same_lead
from states.hints.letters import is_syllable
from states.hints.rows import Prepared
from states.hints.vocabulary import is_listed
from states.hints.weighed import Cell, Weighed, alike
from states.hints.words import initials

THRESHOLD = 0.63
_ENOUGH = 0.7  # weight, rarity aside, below which a cell says nothing of its own ("Kế hoạch của UBND tỉnh")
_BETTER_COLUMN, _OTHER_COLUMN = 0.6, 0.4
_SAME_LEAD, _OTHER_LEAD = 0.08, -0.08
_SUMMARY, _SUMMARY_OF_STRANGERS = 0.45, 0.2  # two summaries of one field share a fifth of their words anyway
_REFERENCE, _REFERENCES_AT_MOST = 0.05, 0.1
_EXCHANGED, _A_WORD = 0.5, 0.8  # the whole of it from the weight of one telling word on
_OTHER_PRODUCT = 0.15
_A_SUMMARY = 4  # telling words
_REWORDED = 0.25  # a column less alike than this was said anew
_UNLIKE = 0.5  # a column less alike than this clears nobody
_WORTH_A_LOOK = 0.45  # weight of exchanged words below which they are a manner of speaking


@dataclass(frozen=True)
class Likeness:
    """0 to 1 and above; `exchanged` are words that stand in one place of two sentences and mean two things."""

    score: float
    exchanged: tuple[str, str] | None = None


def likeness(one: Weighed, other: Weighed) -> Likeness:
    """Are they one task, where nothing has `excluded` it? Symmetric."""
    if one.row.text > other.row.text:
        one, other = other, one  # how words are aligned depends on which sentence comes first
    known = _spelled_out(one.row, other.row) | _slips(one.whole, other.whole)
    columns = [
        (alike(ours, theirs, known), ours, theirs)
        for ours, theirs in ((one.task, other.task), (one.product, other.product))
        if min(ours.says, theirs.says) >= _ENOUGH
    ]
    if not columns:
        return Likeness(0.0)
    degrees = [degree for degree, _, _ in columns]
    score = max(
        _BETTER_COLUMN * max(degrees) + _OTHER_COLUMN * min(degrees),
        (alike(one.whole, other.whole, known) + degrees[-1]) / 2,
    ) + _support(one.row, other.row)
    if score + _SUMMARY * (1 - _SUMMARY_OF_STRANGERS) < THRESHOLD:
        return Likeness(score)  # no summary could lift it
    told = _told_alike(one, other)
    if told is not None:
        score += _SUMMARY * (told - _SUMMARY_OF_STRANGERS)
    if score < THRESHOLD:
        return Likeness(score)
    return _less_what_is_exchanged(score, [_column(*column, one, other, known) for column in columns], told)


def _less_what_is_exchanged(score: float, columns: Sequence[_Column], told: float | None) -> Likeness:
    worst = max(columns, key=lambda column: column.exchanged)
    if worst.exchanged and all(column.exchanged or column.alike < _UNLIKE for column in columns):
        # In a sentence said anew other words stand everywhere; in a form filled in twice they stand in one place.
        form = 1.0 if told is None else min(1.0, max(0.0, (worst.alike - _REWORDED) / (_UNLIKE - _REWORDED)))
        return Likeness(score - _EXCHANGED * form * min(1.0, worst.exchanged / _A_WORD), worst.words)
    if columns[-1].exchanged and columns[-1].alike < _UNLIKE and told is None:
        return Likeness(score - _OTHER_PRODUCT, columns[-1].words)
    return Likeness(score)


def excluded(one: Prepared, other: Prepared) -> str | None:
    """What makes them two tasks whatever they have in common, by its name; None when nothing does."""
    accents = one.accents and other.accents
    # A district's own task is not the province's, nor its neighbour's, though the words be the same.
    ours = [name for name in one.localities if not other.mentions(name, accents=accents)]
    theirs = [name for name in other.localities if not one.mentions(name, accents=accents)]
    if (ours and (theirs or len(ours) == len(one.localities))) or (theirs and len(theirs) == len(other.localities)):
        return "locality"
    if not signs.years_agree(one.product_years, other.product_years) or not signs.years_agree(one.years, other.years):
        return "years"
    if signs.numbers_clash(one.numbers, other.numbers):
        return "numbers"
    for row, against in ((one, other), (other, one)):
        if row.reviews and not any(against.says(review) for review in row.reviews):
            return "review"
    if one.replanning != other.replanning:
        return "replanning"
    if one.sectors and other.sectors and _neither(one, other, one.sectors, other.sectors):
        return "sector"
    if one.routes and other.routes and not one.routes & other.routes:
        ends, others = ({end for route in row.routes for end in route} for row in (one, other))
        strange = not all(other.mentions(end, accents=accents) for end in ends)
        if strange and not all(one.mentions(end, accents=accents) for end in others):
            return "places"
    if one.names and other.names and not one.names & other.names:
        strange = any(not other.mentions(name, accents=accents) for name in one.names)
        if strange and any(not one.mentions(name, accents=accents) for name in other.names):
            return "places"
    return None


def _neither(one: Prepared, other: Prepared, ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Does neither say any of the other's words (folded)?"""
    return not any(other.says(words) for words in ours) and not any(one.says(words) for words in theirs)


# ---- the words


@dataclass(frozen=True)
class _Column:
    """Of one column: how alike (0 to 1), and the weight of words that stand where the other has others."""

    alike: float
    exchanged: float
    words: tuple[str, str] | None


def _column(degree: float, ours: Cell, theirs: Cell, one: Weighed, other: Weighed, known: frozenset[str]) -> _Column:
    """What stands in one cell where the other says something else, and is said nowhere in the other row."""
    only_ours = ours.told - other.whole.alone - known
    only_theirs = theirs.told - one.whole.alone - known
    worst, words = 0.0, None
    if only_ours and only_theirs:
        for lost, found in _replaced(ours.said, theirs.said):
            lost = [word for word in lost if word in only_ours]
            found = [word for word in found if word in only_theirs]
            weight = min(sum(ours.weight[word] for word in lost), sum(theirs.weight[word] for word in found))
            if weight > worst:
                worst, words = weight, (" ".join(lost), " ".join(found))
    if worst < _WORTH_A_LOOK:
        worst, words = 0.0, None
    return _Column(degree, worst, words)


def _replaced(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """What stands between words that both have in one order."""
    lost: list[str] = []
    found: list[str] = []
    for step in Levenshtein.opcodes(ours, theirs):
        if step.tag == "equal":
            if lost and found:
                yield lost, found
            lost, found = [], []
        else:
            lost += ours[step.src_start : step.src_end]
            found += theirs[step.dest_start : step.dest_end]
    if lost and found:
        yield lost, found


def _spelled_out(one: Prepared, other: Prepared) -> frozenset[str]:
    """Words that one row abbreviates and the other writes out: "CNHT", "công nghiệp hỗ trợ"."""
    known: set[str] = set()
    for row, against in ((one, other), (other, one)):
        for words in (row.task.words, row.product.words):
            for letters, places in words.short:
                # Where the lexicon has it a run of the same initials would only be chance.
                if len(letters) < 3 or is_listed(letters) or all(words.said[at] in against.alone for at in places):
                    continue
                first_letters, written = initials(against.text)
                start = first_letters.find(letters)
                if start >= 0:
                    known.update(words.said[at] for at in places)
                    known.update(written[start : start + len(letters)])
    return frozenset(known)


def _slips(one: Cell, other: Cell) -> frozenset[str]:
    """Words no Vietnamese writes that are one slip from a word of the other row."""
    known: set[str] = set()
    for cell, against in ((one, other), (other, one)):
        for word in cell.firm - against.alone:
            if len(word) >= 3 and word.isalpha() and not is_syllable(word):
                near = [w for w in against.alone - cell.alone if OSA.distance(word, w, score_cutoff=1) <= 1]
                known.update([word, *near] if near else ())
    return frozenset(known)


# ---- what stands beside the words


def _support(one: Prepared, other: Prepared) -> float:
    found = min(_REFERENCES_AT_MOST, _REFERENCE * len(one.references & other.references))
    if one.lead and other.lead:
        found += _SAME_LEAD if same_lead(one.lead, other.lead) else _OTHER_LEAD
    return found


def _told_alike(one: Weighed, other: Weighed) -> float | None:
    """How alike the summaries are; None where one is missing or says too little."""
    if min(len(one.summary.alone), len(other.summary.alone)) < _A_SUMMARY:
        return None
    return alike(one.summary, other.summary)
