"""What a run's log may say: no red for health, no mailbox, no link's token."""

import logging

import pytest

from flows.run_log import RunLogFilter, discreet


def filtered(level: int, message: str, *args: object, exc_info: object = None) -> logging.LogRecord:
    record = logging.LogRecord("prefect.flow_runs", level, __file__, 1, message, args, exc_info)
    assert RunLogFilter().filter(record)
    return record


@pytest.mark.parametrize(
    "end",
    [
        "Finished in state Awaiting submissions('12/41 in; next: digest to the lead 18/12 08:30', type=SCHEDULED)",
        "Finished in state Withdrawn('the directive was withdrawn', type=CANCELLED)",
    ],
)
def test_the_end_of_a_run_that_is_well_is_no_error(end: str):
    assert filtered(logging.ERROR, end).levelno == logging.INFO


@pytest.mark.parametrize("end", ["Finished in state Failed('no such table')", "Crash detected! Process ended"])
def test_the_end_of_one_that_failed_is(end: str):
    assert filtered(logging.ERROR, end).levelno == logging.ERROR


def test_mailboxes_and_tokens_are_taken_out_of_messages():
    token = "Zx8" * 15
    assert discreet(f"550 van.thu+syt@quangngai.example: https://x/a/{token} refused") == (
        "550 …@quangngai.example: https://x/a/… refused"
    )
    assert discreet("directive 114d84a0-fffe-57a0-8843-fb052f7562cf") == (
        "directive 114d84a0-fffe-57a0-8843-fb052f7562cf"
    )


def test_and_out_of_tracebacks():
    try:
        raise ValueError("no mailbox syt@quangngai.example")
    except ValueError as error:
        record = filtered(logging.ERROR, "failed for %s", "syt@quangngai.example", exc_info=(ValueError, error, None))

    assert logging.Formatter().format(record) == (
        "failed for …@quangngai.example\nValueError: no mailbox …@quangngai.example"
    )
