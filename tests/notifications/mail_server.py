"""A real SMTP server over loopback that a test tells how to misbehave: at which command, with what, for whom."""

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
    """At `command`, answer `reply` (or hang up, or fall silent); for one recipient if given; at most `times` times."""

    command: str  # CONNECT EHLO AUTH MAIL RCPT DATA; END: the whole message is here, but refused; TAKEN: it is kept
    reply: str
    recipient: str | None = None
    times: int = 1_000


@dataclass
class Taken:
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

    async def faulty(self, command: str, recipient: str | None = None) -> bool:
        self.server.commands.append(command)
        if self.server.at_command is not None:
            self.server.at_command(command)
        fault = self.server.fault(command, recipient)
        if fault is None:
            return False
        if fault.reply == HANG_UP:
            self.transport.close()
        elif fault.reply == FALL_SILENT:
            await asyncio.sleep(60)
        else:
            await self.push(fault.reply)
        return True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.server.connections += 1
        fault = self.server.fault("CONNECT")
        if fault is None:
            super().connection_made(transport)
        else:
            transport.write(f"{fault.reply}\r\n".encode())  # type: ignore[attr-defined]
            transport.close()

    async def smtp_EHLO(self, hostname: str) -> None:
        if not await self.faulty("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_AUTH(self, arg: str) -> None:
        if not await self.faulty("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:
        if not await self.faulty("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        recipient = (arg or "").removeprefix("TO:").split(">")[0].strip("< ")
        if not await self.faulty("RCPT", recipient):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str | None) -> None:
        recipient = self.envelope.rcpt_tos[0] if self.envelope and self.envelope.rcpt_tos else None
        if not await self.faulty("DATA", recipient):
            await super().smtp_DATA(arg)


@dataclass
class MailServer:
    """`with MailServer(…) as server`: `server.port`, `server.taken`, `server.faults`; runs in a thread of its own."""

    tls: ssl.SSLContext | None = None
    implicit_tls: bool = False
    login: tuple[str, str] | None = None
    without: tuple[str, ...] = ()  # extensions that it does not offer
    size_limit: int = 33_554_432
    faults: list[Fault] = field(default_factory=list)
    at_command: Callable[[str], None] | None = None
    taken: list[Taken] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    logins: list[str] = field(default_factory=list)
    port: int = 0

    def fault(self, command: str, recipient: str | None = None) -> Fault | None:
        """The fault that is due here; it is used up by one."""
        for fault in self.faults:
            if fault.command == command and fault.times > 0 and fault.recipient in (None, recipient):
                fault.times -= 1
                return fault
        return None

    def to(self) -> list[str]:
        return [one.recipient for one in self.taken]

    # --- aiosmtpd's hooks

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [line for line in responses if not any(word in line for word in self.without)]

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str | None:
        assert isinstance(server, _Session)
        recipient = envelope.rcpt_tos[0]
        if await server.faulty("END", recipient):
            return ""
        assert isinstance(envelope.content, bytes)
        encrypted = self.implicit_tls or session.ssl is not None
        self.taken.append(Taken(recipient, envelope.content, list(envelope.mail_options), encrypted))
        return "" if await server.faulty("TAKEN", recipient) else "250 2.0.0 OK taken"

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login.decode())
        return AuthResult(success=(data.login.decode(), data.password.decode()) == self.login)

    # --- its thread

    def __enter__(self) -> "MailServer":
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def _run(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        options: dict[str, Any] = {"enable_SMTPUTF8": True, "loop": self._loop, "data_size_limit": self.size_limit}
        if self.tls is not None and not self.implicit_tls:
            options |= {"tls_context": self.tls, "require_starttls": True}
        if self.login is not None:
            options |= {"authenticator": self.authenticate, "auth_required": True}
            options |= {"auth_require_tls": self.tls is not None and not self.implicit_tls}
        serving = self._loop.create_server(
            lambda: _Session(self, **options), "127.0.0.1", self.port, ssl=self.tls if self.implicit_tls else None
        )
        self._server = self._loop.run_until_complete(serving)
        self.port = self._server.sockets[0].getsockname()[1]
        ready.set()
        self._loop.run_forever()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        def end() -> None:
            self._server.close()
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.call_later(0.05, self._loop.stop)

        self._loop.call_soon_threadsafe(end)
        self._thread.join(10)
        self._loop.close()


def until(reached: Callable[[], bool], seconds: float = 10.0) -> None:
    ends = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < ends, "it never got there"
        time.sleep(0.01)
