"""What ONE agency owes under ONE directive, and its own small machine.

Late and overdue are no states: they are read from the clock, the deadline and the receipt (states/deadlines.py).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from transitions import Machine, MachineError


class DutyState(StrEnum):
    PENDING = "pending"  # nothing received yet
    SUBMITTED = "submitted"  # rows received, the lead has not looked at them
    ACCEPTED = "accepted"  # the lead took them
    RETURNED = "returned"  # the lead wants them revised
    NIL = "nil"  # "không có đề xuất"
    WAIVED = "waived"  # the clerk let the agency off, with a reason
    REASSIGNED = "reassigned"  # another agency owes it now


PENDING, SUBMITTED, ACCEPTED, RETURNED, NIL, WAIVED, REASSIGNED = DutyState
OPEN_DUTY = (PENDING, RETURNED)  # still owes an answer, is reminded
ANSWERED = (SUBMITTED, ACCEPTED, NIL)


def had_answered(answered: bool) -> bool:
    return answered


DUTY_TABLE: list[list[Any]] = [
    # trigger                from                                        to         when, if not always
    ["submit",               [PENDING, RETURNED, SUBMITTED, ACCEPTED, NIL], SUBMITTED],  # again: a new version
    ["declare_nil",          [PENDING, RETURNED, SUBMITTED, NIL],           NIL],
    ["accept",               [SUBMITTED],                                   ACCEPTED],
    ["return_for_revision",  [SUBMITTED, ACCEPTED, NIL],                    RETURNED],
    ["waive",                [PENDING, RETURNED],                           WAIVED],
    ["reassign",             [PENDING, RETURNED],                           REASSIGNED],
    ["reinstate",            [WAIVED, REASSIGNED],                          RETURNED, had_answered],  # undo of the
    ["reinstate",            [WAIVED, REASSIGNED],                          PENDING],  # two above: as it was
]  # fmt: skip

DUTY_MACHINE = Machine(model=None, states=DutyState, transitions=DUTY_TABLE, initial=PENDING, auto_transitions=False)


@dataclass
class _Position:
    state: DutyState


def after(state: str, trigger: str, *, answered: bool = False) -> DutyState | None:
    """The duty's state after `trigger`; None where the table does not allow it. `answered`: something was received."""
    position = _Position(DutyState(state))
    try:
        DUTY_MACHINE.events[trigger].trigger(position, answered)
    except MachineError:
        return None
    return position.state
