"""Wake to parked, and the processor time of it: our worker against Prefect's stock process worker, on one server.

A wake is the smallest there is: nothing is due, the run looks and parks again. What differs is who carries it out.
"""

import asyncio
import socket
import time
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, StateType

from benchmarks.office import order
from config.settings import load
from flows.client import open_client, runs_of
from flows.deployments import deploy
from flows.office import Office, open_office
from flows.parking import wake
from flows.server import start_server
from flows.starting import start_run
from flows.up import worker_child
from notifications.sink import Sink
from records.issue import issue

WAKES = {"dondoc": 20, "process": 10}
REACH_WAIT, REACH_CPU = 3.0, 10.0  # times sooner, times less processor time
PATIENCE = 120.0  # seconds for one wake
POLL = 0.02  # seconds
IDLE = 5.0  # seconds in which an idle worker is measured, to be taken off
BETWEEN = 0.5  # seconds, for the last process to be gone


def run() -> list[tuple[str, float, float, str]]:
    return asyncio.run(_run())


async def _run() -> list[tuple[str, float, float, str]]:
    async with AsyncExitStack() as stack:
        home = stack.enter_context(TemporaryDirectory(prefix="dondoc-bench-"))
        sink = await stack.enter_async_context(Sink(Path(home) / "mails"))
        settings = load(home=home, prefect_port=_free_port(), smtp_port=sink.smtp_port, reconcile_every=86_400)
        server = await start_server(settings, say=lambda _: None)
        stack.push_async_callback(server.stop)
        office = stack.enter_context(open_office(settings, migrate=True))
        client = await stack.enter_async_context(open_client(settings))
        await deploy(client, settings)
        directive_id = issue(office.db, order(office.db, 3), now=office.now())
        await start_run(client, office, directive_id)
        ours, stock = [await _measured(client, office, directive_id, worker) for worker in WAKES]
    return [
        ("wake to parked", stock[0] / ours[0], REACH_WAIT, f"{ours[0]:.2f} s; stock worker {stock[0]:.2f} s (medians)"),
        ("processor time of a wake", stock[1] / ours[1], REACH_CPU, f"{ours[1]:.3f} s; stock worker {stock[1]:.2f} s"),
    ]


async def _measured(client: PrefectClient, office: Office, directive_id: str, kind: str) -> tuple[float, float]:
    """(median seconds from wake to parked, processor seconds of a wake) with a worker of this kind."""
    worker = worker_child(office.settings.model_copy(update={"worker": kind}), say=lambda _: None)
    await worker.start()
    try:
        await _wake(client, office, directive_id)  # the first one loads code, and may have much to do
        assert worker.pid is not None
        await _alone(worker.pid)
        idle, waits = await _idle(worker.pid), []
        used = _processor_seconds(worker.pid)
        began = time.monotonic()
        for _ in range(WAKES[kind]):
            await asyncio.sleep(BETWEEN)
            waits.append(await _wake(client, office, directive_id))
        await _alone(worker.pid)
        spent = _processor_seconds(worker.pid) - used - idle * (time.monotonic() - began)
        return median(waits), spent / WAKES[kind]
    finally:
        await worker.stop()


async def _wake(client: PrefectClient, office: Office, directive_id: str) -> float:
    """Wake the run and wait until it is parked again; gives the seconds between."""
    before = await _run_of(client, directive_id)
    began = time.monotonic()
    await wake(client, before, office.clock)
    while time.monotonic() - began < PATIENCE:
        now = await _run_of(client, directive_id)
        state = now.state
        assert state is not None
        due = state.state_details.scheduled_time
        parked = state.type == StateType.SCHEDULED and due is not None and due > office.clock.wall()
        if parked and now.run_count > before.run_count:
            return time.monotonic() - began
        await asyncio.sleep(POLL)
    raise TimeoutError(f"{directive_id} is not parked after {PATIENCE:g} s")


async def _run_of(client: PrefectClient, directive_id: str) -> FlowRun:
    return (await runs_of(client, [directive_id]))[directive_id]


async def _alone(pid: int) -> None:
    """Wait until the processes that it started have ended: only then is their time known."""
    while psutil.Process(pid).children(recursive=True):
        await asyncio.sleep(POLL)
    await asyncio.sleep(BETWEEN)


async def _idle(pid: int) -> float:
    """Processor seconds a second while nothing happens."""
    before = _processor_seconds(pid)
    await asyncio.sleep(IDLE)
    return (_processor_seconds(pid) - before) / IDLE


def _processor_seconds(pid: int) -> float:
    """Of a process and of those it started that have ended. The process's own to the microsecond (Linux)."""
    times = psutil.Process(pid).cpu_times()
    return time.clock_gettime((~pid << 3) | 2) + times.children_user + times.children_system


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
