"""What people may do, in which state, and while which fact waits for the directive's run."""

import pytest

from states.acts import ALLOWED, LEADS_TO, LEAVES, REMEDY, Act, allowed
from states.directive import State

I, A, C, S, P, W = State  # noqa: E741 - the table's own letters

AGENCY_ACTS = {
    Act.SUBMIT, Act.DECLARE_NIL, Act.ASK_EXTENSION, Act.DECIDE_EXTENSION, Act.RETURN_FOR_REVISION, Act.ACCEPT,
    Act.WAIVE, Act.REASSIGN, Act.REINSTATE, Act.ASK_REASSIGNMENT,
}  # fmt: skip
WORDS = {Act.ASK_QUESTION, Act.ANSWER_QUESTION}  # they change nothing, and are heard while anybody still works on it
MAY = {
    I: AGENCY_ACTS | WORDS | {Act.WITHDRAW},
    A: AGENCY_ACTS | WORDS | {Act.WITHDRAW},
    C: AGENCY_ACTS | WORDS | {Act.WITHDRAW, Act.REOPEN_COLLECTION, Act.HAND_IN_PLAN},
    S: WORDS | {Act.WITHDRAW, Act.RETURN_PLAN, Act.APPROVE_PLAN},
    P: set(),
    W: set(),
}
# Once the fact is acted upon the directive is elsewhere: only what is allowed on both sides may come in between.
MAY_WHILE_WAITING = {
    ("reopening_ordered", C): AGENCY_ACTS | WORDS | {Act.WITHDRAW},
    ("plan_handed_in", C): WORDS | {Act.WITHDRAW},
    ("plan_returned", S): WORDS | {Act.WITHDRAW},
    ("plan_approved", S): {Act.WITHDRAW},
    ("withdrawal_ordered", I): set(),
    ("withdrawal_ordered", A): set(),
    ("withdrawal_ordered", C): set(),
    ("withdrawal_ordered", S): set(),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_every_act_in_every_state(act, state):
    assert allowed(act, state, frozenset()) == (act in MAY[state])


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize(("fact", "state"), MAY_WHILE_WAITING)
def test_every_act_while_a_fact_waits_for_the_run(fact, state, act):
    assert allowed(act, state, frozenset({fact})) == (act in MAY_WHILE_WAITING[fact, state])


def test_nothing_overtakes_a_withdrawal_not_even_beside_another_fact():
    waiting = frozenset({"plan_handed_in", "withdrawal_ordered"})

    assert [act for act in Act if allowed(act, C, waiting)] == []


def test_each_fact_of_an_act_is_one_that_the_machine_acts_upon():
    assert set(LEAVES.values()) == set(LEADS_TO)
    assert LEADS_TO == {
        "withdrawal_ordered": W,
        "reopening_ordered": A,
        "plan_handed_in": S,
        "plan_returned": C,
        "plan_approved": P,
    }


def test_every_act_has_its_states_and_every_state_a_remedy():
    assert set(ALLOWED) == set(Act)
    assert set(REMEDY) == set(State)
    assert all(REMEDY[state].format(number="6321/UBND-TH") for state in State)
