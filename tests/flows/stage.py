"""The stage of this folder's tests: one small directive, a worker, a clock to wind, and waits that end."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    LogFilter,
    LogFilterFlowRunId,
)
from prefect.client.schemas.objects import FlowRun, Log, StateType, TaskRun
from prefect.client.schemas.sorting import LogSort, TaskRunSort

from config.clock import CompressedClock
from config.settings import Settings
from flows.client import runs_of
from flows.office import Office
from flows.parking import wake
from flows.worker import DondocWorker
from records import acts, runs
from states.order import Addressed
from tests import cast

PATIENCE = 30.0  # seconds after which a wait has failed


class Post:
    """Keeps every mail that the SMTP server takes."""

    port = 0
    away = False  # refuses to talk at all
    slow = 0.0  # seconds before it takes a mail

    def __init__(self) -> None:
        self.mails: list[Message] = []

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return ["421 4.3.2 closed for today"] if self.away else responses

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.slow)
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(message_from_bytes(content))
        return "250 OK"

    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]


@dataclass
class Stage:
    """An office of this test's own, with Prefect, mail server and clock; the people are those of tests/cast.py."""

    office: Office
    client: PrefectClient
    post: Post

    @staticmethod
    def set_clock(settings: Settings, at: datetime) -> None:
        assert settings.clock is not None
        CompressedClock(settings.clock).start(at, speed=20_000.0)

    @property
    def settings(self) -> Settings:
        return self.office.settings

    def wind(self, at: datetime) -> None:
        """Let the office clock show `at`, and stand there."""
        self.set_clock(self.settings, at)

    def issue(self, *agencies: Addressed, **other: Any) -> str:
        return cast.issued(self.office.db, *agencies, now=self.office.now(), **other)

    def answer(self, directive_id: str, agency: Addressed = cast.SYT) -> None:
        """A fact: the agency submits one row. Nobody is told of it; it is on record."""
        acts.submit(self.office.db, directive_id, agency.code, [cast.row()], now=self.office.now())

    @asynccontextmanager
    async def worker(self, *, waking: bool = True) -> AsyncIterator[DondocWorker]:
        """A worker of ours, in this process."""
        worker = DondocWorker(work_pool_name=self.settings.work_pool, waking=waking)
        running = asyncio.create_task(worker.start(printer=lambda *_: None))
        try:
            yield worker
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    async def wake(self, run: FlowRun) -> None:
        """Start a parked run, as the administrator's "Run now" does, and wait until it has begun."""
        before = run.run_count
        await wake(self.client, run, self.office.clock)

        async def begun() -> bool:
            return (await self.client.read_flow_run(run.id)).run_count > before

        await self.until(begun)

    async def run_of(self, directive_id: str) -> FlowRun | None:
        return (await runs_of(self.client, [directive_id])).get(directive_id)

    async def parked(
        self, directive_id: str, name: str = "Awaiting submissions", *, patience: float = PATIENCE
    ) -> FlowRun:
        """Wait until the directive's run is parked under `name`, having seen everything."""

        async def at_rest() -> FlowRun | None:
            run = await self.run_of(directive_id)
            if run is None or run.state is None or run.state.type != StateType.SCHEDULED or run.state.name != name:
                return None
            due = run.state.state_details.scheduled_time
            stirred = directive_id in runs.stirred(self.office.db)
            return run if due and due > self.office.clock.wall() and not stirred else None

        return await self.until(at_rest, patience)

    async def ended(self, directive_id: str, name: str) -> FlowRun:
        async def over() -> FlowRun | None:
            run = await self.run_of(directive_id)
            return run if run and run.state and run.state.is_final() and run.state.name == name else None

        return await self.until(over)

    async def until(self, question: Callable[[], Awaitable[Any]], patience: float = PATIENCE) -> Any:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        while loop.time() < deadline:
            if answer := await question():
                return answer
            await asyncio.sleep(0.1)
        raise AssertionError(f"not within {patience:g} s: {question.__qualname__}; {await self._where()}")

    async def logs(self, run: FlowRun) -> list[Log]:
        await asyncio.sleep(3)  # Prefect hands logs in every two seconds
        of_run = LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run.id]))
        return await self.client.read_logs(log_filter=of_run, sort=LogSort.TIMESTAMP_ASC, limit=200, offset=0)

    async def task_runs(self, run: FlowRun) -> list[TaskRun]:
        await asyncio.sleep(1)  # task runs arrive as events
        of_run = FlowRunFilter(id=FlowRunFilterId(any_=[run.id]))
        return await self.client.read_task_runs(
            flow_run_filter=of_run, sort=TaskRunSort.EXPECTED_START_TIME_ASC, limit=200
        )

    async def artifacts(self, run: FlowRun) -> list[dict[str, Any]]:
        """All of the run's artifacts, the newest first."""
        of_run = {"artifacts": {"flow_run_id": {"any_": [str(run.id)]}}, "sort": "CREATED_DESC", "limit": 200}
        return (await self.client.request("POST", "/artifacts/filter", json=of_run)).json()

    async def _where(self) -> str:
        found = await runs_of(self.client, runs.open_directives(self.office.db))
        return "; ".join(f"{run.name}: {run.state}" for run in found.values()) or "no open directive has a run"
