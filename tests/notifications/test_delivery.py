"""The outbox against a mail server that works, refuses, fails and dies. Everything is real: records, SMTP, sockets."""

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from config.clock import CompressedClock
from config.settings import Settings
from notifications.delivery import Delivered, deliver
from records.database import Records
from records.tables import outbox
from tests.notifications.conftest import ISSUED_AT
from tests.notifications.mail_server import FALL_SILENT, HANG_UP, Fault, MailServer

Issued = Callable[..., str]
THREE = {code: f"{code.lower()}@quangngai.example" for code in ("SYT", "SNV", "SCT")}
SYT = THREE["SYT"]
ALL = [*THREE.values(), "skhdt@quangngai.example"]  # the agencies, then the lead's notice
CLERK = "vanthu@quangngai.example"


def found(db: Records) -> dict[str, tuple[str, int, str | None]]:
    """{address of a notice: (status, attempts, the server's last word)}"""
    with db.read() as connection:
        rows = connection.execute(select(outbox).where(outbox.c.event.in_(("issue_notice", "lead_notice"))))
        return {row.to_address: (row.status, row.attempts, row.reply) for row in rows}


def due_again(db: Records, address: str) -> timedelta:
    with db.read() as connection:
        row = connection.execute(select(outbox).where(outbox.c.to_address == address)).one()
        assert row.claimed_until is None
        return row.send_after - ISSUED_AT


