"""Reading deadlines as the tests say it: of a directive of Thursday 17/12/2020, in Hanoi, with the shipped calendar."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from config.calendar import load_overrides
from reading.deadlines import FoundDeadline, find_deadlines, read_deadline
from states.deadlines import Deadline
from states.working_days import WorkingDays

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ISSUED_ON = date(2020, 12, 17)
DAYS = WorkingDays(load_overrides())


def read(words: str, issued_on: date = ISSUED_ON) -> Deadline:
    return read_deadline(words, issued_on=issued_on, zone=HANOI, working_days=DAYS)


def find(text: str, issued_on: date = ISSUED_ON) -> list[FoundDeadline]:
    return find_deadlines(text, issued_on=issued_on, zone=HANOI, working_days=DAYS)


def hanoi(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HANOI)
