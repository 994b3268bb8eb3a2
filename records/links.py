"""An agency's own link: who holds it may answer for that one duty, with no account.

A token is 32 letters and digits: 24 that HMAC-SHA256 makes of (directive, agency, serial) with the home's key, and 8
that prove the 24 whole. So it need not be kept: the outbox makes it again when it sends, the records hold its SHA-256
alone, and a cut or guessed one is known for what it is before any table is asked. A link holds until its directive has
ended or it is revoked; the next mail then carries the one with the next serial.
"""

import hashlib
import hmac
from base64 import b32encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, tuple_, update

from config.errors import NotFound
from records.change import change
from records.database import Records, insert_if_new
from records.portal_tables import links

# Where in the portal the mail of an event leads; any other leads to the answer itself.
PAGES = {"receipt": "/receipt/{}", "nil_acknowledged": "/receipt/{}", "request_received": "/request/{}"}
BODY, CHECK = 24, 8  # characters of 5 bits: 120 bits to guess, 40 bits to catch a slip
Duty = tuple[str, str]  # (directive's id, agency)


class NoLink(NotFound):
    """No link of ours has this token."""

    def __init__(self) -> None:
        super().__init__("no link has this token", remedy="copy the whole address from the mail")


@dataclass(frozen=True)
class Link:
    """A link on record, in force or revoked."""

    directive_id: str
    agency: str
    serial: int
    token_sha256: str
    opened_at: datetime | None
    revoked_at: datetime | None


def token(key: bytes, directive_id: str, agency: str, serial: int) -> str:
    body = _characters(key, f"link|{directive_id}|{agency}|{serial}", BODY)
    return body + _characters(key, f"check|{body}", CHECK)


def is_whole(key: bytes, given: str) -> bool:
    """Whether `given` was made with our key: neither cut nor guessed. Asks no table."""
    body = given[:BODY]
    return len(given) == BODY + CHECK and given.isascii() and hmac.compare_digest(
        given[BODY:], _characters(key, f"check|{body}", CHECK)
    )  # fmt: skip


def find(connection: Connection, key: bytes, given: str) -> Link:
    """The link of a token, revoked ones too. Raises `NoLink`."""
    if not is_whole(key, given):
        raise NoLink
    row = connection.execute(select(*_COLUMNS).where(links.c.token_sha256 == digest(given))).one_or_none()
    if row is None:
        raise NoLink
    return Link(*row)


def tokens(connection: Connection, key: bytes, wanted: Collection[Duty], now: datetime) -> dict[Duty, str]:
    """The token in force of each duty; those that have none yet get their first. Two statements, in a transaction."""
    found = connection.execute(
        select(links.c.directive_id, links.c.agency, links.c.serial).where(
            tuple_(links.c.directive_id, links.c.agency).in_(list(wanted)), links.c.revoked_at.is_(None)
        )
    )
    serials = {(row.directive_id, row.agency): row.serial for row in found}
    new = [_row(key, duty, 1, now) for duty in dict.fromkeys(wanted) if duty not in serials]
    if new:
        insert_if_new(connection, links, new)  # another sender may make the same ones at the same time
    return {duty: token(key, *duty, serials.get(duty, 1)) for duty in wanted}


def token_of(db: Records, directive_id: str, agency: str, *, now: datetime) -> str:
    """The token in force of one duty."""
    with db.write() as connection:
        return tokens(connection, db.link_key, [(directive_id, agency)], now)[directive_id, agency]


def revoke(db: Records, directive_id: str, agency: str, *, why: str, now: datetime, actor: str) -> None:
    """End the link in force and make the next one, which the next mail carries. The audit log says who and why."""
    with change(db, directive_id, now) as this:
        tokens(this.connection, db.link_key, [(directive_id, agency)], now)
        mine = (links.c.directive_id == directive_id, links.c.agency == agency, links.c.revoked_at.is_(None))
        serial = this.connection.execute(select(links.c.serial).where(*mine)).scalar_one()
        this.connection.execute(update(links).where(*mine).values(revoked_at=now, revoked_why=why))
        this.connection.execute(insert(links), _row(db.link_key, (directive_id, agency), serial + 1, now))
        this.log(
            actor=actor, kind="fact", name="link_revoked", data={"agency": agency, "serial": serial, "reason": why}
        )


def address(portal_url: str, token: str, event: str = "", occasion: str = "") -> str:
    """Where the link leads: the answer page, or the receipt that a mail is about."""
    return f"{portal_url}/t/{token}{PAGES.get(event, '').format(occasion)}"


def note_opened(db: Records, link: Link, now: datetime) -> None:
    """Somebody acted on the page for the first time. Harmless twice, and never said of a mere GET."""
    if link.opened_at is None:
        with db.write() as connection:
            connection.execute(
                update(links)
                .where(links.c.token_sha256 == link.token_sha256, links.c.opened_at.is_(None))
                .values(opened_at=now)
            )


def opened(connection: Connection, directive_id: str) -> dict[str, datetime]:
    """When somebody of each agency first acted on its page; agencies of which nobody did are left out."""
    found = connection.execute(
        select(links.c.agency, links.c.opened_at)
        .where(links.c.directive_id == directive_id, links.c.opened_at.is_not(None))
        .order_by(links.c.opened_at.desc())
    )
    return {row.agency: row.opened_at for row in found}


def digest(given: str) -> str:
    return hashlib.sha256(given.encode()).hexdigest()


_COLUMNS = (
    links.c.directive_id, links.c.agency, links.c.serial, links.c.token_sha256, links.c.opened_at, links.c.revoked_at,
)  # fmt: skip


def _characters(key: bytes, words: str, length: int) -> str:
    return b32encode(hmac.digest(key, words.encode(), hashlib.sha256)).decode().lower()[:length]


def _row(key: bytes, duty: Duty, serial: int, now: datetime) -> dict[str, object]:
    directive_id, agency = duty
    return {
        "directive_id": directive_id,
        "agency": agency,
        "serial": serial,
        "token_sha256": digest(token(key, directive_id, agency, serial)),
        "made_at": now,
    }