async def test_every_mail_that_is_due_leaves_once_over_one_connection(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    issued(THREE)
    seen: list[tuple[int, int]] = []

    done = await deliver(db, settings, clock, progress=lambda done, due: seen.append((done, due)))

    assert done == Delivered(sent=4)
    assert server.to() == ALL
    assert server.connections == 1
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert set(found(db).values()) == {("sent", 1, "250 2.0.0 OK taken")}
    assert await deliver(db, settings, clock) == Delivered()


async def test_a_directives_run_sends_its_own_mails_alone(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    issued({"SYT": SYT}, number="6320/UBND-TH")
    mine = issued({"SNV": THREE["SNV"]})

    assert await deliver(db, settings, clock, directive_id=mine) == Delivered(sent=2)
    assert server.to() == [THREE["SNV"], "skhdt@quangngai.example"]


async def test_connections_share_the_work_and_no_mail(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    agencies = {f"A{n}": f"a{n}@quangngai.example" for n in range(12)}
    issued(agencies)

    done = await deliver(db, settings.model_copy(update={"smtp_connections": 3}), clock)

    assert done == Delivered(sent=13)
    assert sorted(server.to()) == sorted([*agencies.values(), "skhdt@quangngai.example"])
    assert server.connections == 3


async def test_two_senders_at_once_send_each_mail_once(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    issued({f"A{n}": f"a{n}@quangngai.example" for n in range(9)})

    one, other = await asyncio.gather(deliver(db, settings, clock), deliver(db, settings, clock))

    assert one + other == Delivered(sent=10)
    assert len(set(server.to())) == len(server.to()) == 10


async def test_a_slow_server_never_makes_a_mail_outlive_its_lease_and_be_sent_by_two(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    server.at_command = lambda command: time.sleep(0.25 if command == "DATA" else 0)
    settings = settings.model_copy(update={"mail_lease": 2.0})
    issued({f"A{n}": f"a{n}@quangngai.example" for n in range(14)})  # nearly four seconds: twice the lease

    async def when_the_first_lease_is_over() -> Delivered:
        await asyncio.sleep(2.2)
        return await deliver(db, settings, clock)

    one, other = await asyncio.gather(deliver(db, settings, clock), when_the_first_lease_is_over())

    assert one + other == Delivered(sent=15)
    assert len(set(server.to())) == len(server.to()) == 15


@pytest.mark.parametrize(
    ("silent_at", "counted", "done"),
    [("EHLO", 0, Delivered(deferred=2)), ("RCPT", 1, Delivered(sent=1, deferred=1))],
)
async def test_no_wait_for_a_silent_server_is_longer_than_the_lease(
    silent_at: str,
    counted: int,
    done: Delivered,
    db: Records,
    settings: Settings,
    clock: CompressedClock,
    issued: Issued,
    server: MailServer,
) -> None:
    server.faults.append(Fault(silent_at, FALL_SILENT, times=1))
    issued({"SYT": SYT})
    patient = settings.model_copy(update={"mail_lease": 2.0, "smtp_timeout": 60.0})
    began = time.monotonic()

    assert await deliver(db, patient, clock) == done
    assert time.monotonic() - began < 2.0
    assert found(db)[SYT][:2] == ("queued", counted)


# --- a recipient is refused, the others are not

REFUSED_FOR_NOW = [
    Fault("RCPT", "450 4.2.1 mailbox busy", SYT),
    Fault("DATA", "451 4.7.1 greylisted, come again", SYT),
    Fault("END", "452 4.2.2 mailbox full", SYT),
    Fault("RCPT", HANG_UP, SYT),
    Fault("DATA", HANG_UP, SYT),
    Fault("END", HANG_UP, SYT),
    Fault("RCPT", FALL_SILENT, SYT),
    Fault("DATA", FALL_SILENT, SYT),
    Fault("END", FALL_SILENT, SYT),
]


@pytest.mark.parametrize("fault", REFUSED_FOR_NOW, ids=lambda fault: f"{fault.command}: {fault.reply}")
async def test_what_fails_for_one_recipient_is_tried_again_later_and_the_others_get_theirs(
    fault: Fault, db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    fault.times = 1
    server.faults.append(fault)
    issued(THREE)

    done = await deliver(db, settings.model_copy(update={"smtp_timeout": 0.3}), clock)

    assert done == Delivered(sent=3, deferred=1)
    assert server.to() == ALL[1:]
    assert found(db)[SYT][:2] == ("queued", 1)
    assert due_again(db, SYT) == timedelta(seconds=60)
    assert server.connections == 2  # a new one after the error

    clock.start(ISSUED_AT + timedelta(seconds=60), speed=1.0)
    assert await deliver(db, settings, clock) == Delivered(sent=1)
    assert sorted(server.to()) == sorted(ALL)


REFUSED_FOR_GOOD = [
    Fault("RCPT", "550 5.1.1 no such mailbox", SYT),
    Fault("DATA", "554 5.6.0 refused", SYT),
    Fault("END", "552 5.2.2 mailbox full", SYT),
]


@pytest.mark.parametrize("fault", REFUSED_FOR_GOOD, ids=lambda fault: f"{fault.command}: {fault.reply}")
async def test_what_is_refused_for_good_becomes_the_clerks_matter_at_once(
    fault: Fault, db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    server.faults.append(fault)
    issued(THREE)

    done = await deliver(db, settings, clock)

    assert done == Delivered(sent=4, bounced=1)
    assert server.to() == [*ALL[1:], CLERK]
    assert found(db)[SYT] == ("bounced", 1, fault.reply[4:])
    told = server.taken[-1].mail
    assert told["Subject"] == "[6321/UBND-TH] Thư không đến được Sở SYT"
    text = told.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert f"HỘP THƯ: {SYT}" in text
    assert f"Máy chủ thư trả lời: {fault.reply}" in text


async def test_the_pause_doubles_and_after_the_last_attempt_the_clerk_is_told(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    settings = settings.model_copy(update={"mail_attempts": 4})
    server.faults.append(Fault("RCPT", "450 4.2.1 mailbox busy", SYT))
    issued({"SYT": SYT})
    pauses = []
    for attempt in range(1, 4):
        assert (await deliver(db, settings, clock)).deferred == 1
        assert found(db)[SYT][:2] == ("queued", attempt)
        pauses.append(due_again(db, SYT) - (clock.now() - ISSUED_AT))
        clock.start(ISSUED_AT + due_again(db, SYT), speed=1.0)

    assert await deliver(db, settings, clock) == Delivered(sent=1, bounced=1)

    assert pauses == [timedelta(seconds=60), timedelta(seconds=120), timedelta(seconds=240)]
    assert found(db)[SYT] == ("bounced", 4, "given up after 4 attempts: 450 4.2.1 mailbox busy")
    assert server.to()[-1] == CLERK


# --- the server itself is in trouble

TROUBLE = [
    Fault("CONNECT", "554 5.3.2 no service here"),
    Fault("CONNECT", "421 too busy"),
    Fault("EHLO", "550 go away"),
    Fault("EHLO", HANG_UP),
    Fault("EHLO", FALL_SILENT),
    Fault("MAIL", "550 5.7.1 this sender may not send"),
    Fault("MAIL", "451 4.3.0 try later"),
    Fault("MAIL", HANG_UP),
    Fault("MAIL", FALL_SILENT),
    Fault("RCPT", "421 4.3.2 shutting down"),
    Fault("RCPT", "452 4.3.1 insufficient system storage"),
    Fault("RCPT", "530 5.7.0 authentication required"),
    Fault("END", "452 4.3.1 insufficient system storage"),
]


@pytest.mark.parametrize("fault", TROUBLE, ids=lambda fault: f"{fault.command}: {fault.reply}")
async def test_while_the_server_is_in_trouble_all_wait_and_no_recipient_pays_for_it(
    fault: Fault, db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    settings = settings.model_copy(update={"mail_attempts": 2, "smtp_timeout": 0.3})
    server.faults.append(fault)
    issued(THREE)

    for round_ in range(4):  # more rounds than a mail has attempts
        clock.start(ISSUED_AT + timedelta(seconds=60 * round_), speed=1.0)
        assert await deliver(db, settings, clock) == Delivered(deferred=4)
        assert {row[:2] for row in found(db).values()} == {("queued", 0)}
        assert due_again(db, SYT) == timedelta(seconds=60 * (round_ + 1))
    assert server.to() == []

    server.faults.clear()
    clock.start(ISSUED_AT + timedelta(seconds=240), speed=1.0)
    assert await deliver(db, settings, clock) == Delivered(sent=4)
    assert server.to() == ALL


async def test_a_server_that_is_not_there_defers_everything(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued
) -> None:
    issued(THREE)

    assert await deliver(db, settings.model_copy(update={"smtp_port": 1}), clock) == Delivered(deferred=4)
    assert {row[:2] for row in found(db).values()} == {("queued", 0)}


async def test_a_host_that_nobody_knows_defers_everything(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued
) -> None:
    issued(THREE)

    nowhere = settings.model_copy(update={"smtp_host": "mail.invalid"})
    assert await deliver(db, nowhere, clock) == Delivered(deferred=4)


async def test_a_server_that_ends_long_connections_gets_a_new_one_and_nothing_is_deferred(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    def two_mails_a_connection(command: str) -> None:
        if command == "TAKEN" and len(server.taken) % 2 == 0:
            server.faults.append(Fault("MAIL", "421 4.7.0 too many messages on this connection", times=1))

    server.at_command = two_mails_a_connection
    issued(THREE)

    assert await deliver(db, settings, clock) == Delivered(sent=4)
    assert server.to() == ALL
    assert server.connections == 2


async def test_a_pause_is_machine_time_also_while_a_rehearsal_compresses_the_week(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued
) -> None:
    clock.start(ISSUED_AT, speed=3600.0)  # an office hour a second
    issued({"SYT": SYT})

    await deliver(db, settings.model_copy(update={"smtp_port": 1}), clock)

    assert due_again(db, SYT) == timedelta(hours=60)


# --- cancelled, and mails that cannot be made


async def test_cancelled_in_the_middle_of_a_message_it_finishes_marks_and_gives_back_the_rest(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    issued(THREE)
    loop = asyncio.get_running_loop()
    server.at_command = lambda command: command == "DATA" and loop.call_soon_threadsafe(delivering.cancel)
    delivering = asyncio.ensure_future(deliver(db, settings, clock))

    with pytest.raises(asyncio.CancelledError):
        await delivering

    assert server.to() == ALL[:1]
    assert found(db)[SYT][0] == "sent"
    server.at_command = None
    assert await deliver(db, settings, clock) == Delivered(sent=3)  # at once: nobody waits for a lease
    assert server.to() == ALL


async def test_a_broken_template_of_the_office_holds_back_its_own_mails_alone(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    own = settings.folder / "templates" / "vi" / "issue_notice"
    own.mkdir(parents=True)
    (own / "subject.txt").write_text("{{ no_such_fact }}")
    issued(THREE)

    done = await deliver(db, settings.model_copy(update={"templates": settings.folder / "templates"}), clock)

    assert done == Delivered(sent=1, deferred=3)
    assert server.to() == ["skhdt@quangngai.example"]
    status, attempts, why = found(db)[SYT]
    assert (status, attempts) == ("queued", 1)
    assert why == "template vi/issue_notice: UndefinedError: 'no_such_fact' is undefined"


@pytest.mark.parametrize("address", ["nobody", "a@b@c", "a b@quangngai.example", "x@y.example\nBcc: z@y.example"])
async def test_an_address_that_cannot_be_one_bounces_without_asking_the_server(
    address: str, db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    issued({"SYT": address})

    assert await deliver(db, settings, clock) == Delivered(sent=2, bounced=1)
    assert server.to() == ["skhdt@quangngai.example", CLERK]
    assert found(db)[address][2] == f"not a mail address: {address!r}"


async def test_addresses_beyond_ascii_reach_their_mailbox(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    issued({"SYT": "syt@quảngngãi.example", "SNV": "sở-nội-vụ@quangngai.example"})

    assert await deliver(db, settings, clock) == Delivered(sent=3)
    assert server.to()[:2] == ["syt@xn--qungngi-2wa3569d.example", "sở-nội-vụ@quangngai.example"]
    assert "<sở-nội-vụ@quangngai.example>\r\n".encode() in server.taken[1].content
    assert "SMTPUTF8" in server.taken[1].options
    assert "SMTPUTF8" not in server.taken[0].options


async def test_a_server_without_such_addresses_bounces_them_alone(
    db: Records, settings: Settings, clock: CompressedClock, issued: Issued, server: MailServer
) -> None:
    server.without = ("SMTPUTF8",)
    issued({"SNV": "sở-nội-vụ@quangngai.example"})

    # The lead's notice leaves; the clerk's mail names the address in its text, which needs no such server.
    assert await deliver(db, settings, clock) == Delivered(sent=2, bounced=1)
    assert server.to() == ["skhdt@quangngai.example", CLERK]


async def test_logs_name_no_mailbox(
    db: Records,
    settings: Settings,
    clock: CompressedClock,
    issued: Issued,
    server: MailServer,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.faults += [Fault("RCPT", "450 busy", SYT), Fault("RCPT", "550 unknown", THREE["SNV"])]
    issued(THREE)

    with caplog.at_level(logging.INFO, logger="notifications"):
        await deliver(db, settings, clock)

    assert "@" not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("notif"))
