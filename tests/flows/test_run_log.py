"""What a run's log may say: no red for health, no mailbox, no link's token."""

import logging

import pytest

from flows.run_log import RunLogFilter, discreet


def filtered(level: int, message: str, *args: object, exc_info: object = None) -> logging.LogRecord:
    record = logging.LogRecord("prefect.flow_runs", level, __file__, 1, message, args, exc_info)
    assert RunLogFilter().filter(record)
    return record


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (
            "Awaiting submissions('12/41 in; next: mail', type=SCHEDULED)",
            "Awaiting submissions: 12/41 in; next: mail",
        ),
        ('Withdrawn("the directive\'s end", type=CANCELLED)', "Withdrawn: the directive's end"),
        ("In order(type=COMPLETED)", "In order"),
        ("Completed()", "Completed"),
    ],
)
def test_the_end_of_a_run_that_is_well_is_no_error(end: str, said: str):
    record = filtered(logging.ERROR, f"Finished in state {end}")

    assert (record.levelno, record.getMessage()) == (logging.INFO, said)


def test_a_task_is_called_by_its_name():
    record = logging.makeLogRecord(
        {"msg": "Finished in state Completed('4 sent')", "levelno": logging.INFO, "task_run_name": "deliver mails"}
    )
    assert RunLogFilter().filter(record)
    assert record.getMessage() == "deliver mails: 4 sent"


def test_what_prefect_says_at_every_wake_is_left_out():
    said = logging.makeLogRecord({"msg": "Beginning flow run '6321/UBND-TH'", "levelno": logging.INFO})
    assert not RunLogFilter().filter(said)


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
