"""A real Prefect server for this folder's tests, started once; each test gets its own home, records and work pool."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


# Prefect reads its settings when it is first imported: this comes before the test modules that do so.
PORT = free_port()
SERVER_HOME = Path(tempfile.mkdtemp(prefix="dondoc-prefect-"))
os.environ.update(
    PREFECT_HOME=str(SERVER_HOME / "prefect"), PREFECT_API_URL=f"http://127.0.0.1:{PORT}/api", DO_NOT_TRACK="1"
)

import httpx  # noqa: E402
from aiosmtpd.controller import Controller  # noqa: E402
from prefect.client.schemas.filters import FlowRunFilter  # noqa: E402
from prefect.logging.handlers import APILogHandler  # noqa: E402

from config.settings import Settings, load  # noqa: E402
from flows.client import find_runs, open_client  # noqa: E402
from flows.deployments import deploy  # noqa: E402
from flows.office import open_office  # noqa: E402
from flows.server import server_child  # noqa: E402
from tests import cast  # noqa: E402
from tests.flows.stage import Post, Stage  # noqa: E402


@pytest.fixture(scope="session")
def server() -> Iterator[int]:
    """Port of a Prefect server on a fresh database."""
    from prefect.settings import PREFECT_API_URL

    assert PREFECT_API_URL.value() == os.environ["PREFECT_API_URL"], "prefect was imported before this file"
    child = server_child(load(home=SERVER_HOME, prefect_port=PORT))
    child.log.parent.mkdir(parents=True)
    with child.log.open("w") as log:
        command = [sys.executable, "-m", "flows.leash", *child.module]
        process = subprocess.Popen(command, env=child.environment, stdin=subprocess.PIPE, stdout=log, stderr=log)
    try:
        _until_healthy(process, child.log)
        yield PORT
    finally:
        APILogHandler().flush()
        process.terminate()
        process.wait()


@pytest.fixture
def post() -> Iterator[Post]:
    """A real SMTP server that keeps what it is sent."""
    post = Post()
    controller = Controller(post, hostname="127.0.0.1", port=free_port())
    controller.start()
    post.port = controller.port
    try:
        yield post
    finally:
        controller.stop()


@pytest.fixture
def settings(server: int, post: Post, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """This test's office; the flows, which read their settings from the environment, find the same one."""
    given = {
        "home": tmp_path / "home",
        "prefect_port": server,
        "work_pool": f"pool-{tmp_path.name}"[:60],
        "smtp_port": post.port,
        "clock": tmp_path / "clock",
        "reconcile_every": 3600,  # where a test is about it, it says so
        "mail_lease": 4,
    }
    for name, value in given.items():
        monkeypatch.setenv(f"DONDOC_{name.upper()}", str(value))
    return load()


@pytest.fixture
async def stage(settings: Settings, post: Post) -> AsyncIterator[Stage]:
    """Deployments on the server, an open office, a clock that stands at the day of issue."""
    Stage.set_clock(settings, cast.ISSUED)
    with open_office(settings, migrate=True) as office:
        async with open_client(settings) as client:
            await deploy(client, settings)
            for left in await find_runs(client, FlowRunFilter()):  # the seed has the same id in every test
                await client.delete_flow_run(left.id)
            yield Stage(office, client, post)


def _until_healthy(process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-2000:]
        try:
            if httpx.get(f"http://127.0.0.1:{PORT}/api/health", trust_env=False).is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError(log.read_text()[-2000:])
