"""What lead, clerk and chairman's office decide: about one agency at once, about the directive when its run acts."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from config.errors import NotAllowed, NotFound, UnreadableInput
from records import acts, decisions
from records.audit import parsed
from records.decisions import day_deadline
from records.dossier import history
from records.firing import advance
from records.roll import current_rows, roll_call
from records.runs import brief
from records.tables import deadlines, extensions, facts, plans
from states.deadlines import Standing
from states.directive import State
from tests.cast import (
    BA_TO,
    CLOSES,
    IN_STATE,
    SKHDT,
    SNV,
    STP,
    SYT,
    addressed,
    approve,
    collecting,
    consolidating,
    everything,
    hanoi,
    mails,
    row,
    run,
    state_of,
    submitted_to_chairman,
)

FRIDAY = hanoi("2020-12-18 10:00")
TUESDAY = hanoi("2020-12-22 10:00")


def duty(db, id_, agency="SYT"):
    with db.read() as connection:
        return roll_call(connection, id_).of(agency)


def rows_of(db, table, id_):
    with db.read() as connection:
        return connection.execute(select(table).where(table.c.directive_id == id_)).all()


def reopen(db, id_, last_day, now=TUESDAY):
    deadline = day_deadline(db, last_day, words="gia hạn chung")
    decisions.reopen_collection(db, id_, deadline=deadline, reason="nhiều cơ quan chưa gửi", now=now)


# --- one agency: accept, return, waive, reassign, reinstate -------------------------------------------------------


def test_the_lead_takes_an_answer(db):
    id_ = collecting(db)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)

    decisions.accept(db, id_, "SYT", now=FRIDAY)

    assert duty(db, id_).state == "accepted"
    assert history(db, id_)[-1].name == "duty_accepted"


def test_an_answer_sent_back_is_owed_again_with_its_own_last_day(db):
    id_ = collecting(db)
    acts.submit(db, id_, "SYT", [row("A")], now=FRIDAY)
    items = [{"task": "A", "reason": "chưa rõ sản phẩm"}]

    decisions.return_for_revision(db, id_, "SYT", items=items, last_day=date(2020, 12, 23), now=FRIDAY)

    it = duty(db, id_)
    assert (it.state, it.last_day, it.late_from, it.reason) == (
        "returned",
        date(2020, 12, 23),
        CLOSES,
        "A: chưa rõ sản phẩm",
    )
    assert it.remind_at == hanoi("2020-12-22 08:30")  # one working day before the 23rd
    (mail,) = mails(db, id_, "returned_for_revision")
    told = parsed(mail.facts)
    assert (mail.recipient, told["items"], told["new_last_day"]) == ("SYT", items, "2020-12-23")


def test_a_late_first_answer_stays_late_through_revision_extension_and_reopening(db):
    id_ = consolidating(db, BA_TO, SYT, SNV)
    acts.submit(db, id_, "SYT", [row()], now=hanoi("2020-12-23 09:00"))
    now = hanoi("2020-12-23 10:00")
    items = [{"task": "A", "reason": "chưa rõ"}]
    decisions.return_for_revision(db, id_, "SYT", items=items, last_day=date(2020, 12, 24), now=now)

    decisions.decide_extension(db, id_, "SYT", until=date(2020, 12, 25), now=now)
    assert (duty(db, id_).last_day, duty(db, id_).standing) == (date(2020, 12, 25), Standing.LATE)
    reopen(db, id_, date(2020, 12, 28), now=now)
    assert (duty(db, id_).last_day, duty(db, id_).standing) == (date(2020, 12, 28), Standing.LATE)
    assert acts.submit(db, id_, "SYT", [row("B")], now=now).standing == Standing.LATE


def test_a_revision_that_arrives_is_a_new_version(db):
    id_ = collecting(db)
    acts.submit(db, id_, "SYT", [row("A")], now=FRIDAY)
    items = [{"task": "A", "reason": "chưa rõ"}]
    decisions.return_for_revision(db, id_, "SYT", items=items, last_day=date(2020, 12, 23), now=FRIDAY)

    receipt = acts.submit(db, id_, "SYT", [row("A, rõ hơn")], now=TUESDAY)

    assert (receipt.version, receipt.standing) == (2, Standing.ON_TIME)
    assert duty(db, id_).state == "submitted"


@pytest.mark.parametrize(
    "items", [[], [{"task": "A"}], [{"task": "A", "reason": " "}], [{"reason": "chưa rõ"}]], ids=str
)
def test_an_answer_is_not_sent_back_without_saying_what_and_why(db, items):
    id_ = collecting(db)
    acts.submit(db, id_, "SYT", [row("A")], now=FRIDAY)
    before = everything(db)

    with pytest.raises(UnreadableInput, match="not every task to be mended has its reason"):
        decisions.return_for_revision(db, id_, "SYT", items=items, last_day=date(2020, 12, 23), now=FRIDAY)
    assert everything(db) == before


def test_a_revision_is_not_due_on_a_day_that_is_over(db):
    id_ = collecting(db)
    acts.submit(db, id_, "SYT", [row("A")], now=FRIDAY)
    items = [{"task": "A", "reason": "chưa rõ"}]

    with pytest.raises(UnreadableInput, match="17/12/2020 is already past"):
        decisions.return_for_revision(db, id_, "SYT", items=items, last_day=date(2020, 12, 17), now=FRIDAY)


def test_an_agency_that_is_let_off_is_asked_and_reminded_no_more(db):
    id_ = collecting(db, SYT, SNV)

    decisions.waive(db, id_, "SYT", reason="đã sáp nhập", now=FRIDAY - timedelta(hours=5))
    run(db, id_, until=CLOSES)

    assert (duty(db, id_).state, duty(db, id_).reason) == ("waived", "đã sáp nhập")
    assert brief(db, id_, CLOSES).asked == 1
    assert addressed(db, id_, "reminder_before", "reminder_on_the_day", "overdue") == [
        ("reminder_before", "SNV"),
        ("reminder_on_the_day", "SNV"),
    ]


def test_a_duty_that_went_to_another_agency_is_owed_there_only(db):
    id_ = collecting(db, SYT, SNV)

    decisions.reassign(db, id_, "SYT", to="SNV", reason="chuyển chức năng", now=FRIDAY)

    assert (duty(db, id_).state, duty(db, id_).reason) == ("reassigned", "→ SNV: chuyển chức năng")
    assert duty(db, id_, "SNV").state == "pending"


def test_a_duty_goes_only_to_somebody_who_owes_an_answer(db):
    id_ = collecting(db, SYT, SNV, BA_TO)
    decisions.waive(db, id_, "SNV", reason="đã sáp nhập", now=FRIDAY)
    before = everything(db)

    with pytest.raises(NotFound, match="STP is not addressed by 6321/UBND-TH"):
        decisions.reassign(db, id_, "SYT", to="STP", reason="chuyển", now=FRIDAY)
    with pytest.raises(NotAllowed, match="Sở Nội vụ cannot take over from Sở Y tế"):
        decisions.reassign(db, id_, "SYT", to="SNV", reason="chuyển", now=FRIDAY)
    with pytest.raises(NotAllowed, match="Sở Y tế cannot take over from Sở Y tế"):
        decisions.reassign(db, id_, "SYT", to="SYT", reason="chuyển", now=FRIDAY)
    assert everything(db) == before


def test_reinstating_undoes_a_waiver_and_reminds_again(db):
    id_ = collecting(db)
    decisions.waive(db, id_, "SYT", reason="nhầm", now=FRIDAY)

    decisions.reinstate(db, id_, "SYT", now=FRIDAY)

    assert (duty(db, id_).state, duty(db, id_).remind_at) == ("pending", hanoi("2020-12-21 08:30"))


def test_reinstating_an_agency_that_had_answered_gives_its_revision_back(db):
    """Otherwise it would be reported as silent though its rows are on record."""
    id_ = collecting(db)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)
    items = [{"task": "A", "reason": "chưa rõ"}]
    decisions.return_for_revision(db, id_, "SYT", items=items, last_day=date(2020, 12, 23), now=FRIDAY)
    decisions.waive(db, id_, "SYT", reason="nhầm", now=FRIDAY)

    decisions.reinstate(db, id_, "SYT", now=FRIDAY)

    assert (duty(db, id_).state, duty(db, id_).silent, duty(db, id_).answered) == ("returned", False, True)
    assert duty(db, id_).remind_at == hanoi("2020-12-22 08:30")


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (lambda db, id_: decisions.accept(db, id_, "SYT", now=FRIDAY), "pending: no accept"),
        (lambda db, id_: decisions.reinstate(db, id_, "SYT", now=FRIDAY), "pending: no reinstate"),
        (
            lambda db, id_: decisions.return_for_revision(
                db, id_, "SYT", items=[{"task": "A", "reason": "b"}], last_day=date(2020, 12, 23), now=FRIDAY
            ),
            "pending: no return for revision",
        ),
    ],
)
def test_what_the_dutys_own_table_does_not_allow_is_refused(db, act, state):
    id_ = collecting(db)
    before = everything(db)

    with pytest.raises(NotAllowed, match=f"Sở Y tế is {state} now") as told:
        act(db, id_)

    assert told.value.remedy == "dondoc show 6321/UBND-TH shows where each agency stands"
    assert everything(db) == before


# --- one agency: more time ----------------------------------------------------------------------------------------


def test_an_extension_replaces_the_agencys_deadline_and_its_ladder_and_answers_the_request(db):
    id_ = collecting(db)
    acts.ask_extension(db, id_, "SNV", until=date(2020, 12, 23), reason="chờ số liệu", now=FRIDAY)

    decisions.decide_extension(db, id_, "SNV", until=date(2020, 12, 23), now=FRIDAY + timedelta(hours=13))

    it = duty(db, id_, "SNV")
    assert (it.last_day, it.late_from, it.disputed_until) == (date(2020, 12, 23), hanoi("2020-12-24 00:00"), None)
    assert it.remind_at == hanoi("2020-12-22 08:30")  # the 18th is over, the rung of three days before with it
    assert [(each.decision, each.until) for each in rows_of(db, extensions, id_)] == [("granted", date(2020, 12, 23))]
    (mail,) = mails(db, id_, "extension_granted")
    told = parsed(mail.facts)
    assert (told["old_last_day"], told["new_last_day"], told["asked_on"], told["last_day"]) == (
        "2020-12-21", "2020-12-23", "2020-12-18", "2020-12-23",
    )  # fmt: skip
    assert mail.send_after == FRIDAY + timedelta(hours=13)  # 23:00: an answer to what they asked for goes out at once


def test_an_extended_agency_is_in_time_until_its_own_deadline(db):
    id_ = collecting(db)
    decisions.decide_extension(db, id_, "SNV", until=date(2020, 12, 23), now=FRIDAY)
    run(db, id_, until=hanoi("2020-12-23 23:00"))

    receipts = [acts.submit(db, id_, code, [row()], now=hanoi("2020-12-23 23:00")) for code in ("SNV", "SYT")]

    assert [receipt.standing for receipt in receipts] == [Standing.ON_TIME, Standing.LATE]


def test_an_extension_that_is_refused_says_why_and_changes_no_deadline(db):
    id_ = collecting(db)
    acts.ask_extension(db, id_, "SNV", until=date(2020, 12, 23), reason="chờ số liệu", now=FRIDAY)

    decisions.decide_extension(db, id_, "SNV", until=None, reason="tiến độ", now=FRIDAY)

    assert duty(db, id_, "SNV").last_day == date(2020, 12, 21)
    assert [each.decision for each in rows_of(db, extensions, id_)] == ["refused"]
    assert parsed(mails(db, id_, "extension_refused")[0].facts)["reason"] == "tiến độ"
    with pytest.raises(NotAllowed, match="Sở Nội vụ has not asked for more time"):
        decisions.decide_extension(db, id_, "SNV", until=None, reason="tiến độ", now=FRIDAY)


def test_more_time_is_more(db):
    id_ = consolidating(db)
    before = everything(db)

    with pytest.raises(UnreadableInput, match="21/12/2020 is not after the last day 21/12/2020"):
        decisions.decide_extension(db, id_, "SNV", until=date(2020, 12, 21), now=TUESDAY)
    with pytest.raises(UnreadableInput, match="22/12/2020 is already past"):
        decisions.decide_extension(db, id_, "SNV", until=date(2020, 12, 22), now=hanoi("2020-12-23 00:00"))
    assert everything(db) == before


def test_two_extensions_to_one_agency_are_two_mails(db):
    id_ = collecting(db)
    for until in (date(2020, 12, 23), date(2020, 12, 24)):
        decisions.decide_extension(db, id_, "SNV", until=until, now=FRIDAY)

    assert [parsed(mail.facts)["old_last_day"] for mail in mails(db, id_, "extension_granted")] == [
        "2020-12-21",
        "2020-12-23",
    ]


# --- the whole collection: reopen ---------------------------------------------------------------------------------


def test_a_reopened_collection_waits_again_and_tells_those_who_got_more_time(db):
    id_ = consolidating(db)
    reopen(db, id_, date(2020, 12, 23))
    assert state_of(db, id_) == State.CONSOLIDATING

    advance(db, id_, TUESDAY)

    assert state_of(db, id_) == State.AWAITING_SUBMISSIONS
    assert brief(db, id_, TUESDAY).closes_at == hanoi("2020-12-24 00:00")
    assert addressed(db, id_, "extension_granted") == [("extension_granted", "SNV"), ("extension_granted", "H-BA-TO")]
    assert duty(db, id_, "SYT").last_day == date(2020, 12, 21)  # it has answered
    assert duty(db, id_, "SNV").late_from == hanoi("2020-12-24 00:00")
    in_force = [each.last_day for each in rows_of(db, deadlines, id_) if each.binds == "submissions"]
    assert in_force == [date(2020, 12, 21), date(2020, 12, 23)]
    run(db, id_, until=hanoi("2020-12-24 00:00"), since=TUESDAY)
    assert state_of(db, id_) == State.CONSOLIDATING


def test_an_own_extension_is_not_shortened_by_a_common_one(db):
    id_ = collecting(db, SYT, SNV, BA_TO)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)
    decisions.decide_extension(db, id_, "SNV", until=date(2020, 12, 30), now=FRIDAY)
    run(db, id_, until=CLOSES)

    reopen(db, id_, date(2020, 12, 24))
    advance(db, id_, TUESDAY)

    assert (duty(db, id_, "SNV").last_day, duty(db, id_, "H-BA-TO").last_day) == (
        date(2020, 12, 30),
        date(2020, 12, 24),
    )
    assert [(mail.recipient, parsed(mail.facts)["old_last_day"]) for mail in mails(db, id_, "extension_granted")] == [
        ("SNV", "2020-12-21"),
        ("H-BA-TO", "2020-12-21"),
    ]


def test_a_collection_that_closes_early_may_be_reopened_to_the_same_day_and_close_again_the_same_day(db):
    """Each closing and each reopening is told; a second mail of the same kind on one day must not stop the run."""
    id_ = consolidating(db, SYT, SNV)
    for hour in (10, 12):
        now = hanoi(f"2020-12-22 {hour}:00")
        if hour == 12:
            items = [{"task": "A", "reason": "chưa rõ"}]
            decisions.return_for_revision(db, id_, "SNV", items=items, last_day=date(2020, 12, 22), now=now)
        reopen(db, id_, date(2020, 12, 28), now=now)
        advance(db, id_, now)
        acts.submit(db, id_, "SNV", [row()], now=now + timedelta(minutes=30))
        advance(db, id_, now + timedelta(minutes=30))
        assert state_of(db, id_) == State.CONSOLIDATING

    assert addressed(db, id_, "extension_granted") == [("extension_granted", "SNV")] * 2
    assert addressed(db, id_, "collection_closed") == [("collection_closed", "lead")] * 3


def test_an_agency_may_answer_while_the_reopening_waits_for_the_run(db):
    id_ = consolidating(db, SYT, SNV, BA_TO)
    reopen(db, id_, date(2020, 12, 23))

    acts.submit(db, id_, "SNV", [row()], now=TUESDAY)
    advance(db, id_, TUESDAY)

    assert addressed(db, id_, "extension_granted") == [("extension_granted", "H-BA-TO")]
    assert state_of(db, id_) == State.AWAITING_SUBMISSIONS


def test_a_collection_is_not_reopened_for_nobody_nor_to_a_day_that_is_over(db):
    id_ = consolidating(db, SYT, SNV)
    before = everything(db)
    with pytest.raises(UnreadableInput, match="the new last day is already past"):
        reopen(db, id_, date(2020, 12, 21))
    assert everything(db) == before
    acts.submit(db, id_, "SNV", [row()], now=TUESDAY)

    with pytest.raises(NotAllowed, match="nobody owes an answer before 23/12/2020"):
        reopen(db, id_, date(2020, 12, 23))


# --- the plan -----------------------------------------------------------------------------------------------------


def test_handing_in_takes_every_row_into_the_plan_and_the_run_takes_it_to_the_chairman(db):
    id_ = consolidating(db)
    acts.submit(db, id_, "H-BA-TO", [row("B"), row("C")], now=TUESDAY)

    assert decisions.hand_in_plan(db, id_, now=TUESDAY, memo_number="12/TTr-SKHĐT") == (1, 3)
    assert state_of(db, id_) == State.CONSOLIDATING
    advance(db, id_, TUESDAY)

    assert state_of(db, id_) == State.SUBMITTED_TO_CHAIRMAN
    (mail,) = mails(db, id_, "plan_submitted")
    told = parsed(mail.facts)
    assert (mail.to_address, told["rows"], told["memo_number"], told["silent"]) == (
        "vpub@quangngai.example", 3, "12/TTr-SKHĐT", [SNV.name],
    )  # fmt: skip
    assert [(each.version, each.rows, each.decision) for each in rows_of(db, plans, id_)] == [(1, 3, None)]


def test_a_plan_of_no_row_is_not_handed_in(db):
    id_ = collecting(db, SYT)
    acts.declare_nil(db, id_, "SYT", now=FRIDAY)
    advance(db, id_, FRIDAY)
    before = everything(db)

    with pytest.raises(NotAllowed, match="6321/UBND-TH has no row to make a plan of"):
        decisions.hand_in_plan(db, id_, now=FRIDAY)
    assert everything(db) == before


def test_the_chairman_returns_the_plan_and_then_approves_it(db):
    id_ = submitted_to_chairman(db)
    returned = hanoi("2020-12-25 09:00")

    decisions.return_plan(db, id_, reason="bổ sung lộ trình", now=returned, last_day=date(2020, 12, 29))
    advance(db, id_, returned)
    assert state_of(db, id_) == State.CONSOLIDATING
    told = parsed(mails(db, id_, "plan_returned")[0].facts)
    assert (told["reason"], told["new_last_day"]) == ("bổ sung lộ trình", "2020-12-29")
    assert brief(db, id_, returned).plan_late_from == hanoi("2020-12-30 00:00")

    acts.submit(db, id_, "SYT", [row("có lộ trình")], now=returned)
    assert decisions.hand_in_plan(db, id_, now=returned + timedelta(hours=1)) == (2, 1)
    advance(db, id_, returned + timedelta(hours=1))
    approve(db, id_, now=hanoi("2020-12-25 15:00"))
    advance(db, id_, hanoi("2020-12-25 15:00"))

    assert state_of(db, id_) == State.PROMULGATED
    assert [(each.version, each.decision, each.plan_number) for each in rows_of(db, plans, id_)] == [
        (1, "returned", None),
        (2, "approved", "189/KH-UBND"),
    ]
    told = [(mail.recipient, parsed(mail.facts)["own_rows"]) for mail in mails(db, id_, "promulgated")]
    assert told == [("SYT", 1), ("SNV", 0), ("H-BA-TO", 0), ("lead", 0)]


def test_a_plan_returned_after_its_last_day_does_not_urge_the_lead_twice_on_one_day(db):
    """The lead is told each working morning while the plan is overdue; in between it may come and go."""
    id_ = consolidating(db)
    run(db, id_, until=hanoi("2020-12-28 09:00"))  # overdue since 26/12; Monday's mail is out
    now = hanoi("2020-12-28 10:00")
    decisions.hand_in_plan(db, id_, now=now)
    advance(db, id_, now)
    decisions.return_plan(db, id_, reason="bổ sung", now=now)

    run(db, id_, until=hanoi("2020-12-29 09:00"), since=now)

    assert [mail.occasion for mail in mails(db, id_, "plan_overdue")] == ["2020-12-28", "2020-12-29"]


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_a_decision_needs_its_words(db, words):
    id_ = submitted_to_chairman(db)
    before, now = everything(db), hanoi("2020-12-25 09:00")

    with pytest.raises(UnreadableInput, match="a return needs its words"):
        decisions.return_plan(db, id_, reason=words, now=now)
    with pytest.raises(UnreadableInput, match="a withdrawal needs its words"):
        decisions.withdraw(db, id_, reason=words, now=now)
    with pytest.raises(UnreadableInput, match="number needs its words") as told:
        decisions.approve_plan(db, id_, plan_number=words, plan_date=date(2020, 12, 25), now=now)
    assert told.value.remedy == "pass --plan-number “…”"
    assert everything(db) == before


# --- withdrawing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [state for state in State if state not in ("promulgated", "withdrawn")])
def test_a_directive_is_withdrawn_from_every_open_state_and_everybody_asked_is_told(db, state):
    id_ = IN_STATE[state](db)
    now = hanoi("2020-12-24 17:00")

    decisions.withdraw(db, id_, reason="thay thế", replaced_by="6400/UBND-TH", now=now)
    advance(db, id_, now)

    assert state_of(db, id_) == State.WITHDRAWN
    everybody = [("withdrawn", who) for who in ("SYT", "SNV", "H-BA-TO", "lead")]
    assert addressed(db, id_, "withdrawn") == ([] if state == State.ISSUED else everybody)
    assert advance(db, id_, now + timedelta(days=30)) == ([], None)
    assert rows_of(db, facts, id_)[-1].acted_upon_at == now


def test_a_withdrawal_overtakes_a_decision_that_the_run_has_not_acted_upon(db):
    id_ = submitted_to_chairman(db)
    now = hanoi("2020-12-25 09:00")
    approve(db, id_, now=now)

    decisions.withdraw(db, id_, reason="sai thẩm quyền", now=now)
    advance(db, id_, now)

    assert state_of(db, id_) == State.WITHDRAWN
    assert addressed(db, id_, "promulgated") == []


def test_what_was_received_stays_on_record_when_a_directive_is_withdrawn(db):
    id_ = consolidating(db)
    decisions.withdraw(db, id_, reason="thay thế", now=TUESDAY)
    advance(db, id_, TUESDAY)

    with db.read() as connection:
        assert [agency for agency, _, _ in current_rows(connection, id_)] == ["SYT"]


def test_the_lead_is_told_once_where_it_is_addressed_itself(db):
    id_ = collecting(db, SKHDT, STP)
    decisions.withdraw(db, id_, reason="thay thế", now=FRIDAY)
    advance(db, id_, FRIDAY)

    assert addressed(db, id_, "withdrawn") == [("withdrawn", "SKHDT"), ("withdrawn", "STP")]
