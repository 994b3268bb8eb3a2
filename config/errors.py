"""The one tree of errors: each says what happened, what to do, and with which status a command ends.

Exit statuses, documented in docs/cli.md: 0 done, 1 a fault of ours, 2 wrong arguments, 3 input that cannot be read,
4 not allowed in this state, 5 not found, 6 configuration or a service that is not there, 7 the audit does not verify.
"""


class DondocError(Exception):
    """Something the person can mend. `str(error)` says what happened, `error.remedy` what to do about it."""

    exit_code = 1

    def __init__(self, message: str, *, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


class UnreadableInput(DondocError):
    """A file, phrase, row or roster that cannot be taken as it is. Nothing was changed."""

    exit_code = 3


class NotAllowed(DondocError):
    """An act that the directive's state, or another act under way, does not permit. Nothing was changed."""

    exit_code = 4


class NotFound(DondocError):
    """A directive, agency or file that is not on record."""

    exit_code = 5


class Unavailable(DondocError):
    """A setting that cannot work, or a service (database, SMTP, Prefect) that does not answer."""

    exit_code = 6


class AuditBroken(DondocError):
    """The audit log does not verify; the message names the row."""

    exit_code = 7
