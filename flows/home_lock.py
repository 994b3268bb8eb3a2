"""One Dondoc a home: a second start is refused, and what a killed one left behind is ended before the next begins."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from config.errors import Unavailable
from flows.leash import end


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Hold `home` while the block runs. The system lets go of it when this process ends, however it ends.

    Raises `Unavailable`, naming the process that holds it.
    """
    path = home / "up.lock"
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = path.open("a+")
    except OSError as error:
        raise Unavailable(f"{home} cannot be written: {error}", remedy="pass --home with another folder") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise Unavailable(
                f"Dondoc already runs in {home} (process {file.read().strip() or 'unknown'})",
                remedy="use that one, end it with Ctrl-C, or choose another --home",
            ) from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


def leftovers(home: Path) -> list[psutil.Process]:
    """Processes that an earlier start in this home left: leashed ones of this home, when nobody holds it but we.

    They end by themselves within seconds of their owner. One that did not would take runs out of the pool.
    """
    return [process for process in psutil.process_iter() if _is_of(process, home)]


def end_leftovers(home: Path) -> int:
    """End them; gives how many there were."""
    found = leftovers(home)
    end(found)
    return len(found)


def _is_of(process: psutil.Process, home: Path) -> bool:
    try:
        return "flows.leash" in process.cmdline() and process.environ().get("DONDOC_HOME") == str(home)
    except psutil.Error:
        return False
