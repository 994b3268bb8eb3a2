"""An OpenID Connect provider as small as one can be: discovery, authorization with PKCE, signed ID tokens, keys."""

import base64
import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import uvicorn
from fastapi import FastAPI, Request
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.responses import JSONResponse, RedirectResponse, Response

from tests.flows.conftest import free_port

CLIENT, SECRET = "dondoc", "a-shared-secret"


@dataclass
class Provider:
    """`says`: the user it will name; `forges`: sign with a key that is not published."""

    issuer: str
    says: str = "vanthu"
    forges: bool = False
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def discovery() -> dict[str, Any]:
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
            }

        @app.get("/keys")
        def keys() -> dict[str, Any]:
            return {"keys": [self.key.as_dict(private=False)]}

        @app.get("/authorize")
        def authorize(request: Request) -> Response:
            asked = dict(request.query_params)
            assert (asked["client_id"], asked["code_challenge_method"]) == (CLIENT, "S256")
            code = f"code{len(self.codes)}"
            self.codes[code] = asked
            return RedirectResponse(
                f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302
            )

        @app.post("/token")
        async def token(request: Request) -> Response:
            given = dict(await request.form())
            kind, _, shown = request.headers.get("authorization", "").partition(" ")
            if (kind, base64.b64decode(shown).decode()) != ("Basic", f"{CLIENT}:{SECRET}"):
                return JSONResponse({"error": "invalid_client"}, 401)
            asked = self.codes.pop(str(given["code"]))
            proof = base64.urlsafe_b64encode(hashlib.sha256(str(given["code_verifier"]).encode()).digest())
            if proof.decode().rstrip("=") != asked["code_challenge"]:
                return JSONResponse({"error": "invalid_grant"}, 400)
            now = int(time.time())
            claims = {
                "iss": self.issuer,
                "sub": "4711",
                "aud": CLIENT,
                "iat": now,
                "exp": now + 60,
                "nonce": asked["nonce"],
                "preferred_username": self.says,
            }
            key = RSAKey.generate_key(2048, {"kid": "one"}) if self.forges else self.key
            signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, key)
            return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": signed, "expires_in": 60})

        return app


@contextmanager
def running() -> Iterator[Provider]:
    port = free_port()
    provider = Provider(f"http://127.0.0.1:{port}")
    server = uvicorn.Server(uvicorn.Config(provider.app(), port=port, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert time.monotonic() < deadline, "the provider does not start"
        time.sleep(0.02)
    yield provider
    server.should_exit = True
    thread.join(10)
