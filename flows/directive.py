"""The one flow of each directive: look, fire what is due, deliver its mail, show it, park. The same run, every time.

What the directive does is decided and recorded elsewhere (states, records); here is only when. Every part of the body
may be cut short by a kill and done again: the firings are guarded in the records, the mails in the outbox.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Completed

from flows.client import this_run
from flows.mail_progress import MailProgress
from flows.office import Office, open_office
from flows.parking import HELD, set_parked, wake_time
from flows.run_log import keep_run_logs_clean
from flows.showing import badge, message, show, title
from flows.steps import Step, passed
from notifications.delivery import deliver
from records import firing, outbox, runs
from records.change import Outrun
from states.directive import Firing
from states.directive import State as DirectiveState

T = TypeVar("T")

CLAIMED = timedelta(seconds=10)  # of office time, until mails that another sender holds are looked at again
LAST_MAILS = timedelta(seconds=5)  # on a held clock, when only mails are left: the waker minds open directives alone
AT_MOST = 100  # firings and deliveries of one wake; a machine that does not come to rest is a fault, and loud

keep_run_logs_clean()


@flow(name="directive", persist_result=False, log_prints=False)
async def directive(directive_id: str) -> State[Any]:
    """Run the directive as far as it goes now, then park the run until its next wake.

    Ends `Completed` under the name "Promulgated" or `Cancelled` under "Withdrawn", once the last mail has gone out.
    Raises `NotFound` (the run ends Failed) when no such directive is on record.
    """
    with open_office() as office:
        await asyncio.to_thread(firing.look, office.db, directive_id, office.now())  # is there such a directive?
        seen, wake_at = await _advance(office, directive_id)
        return await _end_or_park(office, directive_id, seen, wake_at)


async def _advance(office: Office, directive_id: str) -> tuple[int, datetime | None]:
    """Fire and deliver until nothing is due; gives the version that was looked at, and the next wake."""
    for _ in range(AT_MOST):
        # The version first: a fact that comes after it is one that this look may have missed.
        seen = await asyncio.to_thread(runs.version, office.db, directive_id)
        due = await asyncio.to_thread(firing.look, office.db, directive_id, office.now())
        if isinstance(due, Firing):
            await _as_task(title(due), partial(_fire, office, directive_id, due))
            continue
        send_at = await asyncio.to_thread(outbox.next_send, office.db, directive_id)
        if send_at is not None and send_at <= office.now():
            if await _as_task("deliver mails", partial(_deliver, office, directive_id)):
                continue
            send_at = office.now() + CLAIMED  # another sender has claimed them: see later whether it lived
        await passed(Step.LOOKED, directive_id)
        return seen, min(filter(None, (due.until, send_at)), default=None)
    raise RuntimeError(f"directive {directive_id} does not come to rest")


async def _as_task(name: str, work: Callable[[], Awaitable[State[T]]]) -> T:
    """Run `work` as a task run called `name`. Its result is a state, whose message the run page shows."""

    # No retry and no cache: whether a thing was done is asked of the records, never of Prefect.
    @task(name=name, task_run_name=name, cache_policy=NO_CACHE, persist_result=False, retries=0)
    async def step() -> State[T]:
        return await work()

    state: State[T] = await step(return_state=True)  # type: ignore[misc]  # a state that is returned is the run's own
    return await state.aresult()


async def _fire(office: Office, directive_id: str, due: Firing) -> State[bool]:
    try:
        fired = await asyncio.to_thread(firing.fire, office.db, directive_id, due, office.now())
    except Outrun:
        return Completed(name="Outrun", message="moved by somebody else in this moment; looked again", data=False)
    return Completed(message=f"audit row {fired.audit_seq}, mails written: {fired.mails}", data=True)


async def _deliver(office: Office, directive_id: str) -> State[bool]:
    """Send what is due; the data says whether there was anything to send."""
    async with MailProgress() as progress:
        done = await deliver(office.db, office.settings, office.clock, directive_id=directive_id, progress=progress)
    said = f"{done.sent} sent, {done.deferred} deferred, {done.bounced} bounced"
    return Completed(message=said, data=done.sent + done.deferred + done.bounced > 0)


async def _end_or_park(office: Office, directive_id: str, seen: int, wake_at: datetime | None) -> State[Any]:
    client, run = this_run()
    brief = await asyncio.to_thread(runs.brief, office.db, directive_id, office.now())
    mails = await asyncio.to_thread(outbox.count_by_event, office.db, directive_id)
    await show(client, run, office, brief, mails)
    await passed(Step.SHOWN, directive_id)
    # Noted before Prefect is told: killed in between, the run is one that died running, and is taken up again.
    # The other way round it would be parked for good with a fact that looks unseen: woken without need, at worst.
    await asyncio.to_thread(runs.parked, office.db, directive_id, seen_version=seen, wake_at=wake_at)
    await passed(Step.NOTED, directive_id)
    if brief.ended and wake_at is None and brief.version == seen:
        return _end(brief.state)
    send_at = await asyncio.to_thread(outbox.next_send, office.db, directive_id)
    park = partial(set_parked, client, run.id, name=badge(brief), message=message(brief, office, send_at))
    held = LAST_MAILS if brief.ended else HELD
    leave = await park(until=wake_time(office.clock, wake_at, held))
    await passed(Step.PARKED, directive_id)
    if await asyncio.to_thread(runs.version, office.db, directive_id) != seen:
        leave = await park(until=office.clock.wall())  # a fact came on the way: start again at once
    await passed(Step.LEAVING, directive_id)
    raise leave


def _end(state: DirectiveState) -> State[Any]:
    if state == DirectiveState.WITHDRAWN:
        return Cancelled(name="Withdrawn", message="the directive was withdrawn")
    return Completed(name="Promulgated", message="the plan is promulgated")
