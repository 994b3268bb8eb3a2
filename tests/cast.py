"""The people of công văn 6321/UBND-TH and the places a directive can be in: every test speaks of these.

The seed: issued Thursday 17/12/2020; answers "chậm nhất trước ngày 22/12/2020", so the 21st is the last day and the
22nd is disputed; the plan "chậm nhất ngày 25/12/2020". Friday 18 and Monday 21 are the two working days between.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event, select

from config.calendar import load_overrides
from config.roster import Roster
from records import Records, acts, decisions
from records.firing import Fired, advance
from records.issue import issue
from records.tables import directives, metadata, outbox
from states.deadlines import Deadline, Rule
from states.directive import State
from states.guards import View
from states.ladder import Office
from states.order import Addressed, Order, Party
from states.working_days import WorkingDays

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICE = Office(zone=ZONE, working_days=WorkingDays(load_overrides()))


def hanoi(words: str) -> datetime:
    """An instant as the office's clock shows it: hanoi("2020-12-22 00:00")."""
    return datetime.fromisoformat(words).replace(tzinfo=ZONE)


ISSUED_ON = date(2020, 12, 17)
ISSUED = hanoi("2020-12-17 09:00")
CLOSES = hanoi("2020-12-22 00:00")
PLAN_LATE_FROM = hanoi("2020-12-26 00:00")

SEED_ROSTER = tuple(
    Addressed(agency.code, agency.name, agency.email, str(agency.group)) for agency in Roster.load().as_of(ISSUED_ON)
)
BY_CODE = {agency.code: agency for agency in SEED_ROSTER}
SYT, SNV, STP = BY_CODE["SYT"], BY_CODE["SNV"], BY_CODE["STP"]  # health, home affairs, justice
BA_TO = BY_CODE["H-BA-TO"]  # a district
SKHDT = BY_CODE["SKHDT"]  # collects, and is addressed itself
LEAD = Party(SKHDT.code, SKHDT.name, SKHDT.email)

SUBMISSIONS = Deadline(
    words="chậm nhất trước ngày 22/12/2020",
    rule=Rule.DATE,
    last_day=date(2020, 12, 21),
    time=None,
    exclusive=True,
    ambiguous=True,
    late_from=CLOSES,
    disputed_until=hanoi("2020-12-23 00:00"),
    calendar=None,
    certainty="check",
    why="“chậm nhất” chỉ ngày 22, “trước” loại ngày 22",
    explanation_vi="đến hết ngày 21/12/2020 (thứ Hai)",
    explanation_en="by the end of Monday 21/12/2020",
)
PLAN = replace(
    SUBMISSIONS,
    words="chậm nhất ngày 25/12/2020",
    last_day=date(2020, 12, 25),
    exclusive=False,
    ambiguous=False,
    late_from=PLAN_LATE_FROM,
    disputed_until=None,
    certainty="read",
    why=None,
    explanation_vi="đến hết ngày 25/12/2020 (thứ Sáu)",
    explanation_en="by the end of Friday 25/12/2020",
)


def order(*agencies: Addressed, **other: Any) -> Order:
    """The seed, addressed to `agencies` (three of them where none is named)."""
    given: dict[str, Any] = {
        "number": "6321/UBND-TH",
        "issuer": "UBND tỉnh Quảng Ngãi",
        "issued_on": ISSUED_ON,
        "subject": "xây dựng Kế hoạch thực hiện Chương trình hành động của Tỉnh ủy",
        "lead": LEAD,
        "agencies": agencies or (SYT, SNV, BA_TO),
        "submissions": SUBMISSIONS,
        "plan": PLAN,
        "filename": "6321-UBND-TH.txt",
        "media_type": "text/plain",
        "content": "Số: 6321 /UBND-TH".encode(),
        "contents": ("sản phẩm", "nội dung tóm lược", "căn cứ pháp lý", "thời gian thực hiện"),
    }
    return Order(**given | other)


def agencies(n: int) -> tuple[Addressed, ...]:
    """n agencies: those of the seed's roster, and made-up ones where it has no more."""
    more = (Addressed(f"X{i}", f"Cơ quan {i}", f"x{i}@quangngai.example", "so_ban_nganh") for i in range(n))
    return (*SEED_ROSTER, *more)[:n]


def row(name: str = "Đề án chuyển đổi số", **other: str) -> dict[str, str]:
    return {"product": name, "summary": "nội dung", "legal_basis": "01-CTr/TU", "schedule": "Quý I/2021"} | other


# --- a view, for the table alone --------------------------------------------------------------------------------


def view(state: str, **other: Any) -> View:
    """A directive in `state` with nothing due: all have time, nobody said anything."""
    given: dict[str, Any] = {
        "closes_at": CLOSES, "open_duties": 3, "remind_at": None, "digest_at": None, "urge_at": None,
        "facts": frozenset(),
    }  # fmt: skip
    return View(state=state, **given | other)


