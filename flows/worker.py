"""Prefect's worker of type `dondoc`: runs the short flows inside its own process, so that a wake costs a tenth of a
second of processor time and not a new interpreter's four seconds.

Started by `dondoc up`, or the usual way: `prefect worker start --type dondoc --pool dondoc`.
"""

import asyncio
import os
import socket
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from functools import cache, partial
from typing import Any
from uuid import UUID
from weakref import WeakValueDictionary

import anyio
import anyio.abc
import httpx
import psutil
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas import OrchestrationResult
from prefect.client.schemas.objects import FlowRun, State
from prefect.client.schemas.responses import SetStateStatus
from prefect.context import AsyncClientContext, ContextModel
from prefect.exceptions import Abort, ObjectNotFound, Pause, PrefectException
from prefect.flow_engine import run_flow_async
from prefect.flows import Flow
from prefect.settings import (
    PREFECT_API_AUTH_STRING,
    PREFECT_API_KEY,
    PREFECT_API_URL,
    PREFECT_WORKER_QUERY_SECONDS,
    temporary_settings,
)
from prefect.states import Scheduled
from prefect.utilities.importtools import import_object
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult
from prefect.workers.process import ProcessWorker

from config.settings import load
from flows.ours import DEPLOYMENTS
from flows.run_log import keep_run_logs_clean
from flows.waker import keep_waking

QUERY_EVERY = 1.0  # seconds between two questions for runs whose time has come
AT_ONCE = 8  # runs under way at once; each mostly waits, for the API, the database or the mail server

OUR_FLOWS = {each.name: each.entrypoint for each in DEPLOYMENTS}  # a worker of this type runs these and nothing else


@cache
def this_process() -> str:
    """Host, process and its start: tells whether whoever took up a run still lives."""
    return f"{socket.gethostname()}:{os.getpid()}:{psutil.Process().create_time():.0f}"


class DondocResult(BaseWorkerResult):
    """Always status 0: what became of a run, its engine has told the server."""


