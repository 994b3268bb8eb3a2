"""Killed before and after every commit, and at every step of SMTP, and started again: it ends as if nothing had been.

Real processes, SIGKILL, the real databases, a real SMTP server. See life.py for what they live through.
"""

import json
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import text

from records.dossier import verify
from records.tables import metadata
from states.directive import State
from tests.cast import everything, mails, state_of
from tests.crash.life import ID

ROOT = Path(__file__).parents[2]
KILLED = -9


class Lives:
    """The process that starts the lives, one after another, on one database."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def live(self, kill: str = "") -> tuple[int, Counter[str]]:
        """One life, to its end or until it is killed; how it ended, and the points that it passed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(kill + "\n")
        self.process.stdin.flush()
        status, counted = json.loads(self.process.stdout.readline())
        return status, Counter(counted)


@contextmanager
def lives_on(url: str, home: Path, *more: str) -> Iterator[Lives]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.life", url, str(home), *more],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("DONDOC_")},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield Lives(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=20)


def empty(db) -> None:
    """All that is on record is gone; the audit log lets itself be emptied by nobody but a test that takes it away."""
    with db.engine.connect() as connection, connection.begin():
        if db.engine.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        else:
            connection.execute(text("DROP TRIGGER audit_log_no_delete"))
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        if db.engine.dialect.name == "sqlite":
            connection.execute(
                text(
                    "CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log "
                    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
                )
            )
    db.engine.dispose()


OF_A_CLAIM = ("id", "claimed_until", "attempts", "reply")  # rolled back numbers, dead senders, the server's own words


def on_record(db) -> dict[str, list[tuple[object, ...]]]:
    """Everything, but what a crash may leave a trace in without harm."""
    found = everything(db)
    columns = [column.name for column in metadata.tables["outbox"].columns]
    kept = [n for n, name in enumerate(columns) if name not in OF_A_CLAIM]
    found["outbox"] = sorted((tuple(mail[n] for n in kept) for mail in found["outbox"]), key=repr)
    return found


# --- commits ------------------------------------------------------------------------------------------------------


def test_killed_around_every_commit_a_directive_ends_as_if_nothing_had_been(db, tmp_path):
    """Every row of every table is the same, down to the seals of the log: nothing lost, nothing twice."""
    url = db.engine.url.render_as_string(hide_password=False)
    db.engine.dispose()
    with lives_on(url, tmp_path) as lives:
        empty(db)
        status, points = lives.live()
        assert status == 0
        undisturbed = on_record(db)
        assert state_of(db, ID) == State.PROMULGATED
        verify(db, ID)
        commits = points["commit before"]
        assert commits == points["commit after"] > 30

        for point in ("commit before", "commit after"):
            for number in range(1, commits + 1):
                empty(db)
                assert lives.live(f"{point} {number}")[0] == KILLED
                assert lives.live()[0] == 0
                assert on_record(db) == undisturbed, f"killed at: {point} {number}"
    verify(db, ID)


def test_killed_again_and_again_it_gets_there_all_the_same(db, tmp_path):
    """Each life gets two commits further, one of them to look where it stands, and dies."""
    url = db.engine.url.render_as_string(hide_password=False)
    db.engine.dispose()
    with lives_on(url, tmp_path) as lives:
        empty(db)
        status, _ = lives.live()
        assert status == 0
        undisturbed = on_record(db)
        empty(db)
        deaths = 0
        while lives.live("commit before 3")[0] == KILLED:
            deaths += 1
        assert deaths > 10
        assert on_record(db) == undisturbed


# --- SMTP ---------------------------------------------------------------------------------------------------------


class Sink:
    """Keeps the Message-ID of every message it was handed whole."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(BytesHeaderParser(policy=default).parsebytes(envelope.content)["Message-ID"].strip())
        return "250 OK"


@pytest.fixture
def sink():
    sink = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        sink.port = probe.getsockname()[1]
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    yield sink
    controller.stop()


def test_killed_around_every_smtp_step_no_mail_is_missing_and_none_doubled_but_the_one_under_way(
    sqlite_db, tmp_path, sink
):
    db, url = sqlite_db, sqlite_db.engine.url.render_as_string(hide_password=False)
    db.engine.dispose()
    doubled_at = Counter()
    with lives_on(url, tmp_path, str(sink.port)) as lives:
        empty(db)
        sink.taken.clear()
        status, points = lives.live()
        assert status == 0
        undisturbed, sent = on_record(db), sorted(sink.taken)
        assert sent == sorted(mail.message_id for mail in mails(db, ID))
        assert {mail.status for mail in mails(db, ID)} == {"sent"}
        assert points == {
            "smtp before": 18, "smtp half": 4, "smtp after": 18, "smtp reply": 19,  # EHLO, 4 mails, QUIT
            "commit before": 9, "commit after": 9,  # issue, open, claim, 4 marks, claim, park
        }  # fmt: skip

        for point in points:
            for number in range(1, points[point] + 1):
                empty(db)
                sink.taken.clear()
                assert lives.live(f"{point} {number}")[0] == KILLED
                assert lives.live()[0] == 0

                where = f"killed at: {point} {number}"
                assert on_record(db) == undisturbed, where
                assert sorted(set(sink.taken)) == sent, where
                twice = [id_ for id_, times in Counter(sink.taken).items() if times > 1]
                assert len(twice) <= 1, where
                assert max(Counter(sink.taken).values()) <= 2, where
                doubled_at[point] += len(twice)
    # The window is where it is said to be: the server has the message, and our mark is not committed.
    assert doubled_at["smtp before"] == doubled_at["smtp half"] == doubled_at["commit after"] == 0
    assert doubled_at["smtp reply"] == doubled_at["commit before"] == len(sent)
