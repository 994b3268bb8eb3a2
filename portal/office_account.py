"""Sign-in with the account that the office's own OpenID Connect keeps, through Authlib: code flow, PKCE, nonce, state.

Who somebody is the provider says; what he may do here, the account of the same name does. It must exist already.
"""

from functools import lru_cache
from typing import Any

import httpx
from fastapi import APIRouter
from joserfc.errors import JoseError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from config.errors import Unavailable
from config.settings import Settings
from portal import limits, people
from portal.desk import address_of, desk_of
from records import accounts

router = APIRouter(include_in_schema=False)
TIMEOUT = 10.0  # seconds for each answer of the provider
RETURNS_TO = "/sign-in/office/back"


@lru_cache(maxsize=8)
def _provider(issuer: str, client_id: str, secret: str) -> Any:
    from authlib.integrations.starlette_client import OAuth  # type: ignore[import-untyped]  # only where it is set

    registry = OAuth()
    return registry.register(
        "office",
        server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
        client_id=client_id,
        client_secret=secret,
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "timeout": TIMEOUT},
    )


def provider(settings: Settings) -> Any:
    """The office's provider. Raises 404 where none is set."""
    if not settings.oidc_issuer:
        raise HTTPException(404, "no OpenID Connect is set")
    secret = settings.oidc_client_secret.get_secret_value()
    return _provider(settings.oidc_issuer, settings.oidc_client_id, secret)


@router.get("/sign-in/office")
async def go(request: Request, to: str = "/") -> Response:
    """To the provider's own sign-in page."""
    desk = desk_of(request)
    desk.limits.hit(limits.SIGN_INS, "office", address_of(request))
    request.session["to"] = people.local(to)
    back = (desk.settings.portal_url.rstrip("/") or str(request.base_url).rstrip("/")) + RETURNS_TO
    try:
        answer: Response = await provider(desk.settings).authorize_redirect(request, back)
    except httpx.HTTPError:
        raise _away() from None
    return answer


@router.get(RETURNS_TO)
async def back(request: Request) -> Response:
    """From the provider: its word is checked (state, nonce, signature, audience, time), then the account is asked."""
    from authlib.integrations.base_client.errors import OAuthError  # type: ignore[import-untyped]

    desk = desk_of(request)
    to = str(request.session.pop("to", "/"))
    try:
        token = await provider(desk.settings).authorize_access_token(request)
    except (OAuthError, JoseError):
        return people.sign_in_page(request, to=to, told="sign_in.refused", status=401)
    except httpx.HTTPError:
        raise _away() from None
    username = str((token.get("userinfo") or {}).get(desk.settings.oidc_username_claim) or "")
    request.session.clear()
    account = await run_in_threadpool(accounts.account_named, desk.db, username) if username.strip() else None
    if account is None or account.disabled:
        return people.sign_in_page(request, to=to, told="sign_in.refused", status=403)
    return await run_in_threadpool(people.signed_in, desk, account, to)


def _away() -> Unavailable:
    return Unavailable("the office's OpenID Connect does not answer", remedy="sign in by password, or try again")
