"""An OpenID Connect provider: the authorization code flow with PKCE, and ID tokens checked.

By OpenID Connect Core 1.0, section 3.1, and RFC 7636. Nothing here knows people or pages.
"""

import hmac
import time
from collections.abc import Mapping
from secrets import token_urlsafe
from threading import Lock
from typing import Any

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from factcheck.errors import NotAllowed, Unreachable
from factcheck.saying import say
from factcheck.sign_in_settings import Sso, is_safe

_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
"""Signatures of a key that the provider alone has; never `none`, never a shared secret."""
_TIMEOUT = (5, 10)
"""Seconds to connect and to wait for bytes."""
_FRESH_SECONDS = 3600.0
_REST_SECONDS = 10.0
"""So long a provider that did not answer is not asked again: everybody would wait for it."""
_LEEWAY_SECONDS = 60
_UNUSABLE = (AuthlibBaseError, JoseError, ValueError, KeyError, TypeError, AttributeError)
"""What comes of an answer that is not what it should be, however it is broken."""
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


Asked = dict[str, str]
"""What the provider was asked with: `state`, `nonce` and `verifier`. Its answer must fit."""


class Provider:
    """A provider. What it says of itself is read again after an hour."""

    def __init__(self, sso: Sso) -> None:
        self._sso = sso
        self._guard = Lock()
        self._known: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._read_at = 0.0
        self._rests_until = 0.0

    def describe(self) -> dict[str, Any]:
        """What the provider says of itself. Raises `Unreachable`."""
        with self._guard:
            if not self._known or time.monotonic() - self._read_at > _FRESH_SECONDS:
                self._known, self._keys, self._read_at = self._described(), None, time.monotonic()
            return self._known

    def _described(self) -> dict[str, Any]:
        if time.monotonic() < self._rests_until:
            raise _unreached()
        issuer = self._sso.issuer.rstrip("/")
        try:
            found = _read(f"{issuer}/.well-known/openid-configuration")
        except Unreachable:
            self._rests_until = time.monotonic() + _REST_SECONDS
            raise
        _check(found, issuer)
        return found

    def ask(self, back: str) -> tuple[str, Asked]:
        """Where to send somebody who is to come `back`, and what to remember until then."""
        asked = {name: token_urlsafe(48) for name in ("state", "nonce", "verifier")}
        with self._client(back) as client:
            address, _ = client.create_authorization_url(
                self.describe()["authorization_endpoint"],
                state=asked["state"],
                nonce=asked["nonce"],
                code_verifier=asked["verifier"],
            )
        return str(address), asked

    def vouched(self, asked: Asked, answer: Mapping[str, str], back: str) -> dict[str, Any]:
        """Whom the provider vouches for: the claims of its ID token.

        Raises:
            NotAllowed: the answer fits nothing that was asked, or cannot be trusted.
            Unreachable: the provider does not answer.
        """
        if not hmac.compare_digest(answer.get("state", "").encode(), asked["state"].encode()):
            raise _stray()
        known = self.describe()
        if answer.get("iss", known["issuer"]) != known["issuer"]:  # RFC 9207
            raise _stray()
        if answer.get("error") or not answer.get("code"):
            raise NotAllowed(say("The provider did not let you in. Nobody was signed in."))
        try:
            with self._client(back) as client:
                token = client.fetch_token(
                    known["token_endpoint"], code=answer["code"], code_verifier=asked["verifier"]
                )
                claims = self._checked(str(token["id_token"]), asked["nonce"])
                return claims if "email" in claims else self._told_more(client, claims)
        except requests.RequestException as error:
            raise _unreached() from error
        except _UNUSABLE as error:
            raise NotAllowed(
                say(
                    "The provider's answer cannot be trusted, so nobody was signed in. "
                    "Sign in again; if it happens again, tell an administrator."
                )
            ) from error

    def _told_more(self, client: OAuth2Session, claims: dict[str, Any]) -> dict[str, Any]:
        """The claims, with what the provider says of the same person where it is asked for it."""
        address = str(self.describe().get("userinfo_endpoint", ""))
        if not is_safe(address):
            return claims
        more: dict[str, Any] = client.get(address).json()
        return more | claims if more.get("sub") == claims["sub"] else claims

    def _client(self, back: str) -> OAuth2Session:
        methods = self.describe().get("token_endpoint_auth_methods_supported", [])
        posts = "client_secret_post" in methods and "client_secret_basic" not in methods
        client = OAuth2Session(
            self._sso.client_id,
            self._sso.client_secret,
            scope="openid email",
            redirect_uri=back,
            code_challenge_method="S256",
            token_endpoint_auth_method="client_secret_post" if posts else "client_secret_basic",
            default_timeout=_TIMEOUT,
        )
        client.trust_env = False  # else ~/.netrc would speak for us
        client.max_redirects = 0
        return client

    def _checked(self, text: str, nonce: str) -> dict[str, Any]:
        """The claims of an ID token that is the provider's, for us, of now and for this visit."""
        issuer, client = self.describe()["issuer"], self._sso.client_id
        found = self._decoded(text)
        jwt.JWTClaimsRegistry(
            leeway=_LEEWAY_SECONDS,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": client},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        ).validate(found)
        several = isinstance(found["aud"], list) and len(found["aud"]) > 1
        if found.get("azp", None if several else client) != client:
            raise ValueError("the ID token was made for somebody else")
        return found

    def _decoded(self, text: str) -> dict[str, Any]:
        """The claims, once the signature is checked; a key that is not known yet is fetched."""
        try:
            return jwt.decode(text, self._key_set(), algorithms=_ALGORITHMS).claims
        except InvalidKeyIdError:  # the provider has changed its keys since
            return jwt.decode(text, self._key_set(again=True), algorithms=_ALGORITHMS).claims

    def _key_set(self, *, again: bool = False) -> KeySet:
        if self._keys is None or again:
            keys = _read(self.describe()["jwks_uri"]).get("keys", [])
            usable = [each for each in keys if each.get("kty") in {"RSA", "EC", "OKP"}]
            self._keys = KeySet.import_key_set({"keys": usable})
        return self._keys


def _read(address: str) -> dict[str, Any]:
    """A JSON object of the provider. Raises `Unreachable`."""
    try:
        with requests.Session() as client:
            client.trust_env = False
            answer = client.get(address, timeout=_TIMEOUT, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
    except (requests.RequestException, ValueError) as error:
        raise _unreached() from error
    if not isinstance(found, dict):
        raise _unreached()
    return found


def _check(found: Mapping[str, Any], issuer: str) -> None:
    """Hold a description against what was configured. Raises `Unreachable`."""
    if str(found.get("issuer", "")).rstrip("/") != issuer:
        raise Unreachable(say("The provider calls itself otherwise than FACTCHECK_OIDC_ISSUER."))
    if not all(is_safe(str(found.get(name, ""))) for name in _ENDPOINTS):
        raise Unreachable(say("The provider's description lacks a safe address."))


def _unreached() -> Unreachable:
    return Unreachable(
        say(
            "The provider of single sign-on does not answer. Try again in a few minutes, or use "
            "your password."
        )
    )


def _stray() -> NotAllowed:
    return NotAllowed(
        say("This answer belongs to no sign-in that was begun in this browser. Begin again.")
    )
