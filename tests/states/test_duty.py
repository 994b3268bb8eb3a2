"""What one agency owes: every trigger from every state, and that a machine shared by all mixes nobody up."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from states.duty import ANSWERED, DUTY_MACHINE, DUTY_TABLE, OPEN_DUTY, DutyState, after

PENDING, SUBMITTED, ACCEPTED, RETURNED, NIL, WAIVED, REASSIGNED = DutyState

LEADS_TO = {
    ("submit", PENDING): SUBMITTED,
    ("submit", RETURNED): SUBMITTED,
    ("submit", SUBMITTED): SUBMITTED,
    ("submit", ACCEPTED): SUBMITTED,
    ("submit", NIL): SUBMITTED,
    ("declare_nil", PENDING): NIL,
    ("declare_nil", RETURNED): NIL,
    ("declare_nil", SUBMITTED): NIL,
    ("declare_nil", NIL): NIL,
    ("accept", SUBMITTED): ACCEPTED,
    ("return_for_revision", SUBMITTED): RETURNED,
    ("return_for_revision", ACCEPTED): RETURNED,
    ("return_for_revision", NIL): RETURNED,
    ("waive", PENDING): WAIVED,
    ("waive", RETURNED): WAIVED,
    ("reassign", PENDING): REASSIGNED,
    ("reassign", RETURNED): REASSIGNED,
    ("reinstate", WAIVED): PENDING,
    ("reinstate", REASSIGNED): PENDING,
}
TRIGGERS = sorted({row[0] for row in DUTY_TABLE})


@pytest.mark.parametrize("state", DutyState)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_every_trigger_from_every_state(trigger, state):
    assert after(state, trigger) == LEADS_TO.get((trigger, state))


@pytest.mark.parametrize("state", [WAIVED, REASSIGNED])
def test_reinstating_gives_back_what_was_owed_a_first_answer_or_a_revision(state):
    assert after(state, "reinstate", answered=False) == PENDING
    assert after(state, "reinstate", answered=True) == RETURNED


@pytest.mark.parametrize("state", DutyState)
@pytest.mark.parametrize("trigger", [trigger for trigger in TRIGGERS if trigger != "reinstate"])
def test_nothing_else_asks_whether_there_was_an_answer_before(trigger, state):
    assert after(state, trigger, answered=True) == after(state, trigger, answered=False)


def test_a_trigger_that_is_not_in_the_table_is_no_trigger():
    with pytest.raises(KeyError, match="escalate"):
        after(PENDING, "escalate")


def test_an_agency_owes_an_answer_has_given_one_or_is_let_off():
    assert {*OPEN_DUTY, *ANSWERED, WAIVED, REASSIGNED} == set(DutyState)
    assert not {*OPEN_DUTY} & {*ANSWERED}


def test_the_machine_has_no_callback():
    callbacks = [
        part
        for event in DUTY_MACHINE.events.values()
        for transitions in event.transitions.values()
        for transition in transitions
        for part in (transition.before, transition.after, transition.prepare)
    ]
    assert [callback for callback in callbacks if callback] == []
    assert DUTY_MACHINE.models == []


def test_threads_do_not_mix_up_their_duties():
    those = [(state, trigger) for state in DutyState for trigger in TRIGGERS] * 20
    expected = [LEADS_TO.get((trigger, state)) for state, trigger in those]

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda pair: after(*pair), those)) == expected
