"""Winds the compressed clock: time runs to the next scene or the next wake, and stands there until that is done.

So a mail of 08:30 goes out at 08:30 and the collection closes at midnight, however slow the machine is.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from cli.rehearsal.script import Scene, Stage
from config.clock import CompressedClock
from config.errors import Unavailable
from records import Records, outbox, runs
from records import intake as intakes

TOGETHER = timedelta(minutes=15)  # of office time: what happens so close is looked at by one wake
LOOK_EVERY = 0.1  # seconds between two looks at what is still to be done
PATIENCE = 90.0  # seconds for one wake; then something is broken and the rehearsal says so


async def conduct(
    stage: Stage, clock: CompressedClock, script: list[Scene], tell: Callable[[datetime, str], None]
) -> None:
    """Play the script to the directive's end. Raises `Unavailable` when the office does not follow."""
    for scene, following in zip(script, [*script[1:], None], strict=True):
        await _run_to(stage, clock, scene.at)
        await asyncio.to_thread(scene.act, stage, scene.at)
        tell(scene.at, scene.says)
        if following is None or following.at - scene.at > TOGETHER:
            await _settled(stage, clock)
        stage.directive_id = stage.directive_id or await asyncio.to_thread(_issued, stage.db)
    await _settled(stage, clock, mails_too=True)


async def _run_to(stage: Stage, clock: CompressedClock, instant: datetime) -> None:
    """Let time run to `instant`, stopping for every wake on the way."""
    while True:
        wake = await asyncio.to_thread(runs.next_wake, stage.db)
        stop = instant if wake is None else min(wake, instant)
        clock.run_until(stop)
        while clock.now() < stop:
            await asyncio.sleep(LOOK_EVERY)
        if stop == instant:
            return
        await _settled(stage, clock)


async def _settled(stage: Stage, clock: CompressedClock, *, mails_too: bool = False) -> None:
    """Wait until nothing is due: no fact unseen, no wake reached, no document unread."""
    loop = asyncio.get_running_loop()
    until = loop.time() + PATIENCE
    while await asyncio.to_thread(_busy, stage, clock.now(), mails_too):
        if loop.time() > until:
            raise Unavailable(
                f"nothing happened for {PATIENCE:.0f} s at {clock.now():%d/%m/%Y %H:%M}",
                remedy="look into the logs folder of the home, and at the run's page in Prefect",
            )
        if mails_too:  # a mail that waits for the morning is waited for
            clock.run_until(clock.now() + timedelta(minutes=10))
        await asyncio.sleep(LOOK_EVERY)


def _busy(stage: Stage, now: datetime, mails_too: bool) -> bool:
    db = stage.db
    inbox = stage.settings.inbox
    if inbox.exists() and any(not file.name.startswith(".") for file in inbox.iterdir()):
        return True
    if runs.stirred(db, 1) or runs.overdue_wakes(db, now, 1) or intakes.unsettled(db, 1):
        return True
    return mails_too and outbox.waiting(db) > 0


def _issued(db: Records) -> str:
    """The directive that came out of the inbox; "" while its document waits for the clerk."""
    return next(iter(intakes.issued(db, 1)), "")
