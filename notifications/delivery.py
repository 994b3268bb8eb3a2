"""The outbox leaves: claim, send, mark, until nothing is due.

Where a crash may fall, and what comes of it:

    claim                 rows are leased, not sent: after the lease somebody else takes them over
    … | render, build     the same
    … | MAIL, RCPT, DATA  the server has no whole message: nothing was sent
    … | the server's 250  THE window: it has the message, our records do not know; it is sent once more, with the same
                          Message-ID. SMTP has no remedy. One message for each connection, never more, because
    … | mark              each is marked, in a transaction of its own, before the next one begins

Whose fault counts. An attempt is counted against a mail only when the server listened and this very message failed;
what keeps any mail from leaving (unreachable, TLS, login, our sender address refused) defers all that is due by
`SERVER_PAUSE` and counts for none of them, so an outage of a week bounces nobody.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from config.clock import Clock
from config.errors import DondocError
from config.settings import Settings
from notifications.message import BadAddress, Original, compose
from notifications.smtp import Connection, Refused, ServerTrouble, check_login_is_private
from records import outbox
from records.database import Records
from records.outbox import Outgoing

T = TypeVar("T")
Progress = Callable[[int, int], None]  # mails dealt with, mails known to be due

BATCH = 100  # mails a claim; what a slow server leaves of them after half the lease is given back
FIRST_PAUSE = 60.0  # machine seconds after a mail's first failure; doubled each time
LONGEST_PAUSE = 3600.0
SERVER_PAUSE = 60.0  # while the server is away

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivered:
    """What became of the mails that were due."""

    sent: int = 0
    deferred: int = 0
    bounced: int = 0

    @property
    def total(self) -> int:
        return self.sent + self.deferred + self.bounced

    def __add__(self, other: "Delivered") -> "Delivered":
        return Delivered(self.sent + other.sent, self.deferred + other.deferred, self.bounced + other.bounced)


SENT, DEFERRED, BOUNCED = Delivered(sent=1), Delivered(deferred=1), Delivered(bounced=1)


async def deliver(
    db: Records,
    settings: Settings,
    clock: Clock,
    *,
    directive_id: str | None = None,
    progress: Progress | None = None,
) -> Delivered:
    """Send every mail that is due, of one directive or of all, and say how many left.

    `progress` is called with (done, due) after each mail. Returns also when the server is away: then the mails are
    deferred. Cancelling ends it between two messages: the one under way is finished and marked, the rest given back.
    Raises `Unavailable` when the records cannot be reached or the settings would give the password away.
    """
    check_login_is_private(settings)
    delivery = _Delivery(db, settings, clock, progress)
    connections = [Connection(settings) for _ in range(settings.smtp_connections)]
    try:
        while await _to_the_end(delivery.claim(directive_id)):
            async with asyncio.TaskGroup() as workers:
                for connection in connections:
                    workers.create_task(delivery.work(connection))
            await delivery.give_back()
    except BaseExceptionGroup as faults:
        raise faults.exceptions[0] from None
    finally:
        await _to_the_end(delivery.give_back())
        await asyncio.gather(*(connection.close() for connection in connections))
    return delivery.tally


class _Delivery:
    def __init__(self, db: Records, settings: Settings, clock: Clock, progress: Progress | None) -> None:
        self.db, self.settings, self.clock, self.progress = db, settings, clock, progress
        self.tally, self.due = Delivered(), 0
        self.waiting: deque[Outgoing] = deque()
        self.away = ""  # the server's trouble, once it is known
        self.originals: dict[str, Original | None] = {}
        self.claimed_at = clock.wall()

    async def claim(self, directive_id: str | None) -> bool:
        self.claimed_at = self.clock.wall()
        self.waiting.extend(
            await asyncio.to_thread(
                outbox.claim,
                self.db,
                directive_id=directive_id,
                now=self.clock.now(),
                wall=self.claimed_at,
                lease=self.settings.mail_lease,
                limit=BATCH,
            )
        )
        self.due = self.tally.total + len(self.waiting)
        return bool(self.waiting)

    async def give_back(self) -> None:
        """What was claimed and not begun: nobody has to wait for the lease."""
        ids = [mail.id for mail in self.waiting]
        self.waiting.clear()
        await asyncio.to_thread(outbox.release, self.db, ids)

    async def work(self, connection: Connection) -> None:
        # A message is begun in the first half of its lease and ends within the second: no mail is under way when
        # somebody else may claim it.
        while self.waiting and self._left_of_lease() > self.settings.mail_lease / 2:
            mail = self.waiting.popleft()
            outcome = await _to_the_end(self.one(connection, mail))
            self.tally += outcome
            if self.progress is not None:
                self.progress(self.tally.total, self.due)

    async def one(self, connection: Connection, mail: Outgoing) -> Delivered:
        """Send and mark one mail."""
        if self.away:
            return await self.defer(mail, self.away, counts=False)
        try:
            reply = await self.send(connection, mail)
        except ServerTrouble as trouble:
            self.away = str(trouble)
            log.warning("mail server %s: %s", self.settings.smtp_host, trouble)
            return await self.defer(mail, self.away, counts=False)
        except Refused as refusal:
            if refusal.for_good:
                return await self.bounce(mail, refusal.code, refusal.words)
            return await self.fail(mail, str(refusal))
        except BadAddress as error:
            return await self.bounce(mail, None, str(error))
        except DondocError as error:  # facts or a template of this mail: the others must not wait for its repair
            log.warning("mail %s (%s) cannot be made: %s", mail.id, mail.event, error)
            return await self.fail(mail, str(error))
        # The server has it. Nothing may come between this and the mark.
        await asyncio.to_thread(outbox.sent, self.db, mail.id, at=self.clock.now(), reply=reply)
        return SENT

    async def send(self, connection: Connection, mail: Outgoing) -> str:
        ends = asyncio.get_running_loop().time() + self.settings.mail_lease * 0.45
        try:
            async with asyncio.timeout_at(ends):
                abilities = await connection.abilities()
        except TimeoutError:
            raise ServerTrouble("the mail server takes too long to let anybody in") from None
        original = await self.original(mail)
        message = compose(mail, self.settings, date=self.clock.now(), original=original, abilities=abilities)
        try:
            async with asyncio.timeout_at(ends):
                return await connection.send(message)
        except TimeoutError:
            raise Refused(None, "the mail server takes too long over this message") from None

    async def original(self, mail: Outgoing) -> Original | None:
        if mail.directive_id is None:
            return None
        if mail.directive_id not in self.originals:
            found = await asyncio.to_thread(outbox.original, self.db, mail.directive_id)
            self.originals[mail.directive_id] = Original(*found) if found else None
        return self.originals[mail.directive_id]

    async def fail(self, mail: Outgoing, error: str) -> Delivered:
        """This mail's own failure: later again, and after `mail_attempts` of them the clerk's matter."""
        if mail.attempts + 1 >= self.settings.mail_attempts:
            return await self.bounce(mail, None, f"given up after {mail.attempts + 1} attempts: {error}")
        return await self.defer(mail, error, counts=True)

    async def defer(self, mail: Outgoing, error: str, *, counts: bool) -> Delivered:
        pause = min(FIRST_PAUSE * 2**mail.attempts, LONGEST_PAUSE) if counts else SERVER_PAUSE
        now = self.clock.now()
        await asyncio.to_thread(
            outbox.deferred,
            self.db,
            mail.id,
            at=now,
            error=error,
            retry_after=office_time_after(self.clock, now, pause),
            counts=counts,
        )
        return DEFERRED

    async def bounce(self, mail: Outgoing, code: int | None, error: str) -> Delivered:
        await asyncio.to_thread(outbox.bounced, self.db, mail.id, at=self.clock.now(), code=code, error=error)
        return BOUNCED

    def _left_of_lease(self) -> float:
        return self.settings.mail_lease - (self.clock.wall() - self.claimed_at).total_seconds()


def office_time_after(clock: Clock, now: datetime, seconds: float) -> datetime:
    """The office instant that `seconds` of machine time after `now` brings: a server's pause is never compressed."""
    hour = timedelta(hours=1)
    machine_seconds_an_hour = (clock.wall_of(now + hour) - clock.wall_of(now)).total_seconds()
    return now + hour * (seconds / machine_seconds_an_hour)


async def _to_the_end(work: Awaitable[T]) -> T:
    """Do it whole even when cancelled meanwhile; the cancellation goes on afterwards."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        if not task.cancelled() and (error := task.exception()):
            raise error from None
        raise
