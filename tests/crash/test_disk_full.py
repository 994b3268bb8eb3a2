"""The disk is full: a clear word, nothing half-done, and the same act goes through once there is room."""

import multiprocessing
import os
import resource
from datetime import timedelta

import pytest
from sqlalchemy import event

from config.errors import Unavailable
from config.settings import load
from records import acts, open_records
from records.dossier import verify
from records.firing import advance
from records.issue import issue
from tests.cast import ISSUED, agencies, collecting, everything, hanoi, issued, mails, order, row

FRIDAY = hanoi("2020-12-18 08:30")
BIG = os.urandom(4_000_000)

ACTS = {
    "issue": lambda db, id_: issue(db, order(number="6322/UBND-TH", content=BIG), now=FRIDAY),
    "answer": lambda db, id_: acts.submit(db, id_, "SYT", [row("x" * 4000) for _ in range(500)], now=FRIDAY),
    "firing": lambda db, id_: advance(db, id_, FRIDAY),
}


@pytest.fixture
def full(sqlite_db):
    """A database that can grow by no page more, as on a full disk, until it is given room."""
    limits = []

    def no_more(connection, _record):
        if limits:
            connection.execute(f"PRAGMA max_page_count = {limits[-1]}")

    event.listen(sqlite_db.engine, "connect", no_more)

    def fill():
        with sqlite_db.read() as connection:
            limits.append(connection.exec_driver_sql("PRAGMA page_count").scalar_one())
        sqlite_db.engine.dispose()

    def make_room():
        limits.clear()
        sqlite_db.engine.dispose()

    yield fill, make_room
    event.remove(sqlite_db.engine, "connect", no_more)
    sqlite_db.engine.dispose()


@pytest.mark.parametrize("act", ACTS)
def test_on_a_full_disk_nothing_is_half_done_and_it_goes_through_once_there_is_room(sqlite_db, full, act):
    fill, make_room = full
    id_ = collecting(sqlite_db, *agencies(100))
    before = everything(sqlite_db)
    fill()

    with pytest.raises(Unavailable, match="the disk that holds the records is full") as told:
        ACTS[act](sqlite_db, id_)

    assert told.value.remedy == "free some space and do the same again"
    assert everything(sqlite_db) == before
    verify(sqlite_db, id_)
    make_room()
    ACTS[act](sqlite_db, id_)
    verify(sqlite_db, id_)
    assert everything(sqlite_db) != before


def _grow_until_told(url, home, id_, answers):
    """In a process that may write no file beyond what is there: the system itself refuses."""
    try:
        db = open_records(load(home=home, database_url=url))
        path = db.engine.url.database
        largest = max(os.path.getsize(path + end) for end in ("", "-wal", "-shm") if os.path.exists(path + end))
        before = everything(db)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
        said = None
        try:
            issue(db, order(number="6322/UBND-TH", content=BIG), now=FRIDAY)
        except Unavailable as error:
            said = (str(error), error.remedy)
        unchanged = everything(db) == before
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        issue(db, order(number="6322/UBND-TH", content=BIG), now=FRIDAY)
        verify(db, id_)
        answers.put((said, unchanged, len(mails(db, id_))))
    except BaseException as error:
        answers.put(repr(error))


def test_the_systems_own_refusal_to_write_is_said_in_words(sqlite_db, tmp_path):
    id_ = issued(sqlite_db)
    advance(sqlite_db, id_, ISSUED + timedelta(minutes=1))
    sqlite_db.engine.dispose()
    start = multiprocessing.get_context("fork")
    answers = start.Queue()
    url = sqlite_db.engine.url.render_as_string(hide_password=False)
    process = start.Process(target=_grow_until_told, args=(url, tmp_path, id_, answers))
    process.start()
    told = answers.get(timeout=30)
    process.join()

    assert isinstance(told, tuple), told
    (said, remedy), unchanged, written = told
    assert said.startswith("the disk that holds the records is full or cannot be written")
    assert said.endswith("nothing was changed")
    assert (remedy, unchanged, written) == ("free some space and do the same again", True, 4)
