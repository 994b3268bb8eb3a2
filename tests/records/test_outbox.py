"""The outbox: a mail is claimed by one sender, settled once, taken over from a dead one, and bounces to the clerk."""

from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from config.errors import NotFound
from records import acts, audit, decisions, outbox, runs
from records.audit import parsed
from records.change import change
from records.dossier import history
from records.firing import advance
from records.letters import to_lead
from records.tables import outbox as table
from tests.cast import (
    BA_TO,
    ISSUED,
    PLAN,
    SNV,
    SYT,
    agencies,
    collecting,
    everything,
    hanoi,
    issued,
    mails,
    row,
    statements,
    withdrawn,
)

NOW = ISSUED
WALL = hanoi("2026-01-05 12:00")  # machine time has nothing to do with office time
FRIDAY = hanoi("2020-12-18 08:30")


def claim(db, **given):
    return outbox.claim(db, **{"now": NOW, "wall": WALL, "lease": 60, **given})


def ids(claimed):
    return [each.id for each in claimed]


def one(db, id_):
    (mail,) = [mail for mail in mails_of_all(db) if mail.id == id_]
    return mail


def mails_of_all(db):
    with db.read() as connection:
        return connection.execute(table.select().order_by(table.c.id)).all()


# --- claiming -----------------------------------------------------------------------------------------------------


def test_a_claimed_mail_has_all_that_its_sender_needs(db):
    id_ = collecting(db, SYT, BA_TO)

    first, *_ = claim(db)

    assert (first.event, first.to_address, first.to_name, first.agency) == ("issue_notice", SYT.email, SYT.name, "SYT")
    assert first.message_id == f"<{id_}.issue_notice.SYT@quangngai.example>"
    assert first.thread_id == f"<{id_}@quangngai.example>"
    assert first.facts["working_days_left"] == 2
    shown = {key: first.directive[key] for key in ("number", "lead_code", "lead_address", "contents", "filename")}
    assert shown == {
        "number": "6321/UBND-TH",
        "lead_code": "SKHDT",
        "lead_address": "skhdt@quangngai.example",
        "contents": ["sản phẩm", "nội dung tóm lược", "căn cứ pháp lý", "thời gian thực hiện"],
        "filename": "6321-UBND-TH.txt",
    }
    assert first.directive["submissions"]["words"] == "chậm nhất trước ngày 22/12/2020"
    assert first.directive["submissions"]["disputed_until"] == "2020-12-22T17:00:00+00:00"
    assert first.directive["plan"]["last_day"] == "2020-12-25"
    assert (first.audit_seq, first.audit_head, first.attempts) == (2, history(db, id_)[-1].hash, 0)


def test_the_deadline_in_a_mail_is_the_one_in_force_when_it_is_sent(db):
    id_ = collecting(db, SYT, SNV, plan=None)
    assert claim(db, limit=1)[0].directive["plan"] is None
    acts.submit(db, id_, "SYT", [row()], now=NOW)
    advance(db, id_, hanoi("2020-12-22 00:00"))
    now = hanoi("2020-12-22 10:00")
    deadline = decisions.day_deadline(db, date(2020, 12, 23), words="gia hạn chung")
    decisions.reopen_collection(db, id_, deadline=deadline, reason="còn thiếu", now=now)

    assert {each.directive["submissions"]["words"] for each in claim(db, now=now)} == {"gia hạn chung"}
    assert PLAN.words not in str(claim(db, now=now))


def test_mails_are_claimed_oldest_first_and_by_nobody_else_for_the_lease(db):
    collecting(db, *agencies(4))

    first, second, third = claim(db, limit=2), claim(db, limit=2), claim(db, limit=2)

    assert [ids(first), ids(second), ids(third)] == [[1, 2], [3, 4], [5]]
    assert claim(db) == []
    assert claim(db, wall=WALL + timedelta(seconds=59.999)) == []
    assert ids(claim(db, wall=WALL + timedelta(seconds=60))) == [1, 2, 3, 4, 5]


def test_a_mail_is_not_claimed_before_it_may_be_sent(db):
    night = hanoi("2020-12-17 22:00")
    collecting(db, SYT, now=night)

    assert claim(db, now=hanoi("2020-12-18 06:59:59")) == []
    assert len(claim(db, now=hanoi("2020-12-18 07:00"))) == 2


def test_one_directives_mails_can_be_claimed_alone(db):
    first, second = collecting(db, SYT), collecting(db, SNV, number="6322/UBND-TH")

    assert {each.directive_id for each in claim(db, directive_id=second)} == {second}
    assert {each.directive_id for each in claim(db)} == {first}


