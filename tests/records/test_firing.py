"""A directive lived through: what fires when, who is told, and that an outage neither doubles nor falsifies a mail."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from records import acts, decisions, effects
from records.audit import parsed
from records.change import change
from records.dossier import history
from records.firing import Outrun, advance, fire, look
from records.tables import directives, facts, outbox
from states.directive import TELLS, Firing, State, Wait
from tests.cast import (
    BA_TO,
    CLOSES,
    ISSUED,
    LEAD,
    SKHDT,
    SNV,
    SUBMISSIONS,
    SYT,
    ZONE,
    addressed,
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
    run,
    state_of,
    statements,
    submitted_to_chairman,
)

FRIDAY, MONDAY = hanoi("2020-12-18 08:30"), hanoi("2020-12-21 08:30")
REMINDERS = ("reminder_before", "reminder_on_the_day", "overdue", "escalation")


def told(db, id_, *events):
    return [parsed(mail.facts) for mail in mails(db, id_, *events)]


def written(db, id_, *events):
    """(event, recipient, the office's clock) of mails."""
    return [
        (mail.event, mail.recipient, f"{mail.written_at.astimezone(ZONE):%d/%m %H:%M}")
        for mail in mails(db, id_, *events)
    ]


# --- the seed, lived through --------------------------------------------------------------------------------------


def test_the_seed_with_one_agency_that_never_answers(db):
    id_ = collecting(db, SYT)
    happened = run(db, id_, until=hanoi("2020-12-28 09:00"))

    assert [(f"{now.astimezone(ZONE):%d/%m %H:%M}", each.firing.trigger, each.mails) for now, each in happened] == [
        ("18/12 08:30", "remind_agencies", 1),
        ("18/12 08:30", "brief_lead", 1),
        ("21/12 08:30", "remind_agencies", 1),
        ("21/12 08:30", "brief_lead", 1),
        ("22/12 00:00", "close_collection", 1),
        ("22/12 08:30", "remind_agencies", 1),
        ("22/12 08:30", "brief_lead", 1),
        ("23/12 08:30", "remind_agencies", 1),
        ("23/12 08:30", "brief_lead", 1),
        ("24/12 08:30", "brief_lead", 1),
        ("25/12 08:30", "brief_lead", 1),
        ("28/12 08:30", "brief_lead", 1),
        ("28/12 08:30", "urge_lead", 1),
    ]
    assert written(db, id_, *REMINDERS) == [
        ("reminder_before", "SYT", "18/12 08:30"),
        ("reminder_on_the_day", "SYT", "21/12 08:30"),
        ("overdue", "SYT", "22/12 08:30"),
        ("escalation", "SYT", "23/12 08:30"),
    ]


def test_the_log_says_which_rungs_were_dropped_when_the_collection_opened(db):
    id_ = collecting(db)

    assert history(db, id_)[-1].data == {
        "from": "issued",
        "to": "awaiting_submissions",
        "asked": 3,
        "rungs_dropped": {"2020-12-21": ["reminder_before 2020-12-14", "reminder_before 2020-12-16"]},
    }


def test_each_mail_says_what_is_true_that_morning(db):
    id_ = collecting(db, SYT)
    run(db, id_, until=hanoi("2020-12-23 09:00"))

    before, on_the_day, overdue, escalation = told(db, id_, *REMINDERS)
    assert before["working_days_left"] == 1
    assert on_the_day["working_days_left"] == 0
    assert (overdue["days"], overdue["disputed"]) == (1, True)  # the 22nd is disputed: "chậm nhất trước ngày 22"
    assert (escalation["days"], escalation["disputed"]) == (2, False)
    assert escalation["reminded_on"] == ["2020-12-18", "2020-12-21", "2020-12-22"]
    assert escalation["mailbox"] == SYT.email


def test_who_has_answered_is_reminded_no_more(db):
    id_ = collecting(db, SYT, SNV)
    acts.submit(db, id_, "SYT", [row()], now=ISSUED)
    run(db, id_, until=hanoi("2020-12-23 09:00"))

    assert {recipient for _, recipient in addressed(db, id_, *REMINDERS)} == {"SNV"}
    assert len(addressed(db, id_, *REMINDERS)) == 4


def test_the_lead_is_not_reminded_of_its_own_answer_its_digest_lists_it(db):
    id_ = collecting(db, SKHDT, SYT)
    run(db, id_, until=hanoi("2020-12-23 09:00"))

    assert {recipient for _, recipient in addressed(db, id_, *REMINDERS)} == {"SYT"}
    assert told(db, id_, "lead_digest")[0]["silent"] == [SKHDT.name, SYT.name]


def test_the_digest_counts_who_stands_where(db):
    id_ = collecting(db, *agencies(9))
    codes = [agency.code for agency in agencies(9)]
    names = {agency.code: agency.name for agency in agencies(9)}
    in_time, disputed, late = hanoi("2020-12-18 09:00"), CLOSES, hanoi("2020-12-23 00:00")
    acts.submit(db, id_, codes[0], [row(), row()], now=in_time)
    acts.declare_nil(db, id_, codes[1], now=in_time)
    acts.submit(db, id_, codes[2], [row()], now=in_time)
    items = [{"task": "A", "reason": "chưa rõ"}]
    decisions.return_for_revision(db, id_, codes[2], items=items, last_day=date(2020, 12, 24), now=in_time)
    decisions.waive(db, id_, codes[3], reason="sáp nhập", now=in_time)
    decisions.reassign(db, id_, codes[4], to=codes[5], reason="chuyển", now=in_time)
    acts.ask_extension(db, id_, codes[5], until=date(2020, 12, 24), reason="chờ", now=in_time)
    run(db, id_, until=disputed)
    acts.submit(db, id_, codes[6], [row()], now=disputed)
    acts.submit(db, id_, codes[7], [row()], now=late)
    run(db, id_, until=hanoi("2020-12-23 08:30"))

    digest = told(db, id_, "lead_digest")[-1]
    assert {key: digest[key] for key in ("asked", "answered", "on_time", "disputed", "late", "nil", "returned")} == {
        "asked": 7, "answered": 5, "on_time": 3, "disputed": 1, "late": 1, "nil": 1, "returned": 1,
    }  # fmt: skip
    assert (digest["waived"], digest["rows_waiting"], digest["plan_working_days_left"]) == (2, 5, 2)
    assert digest["silent"] == [names[codes[5]], names[codes[8]]]
    assert digest["extensions_asked"] == [{"name": names[codes[5]], "until": "2020-12-24"}]


@pytest.mark.parametrize("number", [1, 3, 100])
def test_a_reminder_takes_as_many_statements_for_one_agency_as_for_a_hundred(sqlite_db, number):
    id_ = collecting(sqlite_db, *[agency for agency in agencies(number + 1) if agency.code != "SKHDT"][:number])
    with statements(sqlite_db) as seen:
        fired = fire(sqlite_db, id_, look(sqlite_db, id_, FRIDAY), FRIDAY)

    assert fired.mails == number
    assert len(seen) == 8


# --- who is told: the rule beside the table, and the outbox -------------------------------------------------------


def _told_by(db, trigger):
    """Live a directive until `trigger` has fired; give the mails that it alone wrote, as (audience, event)."""
    id_ = issued(db, SYT, SNV)
    ways = {
        "open_collection": [],
        "remind_agencies": [(FRIDAY, None)],
        "brief_lead": [(FRIDAY, None)],
        "close_collection": [(CLOSES, None)],
        "urge_lead": [(hanoi("2020-12-28 08:30"), None)],
        "withdraw": [(FRIDAY, lambda now: decisions.withdraw(db, id_, reason="thay thế", now=now))],
    }
    if trigger in ways:
        for now, act in [(ISSUED, None), *ways[trigger]]:
            if act:
                act(now)
            run(db, id_, until=now)
    else:
        now = hanoi("2020-12-22 10:00")
        acts.submit(db, id_, "SYT", [row()], now=ISSUED)
        run(db, id_, until=now)
        if trigger == "reopen_collection":
            deadline = decisions.day_deadline(db, date(2020, 12, 23), words="gia hạn")
            decisions.reopen_collection(db, id_, deadline=deadline, reason="còn thiếu", now=now)
        else:
            decisions.hand_in_plan(db, id_, now=now)
            advance(db, id_, now)
            if trigger == "return_plan":
                decisions.return_plan(db, id_, reason="bổ sung", now=now)
            elif trigger == "promulgate":
                approve(db, id_, now=now)
        advance(db, id_, now)
    (entry, *_) = [entry for entry in history(db, id_) if entry.name == trigger]
    return [(mail.recipient, mail.event) for mail in mails(db, id_) if mail.audit_seq == entry.seq]


AUDIENCE = {
    "agencies": ["SYT", "SNV"],
    "agencies_to_remind": ["SYT", "SNV"],
    "agencies_given_more_time": ["SNV"],
    "lead": ["lead"],
    "chairman": ["chairman"],
    "everyone": ["SYT", "SNV", "lead"],
}


@pytest.mark.parametrize("trigger", TELLS)
def test_a_firing_tells_whom_its_rule_names_and_nobody_else(db, trigger):
    rule = [
        (recipient, "reminder_before" if "rung" in event else event)
        for audience, event in TELLS[trigger]
        for recipient in AUDIENCE[audience]
    ]
    assert _told_by(db, trigger) == rule


def test_a_mail_carries_the_seal_of_the_firing_that_caused_it(db):
    id_ = collecting(db)
    seals = {entry.seq: entry.hash for entry in history(db, id_)}

    assert {(mail.audit_seq, mail.audit_head) for mail in mails(db, id_)} == {(2, seals[2])}


def test_the_fact_that_was_acted_upon_is_named_in_the_log_by_its_row(db):
    id_ = submitted_to_chairman(db)
    handed_in = next(entry for entry in history(db, id_) if entry.name == "plan_handed_in")
    submitted = next(entry for entry in history(db, id_) if entry.name == "submit_plan")

    assert (handed_in.actor, handed_in.kind, submitted.actor, submitted.kind) == ("lead", "fact", "system", "firing")
    assert submitted.seq == handed_in.seq + 1
    with db.read() as connection:
        fact = connection.execute(select(facts).where(facts.c.directive_id == id_)).one()
    assert (fact.seq, fact.name, fact.acted_upon_at) == (handed_in.seq, "plan_handed_in", hanoi("2020-12-24 16:05"))


# --- nights, days off, outages ------------------------------------------------------------------------------------


def test_a_notice_written_at_night_leaves_in_the_morning_and_nobody_is_reminded_that_day(db):
    id_ = collecting(db, SYT, now=hanoi("2020-12-17 22:15"))
    run(db, id_, until=hanoi("2020-12-21 09:00"), since=hanoi("2020-12-17 22:15"))

    assert [mail.send_after for mail in mails(db, id_, "issue_notice")] == [hanoi("2020-12-18 07:00")]
    assert written(db, id_, *REMINDERS) == [("reminder_on_the_day", "SYT", "21/12 08:30")]


def test_an_urgent_document_goes_out_at_night(db):
    id_ = collecting(db, SYT, now=hanoi("2020-12-17 22:15"), urgency="hỏa tốc")

    assert [mail.send_after for mail in mails(db, id_)] == [hanoi("2020-12-17 22:15")] * 2


def test_who_has_just_acted_gets_the_answer_at_any_hour(db):
    id_ = collecting(db)
    midnight = hanoi("2020-12-20 23:50")  # a Sunday
    acts.submit(db, id_, "SYT", [row()], now=midnight)

    assert [mail.send_after for mail in mails(db, id_, "receipt")] == [midnight]


@pytest.mark.parametrize(
    ("back_at", "heard"),
    [
        # Friday, an hour and a half late: it speaks when it can.
        ("2020-12-18 10:00", [("reminder_before", "18/12 10:00"), ("reminder_on_the_day", "21/12 08:30")]),
        # Friday night, and Saturday: nobody is reminded then; on Monday its own rung speaks, once.
        ("2020-12-18 22:00", [("reminder_on_the_day", "21/12 08:30")]),
        ("2020-12-19 10:00", [("reminder_on_the_day", "21/12 08:30")]),
        # Monday before the mail hour: still one.
        ("2020-12-21 07:30", [("reminder_on_the_day", "21/12 08:30")]),
        ("2020-12-21 19:00", [("reminder_on_the_day", "21/12 19:00")]),
        # Monday at 23:00: "today is the last day" is not sent on Tuesday morning.
        ("2020-12-21 23:00", []),
    ],
)
def test_after_an_outage_an_agency_hears_once_a_day_what_is_true_then(db, back_at, heard):
    id_ = collecting(db, SYT)
    run(db, id_, until=hanoi("2020-12-22 00:00"), since=hanoi(back_at))

    assert [(event, at) for event, _, at in written(db, id_, *REMINDERS)] == heard


def test_after_a_long_outage_only_the_last_rung_speaks(db):
    """Back on Wednesday 23/12 at noon: the collection closes, the escalation speaks; three missed mails do not."""
    id_ = collecting(db, SYT)
    now = hanoi("2020-12-23 12:00")
    fired, wake = advance(db, id_, now)

    assert [each.firing.trigger for each in fired] == ["close_collection", "remind_agencies", "brief_lead"]
    assert wake == hanoi("2020-12-24 08:30")
    assert addressed(db, id_, *REMINDERS) == [("escalation", "SYT")]
    assert told(db, id_, "escalation")[0]["reminded_on"] == []


@pytest.mark.parametrize("back_at", ["2020-12-21 07:30", "2020-12-19 10:00", "2020-12-18 23:00"])
def test_after_an_outage_the_lead_gets_one_digest_a_day(db, back_at):
    """Woken before the mail hour, it must not brief now and again at 08:30."""
    id_ = collecting(db, SYT)
    run(db, id_, until=hanoi("2020-12-21 12:00"), since=hanoi(back_at))

    assert written(db, id_, "lead_digest") == [("lead_digest", "lead", "21/12 08:30")]


@pytest.mark.parametrize("back_at", ["2020-12-29 07:30", "2020-12-28 23:00", "2020-12-27 10:00"])
def test_after_an_outage_the_lead_is_urged_once_a_day(db, back_at):
    id_ = consolidating(db, SYT, SNV)
    run(db, id_, until=hanoi("2020-12-29 12:00"), since=hanoi(back_at))

    days = [mail.occasion for mail in mails(db, id_, "plan_overdue")]
    assert days == (["2020-12-28", "2020-12-29"] if back_at.startswith("2020-12-27") else ["2020-12-29"])


def test_a_clock_that_jumps_past_both_deadlines_does_in_one_go_what_they_would_have_done(db):
    id_ = collecting(db, SYT, SNV)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)
    now = hanoi("2021-01-05 10:00")

    fired, wake = advance(db, id_, now)

    assert [each.firing.trigger for each in fired] == ["close_collection", "remind_agencies", "brief_lead"]
    assert wake == hanoi("2021-01-06 08:30")
    assert advance(db, id_, now) == ([], wake)
    assert [each.firing.trigger for each in advance(db, id_, wake)[0]] == ["brief_lead", "urge_lead"]


