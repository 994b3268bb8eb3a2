"""The net below everything: every open directive has a live run with a wake ahead, whatever happened to Prefect.

Its run starts every minute (`reconcile_every`), each plans the next. Prefect's database may be deleted, its buttons
pressed, its processes killed: this gives each directive its run back and says why in that run's log. It sends, too,
the mails that no run waits for.
"""

import asyncio
import logging
from datetime import timedelta
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import LogCreate
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateName
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.states import Completed
from prefect.types._datetime import now

from flows.client import PAGE, find_runs, runs_of, this_run
from flows.lost import runs_under_way, why_lost
from flows.office import Office, open_office
from flows.parking import wake
from flows.run_log import keep_run_logs_clean
from flows.starting import start_reconcile, start_run
from notifications.delivery import deliver
from records import runs

RETRY_AFTER = timedelta(minutes=5)  # a failed run is loud for so long before it is tried again
IN_ORDER = "In order"
KEPT = 1  # runs of this flow that found nothing to do; more would bury the directives

keep_run_logs_clean()


@flow(name="reconcile", persist_result=False, log_prints=False)
async def reconcile() -> State[Any]:
    """Repair what is broken. Ends under the name "In order" or "Repaired", with what it did in its log."""
    client, _ = this_run()
    log = get_run_logger()
    with open_office() as office:
        repaired = await repair(client, office, log)
        sent = 0 if repaired else await send_left_over(client, office)
        await start_reconcile(client, office, ahead=1)
    await forget_the_quiet_ones(client)
    if repaired or sent:
        return Completed(name="Repaired", message=f"{repaired} runs, {sent} mails without a run")
    return Completed(name=IN_ORDER)


async def repair(client: PrefectClient, office: Office, log: logging.Logger | logging.LoggerAdapter[Any]) -> int:
    """Give each open directive that needs it a run or a wake; gives how many."""
    open_ones = await asyncio.to_thread(runs.open_directives, office.db)
    overdue = set(await asyncio.to_thread(runs.overdue_wakes, office.db, office.now(), len(open_ones)))
    repaired = 0
    for start in range(0, len(open_ones), PAGE):
        page = open_ones[start : start + PAGE]
        found = await runs_of(client, page)
        for directive_id in page:
            run = found.get(directive_id)
            if run is None:
                await start_run(client, office, directive_id)
                log.warning("directive %s had no run: started one", directive_id)
                repaired += 1
                continue
            why = why_broken(run, office, overdue=directive_id in overdue)
            if why and await wake(client, run, office.clock, because=f"brought back: {why}"):
                await _say(client, run, why)
                log.warning("%s brought back: %s", run.name, why)
                repaired += 1
    return repaired


def why_broken(run: FlowRun, office: Office, *, overdue: bool) -> str | None:
    """Why an open directive's `run` must be brought back; None where it is well."""
    state, wall = run.state, office.clock.wall()
    if state is None:
        return "it had no state"
    match state.type:
        case StateType.SCHEDULED:
            return "its wake is overdue" if overdue else None
        case StateType.PENDING | StateType.RUNNING:
            return why_lost(run, wall, office.settings.worker)
        case StateType.CANCELLING | StateType.CANCELLED:
            return "it was cancelled, but the directive is open; to end it: dondoc withdraw NUMBER --reason …"
        case StateType.FAILED | StateType.CRASHED:
            return f"it {state.type.value.lower()}" if wall - state.timestamp >= RETRY_AFTER else None
        case StateType.COMPLETED:
            return "it was completed, but the directive is open"
        case _:
            return f"it was {state.type.value.lower()}, but the directive is open"


async def send_left_over(client: PrefectClient, office: Office) -> int:
    """Send the mails that are due and no run will send: those of no directive, those of an ended one that lost its run.

    Only while everything is at rest; otherwise they are most likely a run's own, which shows its progress with them.
    """
    awake = await asyncio.to_thread(runs.stirred, office.db, 1)
    awake += await asyncio.to_thread(runs.overdue_wakes, office.db, office.now(), 1)
    if awake or await runs_under_way(client):
        return 0
    return (await deliver(office.db, office.settings, office.clock)).sent


async def forget_the_quiet_ones(client: PrefectClient) -> None:
    """Delete the older runs of this flow that found everything in order."""
    in_order = FlowRunFilter(state=FlowRunFilterState(name=FlowRunFilterStateName(any_=[IN_ORDER])))
    quiet = await find_runs(client, in_order, of_flow="reconcile", sort=FlowRunSort.END_TIME_DESC, offset=KEPT)
    for run in quiet:
        await client.delete_flow_run(run.id)


async def _say(client: PrefectClient, run: FlowRun, why: str) -> None:
    line = LogCreate(
        name="prefect.flow_runs",
        level=logging.WARNING,
        message=f"Brought back by reconcile: {why}",
        timestamp=now("UTC"),  # type: ignore[arg-type]  # pendulum's own class
        flow_run_id=run.id,
    )
    await client.create_logs([line])