@pytest.mark.parametrize("number", [1, 3, 100])
def test_claiming_takes_as_many_statements_for_one_mail_as_for_a_hundred(sqlite_db, number):
    collecting(sqlite_db, *agencies(number))
    with statements(sqlite_db) as seen:
        assert len(claim(sqlite_db, limit=number)) == number

    assert len(seen) == 4


# --- settling -----------------------------------------------------------------------------------------------------


def test_a_sent_mail_is_never_claimed_again(db):
    collecting(db, SYT)
    first, second = claim(db)

    outbox.sent(db, first.id, at=NOW, reply="250 2.0.0 Ok: queued as 4F2")

    assert ids(claim(db, wall=WALL + timedelta(hours=1))) == [second.id]
    mail = one(db, first.id)
    assert (mail.status, mail.attempts, mail.settled_at, mail.reply, mail.claimed_until) == (
        "sent", 1, NOW, "250 2.0.0 Ok: queued as 4F2", None,
    )  # fmt: skip


def test_a_deferred_mail_waits_for_its_time_in_office_time(db):
    collecting(db, SYT)
    first, second = claim(db)
    later = NOW + timedelta(minutes=5)

    outbox.deferred(db, first.id, at=NOW, error="451 greylisted", retry_after=later)
    outbox.deferred(db, second.id, at=NOW, error="connection refused", retry_after=later, counts=False)

    assert claim(db, now=later - timedelta(seconds=1)) == []
    assert [(each.id, each.attempts) for each in claim(db, now=later)] == [(first.id, 1), (second.id, 0)]
    assert [mail.reply for mail in mails_of_all(db)] == ["451 greylisted", "connection refused"]


def test_mails_that_were_not_tried_are_given_back_at_once(db):
    collecting(db, SYT)
    claimed = claim(db)
    outbox.sent(db, claimed[0].id, at=NOW, reply="250")

    outbox.release(db, ids(claimed))

    assert ids(claim(db)) == [claimed[1].id]


@pytest.mark.parametrize("settle", ["sent", "bounced", "dropped"])
def test_a_settled_mail_stays_as_it_was_settled(db, settle):
    """A sender whose lease ran out comes back late: what the other one wrote holds."""
    id_ = collecting(db, SYT)
    advance(db, id_, FRIDAY)
    reminder = next(mail for mail in mails(db, id_) if mail.event == "reminder_before")
    if settle == "dropped":
        acts.submit(db, id_, "SYT", [row()], now=FRIDAY)
    elif settle == "sent":
        outbox.sent(db, reminder.id, at=FRIDAY, reply="250")
    else:
        outbox.bounced(db, reminder.id, at=FRIDAY, code=550, error="no such user")
    before = everything(db)

    outbox.sent(db, reminder.id, at=FRIDAY, reply="250 again")
    outbox.deferred(db, reminder.id, at=FRIDAY, error="451", retry_after=FRIDAY)
    outbox.release(db, [reminder.id])
    outbox.bounced(db, reminder.id, at=FRIDAY, code=550, error="again")

    assert everything(db) == before


def test_a_bounce_is_logged_and_becomes_the_clerks_letter_in_one_go(db):
    id_ = collecting(db, SYT)
    first, _ = claim(db)

    outbox.bounced(db, first.id, at=NOW, code=550, error="550 5.1.1 no such user")

    assert one(db, first.id).status == "bounced"
    said = history(db, id_)[-1]
    assert (said.name, said.data) == (
        "mail_bounced",
        {"event": "issue_notice", "recipient": "SYT", "code": 550, "reason": "550 5.1.1 no such user"},
    )
    (letter,) = mails(db, id_, "mail_bounced")
    assert (letter.recipient, letter.to_address, letter.audit_head) == ("clerk", "vanthu@quangngai.example", said.hash)
    told = parsed(letter.facts)
    assert (told["failed_event"], told["agency_name"], told["address"], told["code"]) == (
        "issue_notice", SYT.name, SYT.email, 550,
    )  # fmt: skip
    assert id_ in runs.stirred(db)


def test_two_bounces_are_two_letters_and_the_clerks_own_bounce_is_none(db):
    id_ = collecting(db, SYT)
    for mail in claim(db):
        outbox.bounced(db, mail.id, at=NOW, code=None, error="no answer for 8 attempts")
    letters = mails(db, id_, "mail_bounced")
    assert len(letters) == 2

    outbox.bounced(db, letters[0].id, at=NOW, code=550, error="no such user")

    assert len(mails(db, id_, "mail_bounced")) == 2
    assert one(db, letters[0].id).status == "bounced"


