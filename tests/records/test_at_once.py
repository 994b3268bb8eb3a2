"""Two at once: workers on one directive, people acting in the same moment, a fact in the middle of a firing."""

import multiprocessing
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date

import pytest

from config.errors import DondocError, NotAllowed
from config.settings import load
from records import acts, decisions, dossier, effects, open_records, outbox
from records.change import Outrun
from records.dossier import answers, history
from records.firing import advance, fire, look
from records.issue import AlreadyIssued, issue
from records.links import tokens
from records.roll import current_rows, roll_call
from states.directive import Firing, State
from tests.cast import (
    BA_TO,
    CLOSES,
    ISSUED,
    SNV,
    SYT,
    agencies,
    approve,
    collecting,
    consolidating,
    everything,
    hanoi,
    issued,
    mails,
    order,
    row,
    state_of,
    submitted_to_chairman,
)

FRIDAY = hanoi("2020-12-18 08:30")
TUESDAY = hanoi("2020-12-22 10:00")
WALL = hanoi("2026-01-05 12:00")


def together(*those: Callable[[], object]) -> list[object]:
    """Run them in threads that start in the same moment; what each gave or raised."""
    barrier = threading.Barrier(len(those))

    def one(act):
        barrier.wait()
        try:
            return act()
        except DondocError as error:
            return error

    with ThreadPoolExecutor(len(those)) as threads:
        return list(threads.map(one, those))


def outcome(db, id_):
    """What a directive came to: its state, the mails written, the firings in order."""
    return (
        state_of(db, id_),
        sorted((mail.event, mail.recipient) for mail in mails(db, id_)),
        [entry.name for entry in history(db, id_) if entry.kind == "firing"],
    )


# --- two workers on one directive ---------------------------------------------------------------------------------


def test_threads_that_advance_one_directive_do_together_what_one_does_alone(db):
    alone, shared = issued(db, *agencies(5), number="1/UBND"), issued(db, *agencies(5), number="2/UBND")
    times = (ISSUED, FRIDAY, CLOSES, TUESDAY, hanoi("2020-12-28 09:00"))
    for now in times:
        advance(db, alone, now)
        done = together(*[lambda now=now: advance(db, shared, now)] * 4)
        wakes = {wake for _, wake in done}
        assert wakes == {advance(db, alone, now)[1]}

    assert outcome(db, shared) == outcome(db, alone)
    dossier.verify(db, shared)


def _advance_in_a_process(url, home, id_, times, barrier, answers_):
    db = open_records(load(home=home, database_url=url))
    fired = 0
    for now in times:
        barrier.wait()
        fired += len(advance(db, id_, now)[0])
    db.close()
    answers_.put(fired)


