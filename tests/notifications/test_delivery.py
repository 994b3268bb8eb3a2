"""The outbox against a mail server that works, refuses, fails and dies. Everything is real: records, SMTP, sockets."""

import asyncio
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

Issued = Callable[[dict[str, str]], str]
THREE = {code: f"{code.lower()}@quangngai.example" for code in ("SYT", "SNV", "SCT")}
ALL = [*THREE.values(), "skhdt@quangngai.example"]  # the agencies, then the lead's notice


def rows(db: Records) -> dict[str, tuple[str, int, str | None]]:
    """{address of a notice: (status, attempts, the server's word)}"""
    with db.read() as connection:
        found = connection.execute(select(outbox).where(outbox.c.event.in_(("issue_notice", "lead_notice"))))
        return {row.to_address: (row.status, row.attempts, row.reply) for row in found}


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
    assert set(rows(db).values()) == {("sent", 1, "250 2.0.0 OK taken")}
    assert await deliver(db, settings, clock) == Delivered()
