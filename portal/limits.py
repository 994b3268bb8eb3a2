"""How often something may be tried. Counted in this process's memory; nobody is locked out for long."""

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from config.errors import DondocError

# A link that is not ours costs no question to the database; still nobody may go on guessing.
GUESSES = parse("30/minute")  # an address
SAVES = parse("300/minute")  # a link: several people, each saving every few seconds
UPLOADS = parse("20/minute")  # a link
PASSWORDS = parse("5/5minutes")  # an account
SIGN_INS = parse("40/5minutes")  # an address: a whole office may share one
CALLS = parse("600/minute")  # an API client


class TooOften(DondocError):
    """Tried too often. Nothing was changed."""

    exit_code = 4

    def __init__(self, seconds: int) -> None:
        super().__init__("tried too often", remedy=f"wait {seconds} seconds")
        self.seconds = seconds


class Limits:
    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def hit(self, limit: RateLimitItem, what: str, whose: str) -> None:
        """Count one try. Raises `TooOften`."""
        if not self._limiter.hit(limit, what, whose):
            raise TooOften(limit.get_expiry())

    def used_up(self, limit: RateLimitItem, what: str, whose: str) -> bool:
        """Whether no try is left, without counting one."""
        return not self._limiter.test(limit, what, whose)
