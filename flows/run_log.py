"""What a run's log may look like: a parked run is no error, and no mailbox or link is spelled out in it.

Prefect's async engine logs the end of every run that did not complete at ERROR, a parked or a withdrawn one too; an
administrator who sees red for health stops looking at red. And an exception's text can carry the row it choked on.
"""

import logging
import re

RUN_LOGGERS = ("prefect.flow_runs", "prefect.task_runs")

_ENDED_WELL = re.compile(r"^Finished in state .*\btype=(SCHEDULED|CANCELLED)\)", re.DOTALL)
_MAILBOX = re.compile(r"[\w.+'-]+@(?=[\w-]+(\.[\w-]+)+)")
_SECRET = re.compile(r"(?<![\w-])[A-Za-z0-9_-]{40,}(?![\w-])")  # the form of our link tokens; ids are shorter


def discreet(text: str) -> str:
    """`text` with the names of mailboxes and anything that looks like a link's token taken out."""
    return _SECRET.sub("…", _MAILBOX.sub("…@", text))


class RunLogFilter(logging.Filter):
    """Lowers the end of a run that is well to INFO; takes mailboxes and tokens out of messages and tracebacks."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        record.msg, record.args = discreet(message), None
        if record.exc_info and record.exc_info[0] is not None:
            record.exc_text = discreet(_FORMATTER.formatException(record.exc_info))
            record.msg, record.exc_info = f"{record.msg}\n{record.exc_text}", None
            record.exc_text = None
        if record.levelno == logging.ERROR and _ENDED_WELL.match(message):
            record.levelno, record.levelname = logging.INFO, "INFO"
        return True


_FORMATTER = logging.Formatter()
_FILTER = RunLogFilter()


def keep_run_logs_clean() -> None:
    """Install the filter, once in a process."""
    for name in RUN_LOGGERS:
        logger = logging.getLogger(name)
        if _FILTER not in logger.filters:
            logger.addFilter(_FILTER)
