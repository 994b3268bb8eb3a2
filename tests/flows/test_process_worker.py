"""Prefect's stock process worker runs the same deployments, each wake an interpreter of its own."""

import asyncio
import logging

from flows.environment import environment
from flows.up import worker_child
from flows.waker import keep_waking
from tests.cast import SYT
from tests.flows.stage import Stage

PATIENCE = 90.0  # seconds: an interpreter for each wake


async def test_the_stock_worker_parks_and_wakes_a_directive(stage: Stage):
    settings = stage.settings.model_copy(update={"worker": "process"})
    said: list[str] = []
    worker = worker_child(settings, said.append)
    directive_id = stage.issue()
    await worker.start()
    waker = asyncio.create_task(keep_waking(settings))  # as `dondoc up` has it beside this worker
    try:
        first = await stage.parked(directive_id, patience=PATIENCE)
        stage.answer(directive_id, SYT)
        then = await stage.parked(directive_id, patience=PATIENCE)
    finally:
        waker.cancel()
        await worker.stop()

    assert then.id == first.id
    assert then.state.message.startswith("1/3 in; ")
    assert len(stage.post.ids()) == len(set(stage.post.ids())) == 5
    assert [line.message for line in await stage.logs(then) if line.level >= logging.ERROR] == []


def test_its_processes_find_the_office_in_their_environment(stage: Stage):
    given = environment(stage.settings)

    assert given["DONDOC_HOME"] == str(stage.settings.folder)
    assert given["PREFECT_API_URL"] == stage.settings.api_url
