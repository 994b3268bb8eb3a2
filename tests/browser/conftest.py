"""A real Chromium against a real server; without a browser on the machine these tests say skipped.

`.ci/run` installs Debian's own; DONDOC_TEST_CHROMIUM names another one.
"""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

from config.settings import load
from notifications.message import compose
from portal.app import create_app
from records import Records, outbox
from tests.cast import collecting
from tests.flows.conftest import free_port
from tests.portal.conftest import SEED, HandClock

CHROMIUM = os.environ.get("DONDOC_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")  # not longer: while it is open, Playwright keeps an event loop running in this thread
def chromium() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        except Error as error:
            pytest.skip(f"{CHROMIUM} does not start: {error.message.splitlines()[0]}")
        yield browser
        browser.close()


@dataclass
class Site:
    """The portal behind a real server, and what its mails say."""

    url: str
    db: Records
    clock: HandClock
    directive: str

    def mailed(self, event: str, agency: str = "SYT") -> str:
        """The text of the newest mail of its kind, as it leaves."""
        now = self.clock.at
        found = [
            mail
            for mail in outbox.claim(self.db, now=now, wall=now, lease=0.0)
            if mail.event == event and mail.agency == agency
        ]
        message = compose(found[-1], load(portal_url=self.url), date=now)
        from email import message_from_bytes, policy

        body = message_from_bytes(message.content, policy=policy.default).get_body(("plain",))  # type: ignore[arg-type]
        assert body is not None
        return str(body.get_content())

    def link(self, event: str = "issue_notice", agency: str = "SYT") -> str:
        text = "".join(self.mailed(event, agency).split("\n\n", 1)[-1])
        return next(word for word in text.split() if word.startswith(f"{self.url}/t/"))


@pytest.fixture
def site(sqlite_db: Records, tmp_path: Path) -> Iterator[Site]:
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    db, clock = replace(sqlite_db, portal_url=url), HandClock()
    app = create_app(load(home=tmp_path, portal_url=url), db, clock)
    directive = collecting(db, content=SEED.read_bytes())
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < deadline, "the server does not start"
        time.sleep(0.02)
    yield Site(url, db, clock, directive)
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def sit_down(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Somebody sits down: at a desk or with a phone, with script or without. Faults of the page fail the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_(size: dict[str, int] = DESK, *, script: bool = True, **given: object) -> Page:
        contexts.append(chromium.new_context(viewport=size, java_script_enabled=script, **given))  # type: ignore[arg-type]
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert faults == []


def axe(page: Page) -> list[str]:
    """What axe finds serious or critical, one line each."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def overflow(page: Page) -> int:
    """Pixels that the page is wider than its window: a phone must not scroll sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
