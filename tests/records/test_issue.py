"""Issuing: one transaction, a constant number of statements, and no directive twice."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from config.errors import UnreadableInput
from records import decisions
from records.audit import entries, parsed
from records.firing import advance
from records.issue import AlreadyIssued, directive_id, issue
from records.outbox import original
from records.roll import roll_call
from records.runs import brief
from records.tables import deadlines, documents
from states.directive import State
from tests.cast import (
    BA_TO,
    ISSUED,
    PLAN,
    SNV,
    SUBMISSIONS,
    SYT,
    addressed,
    agencies,
    everything,
    hanoi,
    issued,
    mails,
    order,
    state_of,
    statements,
)


def test_what_is_issued_is_on_record_as_it_was_ordered(db):
    id_ = issue(db, order(), now=ISSUED)

    it = brief(db, id_, ISSUED)
    assert (it.number, it.state, it.version) == ("6321/UBND-TH", State.ISSUED, 1)
    assert (it.closes_at, it.plan_late_from) == (SUBMISSIONS.late_from, PLAN.late_from)
    assert [(duty.agency, duty.state, duty.last_day) for duty in it.roll.duties] == [
        (agency.code, "pending", date(2020, 12, 21)) for agency in (SYT, SNV, BA_TO)
    ]
    assert original(db, id_) == ("6321-UBND-TH.txt", "text/plain", order().content)
    with db.read() as connection:
        (first,) = entries(connection, id_)
        words = dict(connection.execute(select(deadlines.c.binds, deadlines.c.words)).all())
    assert words == {"submissions": "chậm nhất trước ngày 22/12/2020", "plan": "chậm nhất ngày 25/12/2020"}
    assert (first.seq, first.name, first.actor) == (1, "issued", "clerk")
    assert first.data["document_sha256"] == hashlib.sha256(order().content).hexdigest()
    assert first.data["agencies"] == ["SYT", "SNV", "H-BA-TO"]


def test_nobody_is_written_to_before_the_directives_run_opens_the_collection(db):
    assert mails(db, issued(db)) == []


@pytest.mark.parametrize("number", [1, 3, 100])
def test_issuing_and_opening_take_as_many_statements_for_one_agency_as_for_a_hundred(sqlite_db, number):
    with statements(sqlite_db) as issuing:
        id_ = issue(sqlite_db, order(*agencies(number)), now=ISSUED)
    with statements(sqlite_db) as opening:
        advance(sqlite_db, id_, ISSUED)

    assert len(mails(sqlite_db, id_, "issue_notice")) == number
    assert len(issuing) == 5
    assert len(opening) == 8


def test_it_is_the_same_number_on_postgresql(opened, postgres_url):
    db, counts = opened(postgres_url), []
    for number in (1, 3, 100):
        with statements(db) as seen:
            id_ = issue(db, order(*agencies(number), number=f"{number}/UBND-TH"), now=ISSUED)
            advance(db, id_, ISSUED)
        counts.append(len(seen))

    assert len(set(counts)) == 1


def test_the_same_directive_is_not_issued_twice(db):
    issue(db, order(), now=ISSUED)
    before = everything(db)

    with pytest.raises(
        AlreadyIssued, match=r"6321/UBND-TH of 17/12/2020 .* already issued at 09:00 17/12/2020"
    ) as told:
        issue(db, order(SYT, content=b"another scan of it"), now=hanoi("2020-12-18 09:00"))

    assert told.value.remedy == "dondoc show 6321/UBND-TH"
    assert everything(db) == before


def test_the_key_is_issuer_number_and_date_for_numbers_restart_every_year(db):
    ids = [
        issued(db),
        issued(db, issued_on=date(2021, 12, 17)),
        issued(db, issuer="UBND thành phố Quảng Ngãi"),
        issued(db, number="6322/UBND-TH"),
    ]

    assert len(set(ids)) == 4
    assert [directive_id(order())] == ids[:1]


def test_two_directives_may_enclose_one_document(db):
    issued(db), issued(db, number="6322/UBND-TH")

    with db.read() as connection:
        assert len(connection.execute(select(documents.c.sha256)).all()) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"agencies": ()}, "addresses nobody"),
        ({"agencies": (SYT, SNV, replace(SYT, name="Sở Y tế tỉnh"))}, "addresses SYT 2 times"),
        (
            {"submissions": replace(SUBMISSIONS, words="khẩn trương", last_day=None, late_from=None)},
            "“khẩn trương” has no day",
        ),
        ({"plan": replace(PLAN, words="sớm", last_day=None, late_from=None)}, "“sớm” has no day"),
        ({"plan": replace(PLAN, last_day=date(2020, 12, 20))}, "the plan is due 20/12/2020, before the answers are"),
        ({"confirmed": {"deadline.submit": date(2020, 12, 21)}}, "a value cannot be put on record"),
        ({"subject": "xây dựng\x00Kế hoạch"}, "a text holds a NUL character"),
        ({"subject": "xây dựng \ud83d Kế hoạch"}, "a value cannot be put on record"),
    ],
    ids=["nobody", "twice", "no-deadline", "no-plan-day", "plan-first", "a-date", "nul", "half-a-letter"],
)
def test_what_cannot_be_issued_is_refused_in_words_and_nothing_is_kept(db, wrong, said):
    before = everything(db)

    with pytest.raises(UnreadableInput, match=said) as told:
        issue(db, order(**wrong), now=ISSUED)

    assert told.value.remedy
    assert everything(db) == before


def test_a_directive_needs_no_plan(db):
    id_ = issued(db, plan=None)
    advance(db, id_, ISSUED)

    assert brief(db, id_, ISSUED).plan_late_from is None
    assert state_of(db, id_) == State.AWAITING_SUBMISSIONS


def test_the_notices_go_to_all_addressed_and_to_the_lead_with_what_each_needs(db):
    id_ = issued(db)
    advance(db, id_, ISSUED)

    assert addressed(db, id_) == [
        ("issue_notice", "SYT"),
        ("issue_notice", "SNV"),
        ("issue_notice", "H-BA-TO"),
        ("lead_notice", "lead"),
    ]
    facts = [parsed(mail.facts) for mail in mails(db, id_)]
    assert [each["working_days_left"] for each in facts[:3]] == [2, 2, 2]  # Friday 18 and Monday 21
    assert [each["locality"] for each in facts[:3]] == [False, False, True]
    assert facts[3]["asked"] == 3


def test_an_agency_let_off_before_the_collection_opens_is_not_asked(db):
    id_ = issued(db)
    decisions.waive(db, id_, "SNV", reason="đã sáp nhập", now=ISSUED)
    advance(db, id_, ISSUED + timedelta(minutes=1))

    assert addressed(db, id_, "issue_notice") == [("issue_notice", "SYT"), ("issue_notice", "H-BA-TO")]
    with db.read() as connection:
        assert roll_call(connection, id_).asked == 2
