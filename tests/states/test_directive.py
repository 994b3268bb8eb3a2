"""The directive's table: what fires from which state, what does not, and in which order."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from states.directive import ACTS_UPON, ENDED, MACHINE, OPEN, TABLE, TELLS, Firing, State, Wait, decide, tells
from states.guards import TIMERS
from tests.cast import CLOSES, awaiting, hanoi, view

I, A, C, S, P, W = State  # noqa: E741 - the table's own letters
JUST = timedelta(microseconds=1)

# Every trigger from every state: where it leads. What is not here is refused.
LEADS_TO = {
    ("withdraw", I): W,
    ("withdraw", A): W,
    ("withdraw", C): W,
    ("withdraw", S): W,
    ("open_collection", I): A,
    ("close_collection", A): C,
    ("reopen_collection", C): A,
    ("submit_plan", C): S,
    ("return_plan", S): C,
    ("promulgate", S): P,
    ("remind_agencies", A): A,
    ("remind_agencies", C): C,
    ("brief_lead", A): A,
    ("brief_lead", C): C,
    ("urge_lead", C): C,
}
TRIGGERS = [row[0] for row in TABLE]
FACTS = tuple(ACTS_UPON.values())
ALL_DUE = {"remind_at": CLOSES, "digest_at": CLOSES, "urge_at": CLOSES, "facts": frozenset(FACTS)}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_every_trigger_from_every_state(trigger, state):
    """With everything due at once, exactly the table's triggers are there, and each leads where the table says."""
    allowed = MACHINE.get_triggers(state)
    assert (trigger in allowed) == ((trigger, state) in LEADS_TO)
    if trigger in allowed:
        (transition,) = MACHINE.get_transitions(trigger, source=state)
        dest = State[transition.dest] if transition.dest else state  # the library calls states by their names
        assert dest == LEADS_TO[trigger, state]


@pytest.mark.parametrize("state", State)
def test_the_first_row_of_the_table_that_is_due_fires(state):
    now = CLOSES + timedelta(days=30)
    firsts = [trigger for trigger in TRIGGERS if (trigger, state) in LEADS_TO]

    decided = decide(view(state, **ALL_DUE), now)

    if not firsts:
        assert decided == Wait(None)
    else:
        assert decided == Firing(firsts[0], state, LEADS_TO[firsts[0], state])


def test_priority_is_the_order_of_the_rows():
    assert TRIGGERS == [
        "withdraw", "open_collection", "close_collection", "reopen_collection", "submit_plan", "return_plan",
        "promulgate", "remind_agencies", "brief_lead", "urge_lead",
    ]  # fmt: skip
    everything = ALL_DUE | {"closes_at": CLOSES, "open_duties": 1}
    order = []
    for spent in ({}, {"withdrawal_ordered"}, {"reopening_ordered"}, {"plan_handed_in"}):
        everything["facts"] = everything["facts"] - set(spent)
        order.append(decide(view(C, **everything), CLOSES).trigger)
    for timer in ("remind_at", "digest_at", "urge_at"):
        order.append(decide(view(C, **everything), CLOSES).trigger)
        everything[timer] = None
    assert order == [
        "withdraw", "reopen_collection", "submit_plan", "remind_agencies",
        "remind_agencies", "brief_lead", "urge_lead",
    ]  # fmt: skip
    assert decide(view(C, **everything), CLOSES) == Wait(None)


# --- each guard at both sides of its edge -------------------------------------------------------------------------


def test_a_directive_that_is_issued_opens_at_once():
    assert decide(view(I), hanoi("2020-12-17 09:00")) == Firing("open_collection", I, A)


def test_collection_closes_at_its_deadline_though_one_agency_never_answered():
    closes_at = hanoi("2020-12-22 00:00")  # "trước ngày 22/12/2020": the 21st is the last day
    directive = awaiting(answered=40, asked=41, closes_at=closes_at)

    assert decide(directive, now=closes_at - JUST) == Wait(until=closes_at)
    assert decide(directive, now=closes_at) == Firing("close_collection", A, C)


def test_collection_closes_as_soon_as_nobody_owes_an_answer():
    now = hanoi("2020-12-18 10:00")

    assert decide(awaiting(answered=40, asked=41), now) == Wait(until=CLOSES)
    assert decide(awaiting(answered=41, asked=41), now) == Firing("close_collection", A, C)


@pytest.mark.parametrize(
    ("trigger", "timer", "state"),
    [
        ("remind_agencies", "remind_at", A),
        ("remind_agencies", "remind_at", C),
        ("brief_lead", "digest_at", A),
        ("brief_lead", "digest_at", C),
        ("urge_lead", "urge_at", C),
    ],
)
def test_a_timer_fires_from_its_instant_on(trigger, timer, state):
    morning = hanoi("2020-12-21 08:30")
    directive = view(state, **{timer: morning})

    assert decide(directive, morning - JUST) == Wait(until=morning)
    assert decide(directive, morning) == Firing(trigger, state, state)
    assert not decide(directive, morning).moves


