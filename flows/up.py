"""`dondoc up`: the embedded Prefect server, the worker, the waker and the inbox watch, started, kept and ended by one.

async with running(settings) as office:
    ...                      # everything runs; office.addresses says where
"""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field

from config.errors import Unavailable
from config.settings import Settings
from flows.children import Child, Say
from flows.client import open_client
from flows.deployments import deploy
from flows.environment import environment
from flows.home_lock import end_leftovers, held
from flows.inbox import watch_inbox
from flows.office import Office, open_office
from flows.ours import DIRECTIVE
from flows.server import embedded, healthy, start_server
from flows.waker import keep_waking
from notifications.sink import Sink

AGAIN_AFTER = 5.0  # seconds, for a part of this process that failed


@dataclass
class Running:
    """What runs. `addresses` is for people: name → where to look."""

    office: Office
    addresses: dict[str, str]
    children: dict[str, Child] = field(default_factory=dict)


@asynccontextmanager
async def running(
    settings: Settings, *, say: Say = print, sink: bool = False, inbox: bool = True
) -> AsyncIterator[Running]:
    """Start all that an office needs and end it with the block; with `sink`, an SMTP server that keeps its mails too.

    Raises `Unavailable`: the home is held by another, a port is taken, the server does not start or does not answer.
    """
    async with AsyncExitStack() as stack:
        stack.enter_context(held(settings.folder))
        if ended := await asyncio.to_thread(end_leftovers, settings.folder):
            say(f"ended {ended} processes that an earlier start had left")
        office = stack.enter_context(open_office(settings, migrate=True))
        run = Running(office, {"home": str(settings.folder)})
        if sink:
            mails = Sink(settings.folder / "mails", smtp_port=settings.smtp_port, http_port=settings.sink_port)
            run.addresses["mails"] = (await stack.enter_async_context(mails)).url
        if embedded(settings):
            run.children["server"] = server = await start_server(settings, say)
            stack.push_async_callback(server.stop)
        elif not await healthy(settings.api_url):
            raise Unavailable(
                f"no Prefect server answers at {settings.api_url}",
                remedy="start it, or unset DONDOC_PREFECT_API_URL to have one started here",
            )
        async with open_client(settings) as client:
            deployments = await deploy(client, settings)
        pages = settings.api_url.removesuffix("/api")
        only_those = f"{pages}/runs?deployment={deployments[DIRECTIVE.name]}"  # without the runs of `reconcile`
        run.addresses |= {"Prefect": pages, "directives": only_those}
        run.children["worker"] = worker = worker_child(settings, say)
        await worker.start()
        worker.keep()
        stack.push_async_callback(worker.stop)
        if settings.worker == "process":
            _keep(stack, "waker", lambda: keep_waking(settings), say)
        if inbox:
            _keep(stack, "inbox watch", lambda: watch_inbox(office), say)
            run.addresses["inbox"] = str(settings.inbox)
        run.addresses["logs"] = str(settings.folder / "logs")
        yield run


async def serve(settings: Settings, *, say: Say = print, sink: bool = False) -> None:
    """Run until Ctrl-C or SIGTERM; then end every child, and return."""
    main = asyncio.current_task()
    assert main is not None
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, main.cancel)
    with suppress(asyncio.CancelledError):
        async with running(settings, say=say, sink=sink) as run:
            for name, address in run.addresses.items():
                say(f"{name:<12} {address}")
            say("Dondoc runs. Ctrl-C ends it.")
            try:
                await asyncio.Event().wait()
            finally:
                say("ending; what is under way is finished first")


def worker_child(settings: Settings, say: Say = print) -> Child:
    """The worker that the office chose: ours, or Prefect's stock process worker."""
    if settings.worker == "dondoc":
        module, extra = ["flows.work"], {}
    else:
        name = ["--name", f"{socket.gethostname()} process"]
        pool = ["--type", "process", "--pool", settings.work_pool, "--no-create-pool-if-not-found"]
        # No --limit: with one, that worker dies when a run wakes before its last process has been reaped.
        module = ["prefect", "worker", "start", *name, *pool, "--prefetch-seconds", "0"]
        extra = {"PREFECT_WORKER_QUERY_SECONDS": "1"}
    log = settings.folder / "logs" / "worker.log"
    return Child("worker", module, environment(settings) | extra, log, say)


def _keep(stack: AsyncExitStack, name: str, part: Callable[[], Awaitable[None]], say: Say) -> None:
    """Run a part of this process until the stack closes, and again whenever it fails."""

    async def forever() -> None:
        while True:
            try:
                await part()
            except Exception as error:
                say(f"{name} failed ({type(error).__name__}: {error}), starting it again in {AGAIN_AFTER:g} s")
            await asyncio.sleep(AGAIN_AFTER)

    task = asyncio.create_task(forever(), name=name)

    async def stop() -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    stack.push_async_callback(stop)
