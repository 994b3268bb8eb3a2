"""Sign-in through the office's OpenID Connect, against a provider that really listens."""

from collections.abc import Iterator

import httpx
import pytest

from records import accounts
from records.accounts import Role
from tests.portal.browserless import Browser, in_process
from tests.portal.conftest import Portal, opened
from tests.portal.provider import CLIENT, SECRET, Provider, running


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with running() as it:
        yield it


@pytest.fixture
def office(sqlite_db, tmp_path, provider) -> Portal:
    provider.says, provider.forges = "vanthu", False
    it = opened(sqlite_db, tmp_path, oidc_issuer=provider.issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET)
    accounts.add_account(
        sqlite_db, "vanthu", name="Nguyễn Thị Lan", role=Role.CLERK, now=it.clock.at, password_hash=None
    )
    return it


def through(office: Portal, *, twist=lambda url: url) -> Browser:
    """Press the button, sign in at the provider, come back."""
    browser = Browser(in_process(office.app), "")
    browser.open("/sign-in?to=/")
    assert "/sign-in/office?to=/" in browser.page.text
    away = browser.http.get("/sign-in/office?to=/", follow_redirects=False)
    at_provider = httpx.get(away.headers["location"], trust_env=False)
    browser.page = browser.http.get(twist(at_provider.headers["location"]))
    return browser


def test_who_the_office_knows_and_we_too_is_signed_in(office):
    browser = through(office)

    assert browser.heading == "Nguyễn Thị Lan đã đăng nhập"


@pytest.mark.parametrize("name", ["ai-do", ""])
def test_who_has_no_account_here_is_not(office, provider, name):
    provider.says = name
    browser = through(office)

    assert browser.page.status_code == 403
    assert "chưa được cấp quyền" in browser.text


def test_a_disabled_account_is_not(office):
    accounts.disable(office.db, "vanthu", now=office.clock.at)

    assert through(office).page.status_code == 403


def test_a_token_signed_with_another_key_is_not_believed(office, provider):
    provider.forges = True

    assert through(office).page.status_code == 401


def test_an_answer_to_a_question_we_did_not_ask_is_not_believed(office):
    browser = through(office, twist=lambda url: url.replace("state=", "state=x"))

    assert browser.page.status_code == 401
    assert browser.open("/").url.path == "/sign-in"


def test_a_provider_that_does_not_answer_is_said(sqlite_db, tmp_path):
    it = opened(sqlite_db, tmp_path, oidc_issuer="http://127.0.0.1:9", oidc_client_id=CLIENT)
    page = it.client().get("/sign-in/office")

    assert page.status_code == 503
    assert "Hệ thống tạm thời" in page.text


def test_without_a_provider_there_is_no_such_door(portal):
    assert portal.client().get("/sign-in/office").status_code == 404
    assert "/sign-in/office" not in portal.client().get("/sign-in").text
