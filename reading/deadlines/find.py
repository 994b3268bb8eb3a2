"""The doors: one phrase -> its deadline; running text -> every deadline in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta, tzinfo

from config.errors import UnreadableInput
from reading.deadlines.context import HANDING_IN_WORDS, Verdict, extends, judge, says_latest, sentence_start
from reading.deadlines.explain import shown
from reading.deadlines.meaning import Bound, Day, Phrase
from reading.deadlines.office import Office
from reading.deadlines.periods import recurrence
from reading.deadlines.phrases import bare_point, phrase, starts_like_phrase
from reading.deadlines.resolve import resolve, unknown
from reading.deadlines.spans import FIRST_YEAR, LAST_YEAR, NoSuchDay
from reading.deadlines.stream import Stream
from reading.deadlines.tokens import Kind, tokenise
from reading.deadlines.without_date import without_date
from states.deadlines import Deadline, Rule
from states.working_days import WorkingDays

_LONG_PAST = timedelta(days=400)  # a slip in the year is asked about; what is older tells of the past
LONGEST_PHRASE = 2000  # characters handed to read_deadline


class UnreadableDeadline(UnreadableInput):
    """No deadline can be read from the words; `span` counts their characters."""

    def __init__(self, message: str, *, span: tuple[int, int], remedy: str) -> None:
        super().__init__(message, remedy=remedy)
        self.span = span


@dataclass(frozen=True)
class FoundDeadline:
    """A deadline in a text, from code point `start` to `end` (not included)."""

    deadline: Deadline
    start: int
    end: int


def read_deadline(
    words: str,
    *,
    issued_on: date,
    zone: tzinfo,
    working_days: WorkingDays,
    closing_hour: time = time(17, 0),
    noon: time = time(12, 0),
) -> Deadline:
    """Read a deadline phrase, e.g. "chậm nhất trước ngày 22/12/2020".

    Gives the words, the reading, and `late_from`: the first late instant, aware, in the office's `zone`. "trước ngày D"
    excludes D, "chậm nhất ngày D" includes it; both at once is read as excluding, and flagged. A bare date includes it.
    Raises UnreadableDeadline when no deadline is found; its `span` counts characters of `words`. Never guesses: what
    has two readings, or misses a part, has certainty "check" and says why.
    Source: Civil Code 91/2015/QH13, art. 144 to 148; 148(6), the last day ends at 24:00.
    """
    office = Office(issued_on, zone, working_days, closing_hour, noon)
    if not FIRST_YEAR <= issued_on.year <= LAST_YEAR:
        raise UnreadableDeadline(
            f"a directive of {issued_on.isoformat()} has no calendar to count by",
            span=(0, len(words)),
            remedy="correct the date of issue",
        )
    text = Text(words[:LONGEST_PHRASE])
    found = list(text.phrases()) or list(text.bare())
    if not found:
        vague = without_date(text.stream)
        if vague is not None:
            rule, why, missing = vague
            return unknown(words, rule, why, missing, office)
        raise UnreadableDeadline(
            f"no deadline can be read from “{shown(words)[:80]}”",
            span=(0, len(words)),
            remedy="write a date: trước ngày 22/12/2020, chậm nhất ngày 25/12/2020, 2020-12-25",
        )
    one = _in_its_sentence(text.stream, found[0])
    for other in found[1:]:
        if other.point is not None:
            one = replace(one, also=(*one.also, (other.bound, other.point)))
    if text.says_more(found):
        one = replace(one, doubts=(*one.doubts, "Còn những chữ khác quanh thời hạn: đọc cả câu."))
    try:
        return resolve(one, words, office, noisy=any(text.noisy(each) for each in found))
    except NoSuchDay as error:
        raise UnreadableDeadline(
            f"“{shown(words)[:80]}”: {error}",
            span=text.span(one),
            remedy="write the date that is meant; it is never corrected here",
        ) from None


def find_deadlines(
    text: str,
    *,
    issued_on: date,
    zone: tzinfo,
    working_days: WorkingDays,
    closing_hour: time = time(17, 0),
    noon: time = time(12, 0),
) -> list[FoundDeadline]:
    """Every deadline phrase in running text, in order, without overlaps. Dates of cited documents are none.

    An impossible date (31/11) is found with `last_day` None and certainty "check". Raises nothing: a directive of a
    year that has no calendar has no deadlines.
    """
    if not FIRST_YEAR <= issued_on.year <= LAST_YEAR:
        return []
    office = Office(issued_on, zone, working_days, closing_hour, noon)
    read = Text(text)
    deadlines: list[FoundDeadline] = []
    for each in read.phrases():
        verdict = judge(read.stream, each)
        if verdict == Verdict.NOT_A_DEADLINE:
            continue
        each = _in_its_sentence(read.stream, replace(each, doubts=(*each.doubts, *verdict.doubts)))
        start, end = read.span(each)
        words = text[start:end]
        try:
            deadline = resolve(each, words, office, noisy=read.noisy(each))
        except NoSuchDay as error:
            exclusive = each.bound in (Bound.BEFORE, Bound.MIXED)
            deadline = unknown(words, Rule.DATE, str(error), "no such day", office, exclusive=exclusive)
        if not _told_of_the_past(each, deadline, office):
            deadlines.append(FoundDeadline(deadline, start, end))
    return _without_loose_recurrences(read.stream, deadlines)


class Text:
    """A text as tokens, read twice: leniently, and once more strictly to know whether accents had to be guessed."""

    def __init__(self, text: str) -> None:
        tokens = tokenise(text)
        self.stream = Stream(tokens, text)
        self._strict = Stream(tokens, text, strict=True)

    def phrases(self) -> Iterator[Phrase]:
        """Every deadline phrase, from left to right, without overlaps."""
        i = 0
        while i < self.stream.length:
            found = phrase(self.stream, i) if starts_like_phrase(self.stream, i) else None
            if found is not None:
                yield found
            i = found.end if found is not None else i + 1

    def bare(self) -> Iterator[Phrase]:
        """A date or a count alone, as a clerk answers: nothing but signs may stand around it."""
        first = next((i for i, token in enumerate(self.stream.tokens) if token.kind != Kind.SIGN), 0)
        found = bare_point(self.stream, first)
        if found is not None and not self.says_more([found]):
            yield found

    def noisy(self, found: Phrase) -> bool:
        """Had letters or accents to be guessed to read it?"""
        places = range(found.start, found.end)
        if any(self.stream.at(i).noisy for i in places):
            return True
        if self.stream.loose.isdisjoint(places):
            return False
        again = bare_point(self._strict, found.start) if found.bare_date else phrase(self._strict, found.start)
        return again != found

    def span(self, found: Phrase) -> tuple[int, int]:
        return self.stream.at(found.start).start, self.stream.at(found.end - 1).end

    def says_more(self, found: list[Phrase]) -> bool:
        """Are there words or numbers beside the phrases, other than those of handing in?"""
        inside = {i for each in found for i in range(each.start, each.end)}
        tokens = enumerate(self.stream.tokens)
        return any(
            token.kind != Kind.SIGN and token.key not in HANDING_IN_WORDS for i, token in tokens if i not in inside
        )


def _in_its_sentence(stream: Stream, found: Phrase) -> Phrase:
    """What the rest of the sentence adds: "gia hạn" makes "đến" inclusive, "chậm nhất gửi về Sở X trước ngày D" mixes
    two readings, "định kỳ hằng tháng" makes a day recur.
    """
    if found.bound == Bound.TO and extends(stream, found):
        found = replace(found, bound=Bound.BY)
    if found.bound == Bound.BEFORE and says_latest(stream, found):
        found = replace(found, bound=Bound.MIXED)
    if isinstance(found.point, Day) and found.point.year is None:
        left = sentence_start(stream, found.start)
        again = next((each for i in range(left, found.start) if (each := recurrence(stream, i))), None)
        if again is not None:
            return replace(found, point=again[0])
    return found


def _told_of_the_past(found: Phrase, deadline: Deadline, office: Office) -> bool:
    """Past dates behind "đến", "trong" tell of the past; behind "chậm nhất" they are slips, behind "trước" perhaps."""
    if deadline.last_day is None or deadline.last_day >= office.issued_on:
        return False
    says_latest = found.strong and found.bound != Bound.BEFORE
    return not says_latest and (not found.strong or office.issued_on - deadline.last_day > _LONG_PAST)


def _without_loose_recurrences(stream: Stream, deadlines: list[FoundDeadline]) -> list[FoundDeadline]:
    """ "Định kỳ hằng tháng, … trước ngày 25": one deadline, the one with the day."""
    places = {token.start: i for i, token in enumerate(stream.tokens)}

    def is_loose(n: int) -> bool:
        one = deadlines[n]
        if one.deadline.rule != Rule.RECURRING or n + 1 >= len(deadlines):
            return False
        following = deadlines[n + 1]
        same_sentence = sentence_start(stream, places[following.start]) <= places[one.start]
        return (
            following.deadline.rule == Rule.RECURRING
            and same_sentence
            and not any(map(str.isdigit, one.deadline.words))
        )

    return [each for n, each in enumerate(deadlines) if not is_loose(n)]
