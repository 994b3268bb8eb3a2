"""The run of a directive: parked under its state's name, woken by facts and by the clock, the same run to the end."""

from tests.flows.stage import Stage


async def test_an_issued_directive_parks_under_its_states_name(stage: Stage):
    directive_id = stage.issue()

    async with stage.worker():
        run = await stage.parked(directive_id)

    assert run.name == "6321/UBND-TH"
    assert run.state.message == "0/3 in; next: digest to the lead 18/12 08:30"
    assert sorted(run.tags) == ["lead:SKHDT", "state:awaiting_submissions", "urgency:none"]
    assert run.parameters == {"directive_id": directive_id}
    assert [task.name for task in await stage.task_runs(run)] == ["issued → awaiting submissions", "deliver mails"]