def test_a_deadline_at_an_hour_does_not_let_anybody_believe_there_is_time_after_it(db):
    """ "trước 17 giờ 00 ngày 21/12": back at 18:00, nobody is told that today is the last day."""
    five = hanoi("2020-12-21 17:00")
    id_ = collecting(db, SYT, submissions=replace(SUBMISSIONS, late_from=five, disputed_until=None))
    run(db, id_, until=hanoi("2020-12-21 18:00"), since=hanoi("2020-12-21 18:00"))

    assert state_of(db, id_) == State.CONSOLIDATING
    assert addressed(db, id_, *REMINDERS) == []


def test_many_short_outages_never_give_two_reminders_on_one_day(db):
    """Looked at every five hours, whatever the hour."""
    id_ = collecting(db, SYT)
    for hours in range(0, 24 * 14, 5):
        advance(db, id_, ISSUED + timedelta(hours=hours))

    days = [at[:5] for _, _, at in written(db, id_, *REMINDERS)]
    assert days == sorted(set(days))
    digests = [at[:5] for _, _, at in written(db, id_, "lead_digest")]
    assert digests == ["18/12", "21/12", "22/12", "23/12", "24/12", "25/12", "28/12", "29/12", "30/12"]


# --- once, and only once ------------------------------------------------------------------------------------------


