"""What a run's log looks like: a diary. Nothing of Prefect's machinery, no red for health, no mailbox, no link.

Prefect's async engine logs the end of every run that did not complete at ERROR, a parked or a withdrawn one too; an
administrator who sees red for health stops looking at red. And an exception's text can carry the row it choked on.
"""

import logging
import re

MACHINERY = ("Beginning flow run", "View at ")  # said at every wake

_ENDED = re.compile(
    r"^Finished in state (?P<name>.+?)\((?:(?P<said>.*?)(?:, )?)?(?:type=(?P<type>[A-Z]+))?\)$", re.DOTALL
)
_MAILBOX = re.compile(r"[\w.+'-]+@(?=[\w-]+(\.[\w-]+)+)")
_SECRET = re.compile(r"(?<![\w-])[A-Za-z0-9_-]{40,}(?![\w-])")  # the form of our link tokens; ids are shorter


def discreet(text: str) -> str:
    """`text` with the names of mailboxes and anything that looks like a link's token taken out."""
    return _SECRET.sub("…", _MAILBOX.sub("…@", text))


class RunLogFilter(logging.Filter):
    """Keeps the machinery out, tells ends in our words, takes mailboxes and tokens out of messages and tracebacks."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if record.levelno == logging.INFO and message.startswith(MACHINERY):
            return False
        if (ended := _ENDED.match(message)) and _is_well(ended["name"], ended["type"]):
            subject = getattr(record, "task_run_name", None) or ended["name"]
            message = f"{subject}: {_unquoted(ended['said'])}" if ended["said"] else subject
            record.levelno, record.levelname = logging.INFO, "INFO"
        record.msg, record.args = discreet(message), None
        if record.exc_info and record.exc_info[0] is not None:
            record.msg += "\n" + discreet(_FORMATTER.formatException(record.exc_info))
            record.exc_info = record.exc_text = None
        return True


class WorkerLogFilter(logging.Filter):
    """Of what a worker says in a run's log, lets warnings and errors pass."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno > logging.INFO


def keep_run_logs_clean() -> None:
    """Install the filters, once in a process."""
    for name, cleaner in _FILTERS.items():
        logger = logging.getLogger(name)
        if cleaner not in logger.filters:
            logger.addFilter(cleaner)


def _is_well(name: str, type_: str | None) -> bool:
    """Prefect leaves the type out where it is the name's own."""
    return (type_ or name.upper()) in ("SCHEDULED", "CANCELLED", "COMPLETED")


def _unquoted(said: str) -> str:
    return said[1:-1] if said[:1] in "'\"" else said


_FORMATTER = logging.Formatter()
_FILTERS: dict[str, logging.Filter] = {
    "prefect.flow_runs": RunLogFilter(),
    "prefect.task_runs": RunLogFilter(),
    "prefect.flow_runs.worker": WorkerLogFilter(),
}
