"""Real records, a real SMTP server over loopback that can be told to fail at any command, and one small directive."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config.clock import CompressedClock
from config.settings import Settings, load
from records.database import Records
from states.order import Addressed
from tests.cast import collecting, hanoi
from tests.notifications.mail_server import MailServer

ISSUED_AT = hanoi("2020-12-17 15:00")
PDF = b"%PDF-1.4\n" + bytes(range(256)) * 8


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as running:
        yield running


@pytest.fixture
def settings(tmp_path: Path, server: MailServer) -> Settings:
    CompressedClock(tmp_path / "clock.json").start(ISSUED_AT, speed=1.0)
    return load(home=tmp_path, clock=tmp_path / "clock.json", smtp_port=server.port, smtp_timeout=2.0)


@pytest.fixture
def clock(settings: Settings) -> CompressedClock:
    assert settings.clock is not None
    return CompressedClock(settings.clock)


@pytest.fixture
def issued(db: Records) -> Callable[..., str]:
    """Issue the seed to the agencies given as {code: address}; its notices are then in the outbox."""

    def issued(agencies: dict[str, str], number: str = "6321/UBND-TH") -> str:
        addressed = (Addressed(code, f"Sở {code}", address, phrase="Các sở") for code, address in agencies.items())
        scan = {"filename": "Công văn 6321 về xây dựng Kế hoạch.pdf", "media_type": "application/pdf", "content": PDF}
        return collecting(db, *addressed, number=number, now=ISSUED_AT, **scan)

    return issued
