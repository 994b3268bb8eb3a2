"""A real SMTP server over loopback, told per test how it misbehaves: at which command, with what, for whom, how often."""

import asyncio
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HANG_UP, FALL_SILENT = "hang up", "fall silent"


@dataclass
class Fault:
    """At `command`, answer `reply` (or hang up, or fall silent), for `recipient` alone if given, `times` times."""

    command: str  # CONNECT EHLO AUTH MAIL RCPT DATA (before the message) TAKEN (after it)
    reply: str
    recipient: str | None = None
    times: int = 1_000


@dataclass
class Taken:
    sender: str
    recipient: str
    content: bytes
    options: list[str]
    encrypted: bool

    @property
    def mail(self) -> EmailMessage:
        parsed = message_from_bytes(self.content, policy=default)
        assert isinstance(parsed, EmailMessage)
        return parsed


class _Session(SMTP):
    """aiosmtpd, with the faults put in front of its own commands."""

    def __init__(self, server: "MailServer", **options: Any) -> None:
        self.server = server
        super().__init__(server, **options)

    async def _faulty(self, command: str, recipient: str | None = None) -> bool:
        self.server.commands.append(command)
        for fault in self.server.faults:
            if fault.command == command and fault.times > 0 and fault.recipient in (None, recipient):
                fault.times -= 1
                if fault.reply == HANG_UP:
                    self.transport.close()
                elif fault.reply == FALL_SILENT:
                    await asyncio.sleep(60)
                else:
                    await self.push(fault.reply)
                return True
        return False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.server.connections += 1
        if any(fault.command == "CONNECT" and fault.times > 0 for fault in self.server.faults):
            transport.write(b"554 no service here\r\n")  # type: ignore[attr-defined]
            transport.close()
            return
        super().connection_made(transport)

    async def smtp_EHLO(self, hostname: str) -> None:
        if not await self._faulty("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_AUTH(self, arg: str) -> None:
        if not await self._faulty("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:
        if not await self._faulty("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        recipient = (arg or "").removeprefix("TO:").split(">")[0].strip("< ")
        if not await self._faulty("RCPT", recipient):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str | None) -> None:
        recipient = self.envelope.rcpt_tos[0] if self.envelope and self.envelope.rcpt_tos else None
        if not await self._faulty("DATA", recipient):
            await super().smtp_DATA(arg)


@dataclass
class MailServer:
    """`with MailServer(…) as server`: `server.port`, `server.taken`, `server.faults`, in a thread of its own."""

    tls: ssl.SSLContext | None = None
    login: tuple[str, str] | None = None
    options: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    logins: list[str] = field(default_factory=list)
    after_taking: Callable[[], None] = lambda: None
    port: int = 0

    async def handle_DATA(self, session_: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(session_, _Session)
        recipient = envelope.rcpt_tos[0]
        if await session_._faulty("REFUSE", recipient):
            return ""
        assert isinstance(envelope.content, bytes)
        encrypted = session.ssl is not None
        sender, options = envelope.mail_from or "", list(envelope.mail_options)
        self.taken.append(Taken(sender, recipient, envelope.content, options, encrypted))
        self.after_taking()
        return "" if await session_._faulty("TAKEN", recipient) else "250 2.0.0 OK taken"

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        given = (data.login.decode(), data.password.decode())
        self.logins.append(given[0])
        return AuthResult(success=given == self.login)

    def __enter__(self) -> "MailServer":
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        options: dict[str, Any] = {"enable_SMTPUTF8": True, "loop": self._loop, **self.options}
        if self.tls is not None:
            options |= {"tls_context": self.tls, "require_starttls": True}
        if self.login is not None:
            options |= {
                "authenticator": self.authenticate,
                "auth_required": True,
                "auth_require_tls": self.tls is not None,
            }
        serving = self._loop.create_server(lambda: _Session(self, **options), "127.0.0.1", self.port)
        self._server = self._loop.run_until_complete(serving)
        self.port = self._server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None):
        def end() -> None:
            self._server.close()
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.call_later(0.05, self._loop.stop)

        self._loop.call_soon_threadsafe(end)
        self._thread.join(10)
        self._loop.close()

    def to(self) -> list[str]:
        return [one.recipient for one in self.taken]

    def until(self, reached: Callable[[], bool], seconds: float = 5.0) -> None:
        ends = time.monotonic() + seconds
        while not reached():
            assert time.monotonic() < ends, "the server never got there"
            time.sleep(0.01)
