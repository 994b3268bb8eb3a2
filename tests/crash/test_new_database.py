"""Killed while a new database is made: the next one to open it makes it whole."""

import multiprocessing
import os
import signal
from collections import Counter
from itertools import count

import pytest
from sqlalchemy import Engine, event

from config.settings import load
from records import open_records
from tests.cast import issued, state_of
from tests.records.test_opening import columns, fresh, indexes

START = multiprocessing.get_context("spawn")  # a fork would take threads and loops of other tests along


def _open(url, home, kill):
    """Open the records in a process of its own, and die where told to."""
    passed = Counter()

    def pass_(point):
        passed[point] += 1
        if (point, passed[point]) == kill:
            os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(Engine, "commit")
    def before(connection):
        pass_("before the commit")

    @event.listens_for(Engine, "after_cursor_execute")
    def after(connection, cursor, statement, *_):
        if statement.lstrip().startswith(("CREATE", "INSERT", "ALTER", "UPDATE")):
            pass_("after a statement")

    open_records(load(home=home, database_url=url)).close()


def new(database_url, tmp_path, number):
    if database_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / f'new-{number}.sqlite3'}"
    return fresh(database_url, "new")


@pytest.mark.parametrize("point", ["after a statement", "before the commit"])
def test_killed_while_it_is_made_the_next_one_makes_it_whole(db, database_url, tmp_path, point):
    db.engine.dispose()
    for number in count(1, 7 if point == "after a statement" else 1):
        url = new(database_url, tmp_path, number)
        process = START.Process(target=_open, args=(url, tmp_path, (point, number)))
        process.start()
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL

        again = open_records(load(home=tmp_path, database_url=url))
        assert columns(again.engine) == columns(db.engine)
        assert indexes(again.engine) == indexes(db.engine)
        assert state_of(again, issued(again)) == "issued"
        again.close()
    assert number > 1
