"""An act in a wrong state, or one that a waiting fact forbids, says why and what to do, and changes nothing."""

from datetime import date, timedelta

import pytest

from config.errors import NotAllowed
from records import acts, agency_acts, decisions
from records.decisions import day_deadline
from states.acts import LEAVES, REMEDY, Act
from states.directive import State
from tests.cast import IN_STATE, approve, everything, hanoi, row
from tests.states.test_acts import MAY, MAY_WHILE_WAITING

LATER = hanoi("2020-12-25 11:00")
ITEMS = [{"task": "A", "reason": "chưa rõ"}]

# Each act as its actor would call it; whom it is about may forbid it too, so it is one whom it fits.
CALLS = {
    Act.SUBMIT: lambda db, id_: acts.submit(db, id_, "SNV", [row()], now=LATER),
    Act.DECLARE_NIL: lambda db, id_: acts.declare_nil(db, id_, "SNV", now=LATER),
    Act.ASK_EXTENSION: lambda db, id_: acts.ask_extension(
        db, id_, "SNV", until=date(2020, 12, 28), reason="chờ số liệu", now=LATER
    ),
    Act.ASK_REASSIGNMENT: lambda db, id_: agency_acts.ask_reassignment(
        db, id_, "SNV", belongs_to="Sở Tư pháp", reason="không thuộc thẩm quyền", now=LATER, by=acts.Person()
    ),
    Act.ASK_QUESTION: lambda db, id_: agency_acts.ask_question(
        db, id_, "SNV", question="Gửi bản giấy nữa không?", now=LATER, by=acts.Person()
    ),
    Act.ANSWER_QUESTION: lambda db, id_: agency_acts.answer_question(db, id_, 1, answer="Không.", by="lead", now=LATER),
    Act.DECIDE_EXTENSION: lambda db, id_: decisions.decide_extension(
        db, id_, "SNV", until=date(2020, 12, 28), now=LATER
    ),
    Act.RETURN_FOR_REVISION: lambda db, id_: decisions.return_for_revision(
        db, id_, "SYT", items=ITEMS, last_day=date(2020, 12, 28), now=LATER
    ),
    Act.ACCEPT: lambda db, id_: decisions.accept(db, id_, "SYT", now=LATER),
    Act.WAIVE: lambda db, id_: decisions.waive(db, id_, "SNV", reason="sáp nhập", now=LATER),
    Act.REASSIGN: lambda db, id_: decisions.reassign(db, id_, "SNV", to="H-BA-TO", reason="chuyển", now=LATER),
    Act.REINSTATE: lambda db, id_: decisions.reinstate(db, id_, "H-BA-TO", now=LATER),
    Act.REOPEN_COLLECTION: lambda db, id_: decisions.reopen_collection(
        db, id_, deadline=day_deadline(db, date(2020, 12, 28), words="gia hạn"), reason="còn thiếu", now=LATER
    ),
    Act.HAND_IN_PLAN: lambda db, id_: decisions.hand_in_plan(db, id_, now=LATER),
    Act.RETURN_PLAN: lambda db, id_: decisions.return_plan(db, id_, reason="bổ sung", now=LATER),
    Act.APPROVE_PLAN: lambda db, id_: approve(db, id_, now=LATER),
    Act.WITHDRAW: lambda db, id_: decisions.withdraw(db, id_, reason="thay thế", now=LATER),
}


@pytest.mark.parametrize("state", State)
def test_every_act_that_a_state_does_not_allow_says_why_and_changes_nothing(db, state):
    id_ = IN_STATE[state](db)
    before = everything(db)

    for act in [act for act in Act if act not in MAY[state]]:
        with pytest.raises(NotAllowed) as told:
            CALLS[act](db, id_)
        what = f"no {act.value.replace('_', ' ')} now"
        assert str(told.value).startswith(f"6321/UBND-TH is {state.value.replace('_', ' ')} since ")
        assert str(told.value).endswith(what)
        assert told.value.remedy == REMEDY[state].format(number="6321/UBND-TH")
        assert told.value.exit_code == 4

    assert everything(db) == before


BY_FACT = {fact: act for act, fact in LEAVES.items()}


@pytest.mark.parametrize(("fact", "state"), MAY_WHILE_WAITING)
def test_while_a_fact_waits_for_the_run_what_it_would_overtake_says_so_and_changes_nothing(db, fact, state):
    id_ = IN_STATE[state](db)
    CALLS[BY_FACT[fact]](db, id_)
    before = everything(db)

    for act in [act for act in MAY[state] if act not in MAY_WHILE_WAITING[fact, state]]:
        with pytest.raises(NotAllowed, match=f"{fact.replace('_', ' ')} is on record and not yet acted upon") as told:
            CALLS[act](db, id_)
        assert "dondoc up" in told.value.remedy

    assert everything(db) == before


def test_the_refusal_of_the_houses_style_guide_word_by_word(sqlite_db):
    """An agency that comes when the plan is with the chairman is told since when, and how to get in again."""
    id_ = IN_STATE[State.SUBMITTED_TO_CHAIRMAN](sqlite_db)

    with pytest.raises(NotAllowed) as told:
        acts.submit(sqlite_db, id_, "SNV", [row()], now=LATER + timedelta(days=1))

    assert str(told.value) == "6321/UBND-TH is submitted to chairman since 24/12/2020 16:05: no submit now"
    assert told.value.remedy == 'have the plan returned first: dondoc decide 6321/UBND-TH return --reason "…"'
