"""A provider of single sign-on on loopback, as honest or as broken as a test wants it."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "desk", "the client's secret"


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Provider:
    """Vouches for ana. `claims` and the other fields change what it says.

    `seen` are the requests that came for tokens, `asked` the paths of all.
    """

    def __init__(self, key: RSAKey) -> None:
        self.keys = [key]
        self.published: list[RSAKey] | None = None
        self.claims: dict[str, Any] = {}
        self.left_out: set[str] = set()
        self.described: dict[str, Any] = {}
        self.told: dict[str, Any] = {}
        self.algorithm = "RS256"
        self.down: set[str] = set()
        self.id_token: str | None = None
        self.seen: list[dict[str, str]] = []
        self.asked: list[str] = []
        self.issuer = ""
        self._codes: dict[str, dict[str, str]] = {}

    def answer(self, method: str, path: str, query: dict[str, str], auth: str) -> tuple[int, Any]:
        """The status and the JSON, or the address to go to."""
        self.asked.append(path)
        if path in self.down:
            return 503, {}
        if path == "/.well-known/openid-configuration":
            return 200, self.description() | self.described
        if path == "/jwks":
            keys = self.keys if self.published is None else self.published
            return 200, {"keys": [_public(each) for each in keys]}
        if path == "/authorize":
            return 302, self.authorize(query)
        if path == "/token" and method == "POST":
            return self.token(query, auth)
        if path == "/userinfo":
            return 200, self.told
        return 404, {}

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Somebody has signed in here and is sent back."""
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        assert query["client_id"] == CLIENT
        assert set(query["scope"].split()) == {"openid", "email"}
        code = f"code-{len(self._codes)}"
        self._codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict[str, str], auth: str) -> tuple[int, Any]:
        self.seen.append(form)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self._codes.pop(form.get("code", ""), None)
        if asked is None or auth != f"Basic {basic}":
            return 400, {"error": "invalid_grant"}
        challenge = _b64(hashlib.sha256(form["code_verifier"].encode()).digest())
        if challenge != asked["code_challenge"] or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        token = self.id_token or self.signed(self.claims_for(asked["nonce"]))
        return 200, {"access_token": "opaque", "token_type": "Bearer", "id_token": token}

    def claims_for(self, nonce: str) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": "1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
            "email": "ana@example.org",
            "email_verified": True,
        } | self.claims
        return {name: value for name, value in claims.items() if name not in self.left_out}

    def signed(self, claims: dict[str, Any]) -> str:
        """The claims as an ID token, by whatever algorithm."""
        key = self.keys[-1]
        if self.algorithm == "RS256":
            return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)
        header = {"alg": self.algorithm, "kid": key.kid}
        text = f"{_b64(json.dumps(header).encode())}.{_b64(json.dumps(claims).encode())}"
        if self.algorithm == "none":
            return f"{text}."
        public = key.as_pem(private=False)
        return f"{text}.{_b64(hmac.digest(public, text.encode(), 'sha256'))}"


def _public(key: RSAKey) -> dict[str, Any]:
    return dict(key.as_dict(private=False)) | {"use": "sig", "alg": "RS256"}


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    """The provider at an address of its own."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            query = dict(parse_qsl(parts.query) + parse_qsl(body))
            auth = self.headers.get("Authorization", "")
            status, found = provider.answer(self.command, parts.path, query, auth)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", found)
                found = {}
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        do_GET = do_POST = _answer  # noqa: N815 - the names are http.server's

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
