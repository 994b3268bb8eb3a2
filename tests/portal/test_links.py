"""A link is in the mail and nowhere else: made again when the mail leaves, kept as its SHA-256."""

from dataclasses import replace

from config.secret_key import read_or_make
from config.settings import load
from notifications.message import compose
from records import links, outbox
from records.links import digest, is_whole, token
from tests.cast import collecting, everything, hanoi
from tests.portal.conftest import FRIDAY

NOW = hanoi("2020-12-17 09:00")


def claimed(db, now=NOW):
    return outbox.claim(db, now=now, wall=now, lease=60)


def test_the_notice_carries_the_agencys_own_link_and_no_table_does(database_url, opened, tmp_path):
    db = opened(database_url, portal_url="https://dondoc.example/")
    id_ = collecting(db)
    mails = {mail.agency: mail for mail in claimed(db) if mail.event == "issue_notice"}
    made = token(db.link_key, id_, "SYT", 1)
    link = f"https://dondoc.example/t/{made}"

    assert mails["SYT"].facts["link"] == link
    assert len({mail.facts["link"] for mail in mails.values()}) == 3
    content = compose(mails["SYT"], load(), date=FRIDAY).content.decode()
    assert link in content.replace("=\r\n", "").replace("\r\n ", "")
    kept = repr(everything(db))
    assert made not in kept
    assert digest(made) in kept


def test_without_a_portal_mails_carry_no_link(database_url, opened):
    db = opened(database_url)
    collecting(db)

    assert {mail.facts["link"] for mail in claimed(db)} == {""}


def test_the_same_duty_has_the_same_link_in_every_mail_until_it_is_revoked(db):
    id_ = collecting(db)
    first = links.token_of(db, id_, "SYT", now=NOW)
    assert links.token_of(db, id_, "SYT", now=FRIDAY) == first
    links.revoke(db, id_, "SYT", why="gửi nhầm", now=FRIDAY, actor="clerk")
    second = links.token_of(db, id_, "SYT", now=FRIDAY)

    assert second != first
    with db.read() as connection:
        assert links.find(connection, db.link_key, first).revoked_at == FRIDAY
        assert links.find(connection, db.link_key, second).serial == 2


def test_the_mail_about_a_receipt_leads_to_the_receipt(portal):
    portal.browser().answer()
    db = replace(portal.db, portal_url="http://portal.test")
    (mail,) = [mail for mail in claimed(db, FRIDAY) if mail.event == "receipt"]

    assert mail.facts["link"].endswith("/receipt/1")
    assert portal.client().get(mail.facts["link"]).status_code == 200


def test_a_token_is_whole_or_it_is_not(tmp_path):
    key = read_or_make(tmp_path / "secret.key")
    made = token(key, "d", "SYT", 1)

    assert is_whole(key, made)
    assert not any(is_whole(key, bad) for bad in ("", made[:-1], made + "a", made[::-1], made.upper(), "é" * 32))
    assert not is_whole(b"another", made)


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "home" / "secret.key"
    secret = read_or_make(path)

    assert read_or_make(path) == secret
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret.key"]
