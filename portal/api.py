"""The same acts as REST: bearer tokens with scopes, cursor paging, problem details (RFC 9457), idempotency keys.

OpenAPI is at `/api/openapi.json`. A client may be bound to one agency; then it sees and acts for that one alone.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import APIRouter, Depends, Header, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from config.errors import NotFound, UnreadableInput
from portal import limits
from portal.desk import Desk, desk_of
from portal.limits import TooOften
from records import accounts, agency_acts, dossier, one_agency
from records.accounts import Client
from records.acts import Person
from records.agency_acts import Asked
from records.once import Once
from records.one_agency import OneAgency
from states.deadlines import Standing
from states.directive import State
from states.duty import DutyState

router = APIRouter(prefix="/api", tags=["agencies"])
SCOPES = {"read": "see directives, duties and answers", "answer": "answer and ask for an agency"}
MOST = 200  # items a page
T = TypeVar("T")
Item = TypeVar("Item")


class Page(BaseModel, Generic[Item]):
    """`next`: the cursor of the page that follows, null on the last one."""

    items: list[Item]
    next: str | None


class DirectiveOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: str
    number: str
    issuer: str
    issued_on: date
    subject: str
    state: State
    asked: int
    answered: int
    closes_at: datetime


class DutyOut(BaseModel):
    """What one agency owes. `late_from`: the first late instant. `standing`: of its first answer."""

    agency: str
    name: str
    state: DutyState
    last_day: date
    late_from: datetime
    disputed_until: datetime | None
    versions: int
    first_received_at: datetime | None
    standing: Standing | None
    columns: list[str] = Field(description="What each row should state, in the directive's own words.")


class AnswerOut(BaseModel):
    version: int
    kind: Literal["submitted", "nil"]
    receipt: str
    received_at: datetime
    by_name: str | None
    by_position: str | None
    note: str | None
    rows: list[dict[str, Any]]


class By(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=200)
    position: str = Field(min_length=1, max_length=200)


class RowIn(BaseModel):
    """One proposal. Columns of the agency's own go under `other`."""

    model_config = ConfigDict(extra="forbid")
    task: str = Field("", max_length=10_000)
    product: str = Field("", max_length=10_000)
    lead: str = Field("", max_length=10_000)
    coordinate: list[str] = Field(default_factory=list, max_length=100)
    summary: str = Field("", max_length=10_000)
    legal_basis: str = Field("", max_length=10_000)
    schedule: str = Field("", max_length=10_000)
    other: dict[str, str] = Field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        return self.model_dump(exclude={"other"}) | ({"other": self.other} if self.other else {})


class SubmissionIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    by: By
    rows: list[RowIn] = Field(min_length=1, max_length=5000)
    note: str | None = Field(None, max_length=4000)


class NilIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    by: By
    note: str | None = Field(None, max_length=4000)


class ExtensionIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    by: By
    until: date = Field(description="Last day asked for, inclusive.")
    reason: str = Field(min_length=1, max_length=4000)


class ReassignmentIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    by: By
    belongs_to: str = Field(min_length=1, max_length=300, description="The agency whose task it is, by its name.")
    belongs_to_code: str | None = Field(None, description="Its code, where it is addressed too.")
    reason: str = Field(min_length=1, max_length=4000)


class QuestionIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    by: By
    question: str = Field(min_length=1, max_length=4000)


class ReceiptOut(BaseModel):
    receipt: str
    version: int
    rows: int
    received_at: datetime
    standing: Standing


class AskedOut(BaseModel):
    kind: Literal["extension", "reassignment", "question"]
    receipt: str
    seq: int
    received_at: datetime


def client_with(scope: str) -> Callable[[Request, str | None], Client]:
    """The dependency of an operation: whose token it is, and whether it has the scope."""

    def check(request: Request, authorization: Annotated[str | None, Header()] = None) -> Client:
        desk = desk_of(request)
        kind, _, token = (authorization or "").partition(" ")
        client = accounts.client_of(desk.db, token.strip()) if kind.lower() == "bearer" and token else None
        if client is None:
            raise HTTPException(401, "a bearer token of an API client is needed", {"WWW-Authenticate": "Bearer"})
        if desk.limits.used_up(limits.CALLS, "api", client.id):
            raise TooOften(limits.CALLS.get_expiry())
        desk.limits.hit(limits.CALLS, "api", client.id)
        if scope not in client.scopes:
            raise HTTPException(403, f"the client's token has no scope “{scope}”")
        return client

    return check


