"""The portal as a process of its own: `python -m portal.serve`. On SIGTERM it finishes what it has begun and ends."""

import asyncio
import gc
import logging
import sys

import anyio.to_thread
import uvicorn

from config.settings import Settings, load
from portal.app import create_app
from portal.desk import Wake
from records import open_records

THREADS = 6  # requests worked on at once: they share one interpreter, and more of them only wait for each other
SWITCH = 0.0005  # seconds after which a waiting thread gets the interpreter; SQLite lets go of it at every row
FINISH = 10  # seconds for what is under way when it is asked to end


async def serve(settings: Settings, *, wake: Wake | None = None) -> None:
    """Serve until SIGTERM or Ctrl-C. Raises `Unavailable` where the records cannot be opened."""
    db = open_records(settings)
    share_fairly()
    try:
        await uvicorn.Server(config(settings, create_app(settings, db, settings.open_clock(), wake))).serve()
    finally:
        db.close()


def share_fairly() -> None:
    """Bound the threads that work on requests, in the running event loop; keep the collector off what never goes."""
    gc.collect()
    gc.freeze()  # what is loaded now stays: the collector need not walk through it while somebody waits
    sys.setswitchinterval(SWITCH)
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS


def config(settings: Settings, app: object) -> uvicorn.Config:
    """How uvicorn runs it. Its own access log would write the links' tokens down; ours does not."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=settings.portal_host,
        port=settings.portal_port,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=list(settings.portal_proxies),
        timeout_graceful_shutdown=FINISH,
        h11_max_incomplete_event_size=64 * 1024,
    )


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    asyncio.run(serve(load()))
