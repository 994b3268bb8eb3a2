"""One mail rendered, built and sent, against Postfix's `smtp-source` sending ready bytes: python -m benchmarks.mail

Both talk to the same server, a process of its own that takes every message and keeps none, over one connection each,
with messages of the same size; turn by turn in one run, the best of each. Reach: a tenth of smtp-source's speed.
Where Postfix is not installed there is nothing to compare with, and nothing is measured.
"""

import asyncio
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from config.settings import Settings, load
from notifications.message import compose
from notifications.samples import ORIGINAL, SENT_AT, sample
from notifications.smtp import Connection
from records.outbox import Outgoing

NAME = "mail: render + build + send, against smtp-source with ready bytes"
REACH = 0.10
MAILS, ROUNDS = 200, 4


def run() -> list[tuple[str, float, float, str]]:
    """(name, ratio, reach, note), or nothing without `smtp-source`."""
    source = shutil.which("smtp-source", path="/usr/sbin:/usr/local/sbin:/usr/bin:/opt/homebrew/sbin")
    if source is None:
        return []
    with _server() as port, tempfile.NamedTemporaryFile(suffix=".eml") as ready:
        settings = load(smtp_port=port)
        ready.write(compose(sample("issue_notice"), settings, date=SENT_AT, original=ORIGINAL).content)
        ready.flush()
        ours = theirs = float("inf")
        for _ in range(ROUNDS):
            ours = min(ours, asyncio.run(_ours(settings)))
            theirs = min(theirs, _theirs(source, port, Path(ready.name)))
        size = Path(ready.name).stat().st_size / 1000
    note = (
        f"{ours * 1000:.2f} ms a mail of {size:.0f} kB with original and calendar, smtp-source {theirs * 1000:.2f} ms"
    )
    return [(NAME, theirs / ours, REACH, note)]


async def _ours(settings: Settings) -> float:
    """Seconds a mail, through a connection of the delivery's."""
    mails = [_to(number) for number in range(MAILS)]
    connection = Connection(settings)
    able = await connection.abilities()
    began = time.perf_counter()
    for mail in mails:
        await connection.send(compose(mail, settings, date=SENT_AT, original=ORIGINAL, abilities=able))
    seconds = time.perf_counter() - began
    await connection.close()
    return seconds / MAILS


def _to(number: int) -> Outgoing:
    address, id_ = f"a{number}@quangngai.example", f"<{number}.issue_notice@quangngai.example>"
    return replace(sample("issue_notice"), id=number, to_address=address, message_id=id_)


def _theirs(source: str, port: int, ready: Path) -> float:
    send = [source, "-d", "-s", "1", "-m", str(MAILS), "-F", str(ready), "-f", "a@b.example", "-t", "c@b.example"]
    began = time.perf_counter()
    subprocess.run([*send, f"127.0.0.1:{port}"], check=True)
    return (time.perf_counter() - began) / MAILS


class _Nowhere:
    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return "250 2.0.0 OK"


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(_Nowhere(), loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)  # until whoever started it lets go


@contextmanager
def _server() -> Iterator[int]:
    command = [sys.executable, "-m", "benchmarks.mail", "serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield int(process.stdout.readline())


if __name__ == "__main__":
    if sys.argv[1:] == ["serve"]:
        asyncio.run(_serve())
    else:
        for name, ratio, reach, note in run():
            print(f"{name}: {ratio:.3f} (reach {reach:.2f}; {note})")