Reader = Annotated[Client, Depends(client_with("read"))]
Writer = Annotated[Client, Depends(client_with("answer"))]
Key = Annotated[str | None, Header(alias="Idempotency-Key", min_length=8, max_length=200)]
Cursor = Annotated[str | None, Query(description="`next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=MOST)]


@router.get("/directives")
def directives(request: Request, client: Reader, cursor: Cursor = None, limit: Limit = 50) -> Page[DirectiveOut]:
    """The directives, the latest first; a client of one agency sees those that address it."""
    desk = desk_of(request)
    found = dossier.listing(desk.db)
    if client.agency is not None:
        mine = one_agency.addressed_by(desk.db, client.agency)
        found = [each for each in found if each.id in mine]
    items, following = _page(found, cursor, limit, lambda each: each.id)
    return Page(items=[DirectiveOut.model_validate(each) for each in items], next=following)


@router.get("/directives/{directive}/duties")
def duties(request: Request, directive: str, client: Reader, cursor: Cursor = None, limit: Limit = 50) -> Page[DutyOut]:
    """What each addressed agency owes, in the roster's order."""
    roll, contents = one_agency.roll_of(desk_of(request).db, directive)
    found = [duty for duty in roll.duties if client.agency in (None, duty.agency)]
    items, following = _page(found, cursor, limit, lambda duty: duty.agency)
    return Page(items=[_duty(duty, contents) for duty in items], next=following)


@router.get("/directives/{directive}/duties/{agency}")
def duty(request: Request, directive: str, agency: str, client: Reader) -> DutyOut:
    found = _look(request, client, directive, agency)
    return _duty(found.duty, found.directive.contents)


@router.get("/directives/{directive}/document", response_class=Response)
def document(request: Request, directive: str, client: Reader) -> Response:
    """The signed original, byte for byte."""
    desk = desk_of(request)
    roll, _ = one_agency.roll_of(desk.db, directive)
    if client.agency is not None and roll.of(client.agency) is None:
        raise NotFound("no such directive for this client", remedy="GET /api/directives lists them")
    media_type, content = one_agency.original(desk.db, directive)
    return Response(content, media_type=media_type, headers={"Content-Disposition": "attachment"})


@router.get("/directives/{directive}/duties/{agency}/submissions")
def submissions(
    request: Request, directive: str, agency: str, client: Reader, cursor: Cursor = None, limit: Limit = 50
) -> Page[AnswerOut]:
    """Every version of the agency's answer with its rows, the first one first."""
    found = _look(request, client, directive, agency)
    answers, following = _page(found.answers, cursor, limit, lambda each: str(each.version))
    with desk_of(request).db.read() as connection:
        items = [
            AnswerOut(
                version=each.version,
                kind="nil" if each.kind == "nil" else "submitted",
                receipt=each.receipt,
                received_at=each.received_at,
                by_name=each.by.name,
                by_position=each.by.position,
                note=each.note,
                rows=list(one_agency.rows_of(connection, directive, agency, each.version)),
            )
            for each in answers
        ]
    return Page(items=items, next=following)


@router.post("/directives/{directive}/duties/{agency}/submissions", status_code=201)
def submit(
    request: Request, directive: str, agency: str, given: SubmissionIn, client: Writer, key: Key = None
) -> ReceiptOut:
    """Hand in the rows; a later call is a new version, the old one is kept."""
    desk, now = _may_act(request, client, directive, agency)
    receipt = agency_acts.hand_in(
        desk.db,
        directive,
        agency,
        [row.plain() for row in given.rows],
        now=now,
        by=_person(given.by),
        note=given.note,
        once=_once(client, key, "submit", directive, agency, given),
    )
    desk.told(directive)
    return ReceiptOut(**vars(receipt))


@router.post("/directives/{directive}/duties/{agency}/nil", status_code=201)
def nil(request: Request, directive: str, agency: str, given: NilIn, client: Writer, key: Key = None) -> ReceiptOut:
    """Declare that there is nothing to propose."""
    desk, now = _may_act(request, client, directive, agency)
    receipt = agency_acts.declare_nil(
        desk.db,
        directive,
        agency,
        now=now,
        by=_person(given.by),
        note=given.note,
        once=_once(client, key, "nil", directive, agency, given),
    )
    desk.told(directive)
    return ReceiptOut(**vars(receipt))


@router.post("/directives/{directive}/duties/{agency}/extensions", status_code=201)
def extension(
    request: Request, directive: str, agency: str, given: ExtensionIn, client: Writer, key: Key = None
) -> AskedOut:
    """Ask for more time; the old day holds until it is granted."""
    desk, now = _may_act(request, client, directive, agency)
    once = _once(client, key, "extension", directive, agency, given)
    asked = agency_acts.ask_extension(
        desk.db, directive, agency, until=given.until, reason=given.reason, now=now, by=_person(given.by), once=once
    )
    return _asked(desk, directive, asked)


@router.post("/directives/{directive}/duties/{agency}/reassignments", status_code=201)
def reassignment(
    request: Request, directive: str, agency: str, given: ReassignmentIn, client: Writer, key: Key = None
) -> AskedOut:
    """Say that it is another agency's task."""
    desk, now = _may_act(request, client, directive, agency)
    asked = agency_acts.ask_reassignment(
        desk.db,
        directive,
        agency,
        belongs_to=given.belongs_to,
        belongs_to_code=given.belongs_to_code,
        reason=given.reason,
        now=now,
        by=_person(given.by),
        once=_once(client, key, "reassignment", directive, agency, given),
    )
    return _asked(desk, directive, asked)


@router.post("/directives/{directive}/duties/{agency}/questions", status_code=201)
def question(
    request: Request, directive: str, agency: str, given: QuestionIn, client: Writer, key: Key = None
) -> AskedOut:
    """Ask the lead; the answer comes by mail."""
    desk, now = _may_act(request, client, directive, agency)
    once = _once(client, key, "question", directive, agency, given)
    asked = agency_acts.ask_question(
        desk.db, directive, agency, question=given.question, now=now, by=_person(given.by), once=once
    )
    return _asked(desk, directive, asked)


def _may_act(request: Request, client: Client, directive: str, agency: str) -> tuple[Desk, datetime]:
    """The instant of receipt is that of the whole request, read before anything waits for the database."""
    desk = desk_of(request)
    now = desk.now()
    _own(client, agency)
    return desk, now


def _look(request: Request, client: Client, directive: str, agency: str) -> OneAgency:
    _own(client, agency)
    with desk_of(request).db.read() as connection:
        return one_agency.look(connection, directive, agency)


def _own(client: Client, agency: str) -> None:
    if client.agency not in (None, agency):
        raise HTTPException(403, f"the client acts for {client.agency} alone")


def _once(client: Client, key: str | None, verb: str, directive: str, agency: str, given: BaseModel) -> Once | None:
    asked = [verb, directive, agency, given.model_dump(mode="json")]
    return None if key is None else Once.of(f"client:{client.id}", key, asked)


def _person(by: By) -> Person:
    return Person(" ".join(by.name.split()), " ".join(by.position.split()))


def _asked(desk: Desk, directive: str, asked: Asked) -> AskedOut:
    desk.told(directive)
    return AskedOut(**vars(asked))


def _duty(duty: Any, contents: Sequence[str]) -> DutyOut:
    given = {name: getattr(duty, name) for name in DutyOut.model_fields if name != "columns"}
    return DutyOut(**given, columns=list(contents))


def _page(found: Sequence[T], cursor: str | None, limit: int, name: Callable[[T], str]) -> tuple[list[T], str | None]:
    """The items behind the one that the cursor names. Raises `UnreadableInput` for a cursor that is not ours."""
    start = 0
    if cursor is not None:
        try:
            last = json.loads(urlsafe_b64decode(cursor.encode()))["after"]
        except (ValueError, KeyError, TypeError):
            raise UnreadableInput("the cursor is not one of ours", remedy="use `next` of the page before") from None
        start = next((at + 1 for at, each in enumerate(found) if name(each) == last), len(found))
    items = list(found[start : start + limit])
    more = start + limit < len(found)
    following = urlsafe_b64encode(json.dumps({"after": name(items[-1])}).encode()).decode() if more else None
    return items, following
