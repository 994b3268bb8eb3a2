"""The stage of this folder's tests: one small directive, a worker, a clock to wind, and waits that end."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from email import message_from_bytes
from email.message import Message
from typing import Any
from zoneinfo import ZoneInfo

from aiosmtpd.smtp import SMTP, Envelope, Session
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterFlowRunId,
    FlowRunFilter,
    FlowRunFilterId,
    LogFilter,
    LogFilterFlowRunId,
    TaskRunFilter,
)
from prefect.client.schemas.objects import Artifact, FlowRun, Log, StateType, TaskRun
from prefect.client.schemas.sorting import ArtifactSort, LogSort, TaskRunSort

from config.clock import CompressedClock
from config.settings import Settings
from flows.client import runs_of
from flows.office import Office
from flows.worker import DondocWorker
from records import acts, runs
from records.decisions import day_deadline
from records.issue import issue
from states.order import Addressed, Order, Party

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
PATIENCE = 30.0  # seconds after which a wait has failed


def hanoi(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=HANOI)


class Post:
    """Keeps every mail that the SMTP server takes."""

    port = 0

    def __init__(self) -> None:
        self.mails: list[Message] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.mails.append(message_from_bytes(content))
        return "250 OK"

    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]


@dataclass
class Stage:
    """An office in the middle of the seed's week: three agencies, answers until the 21st, the plan by the 25th."""

    office: Office
    client: PrefectClient
    post: Post
    workers: list[DondocWorker] = field(default_factory=list)

    ISSUED_AT = hanoi("2020-12-17 15:00")
    CLOSES_AT = hanoi("2020-12-22 00:00")

    @staticmethod
    def set_clock(settings: Settings, at: datetime) -> None:
        assert settings.clock is not None
        CompressedClock(settings.clock).start(at, speed=1.0)

    @property
    def settings(self) -> Settings:
        return self.office.settings

    def wind(self, at: datetime) -> None:
        """Let the office clock show `at`, and stand there."""
        self.set_clock(self.settings, at)

    def issue(self, number: str = "6321/UBND-TH", agencies: tuple[str, ...] = ("SYT", "SNV", "TP-QUANG-NGAI")) -> str:
        return issue(
            self.office.db,
            Order(
                number=number,
                issuer="UBND tỉnh Quảng Ngãi",
                issued_on=date(2020, 12, 17),
                subject="xây dựng Kế hoạch thực hiện Chương trình hành động của Tỉnh ủy",
                lead=Party("SKHDT", "Sở Kế hoạch và Đầu tư", "skhdt@quangngai.example"),
                agencies=tuple(
                    Addressed(code, f"Cơ quan {code}", f"{code.lower()}@quangngai.example") for code in agencies
                ),
                submissions=day_deadline(self.office.db, date(2020, 12, 21), words="chậm nhất trước ngày 22/12/2020"),
                plan=day_deadline(self.office.db, date(2020, 12, 25), words="chậm nhất ngày 25/12/2020"),
                filename="6321-UBND-TH.txt",
                media_type="text/plain",
                content="công văn".encode(),
            ),
            now=self.office.now(),
        )

    def answer(self, directive_id: str, agency: str) -> None:
        """A fact: the agency submits one row."""
        row = {"product": "Đề án", "summary": "nội dung", "legal_basis": "Nghị quyết", "schedule": "Quý I/2021"}
        acts.submit(self.office.db, directive_id, agency, [row], now=self.office.now())

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

    async def run_of(self, directive_id: str) -> FlowRun | None:
        return (await runs_of(self.client, [directive_id])).get(directive_id)

    async def parked(
        self, directive_id: str, name: str = "Awaiting submissions", *, seen: int | None = None
    ) -> FlowRun:
        """Wait until the directive's run is parked under `name`, having seen everything (or version `seen`)."""

        async def at_rest() -> FlowRun | None:
            run = await self.run_of(directive_id)
            if run is None or run.state is None or run.state.type != StateType.SCHEDULED or run.state.name != name:
                return None
            due = run.state.state_details.scheduled_time
            stirred = directive_id in runs.stirred(self.office.db)
            return run if due and due > self.office.clock.wall() and not stirred else None

        return await self.until(at_rest)

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
        return await self.client.read_task_runs(flow_run_filter=of_run, sort=TaskRunSort.EXPECTED_START_TIME_ASC)

    async def artifacts(self, run: FlowRun) -> list[Artifact]:
        return await self.client.read_artifacts(
            artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run.id])),
            flow_run_filter=FlowRunFilter(),
            task_run_filter=TaskRunFilter(),
            sort=ArtifactSort.CREATED_DESC,
            limit=50,
        )

    async def _where(self) -> str:
        found = await runs_of(self.client, runs.open_directives(self.office.db))
        return "; ".join(f"{run.name}: {run.state}" for run in found.values())
