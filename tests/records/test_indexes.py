"""The questions that are asked every second are answered from partial indexes, however much is on record."""

import pytest
from sqlalchemy import event

from records import acts, outbox, runs
from records.firing import look, view_of
from records.roll import undecided_rows
from records.tables import directives
from tests.cast import CLOSES, ISSUED, collecting, hanoi, row, submitted_to_chairman

WALL = hanoi("2026-01-05 12:00")


def plans(db, ask):
    """How the database would find what each statement of `ask` selects."""
    seen = []

    def note(_connection, _cursor, statement, parameters, *_):
        if statement.startswith("SELECT"):
            seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    ask()
    event.remove(db.engine, "before_cursor_execute", note)
    with db.read() as connection:
        if db.engine.dialect.name == "sqlite":
            explain, step = "EXPLAIN QUERY PLAN", "detail"
        else:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            connection.exec_driver_sql("SET LOCAL enable_bitmapscan = off")
            connection.exec_driver_sql("SET LOCAL enable_sort = off")
            explain, step = "EXPLAIN", "QUERY PLAN"
        return [
            " | ".join(line[step] for line in connection.exec_driver_sql(f"{explain} {statement}", given).mappings())
            for statement, given in seen
        ]


@pytest.fixture
def id_(sqlite_db):
    return collecting(sqlite_db)


@pytest.fixture
def plan_of(sqlite_db, id_):
    return lambda ask: plans(sqlite_db, ask)


def test_the_ticks_question_for_overdue_wakes(plan_of, sqlite_db):
    assert plan_of(lambda: runs.overdue_wakes(sqlite_db, CLOSES)) == [
        "SEARCH directives USING INDEX ix_directives_wake_at (wake_at<?)"
    ]


def test_the_ticks_question_for_facts_that_no_run_has_seen(plan_of, sqlite_db):
    assert plan_of(lambda: runs.stirred(sqlite_db)) == ["SCAN directives USING INDEX ix_directives_stirred"]


def test_the_next_wake_of_all(plan_of, sqlite_db):
    assert plan_of(lambda: runs.next_wake(sqlite_db)) == [
        "SEARCH directives USING INDEX ix_directives_wake_at (wake_at>?)"
    ]


def test_what_a_decision_looks_at(plan_of, sqlite_db, id_):
    (plan,) = plan_of(lambda: look(sqlite_db, id_, ISSUED))

    assert {step for step in plan.split(" | ") if step.startswith("SEARCH")} == {
        "SEARCH directives USING INDEX sqlite_autoindex_directives_1 (id=?)",
        "SEARCH duties USING INDEX ix_duties_open (directive_id=?)",
        "SEARCH facts USING INDEX ix_facts_pending (directive_id=?)",
    }


def test_the_page_of_overdue_duties(plan_of, sqlite_db):
    assert plan_of(lambda: runs.overdue_duties(sqlite_db, CLOSES)) == [
        "SEARCH duties USING INDEX ix_duties_late_from (late_from<?) | "
        "SEARCH directives USING INDEX sqlite_autoindex_directives_1 (id=?)"
    ]


def test_the_rows_without_a_place(plan_of, sqlite_db, id_):
    def ask():
        with sqlite_db.read() as connection:
            undecided_rows(connection, id_)

    assert plan_of(ask) == ["SEARCH rows USING INDEX ix_rows_undecided (directive_id=?)"]


def test_the_mails_that_are_due_of_all_and_of_one_directive(plan_of, sqlite_db, id_):
    given = {"now": CLOSES, "wall": WALL, "lease": 60}
    of_all = plan_of(lambda: outbox.claim(sqlite_db, **given, limit=1))[0]
    of_one = plan_of(lambda: outbox.claim(sqlite_db, **given, directive_id=id_, limit=1))[0]

    assert of_all == "SEARCH outbox USING INDEX ix_outbox_queued (send_after<?)"
    assert of_one == "SEARCH outbox USING INDEX ix_outbox_queued_of (directive_id=? AND send_after<?)"


def test_when_the_next_mail_of_a_directive_goes_out(plan_of, sqlite_db, id_):
    assert plan_of(lambda: outbox.next_send(sqlite_db, id_)) == [
        "SEARCH outbox USING INDEX ix_outbox_queued_of (directive_id=?)"
    ]


def test_postgresql_answers_them_from_the_same_indexes(opened, postgres_url):
    """With few rows it would rather read the table; forbidden that, it takes the partial index for each question."""
    db = opened(postgres_url)
    id_ = submitted_to_chairman(db)
    questions = {
        "ix_directives_wake_at": lambda: runs.overdue_wakes(db, CLOSES),
        "ix_directives_stirred": lambda: runs.stirred(db),
        "ix_duties_open": lambda: look(db, id_, CLOSES),
        "ix_facts_pending": lambda: look(db, id_, CLOSES),
        "ix_duties_late_from": lambda: runs.overdue_duties(db, CLOSES),
        "ix_outbox_queued": lambda: outbox.claim(db, now=CLOSES, wall=WALL, lease=60),
        "ix_outbox_queued_of": lambda: outbox.next_send(db, id_),
    }
    used = {index: [plan for plan in plans(db, ask) if index in plan] for index, ask in questions.items()}

    assert {index for index, found in used.items() if not found} == set()


def test_the_view_is_the_directives_own(sqlite_db):
    """Counts of one directive are not another's."""
    first, second = collecting(sqlite_db), collecting(sqlite_db, number="6322/UBND-TH")
    acts.submit(sqlite_db, first, "SYT", [row()], now=ISSUED)
    with sqlite_db.read() as connection:
        views = [
            view_of(connection, connection.execute(directives.select().where(directives.c.id == id_)).one())
            for id_ in (first, second)
        ]
    assert [view.open_duties for view in views] == [2, 3]
