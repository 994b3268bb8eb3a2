"""Looking things up: by the number people say, in a list of any length, all that was received."""

from datetime import date

import pytest

from config.errors import NotFound, UnreadableInput
from records import acts, decisions, dossier
from records.dossier import find, listing
from records.firing import advance
from tests.cast import (
    ISSUED,
    SNV,
    SYT,
    agencies,
    collecting,
    hanoi,
    issued,
    names,
    promulgated,
    row,
    statements,
    withdrawn,
)

FRIDAY = hanoi("2020-12-18 10:00")


@pytest.mark.parametrize("said", ["6321/UBND-TH", "6321 /UBND-TH", " 6321/ubnd-th ", "6321/UBND-TH\n"])
def test_a_directive_is_found_by_its_number_however_it_is_typed(db, said):
    id_ = issued(db)
    issued(db, number="632/UBND-TH")

    assert find(db, said) == id_


@pytest.mark.parametrize("said", ["", "6321", "6322/UBND-TH", "%", "6321/UBND-TH'--"])
def test_a_number_that_is_not_on_record_is_said_to_be_not_there(db, said):
    issued(db)

    with pytest.raises(NotFound, match="on record") as told:
        find(db, said)
    assert told.value.remedy == "dondoc list shows all numbers"


def test_a_number_that_was_used_in_two_years_needs_its_date(db):
    first, second = issued(db), issued(db, issued_on=date(2021, 12, 17))

    with pytest.raises(UnreadableInput, match=r"was issued more than once: 2020-12-17 .*, 2021-12-17") as told:
        find(db, "6321/UBND-TH")
    assert told.value.remedy == "name the one you mean: --date YYYY-MM-DD"
    assert find(db, "6321/UBND-TH", date(2020, 12, 17)) == first
    assert find(db, "6321/UBND-TH", date(2021, 12, 17)) == second
    with pytest.raises(NotFound, match=r"of 18/12/2020"):
        find(db, "6321/UBND-TH", date(2020, 12, 18))


def test_the_list_counts_each_directives_own_agencies(db):
    first = collecting(db, *agencies(4))
    codes = [agency.code for agency in agencies(4)]
    acts.submit(db, first, codes[0], [row()], now=FRIDAY)
    decisions.waive(db, first, codes[1], reason="sáp nhập", now=FRIDAY)
    collecting(db, SYT, SNV, number="7/UBND-TH", issued_on=date(2020, 12, 18))

    assert [(each.number, each.state, each.asked, each.answered) for each in listing(db)] == [
        ("7/UBND-TH", "awaiting_submissions", 2, 0),
        ("6321/UBND-TH", "awaiting_submissions", 3, 1),
    ]


def test_ended_directives_may_be_left_out_of_the_list(db):
    promulgated(db, number="1/UBND"), withdrawn(db, number="2/UBND"), collecting(db, number="3/UBND")

    assert [each.number for each in listing(db)] == ["1/UBND", "2/UBND", "3/UBND"]
    assert [each.number for each in listing(db, ended=False)] == ["3/UBND"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_is_one_statement_however_long(sqlite_db, number):
    for n in range(number):
        collecting(sqlite_db, number=f"{n}/UBND")
    with statements(sqlite_db) as seen:
        assert len(listing(sqlite_db)) == number

    assert len(seen) == 1


def test_all_versions_of_all_answers_are_kept_in_the_order_received(db):
    id_ = collecting(db, SYT, SNV)
    acts.submit(db, id_, "SYT", [row("A"), row("B")], now=FRIDAY)
    acts.declare_nil(db, id_, "SNV", now=hanoi("2020-12-18 11:00"))
    acts.submit(db, id_, "SYT", [row("C")], now=hanoi("2020-12-18 12:00"))

    assert [
        (each["agency"], each["version"], each["kind"], names(each["rows"])) for each in dossier.answers(db, id_)
    ] == [
        ("SYT", 1, "submitted", ["A", "B"]),
        ("SNV", 1, "nil", []),
        ("SYT", 2, "submitted", ["C"]),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_verifying_and_exporting_take_as_many_statements_for_one_answer_as_for_three(sqlite_db, number):
    id_ = collecting(sqlite_db, *agencies(3))
    for agency in agencies(number):
        acts.submit(sqlite_db, id_, agency.code, [row(), row()], now=FRIDAY)
    advance(sqlite_db, id_, ISSUED)
    with statements(sqlite_db) as verifying:
        dossier.verify(sqlite_db, id_)
    with statements(sqlite_db) as exporting:
        dossier.export(sqlite_db, id_)

    assert (len(verifying), len(exporting)) == (7, 4)
