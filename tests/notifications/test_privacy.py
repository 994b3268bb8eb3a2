"""Encryption and login towards the mail server: wanted or not at all, and the password never in the clear."""

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme
from pydantic import SecretStr

from config.clock import CompressedClock
from config.errors import Unavailable
from config.settings import Settings
from notifications.delivery import Delivered, deliver
from notifications.smtp import greet
from records.database import Records
from tests.notifications.mail_server import Fault, MailServer

Issued = Callable[..., str]
LOGIN = ("dondoc", "mật khẩu của văn thư")


@pytest.fixture(scope="module")
def ours() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def tls(ours: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def private(settings: Settings, ours: trustme.CA, tmp_path: Path) -> Callable[..., Settings]:
    """The office's settings for an encrypted server, changed as given."""
    ours.cert_pem.write_to_path(str(tmp_path / "ca.pem"))

    def private(server: MailServer, **changed: object) -> Settings:
        given = {"smtp_port": server.port, "smtp_security": "starttls", "smtp_ca_file": tmp_path / "ca.pem", **changed}
        return settings.model_copy(update=given)

    return private


Private = Callable[..., Settings]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # the server does not count implicit TLS
@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_mails_leave_encrypted_after_login(
    security: str, db: Records, clock: CompressedClock, issued: Issued, private: Private, tls: ssl.SSLContext
) -> None:
    issued({"SYT": "syt@quangngai.example"})
    with MailServer(tls=tls, implicit_tls=security == "tls", login=LOGIN) as server:
        secret = {"smtp_security": security, "smtp_user": LOGIN[0], "smtp_password": SecretStr(LOGIN[1])}

        assert await deliver(db, private(server, **secret), clock) == Delivered(sent=2)

        assert [one.encrypted for one in server.taken] == [True, True]
        assert server.logins == ["dondoc"]


async def test_a_wrong_password_defers_everything_and_bounces_nobody(
    db: Records, clock: CompressedClock, issued: Issued, private: Private, tls: ssl.SSLContext
) -> None:
    issued({"SYT": "syt@quangngai.example"})
    with MailServer(tls=tls, login=LOGIN) as server:
        wrong = {"smtp_user": LOGIN[0], "smtp_password": SecretStr("sai")}

        assert await deliver(db, private(server, **wrong), clock) == Delivered(deferred=2)
        assert await deliver(db, private(server), clock) == Delivered()  # not due again yet
        assert server.taken == []


async def test_without_login_a_server_that_wants_one_defers_everything(
    db: Records, clock: CompressedClock, issued: Issued, private: Private, tls: ssl.SSLContext
) -> None:
    issued({"SYT": "syt@quangngai.example"})
    with MailServer(tls=tls, login=LOGIN) as server:
        assert await deliver(db, private(server), clock) == Delivered(deferred=2)


async def test_a_server_under_another_authority_gets_nothing(
    db: Records, clock: CompressedClock, issued: Issued, private: Private
) -> None:
    stranger = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(stranger)
    issued({"SYT": "syt@quangngai.example"})
    with MailServer(tls=stranger) as server:
        assert await deliver(db, private(server), clock) == Delivered(deferred=2)
        assert server.taken == []
        assert "MAIL" not in server.commands


async def test_encryption_that_somebody_took_out_of_the_greeting_is_not_done_without(
    db: Records, clock: CompressedClock, issued: Issued, private: Private, server: MailServer
) -> None:
    issued({"SYT": "syt@quangngai.example"})

    assert await deliver(db, private(server), clock) == Delivered(deferred=2)  # this server offers no STARTTLS
    assert server.commands == ["EHLO"]


async def test_a_password_is_not_sent_in_the_clear_over_a_network(
    db: Records, settings: Settings, clock: CompressedClock
) -> None:
    open_ = settings.model_copy(update={"smtp_host": "mail.quangngai.example", "smtp_user": "dondoc"})

    with pytest.raises(Unavailable, match=r"the password for mail\.quangngai\.example would travel unencrypted"):
        await deliver(db, open_, clock)


def test_the_doctor_hears_who_answers(private: Private, tls: ssl.SSLContext) -> None:
    with MailServer(tls=tls, login=LOGIN) as server:
        secret = {"smtp_user": LOGIN[0], "smtp_password": SecretStr(LOGIN[1])}

        assert greet(private(server, **secret)) == f"127.0.0.1:{server.port}, starttls, logged in, up to 33 MB a mail"


def test_the_doctor_hears_why_not(settings: Settings, server: MailServer) -> None:
    server.faults.append(Fault("CONNECT", "554 5.7.1 not from this network"))

    with pytest.raises(Unavailable, match=r"does not let us in: 554 5\.7\.1 not from this network"):
        greet(settings)