class DondocWorker(BaseWorker[BaseJobConfiguration, BaseVariables, DondocResult]):
    type = "dondoc"
    _display_name = "Dondoc"
    _description = "Runs the directives' short flows inside the worker's own process."

    def __init__(
        self, *args: Any, flows: Mapping[str, Flow[..., Any]] | None = None, waking: bool = True, **options: Any
    ) -> None:
        """`flows` adds to ours; without `waking` it runs what others wake. The rest is Prefect's."""
        options["prefetch_seconds"] = 0  # runs start when they are due, not up to ten seconds early and then sleep
        at_once = options.pop("limit", None) or AT_ONCE  # not Prefect's own limit: it counts a run that ends as at work
        super().__init__(*args, **options)
        self._flows = flows or {}
        self._waking = waking
        self._woken = asyncio.Event()
        self._flow_names: dict[UUID, str] = {}
        self._adrift: set[UUID] = set()
        self._threads = ThreadPoolExecutor(at_once, "flow")
        self._at_work: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()

    @classmethod
    def get_default_base_job_template(cls) -> dict[str, Any]:
        """The process worker's, so that either worker can serve the pool and its parked runs."""
        return ProcessWorker.get_default_base_job_template()

    async def start(self, *args: Any, **options: Any) -> None:
        keep_run_logs_clean()
        # Started by hand, it may have been given Prefect's own variable alone: the waker speaks to the same server.
        settings = load(prefect_api_url=PREFECT_API_URL.value())
        parts = [keep_waking(settings, self._woken.set), self._ask_at_once()] if self._waking else []
        beside = [asyncio.create_task(part) for part in parts]
        try:
            with temporary_settings(set_defaults={PREFECT_WORKER_QUERY_SECONDS: QUERY_EVERY}):
                await super().start(*args, **options)
        finally:
            for task in beside:
                task.cancel()
            await asyncio.to_thread(self._threads.shutdown)  # the flows under way come to their end

    async def _ask_at_once(self) -> None:
        """Ask for the runs that our own waker has just woken; a question that fails is asked again in a second."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            with suppress(httpx.HTTPError, PrefectException):
                await self.get_and_submit_flow_runs()

    async def get_and_submit_flow_runs(self) -> list[FlowRun]:
        await self._give_back()
        return await super().get_and_submit_flow_runs()

    async def run(
        self,
        flow_run: FlowRun,
        configuration: BaseJobConfiguration,
        task_status: anyio.abc.TaskStatus[Any] | None = None,
    ) -> DondocResult:
        """Run the flow in a thread and an event loop of its own, whatever it does there.

        So a flow that blocks holds up neither the others nor the polling, and the signal handlers that Prefect's
        engine sets in a main thread stay out of this process.
        """
        flow = await self._flow_of(flow_run)
        if task_status is not None:
            task_status.started(this_process())
        try:
            # A run can be woken while the thread of its last wake is still being wound up.
            async with self._at_work.setdefault(flow_run.id, asyncio.Lock()):
                alone = partial(copy_context().run, asyncio.run, _run_to_its_end(flow, flow_run))
                await asyncio.get_running_loop().run_in_executor(self._threads, alone)
        except Exception:
            # The engine told the server what became of the run; here it could not: the server is gone, or the run is.
            self._logger.warning(
                "The end of run %r was not recorded; it will be given back", flow_run.name, exc_info=True
            )
            self._adrift.add(flow_run.id)
        return DondocResult(identifier=this_process(), status_code=0)

    async def _give_worker_labels_to_flow_run(self, flow_run_id: UUID) -> None:
        """Not done: on SQLite the server often answers 503 to it, and Prefect's client then sleeps for two seconds.

        Who runs a run stands in its infrastructure id.
        """

    async def _flow_of(self, flow_run: FlowRun) -> Flow[..., Any]:
        if flow_run.flow_id not in self._flow_names:
            self._flow_names[flow_run.flow_id] = (await self.client.read_flow(flow_run.flow_id)).name
        name = self._flow_names[flow_run.flow_id]
        if name in self._flows:
            return self._flows[name]
        if name not in OUR_FLOWS:
            raise LookupError(f"this worker runs {', '.join(OUR_FLOWS)}; flow {name!r} needs another work pool")
        return await asyncio.to_thread(import_object, OUR_FLOWS[name])

    async def _give_back(self) -> None:
        """Have the runs that went adrift started again; those stay that the server cannot be told of yet."""
        for run_id in list(self._adrift):
            why = "taken up again: the Prefect server was away when its last step ended"
            state: State[Any] = Scheduled(message=why)
            with suppress(ObjectNotFound):
                await self.client.set_flow_run_state(run_id, state, force=True)
            self._adrift.discard(run_id)


async def _run_to_its_end(flow: Flow[..., Any], flow_run: FlowRun) -> None:
    # Without the deployment's id the engine opens no second connection to be told of a suspension: our flows are over
    # in a second and park by themselves, and that watch costs as much as they do. The id is read again for the run.
    flow_run = flow_run.model_copy(update={"deployment_id": None})
    try:
        async with _EngineContext():
            await run_flow_async(flow, flow_run=flow_run, parameters=flow_run.parameters, return_type="state")
    except (Pause, Abort):
        pass  # parked; or another worker was faster


class _EngineClient(PrefectClient):
    """Does not sit out a wait. A run that was parked again while we took it up would be slept on for days, here."""

    async def set_flow_run_state(self, *args: Any, **options: Any) -> OrchestrationResult[Any]:
        result = await super().set_flow_run_state(*args, **options)
        if result.status == SetStateStatus.WAIT:
            raise Abort("parked again meanwhile")
        return result


class _EngineContext(AsyncClientContext):
    """Makes the engine use that client, as it uses whatever client its context holds."""

    def __init__(self) -> None:
        password = PREFECT_API_AUTH_STRING.value()
        ContextModel.__init__(
            self,
            client=_EngineClient(
                PREFECT_API_URL.value(),
                api_key=PREFECT_API_KEY.value(),
                auth_string=password.get_secret_value() if password else None,
            ),
        )
