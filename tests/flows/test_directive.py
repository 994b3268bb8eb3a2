"""The run of a directive: parked under its state's name, woken by facts and by the clock, the same run to its end."""

import json
import logging
from datetime import date

from prefect.client.schemas.objects import FlowRun, StateType

from records import decisions, outbox
from tests import cast
from tests.cast import SNV, SYT, hanoi
from tests.flows.stage import Stage


async def test_an_issued_directive_parks_under_its_states_name(stage: Stage):
    directive_id = stage.issue()

    async with stage.worker():
        run = await stage.parked(directive_id)

    assert run.name == "6321/UBND-TH"
    assert run.state.message == "0/3 in; next: digest to the lead 18/12 08:30"
    assert sorted(run.tags) == ["lead:SKHDT", "state:awaiting_submissions", "urgency:none"]
    assert run.parameters == {"directive_id": directive_id}
    assert await names_of_tasks(stage, run) == ["issued → awaiting submissions", "deliver mails"]
    assert len(stage.post.ids()) == 4  # three notices, one to the lead


async def test_an_answer_wakes_it_and_its_receipt_goes_out(stage: Stage):
    directive_id = stage.issue()

    async with stage.worker():
        first = await stage.parked(directive_id)
        stage.answer(directive_id, SYT)
        then = await stage.parked(directive_id)

    assert then.id == first.id
    assert then.state.message.startswith("1/3 in; ")
    assert len(stage.post.ids()) == 5


async def test_the_deadline_closes_the_collection_though_nobody_did_anything(stage: Stage):
    directive_id = stage.issue()

    async with stage.worker():
        await stage.parked(directive_id)
        stage.wind(cast.CLOSES)
        run = await stage.parked(directive_id, "Consolidating")

    assert "state:consolidating" in run.tags
    assert "awaiting submissions → consolidating" in await names_of_tasks(stage, run)


async def test_it_ends_promulgated(stage: Stage):
    directive_id = cast.submitted_to_chairman(stage.office.db)
    stage.wind(hanoi("2020-12-24 16:30"))
    decisions.approve_plan(
        stage.office.db, directive_id, plan_number="215/KH-UBND", plan_date=date(2020, 12, 24), now=stage.office.now()
    )

    async with stage.worker():
        run = await stage.ended(directive_id, "Promulgated")

    assert run.state.type == StateType.COMPLETED
    assert "state:promulgated" in run.tags


async def test_it_ends_withdrawn(stage: Stage):
    directive_id = stage.issue()

    async with stage.worker():
        await stage.parked(directive_id)
        decisions.withdraw(stage.office.db, directive_id, reason="thay bằng văn bản khác", now=stage.office.now())
        run = await stage.ended(directive_id, "Withdrawn")

    assert run.state.type == StateType.CANCELLED
    assert await levels(stage, run) <= {logging.DEBUG, logging.INFO}


async def test_it_does_not_end_before_its_last_mail_has_gone_out(stage: Stage):
    directive_id = stage.issue()

    async with stage.worker():
        await stage.parked(directive_id)
        stage.post.away = True
        decisions.withdraw(stage.office.db, directive_id, reason="thay bằng văn bản khác", now=stage.office.now())
        run = await stage.parked(directive_id, "Withdrawn")
        assert "; next: mail " in run.state.message

        stage.post.away = False
        stage.wind(outbox.next_send(stage.office.db, directive_id))
        await stage.wake(run)  # a minute sooner than it would by itself
        await stage.ended(directive_id, "Withdrawn")

    assert outbox.next_send(stage.office.db, directive_id) is None


async def test_a_healthy_run_logs_no_error_and_names_no_mailbox(stage: Stage):
    directive_id = stage.issue()

    async with stage.worker():
        run = await stage.parked(directive_id)
        stage.answer(directive_id, SNV)
        await stage.parked(directive_id)

    logged = await stage.logs(run)
    assert {line.level for line in logged} == {logging.INFO}
    shown = [line.message for line in logged] + [str(each["data"]) for each in await stage.artifacts(run)] + run.tags
    assert not [text for text in shown if "@" in text]


async def test_its_page_shows_progress_and_roll_call_in_vietnamese(stage: Stage):
    directive_id = stage.issue()

    async with stage.worker():
        await stage.parked(directive_id)
        stage.answer(directive_id, SYT)
        run = await stage.parked(directive_id)

    newest = {each["key"]: each["data"] for each in reversed(await stage.artifacts(run))}
    progress, roster = (
        newest[f"progress-6321-ubnd-th-{directive_id[:8]}"],
        newest[f"roster-6321-ubnd-th-{directive_id[:8]}"],
    )
    assert "| Trạng thái | **Đang chờ báo cáo** từ 09:00 17/12/2020 |" in progress
    assert "| Đã gửi | **1/3** (gửi đúng hạn: 1) |" in progress
    assert "| Hạn gửi báo cáo | hết ngày 21/12/2020 |" in progress
    assert [(row["Mã"], row["Tình trạng"], row["Nhận lúc"]) for row in json.loads(roster)] == [
        ("SYT", "Đã gửi, chờ xem xét", "09:00 17/12/2020"),
        ("SNV", "Chưa gửi", ""),
        ("H-BA-TO", "Chưa gửi", ""),
    ]


async def test_its_artifacts_are_renewed_in_their_place(stage: Stage):
    directive_id = stage.issue()

    async with stage.worker():
        run = await stage.parked(directive_id)
        before = {each["id"]: each["data"] for each in await stage.artifacts(run) if each["key"]}
        stage.answer(directive_id, SYT)
        await stage.parked(directive_id)

    after = {each["id"]: each["data"] for each in await stage.artifacts(run) if each["key"]}
    assert after.keys() == before.keys()
    assert [after[each] != before[each] for each in before] == [True, True]


async def names_of_tasks(stage: Stage, run: FlowRun) -> list[str]:
    return [task.name for task in await stage.task_runs(run)]


async def levels(stage: Stage, run: FlowRun) -> set[int]:
    return {line.level for line in await stage.logs(run)}
