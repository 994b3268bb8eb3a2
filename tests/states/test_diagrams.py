"""The pictures are the tables: every row is in them, and Mermaid can read them."""

import re

from states.diagrams import mermaid, mermaid_duty
from states.directive import TABLE, State
from states.duty import DUTY_TABLE, DutyState

ARROW = re.compile(r"    (\w+|\[\*\]) --> (\w+|\[\*\])(?:: ([^:;]+))?")  # Mermaid ends a label at a colon


def arrows(diagram: str) -> list[tuple[str, str, str | None]]:
    head, *lines = diagram.splitlines()
    assert head == "stateDiagram-v2"
    return [ARROW.fullmatch(line).groups() for line in lines]  # type: ignore[union-attr]


def test_every_row_of_the_directives_table_is_an_arrow():
    drawn = [(source, dest, label.split(" ")[0]) for source, dest, label in arrows(mermaid()) if label]

    assert drawn == [
        (source.value, (dest or source).value, trigger) for trigger, sources, dest, _ in TABLE for source in sources
    ]


def test_a_directive_begins_issued_and_ends_promulgated_or_withdrawn():
    assert [arrow for arrow in arrows(mermaid()) if "[*]" in arrow] == [
        ("[*]", State.ISSUED, None),
        (State.PROMULGATED, "[*]", None),
        (State.WITHDRAWN, "[*]", None),
    ]


def test_every_row_of_a_dutys_table_is_an_arrow():
    drawn = [(source, dest, label.split(" ")[0]) for source, dest, label in arrows(mermaid_duty()) if label]

    assert drawn == [(source.value, row[2].value, row[0]) for row in DUTY_TABLE for source in row[1]]
    assert arrows(mermaid_duty())[0] == ("[*]", DutyState.PENDING, None)


def test_a_guard_stands_in_brackets_and_a_trigger_without_one_stands_alone():
    labels = {label for _, _, label in arrows(mermaid())}

    assert "open_collection" in labels
    assert "submit_plan [plan handed in and every row placed]" in labels
    assert "reinstate [had answered]" in mermaid_duty()
