"""No wake is lost: a fact may arrive at every point of a run's way to parking, and whoever recorded it may die at once.

Nobody tells the run of a fact in these tests; it is committed, and that is all.
"""

from collections.abc import Iterator

import pytest

from flows import steps
from flows.starting import start_run
from flows.steps import Step
from records import runs
from tests.cast import SNV, SYT
from tests.flows.stage import Stage


@pytest.fixture
def at_step() -> Iterator[object]:
    """Call what is given when a run first passes the step."""
    done: list[Step] = []

    def install(wanted: Step, act: object) -> None:
        async def watch(step: Step, directive_id: str) -> None:
            if step == wanted and not done:
                done.append(step)
                act()

        steps.watchers.append(watch)

    yield install
    steps.watchers.clear()


@pytest.mark.parametrize("step", list(Step))
async def test_a_fact_at_any_step_to_parking_is_seen(stage: Stage, at_step, step: Step):
    directive_id = stage.issue()
    at_step(step, lambda: stage.answer(directive_id, SYT))

    async with stage.worker():
        run = await stage.parked(directive_id)

    assert run.state.message.startswith("1/3 in; ")
    assert runs.stirred(stage.office.db) == []
    assert len(stage.post.ids()) == len(set(stage.post.ids())) == 5  # the receipt too, and nothing twice


@pytest.mark.parametrize("step", [step for step in Step if step != Step.LEAVING])
async def test_up_to_its_last_look_the_run_sees_it_by_itself(stage: Stage, at_step, step: Step):
    directive_id = stage.issue()
    at_step(step, lambda: stage.answer(directive_id, SYT))

    async with stage.worker(waking=False):  # nobody wakes it
        await start_run(stage.client, stage.office, directive_id)
        run = await stage.parked(directive_id)

    assert run.state.message.startswith("1/3 in; ")


async def test_a_fact_recorded_while_no_worker_lived_is_seen_by_the_next(stage: Stage):
    directive_id = stage.issue()
    async with stage.worker():
        await stage.parked(directive_id)

    stage.answer(directive_id, SYT)
    stage.answer(directive_id, SNV)
    assert runs.stirred(stage.office.db) == [directive_id]

    async with stage.worker():
        run = await stage.parked(directive_id)
    assert run.state.message.startswith("2/3 in; ")
