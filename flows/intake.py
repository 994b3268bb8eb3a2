"""The flow of each document that comes in: read it, issue it where nothing is left to ask, else wait for the clerk.

Its one parameter is the document's SHA-256; a document that comes twice finds the run it already has. It ends
Completed "Issued 6321/UBND-TH", or Failed with the reason; in between it is parked as "Awaiting the clerk".
"""

import asyncio
from functools import partial
from typing import Any
from uuid import UUID

from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterIdempotencyKey
from prefect.client.schemas.objects import FlowRun, State
from prefect.states import Completed, Failed, Scheduled

from config.errors import NotAllowed, UnreadableInput
from config.roster import Roster
from flows.client import find_runs, this_run
from flows.inbox import reject_note
from flows.office import Office, open_office
from flows.ours import INTAKE
from flows.parking import set_parked, wake, wake_time
from flows.run_log import keep_run_logs_clean
from notifications.delivery import deliver
from records import intake as intakes
from records import outbox
from records.intake import Intake
from records.issue import AlreadyIssued, directive_id, issue

AT_ONCE = 100  # documents that a tick deals with
MOST_READS = 10  # of one wake: each further one because the clerk answered in that moment

keep_run_logs_clean()


@flow(name="intake", persist_result=False, log_prints=False)
async def intake(document: str) -> State[Any]:
    """Take the document with this SHA-256 as far as it goes. Raises `NotFound` (the run ends Failed)."""
    client, run = this_run()
    with open_office() as office:
        for _ in range(MOST_READS):
            came = await asyncio.to_thread(intakes.get, office.db, document)
            if (ended := _ended(came)) is not None:
                if came.status == "rejected":
                    await asyncio.to_thread(reject_note, office, document)
                await deliver(office.db, office.settings, office.clock)
                return ended
            if came.status == "awaiting_clerk":
                break
            questions = await asyncio.to_thread(_read, office, came)
            if questions:
                await acreate_table_artifact(
                    questions, key=f"questions-{came.sha256[:12]}", description=f"{came.filename}: cần văn thư xác nhận"
                )
        await deliver(office.db, office.settings, office.clock)
        return await _await_clerk(office, client, run, came)


async def wake_intakes(client: PrefectClient, office: Office) -> int:
    """Start or wake the runs of documents that are new or answered; gives how many. Part of the waker's tick."""
    wanted = await asyncio.to_thread(intakes.unsettled, office.db, AT_ONCE)
    if not wanted:
        return 0
    keys = FlowRunFilterIdempotencyKey(any_=wanted)
    runs = await find_runs(client, FlowRunFilter(idempotency_key=keys), of_flow=INTAKE.name)
    found = {run.idempotency_key: run for run in runs}
    woken = 0
    for sha256 in wanted:
        run = found.get(sha256)
        if run is None:
            await start_intake(client, office, sha256)
            woken += 1
        elif run.state is not None and run.state.is_scheduled():
            woken += await wake(client, run, office.clock)
    return woken


async def start_intake(client: PrefectClient, office: Office, sha256: str) -> UUID:
    """Give the document its run; gives the one it has where it has one."""
    came = await asyncio.to_thread(intakes.get, office.db, sha256)
    deployment = await client.read_deployment_by_name(INTAKE.full_name)
    run = await client.create_flow_run_from_deployment(
        deployment.id,
        parameters={"document": sha256},
        state=Scheduled(scheduled_time=office.clock.wall()),
        name=came.filename,
        idempotency_key=sha256,
    )
    return run.id


def _ended(came: Intake) -> State[Any] | None:
    match came.status:
        case "issued":
            return Completed(name="Issued", message=came.reason)
        case "dismissed":
            return Completed(name="Asks for nothing", message=came.reason)
        case "rejected":
            return Failed(name="Rejected", message=came.reason)
    return None


def _read(office: Office, came: Intake) -> list[dict[str, str]]:
    """Read the document with the answers so far and settle where it stands; gives the questions that are open."""
    from reading import read_bytes
    from reading.draft import draft

    settle = partial(intakes.settle, office.db, came)
    try:
        days = office.db.office.working_days
        document = read_bytes(came.content, came.filename, zone=office.settings.tz, working_days=days)
        current = draft(document, Roster.load(*office.settings.roster_files), office.db.office, came.answers)
        confirmed = came.status == "answered"
        if current.questions or not (confirmed or office.settings.intake == "issue"):
            return _ask(office, came, current)
        order = current.order(confirmed_by=came.answered_by or "intake")
        issue(office.db, order, now=office.now(), actor=came.answered_by or "intake")
        settle("issued", reason=f"Issued {order.number}", directive_id=directive_id(order))
    except AlreadyIssued as error:
        settle("issued", reason=str(error), directive_id=directive_id(order))
    except UnreadableInput as error:
        reason = getattr(error, "vi", None) or f"{error}. {error.remedy}"
        _tell_clerk(office, came, "intake_rejected", {"reason": reason})
        settle("rejected", reason=reason)
    except NotAllowed as error:
        settle("dismissed", reason=str(error))
    return []


def _ask(office: Office, came: Intake, current: Any) -> list[dict[str, str]]:
    asked = [
        {
            "Mục": each.key,
            "Văn bản ghi": " ".join((each.words or "").split()),
            "Đọc là": each.default or "",
            "Hỏi": each.why,
        }
        for each in current.questions
    ] or [{"Mục": "mọi mục", "Văn bản ghi": "", "Đọc là": "", "Hỏi": "xác nhận nội dung đã đọc trước khi phát hành"}]
    _tell_clerk(office, came, "clerk_questions", {"questions": [f"{each['Mục']}: {each['Hỏi']}" for each in asked]})
    intakes.settle(office.db, came, "awaiting_clerk", reason=f"{len(asked)} to confirm")
    return asked


def _tell_clerk(office: Office, came: Intake, event: str, facts: dict[str, Any]) -> None:
    # Written before the status: killed in between, the document is read again, and the mail is known by its id.
    told = {"filename": came.filename, "document": came.sha256[:12], **facts}
    outbox.write_to_clerk(office.db, event, told, about=came.sha256, now=office.now())


async def _await_clerk(office: Office, client: PrefectClient, run: FlowRun, came: Intake) -> State[Any]:
    park = partial(
        set_parked,
        client,
        run.id,
        name="Awaiting the clerk",
        message=f"{came.reason}; dondoc intake show {came.sha256[:12]}",
    )
    leave = await park(until=wake_time(office.clock, None))
    # The clerk may have answered on the way; the waker, too, wakes for that, every second.
    if (await asyncio.to_thread(intakes.get, office.db, came.sha256)).status == "answered":
        leave = await park(until=office.clock.wall())
    raise leave
