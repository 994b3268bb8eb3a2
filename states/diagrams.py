"""Both machines as Mermaid, drawn from the tables that run; README.md and docs/ hold the same, and a test compares."""

from collections.abc import Callable, Iterable

from states.directive import ENDED, TABLE, State
from states.duty import DUTY_TABLE, DutyState
from states.guards import always

Arrow = tuple[str, str, str]


def mermaid() -> str:
    """The directive's machine. A row that leaves the state as it is (a reminder, a digest) is an arrow to itself."""
    arrows = [
        (source.value, (dest or source).value, _label(trigger, guard))
        for trigger, sources, dest, guard in TABLE
        for source in sources
    ]
    return _diagram(State.ISSUED, arrows, [state.value for state in ENDED])


def mermaid_duty() -> str:
    """The machine of what one agency owes; it has no end of its own, for the directive's end ends it."""
    arrows = []
    for trigger, sources, dest, *guard in DUTY_TABLE:
        arrows += [(source.value, dest.value, _label(trigger, *guard)) for source in sources]
    return _diagram(DutyState.PENDING, arrows, [])


def _diagram(first: str, arrows: Iterable[Arrow], ends: Iterable[str]) -> str:
    lines = ["stateDiagram-v2", f"    [*] --> {first}"]
    lines += [f"    {source} --> {dest}: {label}" for source, dest, label in arrows]
    lines += [f"    {end} --> [*]" for end in ends]
    return "\n".join(lines)


def _label(trigger: str, guard: Callable[..., bool] = always) -> str:
    """A trigger with its guard as UML writes it; no colon in it, for that would end Mermaid's label."""
    return trigger if guard is always else f"{trigger} [{guard.__name__.replace('_', ' ')}]"
