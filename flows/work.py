"""Our worker as a process of its own: `python -m flows.work`. On SIGTERM it takes no new run and ends those it has."""

import asyncio
import signal
import socket
from contextlib import suppress

from config.settings import load
from flows.worker import DondocWorker


async def work() -> None:
    main = asyncio.current_task()
    assert main is not None
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, main.cancel)
    worker = DondocWorker(load().work_pool, name=f"{socket.gethostname()} dondoc", create_pool_if_not_found=False)
    with suppress(asyncio.CancelledError):
        await worker.start()


if __name__ == "__main__":
    asyncio.run(work())
