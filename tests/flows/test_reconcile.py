"""What an administrator may press, delete or stop in Prefect: nothing of it ends or doubles a directive."""

import logging
from datetime import timedelta

import pytest
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.states import Cancelling, Failed, Scheduled

from flows import reconcile as net
from flows.client import find_runs
from flows.reconcile import IN_ORDER, repair
from flows.starting import start_reconcile
from records import decisions
from tests.cast import SYT
from tests.flows.stage import Stage

log = logging.getLogger("test")


async def cancel(stage: Stage, run: FlowRun) -> None:
    """What the Cancel button does."""
    await stage.client.set_flow_run_state(run.id, Cancelling())


async def retry(stage: Stage, run: FlowRun) -> None:
    """What the Retry button does."""
    state = Scheduled(name="AwaitingRetry", message="Retry from the UI", scheduled_time=stage.office.clock.wall())
    await stage.client.set_flow_run_state(run.id, state, force=True)


async def test_cancel_on_a_parked_run_is_undone_and_the_runs_log_says_why(stage: Stage):
    directive_id = stage.issue()
    async with stage.worker():
        run = await stage.parked(directive_id)
        await cancel(stage, run)
        assert (await stage.run_of(directive_id)).state.type == StateType.CANCELLING

        assert await repair(stage.client, stage.office, log) == 1
        await stage.parked(directive_id)

    said = [line.message for line in await stage.logs(run) if line.level == logging.WARNING]
    assert said == [
        "Brought back by reconcile: it was cancelled, but the directive is open;"
        " to end it: dondoc withdraw NUMBER --reason …"
    ]


async def test_retry_on_an_ended_run_ends_it_once_more(stage: Stage):
    directive_id = stage.issue()
    async with stage.worker():
        await stage.parked(directive_id)
        decisions.withdraw(stage.office.db, directive_id, reason="thay bằng văn bản khác", now=stage.office.now())
        run = await stage.ended(directive_id, "Withdrawn")
        mails = len(stage.post.ids())

        await retry(stage, run)
        again = await stage.ended(directive_id, "Withdrawn")

    assert again.run_count == run.run_count + 1
    assert len(stage.post.ids()) == mails


async def test_a_deleted_run_is_given_again(stage: Stage):
    directive_id = stage.issue()
    async with stage.worker():
        run = await stage.parked(directive_id)
        await stage.client.delete_flow_run(run.id)

        assert await repair(stage.client, stage.office, log) == 1
        again = await stage.parked(directive_id)

    assert again.id != run.id
    assert again.name == run.name
    assert len(stage.post.ids()) == 4  # no notice twice
    assert {each["key"] for each in await stage.artifacts(again)} == {
        f"progress-6321-ubnd-th-{directive_id[:8]}",
        f"roster-6321-ubnd-th-{directive_id[:8]}",
    }


async def test_a_failed_run_stays_loud_for_a_while_and_is_then_tried_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    directive_id = stage.issue()
    async with stage.worker():
        run = await stage.parked(directive_id)
        await stage.client.set_flow_run_state(run.id, Failed(message="the disk was full"), force=True)

        assert await repair(stage.client, stage.office, log) == 0
        monkeypatch.setattr(net, "RETRY_AFTER", timedelta(0))
        assert await repair(stage.client, stage.office, log) == 1
        await stage.parked(directive_id)


async def test_a_paused_pool_holds_wakes_and_resuming_lets_them_run(stage: Stage):
    directive_id = stage.issue()
    async with stage.worker():
        await stage.parked(directive_id)
        await pause(stage, True)
        stage.answer(directive_id, SYT)
        with pytest.raises(AssertionError, match="not within"):
            await stage.until(lambda: answered(stage, directive_id), patience=4)

        await pause(stage, False)
        await stage.until(lambda: answered(stage, directive_id))


async def test_a_run_in_order_is_left_alone(stage: Stage):
    directive_id = stage.issue()
    async with stage.worker():
        run = await stage.parked(directive_id)
        assert await repair(stage.client, stage.office, log) == 0
    assert (await stage.run_of(directive_id)).state.id == run.state.id


async def test_its_own_runs_follow_each_other_and_the_quiet_ones_are_forgotten(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DONDOC_RECONCILE_EVERY", "1")
    monkeypatch.setattr(net, "KEPT", 2)

    async def several() -> bool:
        return await quiet(stage) == 2 and len(numbers) > 4

    numbers: set[str] = set()

    async def quiet(stage: Stage) -> int:
        runs = await find_runs(stage.client, FlowRunFilter(), of_flow="reconcile")
        ended = [run for run in runs if run.state_name == IN_ORDER]
        numbers.update(str(run.id) for run in ended)
        return len(ended)

    async with stage.worker():
        await stage.until(several)


async def test_two_who_plan_the_same_stretch_plan_one_run(stage: Stage):
    for _ in range(2):
        await start_reconcile(stage.client, stage.office)
        await start_reconcile(stage.client, stage.office, ahead=1)

    assert len(await find_runs(stage.client, FlowRunFilter(), of_flow="reconcile")) == 2


async def answered(stage: Stage, directive_id: str) -> bool:
    run = await stage.run_of(directive_id)
    return (run.state.message or "").startswith("1/3 in")


async def pause(stage: Stage, paused: bool) -> None:
    from prefect.client.schemas.actions import WorkPoolUpdate

    await stage.client.update_work_pool(stage.settings.work_pool, WorkPoolUpdate(is_paused=paused))