def test_advancing_again_does_nothing_more(db):
    id_ = collecting(db)
    for now in (FRIDAY, MONDAY, CLOSES, hanoi("2020-12-30 12:00")):
        _, wake = advance(db, id_, now)
        before = everything(db)
        assert advance(db, id_, now) == ([], wake)
        assert everything(db) == before


def test_one_late_call_does_what_a_hundred_would_have_done(db):
    """State and end are the same; only the reminders that nobody could send are missing."""
    late, often = collecting(db), collecting(db, number="6322/UBND-TH")
    end = hanoi("2020-12-24 12:00")
    advance(db, late, end)
    for minutes in range(0, 7 * 24 * 60, 97):
        advance(db, often, min(ISSUED + timedelta(minutes=minutes), end))
    advance(db, often, end)

    assert look(db, late, end) == look(db, often, end)
    assert state_of(db, late) == state_of(db, often)


def test_a_firing_that_is_not_due_any_more_is_refused_and_changes_nothing(db):
    id_ = collecting(db, SYT, SNV)
    due = look(db, id_, CLOSES)
    assert due == Firing("close_collection", State.AWAITING_SUBMISSIONS, State.CONSOLIDATING)
    fire(db, id_, due, CLOSES)
    before = everything(db)

    with pytest.raises(Outrun, match="6321/UBND-TH was moved by somebody else") as told_so:
        fire(db, id_, due, CLOSES)

    assert told_so.value.remedy == "do the same again"
    assert everything(db) == before


