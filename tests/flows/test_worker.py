"""The worker: two at one directive, one killed in the middle, one asked to end, runs that are not ours."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from prefect import flow
from prefect.client.schemas.objects import StateType
from prefect.states import Scheduled

from config.settings import Settings
from flows.environment import environment
from flows.starting import start_run
from flows.worker import DondocWorker
from records.dossier import verify
from tests import cast
from tests.cast import BA_TO, SNV, SYT
from tests.flows.stage import Stage


@contextmanager
def process(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """The worker as `dondoc up` starts it; killed at the end, if it still lives."""
    running = subprocess.Popen(
        [sys.executable, "-m", "flows.leash", "flows.work"], env=environment(settings), stdin=subprocess.PIPE
    )
    try:
        yield running
    finally:
        running.kill()
        running.wait()


async def test_two_workers_at_once_do_nothing_twice(stage: Stage):
    directive_id = stage.issue()

    async with stage.worker(), stage.worker():
        run = await stage.parked(directive_id)
        for agency in (SYT, SNV, BA_TO):
            stage.answer(directive_id, agency)
            # Both are told at once, whether it is under way or not: worse than any waker does.
            await stage.client.set_flow_run_state(
                run.id, Scheduled(scheduled_time=stage.office.clock.wall()), force=True
            )
            await asyncio.sleep(0.3)
        run = await stage.parked(directive_id, "Consolidating")

    assert run.state.message.startswith("3/3 in")
    assert len(stage.post.ids()) == len(set(stage.post.ids()))
    verify(stage.office.db, directive_id)


async def test_a_run_whose_worker_is_killed_is_taken_up_by_the_next(stage: Stage):
    directive_id = stage.issue(*cast.agencies(6))
    stage.post.slow = 0.5

    async def some_mails_are_out() -> bool:
        return len(stage.post.ids()) >= 2

    with process(stage.settings) as worker:
        await stage.until(some_mails_are_out)
        worker.kill()
    run = await stage.run_of(directive_id)
    assert run.state.type == StateType.RUNNING

    stage.post.slow = 0.0
    with process(stage.settings):
        await stage.parked(directive_id)

    ids = stage.post.ids()
    assert len(set(ids)) == 7  # six notices, and the lead's
    assert len(ids) <= 8  # the one that was under way may have come twice


async def test_a_run_woken_the_moment_it_parked_is_run_again(stage: Stage):
    """Its last wake is still being wound up then."""
    directive_id = stage.issue()

    async with stage.worker() as worker:
        for _ in range(8):
            run = await stage.parked(directive_id)
            await stage.wake(run)
            await worker.get_and_submit_flow_runs()
        run = await stage.parked(directive_id)

    assert run.run_count >= 9  # one fewer were a lost wake; one more is a second look, which does nothing twice
    assert len(stage.post.ids()) == len(set(stage.post.ids()))


async def test_a_worker_that_is_asked_to_end_finishes_what_is_under_way(stage: Stage):
    directive_id = stage.issue(*cast.agencies(6))
    stage.post.slow = 0.3

    async def under_way() -> bool:
        return len(stage.post.ids()) >= 1

    with process(stage.settings) as worker:
        await stage.until(under_way)
        worker.terminate()
        assert await asyncio.to_thread(worker.wait, 20) == 0

    assert len(stage.post.ids()) == 7
    run = await stage.run_of(directive_id)
    assert run.state.name == "Awaiting submissions"


async def test_a_flow_that_is_not_ours_is_refused_with_a_word(stage: Stage):
    @flow(name="stranger")
    async def stranger() -> None: ...

    deployment = await stage.client.create_deployment(
        await stage.client.create_flow(stranger), "stranger", work_pool_name=stage.settings.work_pool, entrypoint="a.b"
    )
    run = await stage.client.create_flow_run_from_deployment(deployment)

    async def over() -> bool:
        return (await stage.client.read_flow_run(run.id)).state.is_final()

    async with stage.worker(waking=False):
        await stage.until(over)

    state = (await stage.client.read_flow_run(run.id)).state
    assert state.type == StateType.CRASHED
    assert "this worker runs directive, intake, reconcile; flow 'stranger' needs another work pool" in state.message


async def test_a_run_parked_again_by_another_worker_is_not_slept_on(stage: Stage):
    """Prefect's client would sleep until the parked time, in our worker, for days."""
    directive_id = stage.issue()
    run_id = await start_run(stage.client, stage.office, directive_id)
    later = Scheduled(name="Awaiting submissions", scheduled_time=stage.office.clock.wall() + timedelta(days=3))
    await stage.client.set_flow_run_state(run_id, later, force=True)
    run = await stage.client.read_flow_run(run_id)

    worker = DondocWorker(work_pool_name=stage.settings.work_pool, waking=False)
    async with worker:
        await asyncio.wait_for(worker.run(run, configuration=None), timeout=10)

    run = await stage.client.read_flow_run(run_id)
    assert (run.state.name, run.run_count) == ("Awaiting submissions", 0)


async def test_one_failing_flow_does_not_end_the_worker(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    unknown = await stage.client.read_deployment_by_name("directive/directive")
    lost = await stage.client.create_flow_run_from_deployment(unknown.id, parameters={"directive_id": "no such"})
    directive_id = stage.issue()

    async with stage.worker():
        await stage.parked(directive_id)

    state = (await stage.client.read_flow_run(lost.id)).state
    assert state.type == StateType.FAILED
    assert "no directive no such on record" in state.message
