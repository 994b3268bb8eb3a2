"""Real records, a real SMTP server over loopback that can be told to fail at any command, and one small directive."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from config.clock import CompressedClock
from config.settings import Settings, load
from notifications.samples import DIRECTIVE
from records import firing
from records.database import Records, open_records
from records.issue import issue
from states.deadlines import Deadline, Rule
from states.order import Addressed, Order, Party
from tests.notifications.mail_server import MailServer

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ISSUED_AT = datetime(2020, 12, 17, 15, 0, tzinfo=HANOI)
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
def db(settings: Settings) -> Iterator[Records]:
    records = open_records(settings)
    yield records
    records.close()


@pytest.fixture
def issued(db: Records) -> Callable[..., str]:
    """Issue the seed to the agencies given as {code: address}; its notices are then in the outbox."""

    def issued(agencies: dict[str, str], number: str = "6321/UBND-TH") -> str:
        order = Order(
            number=number,
            issuer="UBND tỉnh Quảng Ngãi",
            issued_on=date(2020, 12, 17),
            subject=DIRECTIVE["subject"],
            lead=Party("SKHDT", "Sở Kế hoạch và Đầu tư", "skhdt@quangngai.example"),
            agencies=tuple(
                Addressed(code, f"Sở {code}", address, phrase="Các sở, ban ngành") for code, address in agencies.items()
            ),
            submissions=_deadline("submissions"),
            plan=_deadline("plan"),
            filename="Công văn 6321 về xây dựng Kế hoạch.pdf",
            media_type="application/pdf",
            content=PDF,
            contents=("sản phẩm", "căn cứ pháp lý"),
        )
        id_ = issue(db, order, now=ISSUED_AT)
        due = firing.look(db, id_, ISSUED_AT)
        assert isinstance(due, firing.Firing)
        firing.fire(db, id_, due, ISSUED_AT)
        return id_

    return issued


def _deadline(binds: str) -> Deadline:
    read: dict[str, Any] = DIRECTIVE[binds]
    disputed = read["disputed_until"]
    return Deadline(
        words=read["words"],
        rule=Rule.DATE,
        last_day=date.fromisoformat(read["last_day"]),
        time=None,
        exclusive=binds == "submissions",
        ambiguous=binds == "submissions",
        late_from=datetime.fromisoformat(read["late_from"]),
        disputed_until=datetime.fromisoformat(disputed) if disputed else None,
        calendar=None,
        certainty="read",
        why=None,
        explanation_vi=read["explanation_vi"],
        explanation_en=read["explanation_en"],
    )