def test_the_version_in_the_last_statement_holds_even_where_the_lock_did_not(sqlite_db):
    """The brace is the row's lock; this is the belt: a version that moved under the change undoes all of it."""
    id_ = collecting(sqlite_db)
    before = everything(sqlite_db)

    def outrun():
        with change(sqlite_db, id_, FRIDAY) as this:
            this.log(actor="system", kind="fact", name="seen", data={})
            this.connection.execute(update(directives).values(version=directives.c.version + 1))

    with pytest.raises(Outrun):
        outrun()
    assert everything(sqlite_db) == before


def test_an_error_in_the_middle_of_a_firing_undoes_all_of_it(db, monkeypatch):
    id_ = collecting(db)
    due, before = look(db, id_, FRIDAY), everything(db)

    def breaks(this, firing, fact):
        written = effects.remind_agencies(this, firing, fact)
        this.set(digest_at=None)
        raise RuntimeError(f"after {len(written)}")

    monkeypatch.setitem(effects.EFFECTS, "remind_agencies", breaks)
    with pytest.raises(RuntimeError):
        fire(db, id_, due, FRIDAY)
    assert everything(db) == before


def test_a_directive_that_ended_waits_for_nothing(db):
    id_ = submitted_to_chairman(db)
    approve(db, id_, now=hanoi("2020-12-25 10:00"))
    advance(db, id_, hanoi("2020-12-25 10:00"))

    assert look(db, id_, hanoi("2030-01-01 00:00")) == Wait(None)


