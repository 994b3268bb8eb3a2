"""Who signs in, and which programs come through the API. Neither a password nor a token is kept, only its digest.

Times here are machine time: how long somebody stays signed in is no matter of the office's calendar.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import uuid4

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from config.errors import NotAllowed, NotFound, UnreadableInput
from records.database import Records
from records.portal_tables import accounts, api_clients, sign_ins


class Role(StrEnum):
    CLERK = "clerk"  # văn thư: intake, roster, resending, paper answers, extensions
    LEAD = "lead"  # đầu mối: the answers of its own directives, and their plan
    CHAIRMAN = "chairman"  # Văn phòng: decides on plans
    ADMINISTRATOR = "administrator"  # accounts, API clients; no act on a directive


@dataclass(frozen=True)
class Account:
    id: str
    username: str
    name: str
    position: str | None
    email: str | None
    role: Role
    agency: str | None
    password_hash: str | None
    disabled: bool


@dataclass(frozen=True)
class Client:
    """A program that comes through the API; `agency`: the only one it may act for."""

    id: str
    name: str
    scopes: frozenset[str]
    agency: str | None


def add_account(
    db: Records,
    username: str,
    *,
    name: str,
    role: Role,
    now: datetime,
    password_hash: str | None,
    position: str | None = None,
    email: str | None = None,
    agency: str | None = None,
) -> str:
    """A new account; gives its id. Raises `NotAllowed` (the name is taken), `UnreadableInput` (a wrong agency)."""
    if (role == Role.LEAD) != bool(agency):
        raise UnreadableInput("a lead's account needs its agency, and no other has one", remedy="--agency SKHDT")
    id_ = str(uuid4())
    row = {
        "id": id_,
        "username": _plain(username),
        "name": name,
        "position": position,
        "email": email,
        "role": role.value,
        "agency": agency,
        "password_hash": password_hash,
        "made_at": now,
    }
    try:
        with db.write() as connection:
            connection.execute(insert(accounts), row)
    except IntegrityError:
        raise NotAllowed(f"there is an account {_plain(username)} already", remedy="choose another name") from None
    return id_


def account_named(db: Records, username: str) -> Account | None:
    with db.read() as connection:
        row = connection.execute(select(accounts).where(accounts.c.username == _plain(username))).one_or_none()
    return None if row is None else _account(row)


def all_accounts(db: Records) -> list[Account]:
    with db.read() as connection:
        return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.username))]


def set_password(db: Records, username: str, password_hash: str) -> None:
    """Change a password; whoever is signed in under the account is signed out. Raises `NotFound`."""
    _change(db, username, password_hash=password_hash)


def disable(db: Records, username: str, *, now: datetime) -> None:
    """Nobody signs in under this account any more. What was done under it stays as it is. Raises `NotFound`."""
    _change(db, username, disabled_at=now)


def _change(db: Records, username: str, **columns: object) -> None:
    with db.write() as connection:
        mine = accounts.c.username == _plain(username)
        id_ = connection.execute(select(accounts.c.id).where(mine)).scalar_one_or_none()
        if id_ is None:
            raise NotFound(f"there is no account {_plain(username)}", remedy="dondoc user list shows all")
        connection.execute(update(accounts).where(mine).values(**columns))
        connection.execute(delete(sign_ins).where(sign_ins.c.account_id == id_))


def sign_in(db: Records, account: Account, *, wall: datetime, hours: float) -> str:
    """A new session; gives its token, which is kept nowhere but in the person's browser. Ended ones are swept out."""
    token = secrets.token_urlsafe(32)
    with db.write() as connection:
        connection.execute(delete(sign_ins).where(sign_ins.c.ends_at <= wall))
        connection.execute(
            insert(sign_ins),
            {
                "token_sha256": digest(token),
                "account_id": account.id,
                "began_at": wall,
                "ends_at": wall + timedelta(hours=hours),
            },
        )
    return token


def signed_in(db: Records, token: str, *, wall: datetime) -> Account | None:
    """Whose session this is; None where it has ended, or the account has."""
    with db.read() as connection:
        row = connection.execute(
            select(accounts)
            .join(sign_ins, sign_ins.c.account_id == accounts.c.id)
            .where(sign_ins.c.token_sha256 == digest(token), sign_ins.c.ends_at > wall)
        ).one_or_none()
    account = None if row is None else _account(row)
    return account if account and not account.disabled else None


def sign_out(db: Records, token: str) -> None:
    with db.write() as connection:
        connection.execute(delete(sign_ins).where(sign_ins.c.token_sha256 == digest(token)))


def add_client(db: Records, name: str, scopes: frozenset[str], *, agency: str | None, now: datetime) -> str:
    """A new API client; gives its token, which is shown this once. Raises `NotAllowed` where the name is taken."""
    token = f"dondoc_{secrets.token_urlsafe(32)}"
    row = {
        "id": str(uuid4()),
        "name": name.strip(),
        "token_sha256": digest(token),
        "scopes": " ".join(sorted(scopes)),
        "agency": agency,
        "made_at": now,
    }
    try:
        with db.write() as connection:
            connection.execute(insert(api_clients), row)
    except IntegrityError:
        raise NotAllowed(f"there is an API client {name.strip()} already", remedy="choose another name") from None
    return token


def client_of(db: Records, token: str) -> Client | None:
    """The client with this token; None where there is none, or it was revoked."""
    with db.read() as connection:
        row = connection.execute(
            select(api_clients).where(api_clients.c.token_sha256 == digest(token), api_clients.c.revoked_at.is_(None))
        ).one_or_none()
    return None if row is None else Client(row.id, row.name, frozenset(row.scopes.split()), row.agency)


def revoke_client(db: Records, name: str, *, now: datetime) -> None:
    """The client's token ends. Raises `NotFound`."""
    with db.write() as connection:
        mine = (api_clients.c.name == name.strip(), api_clients.c.revoked_at.is_(None))
        if connection.execute(update(api_clients).where(*mine).values(revoked_at=now)).rowcount == 0:
            raise NotFound(f"no API client {name.strip()} is in force", remedy="check its name")


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _plain(username: str) -> str:
    plain = username.strip().casefold()
    if not plain:
        raise UnreadableInput("an account needs its name", remedy="e.g. vanthu")
    return plain


def _account(row: object) -> Account:
    named = row._asdict()  # type: ignore[attr-defined]
    return Account(
        **{name: named[name] for name in ("id", "username", "name", "position", "email", "agency", "password_hash")},
        role=Role(named["role"]),
        disabled=named["disabled_at"] is not None,
    )
