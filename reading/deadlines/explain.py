"""Why this date: one sentence in Vietnamese and one in English that a clerk can check against the letter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reading.deadlines.office import Office, spoken, with_weekday

_SHOWN_AWAY = re.compile("[*_`\u00ad\u200b\u200c\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class Told:
    words: str
    last_day: date | None = None
    late_from: datetime | None = None
    named_day: date | None = None  # of an exclusive reading: the day that does not count
    moved_from: date | None = None  # a counted period ended here, on a day off
    exclusive: bool = False
    why: str | None = None  # in Vietnamese, for the clerk
    missing: str | None = None  # in English: why no day is known


def shown(words: str) -> str:
    """The words as a sentence quotes them: NFC, blanks collapsed, marks of bold type removed."""
    return " ".join(_SHOWN_AWAY.sub("", unicodedata.normalize("NFC", words)).split())


def explain(told: Told, office: Office) -> tuple[str, str]:
    words = shown(told.words)
    if told.last_day is None or told.late_from is None:
        return f"{words} → chưa có ngày: {told.why}", f"{words} → no day: {told.missing or 'see the question'}"
    until_vi, until_en = _until(told.last_day, told.late_from, told.exclusive)
    left = office.working_days.between(office.issued_on, told.last_day)
    vi, en = [f"còn {left} ngày làm việc"], [f"{left} working day{'' if left == 1 else 's'} left"]
    if told.named_day is not None and told.last_day == told.named_day - timedelta(days=1):
        vi.append(f"không kể ngày {spoken(told.named_day)}")
        en.append(f"{spoken(told.named_day)} itself is too late")
    if told.moved_from is not None:
        why_vi = office.working_days.why_off(told.moved_from)
        why_en = office.working_days.why_off(told.moved_from, "en")
        day = spoken(told.moved_from)
        vi.append(f"ngày cuối {day} là ngày nghỉ ({why_vi}) nên hết hạn vào ngày làm việc tiếp theo (BLDS Điều 148.5)")
        en.append(f"the last day {day} is off ({why_en}), so it ends on the next working day (Civil Code 148(5))")
    return f"{words} → {until_vi}, {', '.join(vi)}", f"{words} → {until_en}, {', '.join(en)}"


def _until(last_day: date, late_from: datetime, exclusive: bool) -> tuple[str, str]:
    day_vi, day_en = with_weekday(last_day), with_weekday(last_day, "en")
    if late_from.time() == time.min:
        return f"hết ngày {day_vi}", f"until the end of {day_en}"
    if exclusive:
        return f"trước {late_from:%H} giờ {late_from:%M} ngày {day_vi}", f"before {late_from:%H:%M} on {day_en}"
    until = late_from - timedelta(minutes=1)  # "chậm nhất 17h00" is late from 17:01
    return f"đến {until:%H} giờ {until:%M} ngày {day_vi}", f"until {until:%H:%M} on {day_en}"
