"""The embedded Prefect server: a child process on this machine's loopback address, its data in the home folder."""

import asyncio
import socket

import httpx
import psutil

from config.errors import Unavailable
from config.settings import Settings
from flows.children import Child, Say
from flows.environment import prefect_database, server_environment

START_TIMEOUT = 180.0  # seconds; the first start creates Prefect's tables, about ten seconds on two cores
KEEP_ALIVE = "120"  # seconds; longer than a client's, or one in some requests meets a closing connection and waits
POLL = 0.25  # seconds between two questions after its health


def embedded(settings: Settings) -> bool:
    """Is the server ours to start? Not where the office names the API of one that runs elsewhere."""
    return not settings.prefect_api_url


def server_child(settings: Settings, say: Say = print) -> Child:
    module = ["uvicorn", "--factory", "flows.server_app:create", "--timeout-keep-alive", KEEP_ALIVE]
    address = ["--host", "127.0.0.1", "--port", str(settings.prefect_port), "--log-level", "warning"]
    return Child(
        "Prefect server", module + address, server_environment(settings), settings.folder / "logs" / "prefect.log", say
    )


async def start_server(settings: Settings, say: Say = print) -> Child:
    """Start the server and wait until it answers. Raises `Unavailable` when its port is taken or it cannot start."""
    refuse_taken_port(settings.prefect_port)
    server = server_child(settings, say)
    await server.start()
    try:
        await _until_healthy(settings, server, say)
    except BaseException:
        await server.stop()
        raise
    server.keep()
    return server


async def healthy(api_url: str) -> bool:
    """Does a Prefect server answer at `api_url`?"""
    try:
        async with httpx.AsyncClient(timeout=5.0, trust_env=False) as client:
            return (await client.get(f"{api_url}/health")).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def refuse_taken_port(port: int) -> None:
    """Raises `Unavailable`, naming who listens there where that can be seen."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            who = _listener(port)
            raise Unavailable(
                f"port {port}, on which the Prefect server is to listen, is taken{f' by {who}' if who else ''}",
                remedy="end that process, or choose another port: DONDOC_PREFECT_PORT=4201 dondoc up",
            ) from error


def _listener(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid:
                return f"process {connection.pid} ({psutil.Process(connection.pid).name()})"
    except psutil.Error:
        pass
    return ""


async def _until_healthy(settings: Settings, server: Child, say: Say) -> None:
    new = not settings.prefect_database_url and not (settings.folder / "prefect.sqlite3").exists()
    if new:
        say("Prefect server: first start, creating its database (about ten seconds)")
    loop = asyncio.get_running_loop()
    deadline = loop.time() + START_TIMEOUT
    while not await healthy(settings.api_url):
        if server.returncode is not None or loop.time() > deadline:
            happened = "ended while starting" if server.returncode is not None else "does not answer"
            raise Unavailable(
                f"the Prefect server {happened}; the end of {server.log}:\n{server.last_words()}",
                remedy=f"check Prefect's database ({_without_password(prefect_database(settings))}) and that log",
            )
        await asyncio.sleep(POLL)


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    return f"{head.rpartition(':')[0]}:…@{tail}" if at and ":" in head.partition("://")[2] else url