def test_processes_that_advance_one_directive_do_together_what_one_does_alone(db, tmp_path):
    alone, shared = issued(db, *agencies(5), number="1/UBND"), issued(db, *agencies(5), number="2/UBND")
    times = [ISSUED, FRIDAY, CLOSES, TUESDAY, hanoi("2020-12-28 09:00")]
    fired_alone = sum(len(advance(db, alone, now)[0]) for now in times)
    url = db.engine.url.render_as_string(hide_password=False)
    db.engine.dispose()
    start = multiprocessing.get_context("fork")
    barrier, answers_ = start.Barrier(3), start.Queue()
    processes = [
        start.Process(target=_advance_in_a_process, args=(url, tmp_path, shared, times, barrier, answers_))
        for _ in range(3)
    ]
    for process in processes:
        process.start()
    fired = [answers_.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()

    assert sum(fired) == fired_alone
    assert outcome(db, shared) == outcome(db, alone)
    dossier.verify(db, shared)


def test_of_two_that_fire_the_same_one_does_and_the_other_is_told(db):
    id_ = collecting(db)
    due = look(db, id_, FRIDAY)

    said = together(*[lambda: fire(db, id_, due, FRIDAY)] * 2)

    assert sorted(type(each).__name__ for each in said) == ["Fired", "Outrun"]
    assert len(mails(db, id_, "reminder_before")) == 3


def test_no_mail_is_claimed_by_two_senders(db):
    id_ = collecting(db, *agencies(30))

    claimed = together(*[lambda: outbox.claim(db, now=ISSUED, wall=WALL, lease=60, limit=9)] * 4)

    ids = [mail.id for batch in claimed for mail in batch]
    assert sorted(ids) == [mail.id for mail in mails(db, id_)]


# --- two people at once -------------------------------------------------------------------------------------------


def test_two_clerks_issue_the_same_directive_and_one_is_told_that_it_is_there(db):
    said = together(*[lambda: issue(db, order(), now=ISSUED)] * 4)

    assert sorted(type(each).__name__ for each in said) == ["AlreadyIssued"] * 3 + ["str"]
    assert all(isinstance(each, str | AlreadyIssued) for each in said)
    assert len(mails(db, next(each for each in said if isinstance(each, str)))) == 0


def test_two_directives_that_enclose_the_same_scan_are_both_issued(db):
    said = together(*[lambda n=n: issue(db, order(number=f"{n}/UBND"), now=ISSUED) for n in range(4)])

    assert len({each for each in said if isinstance(each, str)}) == 4


def test_officials_of_one_agency_who_answer_at_once_get_a_version_each_and_the_last_counts(db):
    id_ = collecting(db)

    receipts = together(*[lambda n=n: acts.submit(db, id_, "SYT", [row(f"bản {n}")], now=FRIDAY) for n in range(6)])

    versions = {receipt.version: n for n, receipt in enumerate(receipts)}
    assert sorted(versions) == [1, 2, 3, 4, 5, 6]
    with db.read() as connection:
        assert [each["product"] for _, _, each in current_rows(connection, id_)] == [f"bản {versions[6]}"]
    assert len(answers(db, id_)) == len(mails(db, id_, "receipt")) == 6
    dossier.verify(db, id_)


def test_agencies_that_answer_at_once_are_all_received_and_the_collection_closes_once(db):
    id_ = collecting(db, *agencies(6))

    together(
        *[lambda code=agency.code: acts.submit(db, id_, code, [row()], now=FRIDAY) for agency in agencies(6)],
        *[lambda: advance(db, id_, FRIDAY)] * 2,
    )
    advance(db, id_, FRIDAY)

    assert state_of(db, id_) == State.CONSOLIDATING
    assert [entry.name for entry in history(db, id_)].count("close_collection") == 1
    assert len(mails(db, id_, "receipt")) == 6
    dossier.verify(db, id_)


@pytest.mark.parametrize("again", range(3))
def test_of_two_decisions_on_one_plan_one_holds(db, again):
    id_ = submitted_to_chairman(db)
    now = hanoi("2020-12-25 09:00")

    said = together(
        lambda: approve(db, id_, now=now), lambda: decisions.return_plan(db, id_, reason="bổ sung", now=now)
    )
    advance(db, id_, now)

    assert [type(each) for each in said if each is not None] == [NotAllowed]
    approved = said[0] is None
    assert state_of(db, id_) == (State.PROMULGATED if approved else State.CONSOLIDATING)
    assert len(mails(db, id_, "plan_returned")) == (0 if approved else 1)
    dossier.verify(db, id_)


def test_a_plan_handed_in_twice_at_once_is_one_plan(db):
    id_ = consolidating(db)

    said = together(*[lambda: decisions.hand_in_plan(db, id_, now=TUESDAY)] * 3)

    assert sorted(str(type(each)) for each in said) == sorted(str(each) for each in (NotAllowed, NotAllowed, tuple))
    advance(db, id_, TUESDAY)
    assert len(mails(db, id_, "plan_submitted")) == 1


def test_an_answer_and_the_plan_at_once_leave_no_row_behind(db):
    """Either the row is in the plan that is handed in, or the answer is told that it came too late for it."""
    id_ = consolidating(db, SYT, SNV, BA_TO)

    said = together(
        lambda: acts.submit(db, id_, "SNV", [row("muộn")], now=TUESDAY),
        lambda: decisions.hand_in_plan(db, id_, now=TUESDAY),
    )
    advance(db, id_, TUESDAY)

    version, rows = said[1]
    assert (version, rows) == (1, 1 if isinstance(said[0], NotAllowed) else 2)
    assert state_of(db, id_) == State.SUBMITTED_TO_CHAIRMAN


# --- a fact in the middle of a firing -----------------------------------------------------------------------------


def test_a_fact_between_the_look_and_the_firing_is_looked_at(db):
    """The reminder was due; the last answer makes the closing due instead. What was decided before is not done."""
    id_ = collecting(db, SYT)
    due = look(db, id_, FRIDAY)
    assert due == Firing("remind_agencies", State.AWAITING_SUBMISSIONS, State.AWAITING_SUBMISSIONS)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)
    before = everything(db)

    with pytest.raises(Outrun):
        fire(db, id_, due, FRIDAY)

    assert everything(db) == before
    assert look(db, id_, FRIDAY).trigger == "close_collection"


def test_a_fact_during_a_firing_waits_for_it_and_is_not_lost(db, monkeypatch):
    id_ = collecting(db, SYT, SNV)
    answered: list[threading.Thread] = []
    waited: list[bool] = []

    def with_a_fact_in_between(this, firing, fact):
        said = effects.close_collection(this, firing, fact)
        thread = threading.Thread(target=acts.submit, args=(db, id_, "SNV", [row("muộn")]), kwargs={"now": CLOSES})
        thread.start()
        thread.join(0.3)
        waited.append(thread.is_alive())
        answered.append(thread)
        return said

    monkeypatch.setitem(effects.EFFECTS, "close_collection", with_a_fact_in_between)
    with suppress(Outrun):
        fire(db, id_, look(db, id_, CLOSES), CLOSES)
    answered[0].join()

    assert waited == [True]
    assert [entry.name for entry in history(db, id_)][-2:] == ["close_collection", "submitted"]
    assert [each["agency"] for each in answers(db, id_)] == ["SNV"]
    dossier.verify(db, id_)


def test_two_senders_that_make_a_link_for_the_first_time_make_the_same_one(db):
    id_ = collecting(db)

    def make():
        with db.write() as connection:
            return tokens(connection, b"key", [(id_, "SYT")], ISSUED)

    made = together(*[make] * 3)
    assert made[0] == made[1] == made[2]


def test_an_extension_and_the_deadline_at_once(db):
    """Whichever is first, the agency has its own day and the log is whole."""
    id_ = collecting(db, SYT, SNV)

    together(
        lambda: decisions.decide_extension(db, id_, "SNV", until=date(2020, 12, 24), now=CLOSES),
        lambda: advance(db, id_, CLOSES),
    )

    with db.read() as connection:
        duty = roll_call(connection, id_).of("SNV")
    assert (duty.last_day, duty.remind_at) == (date(2020, 12, 24), hanoi("2020-12-23 08:30"))
    assert state_of(db, id_) == State.CONSOLIDATING
    dossier.verify(db, id_)
