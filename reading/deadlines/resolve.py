"""A phrase and a calendar -> the deadline: the last day, the first late instant, and what a person must confirm."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from reading.deadlines.explain import Told, explain
from reading.deadlines.meaning import Bound, DayPart, FromIssue, Hour, Phrase, Point, Week, Weekday
from reading.deadlines.office import Office, spoken, with_weekday
from reading.deadlines.spans import NoSuchDay, Span, span_of
from states.deadlines import Deadline, Rule, last_day_before
from states.working_days import WEEKDAYS

_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
_FAR_AHEAD = timedelta(days=3 * 366)
_MIXED = "“Chậm nhất” bao gồm, “trước” loại trừ ngày {day}: hiểu chặt là hết ngày {last}."


@dataclass
class _Found:
    """What has been computed so far."""

    rule: Rule
    exclusive: bool
    last_day: date | None = None
    late_from: datetime | None = None
    disputed_until: datetime | None = None
    hour: time | None = None
    doubts: list[str] = field(default_factory=list)
    ambiguous: bool = False
    moved_from: date | None = None
    named_day: date | None = None  # the day the words name, when they name one
    missing: str | None = None  # in English: why no day is known


def resolve(phrase: Phrase, words: str, office: Office, *, noisy: bool = False) -> Deadline:
    """The deadline that `phrase` sets. Raises NoSuchDay when the words name a day that does not exist."""
    found = _read_point(phrase, phrase.bound, phrase.point, office)
    for bound, point in phrase.also:
        found = _agreed(phrase, found, _read_point(phrase, bound, point, office), office)
    found.doubts += phrase.doubts
    if noisy:
        found.doubts.append("Chữ đọc không rõ (mất dấu hoặc lỗi quét): so lại với bản gốc.")
    if found.last_day is not None:
        _look_at_the_calendar(found, office)
    certain = not found.doubts and found.last_day is not None
    why = None if certain else " ".join(dict.fromkeys(found.doubts))
    told = Told(
        words,
        found.last_day,
        found.late_from,
        named_day=found.named_day if found.exclusive else None,
        moved_from=found.moved_from,
        exclusive=found.exclusive,
        why=why,
        missing=found.missing,
    )
    explanation_vi, explanation_en = explain(told, office)
    return Deadline(
        words=words,
        rule=found.rule,
        last_day=found.last_day,
        time=found.hour,
        exclusive=found.exclusive,
        ambiguous=found.ambiguous,
        late_from=found.late_from,
        disputed_until=found.disputed_until,
        calendar=office.working_days.name if found.last_day else None,
        certainty="read" if certain else "check",
        why=why,
        explanation_vi=explanation_vi,
        explanation_en=explanation_en,
    )


def unknown(words: str, rule: Rule, why: str, missing: str, office: Office, *, exclusive: bool = False) -> Deadline:
    """A deadline of which the words give no day: nothing is invented, the clerk is asked."""
    vi, en = explain(Told(words, why=why, missing=missing), office)
    return Deadline(words, rule, None, None, exclusive, False, None, None, None, "check", why, vi, en)


def _read_point(phrase: Phrase, bound: Bound, point: Point | None, office: Office) -> _Found:
    exclusive = bound in (Bound.BEFORE, Bound.MIXED)
    if point is None:
        found = _Found(Rule.DATE, exclusive, doubts=["Có giờ mà không ghi ngày."], missing="an hour without a day")
        found.hour = phrase.hour.at if phrase.hour else None
        return found
    if phrase.hour is not None and phrase.hour.impossible:
        raise NoSuchDay(f"Không có giờ {phrase.hour.impossible}.")
    span = span_of(point, office)
    found = _Found(span.rule, exclusive, doubts=list(span.doubts), ambiguous=span.ambiguous, moved_from=span.moved_from)
    if phrase.hour is not None:
        found.hour = phrase.hour.at
    found.missing = span.missing
    if span.last is None or span.first is None:
        return found
    if phrase.hour is not None:
        _end_at_hour(found, phrase.hour, bound, span.last, office)
    elif span.closing:
        found.late_from = office.at(span.last, office.closing_hour) + _MINUTE
    else:
        _end_at_day(found, bound, span, office)
    if bound == Bound.TO and phrase.hour is None:
        found.doubts.append("“Đến ngày” được hiểu là hết ngày đó; có nơi hiểu là không kể ngày đó.")
        found.ambiguous = True
    found.last_day = last_day_before(found.late_from) if found.late_from else None
    if found.last_day is not None and found.last_day < span.last and found.hour == time.min:
        found.hour = None  # "trước 0h00 ngày 22": the end of the 21st, no hour of that day
    found.named_day = (span.first if exclusive else span.last) if span.named else None
    if span.last == office.issued_on and isinstance(point, FromIssue | Week | Weekday):
        found.ambiguous = True
    return found


def _end_at_day(found: _Found, bound: Bound, span: Span, office: Office) -> None:
    assert span.first is not None
    assert span.last is not None
    if bound in (Bound.BEFORE, Bound.MIXED):
        found.late_from = office.at(span.first, time.min)
        if bound == Bound.MIXED:
            found.disputed_until = office.at(span.last + _DAY, time.min)
            last = with_weekday(span.first - _DAY)
            found.doubts.append(_MIXED.format(day=spoken(span.first), last=last))
            found.ambiguous = True
    else:
        found.late_from = office.at(span.last + _DAY, time.min)


def _end_at_hour(found: _Found, hour: Hour, bound: Bound, day: date, office: Office) -> None:
    """ "trước 17h00": late at 17:00:00; "chậm nhất 17h00": late at 17:01:00, the minute itself is in time."""
    if hour.bound is not None and hour.bound != bound:
        if bound in (Bound.BEFORE, Bound.MIXED):
            found.doubts.append("Vừa “trước ngày”, vừa nêu giờ của ngày đó.")
            found.ambiguous = True
        bound = hour.bound
    found.exclusive = bound in (Bound.BEFORE, Bound.MIXED)
    if hour.part is not None:
        at = {DayPart.OPENING: office.opening_hour, DayPart.NOON: office.noon, DayPart.CLOSING: office.closing_hour}
        habit = at.get(hour.part)
        found.late_from = office.at(day, habit) + _MINUTE if habit else office.at(day + _DAY, time.min)
        found.exclusive = False
        shown = f"{habit:%H}h{habit:%M}" if habit else "24h00"
        found.doubts.append(f"Không ghi giờ: hiểu là đến {shown} ngày {spoken(day)} theo giờ làm việc của cơ quan.")
        found.ambiguous = True
        return
    end = office.at(day + _DAY, time.min) if hour.midnight or hour.at is None else office.at(day, hour.at)
    inclusive_end = end if hour.midnight else end + _MINUTE
    found.late_from = end if found.exclusive else inclusive_end
    if bound == Bound.MIXED:
        found.disputed_until = inclusive_end
        found.doubts.append("“Chậm nhất” bao gồm, “trước” loại trừ giờ đó: hiểu chặt là trước giờ đó.")
        found.ambiguous = True
    if hour.unsure:
        found.doubts.append("Giờ không ghi sáng hay chiều.")
        found.ambiguous = True


def _agreed(phrase: Phrase, found: _Found, again: _Found, office: Office) -> _Found:
    """The day was named twice. Agreeing, they confirm each other; else the earlier holds and the clerk is asked."""
    if found.late_from is None or again.late_from is None:
        known = found if again.late_from is None else again
        known.doubts = list(dict.fromkeys([*found.doubts, *again.doubts]))
        return known
    if isinstance(phrase.point, Weekday | FromIssue | Week):
        # "thứ Sáu tuần này (25/12/2020)": the date says which
        if isinstance(phrase.point, Weekday) and again.named_day and again.named_day.weekday() != phrase.point.weekday:
            right = WEEKDAYS["vi"][again.named_day.weekday()]
            wrong = WEEKDAYS["vi"][phrase.point.weekday]
            again.doubts.append(f"Ngày {spoken(again.named_day)} là {right}, không phải {wrong}: phải xác nhận.")
            again.ambiguous = True
        elif again.last_day != found.last_day:
            again = _conflict(found, again)
        return again
    if again.late_from == found.late_from or again.last_day == found.last_day:
        found.ambiguous = found.ambiguous or again.ambiguous
        found.doubts += again.doubts
        return found
    return _conflict(found, again)


def _conflict(one: _Found, other: _Found) -> _Found:
    assert one.late_from is not None
    assert other.late_from is not None
    first = one if one.late_from <= other.late_from else other
    days = sorted({found.last_day for found in (one, other) if found.last_day})
    why = f"Nêu {len(days)} hạn khác nhau ({', '.join(spoken(day) for day in days)}): lấy hạn sớm hơn."
    return replace(first, doubts=list(dict.fromkeys([*one.doubts, *other.doubts, why])), ambiguous=True)


def _look_at_the_calendar(found: _Found, office: Office) -> None:
    """Days off are warned about and never moved; a day before the issue, or hardly after it, is asked about."""
    days, last = office.working_days, found.last_day
    assert last is not None
    named = found.named_day
    for day in dict.fromkeys(day for day in (named, last) if day is not None):
        why_off = days.why_off(day)
        if why_off and found.rule in (Rule.DATE, Rule.MONTH, Rule.QUARTER):
            before, after = days.shift(day, -1), days.shift(day, 1)
            found.doubts.append(
                f"Ngày {spoken(day)} là ngày nghỉ ({why_off}), hạn không tự dời; "
                f"ngày làm việc liền trước {spoken(before)}, liền sau {spoken(after)}."
            )
            break
    if last < office.issued_on:
        found.doubts.append(f"Hạn sớm hơn ngày ban hành {spoken(office.issued_on)}.")
    elif days.between(office.issued_on, last) < 1:
        found.doubts.append("Còn chưa đến một ngày làm việc kể từ ngày ban hành.")
    elif last > office.issued_on + _FAR_AHEAD:
        found.doubts.append("Hạn xa bất thường: xem lại năm.")
