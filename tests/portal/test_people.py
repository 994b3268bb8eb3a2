"""Signing in: argon2 passwords, sessions that end, no word about what was wrong."""

from datetime import timedelta

import pytest

from config.errors import NotAllowed, UnreadableInput
from portal.people import hashed, local
from records import accounts
from records.accounts import Role
from records.portal_tables import sign_ins
from tests.cast import everything
from tests.portal.browserless import Browser, in_process

PASSWORD = "mật khẩu rất dài"


@pytest.fixture
def clerk(portal):
    accounts.add_account(
        portal.db, "VanThu", name="Nguyễn Thị Lan", role=Role.CLERK, now=portal.clock.at, password_hash=hashed(PASSWORD)
    )
    return Browser(in_process(portal.app), "")


def sign_in(browser: Browser, password: str = PASSWORD, username: str = "vanthu ", **changed: str):
    browser.open("/sign-in")
    return browser.submit("/sign-in", username=username, password=password, **changed)


def test_the_right_password_opens_and_signing_out_closes(portal, clerk):
    sign_in(clerk)
    assert clerk.heading == "Nguyễn Thị Lan đã đăng nhập"
    cookie = next(each for each in clerk.http.cookies.jar if each.name == "dondoc-session")
    assert cookie.value not in repr(everything(portal.db))
    clerk.submit("/sign-out")

    assert clerk.open("/").url.path == "/sign-in"
    assert everything(portal.db)[sign_ins.name] == []


@pytest.mark.parametrize(("username", "password"), [("vanthu", "sai"), ("ai đó", PASSWORD), ("", ""), ("vanthu", "")])
def test_what_was_wrong_is_not_said(clerk, username, password):
    assert sign_in(clerk, password, username).status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in clerk.text


def test_after_five_tries_an_account_waits_even_with_the_right_password(clerk):
    statuses = [sign_in(clerk, "sai").status_code for _ in range(5)]

    assert statuses == [401] * 5
    assert sign_in(clerk).status_code == 429
    assert clerk.page.headers["retry-after"] == "300"


def test_a_session_ends_after_its_hours_with_a_new_password_and_with_the_account(portal, clerk):
    for end in (
        lambda: setattr(portal.clock, "at", portal.clock.at + timedelta(hours=10)),
        lambda: accounts.set_password(portal.db, "vanthu", hashed(PASSWORD)),
        lambda: accounts.disable(portal.db, "vanthu", now=portal.clock.at),
    ):
        sign_in(clerk)
        assert clerk.open("/").url.path == "/"
        end()
        assert clerk.open("/").url.path == "/sign-in"
    assert sign_in(clerk).status_code == 401


def test_a_sign_in_form_of_another_site_is_refused(clerk):
    assert sign_in(clerk, csrf="made-up").status_code == 403
    assert clerk.open("/").url.path == "/sign-in"


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\nb"])
def test_signing_in_leads_nowhere_else(to):
    assert local(to) == "/"


def test_a_password_is_long_a_name_is_free_and_only_a_lead_has_an_agency(portal, clerk):
    with pytest.raises(UnreadableInput):
        hashed("ngắn")
    with pytest.raises(NotAllowed):
        accounts.add_account(
            portal.db, "vanthu", name="X", role=Role.CLERK, now=portal.clock.at, password_hash=hashed(PASSWORD)
        )
    with pytest.raises(UnreadableInput):
        accounts.add_account(portal.db, "daumoi", name="X", role=Role.LEAD, now=portal.clock.at, password_hash=None)
