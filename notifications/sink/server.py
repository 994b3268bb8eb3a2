"""Starting and stopping the sink: an SMTP port that takes everything, an HTTP port with the page, one thread."""

import argparse
import asyncio
import errno
import socket
import sys
import threading
from functools import partial
from pathlib import Path
from types import TracebackType

import uvicorn
from aiosmtpd.smtp import SMTP, Envelope, Session

from config.errors import DondocError, Unavailable
from notifications.sink.mailbox import Kept, Mailbox
from notifications.sink.web import page

LOOPBACK = "127.0.0.1"
LARGEST_MAIL = 50_000_000  # bytes
START_SECONDS = 10.0


class PortTaken(Unavailable):
    """Another program listens where the sink should."""


class _Taker:
    """aiosmtpd's handler: keep each mail once for each recipient of its envelope."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        client = f"{session.host_name or 'unknown'} ([{session.peer[0] if session.peer else '?'}])"
        kept: Kept | None = None
        for recipient in envelope.rcpt_tos:
            kept = self._mailbox.add(envelope.mail_from or "", recipient, envelope.content, client)
        return f"250 2.0.0 OK kept as {kept.number if kept else 0}"


class Sink:
    """`with Sink(folder) as sink:` (or `async with`): `sink.smtp_port`, `sink.url`, `sink.mailbox`.

    Port 0 takes any free one. Raises `PortTaken` on entering when a port is not free. Listens on loopback only.
    """

    def __init__(self, folder: Path, *, smtp_port: int = 0, http_port: int = 0, zone: str = "Asia/Ho_Chi_Minh") -> None:
        self.folder, self.smtp_port, self.http_port = folder, smtp_port, http_port
        self._zone = zone
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.http_port}/"

    def start(self) -> "Sink":
        smtp = _listen(self.smtp_port, "DONDOC_SMTP_PORT")
        try:
            http = _listen(self.http_port, "the sink's HTTP port")
        except PortTaken:
            smtp.close()
            raise
        self.smtp_port, self.http_port = smtp.getsockname()[1], http.getsockname()[1]
        self.mailbox = Mailbox(self.folder)
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(smtp, http, ready), name="mail-sink", daemon=True)
        self._thread.start()
        if not ready.wait(START_SECONDS):
            raise Unavailable("the mail sink does not start", remedy="see what was logged before this line")
        return self

    def stop(self) -> None:
        if self._thread is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join()
            self._thread = None

    def _run(self, smtp: socket.socket, http: socket.socket, ready: threading.Event) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve(smtp, http, ready))

    async def _serve(self, smtp: socket.socket, http: socket.socket, ready: threading.Event) -> None:
        taker = partial(SMTP, _Taker(self.mailbox), data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True, loop=self._loop)
        mails = await self._loop.create_server(taker, sock=smtp)
        web = uvicorn.Server(
            uvicorn.Config(page(self.mailbox, self._zone), log_config=None, access_log=False, lifespan="off")
        )
        serving = asyncio.create_task(web.serve(sockets=[http]))
        while not web.started and not serving.done():
            await asyncio.sleep(0.01)
        ready.set()
        await self._stop.wait()
        mails.close()
        web.should_exit = True
        web.force_exit = True  # nobody waits for a browser's idle connection
        await serving

    def __enter__(self) -> "Sink":
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def __aenter__(self) -> "Sink":
        return await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)


def _listen(port: int, setting: str) -> socket.socket:
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((LOOPBACK, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTaken(
                f"port {port} on {LOOPBACK} is {'taken' if error.errno == errno.EADDRINUSE else 'not allowed'}",
                remedy=f"end the program that listens there, or set {setting} to another one",
            ) from None
        raise
    listening.setblocking(False)
    return listening


def main() -> int:
    """`python -m notifications.sink --folder mails --smtp-port 2525 --http-port 8025`, until Ctrl-C."""
    arguments = argparse.ArgumentParser(prog="python -m notifications.sink", description=__doc__)
    arguments.add_argument("--folder", type=Path, required=True, help="where each mail is kept as a file")
    arguments.add_argument("--smtp-port", type=int, default=2525)
    arguments.add_argument("--http-port", type=int, default=8025)
    given = arguments.parse_args()
    try:
        with Sink(given.folder, smtp_port=given.smtp_port, http_port=given.http_port) as sink:
            print(f"mails to {LOOPBACK}:{sink.smtp_port}, read them at {sink.url}", flush=True)
            threading.Event().wait()
    except DondocError as error:
        print(f"error: {error}\n  to do: {error.remedy}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return 0
    return 0
