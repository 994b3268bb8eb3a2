"""A portal over real records, a clock that is set by hand, and somebody at a browser without script."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from config.settings import load
from portal.app import create_app
from records import Records, links
from states.order import Addressed
from tests.cast import collecting, hanoi
from tests.portal.browserless import Browser, in_process

FRIDAY = hanoi("2020-12-18 09:30")
SEED = Path(__file__).parents[2] / "config" / "samples" / "6321-UBND-TH.txt"


@dataclass
class HandClock:
    """Shows what it is set to."""

    at: datetime = FRIDAY

    def now(self) -> datetime:
        return self.at

    def wall(self) -> datetime:
        return self.at

    def wall_of(self, instant: datetime) -> datetime:
        return instant


@dataclass
class Portal:
    app: FastAPI
    db: Records
    clock: HandClock
    directive: str
    waked: list[str] = field(default_factory=list)

    def token(self, agency: str = "SYT") -> str:
        return links.token_of(self.db, self.directive, agency, now=self.clock.at)

    def browser(self, agency: str = "SYT") -> Browser:
        """Somebody of the agency, with a cookie jar of his own."""
        return Browser(in_process(self.app), f"/t/{self.token(agency)}")

    def client(self, **headers: str) -> httpx.Client:
        return in_process(self.app, headers=headers)


def opened(db: Records, home: Path, *agencies: Addressed, number: str = "6321/UBND-TH", **given: object) -> Portal:
    settings = load(home=home, portal_url="http://portal.test", **given)
    clock, waked = HandClock(), list[str]()
    directive = collecting(db, *agencies, number=number, content=SEED.read_bytes())
    return Portal(create_app(settings, db, clock, waked.append), db, clock, directive, waked)


@pytest.fixture
def portal(sqlite_db: Records, tmp_path: Path) -> Portal:
    """The seed, addressed to three agencies, on the morning of Friday 18/12/2020."""
    return opened(sqlite_db, tmp_path)


@pytest.fixture
def everywhere(db: Records, tmp_path: Path) -> Portal:
    """The same on both databases."""
    return opened(db, tmp_path)