def awaiting(*, answered: int, asked: int, closes_at: datetime = CLOSES, **other: Any) -> View:
    return view(State.AWAITING_SUBMISSIONS, open_duties=asked - answered, closes_at=closes_at, **other)


# --- a directive on record, in each of its states ---------------------------------------------------------------


def issued(db: Records, *agencies: Addressed, now: datetime = ISSUED, **other: Any) -> str:
    return issue(db, order(*agencies, **other), now=now)


def collecting(db: Records, *agencies: Addressed, now: datetime = ISSUED, **other: Any) -> str:
    """The notices are written; the agencies answer."""
    id_ = issued(db, *agencies, now=now, **other)
    advance(db, id_, now)
    return id_


def consolidating(db: Records, *agencies: Addressed, **other: Any) -> str:
    """The first agency answered with one row in time; the rest is silent. It is 22/12/2020 00:00."""
    id_ = collecting(db, *agencies, **other)
    acts.submit(db, id_, (agencies or (SYT,))[0].code, [row()], now=hanoi("2020-12-18 10:00"))
    run(db, id_, until=CLOSES)
    assert state_of(db, id_) == State.CONSOLIDATING
    return id_


def submitted_to_chairman(db: Records, *agencies: Addressed, **other: Any) -> str:
    """The plan was handed in on 24/12/2020 at 16:05."""
    id_ = consolidating(db, *agencies, **other)
    run(db, id_, until=hanoi("2020-12-24 16:00"))
    decisions.hand_in_plan(db, id_, now=hanoi("2020-12-24 16:05"), memo_number="12/TTr-SKHĐT")
    advance(db, id_, hanoi("2020-12-24 16:05"))
    assert state_of(db, id_) == State.SUBMITTED_TO_CHAIRMAN
    return id_


def promulgated(db: Records, *agencies: Addressed, **other: Any) -> str:
    id_ = submitted_to_chairman(db, *agencies, **other)
    approve(db, id_, now=hanoi("2020-12-25 10:00"))
    advance(db, id_, hanoi("2020-12-25 10:00"))
    assert state_of(db, id_) == State.PROMULGATED
    return id_


def withdrawn(db: Records, *agencies: Addressed, **other: Any) -> str:
    id_ = collecting(db, *agencies, **other)
    decisions.withdraw(db, id_, reason="thay thế", now=hanoi("2020-12-18 10:00"))
    advance(db, id_, hanoi("2020-12-18 10:00"))
    assert state_of(db, id_) == State.WITHDRAWN
    return id_


IN_STATE = {
    State.ISSUED: issued,
    State.AWAITING_SUBMISSIONS: collecting,
    State.CONSOLIDATING: consolidating,
    State.SUBMITTED_TO_CHAIRMAN: submitted_to_chairman,
    State.PROMULGATED: promulgated,
    State.WITHDRAWN: withdrawn,
}


def approve(db: Records, id_: str, *, now: datetime) -> None:
    decisions.approve_plan(db, id_, plan_number="189/KH-UBND", plan_date=now.astimezone(ZONE).date(), now=now)


def run(db: Records, id_: str, *, until: datetime, since: datetime = ISSUED) -> list[tuple[datetime, Fired]]:
    """Live through the time until then as the directive's run does: wake when it asked to, and once at the end."""
    happened, now = [], since
    while True:
        fired, wake = advance(db, id_, now)
        happened += [(now, each) for each in fired]
        if wake is None or wake > until:
            break
        assert wake > now, "a wake lies ahead, or the run would spin"
        now = wake
    if now < until:
        happened += [(until, each) for each in advance(db, id_, until)[0]]
    return happened


# --- what is on record ------------------------------------------------------------------------------------------


def state_of(db: Records, id_: str) -> State:
    with db.read() as connection:
        return State(connection.execute(select(directives.c.state).where(directives.c.id == id_)).scalar_one())


def mails(db: Records, id_: str, *events: str) -> list[Any]:
    """The outbox's rows of the directive, in the order written; only `events` where they are named."""
    wanted = select(outbox).where(outbox.c.directive_id == id_).order_by(outbox.c.id)
    if events:
        wanted = wanted.where(outbox.c.event.in_(events))
    with db.read() as connection:
        return list(connection.execute(wanted))


def addressed(db: Records, id_: str, *events: str) -> list[tuple[str, str]]:
    """(event, recipient) of the mails written."""
    return [(mail.event, mail.recipient) for mail in mails(db, id_, *events)]


def everything(db: Records) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, to show that nothing was changed."""
    with db.read() as connection:
        return {
            table.name: sorted((tuple(found) for found in connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


@contextmanager
def statements(db: Records) -> Iterator[list[str]]:
    """The statements that the database is sent inside the block; many rows in one are one."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def names(rows: Sequence[Mapping[str, Any]], key: str = "product") -> list[str]:
    return [str(each[key]) for each in rows]
