"""What agencies do: answers in versions, receipts, lateness judged by the first one; what is refused, in what words."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from config.errors import NotAllowed, NotFound, UnreadableInput
from records import acts, decisions
from records.acts import MAX_ROWS, Person
from records.audit import parsed, sha256
from records.dossier import answers, history
from records.firing import advance
from records.roll import current_rows, roll_call
from records.tables import extensions, rows
from states.deadlines import Standing
from states.directive import State
from tests.cast import (
    BA_TO,
    CLOSES,
    ISSUED,
    SNV,
    SYT,
    addressed,
    collecting,
    consolidating,
    everything,
    hanoi,
    issued,
    mails,
    names,
    row,
    state_of,
    statements,
)

FRIDAY = hanoi("2020-12-18 10:00")


def duty(db, id_, agency="SYT"):
    with db.read() as connection:
        return roll_call(connection, id_).of(agency)


def plan_rows(db, id_):
    with db.read() as connection:
        return [(agency, each["product"]) for agency, _, each in current_rows(connection, id_)]


# --- an answer ----------------------------------------------------------------------------------------------------


def test_an_answer_is_on_record_and_receipted_in_one_go(db):
    id_ = collecting(db)

    receipt = acts.submit(
        db, id_, "SYT", [row("A"), row("B")], now=FRIDAY, by=Person("Nguyễn Văn An", "Chuyên viên"), note="bản chính"
    )

    assert (receipt.version, receipt.rows, receipt.received_at, receipt.standing) == (1, 2, FRIDAY, Standing.ON_TIME)
    assert receipt.receipt == f"6321-UBND-TH.201217.SYT.01-{id_[:4]}"
    assert (duty(db, id_).state, duty(db, id_).versions, duty(db, id_).remind_at) == ("submitted", 1, None)
    assert plan_rows(db, id_) == [("SYT", "A"), ("SYT", "B")]
    (mail,) = mails(db, id_, "receipt")
    told = parsed(mail.facts)
    assert (mail.recipient, mail.to_address, mail.send_after) == ("SYT", SYT.email, FRIDAY)
    assert (told["rows"], told["receipt"], told["standing"]) == (2, receipt.receipt, "on_time")
    said = history(db, id_)[-1]
    assert (said.actor, said.name) == ("SYT", "submitted")
    assert said.data == {
        "agency": "SYT",
        "version": 1,
        "rows": 2,
        "rows_sha256": sha256([row("A"), row("B")]),
        "receipt": receipt.receipt,
        "note": "bản chính",
        "by_name": "Nguyễn Văn An",
        "by_position": "Chuyên viên",
    }


def test_a_second_answer_is_a_new_version_and_the_old_one_is_kept(db):
    id_ = collecting(db)
    acts.submit(db, id_, "SYT", [row("A"), row("B")], now=FRIDAY)

    second = acts.submit(db, id_, "SYT", [row("C")], now=FRIDAY + timedelta(hours=1))

    assert second.version == 2
    assert plan_rows(db, id_) == [("SYT", "C")]
    assert [(each["version"], names(each["rows"])) for each in answers(db, id_)] == [(1, ["A", "B"]), (2, ["C"])]
    assert addressed(db, id_, "receipt") == [("receipt", "SYT")] * 2


@pytest.mark.parametrize("number", [1, 3, 100])
def test_an_answer_takes_as_many_statements_for_one_row_as_for_a_hundred(sqlite_db, number):
    id_ = collecting(sqlite_db)
    with statements(sqlite_db) as seen:
        acts.submit(sqlite_db, id_, "SYT", [row(str(n)) for n in range(number)], now=FRIDAY)

    assert len(seen) == 10
    assert len(plan_rows(sqlite_db, id_)) == number


def test_rows_are_kept_in_the_order_in_which_they_came(db):
    id_ = collecting(db)
    acts.submit(db, id_, "H-BA-TO", [row(str(n)) for n in range(12)], now=FRIDAY)
    acts.submit(db, id_, "SYT", [row("first of the roster")], now=FRIDAY)

    assert plan_rows(db, id_) == [("SYT", "first of the roster"), *(("H-BA-TO", str(n)) for n in range(12))]


def test_nothing_to_propose_is_an_answer_and_takes_back_the_rows_before(db):
    id_ = collecting(db)
    acts.submit(db, id_, "SYT", [row("A")], now=FRIDAY)

    receipt = acts.declare_nil(db, id_, "SYT", now=FRIDAY, by=Person("Nguyễn Văn An"))

    assert (receipt.version, receipt.rows) == (2, 0)
    assert duty(db, id_).state == "nil"
    assert plan_rows(db, id_) == []
    (mail,) = mails(db, id_, "nil_acknowledged")
    assert parsed(mail.facts)["by_name"] == "Nguyễn Văn An"
    assert history(db, id_)[-1].name == "declared_nil"


def test_when_the_last_agency_has_answered_the_collection_closes_before_its_deadline(db):
    id_ = collecting(db, SYT, SNV)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)
    advance(db, id_, FRIDAY)
    assert state_of(db, id_) == State.AWAITING_SUBMISSIONS
    acts.declare_nil(db, id_, "SNV", now=FRIDAY)

    advance(db, id_, FRIDAY)

    assert state_of(db, id_) == State.CONSOLIDATING


# --- in time, disputed, late --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "standing"),
    [
        ("2020-12-21 23:59:59.999999", Standing.ON_TIME),
        ("2020-12-22 00:00", Standing.DISPUTED),  # "chậm nhất trước ngày 22": some read the 22nd as in time
        ("2020-12-22 23:59:59.999999", Standing.DISPUTED),
        ("2020-12-23 00:00", Standing.LATE),
    ],
)
def test_a_late_answer_is_taken_and_marked(db, received, standing):
    id_ = consolidating(db)

    receipt = acts.submit(db, id_, "SNV", [row()], now=hanoi(received))

    assert receipt.standing == standing
    assert duty(db, id_, "SNV").standing == standing
    assert parsed(mails(db, id_, "receipt")[-1].facts)["standing"] == standing


def test_an_agency_is_judged_by_its_first_answer(db):
    id_ = collecting(db)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)
    advance(db, id_, CLOSES)

    again = acts.submit(db, id_, "SYT", [row("B")], now=hanoi("2020-12-24 10:00"))

    assert again.standing == Standing.ON_TIME
    assert duty(db, id_).last_received_at == hanoi("2020-12-24 10:00")


def test_a_receipt_says_until_when_the_answer_may_be_replaced_and_an_own_extension_counts(db):
    id_ = collecting(db)
    decisions.decide_extension(db, id_, "SNV", until=date(2020, 12, 23), now=FRIDAY)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY), acts.submit(db, id_, "SNV", [row()], now=FRIDAY)

    until = [datetime.fromisoformat(parsed(mail.facts)["revisable_until"]) for mail in mails(db, id_, "receipt")]
    assert until == [CLOSES, hanoi("2020-12-24 00:00")]


# --- receipts -----------------------------------------------------------------------------------------------------


def test_two_issuers_may_use_one_number_on_one_day_and_both_get_their_answers(db):
    """Districts number as "12/UBND": nothing but the issuer tells them apart."""
    ids = [collecting(db, number="12/UBND", issuer=f"UBND huyện {name}") for name in ("Ba Tơ", "Sơn Hà")]

    first, second = (acts.submit(db, id_, "SYT", [row()], now=FRIDAY).receipt for id_ in ids)

    assert first != second
    assert first.split("-")[:-1] == second.split("-")[:-1]


# --- what is refused ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ([], "the answer has no row"),
        ([row(), {}], "row 2 is empty"),
        ([row(), {"product": "  ", "summary": None}], "row 2 is empty"),
        ([row()] * (MAX_ROWS + 1), f"{MAX_ROWS + 1} rows are more than {MAX_ROWS}"),
        ([row(), row() | {"schedule": date(2021, 3, 31)}], "row 2: a value cannot be put on record"),
        ([row() | {"cost": Decimal("1.5")}], "row 1: a value cannot be put on record"),
        ([row() | {"cost": float("nan")}], "row 1: a value cannot be put on record"),
        ([row() | {"account": 12345678901234567890}], "row 1: a value cannot be put on record"),
        ([row("\ud83d")], "row 1: a value cannot be put on record"),
        ([row("a\x00b")], "row 1: a text holds a NUL character"),
        ([{1: "một"}], "row 1: a value cannot be put on record"),
        (["not a row"], "row 1 is empty"),
    ],
    ids=["none", "empty", "blank", "many", "date", "decimal", "nan", "long", "half-letter", "nul", "key", "text"],
)
def test_an_answer_that_is_no_table_is_refused_in_words_and_nothing_of_it_kept(db, answer, said):
    id_ = collecting(db)
    before = everything(db)

    with pytest.raises(UnreadableInput, match=said) as told:
        acts.submit(db, id_, "SYT", answer, now=FRIDAY)

    assert told.value.remedy
    assert everything(db) == before


@pytest.mark.parametrize("text", ["An\x00", "An \ud83d"], ids=["nul", "half-letter"])
@pytest.mark.parametrize("where", ["name", "position", "note", "reason"])
def test_a_text_that_no_database_keeps_is_refused_in_words(db, where, text):
    id_ = collecting(db)
    before = everything(db)

    def act():
        if where == "reason":
            acts.ask_extension(db, id_, "SYT", until=date(2020, 12, 23), reason=text, now=FRIDAY)
        elif where == "note":
            acts.submit(db, id_, "SYT", [row()], now=FRIDAY, note=text)
        else:
            acts.submit(db, id_, "SYT", [row()], now=FRIDAY, by=Person(**{where: text}))

    with pytest.raises(UnreadableInput) as told:
        act()

    assert told.value.remedy
    assert everything(db) == before


def test_whoever_is_not_addressed_cannot_answer(db):
    id_ = collecting(db)
    before = everything(db)

    with pytest.raises(NotFound, match="STP is not addressed by 6321/UBND-TH") as told:
        acts.submit(db, id_, "STP", [row()], now=FRIDAY)

    assert told.value.remedy == "dondoc show 6321/UBND-TH lists the addressed agencies"
    assert everything(db) == before


def test_a_directive_that_is_not_on_record_cannot_be_answered(db):
    with pytest.raises(NotFound, match="no directive 0000 on record"):
        acts.submit(db, "0000", "SYT", [row()], now=FRIDAY)


def test_an_agency_that_was_let_off_owes_nothing(db):
    id_ = collecting(db)
    decisions.waive(db, id_, "SYT", reason="đã sáp nhập", now=FRIDAY)
    before = everything(db)

    for act in (
        lambda: acts.submit(db, id_, "SYT", [row()], now=FRIDAY),
        lambda: acts.declare_nil(db, id_, "SYT", now=FRIDAY),
        lambda: acts.ask_extension(db, id_, "SYT", until=date(2020, 12, 23), reason="chậm", now=FRIDAY),
        lambda: decisions.decide_extension(db, id_, "SYT", until=date(2020, 12, 23), now=FRIDAY),
    ):
        with pytest.raises(NotAllowed, match="Sở Y tế owes nothing under 6321/UBND-TH") as told:
            act()
        assert told.value.remedy == "the clerk can take that back: dondoc duty reinstate"
    assert everything(db) == before


def test_an_accepted_answer_is_not_turned_into_nothing(db):
    id_ = collecting(db)
    acts.submit(db, id_, "SYT", [row()], now=FRIDAY)
    decisions.accept(db, id_, "SYT", now=FRIDAY)
    before = everything(db)

    with pytest.raises(NotAllowed, match="the answer of Sở Y tế is accepted: no declare nil now"):
        acts.declare_nil(db, id_, "SYT", now=FRIDAY)
    assert everything(db) == before


# --- more time ----------------------------------------------------------------------------------------------------


def test_asking_for_more_time_tells_the_lead_and_changes_no_deadline(db):
    id_ = collecting(db)

    acts.ask_extension(db, id_, "SNV", until=date(2020, 12, 23), reason="chờ số liệu", now=FRIDAY, by=Person("Bình"))

    assert duty(db, id_, "SNV").last_day == date(2020, 12, 21)
    (mail,) = mails(db, id_, "extension_asked")
    assert mail.recipient == "lead"
    told = parsed(mail.facts)
    assert (told["agency_name"], told["until"], told["reason"]) == (SNV.name, "2020-12-23", "chờ số liệu")
    with db.read() as connection:
        ((until, decision),) = connection.execute(select(extensions.c.until, extensions.c.decision)).all()
    assert (until, decision) == (date(2020, 12, 23), None)


@pytest.mark.parametrize(
    ("until", "reason", "said"),
    [
        (date(2020, 12, 21), "chờ số liệu", "21/12/2020 is past, or not after the last day 21/12/2020"),
        (date(2020, 12, 23), "  ", "an extension needs its reason"),
    ],
)
def test_more_time_needs_a_later_day_and_a_reason(db, until, reason, said):
    id_ = collecting(db)
    before = everything(db)

    with pytest.raises(UnreadableInput, match=said):
        acts.ask_extension(db, id_, "SNV", until=until, reason=reason, now=FRIDAY)
    assert everything(db) == before


def test_nobody_asks_for_a_day_that_is_over(db):
    id_ = consolidating(db)

    with pytest.raises(UnreadableInput, match="23/12/2020 is past"):
        acts.ask_extension(db, id_, "SNV", until=date(2020, 12, 23), reason="chậm", now=hanoi("2020-12-24 08:00"))
    acts.ask_extension(db, id_, "SNV", until=date(2020, 12, 24), reason="chậm", now=hanoi("2020-12-24 08:00"))


def test_an_answer_may_come_before_the_notice_is_written(db):
    id_ = issued(db)
    acts.submit(db, id_, "SYT", [row()], now=ISSUED)
    advance(db, id_, ISSUED)

    assert state_of(db, id_) == State.AWAITING_SUBMISSIONS
    assert len(addressed(db, id_, "issue_notice")) == 3


def test_only_the_last_version_counts_for_what_is_still_to_be_placed(db):
    id_ = collecting(db, SYT, BA_TO)
    for n in range(3):
        acts.submit(db, id_, "SYT", [row(str(n))], now=FRIDAY + timedelta(minutes=n))

    with db.read() as connection:
        kept = connection.execute(select(rows.c.version, rows.c.current).order_by(rows.c.version)).all()
    assert [tuple(each) for each in kept] == [(1, False), (2, False), (3, True)]
