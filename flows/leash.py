"""Run a module as a process that ends when its parent does, however the parent ended: `python -m flows.leash MODULE …`.

The parent holds the other end of this process's standard input and writes nothing. When the parent dies, killed or
not, the system closes that end, reading here comes to its end, and so does this process with everything it started.
"""

import os
import runpy
import signal
import sys
import threading
import time
from contextlib import suppress

import psutil

GRACE = 5.0  # seconds between asking and forcing


def hold() -> None:
    """Watch the leash from a thread of its own, so that it works whatever the module does."""
    threading.Thread(target=_until_let_go, name="leash", daemon=True).start()


def end(processes: list[psutil.Process], grace: float = GRACE) -> None:
    """Ask the processes to end, then force those that did not within `grace` seconds."""
    for process in processes:
        _send(process, signal.SIGTERM)
    _, alive = psutil.wait_procs(processes, timeout=grace)
    for process in alive:
        _send(process, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=grace)


def _until_let_go() -> None:
    while os.read(0, 4096):
        pass
    me = psutil.Process()
    offspring = me.children(recursive=True)
    _send(me, signal.SIGTERM)
    end(offspring)
    time.sleep(GRACE)
    os._exit(1)  # the module did not heed the signal


def _send(process: psutil.Process, number: signal.Signals) -> None:
    with suppress(psutil.NoSuchProcess):
        process.send_signal(number)


if __name__ == "__main__":
    hold()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
