"""Connections to the mail server: opened when first needed, kept for message after message, dropped after any error.

What may go wrong is two things. `Refused`: the server heard us out about this message and said no, for now (4xx) or
for good (5xx). `ServerTrouble`: the server cannot be reached, does not let us in, or does not let this office send at
all; nothing was learned about any recipient.
"""

import asyncio
import contextlib
from dataclasses import dataclass

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from config.errors import Unavailable
from config.settings import Settings
from notifications.message import Abilities, Message

LOOPBACK = ("127.0.0.1", "::1", "localhost")
# Replies to RCPT and DATA that speak of us or of the server, not of the recipient: RFC 5321 (421, 503), 4954 (530 …).
ABOUT_US = frozenset({421, 503, 530, 534, 535, 538})
TOO_LARGE = 552  # RFC 1870: this message alone is the matter
GOODBYE_SECONDS = 2.0


@dataclass
class Refused(Exception):
    """The server refused this message. `code` is None when it fell silent in the middle of it."""

    code: int | None
    words: str

    @property
    def for_good(self) -> bool:
        return self.code is not None and self.code >= 500

    def __str__(self) -> str:
        return f"{self.code} {self.words}" if self.code else self.words


@dataclass
class ServerTrouble(Exception):
    """No message can leave at present, whoever it is for."""

    words: str

    def __str__(self) -> str:
        return self.words


def check_login_is_private(settings: Settings) -> None:
    """Raises `Unavailable` rather than send the password where anybody on the way can read it."""
    if settings.smtp_user and settings.smtp_security == "none" and settings.smtp_host not in LOOPBACK:
        raise Unavailable(
            f"the password for {settings.smtp_host} would travel unencrypted",
            remedy="set DONDOC_SMTP_SECURITY to starttls or tls, or DONDOC_SMTP_USER to nothing",
        )


class Connection:
    """One connection; not for two tasks at once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client: SMTP | None = None
        self._used = False

    async def abilities(self) -> Abilities:
        """Connect where needed, and say what the server can take. Raises `ServerTrouble`."""
        client = await self._connected()
        size = client.esmtp_extensions.get("size", "")
        return Abilities(
            eight_bit=client.supports_extension("8bitmime"),
            utf8_addresses=client.supports_extension("smtputf8"),
            size=int(size) or None if size.isdigit() else None,  # SIZE 0: no limit is told
        )

    async def send(self, message: Message) -> str:
        """Hand over one message; the server's word when it took it. Raises `Refused` or `ServerTrouble`.

        From RCPT on, a silent or lost server is this message's `Refused`: it may be what the server stumbled over,
        and it may have been taken. Before that it is `ServerTrouble`. A server that ends a long-used connection
        ("421 too many messages", an idle time-out) is asked once more on a new one.
        """
        used = self._used
        try:
            return await self._try(message)
        except ServerTrouble:
            if not used:
                raise
        return await self._try(message)

    async def _try(self, message: Message) -> str:
        client = await self._connected()
        options = [f"SIZE={len(message.content)}"] if client.supports_extension("size") else []
        if client.supports_extension("8bitmime"):
            options.append("BODY=8BITMIME")
        encoding = "ascii"
        if message.utf8_addresses:
            if not client.supports_extension("smtputf8"):
                raise Refused(553, "the mail server takes no addresses outside ASCII (SMTPUTF8)")
            options.append("SMTPUTF8")
            encoding = "utf-8"
        self._used = True
        try:
            return await self._transaction(client, message, options, encoding)
        except BaseException:  # also cancellation: in the middle of a command the connection is of no more use
            self.drop()
            raise

    async def _transaction(self, client: SMTP, message: Message, options: list[str], encoding: str) -> str:
        try:
            await client.mail(message.sender, options=options, encoding=encoding)
        except SMTPSenderRefused as error:
            if error.code == TOO_LARGE:
                raise Refused(error.code, _line(error.message)) from error
            raise ServerTrouble(f"sender refused: {error.code} {_line(error.message)}") from error
        except (SMTPServerDisconnected, SMTPTimeoutError) as error:
            raise ServerTrouble(_line(str(error))) from error
        try:
            await client.rcpt(message.recipient, encoding=encoding)
            response = await client.data(message.content)
        except (SMTPRecipientRefused, SMTPDataError) as error:
            if error.code in ABOUT_US or _of_the_system(error):
                raise ServerTrouble(f"{error.code} {_line(error.message)}") from error
            raise Refused(error.code, _line(error.message)) from error
        except (SMTPException, OSError) as error:
            raise Refused(None, _line(str(error))) from error
        return f"{response.code} {_line(response.message)}"

    async def _connected(self) -> SMTP:
        if self._client is not None and self._client.is_connected:
            return self._client
        self.drop()
        settings = self._settings
        client = SMTP(
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",  # wanted or not at all: never dropped by who sits between
            cert_bundle=str(settings.smtp_ca_file) if settings.smtp_ca_file else None,
            username=settings.smtp_user or None,
            password=settings.smtp_password.get_secret_value() or None,
            timeout=settings.smtp_timeout,
            local_hostname=settings.mail_from.rpartition("@")[2],
        )
        try:
            await client.connect()
            if not client.last_ehlo_response:
                await client.ehlo()
        except BaseException as error:
            client.close()
            if isinstance(error, SMTPResponseException):
                raise ServerTrouble(f"{error.code} {_line(error.message)}") from error
            if isinstance(error, SMTPException | OSError | ValueError):
                raise ServerTrouble(_line(str(error) or type(error).__name__)) from error
            raise
        self._client = client
        return client

    def drop(self) -> None:
        """Forget the connection without a word: after an error the next message gets a new one."""
        if self._client is not None:
            self._client.close()
        self._client, self._used = None, False

    async def close(self) -> None:
        """Say goodbye where there is somebody to say it to."""
        if self._client is not None and self._client.is_connected:
            with contextlib.suppress(SMTPException, OSError):
                await self._client.quit(timeout=min(GOODBYE_SECONDS, self._settings.smtp_timeout))
        self.drop()


def greet(settings: Settings) -> str:
    """Connect and log in as a delivery would, send nothing, and say who answered: for `dondoc doctor`.

    Raises `Unavailable` with the server's words.
    """
    check_login_is_private(settings)
    return asyncio.run(_greet(settings))


async def _greet(settings: Settings) -> str:
    connection, place = Connection(settings), f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        able = await connection.abilities()
    except ServerTrouble as trouble:
        raise Unavailable(
            f"the mail server {place} does not let us in: {trouble}",
            remedy="check DONDOC_SMTP_HOST, _PORT, _SECURITY, _USER and _PASSWORD; for the demo's sink: dondoc demo",
        ) from None
    finally:
        await connection.close()
    size = f", up to {able.size // 1_000_000} MB a mail" if able.size else ""
    return f"{place}, {settings.smtp_security}{', logged in' if settings.smtp_user else ''}{size}"


def _of_the_system(error: SMTPResponseException) -> bool:
    """RFC 3463: 4.3.x speaks of the mail system (its disk is full), whoever the message is for."""
    return 400 <= error.code < 500 and error.message.startswith("4.3.")


def _line(words: str) -> str:
    return " ".join(words.split())[:500]
