"""A whole small directive, lived in processes that kill themselves where they are told to. Started by the tests here.

    python -m tests.crash.life URL HOME [SMTP_PORT]

Reads one line a life from stdin: the point at which the process is killed ("commit before 7"), or nothing. Each life
runs in a forked process of its own, which begins where the records say that the one before it stopped, as people and
workers would. Answers one line of JSON: how the process ended, and how many points of each kind it passed.

The hooks are here and not in the product: around every commit, around every byte that goes to or comes from SMTP.
"""

import asyncio
import json
import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from aiosmtplib.protocol import SMTPProtocol
from sqlalchemy import func, select

from config.settings import Settings, load
from notifications.delivery import deliver
from records import Records, acts, decisions, open_records, runs
from records.firing import advance
from records.issue import directive_id, issue
from records.tables import audit_log, duties, plans
from tests.cast import SNV, STP, SYT, approve, hanoi, order, row

ORDER = order(SYT, SNV, STP)
ID = directive_id(ORDER)
KILL = "DONDOC_TEST_KILL"  # read here alone

passed: Counter[str] = Counter()


def pass_(point: str) -> None:
    """Count a point, and die there if it is the one."""
    passed[point] += 1
    if os.environ.get(KILL) == f"{point} {passed[point]}":
        os.kill(os.getpid(), signal.SIGKILL)


def hook_commits(db: Records) -> None:
    dialect = db.engine.dialect
    commit = dialect.do_commit

    def around(connection: Any) -> None:
        pass_("commit before")
        commit(connection)
        pass_("commit after")

    dialect.do_commit = around  # type: ignore[method-assign]


def hook_smtp() -> None:
    write, read = SMTPProtocol.write, SMTPProtocol.read_response

    def written(self: SMTPProtocol, data: bytes) -> None:
        pass_("smtp before")
        if len(data) < A_MESSAGE:
            write(self, data)
        else:
            write(self, data[: len(data) // 2])
            pass_("smtp half")
            write(self, data[len(data) // 2 :])
        pass_("smtp after")

    async def replied(self: SMTPProtocol, timeout: float | None = None) -> Any:
        response = await read(self, timeout=timeout)
        pass_("smtp reply")
        return response

    SMTPProtocol.write = written  # type: ignore[method-assign]
    SMTPProtocol.read_response = replied  # type: ignore[method-assign]


# --- the directive ------------------------------------------------------------------------------------------------


def answered(agency: str, version: int = 1) -> Callable[[Records], bool]:
    def is_done(db: Records) -> bool:
        with db.read() as connection:
            mine = (duties.c.directive_id == ID, duties.c.agency == agency)
            return connection.execute(select(duties.c.versions).where(*mine)).scalar_one() >= version

    return is_done


def handed_in(version: int) -> Callable[[Records], bool]:
    def is_done(db: Records) -> bool:
        with db.read() as connection:
            mine = plans.c.directive_id == ID
            return (connection.execute(select(func.max(plans.c.version)).where(mine)).scalar_one() or 0) >= version

    return is_done


def decided(version: int) -> Callable[[Records], bool]:
    def is_done(db: Records) -> bool:
        with db.read() as connection:
            mine = (plans.c.directive_id == ID, plans.c.version == version)
            return connection.execute(select(plans.c.decision).where(*mine)).scalar_one() is not None

    return is_done


def is_issued(db: Records) -> bool:
    return last_entry(db) is not None


Step = tuple[datetime, Callable[[Records], bool] | None, Callable[[Records, datetime], object] | None]

# When, whether it is done already, what somebody does then; without an act only the clock moves the directive.
LIFE: list[Step] = [
    (hanoi("2020-12-17 09:00"), is_issued, lambda db, now: issue(db, ORDER, now=now)),
    (hanoi("2020-12-18 08:30"), None, None),
    (
        hanoi("2020-12-18 10:00"),
        answered("SYT"),
        lambda db, now: acts.submit(db, ID, "SYT", [row("A"), row("B")], now=now),
    ),
    (hanoi("2020-12-18 11:00"), answered("SNV"), lambda db, now: acts.declare_nil(db, ID, "SNV", now=now)),
    (hanoi("2020-12-22 00:00"), None, None),
    (hanoi("2020-12-22 08:30"), None, None),
    (hanoi("2020-12-22 09:00"), answered("STP"), lambda db, now: acts.submit(db, ID, "STP", [row("C")], now=now)),
    (hanoi("2020-12-24 16:05"), handed_in(1), lambda db, now: decisions.hand_in_plan(db, ID, now=now)),
    (
        hanoi("2020-12-25 09:00"),
        decided(1),
        lambda db, now: decisions.return_plan(db, ID, reason="bổ sung", last_day=date(2020, 12, 29), now=now),
    ),
    (
        hanoi("2020-12-25 10:00"),
        answered("SYT", 2),
        lambda db, now: acts.submit(db, ID, "SYT", [row("A"), row("B, có lộ trình")], now=now),
    ),
    (hanoi("2020-12-25 11:00"), handed_in(2), lambda db, now: decisions.hand_in_plan(db, ID, now=now)),
    (hanoi("2020-12-28 15:00"), decided(2), lambda db, now: approve(db, ID, now=now)),
]
NOTICES = 1  # steps of the life in which mail is really sent
A_MESSAGE = 1000  # bytes; commands are shorter


def last_entry(db: Records) -> datetime | None:
    with db.read() as connection:
        at = connection.execute(
            select(audit_log.c.at).where(audit_log.c.directive_id == ID).order_by(audit_log.c.seq.desc()).limit(1)
        ).scalar_one_or_none()
    return datetime.fromisoformat(at) if at else None


class Standing:
    """A clock that shows the step's time; the machine's own goes on, past the leases of those who died."""

    def __init__(self, life: int) -> None:
        self.office = LIFE[0][0]
        self.ahead = timedelta(hours=life)

    def now(self) -> datetime:
        return self.office

    def wall(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def wall_of(self, instant: datetime) -> datetime:
        return self.wall() + (instant - self.office)


def live(db: Records, settings: Settings, clock: Standing, *, mail: bool) -> None:
    since = last_entry(db)
    for at, is_done, act in LIFE[:NOTICES] if mail else LIFE:
        if since is not None and at < since:
            continue
        clock.office = at
        if is_done is not None and act is not None and not is_done(db):
            act(db, at)
        _, wake_at = advance(db, ID, at)
        if mail:
            asyncio.run(deliver(db, settings, clock, directive_id=ID))
        runs.parked(db, ID, seen_version=runs.version(db, ID), wake_at=wake_at)


def main(url: str, home: str, port: str = "") -> None:
    settings = load(home=Path(home), database_url=url, smtp_port=int(port or 1), smtp_timeout=5.0)
    db = open_records(settings)
    # Once for nothing, so that no child has to compile statements and templates; the test empties the records after.
    live(db, settings, Standing(0), mail=bool(port))
    print("ready", flush=True)
    hook_commits(db)
    hook_smtp()
    for life, line in enumerate(sys.stdin):
        db.engine.dispose()  # no connection is shared with a child, nor with the database as it was before
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.environ[KILL] = line.strip()
            live(db, settings, Standing(life), mail=bool(port))
            os.write(writing, json.dumps(passed).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as told:
            counted = told.read()
        _, status = os.waitpid(child, 0)
        print(json.dumps([os.waitstatus_to_exitcode(status), json.loads(counted or "{}")]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
