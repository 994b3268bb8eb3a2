"""One request to an answer page: whose link it is, what is on record, when it came, who sits there."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from starlette.requests import Request

from config.errors import DondocError
from portal import limits
from portal.desk import Desk, address_of, desk_of
from portal.visitor import Visitor
from reading.answers.form import Column, cells_of, columns_of
from records import links, one_agency
from records.acts import Person
from records.drafts import DraftRow
from records.links import Link, NoLink
from records.one_agency import OneAgency
from states.acts import Act
from states.duty import DutyState

ROWS_A_PAGE = 100  # rows that are edited at once


class LinkTrouble(DondocError):
    """The link does not let anybody in: `cut` (half copied), `unknown`, `revoked`, `often`. Nothing was changed."""

    exit_code = 5

    def __init__(self, why: str) -> None:
        super().__init__(f"this link is {why}", remedy="use the link of the newest mail")
        self.why = why


@dataclass(frozen=True)
class Visit:
    desk: Desk
    request: Request
    token: str
    link: Link
    one: OneAgency
    now: datetime
    visitor: Visitor

    @property
    def base(self) -> str:
        return f"/t/{self.token}"

    @property
    def ids(self) -> tuple[str, str]:
        return self.link.directive_id, self.link.agency

    @property
    def person(self) -> Person:
        return Person(self.visitor.name or None, self.visitor.position or None)

    @cached_property
    def rows(self) -> tuple[DraftRow, ...]:
        """What is edited: the draft, or where there is none the rows of the last answer, to be corrected."""
        if self.one.draft.version:
            return self.one.draft.rows
        last = self.one.answers[-1] if self.one.answers else None
        return tuple(
            DraftRow(f"v{last.version}r{at}", float(at + 1), cells_of(row), last.by, None)
            for at, row in enumerate(self.one.last_rows)
            if last is not None
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        used = dict.fromkeys(key for row in self.rows for key in row.cells)
        return columns_of(self.one.directive.contents, used)

    @property
    def may_answer(self) -> bool:
        return self.one.may(Act.SUBMIT)

    @property
    def answered(self) -> bool:
        return self.one.duty.state in (DutyState.SUBMITTED, DutyState.ACCEPTED, DutyState.NIL)

    def named(self, visitor: Visitor) -> "Visit":
        return replace(self, visitor=visitor)

    def again(self) -> "Visit":
        """The same visit over what is on record now."""
        with self.desk.db.read() as connection:
            return replace(self, one=one_agency.look(connection, *self.ids))


def visit(request: Request, token: str) -> Visit:
    """Who comes with which link. Raises `LinkTrouble`; looks only, whatever the method: mail scanners follow links."""
    desk = desk_of(request)
    now = desk.now()
    if not links.is_whole(desk.db.link_key, token):
        _refuse(desk, request, "unknown" if len(token) == links.BODY + links.CHECK else "cut")
    try:
        link, one = one_agency.by_token(desk.db, token)
    except NoLink:
        raise LinkTrouble("unknown") from None
    if link.revoked_at is not None:
        raise LinkTrouble("revoked")
    return Visit(desk, request, token, link, one, now, desk.visitor(request))


def act_visit(request: Request, token: str) -> Visit:
    """The same for a POST, which is counted; from here on the link counts as opened."""
    found = visit(request, token)
    found.desk.limits.hit(limits.SAVES, "save", found.link.token_sha256)
    links.note_opened(found.desk.db, found.link, found.now)
    return found


def _refuse(desk: Desk, request: Request, why: str) -> None:
    try:
        desk.limits.hit(limits.GUESSES, "guess", address_of(request))
    except limits.TooOften:
        raise LinkTrouble("often") from None
    raise LinkTrouble(why)
