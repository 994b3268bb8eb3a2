"""`dondoc up`: what it starts it owns; what dies is started again; when it dies, however, nothing of it stays."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from config.clock import CompressedClock
from config.errors import Unavailable
from config.settings import Settings, load
from flows.client import open_client
from flows.home_lock import held
from flows.server import refuse_taken_port
from flows.up import Running, running
from tests import cast
from tests.flows.conftest import free_port
from tests.flows.stage import Post, Stage

START = 60.0  # seconds


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An office with a Prefect server of its own, to be killed and emptied at will."""
    given = {
        "home": tmp_path / "home",
        "prefect_port": free_port(),
        "smtp_port": free_port(),
        "sink_port": free_port(),
        "clock": tmp_path / "clock",
        "mail_lease": 4,
    }
    for name, value in given.items():
        monkeypatch.setenv(f"DONDOC_{name.upper()}", str(value))
    settings = load()
    settings.folder.mkdir()
    CompressedClock(settings.clock).start(cast.ISSUED, speed=20_000.0)
    return settings


async def test_a_directive_outlives_its_server_its_worker_and_prefects_database(own: Settings):
    said: list[str] = []

    async with running(own, say=said.append, sink=True, inbox=False) as up, open_client(own) as client:
        stage = Stage(up.office, client, Post())
        directive_id = stage.issue()
        run = await stage.parked(directive_id)
        assert set(up.addresses) == {"home", "mails", "Prefect", "directives", "logs"}
        assert strangers(up) == []

        # The deadline passes while the server is gone, and the worker dies too.
        os.kill(up.children["server"].pid, signal.SIGKILL)
        stage.wind(cast.CLOSES)
        os.kill(up.children["worker"].pid, signal.SIGKILL)
        await stage.until(lambda: consolidating(stage, directive_id), patience=START)
        assert (await stage.run_of(directive_id)).id == run.id
        died = {line.partition(" ended")[0] for line in said if "killed by SIGKILL" in line}
        assert died == {"Prefect server", "worker"}

        with pytest.raises(Unavailable, match=f"already runs in {own.folder} .process {os.getpid()}"):
            async with running(own, say=said.append):
                pass
        mails = letters(own)

    assert not [child for child in up.children.values() if child.pid]
    for file in own.folder.glob("prefect.sqlite3*"):
        file.unlink()

    async with running(own, say=said.append, sink=True, inbox=False) as up, open_client(own) as client:
        stage = Stage(up.office, client, Post())
        rebuilt = await stage.parked(directive_id, "Consolidating", patience=START)

    assert rebuilt.id != run.id
    assert letters(own) == mails  # nothing lost, nothing sent again


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
async def test_its_children_end_with_it(own: Settings, number: signal.Signals):
    with up_process(own) as process:
        children = await asyncio.to_thread(children_of, process)
        process.send_signal(number)
        status = await asyncio.to_thread(process.wait, 30)
        _, alive = await asyncio.to_thread(psutil.wait_procs, children, 15)

    assert alive == []
    assert status == (-number if number == signal.SIGKILL else 0)


def test_a_home_is_held_by_one(tmp_path: Path):
    with held(tmp_path), pytest.raises(Unavailable) as refused, held(tmp_path):
        pass
    assert refused.value.exit_code == 6
    with held(tmp_path):
        pass  # free again


def test_a_taken_port_is_named_with_its_process():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(Unavailable) as refused:
            refuse_taken_port(port)

    assert f"port {port}" in str(refused.value)
    assert f"process {os.getpid()}" in str(refused.value)
    assert "DONDOC_PREFECT_PORT" in refused.value.remedy


async def consolidating(stage: Stage, directive_id: str) -> bool:
    try:
        run = await stage.run_of(directive_id)
    except Exception:  # the server is not back yet
        return False
    return run.state.name == "Consolidating"


def letters(settings: Settings) -> list[str]:
    """Message-IDs of all mails in the sink's folder."""
    texts = [file.read_text(errors="replace") for file in (settings.folder / "mails").glob("*.eml")]
    return sorted(line for text in texts for line in text.splitlines() if line.lower().startswith("message-id:"))


def strangers(up: Running) -> list[object]:
    """Connections of the children that lead out of this machine."""
    processes = [psutil.Process(child.pid) for child in up.children.values()]
    found = [each for process in processes for each in process.net_connections("inet")]
    return [each for each in found if each.raddr and each.raddr.ip not in ("127.0.0.1", "::1")]


@contextmanager
def up_process(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    code = "import asyncio; from flows.up import serve; from config.settings import load; asyncio.run(serve(load()))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        while b"Dondoc runs" not in (line := process.stdout.readline()):
            assert line, "dondoc up ended while it started"
        yield process
    finally:
        process.kill()
        process.wait()


def children_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 2  # server and worker
    return children