# --- what waits in the outbox and has become pointless ------------------------------------------------------------


def statuses(db, id_, *events):
    return [(mail.event, mail.recipient, mail.status) for mail in mails(db, id_, *events)]


def test_a_waiting_reminder_is_dropped_when_its_agency_answers(db):
    id_ = collecting(db, SYT, SNV)
    advance(db, id_, FRIDAY)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)

    assert statuses(db, id_, "reminder_before") == [
        ("reminder_before", "SYT", "dropped"),
        ("reminder_before", "SNV", "queued"),
    ]
    assert mails(db, id_, "reminder_before")[0].reply == "SYT has answered"


def test_waiting_reminders_and_digests_are_dropped_when_the_directive_ends(db):
    id_ = collecting(db, SYT, SNV)
    advance(db, id_, FRIDAY)
    decisions.withdraw(db, id_, reason="thay thế", now=FRIDAY)
    advance(db, id_, FRIDAY)

    assert {status for event, _, status in statuses(db, id_, "reminder_before", "lead_digest")} == {"dropped"}
    assert {status for event, _, status in statuses(db, id_, "withdrawn", "issue_notice")} == {"queued"}


def test_a_reminder_that_is_on_its_way_is_left_alone(db):
    id_ = collecting(db, SYT)
    advance(db, id_, FRIDAY)
    with db.write() as connection:
        connection.execute(update(outbox).values(claimed_until=FRIDAY))
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)

    assert statuses(db, id_, "reminder_before") == [("reminder_before", "SYT", "queued")]


