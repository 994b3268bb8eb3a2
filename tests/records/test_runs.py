"""What wakes a directive's run: a fact that no run has seen, a wake that is past. The records know it."""

from datetime import timedelta

import pytest

from records import acts, decisions, runs
from records.firing import advance
from states.directive import State
from tests.cast import (
    CLOSES,
    ISSUED,
    SNV,
    SYT,
    agencies,
    collecting,
    hanoi,
    issued,
    promulgated,
    row,
    statements,
    withdrawn,
)

FRIDAY = hanoi("2020-12-18 08:30")


def park(db, id_, *, wake_at=None):
    runs.parked(db, id_, seen_version=runs.version(db, id_), wake_at=wake_at)


def test_a_new_directive_waits_for_its_run(db):
    id_ = issued(db)

    assert runs.stirred(db) == [id_]
    assert runs.overdue_wakes(db, ISSUED) == [id_]
    assert runs.overdue_wakes(db, ISSUED - timedelta(microseconds=1)) == []


def test_a_parked_directive_is_left_alone_until_its_wake(db):
    id_ = collecting(db)
    _, wake_at = advance(db, id_, ISSUED)
    park(db, id_, wake_at=wake_at)

    assert wake_at == FRIDAY
    assert runs.stirred(db) == []
    assert runs.overdue_wakes(db, FRIDAY - timedelta(microseconds=1)) == []
    assert runs.overdue_wakes(db, FRIDAY) == [id_]
    assert runs.next_wake(db) == FRIDAY


def test_every_fact_stirs_the_directive_whoever_recorded_it(db):
    id_ = collecting(db)
    for fact in (
        lambda: acts.submit(db, id_, "SYT", [row()], now=ISSUED),
        lambda: decisions.accept(db, id_, "SYT", now=ISSUED),
        lambda: decisions.withdraw(db, id_, reason="thay thế", now=ISSUED),
        lambda: advance(db, id_, ISSUED),
    ):
        park(db, id_)
        assert runs.stirred(db) == []
        fact()
        assert runs.stirred(db) == [id_]


def test_a_fact_that_came_between_the_look_and_the_parking_is_not_lost(db):
    id_ = collecting(db)
    seen = runs.version(db, id_)
    acts.submit(db, id_, "SYT", [row()], now=ISSUED)

    runs.parked(db, id_, seen_version=seen, wake_at=FRIDAY)

    assert runs.stirred(db) == [id_]


@pytest.mark.parametrize("end", [promulgated, withdrawn])
def test_an_ended_directive_is_stirred_until_its_last_run_has_looked_and_never_overdue(db, end):
    id_ = end(db)
    assert runs.stirred(db) == [id_]
    park(db, id_, wake_at=ISSUED)

    assert runs.stirred(db) == []
    assert runs.overdue_wakes(db, CLOSES + timedelta(days=365)) == []
    assert runs.next_wake(db) is None
    assert runs.open_directives(db) == []


def test_overdue_wakes_come_the_longest_overdue_first_and_only_so_many(db):
    ids = [collecting(db, number=f"{n}/UBND-TH") for n in range(5)]
    for hours, id_ in zip((3, 1, 4, 2, 5), ids, strict=True):
        park(db, id_, wake_at=ISSUED + timedelta(hours=hours))

    assert runs.overdue_wakes(db, ISSUED + timedelta(hours=4), limit=3) == [ids[1], ids[3], ids[0]]
    assert runs.next_wake(db) == ISSUED + timedelta(hours=1)
    assert sorted(runs.open_directives(db)) == sorted(ids)


def test_the_brief_is_what_the_run_page_shows(db):
    id_ = collecting(db, SYT, SNV, urgency="khẩn")
    acts.submit(db, id_, "SYT", [row()], now=ISSUED)

    it = runs.brief(db, id_, ISSUED)

    assert (it.number, it.state, it.asked, it.answered, it.ended) == (
        "6321/UBND-TH",
        State.AWAITING_SUBMISSIONS,
        2,
        1,
        False,
    )
    assert (it.lead_code, it.urgency, it.closes_at) == ("SKHDT", "khẩn", CLOSES)
    assert it.next_timer == (FRIDAY, "digest_at")
    assert it.version == runs.version(db, id_)


@pytest.mark.parametrize("number", [1, 3, 100])
def test_the_brief_takes_as_many_statements_for_one_agency_as_for_a_hundred(sqlite_db, number):
    id_ = collecting(sqlite_db, *agencies(number))
    with statements(sqlite_db) as seen:
        assert runs.brief(sqlite_db, id_, ISSUED).asked == number

    assert len(seen) == 3
