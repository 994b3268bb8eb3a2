"""Whoever sits at the browser: a signed cookie with a random id, the name and position last typed, the language.

No account and nothing on the server. Form tokens are signed over the id, so a form that another site makes is refused.
"""

import secrets
from dataclasses import dataclass, replace

from itsdangerous import BadSignature, Signer, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import Response

from config.secret_key import derived
from portal.language import Language, chosen

KEPT = 30 * 24 * 3600  # seconds
LONGEST = 200  # characters of a name or a position


@dataclass(frozen=True)
class Visitor:
    id: str
    name: str = ""
    position: str = ""
    language: Language = "vi"

    def named(self, name: str, position: str) -> "Visitor":
        return replace(self, name=" ".join(name.split())[:LONGEST], position=" ".join(position.split())[:LONGEST])


class Visitors:
    """Reads and writes the cookie, makes and checks form tokens."""

    def __init__(self, secret: bytes, *, https: bool) -> None:
        self._https = https
        self._cookie = "__Host-dondoc" if https else "dondoc"
        self._kept = URLSafeSerializer(derived(secret, "visitor"), salt="visitor")
        self._forms = Signer(derived(secret, "forms"), salt="form")

    def of(self, request: Request) -> Visitor:
        """Who it is by the cookie; somebody new where there is none, or it was not ours."""
        given = request.query_params.get("lang")
        try:
            id_, name, position, kept = self._kept.loads(request.cookies.get(self._cookie, ""))
            return Visitor(str(id_), str(name), str(position), chosen(given, str(kept)))
        except (BadSignature, ValueError, TypeError):
            return Visitor(secrets.token_urlsafe(16), language=chosen(given, None))

    def keep(self, response: Response, visitor: Visitor) -> None:
        value = self._kept.dumps([visitor.id, visitor.name, visitor.position, visitor.language])
        assert isinstance(value, str)
        response.set_cookie(
            self._cookie, value, max_age=KEPT, path="/", secure=self._https, httponly=True, samesite="lax"
        )

    def form_token(self, visitor: Visitor) -> str:
        return self._forms.get_signature(visitor.id).decode()

    def is_own_form(self, visitor: Visitor, token: str) -> bool:
        return self._forms.verify_signature(visitor.id, token)
