"""Is a run that Prefect takes to be under way still carried out by anybody?

The worker leaves its host, process and that process's start on the run. Where these cannot be asked, time decides: to
take up a run that lives costs a second look at the records, and can do nothing twice.
"""

import socket
from datetime import datetime, timedelta

import psutil
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType

from flows.client import find_runs
from flows.parking import UNDER_WAY

SETTLING = timedelta(seconds=5)  # between taking a run up and leaving one's mark on it
STARTING = {"dondoc": timedelta(seconds=20), "process": timedelta(minutes=2)}  # the latter starts an interpreter
LONGEST_RUN = timedelta(minutes=15)  # many mails to a slow server


def why_lost(run: FlowRun, wall: datetime, worker: str) -> str | None:
    """Why nobody carries `run` out any more; None where somebody may. `worker` is the kind that the office uses."""
    assert run.state is not None
    age = wall - run.state.timestamp
    if run.state.type not in UNDER_WAY or age < SETTLING:
        return None
    if run.state.type == StateType.RUNNING and _died(run):
        return f"the process that ran it is gone ({run.infrastructure_pid})"
    longest = STARTING[worker] if run.state.type == StateType.PENDING else LONGEST_RUN
    return f"nothing was heard of it for {age.total_seconds():.0f} seconds" if age > longest else None


async def runs_under_way(client: PrefectClient) -> list[FlowRun]:
    of_type = FlowRunFilterState(type=FlowRunFilterStateType(any_=sorted(UNDER_WAY)))
    return await find_runs(client, FlowRunFilter(state=of_type), of_flow="directive")


def _died(run: FlowRun) -> bool:
    host, _, process = (run.infrastructure_pid or "").partition(":")
    if not process:  # the stock process worker leaves a bare process number; its name begins with the host
        worker = str(run.labels.get("prefect.worker.name", ""))
        host, process = worker.partition(" ")[0], f"{host}:"
    number, _, started = process.partition(":")
    if host != socket.gethostname() or not number.isdigit():
        return False
    try:
        alive = psutil.Process(int(number))
        return bool(started) and f"{alive.create_time():.0f}" != started
    except psutil.NoSuchProcess:
        return True
