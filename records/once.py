"""Doing a thing once though it is asked twice: a second press, a request replayed, a retry after the answer was lost.

The asker makes up a key; what was done for it is kept in the act's own transaction, and given again for the same key.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, insert, select

from config.errors import NotAllowed
from records.audit import canonical, sha256
from records.change import Change, change
from records.database import Records
from records.portal_tables import done_once

T = TypeVar("T")


class KeyUsed(NotAllowed):
    """The key was used for something else. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__("this key was used before, for another request", remedy="make up a new key for a new request")


@dataclass(frozen=True)
class Once:
    """`scope`: whose keys these are (a link, an API client). `asked`: what is asked, as its SHA-256."""

    scope: str
    key: str
    asked: str

    @classmethod
    def of(cls, scope: str, key: str, asked: Any) -> "Once":
        return cls(sha256(scope), sha256(key), sha256(asked))


class _Again(Exception):
    def __init__(self, outcome: Mapping[str, Any]) -> None:
        self.outcome = outcome


def change_once(
    db: Records,
    directive_id: str,
    now: datetime,
    once: Once | None,
    act: Callable[[Change], T],
    *,
    keep: Callable[[T], Mapping[str, Any]],
    again: Callable[[Mapping[str, Any]], T],
) -> T:
    """`act` in one transaction on the directive; where its key was used before, the first outcome and no change.

    The directive is locked before the key is looked up, so two at once cannot both find it unused. Raises `KeyUsed`.
    """
    try:
        with change(db, directive_id, now) as this:
            if once is not None and (outcome := recall(this.connection, once)) is not None:
                raise _Again(outcome)  # leaves the transaction without a trace
            done = act(this)
            if once is not None:
                this.connection.execute(
                    insert(done_once),
                    {
                        "scope": once.scope,
                        "key": once.key,
                        "asked_sha256": once.asked,
                        "outcome": canonical(dict(keep(done))),
                        "done_at": now,
                    },
                )
            return done
    except _Again as known:
        return again(known.outcome)


def done_before(db: Records, once: Once) -> dict[str, Any] | None:
    """The outcome kept for this key, before anything is tried. Raises `KeyUsed`."""
    with db.read() as connection:
        return recall(connection, once)


def recall(connection: Connection, once: Once) -> dict[str, Any] | None:
    """The outcome kept for this key, None where it was never used. Raises `KeyUsed`."""
    row = connection.execute(
        select(done_once.c.asked_sha256, done_once.c.outcome).where(
            done_once.c.scope == once.scope, done_once.c.key == once.key
        )
    ).one_or_none()
    if row is None:
        return None
    if row.asked_sha256 != once.asked:
        raise KeyUsed
    outcome: dict[str, Any] = json.loads(row.outcome)
    return outcome