def test_a_bounce_after_the_directives_end_is_still_told(db):
    id_ = withdrawn(db, SYT)
    notice = mails(db, id_, "withdrawn")[0]

    outbox.bounced(db, notice.id, at=FRIDAY, code=550, error="no such user")

    assert len(mails(db, id_, "mail_bounced")) == 1
    with db.read() as connection:
        audit.verify(id_, audit.entries(connection, id_))


# --- what has become pointless ------------------------------------------------------------------------------------


@pytest.mark.parametrize("came_back", ["deferred", "released", "lease"])
def test_a_reminder_that_came_back_unsent_after_its_agency_answered_is_not_sent_after_all(db, came_back):
    id_ = collecting(db, SYT, SNV)
    advance(db, id_, FRIDAY)
    reminder = next(each for each in claim(db, now=FRIDAY) if each.agency == "SYT" and "reminder" in each.event)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)
    wall = WALL
    if came_back == "deferred":
        outbox.deferred(db, reminder.id, at=FRIDAY, error="421", retry_after=FRIDAY, counts=False)
    elif came_back == "released":
        outbox.release(db, [reminder.id])
    else:
        wall += timedelta(hours=1)

    again = claim(db, now=FRIDAY, wall=wall)

    assert reminder.id not in ids(again)
    assert (one(db, reminder.id).status, one(db, reminder.id).reply) == ("dropped", "no answer is owed any more")


def test_pointless_reminders_do_not_hold_up_what_comes_after_them(db):
    id_ = collecting(db, *agencies(3))
    advance(db, id_, FRIDAY)
    for mail in claim(db, now=FRIDAY):
        if mail.event != "reminder_before":
            outbox.sent(db, mail.id, at=FRIDAY, reply="250")
    with db.write() as connection:
        connection.execute(update(table).values(claimed_until=WALL))
    for agency in agencies(3):
        acts.declare_nil(db, id_, agency.code, now=FRIDAY)

    assert {each.event for each in claim(db, now=FRIDAY, limit=2)} == {"nil_acknowledged"}


# --- one mail per key ---------------------------------------------------------------------------------------------


def test_nobody_gets_the_same_mail_twice_the_database_sees_to_it(db):
    id_ = collecting(db, SYT)
    before = everything(db)

    def twice():
        with change(db, id_, NOW) as this:
            this.mail(to_lead(this, "lead_notice", {"asked": 1}))

    with pytest.raises(IntegrityError):
        twice()
    assert everything(db) == before


def test_a_mail_about_a_file_that_is_no_directive_is_written_once(db):
    for _ in range(2):
        outbox.write_to_clerk(db, "intake_rejected", {"filename": "a.doc", "reason": "…"}, about="ab" * 32, now=NOW)

    (mail,) = claim(db)
    assert (mail.directive_id, mail.event, mail.to_address) == (None, "intake_rejected", "vanthu@quangngai.example")
    assert (mail.thread_id, mail.directive) == (f"<{'ab' * 32}@quangngai.example>", {})
    assert mail.facts["filename"] == "a.doc"
    outbox.bounced(db, mail.id, at=NOW, code=550, error="no such user")
    assert one(db, mail.id).status == "bounced"


# --- what others ask ----------------------------------------------------------------------------------------------


def test_when_the_next_mail_may_go_out(db):
    id_ = issued(db, SYT)
    assert outbox.next_send(db, id_) is None
    advance(db, id_, NOW)
    assert outbox.next_send(db, id_) == NOW
    for mail in claim(db):
        outbox.deferred(db, mail.id, at=NOW, error="451", retry_after=NOW + timedelta(minutes=mail.id))
    assert outbox.next_send(db, id_) == NOW + timedelta(minutes=1)


def test_mails_are_counted_by_event_and_status_in_the_order_written(db):
    id_ = collecting(db, SYT, SNV)
    outbox.sent(db, claim(db)[0].id, at=NOW, reply="250")

    assert outbox.count_by_event(db, id_) == {
        "issue_notice": {"sent": 1, "queued": 1},
        "lead_notice": {"queued": 1},
    }
    assert list(outbox.count_by_event(db, id_)) == ["issue_notice", "lead_notice"]
    assert outbox.waiting(db) == 2


def test_there_is_no_original_of_what_is_not_on_record(db):
    assert outbox.original(db, "0000") is None
    with pytest.raises(NotFound):
        runs.brief(db, "0000", NOW)
