"""Parking a run and waking it: how a directive waits for weeks without a process.

Parked, the run stands in a `Scheduled` state that bears the name of the directive's own state; Prefect starts the same
run again at the state's time. A wake is the same state with the time set to now.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.exceptions import Pause
from prefect.states import Scheduled

from config.clock import Clock

LONGEST = timedelta(days=7)  # a run that only a fact can move still looks once a week
SHORTEST = timedelta(seconds=2)  # what is due once more, though all that was due is done: no run spins on it
HELD = timedelta(minutes=1)

UNDER_WAY = frozenset({StateType.PENDING, StateType.RUNNING})


def wake_time(clock: Clock, wake_at: datetime | None, held: timedelta = HELD) -> datetime:
    """The machine time for Prefect's schedule, of a wake in office time; None: whenever, but not never.

    `held` is when to look again where a compressed clock is held before the wake.
    """
    wall = clock.wall()
    if wake_at is None:
        return wall + LONGEST
    if wake_at <= clock.now():
        return wall + SHORTEST
    at = clock.wall_of(wake_at)
    # In the past though it is still to come: the clock is held. The waker sees it reach an open directive's wake.
    return min(at, wall + LONGEST) if at > wall else wall + held


async def set_parked(client: PrefectClient, run_id: UUID, *, name: str, message: str, until: datetime) -> Pause:
    """Put the run into its parked state; raise what this gives to end the process's part in it.

    Forced: a run under way may have been told to cancel, and a directive is not ended by a button of its engine.
    """
    state: State[Any] = Scheduled(name=name, message=message, scheduled_time=until)
    await client.set_flow_run_state(run_id, state, force=True)
    return Pause("parked", state=state)


async def wake(client: PrefectClient, run: FlowRun, clock: Clock, *, because: str | None = None) -> bool:
    """Have `run` started now. Gives False, and does nothing, where its time has come already.

    Not for a run under way, unless nobody carries it out any more: it looks again by itself before and after it parks.
    Should it start between our reading and our writing it is started twice: two at once cannot do anything twice.
    """
    state = run.state
    parked = state is not None and state.type == StateType.SCHEDULED
    if parked and state is not None:
        due = state.state_details.scheduled_time
        if due is None or due <= clock.wall():
            return False
    again: State[Any] = Scheduled(
        name=state.name if parked and state is not None else None,
        message=because or (state.message if parked and state is not None else None),
        scheduled_time=clock.wall(),
    )
    await client.set_flow_run_state(run.id, again, force=True)
    return True
