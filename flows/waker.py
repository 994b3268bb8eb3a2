"""Turns what is on record into wakes, every second: facts that no run has seen, wakes that are overdue, runs that died.

It asks the records, not its memory: whoever recorded a fact may have died right after its commit. Idle, a tick is two
statements answered from indexes. Several wakers at once, one in each worker, do no harm.
"""

import asyncio
import logging
from collections.abc import Callable

import httpx
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import StateType
from prefect.exceptions import PrefectException
from sqlalchemy.exc import SQLAlchemyError

from config.errors import DondocError
from config.settings import Settings
from flows.client import open_client, runs_of
from flows.intake import wake_intakes
from flows.lost import runs_under_way, why_lost
from flows.office import Office, open_office
from flows.parking import wake
from flows.starting import start_reconcile, start_run
from records import runs

EVERY = 1.0  # seconds between two ticks
LOST_EVERY = 5  # ticks between two looks for runs whose process died, and for the net's own run
AT_ONCE = 100  # directives a tick deals with
AT_REST = frozenset(
    {StateType.SCHEDULED, StateType.COMPLETED, StateType.CANCELLED}
)  # the rest is under way or reconcile's
PAUSE = 5.0  # seconds after a tick that failed: no server, no database

_log = logging.getLogger("dondoc.waker")


async def keep_waking(settings: Settings, woken: Callable[[], None] = lambda: None) -> None:
    """Tick until cancelled, whatever goes wrong in a tick: what it missed is still on record at the next.

    `woken` is called after a tick that started or woke runs: a worker beside need not wait for its next question.
    """
    while True:
        try:
            with open_office(settings, migrate=True) as office:
                async with open_client(settings) as client:
                    await _keep_ticking(client, office, woken)
        except (httpx.HTTPError, PrefectException, DondocError, SQLAlchemyError, OSError) as error:
            _log.warning("no wakes for %g s: %s: %s", PAUSE, type(error).__name__, error)
            await asyncio.sleep(PAUSE)


async def tick(client: PrefectClient, office: Office) -> int:
    """Wake whom the records say is to be woken; gives how many runs were started or woken."""
    stirred = await asyncio.to_thread(runs.stirred, office.db, AT_ONCE)
    overdue = await asyncio.to_thread(runs.overdue_wakes, office.db, office.now(), AT_ONCE)
    wanted = list(dict.fromkeys(stirred + overdue))
    if not wanted:
        return 0
    found = await runs_of(client, wanted)
    woken = 0
    for directive_id in wanted:
        run = found.get(directive_id)
        if run is None:
            await start_run(client, office, directive_id)
            woken += 1
        elif run.state is not None and run.state.type in AT_REST:
            woken += await wake(client, run, office.clock)
    return woken


async def take_up_lost(client: PrefectClient, office: Office) -> int:
    """Have the runs started again whose process died under them; gives how many."""
    taken = 0
    for run in await runs_under_way(client):
        if why := why_lost(run, office.clock.wall(), office.settings.worker):
            taken += await wake(client, run, office.clock, because=f"taken up again: {why}")
    return taken


async def _keep_ticking(client: PrefectClient, office: Office, woken: Callable[[], None]) -> None:
    count = 0
    while True:
        if await tick(client, office) + await wake_intakes(client, office):
            woken()
        if count % LOST_EVERY == 0:
            await take_up_lost(client, office)
            await start_reconcile(client, office)
        count += 1
        await asyncio.sleep(EVERY)