def test_a_reminder_that_was_never_sent_is_not_said_to_have_been(db):
    """Dropped when the agency answered, and then its answer was returned: the letter to the head does not cite it."""
    id_ = collecting(db, SYT, BA_TO)
    run(db, id_, until=FRIDAY)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)
    items = [{"task": "A", "reason": "chưa rõ"}]
    decisions.return_for_revision(db, id_, "SYT", items=items, last_day=date(2020, 12, 21), now=FRIDAY)
    run(db, id_, until=hanoi("2020-12-23 09:00"), since=FRIDAY)

    assert [each["reminded_on"] for each in told(db, id_, "escalation")] == [
        ["2020-12-21", "2020-12-22"],
        ["2020-12-18", "2020-12-21", "2020-12-22"],
    ]


def test_the_lead_need_not_be_addressed(db):
    assert LEAD.code not in [agency.code for agency in order().agencies]
    id_ = collecting(db)
    assert addressed(db, id_, "lead_notice") == [("lead_notice", "lead")]
    assert mails(db, id_, "lead_notice")[0].to_address == LEAD.email


def test_a_firing_is_decided_again_under_the_lock_only_where_something_has_happened_since(sqlite_db):
    """The version moves with every fact and every firing: the same version is the same decision."""
    id_ = collecting(sqlite_db)
    due = look(sqlite_db, id_, FRIDAY)
    with statements(sqlite_db) as at_once:
        fire(sqlite_db, id_, due, FRIDAY)
    again = look(sqlite_db, id_, FRIDAY)
    acts.submit(sqlite_db, id_, "SYT", [row()], now=FRIDAY)
    with statements(sqlite_db) as after_a_fact:
        fire(sqlite_db, id_, again, FRIDAY)

    looks = [statement for statement in after_a_fact if "facts" in statement and statement.startswith("SELECT")]
    assert len(looks) == 1
    assert [statement for statement in at_once if "facts" in statement and statement.startswith("SELECT")] == []
