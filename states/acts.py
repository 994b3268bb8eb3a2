"""What people may do to a directive, and when. An act that is refused says why; nothing is ever half-done.

Agencies, lead, clerk and chairman's office record facts; only the directive's own run moves the directive.
A fact that waits for the run closes the door to whatever is no longer allowed once the run has acted upon it.
"""

from enum import StrEnum

from states.directive import ACTS_UPON, TABLE, A, C, I, S, State


class Act(StrEnum):
    SUBMIT = "submit"
    DECLARE_NIL = "declare_nil"
    ASK_EXTENSION = "ask_extension"
    ASK_REASSIGNMENT = "ask_reassignment"  # "not ours": the clerk decides
    ASK_QUESTION = "ask_question"
    ANSWER_QUESTION = "answer_question"
    DECIDE_EXTENSION = "decide_extension"
    RETURN_FOR_REVISION = "return_for_revision"
    ACCEPT = "accept"
    WAIVE = "waive"
    REASSIGN = "reassign"
    REINSTATE = "reinstate"
    REOPEN_COLLECTION = "reopen_collection"
    HAND_IN_PLAN = "hand_in_plan"
    RETURN_PLAN = "return_plan"
    APPROVE_PLAN = "approve_plan"
    WITHDRAW = "withdraw"


COLLECTING = (I, A, C)
RUNNING = (I, A, C, S)

ALLOWED: dict[Act, tuple[State, ...]] = {
    Act.SUBMIT: COLLECTING,  # late too: it is taken and marked
    Act.DECLARE_NIL: COLLECTING,
    Act.ASK_EXTENSION: COLLECTING,
    Act.ASK_REASSIGNMENT: COLLECTING,
    Act.ASK_QUESTION: RUNNING,
    Act.ANSWER_QUESTION: RUNNING,
    Act.DECIDE_EXTENSION: COLLECTING,
    Act.RETURN_FOR_REVISION: COLLECTING,
    Act.ACCEPT: COLLECTING,
    Act.WAIVE: COLLECTING,
    Act.REASSIGN: COLLECTING,
    Act.REINSTATE: COLLECTING,
    Act.REOPEN_COLLECTION: (C,),
    Act.HAND_IN_PLAN: (C,),
    Act.RETURN_PLAN: (S,),
    Act.APPROVE_PLAN: (S,),
    Act.WITHDRAW: RUNNING,
}

# The fact an act leaves for the run.
LEAVES: dict[Act, str] = {
    Act.WITHDRAW: "withdrawal_ordered",
    Act.REOPEN_COLLECTION: "reopening_ordered",
    Act.HAND_IN_PLAN: "plan_handed_in",
    Act.RETURN_PLAN: "plan_returned",
    Act.APPROVE_PLAN: "plan_approved",
}

# Where the run will take the directive once it acts upon the fact.
LEADS_TO: dict[str, State] = {ACTS_UPON[trigger]: dest for trigger, _, dest, _ in TABLE if trigger in ACTS_UPON}

REMEDY: dict[State, str] = {
    State.ISSUED: "wait for the notices to go out; `dondoc up` must be running",
    State.AWAITING_SUBMISSIONS: "wait until the collection closes; `dondoc show` says when",
    State.CONSOLIDATING: "the lead hands in the plan first: dondoc plan submit {number}",
    State.SUBMITTED_TO_CHAIRMAN: 'have the plan returned first: dondoc decide {number} return --reason "…"',
    State.PROMULGATED: "the dossier is closed; issue a new directive for a new task",
    State.WITHDRAWN: "the directive was withdrawn; issue a new one",
}


def allowed(act: Act, state: State, facts: frozenset[str]) -> bool:
    """Whether `act` may be recorded in `state` while `facts` wait for the run.

    It must be allowed where the directive is and where the facts take it: an answer is, while a reopened collection
    waits for the run; a second decision on the plan is not. A withdrawal overtakes all but another one.
    """
    if act == Act.WITHDRAW:
        return state in ALLOWED[act] and LEAVES[act] not in facts
    return all(each in ALLOWED[act] for each in (state, *(LEADS_TO[fact] for fact in facts)))
