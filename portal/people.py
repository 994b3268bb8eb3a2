"""Sign-in of whoever works here: argon2 passwords, sessions on the server that end, and who may do what.

`needs(Role.CLERK, …)` is the dependency of a page for signed-in people; it gives the account, or leads to the sign-in.
"""

from collections.abc import Callable
from urllib.parse import urlencode

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from config.errors import UnreadableInput
from portal import limits
from portal.desk import Desk, address_of, desk_of
from portal.forms import Form, text
from portal.limits import TooOften
from records import accounts
from records.accounts import Account, Role

router = APIRouter(include_in_schema=False)
HASHER = PasswordHasher()  # argon2id, RFC 9106's second recommendation
SHORTEST = 10  # characters of a password
NOBODY = HASHER.hash("nobody has this password")  # hashed against, so that an unknown name takes as long


def hashed(password: str) -> str:
    """Raises `UnreadableInput` for a password that is too short."""
    if len(password) < SHORTEST:
        raise UnreadableInput(f"a password has {SHORTEST} characters at least", remedy="choose a longer one")
    return HASHER.hash(password)


def fits(account: Account | None, password: str) -> bool:
    try:
        HASHER.verify(account.password_hash if account and account.password_hash else NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return account is not None and account.password_hash is not None and not account.disabled


def session_cookie(desk: Desk) -> str:
    return "__Host-dondoc-session" if desk.https else "dondoc-session"


def account_of(request: Request) -> Account | None:
    """Who is signed in; None where nobody is."""
    desk = desk_of(request)
    token = request.cookies.get(session_cookie(desk), "")
    return accounts.signed_in(desk.db, token, wall=desk.clock.wall()) if token else None


class SignInFirst(HTTPException):
    def __init__(self, request: Request) -> None:
        there = urlencode({"to": request.url.path})
        super().__init__(303, "sign in first", {"Location": f"/sign-in?{there}"})


def needs(*roles: Role) -> Callable[[Request], Account]:
    """A page's dependency: `account: Annotated[Account, Depends(needs(Role.CLERK))]`."""

    def check(request: Request) -> Account:
        account = account_of(request)
        if account is None:
            raise SignInFirst(request)
        if account.role not in roles:
            raise HTTPException(403, f"this is for: {', '.join(roles)}")
        return account

    return check


@router.get("/sign-in")
def ask(request: Request, to: str = "/") -> Response:
    return sign_in_page(request, to=to)


@router.post("/sign-in")
def sign_in(request: Request, form: Form) -> Response:
    """Check name and password. What was wrong is not said, and a name that does not exist takes as long."""
    desk, username, to = desk_of(request), text(form, "username", 100), text(form, "to", 300)
    visitor = desk.visitor(request)
    if not desk.visitors.is_own_form(visitor, text(form, "csrf")):
        return sign_in_page(request, to=to, username=username, told="told.stale", status=403)
    try:
        desk.limits.hit(limits.SIGN_INS, "sign-in", address_of(request))
        desk.limits.hit(limits.PASSWORDS, "password", username.strip().casefold())
    except TooOften as error:
        response = sign_in_page(request, to=to, username=username, told="sign_in.often", status=429)
        response.headers["Retry-After"] = str(error.seconds)
        return response
    account = accounts.account_named(desk.db, username) if username.strip() else None
    if not fits(account, text(form, "password", 500)) or account is None:
        return sign_in_page(request, to=to, username=username, told="sign_in.wrong", status=401)
    return signed_in(desk, account, to)


def signed_in(desk: Desk, account: Account, to: str) -> Response:
    """A new session for the account, and on to where it was going."""
    token = accounts.sign_in(desk.db, account, wall=desk.clock.wall(), hours=desk.settings.session_hours)
    response = RedirectResponse(local(to), 303)
    response.set_cookie(
        session_cookie(desk),
        token,
        max_age=int(desk.settings.session_hours * 3600),
        path="/",
        secure=desk.https,
        httponly=True,
        samesite="lax",
    )
    return response


@router.post("/sign-out")
def sign_out(request: Request, form: Form) -> Response:
    desk = desk_of(request)
    if desk.visitors.is_own_form(desk.visitor(request), text(form, "csrf")):
        accounts.sign_out(desk.db, request.cookies.get(session_cookie(desk), ""))
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(session_cookie(desk), path="/", secure=desk.https, httponly=True, samesite="lax")
    return response


@router.get("/")
def home(request: Request, account: Account | None = Depends(account_of)) -> Response:  # noqa: B008 - FastAPI's way
    """Who comes without a link signs in; what a role sees first is its own pages' matter."""
    if account is None:
        return RedirectResponse("/sign-in", 303)
    desk = desk_of(request)
    return desk.page(request, desk.visitor(request), "home.html", {"account": account})


def local(to: str) -> str:
    """A place of ours; anything that could lead elsewhere leads to the first page."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) and "\n" not in to else "/"


def sign_in_page(
    request: Request, *, to: str, username: str = "", told: str | None = None, status: int = 200
) -> Response:
    desk = desk_of(request)
    context = {"to": local(to), "username": username, "told": told, "oidc": bool(desk.settings.oidc_issuer)}
    return desk.page(request, desk.visitor(request), "sign_in.html", context, status=status)
