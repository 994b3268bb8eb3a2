"""Child processes with an owner: started on a leash, restarted with back-off when they die, ended with their owner."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import psutil

BACK_OFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds before the 1st, 2nd … restart in a row
STEADY = 60.0  # seconds of life after which a death counts as the first again
GRACE = 20.0  # seconds to finish what is under way, before a child is forced to end
LOG_BYTES = 5_000_000  # a log larger than this is put aside (one generation) when its process starts

Say = Callable[[str], None]


@dataclass
class Child:
    """One module run as a process of ours. `say` gets a line whenever it dies and is started again."""

    name: str
    module: list[str]  # module and arguments, as after `python -m`
    environment: dict[str, str]
    log: Path
    say: Say = print
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)
    _keeping: asyncio.Task[None] | None = field(default=None, init=False)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process and self._process.returncode is None else None

    @property
    def returncode(self) -> int | None:
        return self._process.returncode if self._process else None

    async def start(self) -> None:
        """Start it, once."""
        await self._spawn()

    def keep(self) -> None:
        """From now on start it again whenever it dies."""
        self._keeping = asyncio.create_task(self._keep(), name=f"keep {self.name}")

    async def stop(self) -> None:
        """End it and all it started, and do not start it again. Waits until they are gone."""
        if self._keeping:
            self._keeping.cancel()
            await asyncio.gather(self._keeping, return_exceptions=True)
        if self.pid is None:
            return
        assert self._process is not None
        offspring = _offspring(self.pid)
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), GRACE)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        for process in offspring:
            _kill(process)

    def last_words(self, lines: int = 8) -> str:
        """The end of its log, for an error message."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except FileNotFoundError:
            return ""

    async def _keep(self) -> None:
        deaths = 0
        while True:
            assert self._process is not None
            born = asyncio.get_running_loop().time()
            status = await self._process.wait()
            if asyncio.get_running_loop().time() - born > STEADY:
                deaths = 0
            pause = BACK_OFF[min(deaths, len(BACK_OFF) - 1)]
            deaths += 1
            self.say(f"{self.name} ended ({_how(status)}), starting it again in {pause:g} s; its log: {self.log}")
            await asyncio.sleep(pause)
            await self._spawn()

    async def _spawn(self) -> None:
        with _open_log(self.log) as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "flows.leash",
                *self.module,
                env=self.environment,
                stdin=asyncio.subprocess.PIPE,  # the leash
                stdout=log,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C reaches us alone; we end our children in order
            )
        log_started(self.name, self._process.pid, self.log)


def log_started(name: str, pid: int, log: Path) -> None:
    with log.open("a") as file:
        file.write(f"---- {name} started at {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC, process {pid}\n")


def _open_log(path: Path) -> IO[str]:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LOG_BYTES:
        os.replace(path, path.with_suffix(".1.log"))
    return path.open("a")


def _offspring(pid: int) -> list[psutil.Process]:
    try:
        found: list[psutil.Process] = psutil.Process(pid).children(recursive=True)
        return found
    except psutil.NoSuchProcess:
        return []


def _kill(process: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        process.kill()


def _how(status: int) -> str:
    return f"status {status}" if status >= 0 else f"killed by {signal.Signals(-status).name}"