@pytest.mark.parametrize(
    ("fact", "state", "trigger", "dest"),
    [
        ("withdrawal_ordered", I, "withdraw", W),
        ("withdrawal_ordered", A, "withdraw", W),
        ("withdrawal_ordered", C, "withdraw", W),
        ("withdrawal_ordered", S, "withdraw", W),
        ("reopening_ordered", C, "reopen_collection", A),
        ("plan_handed_in", C, "submit_plan", S),
        ("plan_returned", S, "return_plan", C),
        ("plan_approved", S, "promulgate", P),
    ],
)
def test_a_fact_moves_the_directive_in_its_own_states_only(fact, state, trigger, dest):
    now, facts = hanoi("2020-12-21 10:00"), frozenset({fact})

    assert decide(view(state, facts=facts), now) == Firing(trigger, state, dest)
    assert decide(view(state, facts=facts), now).acts_upon == fact
    elsewhere = {other for other in State if decide(view(other, facts=facts), now) != decide(view(other), now)}
    assert elsewhere == {other for (name, other) in LEADS_TO if name == trigger}


def test_a_plan_goes_to_the_chairman_only_when_every_row_has_its_place():
    now, facts = hanoi("2020-12-24 16:05"), frozenset({"plan_handed_in"})

    assert decide(view(C, facts=facts, undecided_rows=1), now) == Wait(None)
    assert decide(view(C, facts=facts, undecided_rows=0), now) == Firing("submit_plan", C, S)


@pytest.mark.parametrize("state", State)
def test_each_state_is_woken_by_its_own_timers_and_waits_for_the_first_of_them(state):
    late = hanoi("2021-01-05 08:30")
    armed = {"closes_at": late, "remind_at": late - JUST, "digest_at": late - 2 * JUST, "urge_at": late - 3 * JUST}
    wakes_at = {I: None, A: armed["digest_at"], C: armed["urge_at"], S: None, P: None, W: None}

    decided = decide(view(state, **armed), hanoi("2020-12-18 10:00"))

    assert decided == (Firing("open_collection", I, A) if state == I else Wait(wakes_at[state]))
    assert set(TIMERS) == {A, C}


# --- nothing but a decision ---------------------------------------------------------------------------------------


@given(
    state=st.sampled_from(State),
    facts=st.frozensets(st.sampled_from(FACTS)),
    open_duties=st.integers(0, 3),
    undecided=st.integers(0, 2),
    hours=st.integers(-200, 200),
    timers=st.tuples(*[st.none() | st.integers(-200, 200)] * 3),
)
def test_deciding_again_after_each_firing_ends_in_wait(state, facts, open_duties, undecided, hours, timers):
    """Each firing uses its fact up or arms its timer anew (as records/effects.py does); then nothing is due."""
    now = CLOSES + timedelta(hours=hours)
    at = [None if each is None else CLOSES + timedelta(hours=each) for each in timers]
    timer = dict(zip(("remind_at", "digest_at", "urge_at"), at, strict=True))
    closes_at = CLOSES
    for _ in range(40):
        directive = view(
            state, facts=facts, open_duties=open_duties, undecided_rows=undecided, closes_at=closes_at, **timer
        )
        decided = decide(directive, now)
        if isinstance(decided, Wait):
            assert decided.until is None or decided.until > now
            return
        assert LEADS_TO[decided.trigger, state] == decided.dest
        state, facts = decided.dest, facts - {decided.acts_upon}
        if decided.trigger == "reopen_collection":
            closes_at, open_duties = now + timedelta(days=2), max(open_duties, 1)
        armed_by = {"remind_agencies": "remind_at", "brief_lead": "digest_at", "urge_lead": "urge_at"}
        if decided.trigger in armed_by:
            timer[armed_by[decided.trigger]] = now + timedelta(days=1)
    pytest.fail("the machine does not come to rest")


def test_the_machine_has_no_callback_and_no_way_but_the_tables():
    callbacks = [MACHINE.before_state_change, MACHINE.after_state_change, MACHINE.prepare_event, MACHINE.finalize_event]
    callbacks += [MACHINE.on_exception, MACHINE.on_final]
    callbacks += [part for state in MACHINE.states.values() for part in (state.on_enter, state.on_exit)]
    for event in MACHINE.events.values():
        for transitions in event.transitions.values():
            for transition in transitions:
                callbacks += [transition.before, transition.after, transition.prepare]
    assert [callback for callback in callbacks if callback] == []
    assert list(MACHINE.events) == TRIGGERS
    assert MACHINE.models == []


def test_two_threads_decide_at_once_without_mixing_up_their_directives():
    now = hanoi("2020-12-21 10:00")
    those = [view(I), view(A), view(A, open_duties=0), view(S, facts=frozenset({"plan_approved"})), view(P)] * 200
    expected = [decide(each, now) for each in those]

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda each: decide(each, now), those)) == expected
    assert MACHINE.models == []


# --- who is told --------------------------------------------------------------------------------------------------


def test_every_trigger_tells_somebody():
    assert set(TELLS) == set(TRIGGERS)


def test_whoever_was_never_asked_is_not_told_that_it_was_withdrawn():
    assert tells(Firing("withdraw", I, W)) == []
    assert [tells(Firing("withdraw", state, W)) for state in (A, C, S)] == [[("everyone", "withdrawn")]] * 3


def test_states_are_open_or_ended():
    assert sorted([*OPEN, *ENDED]) == sorted(State)
    assert {state for state in State if not MACHINE.get_triggers(state)} == set(ENDED)
